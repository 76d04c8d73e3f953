import { Data } from '../../../schemas/comune.api.js';
import type { TipoVersamento } from '../../../schemas/versamento.api.js';
import { REGISTRO_GENERALE } from '../../../schemas/registro.js';

/** What a riferimento names: a record of a register, a closed day, a fascicolo. */
export type Riferito =
  | { tipo: 'unita-documentaria'; registro: string; anno: number; numero: number }
  | { tipo: 'registro-giornaliero'; giorno: string }
  | { tipo: 'fascicolo'; id: string };

const UNITA = /^(?:([A-Z0-9][A-Za-z0-9._-]{0,29})\/)?(\d{4})\/([1-9]\d{0,8})$/;
const ID = /^[A-Za-z0-9_-]{1,100}$/;

/** `2026/12` for the protocol, `DET/2026/12` for an act of a repertorio (contract §4). */
export const riferimentoUnita = ({
  registro,
  anno,
  numero,
}: {
  registro: string;
  anno: number;
  numero: number;
}): string => `${registro === REGISTRO_GENERALE ? '' : `${registro}/`}${anno}/${numero}`;

/** What a riferimento of that tipo names; null for one that is not written so. Pure. */
export function readRiferimento(tipo: TipoVersamento, riferimento: string): Riferito | null {
  if (tipo === 'registro-giornaliero')
    return Data.safeParse(riferimento).success ? { tipo, giorno: riferimento } : null;
  if (tipo === 'fascicolo') return ID.test(riferimento) ? { tipo, id: riferimento } : null;
  const [whole, registro = REGISTRO_GENERALE, anno, numero] = UNITA.exec(riferimento) ?? [];
  return whole === undefined ? null : { tipo, registro, anno: Number(anno), numero: Number(numero) };
}
