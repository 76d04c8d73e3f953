import type { CorrispondenteVoce } from '../../schemas/corrispondente.api.js';
import { findCorrispondenti } from '../../schemas/corrispondente.model.js';
import { proposeSchede } from '../../schemas/rubrica-elenchi.js';
import { AOO_IPA } from '../../schemas/rubrica.model.js';
import { prefissiOf } from './chiave.js';
import { visteFor, type Visuale } from './service.js';
import { type Conosciuto, idOf, joinRicordi, presentVoce, survivorsOf } from './vista.js';

/** Entries of address book and IPA that no registration has used yet. */
async function findAltri({ aoo, uffici }: Visuale, prefissi: readonly string[], limite: number): Promise<Conosciuto[]> {
  const found = await proposeSchede(
    [aoo, AOO_IPA],
    // what was made of a memory is found through the memory, by who may see it
    { stato: { $ne: 'cessato' }, ...(uffici !== 'tutti' && { pubblica: true }) },
    prefissi,
    limite,
  );
  const survivors = await survivorsOf(aoo, found);
  return [...survivors.values()].map((scheda) => ({ scheda }));
}

/**
 * The correspondents in whose name, codes or addresses every word of `q` begins a word: those of past registrations, the most
 * used first, then those of address book and IPA. An empty `q` gives the most used ones. Who sees only some offices gets what
 * those offices have seen, and what was written for all.
 */
export async function suggestCorrispondenti(
  visuale: Visuale,
  q: string,
  limite: number,
): Promise<CorrispondenteVoce[]> {
  const prefissi = prefissiOf(q);
  if (prefissi.length === 0 && q.trim() !== '') return [];
  const ricordi = await findCorrispondenti(visuale.aoo, visteFor(visuale), prefissi, limite);
  const used = await joinRicordi(visuale, ricordi);
  const found = new Map(used.map((one) => [idOf(one), one]));
  if (found.size < limite && prefissi.length > 0)
    for (const one of await findAltri(visuale, prefissi, limite))
      if (!found.has(idOf(one)) && one.scheda?.stato !== 'unito') found.set(idOf(one), one);
  return [...found.values()].slice(0, limite).map((one) => presentVoce(visuale, one));
}
