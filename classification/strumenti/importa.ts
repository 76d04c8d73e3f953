import {
  findTesteStrumento,
  insertStrumento,
  type RigheStrumento,
  type TestaStrumento,
  type TipoStrumento,
} from '../../schemas/strumento.model.js';
import type { ImportaStrumentoQuery } from '../../schemas/strumento.api.js';
import { isDuplicateKey } from '../../server/lib/mongo.js';
import { ServizioNonDisponibileError } from '../../server/lib/problem.js';
import { titolarioOf } from '../service.js';
import { type Autore, requireFaultless } from '../versioni/contesto.js';
import { writeTabella } from '../versioni/csv.js';
import { type DifferenzaStrumento, differenzeStrumento } from './differenze.js';
import { COLONNE_STRUMENTO, readStrumento } from './lettura.js';
import { forgetStrumento, strumentoOf } from './service.js';

/** Somebody else may be loading one: so often the next number is looked for. */
const TRIES = 5;

/** What an import did, or would do. */
export interface EsitoStrumento {
  /** Absent in a dry run. */
  numero?: number;
  denominazione: string;
  dal: string;
  righe: number;
  differenze: DifferenzaStrumento[];
  /** False: what counts from that day is the same already. */
  created: boolean;
}

const NOMI: Readonly<Record<TipoStrumento, string>> = {
  massimario: 'Piano di conservazione',
  prontuario: 'Prontuario',
};

const attoOf = ({ attoTipo: tipo, attoNumero: numero, attoData: data }: ImportaStrumentoQuery) =>
  tipo !== undefined && numero !== undefined && data !== undefined ? { atto: { tipo, numero, data } } : {};

/** Adds a version under the next number, whoever else is adding one. @returns its number */
async function addVersione<K extends TipoStrumento>(
  aoo: string,
  tipo: K,
  righe: readonly RigheStrumento[K][],
  testa: Omit<TestaStrumento, 'numero'>,
): Promise<number> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const numero = ((await findTesteStrumento(aoo, tipo)).at(-1)?.numero ?? 0) + 1;
    try {
      await insertStrumento(aoo, tipo, { ...testa, numero }, righe);
      forgetStrumento(aoo, tipo);
      return numero;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
  throw new ServizioNonDisponibileError();
}

/**
 * Reads a massimario or a prontuario from CSV and, unless it is a dry run, adds it as a version that counts from a day on: all or
 * nothing, one write. What is the same already is not added again.
 * @throws DatiNonValidiError with all that is wrong, each line by its number
 */
export async function importStrumento(
  tipo: TipoStrumento,
  csv: Uint8Array,
  query: ImportaStrumentoQuery,
  { aoo, utente, adesso, oggi }: Autore,
): Promise<EsitoStrumento> {
  const dal = query.dal ?? oggi;
  const titolario = await titolarioOf(aoo, dal);
  const { righe, errori } = readStrumento(tipo, csv, new Set(titolario?.byCodice.keys()));
  requireFaultless(
    [
      ...(dal < oggi
        ? [{ campo: 'dal', messaggio: 'Il file vale da oggi in poi: quello che è stato non cambia.' }]
        : []),
      ...(query.attoData !== undefined && query.attoData > oggi
        ? [{ campo: 'attoData', messaggio: 'L’atto non può avere una data futura.' }]
        : []),
    ],
    errori,
  );
  const now = await strumentoOf(aoo, tipo, dal);
  const differenze = differenzeStrumento(tipo, now.righe, righe);
  const denominazione = query.denominazione ?? `${NOMI[tipo]} ${dal.slice(0, 4)}`;
  const esito = { denominazione, dal, righe: righe.length, differenze };
  if (query.prova) return { ...esito, created: false };
  const { atto } = attoOf(query);
  if (
    now.numero > 0 &&
    differenze.length === 0 &&
    now.denominazione === denominazione &&
    (atto === undefined || now.atto?.numero === atto.numero)
  )
    return { ...esito, dal: now.dal, numero: now.numero, created: false };
  const numero = await addVersione(aoo, tipo, righe, {
    denominazione,
    dal,
    ...(atto !== undefined && { atto }),
    caricata: { utente, data: adesso },
  });
  return { ...esito, numero, created: true };
}

const ROWS: { [K in TipoStrumento]: (riga: RigheStrumento[K]) => string[] } = {
  massimario: ({ codice, tipologia, tempo, note = '', fonte }) => [
    codice,
    tipologia,
    tempo === 'illimitato' ? 'ILLIMITATO' : String(tempo),
    note,
    fonte,
  ],
  prontuario: ({ parola, codice }) => [parola, codice],
};

/** The rows of a version as a file that gives the very same rows when it is read. */
export const writeStrumento = <K extends TipoStrumento>(tipo: K, righe: readonly RigheStrumento[K][]): string =>
  writeTabella(COLONNE_STRUMENTO[tipo], righe.map(ROWS[tipo]));
