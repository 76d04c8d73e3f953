import { findGiornalieri, type RegistroGiornaliero } from '../../schemas/registro-giornaliero.model.js';
import type { Deps } from '../deps.js';
import { addDays } from '../lib/clock.js';
import { countAtti, giornoOfAtto, registrazioniConAtti } from './interroga.js';
import { attoOf } from './istantanea.js';
import { attributeIn, readRegistro } from './leggi.js';
import type { AooDelRegistro } from './rules.js';

/** Acts that were written after the register of their day was closed: they go into the next one. */
export interface AttiTardivi {
  hashes: ReadonlySet<string>;
  /** first legal day of such an act */
  dal?: string;
}

export const NESSUN_ATTO_TARDIVO: AttiTardivi = { hashes: new Set() };

/** How far back a process that was stopped at midnight and went on later is looked for; the clocks of machines differ by seconds. */
const GIORNI_INDIETRO = 7;

async function hashesOf(store: Deps['store'], registri: readonly RegistroGiornaliero[]): Promise<Set<string>> {
  const listed = new Set<string>();
  for (const { xml, variazioni } of registri) {
    if (variazioni === 0) continue;
    const { stream } = await store.open(xml.sha256);
    for await (const nodo of readRegistro(stream))
      if (nodo.nome === 'Variazione') listed.add(attributeIn(nodo, 'Atto', 'impronta'));
  }
  return listed;
}

/**
 * Acts of closed days that no register lists: one that took its instant before midnight and was written after the day was
 * closed. In a demonstration, whose clock is moved back too, all closed days are looked at.
 * @param ultimo - the last closed day
 */
export async function findAttiTardivi(
  { store, dimostrazione }: Pick<Deps, 'store' | 'dimostrazione'>,
  { _id: aoo, registro }: AooDelRegistro,
  ultimo: RegistroGiornaliero,
  primoGiorno: string,
): Promise<AttiTardivi> {
  const back = addDays(ultimo.giorno, -GIORNI_INDIETRO);
  const from = dimostrazione || back < primoGiorno ? primoGiorno : back;
  const done = await countAtti(aoo, registro, from, ultimo.giorno);
  if (done.size === 0) return NESSUN_ATTO_TARDIVO;
  const registri = await findGiornalieri(aoo, from, ultimo.giorno);
  const listed = new Map<string, number>();
  for (const { giorno, quanti } of registri.flatMap(({ atti }) => atti))
    listed.set(giorno, (listed.get(giorno) ?? 0) + quanti);
  const short = [...done].filter(([giorno, n]) => n > (listed.get(giorno) ?? 0)).map(([giorno]) => giorno);
  const dal = short.sort()[0];
  if (dal === undefined) return NESSUN_ATTO_TARDIVO;
  const known = await hashesOf(
    store,
    registri.filter(({ giorno }) => giorno >= dal),
  );
  const hashes = new Set<string>();
  for await (const { eventi } of registrazioniConAtti(aoo, registro, dal, ultimo.giorno))
    for (const atto of eventi.map(attoOf))
      if (short.includes(giornoOfAtto(atto)) && !known.has(atto.hash)) hashes.add(atto.hash);
  return { hashes, dal };
}
