import { requireClassifica } from '../../classification/service.js';
import type { Caller } from '../../schemas/accesso.api.js';
import { segnapostiOf } from '../../schemas/configurazione-documenti.api.js';
import type { Bozza } from '../../schemas/bozza.model.js';
import { RegistrazioneRichiesta } from '../../schemas/registrazione.api.js';
import { conosciutiOf } from '../accesso/aoo.js';
import { judgeTipologia, PROTOCOLLO_IN_USCITA, regoleAl } from '../configurazione/registrazione.js';
import type { Deps } from '../deps.js';
import { legalDay } from '../lib/clock.js';
import { erroriOf } from '../lib/http.js';
import { DatiNonValidiError, type ErroreCampo } from '../lib/problem.js';
import { faultsOfRichiesta } from '../protocollo/checks.js';
import { requireFascicoloAperto } from './fascicolo.js';

/** The draft as the register is asked for it (contract §4): the same whoever registers it. */
const plainOf = (b: Bozza): object => ({
  flusso: 'U',
  oggetto: b.oggetto,
  mittenti: [{ tipo: 'UO', uo: b.uo }],
  destinatari: b.destinatari,
  ...(b.mezzo !== undefined && { mezzo: b.mezzo }),
  ...(b.classifica !== undefined && { classifica: b.classifica.codice }),
  ...(b.motivoClassifica !== undefined && { motivoClassifica: b.motivoClassifica }),
  ...(b.fascicolo !== undefined && { fascicolo: b.fascicolo }),
  ...(b.tipologia !== undefined && { tipologia: b.tipologia }),
  ...(b.riservatezza.livello === 'riservata' && { riservatezza: b.riservatezza }),
  ...(b.risponde !== undefined && { risponde: b.risponde }),
  ...(b.note !== undefined && { note: b.note }),
});

/** @throws DatiNonValidiError with all that is missing or wrong, one entry a field */
export function richiestaOf(bozza: Bozza): RegistrazioneRichiesta {
  const parsed = RegistrazioneRichiesta.safeParse(plainOf(bozza));
  if (!parsed.success) throw new DatiNonValidiError(erroriOf(parsed.error), NON_COMPLETA);
  return parsed.data;
}

const NON_COMPLETA = 'La bozza non è ancora completa: correggere i campi indicati e ripetere.';

const faultsIn = async (check: Promise<unknown>): Promise<ErroreCampo[]> => {
  try {
    await check;
    return [];
  } catch (error) {
    if (error instanceof DatiNonValidiError) return [...error.errori];
    throw error;
  }
};

/** What of the letter itself is missing. Pure. */
export function faultsOfLettera({ testo, documento }: Pick<Bozza, 'testo' | 'documento'>): ErroreCampo[] {
  if (documento !== undefined) return [];
  if (testo === undefined || testo.trim() === '')
    return [{ campo: 'testo', messaggio: 'La lettera non c’è ancora: scriverla, o caricare un file.' }];
  const open = segnapostiOf(testo);
  return open.length === 0
    ? []
    : [{ campo: 'testo', messaggio: `Nel testo restano da scrivere: ${open.slice(0, 10).join(', ')}.` }];
}

/**
 * Holds a draft to all that its registration will ask for: what a head approves can be registered as it is.
 * @throws DatiNonValidiError with everything that is missing or wrong
 */
export async function requireComplete(deps: Pick<Deps, 'clock'>, caller: Caller, bozza: Bozza): Promise<void> {
  const adesso = deps.clock.now();
  const giorno = legalDay(adesso);
  const shape = RegistrazioneRichiesta.safeParse(plainOf(bozza));
  const [known, regole] = await Promise.all([conosciutiOf(caller.aoo), regoleAl(caller.aoo, giorno)]);
  const { codice } = bozza.classifica ?? {};
  const faults = [
    ...(shape.success ? faultsOfRichiesta(shape.data, { ...known, ...regole }, adesso, true) : erroriOf(shape.error)),
    ...faultsOfLettera(bozza),
    ...judgeTipologia(regole, bozza.tipologia, PROTOCOLLO_IN_USCITA).errori,
    ...(codice === undefined && regole.impostazioni.classificaObbligatoria
      ? [{ campo: 'classifica', messaggio: 'In questa AOO la classifica è obbligatoria.' }]
      : []),
    ...(codice === undefined
      ? []
      : await faultsIn(
          requireClassifica(caller.aoo, giorno, codice, { motivo: bozza.motivoClassifica, sottoclasse: true }),
        )),
    ...(bozza.fascicolo === undefined ? [] : await faultsIn(requireFascicoloAperto(caller, bozza.fascicolo))),
  ];
  if (faults.length > 0)
    throw new DatiNonValidiError([...new Map(faults.map((one) => [one.campo, one])).values()], NON_COMPLETA);
}
