import type { Indicizzabile } from './registro.js';

/** The indexes of the registrations of protocol, each with the queries that need it. */

/** Named in the queries: the planner, left alone, may prefer an index that goes through the whole register. */
export const INDICE_ATTESE = { aoo: 1, attese: 1, anno: 1, numero: 1, 'classifica.codice': 1 } as const;

/** The same of the acts of the repertori, whose numbers are of many series: the instant tells which is older. */
export const INDICE_ATTESE_ATTI = { aoo: 1, attese: 1, dataRegistrazione: 1, _id: 1 } as const;

/** Named in the queries, like those before; also of the acts of the repertori. */
export const INDICE_DA_VERSARE = { aoo: 1, daVersare: 1, dataRegistrazione: 1, 'classifica.codice': 1 } as const;
export const INDICE_FIRME = { aoo: 1, scadenzaFirma: 1 } as const;
/** What waits to be shipped, of registrations and of acts alike. */
export function indexDaVersare(schema: Indicizzabile): void {
  schema.index(INDICE_DA_VERSARE, { partialFilterExpression: { daVersare: { $exists: true } } }); // query: selectDue, oldest first
  schema.index(INDICE_FIRME, {
    partialFilterExpression: { daVersare: 'nascita', scadenzaFirma: { $exists: true } },
  }); // query: selectDue, what is signed and hurries
}

/** What acts wait for, of those that wait. */
export function indexAtteseAtti(schema: Indicizzabile): void {
  schema.index(INDICE_ATTESE_ATTI, { partialFilterExpression: { 'attese.0': { $exists: true } } }); // query: the queues of the desks that hold acts, oldest first
}

/** Those of the register of protocol alone; the acts of the repertori have theirs in registro.ts. */
export function indexRegistrazioni(schema: Indicizzabile): void {
  schema.index({ aoo: 1, registro: 1, anno: 1, numero: 1 }, { unique: true }); // query: findByNumero, findCoda, lists. Decides between two writers
  schema.index({ aoo: 1, registro: 1, 'catena.precedente': 1 }, { unique: true }); // query: the successor. No fork at New Year, when two writers may take different years
  schema.index({ aoo: 1, 'richiesta.autore': 1, 'richiesta.chiave': 1 }, { unique: true }); // query: findByChiavi. A repeated request is one registration
  schema.index(
    { daIndicizzare: 1, aoo: 1, anno: 1, numero: 1 },
    { partialFilterExpression: { daIndicizzare: { $exists: true } } },
  ); // query: findIstante and readNuove, what waits for the index of the search; by words too, of which none has an index: each would be taken out of it soon after
  schema.index({ aoo: 1, uffici: 1, anno: -1, numero: -1 }); // query: the lists of who sees some offices only
  schema.index({ aoo: 1, 'riservatezza.uo': 1, anno: -1, numero: -1 }); // query: the same, what is reserved to their office
  schema.index({ aoo: 1, 'riservatezza.utenti': 1, anno: -1, numero: -1 }); // query: the same, to them. Not partial: under $or they would not be used
  schema.index({ impronte: 1 }); // query: duplicates, the search by sha256, the references of a stored file
  schema.index(
    { aoo: 1, stato: 1, anno: -1, numero: -1 },
    { partialFilterExpression: { stato: 'annullamento-richiesto' } },
  ); // query: what the rgd must decide
  schema.index(
    { aoo: 1, 'protocolloMittente.numero': 1 },
    { partialFilterExpression: { protocolloMittente: { $exists: true } } },
  ); // query: duplicates, DPR 445/2000 art. 60
  schema.index(INDICE_ATTESE, { partialFilterExpression: { 'attese.0': { $exists: true } } }); // query: the queues of the desks, oldest first
  schema.index(
    { aoo: 1, 'differimento.id': 1, anno: -1, numero: -1 },
    { partialFilterExpression: { 'differimento.id': { $exists: true } } },
  ); // query: listDifferite, what cited a deferral at birth
  schema.index(
    { aoo: 1, 'ritardo.differimento.id': 1, anno: -1, numero: -1 },
    { partialFilterExpression: { 'ritardo.differimento.id': { $exists: true } } },
  ); // query: listDifferite, what cited it later
  schema.index(
    { aoo: 1, 'risponde.anno': 1, 'risponde.numero': 1 },
    { partialFilterExpression: { risponde: { $exists: true } } },
  ); // query: findRisposte
  schema.index(
    { aoo: 1, giorniAtti: 1, anno: 1, numero: 1 },
    { partialFilterExpression: { giorniAtti: { $exists: true } } },
  ); // query: the acts of a day, for its register
  schema.index(
    { aoo: 1, 'emergenza.registro': 1, 'emergenza.data': 1, 'emergenza.numero': 1 },
    { partialFilterExpression: { emergenza: { $exists: true } } },
  ); // query: findRiversate, what came from a register of emergency

  schema.index(
    { aoo: 1, fascicolo: 1, dataRegistrazione: 1, numero: 1 },
    { partialFilterExpression: { fascicolo: { $exists: true } } },
  ); // query: the documents of a fascicolo, in their order
  schema.index(
    { aoo: 1, altriFascicoli: 1, dataRegistrazione: 1, numero: 1 },
    { partialFilterExpression: { altriFascicoli: { $exists: true } } },
  ); // query: the same, where it is not the primary one
}
