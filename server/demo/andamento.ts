import type { Caller } from '../../schemas/accesso.api.js';
import { requireFascicolo } from '../fascicoli/visibilita.js';
import type { Deps } from '../deps.js';
import { addDays, legalDay } from '../lib/clock.js';
import { beginProcedimento, stepProcedimento } from '../procedimenti/service.js';
import { inizioOf, type Pratica } from './pratiche.js';

/** A SCIA that the portal had some days before the protocol office: its term is about to end. */
const GIORNI_DEL_PIU_VECCHIO = 26;
const UFFICIO = 'U410';
const DAL_PORTALE = 'Presentata quel giorno al portale dello sportello unico.';
const INTEGRAZIONI = 'Chieste integrazioni: il termine riprende quando arrivano.';
const CONCLUSIVE = /^(Autorizzazione|Rilascio|Accoglimento|Trasmissione)/u;

/** A day of the procedimento and how it goes on from there. */
interface Andamento {
  inizio: string;
  motivoInizio?: string;
  sospesoDal?: string;
  fine?: string;
}

/**
 * How each procedimento has gone: from the arrival of its istanza, ended by the answer that gives what was asked. Of those of the office
 * that the accounts work in, the first is about to end and the second waits for documents. Pure.
 */
export function andamentoOf(pratiche: readonly Pratica[], ieri: string): Map<Pratica, Andamento> {
  const open = pratiche.filter(({ fascicolo, risposta }) => fascicolo.uo === UFFICIO && risposta === undefined);
  const quasiScaduto = addDays(ieri, -GIORNI_DEL_PIU_VECCHIO);
  return new Map(
    pratiche.map((pratica): [Pratica, Andamento] => {
      const { istanza, risposta } = pratica;
      const inizio = inizioOf(istanza);
      if (pratica === open[0] && inizio > quasiScaduto)
        return [pratica, { inizio: quasiScaduto, motivoInizio: DAL_PORTALE }];
      if (pratica === open[1])
        return [pratica, { inizio, sospesoDal: legalDay(pratica.atti[0]?.quando ?? istanza.quando) }];
      const concluded = risposta !== undefined && CONCLUSIVE.test(risposta.richiesta.oggetto);
      return [pratica, { inizio, ...(concluded && { fine: legalDay(risposta.quando) }) }];
    }),
  );
}

/** Moves the procedimenti of the last weeks on; what an earlier start did stays. @param caller - the head of each */
export async function moveProcedimenti(
  deps: Deps,
  pratiche: readonly Pratica[],
  ieri: string,
  { idOf, capoOf }: { idOf: (pratica: Pratica) => Promise<string>; capoOf: (uo: string) => Promise<Caller> },
): Promise<void> {
  for (const [pratica, { inizio, motivoInizio, sospesoDal, fine }] of andamentoOf(pratiche, ieri)) {
    const caller = await capoOf(pratica.fascicolo.uo);
    const on = { id: await idOf(pratica) };
    const { iter } = await requireFascicolo(caller, on.id);
    if (iter === undefined || iter.inizio <= inizio) continue;
    await beginProcedimento(deps, caller, on, {
      inizio,
      ...(motivoInizio !== undefined && { motivo: motivoInizio }),
    });
    if (sospesoDal !== undefined)
      await stepProcedimento(deps, caller, on, () => ({
        passo: 'fermata',
        tipo: 'sospensione',
        dal: sospesoDal,
        motivo: INTEGRAZIONI,
      }));
    if (fine !== undefined) await stepProcedimento(deps, caller, on, () => ({ passo: 'conclusione', fine }));
  }
}
