import type { IndexDefinition, IndexOptions } from 'mongoose';

/** The register of protocol, the one of every AOO (DPR 445/2000 art. 50 c. 4, 53). */
export const REGISTRO_GENERALE = 'PROT-GEN';

/** What of a schema is needed here; the model of the registrations imports this file. */
export interface Indicizzabile {
  index: (campi: IndexDefinition, opzioni?: IndexOptions) => unknown;
}

/** The indexes of the acts of the repertori: the same three that decide between two writers, and those of their own queries. */
export function indexRepertori(schema: Indicizzabile): void {
  schema.index({ aoo: 1, registro: 1, anno: 1, numero: 1 }, { unique: true }); // query: findByNumero, findCoda, lists
  schema.index({ aoo: 1, registro: 1, 'catena.precedente': 1 }, { unique: true }); // query: the successor; no fork at New Year
  schema.index({ aoo: 1, 'richiesta.autore': 1, 'richiesta.chiave': 1 }, { unique: true }); // query: findByChiavi
  schema.index({ aoo: 1, registro: 1, parole: 1, anno: -1, numero: -1 }); // query: the search by words
  schema.index({ impronte: 1 }); // query: the references of a stored file
  schema.index({ aoo: 1, dataRegistrazione: 1 }); // query: how many there are of a month (server/conservazione/regole)
  schema.index(
    { aoo: 1, 'protocollo.anno': 1, 'protocollo.numero': 1 },
    { partialFilterExpression: { protocollo: { $exists: true } } },
  ); // query: the acts that went out with a registration
  for (const campo of ['fascicolo', 'altriFascicoli'])
    schema.index(
      { aoo: 1, [campo]: 1, dataRegistrazione: 1, _id: 1 },
      { partialFilterExpression: { [campo]: { $exists: true } } },
    ); // query: the acts of a fascicolo, in their order
}
