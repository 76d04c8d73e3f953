import { type Caller, type Portata, titolareOf } from '../../schemas/accesso.api.js';
import type { CodaBozze, CodaBozzeContata } from '../../schemas/bozza.api.js';
import { type Bozza, BozzaModel } from '../../schemas/bozza.model.js';
import { portataOf, ufficiOf } from '../accesso/diritti.js';
import type { Filtro } from '../accesso/visibilita.js';
import { rfc3339 } from '../lib/clock.js';
import { CONTA_FINO_A } from '../protocollo/elenchi.js';
import { visibleBozze } from './visibilita.js';

interface CodaDi {
  codice: CodaBozze;
  filtro: Filtro;
  daFare: boolean;
}

const MAX_TIME_MS = 5_000;

function withinReach(caller: Caller, portata: Portata): Filtro {
  const uffici = ufficiOf(caller, portata);
  return uffici === 'tutti' ? {} : { uo: { $in: [...uffici] } };
}

/** The queues of drafts of one person, by the rights that he has; one that can never hold anything for him is not there. Pure. */
export function codeBozzeOf(caller: Caller): CodaDi[] {
  const scrive = portataOf(caller.ruolo, 'scrive-bozze');
  if (scrive === undefined) return [];
  const approva = portataOf(caller.ruolo, 'approva-bozze');
  const registra = portataOf(caller.ruolo, 'registra-uscita');
  // who leads the whole AOO has before him what his own offices write: the others have their heads
  const capo: Filtro = { uo: { $in: [...caller.settore] } };
  const mine: Filtro = { 'autore.utente': titolareOf(caller) };
  const none: Filtro = { rinvio: { $exists: false } };
  return [
    ...(approva === undefined
      ? []
      : [{ codice: 'da-approvare' as const, filtro: { stato: 'in-approvazione', ...capo }, daFare: true }]),
    { codice: 'rinviate', filtro: { ...mine, stato: 'in-lavorazione', rinvio: { $exists: true } }, daFare: true },
    { codice: 'in-lavorazione', filtro: { ...mine, ...none, stato: 'in-lavorazione' }, daFare: false },
    { codice: 'in-approvazione', filtro: { ...mine, stato: 'in-approvazione' }, daFare: false },
    {
      codice: 'da-firmare',
      filtro: { stato: 'da-firmare', ...capo },
      daFare: approva !== undefined,
    },
    ...(registra === undefined
      ? []
      : [
          {
            codice: 'da-registrare' as const,
            filtro: { stato: 'firmata', ...withinReach(caller, registra) },
            daFare: true,
          },
        ]),
    { codice: 'registrate', filtro: { stato: 'registrata' }, daFare: false },
    { codice: 'scartate', filtro: { stato: 'scartata' }, daFare: false },
  ];
}

/** The filter of one queue, AOO and what may be seen included; undefined for one that the caller has not. */
export const filtroOfCoda = (caller: Caller, codice: CodaBozze): Filtro | undefined => {
  const coda = codeBozzeOf(caller).find((one) => one.codice === codice);
  return coda && { $and: [{ aoo: caller.aoo, ...coda.filtro }, visibleBozze(caller)] };
};

export async function contaBozze(filter: Filtro): Promise<{ totale?: number; oltre?: number }> {
  const found = await BozzaModel.countDocuments(filter)
    .limit(CONTA_FINO_A + 1)
    .maxTimeMS(MAX_TIME_MS);
  return found > CONTA_FINO_A ? { oltre: CONTA_FINO_A } : { totale: found };
}

/** Queues of which nobody asks how many there are: what is over. */
const FINITE: readonly CodaBozze[] = ['registrate', 'scartate'];

/** The queues of drafts of the caller, each counted, with the instant since which the oldest one stands there; what is over is not among them. */
export const readCodeBozze = (caller: Caller): Promise<CodaBozzeContata[]> =>
  Promise.all(
    codeBozzeOf(caller)
      .filter(({ codice }) => !FINITE.includes(codice))
      .map(async ({ codice, daFare, filtro }) => {
        const filter = { $and: [{ aoo: caller.aoo, ...filtro }, visibleBozze(caller)] };
        const [oldest, counted] = await Promise.all([
          BozzaModel.findOne(filter, { _id: 0, aggiornata: 1 })
            .sort({ aggiornata: 1 })
            .maxTimeMS(MAX_TIME_MS)
            .lean<Pick<Bozza, 'aggiornata'>>(),
          contaBozze(filter),
        ]);
        return { codice, daFare, ...counted, ...(oldest !== null && { dal: rfc3339(oldest.aggiornata) }) };
      }),
  );

/** How many letters wait for who looks, each queue as far as it is counted. */
export const lettereDaFare = (code: readonly CodaBozzeContata[]): number =>
  code.reduce((sum, { daFare, totale = CONTA_FINO_A }) => sum + (daFare ? totale : 0), 0);
