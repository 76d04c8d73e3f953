import type { Capacita } from './tipi.js';

/* What is conserved cannot be changed here except by what the receiver can be told. Pure. */

type Puo = Pick<Capacita, 'aggiungeDocumenti' | 'aggiornaMetadati' | 'fascicoli'>;

/** An act on a registration, as far as it touches what is kept elsewhere. */
export interface AttoSuConservato {
  tipo: string;
  /** the datum that it changes, of those kinds that name one */
  campo?: string | undefined;
}

/** Acts on the way of a document through the offices: nothing of it is kept by the receiver. */
const INTERNI: ReadonlySet<string> = new Set([
  'nascita',
  'assegnazione',
  'presa-in-carico',
  'presa-visione',
  'rifiuto',
  'ritardo',
  'rettifica-richiesta',
  'rettifica-negata',
  'annullamento-richiesto',
  'annullamento-negato',
  'annullamento', // always: the receiver is told by a note of its own
  'attestazione', // always: what is kept stays as it is, the attestation goes after it
  'distruzione-originale', // of the paper
]);
/** Data of ours that no package holds, and the reserve: who protects a person waits for nobody. */
const CAMPI_INTERNI: ReadonlySet<string> = new Set(['note', 'riservatezza']);

/** Why the act is refused, in words; null if it is admitted. */
export function vietatoSuRegistrazione({ tipo, campo }: AttoSuConservato, puo: Puo): string | null {
  if (INTERNI.has(tipo) || (tipo === 'modifica' && campo !== undefined && CAMPI_INTERNI.has(campo))) return null;
  if (tipo === 'integrazione')
    return puo.aggiungeDocumenti
      ? null
      : 'Il documento è conservato e il conservatore non riceve aggiunte: registrare un nuovo documento che lo cita.';
  if (tipo === 'fascicolazione')
    return puo.fascicoli || puo.aggiornaMetadati
      ? null
      : 'Il documento è conservato e il conservatore non può sapere del fascicolo: fascicolare un nuovo documento che lo cita.';
  return puo.aggiornaMetadati
    ? null
    : 'Il documento è conservato e il conservatore non aggiorna i metadati: se un dato è sbagliato, annullare e registrare di nuovo.';
}

/** Acts on a conserved fascicolo that change nothing of what is kept: retention, and links from others to it. */
const SU_FASCICOLO: ReadonlySet<string> = new Set(['collegamento']);

/** The same for an act on a fascicolo that the receiver keeps as it was closed. */
export function vietatoSuFascicolo({ tipo, campo }: AttoSuConservato): string | null {
  if (SU_FASCICOLO.has(tipo) || (tipo === 'modifica' && (campo === 'archivio' || campo === 'riservatezza')))
    return null;
  return 'Il fascicolo è conservato com’era alla chiusura: non si riapre e non si cambia. Aprirne uno nuovo e collegarlo, oppure chiedere all’archivista di annullare il versamento.';
}
