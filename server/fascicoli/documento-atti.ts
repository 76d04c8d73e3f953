import {
  CAMPI_DOCUMENTO,
  type ContenutoDocumento,
  type Documento,
  type VersioneDocumento,
} from '../../schemas/documento.model.js';
import { readEvento } from '../protocollo/canonico.js';

/** An act on a document that is not registered: another version of it, or another place. */
export type AttoDocumento =
  | { tipo: 'versione'; data: string; utente: string; perContoDi?: string; dettagli: VersioneDocumento }
  | {
      tipo: 'fascicolazione';
      data: string;
      utente: string;
      perContoDi?: string;
      /** where it stands from then on, and how it came there */
      dettagli: { fascicolo?: string; altriFascicoli?: string[]; azione: string; motivo?: string };
    };

/** How one act changes a document. Pure: what is written and its verification years later are this same function. */
export function applyAttoDocumento(contenuto: ContenutoDocumento, atto: AttoDocumento): ContenutoDocumento {
  if (atto.tipo === 'versione') return { ...contenuto, versioni: [...contenuto.versioni, atto.dettagli] };
  const { fascicolo: _prima, altriFascicoli: _altri, ...rest } = contenuto;
  const { fascicolo, altriFascicoli } = atto.dettagli;
  return {
    ...rest,
    ...(fascicolo !== undefined && { fascicolo }),
    ...(altriFascicoli !== undefined && { altriFascicoli }),
  };
}

/**
 * The document as it was in that version, until the next one came: what is said of a version is never written over by what is said
 * of a later one. Pure; the last version is the document as it is.
 * @returns undefined where it has no such version
 */
export function allaVersione(documento: Documento, n: number): Documento | undefined {
  if (!documento.versioni.some((one) => one.n === n)) return undefined;
  const atti = documento.eventi.map((one) => readEvento(one) as unknown as AttoDocumento);
  const next = atti.findIndex((one) => one.tipo === 'versione' && one.dettagli.n > n);
  if (next === -1) return documento;
  const born = JSON.parse(documento.canonico) as Record<string, unknown>;
  const nato = Object.fromEntries(CAMPI_DOCUMENTO.flatMap((campo) => (campo in born ? [[campo, born[campo]]] : [])));
  const allora = atti.slice(0, next).reduce(applyAttoDocumento, nato as unknown as ContenutoDocumento);
  const { fascicolo: _ora, altriFascicoli: _altri, ...rest } = documento;
  return { ...rest, ...allora };
}
