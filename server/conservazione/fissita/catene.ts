import { type Aoo, findAllAoo } from '../../../schemas/aoo.model.js';
import { deleteRighe, idOfRiga } from '../../../schemas/riga-ricerca.model.js';
import type { NominanteGuasto } from '../../../schemas/guasto-fissita.model.js';
import type { ObjectStore } from '../../../storage/object-store.js';
import { faultOfStrayFascicoli } from '../../fascicoli/verifica-totale.js';
import {
  anniOf,
  faultOfStrays,
  verifyFascicoliOf,
  verifyRepertori,
  verifyYear,
} from '../../protocollo/verifica-totale.js';
import { verifyVersamenti } from '../verifica.js';

/* The chains of all AOO as pieces of a night's work: the same verification as from outside, without the files, which are read by themselves. */

const SENZA_FILE = { file: false };

export interface GuastoCatena {
  motivo: string;
  nominatoDa: NominanteGuasto[];
}

export interface Catena {
  /** names the piece from one night to the other: `AVLD001/2026/registro` */
  chiave: string;
  verify: (store: ObjectStore) => Promise<GuastoCatena | null>;
}

const registrazione = (aoo: string, anno: number, numero: number): NominanteGuasto => ({
  tipo: 'registrazione',
  aoo,
  riferimento: `${anno}/${numero}`,
});

/** Registrations, their references and the daily registers of a year. Rows that say something else are taken away: the lists read the register. */
const registroDi = (di: Aoo, anno: number): Catena => ({
  chiave: `${di._id}/${anno}/registro`,
  verify: async (store) => {
    const { errore, righeFalse = [] } = await verifyYear(store, di, anno, SENZA_FILE);
    if (righeFalse.length > 0) await deleteRighe(righeFalse.map((numero) => idOfRiga(di._id, { anno, numero })));
    return errore === undefined
      ? null
      : { motivo: errore.motivo, nominatoDa: [registrazione(di._id, errore.anno, errore.numero)] };
  },
});

const repertoriDiAnno = (aoo: string, anno: number): Catena => ({
  chiave: `${aoo}/${anno}/repertori`,
  verify: async (store) => {
    for await (const { registro = '', errore } of verifyRepertori(store, aoo, anno, SENZA_FILE)) {
      if (errore === undefined) continue;
      const riferimento = `${registro}/${errore.anno}/${errore.numero}`;
      return { motivo: errore.motivo, nominatoDa: [{ tipo: 'atto-repertorio', aoo, riferimento }] };
    }
    return null;
  },
});

const fascicoliDi = (aoo: string): Catena => ({
  chiave: `${aoo}/fascicoli`,
  verify: async (store) => {
    const { errore } = await verifyFascicoliOf(store, aoo, undefined, SENZA_FILE);
    if (errore === undefined) return null;
    const che = 'che' in errore ? errore.che : '';
    return { motivo: `${che} ${errore.motivo}`, nominatoDa: [{ tipo: 'fascicolo', aoo, riferimento: che }] };
  },
});

/** Packages: births, acts and what they make of each. */
const versamentiDi = (aoo: string): Catena => ({
  chiave: `${aoo}/versamenti`,
  verify: async () => {
    const { guasto } = await verifyVersamenti(aoo, undefined);
    if (guasto === undefined) return null;
    return {
      motivo: `${guasto.che} ${guasto.motivo}`,
      nominatoDa: [{ tipo: 'versamento', aoo, riferimento: guasto.che }],
    };
  },
});

/** What lies outside of every register. */
const estranei = (all: readonly Aoo[]): Catena => ({
  chiave: 'estranei',
  verify: async () => {
    const known = all.map(({ _id }) => _id);
    const registri = all.map(({ registro }) => registro);
    const fault = (await faultOfStrays(known, registri, undefined)) ?? (await faultOfStrayFascicoli(known));
    return fault === undefined ? null : { motivo: fault.motivo, nominatoDa: [] };
  },
});

/** Every chain there is, in the order in which they are replayed. */
export async function listCatene(): Promise<Catena[]> {
  const all = await findAllAoo();
  const of = await Promise.all(
    all.map(async (di) => [
      ...(await anniOf(di._id)).flatMap((anno) => [registroDi(di, anno), repertoriDiAnno(di._id, anno)]),
      fascicoliDi(di._id),
      versamentiDi(di._id),
    ]),
  );
  return [...of.flat(), estranei(all)];
}
