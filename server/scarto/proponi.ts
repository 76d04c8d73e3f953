import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Caller } from '../../schemas/accesso.api.js';
import {
  type ElencoArchivio,
  findElencoByRichiesta,
  findUltimoElenco,
  insertElenco,
  type RigaElenco,
} from '../../schemas/elenco-archivio.model.js';
import type { ElencoRichiesta, TipoElenco } from '../../schemas/scarto.api.js';
import type { Deps } from '../deps.js';
import type { Idempotenza } from '../fascicoli/cambia.js';
import { inTurn } from '../fascicoli/turni.js';
import { legalYear } from '../lib/clock.js';
import { isDuplicateKey } from '../lib/mongo.js';
import { ChiaveRiusataError, ServizioNonDisponibileError, StatoIncompatibileError } from '../lib/problem.js';
import { readAnteprima, rigaOf } from './anteprima.js';
import { nascitaElenco } from './atti.js';

/** A longer list would be more than a person looks through, and more than one record of the database holds. */
export const MAX_RIGHE = 2_000;
const AT_ONCE = 200;
const TRIES = 20;
const MAX_PAUSE_MS = 50;

/** The fascicoli that may stand in a list today, as its rows. */
async function righeOf(
  deps: Deps,
  caller: Caller,
  tipo: TipoElenco,
  { anno, escludi = [] }: ElencoRichiesta,
): Promise<RigaElenco[]> {
  const left = new Set(escludi);
  const righe: RigaElenco[] = [];
  let cursore: string | undefined;
  do {
    const page = await readAnteprima(deps, caller, { tipo, anno, limite: AT_ONCE, cursore });
    for (const one of page.candidati)
      if (one.proponibile && !left.has(one.fascicolo.codice) && righe.length < MAX_RIGHE) righe.push(rigaOf(one));
    cursore = page.cursore;
  } while (cursore !== undefined && righe.length < MAX_RIGHE);
  return righe;
}

async function findEarlier(
  aoo: string,
  { autore, chiave, sha256 }: ElencoArchivio['richiesta'],
): Promise<ElencoArchivio | undefined> {
  const found = await findElencoByRichiesta(aoo, autore, chiave);
  if (found !== null && found.richiesta.sha256 !== sha256) throw new ChiaveRiusataError();
  return found ?? undefined;
}

/**
 * Makes a list of what may be discarded today, or may pass to the deposito: a person asks for it, nothing is ever proposed by itself.
 * @throws StatoIncompatibileError when there is nothing to propose
 */
export async function proponiElenco(
  deps: Deps,
  caller: Caller,
  tipo: TipoElenco,
  asked: ElencoRichiesta,
  idempotenza: Idempotenza | undefined,
): Promise<{ elenco: ElencoArchivio; created: boolean }> {
  const richiesta = { autore: caller.utente, ...(idempotenza ?? { chiave: `auto-${randomUUID()}`, sha256: '-' }) };
  const earlier = await findEarlier(caller.aoo, richiesta);
  if (earlier !== undefined) return { elenco: earlier, created: false };
  await deps.clock.ensureReliable();
  // one after the other: a fascicolo stands in one open list
  return inTurn(`elenco/${caller.aoo}/${tipo}`, async () => {
    const righe = await righeOf(deps, caller, tipo, asked);
    if (righe.length === 0)
      throw new StatoIncompatibileError(
        tipo === 'scarto'
          ? 'Oggi nessun fascicolo si può proporre per lo scarto: l’anteprima dice il perché di ciascuno.'
          : 'Nessun fascicolo chiuso in quell’anno può passare al deposito: l’anteprima dice il perché di ciascuno.',
      );
    const creato = deps.clock.now();
    const anno = legalYear(creato);
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const nato = {
        _id: randomUUID(),
        aoo: caller.aoo,
        tipo,
        anno,
        numero: (await findUltimoElenco(caller.aoo, tipo, anno)) + 1,
        righe,
        ...(asked.note !== undefined && asked.note !== '' && { note: asked.note }),
        creato,
        utente: caller.utente,
        ...(caller.perContoDi !== undefined && { perContoDi: caller.perContoDi }),
      };
      const elenco: ElencoArchivio = {
        ...nato,
        stato: 'proposto',
        ...nascitaElenco(nato),
        eventi: [],
        richiesta,
        versione: 1,
      };
      try {
        await insertElenco(elenco);
        return { elenco, created: true };
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        const made = await findEarlier(caller.aoo, richiesta);
        if (made !== undefined) return { elenco: made, created: false };
        await wait(Math.random() * MAX_PAUSE_MS);
      }
    }
    throw new ServizioNonDisponibileError();
  });
}
