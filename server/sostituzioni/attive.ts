import type { Caller } from '../../schemas/accesso.api.js';
import { findSostituzioniAperte, type Sostituzione, SostituzioneModel } from '../../schemas/sostituzione.model.js';
import type { Incarico } from '../../schemas/utente.model.js';
import { descendantsOf } from '../accesso/aoo.js';
import { createCache } from '../accesso/cache.js';
import { utenteOf } from '../accesso/sessione.js';
import { OperazioneNonConsentitaError } from '../lib/problem.js';
import { incaricoFor, isInCorso } from './rules.js';

/** How long a substitution made or ended by another process may stay unseen. */
const TTL_MS = 2_000;
/** The clock of a demonstration may be moved back: what ended lately is read too, and judged by its dates. */
const DALL_INIZIO = '0000-00-00';

const aperte = createCache((key) => findSostituzioniAperte(key.slice(key.indexOf('/') + 1), DALL_INIZIO), {
  ttlMs: TTL_MS,
  max: 200,
});
const keyOf = (aoo: string): string => `${SostituzioneModel.db.name}/${aoo}`;

/** To be called after one was made or ended. */
export const forgetSostituzioni = (aoo: string): void => aperte.forget(keyOf(aoo));

export interface SostituzioneAttiva {
  sostituzione: Sostituzione;
  denominazione: string;
  incarico: Incarico;
}

/** For whom a user may act on that day in that AOO, each titolare once. */
export async function attiveOf(aoo: string, sostituto: string, giorno: string): Promise<SostituzioneAttiva[]> {
  const mine = (await aperte.get(keyOf(aoo))).filter((one) => one.sostituto === sostituto && isInCorso(one, giorno));
  const found = await Promise.all(
    mine.map(async (sostituzione): Promise<SostituzioneAttiva[]> => {
      const titolare = await utenteOf(sostituzione.titolare);
      if (titolare?.attivo !== true) return [];
      const incarico = incaricoFor(sostituzione, titolare.incarichi, giorno);
      return incarico === undefined ? [] : [{ sostituzione, denominazione: titolare.denominazione, incarico }];
    }),
  );
  return [...new Map(found.flat().map((one) => [one.sostituzione.titolare, one])).values()];
}

/**
 * The caller as he stands for the titolare: role and office are the titolare's, the name in every act stays his own, beside
 * `perContoDi`.
 * @throws OperazioneNonConsentitaError when no substitution makes him so today
 */
export async function actingFor(caller: Caller, titolare: string, giorno: string): Promise<Caller> {
  const all = await attiveOf(caller.aoo, caller.utente, giorno);
  const found = all.find(({ sostituzione }) => sostituzione.titolare === titolare);
  if (found === undefined)
    throw new OperazioneNonConsentitaError(
      `Oggi nessuna sostituzione permette di agire per conto di «${titolare.slice(0, 60)}»: scegliere di agire a proprio nome.`,
    );
  const { ruolo, uo } = found.incarico;
  return {
    ...caller,
    ruolo,
    uo,
    settore: await descendantsOf(caller.aoo, uo),
    perContoDi: titolare,
    ...(found.sostituzione.riservate && { riservateDelTitolare: true }),
  };
}
