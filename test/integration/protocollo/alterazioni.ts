import assert from 'node:assert/strict';
import { canonicalText, sha256Hex } from '../../../server/protocollo/canonico.js';
import { set, type Stored } from './registro-di-prova.js';
import { competenza, MOTIVO, PROVVEDIMENTO } from './richieste.js';

const reborn = (record: Stored, change: (text: string) => string): Record<string, unknown> => {
  const canonico = change(record.canonico);
  return { canonico, 'catena.hash': sha256Hex(canonico) };
};
const event = (record: Stored, i: number) => record.eventi[i] ?? assert.fail(`event ${i}`);
const later = (record: Stored): Record<string, unknown> =>
  JSON.parse(event(record, 1).canonico) as Record<string, unknown>;

/** What is altered, of which record, how; the record named (by default the same), and the kind of the fault. */
export const ALTERAZIONI: readonly [
  what: string,
  name: string,
  alter: (record: Stored) => Record<string, unknown>,
  kind: RegExp,
  named?: string,
][] = [
  ['the field oggetto', 'primo', () => set({ oggetto: 'Un altro oggetto' }), /campo oggetto/],
  [
    'the text alone',
    'primo',
    ({ canonico }) => set({ canonico: canonico.replace('Istanza', 'Istanzo') }),
    /impronta .*testo canonico/,
  ],
  ['the hash alone', 'primo', () => set({ 'catena.hash': 'a'.repeat(64) }), /impronta .*testo canonico/],
  [
    'text and hash, in agreement',
    'primo',
    (r) => set(reborn(r, (text) => text.replace('Istanza', 'Istanzo'))),
    /campo oggetto/,
  ],
  [
    'text, hash and field, in agreement',
    'primo',
    (r) =>
      set({
        ...reborn(r, (text) => text.replace('Istanza', 'Istanzo')),
        oggetto: r.oggetto.replace('Istanza', 'Istanzo'),
      }),
    /precedente non è|campo parole/,
    'rinnovato',
  ],
  [
    'the text, which is no JSON any more',
    'primo',
    () => set({ canonico: '{', 'catena.hash': sha256Hex('{') }),
    /non è leggibile|non si può leggere/,
  ],
  ['the link to the one before', 'rinnovato', () => set({ 'catena.precedente': 'b'.repeat(64) }), /precedente non è/],
  ['the number', 'rinnovato', () => set({ numero: 900_000 }), /buco nella numerazione/, 'annullato'],
  ['the number of the last', 'ultimo', () => set({ numero: 900_000 }), /buco nella numerazione/],
  ['the year', 'rinnovato', () => set({ anno: 2025 }), /precedente non è/, 'primo'],
  [
    'the date, forwards',
    'primo',
    ({ dataRegistrazione }) => set({ dataRegistrazione: new Date(dataRegistrazione.getTime() + 1_000) }),
    /dataRegistrazione/,
  ],
  [
    'the date, back',
    'rinnovato',
    ({ dataRegistrazione }) => set({ dataRegistrazione: new Date(dataRegistrazione.getTime() - 86_400_000) }),
    /la data viene prima/,
  ],
  ['the AOO, to one that is not there', 'rinnovato', () => set({ aoo: 'AVLD009' }), /buco/, 'annullato'],
  ['the register', 'rinnovato', () => set({ registro: 'ALTRO' }), /buco/, 'annullato'],
  ['the sender', 'primo', () => set({ 'mittenti.0.cognome': 'Russi' }), /campo mittenti/],
  ['the sender’s protocol', 'primo', () => set({ protocolloMittente: { numero: '13' } }), /campo protocolloMittente/],
  ['the arrival, taken away', 'primo', () => ({ $unset: { dataArrivo: 1 } }), /campo dataArrivo/],
  ['the flusso', 'primo', () => set({ flusso: 'U' }), /campo flusso/],
  ['the operator', 'primo', () => set({ operatore: 'rgd' }), /campo operatore/],
  ['the segnatura', 'primo', () => set({ segnatura: 'c_x000/AVLD001/PROT-GEN/2026-03-02/0009999' }), /campo segnatura/],
  ['the hash of the document', 'primo', () => set({ 'documento.sha256': 'c'.repeat(64) }), /campo documento/],
  ['the name of an attachment', 'primo', () => set({ 'allegati.1.nome': 'tre.pdf' }), /campo allegati/],
  ['an attachment, taken away', 'primo', () => ({ $pop: { allegati: 1 } }), /campo allegati/],
  ['the document, taken away', 'primo', () => ({ $unset: { documento: 1 } }), /campo documento/],
  ['the files of the birth', 'primo', () => ({ $pop: { 'nascita.allegati': 1 } }), /i file della nascita/],
  [
    'the opening, invented',
    'primo',
    () => set({ apertura: { ultimoNumero: 0, provvedimento: PROVVEDIMENTO } }),
    /apertura/,
  ],
  ['the note', 'primo', () => set({ note: 'un’altra nota' }), /campo note/],
  ['the tipologia', 'primo', () => set({ tipologia: 'SCIA' }), /campo tipologia/],
  ['the classifica', 'rinnovato', () => set({ 'classifica.codice': 'VI.5' }), /campo classifica/],
  ['the assignments', 'rinnovato', () => set({ assegnazioni: [competenza('U310')] }), /campo assegnazioni/],
  ['who has it in charge', 'rinnovato', () => set({ 'presaInCarico.utente': 'responsabile' }), /campo presaInCarico/],
  [
    'the reserve, lifted',
    'riservato',
    () => set({ riservatezza: { livello: 'ordinaria', uo: [], utenti: [] } }),
    /campo riservatezza/,
  ],
  ['the offices that may see it', 'rinnovato', () => set({ uffici: ['U310'] }), /campo uffici/],
  ['the hashes by which files are looked for', 'primo', () => set({ impronte: [] }), /campo impronte/],
  ['the renewed value', 'rinnovato', () => set({ oggetto: 'Oggetto corretto 3' }), /campo oggetto/],
  ['the old value beside it', 'rinnovato', () => set({ 'rinnovi.0.vecchio': 'Mai stato' }), /campo rinnovi/],
  ['the act of a renewal', 'rinnovato', () => set({ 'rinnovi.1.provvedimento.numero': '99' }), /campo rinnovi/],
  ['the renewals, taken away', 'rinnovato', () => set({ rinnovi: [] }), /campo rinnovi/],
  [
    'the text of an event',
    'annullato',
    (r) => set({ 'eventi.1.canonico': event(r, 1).canonico.replace(MOTIVO, 'nessun motivo vero') }),
    /evento 2 non ha l’impronta/,
  ],
  [
    'an event with its hash, in agreement',
    'annullato',
    (r) => {
      const canonico = canonicalText({ ...later(r), utente: 'vicario' });
      return set({ 'eventi.1': { canonico, hash: sha256Hex(canonico) } });
    },
    /campo annullamento/,
  ],
  [
    'the author of an event, which others follow',
    'rinnovato',
    (r) => {
      const canonico = canonicalText({ ...(JSON.parse(event(r, 0).canonico) as object), utente: 'vicario' });
      return set({ 'eventi.0': { canonico, hash: sha256Hex(canonico) } });
    },
    /evento 2 non segue/,
  ],
  [
    'an event, taken out of the middle',
    'rinnovato',
    ({ eventi }) => set({ eventi: eventi.filter((_, i) => i !== 1) }),
    /evento 2 non segue/,
  ],
  ['the last event, taken away', 'rinnovato', () => ({ $pop: { eventi: 1 } }), /campo presaInCarico/],
  [
    'the events in another order',
    'rinnovato',
    ({ eventi }) => set({ eventi: [...eventi].reverse() }),
    /evento 1 non segue/,
  ],
  [
    'an event, dated back',
    'annullato',
    (r) => {
      const canonico = canonicalText({ ...later(r), data: '2026-01-01T00:00:00.000Z' });
      return set({ 'eventi.1': { canonico, hash: sha256Hex(canonico) } });
    },
    /evento 2 è datato prima/,
  ],
  [
    'the state, back to valida',
    'annullato',
    () => ({ $set: { stato: 'valida' }, $unset: { annullamento: 1 } }),
    /campo (stato|annullamento)/,
  ],
  [
    'the reason of the annulment',
    'annullato',
    () => set({ 'annullamento.motivo': 'un altro motivo' }),
    /campo annullamento/,
  ],
  ['the version', 'rinnovato', () => set({ versione: 1 }), /versione/],
  ['the version, ahead', 'rinnovato', () => set({ versione: 99 }), /versione/],
  ['the document that came later', 'carta', () => set({ 'documento.dimensione': 1 }), /campo documento/],
  ['the shape', 'primo', () => set({ mittenti: 7 }), /campo mittenti|non si può leggere/],
  ['the shape of the date', 'primo', () => set({ dataRegistrazione: 'ieri' }), /non si può leggere|data/],
  ['the shape of the attachments', 'primo', () => set({ allegati: 7 }), /campo allegati/],
  ['the shape of the document', 'primo', () => set({ documento: 'x' }), /campo documento/],
  ['the shape of what it answers', 'risposta', () => set({ risponde: 'x' }), /campo risponde/],
  ['the link, taken away', 'primo', () => ({ $unset: { catena: 1 } }), /non si può leggere/],
  ['the birth, taken away', 'primo', () => ({ $unset: { nascita: 1 } }), /non si può leggere/],
  ['the events, which are none', 'primo', () => ({ $unset: { eventi: 1 } }), /non si può leggere/],
];
