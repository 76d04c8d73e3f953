import type { ContenutoDocumento, VersioneDocumento } from '../../schemas/documento.model.js';

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
