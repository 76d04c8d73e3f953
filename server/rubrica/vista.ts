import type { Types } from 'mongoose';
import type { CorrispondenteVoce, Domicilio, Recapito } from '../../schemas/corrispondente.api.js';
import { findRicordi, type Ricordo } from '../../schemas/corrispondente.model.js';
import { AOO_IPA, findByChiavi, findByIds, findUniti, type SchedaCorrispondente } from '../../schemas/rubrica.model.js';
import type { Soggetto } from '../../schemas/soggetto.api.js';
import { domicilioOf, recapitiOfVisti } from './recapiti.js';
import { visteFor, type Visuale } from './service.js';

/** All that a caller may know of one correspondent: what registrations said, the entry, what the IPA says. */
export interface Conosciuto {
  ricordo?: Ricordo;
  scheda?: SchedaCorrispondente;
  /** of the same keys, where the entry is not itself of the IPA */
  ipa?: SchedaCorrispondente;
}

const DEPTH = 10;
const hex = (id: Types.ObjectId): string => id.toHexString();

export const idOf = ({ scheda, ricordo }: Conosciuto): string => hex((scheda ?? (ricordo as Ricordo))._id);

/**
 * Whether an entry tells the caller only what was written in it on purpose: one made of a memory also holds what registrations
 * said that he may not see.
 */
const isPartial = ({ uffici }: Visuale, { aoo, pubblica }: SchedaCorrispondente): boolean =>
  uffici !== 'tutti' && aoo !== AOO_IPA && !pubblica;

/** What the caller may read of the entries: those made of a memory only if one of his registrations has it. */
export async function visibleSchede(
  visuale: Visuale,
  schede: readonly SchedaCorrispondente[],
): Promise<SchedaCorrispondente[]> {
  const partial = schede.filter((one) => isPartial(visuale, one));
  if (partial.length === 0) return [...schede];
  const known = await findRicordi(
    visuale.aoo,
    visteFor(visuale),
    partial.flatMap(({ chiavi }) => chiavi),
  );
  const chiavi = new Set(known.map(({ chiave }) => chiave));
  return schede.filter((one) => !isPartial(visuale, one) || one.chiavi.some((chiave) => chiavi.has(chiave)));
}

/** The entry that has taken the place of a merged one, at the end of the way. */
export async function survivorsOf(
  aoo: string,
  schede: readonly SchedaCorrispondente[],
): Promise<Map<string, SchedaCorrispondente>> {
  const found = new Map<string, SchedaCorrispondente>(schede.map((one) => [hex(one._id), one]));
  const toIds = (): Types.ObjectId[] =>
    [...found.values()].flatMap(({ unitoA }) => (unitoA === undefined || found.has(hex(unitoA)) ? [] : [unitoA]));
  for (let i = 0, ids = toIds(); ids.length > 0 && i < DEPTH; i += 1, ids = toIds())
    for (const one of await findByIds([aoo, AOO_IPA], ids)) found.set(hex(one._id), one);
  const end = (one: SchedaCorrispondente): SchedaCorrispondente => {
    let last = one;
    for (let i = 0; i < DEPTH && last.unitoA !== undefined; i += 1) last = found.get(hex(last.unitoA)) ?? last;
    return last;
  };
  return new Map(schede.map((one) => [hex(one._id), end(one)]));
}

/** Every key of an entry, those of what was merged into it too. */
export async function chiaviOf(aoo: string, scheda: SchedaCorrispondente): Promise<string[]> {
  const chiavi = new Set(scheda.chiavi);
  let ids = [scheda._id];
  for (let i = 0; ids.length > 0 && i < DEPTH; i += 1) {
    const merged = await findUniti(aoo, ids);
    for (const chiave of merged.flatMap((one) => one.chiavi)) chiavi.add(chiave);
    ids = merged.map(({ _id }) => _id);
  }
  return [...chiavi];
}

/** The memories with their entries: one correspondent for those that an entry holds together; what was merged is what it became. */
export async function joinRicordi(visuale: Visuale, ricordi: readonly Ricordo[]): Promise<Conosciuto[]> {
  const { aoo } = visuale;
  const schede = await findByChiavi(
    [aoo, AOO_IPA],
    ricordi.map(({ chiave }) => chiave),
  );
  if (schede.length === 0) return ricordi.map((ricordo) => ({ ricordo }));
  const survivors = await survivorsOf(aoo, schede);
  const joined = new Map<string, Conosciuto>();
  for (const ricordo of ricordi) {
    const own = schede.find((one) => one.aoo === aoo && one.chiavi.includes(ricordo.chiave));
    const ofIpa = schede.find((one) => one.aoo === AOO_IPA && one.chiavi.includes(ricordo.chiave));
    const scheda = own === undefined ? ofIpa : survivors.get(hex(own._id));
    const one: Conosciuto = {
      ricordo,
      ...(scheda !== undefined && { scheda }),
      ...(ofIpa !== undefined && ofIpa !== scheda && { ipa: ofIpa }),
    };
    const known = joined.get(idOf(one));
    joined.set(
      idOf(one),
      known?.ricordo === undefined ? one : { ...known, ricordo: addRicordo(known.ricordo, ricordo) },
    );
  }
  return [...joined.values()];
}

/** Two memories of one correspondent: uses and addresses together. */
export const addRicordo = (one: Ricordo, other: Ricordo): Ricordo => ({
  ...one,
  usi: one.usi + other.usi,
  recapiti: { ...other.recapiti, ...one.recapiti },
});

/** Sources that a person has written, which are not of a registration. */
const isWritten = ({ fonte }: Recapito): boolean => fonte !== 'registrazione' && fonte !== 'messaggio';

/** Every address that the caller may know of. */
export function recapitiFor(visuale: Visuale, { ricordo, scheda, ipa }: Conosciuto): Recapito[] {
  const own = (scheda?.recapiti ?? []).filter(
    (one) => scheda === undefined || !isPartial(visuale, scheda) || isWritten(one),
  );
  const all = [...(ipa?.recapiti ?? []), ...own];
  const seen = recapitiOfVisti(ricordo?.recapiti);
  return [...all, ...seen.filter(({ tipo, valore }) => !all.some((one) => one.tipo === tipo && one.valore === valore))];
}

/** The subject as it is to be used now. Of an entry made of a memory who sees only some offices reads what these know. */
export function soggettoFor(visuale: Visuale, { ricordo, scheda }: Conosciuto): Soggetto {
  if (scheda === undefined || (isPartial(visuale, scheda) && ricordo !== undefined))
    return (ricordo as Ricordo).soggetto;
  return scheda.soggetto;
}

export function domicilioFor(visuale: Visuale, one: Conosciuto): Domicilio | undefined {
  return domicilioOf(soggettoFor(visuale, one), recapitiFor(visuale, one));
}

/** A line of a list or a suggestion: the subject names the address to write to, with its source beside. */
export function presentVoce(visuale: Visuale, one: Conosciuto): CorrispondenteVoce {
  const { ricordo, scheda } = one;
  const domicilio = domicilioFor(visuale, one);
  return {
    id: idOf(one),
    soggetto: {
      ...soggettoFor(visuale, one),
      ...(domicilio !== undefined && { domicilioDigitale: domicilio.indirizzo }),
    },
    usi: ricordo?.usi ?? 0,
    origine: scheda?.origine ?? 'registrazioni',
    stato: scheda?.stato ?? 'attivo',
    ...(domicilio !== undefined && { domicilio }),
  };
}
