import { findAllAoo } from '../../schemas/aoo.model.js';
import {
  findDaSeguire,
  findPerse,
  findPronti,
  findVersamentoById,
  isPersa,
  type Versamento,
} from '../../schemas/versamento.model.js';
import { legalDay } from '../lib/clock.js';
import { VersioneSuperataError } from '../lib/problem.js';
import { conservatoreDi, creaDi } from './conservatore.js';
import { type DepsConservazione, macchinaOf } from './deps.js';
import { contestoOf, type EsitoLavoro, inviaVersamento } from './invia.js';
import { lasciaPosto } from './linee.js';
import { prepara } from './prepara.js';
import { MOTIVI_IN_PAROLE } from './parole.js';
import { regoleConservazioneAl, selectDue } from './regole/seleziona.js';
import { atto, scrivi } from './scrivi.js';
import { segui } from './seguiti.js';
import { seguiSigilli } from './sigilli-tardivi.js';
import { afterPresaPersa, isAccettato } from './stati.js';

/** So many are prepared in one go before the next look at what is due. */
const LOTTO = 50;
/** One turn prepares for so long at most: what is left waits for the next one. */
const TURNO_MS = 20_000;
/** And follows late seals for so long. */
const SIGILLI_MS = 10_000;

/**
 * Who worked on a package is no more: nobody knows whether its call arrived, so it is asked about.
 * @returns how many
 */
export async function recuperaPerse(deps: DepsConservazione): Promise<number> {
  let count = 0;
  for (const versamento of await findPerse(macchinaOf(deps)))
    try {
      if (await recupera(deps, versamento)) count += 1;
    } catch (error) {
      const { _id, aoo } = versamento;
      deps.log.error({ err: error, aoo, versamento: _id }, 'lost lease not settled: tried again at the next turn');
    }
  return count;
}

/** The same for one package. @returns 1 if it was lost */
export async function recuperaPersa(deps: DepsConservazione, id: string): Promise<number> {
  const found = await findVersamentoById(id);
  const lost = found?.presa !== undefined && isPersa(found.presa.fino, macchinaOf(deps));
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
 * @param fine - end of the turn, as `performance.now()` counts
 */
async function preparaDovuti(
  deps: DepsConservazione,
  { aoo, irraggiungibili }: Lavorabili,
  fine: number,
  segnale: AbortSignal,
): Promise<number> {
  const seen = new Set<string>();
  let count = 0;
  for (;;) {
    const due = await selectDue(aoo, LOTTO + seen.size, deps.clock.now(), irraggiungibili);
    const next = due.filter(({ tipo, riferimento }) => !seen.has(`${tipo} ${riferimento}`)).slice(0, LOTTO);
    if (next.length === 0) return count;
    for (const { tipo, riferimento, motivo, priorita, termine } of next) {
      if (performance.now() >= fine || segnale.aborted) return count;
      // a mark that stays, whatever the reason, must not stop the others
      seen.add(`${tipo} ${riferimento}`);
      try {
        const da = { aoo, tipo, riferimento, perche: MOTIVI_IN_PAROLE[motivo], priorita, termine };
        const made = await prepara(deps, da);
        if (made.tipo === 'preparato') count += 1;
        if (made.tipo === 'presente') await segui(deps, made.versamento);
        if (made.tipo === 'preparato' || made.tipo === 'non-inviabile') seen.delete(`${tipo} ${riferimento}`);
      } catch (error) {
        deps.log.error({ err: error, aoo, tipo, riferimento }, 'not prepared: tried again at the next turn');
      }
    }
  }
}

/** Receivers of an AOO: those that packages go to now, and those without an address in this installation. */
interface Lavorabili {
  aoo: string;
  attivi: string[];
  irraggiungibili: Set<string>;
}

async function readLavorabili(deps: DepsConservazione, aoo: string): Promise<Lavorabili> {
  const { conservazione } = await regoleConservazioneAl(aoo, legalDay(deps.clock.now()));
  const found: Lavorabili = { aoo, attivi: [], irraggiungibili: new Set() };
  for (const one of conservazione.conservatori.filter(({ attivo }) => attivo))
    if ((await creaDi(deps, one)) === undefined) found.irraggiungibili.add(one.codice);
    else found.attivi.push(one.codice);
  return found;
}

/** What was done meanwhile on what was accepted, one package after the other: one that fails is left for the next turn. */
async function seguiAccettati(deps: DepsConservazione, fine: number, segnale: AbortSignal): Promise<number> {
  const seen: string[] = [];
  let count = 0;
  for (;;) {
    const next = await findDaSeguire(LOTTO, seen);
    if (next.length === 0) return count;
    for (const one of next) {
      if (performance.now() >= fine || segnale.aborted) return count;
      seen.push(one._id);
      try {
        count += await segui(deps, one);
      } catch (error) {
        deps.log.error({ err: error, aoo: one.aoo, versamento: one._id }, 'not followed: tried again at the next turn');
      }
    }
  }
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
 * something waits to be sent. Every AOO has its share of the turn, and the fault of one stops no other. Safe to repeat, beside another
 * one, and to be killed in.
 */
export async function sweepConservazione(deps: DepsConservazione, segnale: AbortSignal): Promise<EsitoSweep> {
  const done: EsitoSweep = { perse: await recuperaPerse(deps), preparati: 0, seguiti: 0, linee: [] };
  const all = await findAllAoo();
  const attive: EsitoSweep['linee'] = [];
  for (const { _id: aoo } of all)
    try {
      const lavorabili = await readLavorabili(deps, aoo);
      done.preparati += await preparaDovuti(deps, lavorabili, performance.now() + TURNO_MS / all.length, segnale);
      attive.push(...lavorabili.attivi.map((conservatore) => ({ aoo, conservatore })));
    } catch (error) {
      deps.log.error({ err: error, aoo }, 'conservation of an AOO not looked at: tried again at the next turn');
    }
  await seguiSigilli(deps, performance.now() + SIGILLI_MS, segnale);
  done.seguiti = await seguiAccettati(deps, performance.now() + TURNO_MS, segnale);
  for (const linea of attive)
    if ((await findPronti(linea.aoo, linea.conservatore, deps.clock.now(), 1)).length > 0) done.linee.push(linea);
  return done;
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
