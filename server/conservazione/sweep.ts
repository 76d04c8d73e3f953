import { findAllAoo } from '../../schemas/aoo.model.js';
import {
  findDaSeguire,
  findLineePronte,
  findPerse,
  findPronti,
  findVersamentoById,
  type Versamento,
} from '../../schemas/versamento.model.js';
import { VersioneSuperataError } from '../lib/problem.js';
import { conservatoreDi } from './conservatore.js';
import { type DepsConservazione, macchinaOf } from './deps.js';
import { contestoOf, type EsitoLavoro, inviaVersamento } from './invia.js';
import { lasciaPosto } from './linee.js';
import { prepara } from './prepara.js';
import { MOTIVI_IN_PAROLE } from './parole.js';
import { selectDue } from './regole/seleziona.js';
import { atto, scrivi } from './scrivi.js';
import { segui } from './seguiti.js';
import { afterPresaPersa, isAccettato } from './stati.js';

/** So many are prepared in one go before the next look at what is due. */
const LOTTO = 50;
/** One turn prepares for so long at most: what is left waits for the next one. */
const TURNO_MS = 20_000;
const SEGUITI = 200;

/**
 * Who worked on a package is no more: nobody knows whether its call arrived, so it is asked about.
 * @returns how many
 */
export async function recuperaPerse(deps: DepsConservazione): Promise<number> {
  let count = 0;
  for (const versamento of await findPerse(macchinaOf(deps))) if (await recupera(deps, versamento)) count += 1;
  return count;
}

/** The same for one package. @returns 1 if it was lost */
export async function recuperaPersa(deps: DepsConservazione, id: string): Promise<number> {
  const found = await findVersamentoById(id);
  const lost = found?.presa !== undefined && found.presa.fino < macchinaOf(deps);
  return lost && (await recupera(deps, found)) ? 1 : 0;
}

async function recupera(deps: DepsConservazione, versamento: Versamento): Promise<boolean> {
  const { _id, aoo, presa, stato, tentativi } = versamento;
  const conservatore = await conservatoreDi(deps, aoo, versamento.conservatore);
  const capacita = conservatore?.capacita ?? CIECO;
  const c = contestoOf(deps, versamento, { capacita });
  const next = afterPresaPersa(c);
  const messaggio = 'Il programma si è fermato prima di conoscere l’esito.';
  const fine = atto(versamento, 'esito', deps.clock.now(), {
    n: tentativi.length,
    esito: next.esito,
    stato: next.stato,
    voci: [],
    messaggio,
    ...(next.prossimoPasso !== undefined && {
      // the receiver is asked at once: the lease was wait enough
      prossimoPasso: (isAccettato(stato) ? next.prossimoPasso : deps.clock.now()).toISOString(),
    }),
  });
  try {
    await scrivi(versamento, [fine], { segni: { presa: undefined }, soltanto: { 'presa.quale': presa?.quale } });
  } catch (error) {
    if (error instanceof VersioneSuperataError) return false; // it was alive after all, or another one was faster
    throw error;
  }
  await lasciaPosto(deps, aoo, versamento.conservatore, _id, 'nulla');
  deps.log.warn({ aoo, versamento: _id, stato: next.stato }, 'lease ended: outcome unknown');
  return true;
}

/** Of a receiver that is not configured any more: nothing can be asked. */
const CIECO = { ricevuta: 'a-mano', interrogaPerChiave: false, duplicato: 'ignoto' } as const;

/**
 * Prepares what is due in an AOO, most urgent first, until nothing is due or the turn is over. One that fails for a reason of ours
 * (the store away) is left for the next turn.
 */
async function preparaDovuti(deps: DepsConservazione, aoo: string, fine: number, segnale: AbortSignal) {
  const failed = new Set<string>();
  let count = 0;
  while (performance.now() < fine && !segnale.aborted) {
    const due = await selectDue(aoo, LOTTO + failed.size, deps.clock.now());
    const next = due.filter(({ tipo, riferimento }) => !failed.has(`${tipo} ${riferimento}`));
    if (next.length === 0) break;
    for (const { tipo, riferimento, motivo, priorita, termine } of next) {
      segnale.throwIfAborted();
      // a mark that stays, whatever the reason, must not stop the others
      failed.add(`${tipo} ${riferimento}`);
      try {
        const da = { aoo, tipo, riferimento, perche: MOTIVI_IN_PAROLE[motivo], priorita, termine };
        const made = await prepara(deps, da);
        if (made.tipo === 'preparato') count += 1;
        if (made.tipo === 'presente') await segui(deps, made.versamento);
        if (made.tipo === 'preparato' || made.tipo === 'non-inviabile') failed.delete(`${tipo} ${riferimento}`);
      } catch (error) {
        deps.log.error({ err: error, aoo, tipo, riferimento }, 'not prepared: tried again at the next turn');
      }
    }
  }
  return count;
}

export interface EsitoSweep {
  perse: number;
  preparati: number;
  seguiti: number;
  /** where something waits to be sent */
  linee: { aoo: string; conservatore: string }[];
}

/**
 * One turn over all AOO, from the database alone: leases that ended, what is due, what followed what was accepted; then it tells where
 * something waits to be sent. Safe to repeat, beside another one, and to be killed in.
 */
export async function sweepConservazione(deps: DepsConservazione, segnale: AbortSignal): Promise<EsitoSweep> {
  const perse = await recuperaPerse(deps);
  const fine = performance.now() + TURNO_MS;
  let preparati = 0;
  for (const { _id } of await findAllAoo()) preparati += await preparaDovuti(deps, _id, fine, segnale);
  let seguiti = 0;
  for (const one of await findDaSeguire(SEGUITI)) {
    if (segnale.aborted) break;
    try {
      seguiti += await segui(deps, one);
    } catch (error) {
      deps.log.error({ err: error, aoo: one.aoo, versamento: one._id }, 'not followed: tried again at the next turn');
    }
  }
  return { perse, preparati, seguiti, linee: await findLineePronte(deps.clock.now()) };
}

/** A line is worked on for so long in one go; then others get their turn. */
const LAVORO_MS = 60_000;

/**
 * Sends what waits on a line, one after the other, until nothing waits, the line is closed or full, or the turn is over.
 * @returns how many calls were made
 */
export async function lavoraLinea(
  deps: DepsConservazione,
  aoo: string,
  conservatore: string,
  segnale: AbortSignal,
): Promise<number> {
  const fine = performance.now() + LAVORO_MS;
  let calls = 0;
  while (performance.now() < fine && !segnale.aborted) {
    const [...ready] = await findPronti(aoo, conservatore, deps.clock.now(), PROSSIMI);
    const done = await firstOf(deps, ready, segnale);
    if (done === null || done === 'linea-occupata') break;
    calls += 1;
  }
  return calls;
}

/** So many are looked at: other processes work on the same line and take the first ones. */
const PROSSIMI = 16;

async function firstOf(
  deps: DepsConservazione,
  ready: readonly { _id: string }[],
  segnale: AbortSignal,
): Promise<EsitoLavoro | null> {
  for (const { _id } of ready) {
    const done = await inviaVersamento(deps, _id, segnale);
    if (done !== 'non-dovuto') return done;
  }
  return null;
}
