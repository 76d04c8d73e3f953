import type { Registrazione } from '../../schemas/registrazione.model.js';
import { findRighe } from '../../schemas/registrazione-ricerca.model.js';
import { matches, readNumero } from './espressione.js';
import { hasFrase, paroleOf } from './gettoni.js';
import { type Questione, registroOf } from './questione.js';
import { paroleOfImpronte, withTesti } from './testi.js';
import { chiaveOf } from './posti.js';
import { passing } from './verifica-candidati.js';

/** A number, as a filter or with its year as it is typed, or the hash of a file: few records, which are looked at one by one. */
export const isDiretta = ({ query: { numero, sha256, q } }: Questione): boolean =>
  numero !== undefined || sha256 !== undefined || readNumero(q)?.anno !== undefined;

const CAMPI = { canonico: 0, eventi: 0, nascita: 0, richiesta: 0, richieste: 0, catena: 0 } as const;

/** All records of those numbers or of that file which the caller may see and which are as the rest of the query says; newest first. */
export async function findDirette(questione: Questione): Promise<Registrazione[]> {
  const { aoo, espressione, query } = questione;
  const typed = readNumero(query.q);
  const found = await findRighe(
    [
      ...registroOf(questione),
      ...espressione.filtri,
      ...(query.numero === undefined ? [] : [{ numero: query.numero }]),
      ...(query.sha256 === undefined ? [] : [{ impronte: query.sha256 }]),
      ...(typed?.anno === undefined ? [] : [{ anno: typed.anno, numero: typed.numero }]),
    ],
    CAMPI,
    query.sha256 !== undefined && query.numero === undefined && typed?.anno === undefined,
  );
  const testi = await paroleOfImpronte(
    espressione.clausole.length === 0 ? [] : found.flatMap(({ impronte }) => impronte),
  );
  const matching = found.filter((record) =>
    matches(espressione, new Set(withTesti(paroleOf(record), record.impronte, testi)), record.numero),
  );
  const { frasi } = espressione;
  const has = (record: Registrazione): boolean => frasi.every(({ classi, parole }) => hasFrase(record, classi, parole));
  // of the others, the texts of their documents may have it
  const others = await passing(
    aoo,
    matching.filter((one) => !has(one)),
    { filtri: [], frasi },
  );
  const kept = new Set(others.map(chiaveOf));
  return matching
    .filter((one) => has(one) || kept.has(chiaveOf(one)))
    .sort((one, other) => other.anno - one.anno || other.numero - one.numero);
}
