import type { ClientSession } from 'mongoose';
import { type Caller, titolareOf } from '../../schemas/accesso.api.js';
import type { Fascicolo } from '../../schemas/fascicolo.model.js';
import type { AvvioRichiesta, ProcedimentoLetto } from '../../schemas/procedimento.api.js';
import type { Passo } from '../../schemas/procedimento.types.js';
import { mayOn } from '../accesso/diritti.js';
import type { Deps } from '../deps.js';
import { atto } from '../fascicoli/atti.js';
import { changeFascicolo, chiOf, requireAperto, type SulFascicolo } from '../fascicoli/cambia.js';
import { legalDay } from '../lib/clock.js';
import { DatiNonValidiError, OperazioneNonConsentitaError, StatoIncompatibileError } from '../lib/problem.js';
import { findVisible } from '../protocollo/lookup.js';
import { calendarioAl, findProcedimento } from './catalogo.js';
import { arrivoDi } from './fascicolo.js';
import { avvioOf, rifiutoDi } from './iter.js';
import { silenzioDal, statoTermine } from './termini.js';

/** The procedimento of a fascicolo as it stands on a legal day. Pure. */
export function presentProcedimento({ _id, iter, versione }: Fascicolo, oggi: string): ProcedimentoLetto {
  if (iter === undefined) return { fascicolo: _id, stato: 'da-avviare', fasi: [], fermate: [], versione };
  const { codice, denominazione, norma, esito, inizio, regola, calendario, fasi, fermate, fine } = iter;
  const { stato, usati, restano, ritardo } = statoTermine(iter, regola, calendario, oggi);
  const silenzio = silenzioDal(iter, { ...regola, silenzio: esito.startsWith('silenzio') }, calendario);
  return {
    fascicolo: _id,
    procedimento: { codice, denominazione, ...(norma !== undefined && { norma }) },
    stato,
    inizio,
    termine: { giorni: regola.giorni, computo: regola.computo, agosto: regola.agosto === true },
    esito,
    usati,
    restano,
    ritardo,
    ...(iter.scadenza !== undefined && { scadenza: iter.scadenza }),
    ...(silenzio !== undefined && { silenzioDal: silenzio }),
    ...(fine !== undefined && { fine }),
    fasi,
    fermate,
    versione,
  };
}

/** Who leads its office, its clerks, and who is named in it as responsible for the procedimento. @throws OperazioneNonConsentitaError */
function requireGoverna(caller: Caller, { uffici, rup, responsabile }: Fascicolo): void {
  const persona = titolareOf(caller);
  if (!mayOn(caller, 'gestisci-fascicolo', uffici) && rup !== persona && responsabile !== persona)
    throw new OperazioneNonConsentitaError('Il procedimento lo conduce l’ufficio che ha in carico il fascicolo.');
}

/** @throws DatiNonValidiError, StatoIncompatibileError */
function requireFollows(fascicolo: Fascicolo, passo: Passo, oggi: string): void {
  const refused = rifiutoDi(fascicolo.iter, passo, oggi);
  if (refused === null) return;
  const { campo, messaggio } = refused;
  if (campo === undefined) throw new StatoIncompatibileError(messaggio);
  throw new DatiNonValidiError([{ campo, messaggio }]);
}

type Decisione = (fascicolo: Fascicolo, oggi: string, session: ClientSession) => Promise<Passo> | Passo;

/**
 * One act on the procedimento of an open fascicolo, an event of its chain.
 * @throws NonTrovatoError, OperazioneNonConsentitaError, DatiNonValidiError, StatoIncompatibileError, VersioneSuperataError
 */
export const stepProcedimento = (deps: Deps, caller: Caller, on: SulFascicolo, decide: Decisione): Promise<Fascicolo> =>
  changeFascicolo(deps, caller, on, async (fascicolo, data, session) => {
    requireGoverna(caller, fascicolo);
    requireAperto(fascicolo);
    if (fascicolo.tipo !== 'procedimento')
      throw new StatoIncompatibileError(
        'Soltanto un fascicolo di tipo procedimento ha un procedimento con i suoi termini.',
      );
    if (fascicolo.livello > 1)
      throw new StatoIncompatibileError('Il procedimento si conduce nel fascicolo di cui questo è parte.');
    const oggi = legalDay(data);
    const passo = await decide(fascicolo, oggi, session);
    requireFollows(fascicolo, passo, oggi);
    return [atto('procedimento', chiOf(caller, data, 'gestisci-fascicolo', fascicolo.uffici), passo)];
  });

async function inizioDi(caller: Caller, r: AvvioRichiesta, fascicolo: Fascicolo): Promise<string> {
  if (r.inizio !== undefined) return r.inizio;
  if (r.registrazione === undefined) return fascicolo.dataApertura;
  const istanza = await findVisible(caller, r.registrazione);
  if (istanza === null)
    throw new DatiNonValidiError([
      { campo: 'registrazione', messaggio: 'La registrazione non esiste: controllare anno e numero.' },
    ]);
  return arrivoDi(istanza);
}

/** The procedimento of the catalogue begins; while nothing has followed, its first day may be put right. */
export const beginProcedimento = (
  deps: Deps,
  caller: Caller,
  on: SulFascicolo,
  r: AvvioRichiesta,
): Promise<Fascicolo> =>
  stepProcedimento(deps, caller, on, async (fascicolo, oggi) => {
    const nome = r.procedimento ?? fascicolo.iter?.codice ?? fascicolo.procedimento;
    const found = nome === undefined ? undefined : await findProcedimento(caller.aoo, nome, oggi);
    if (found === undefined)
      throw new DatiNonValidiError([
        {
          campo: 'procedimento',
          messaggio:
            nome === undefined
              ? 'Indicare il procedimento, con il codice del catalogo.'
              : `Il procedimento «${nome.slice(0, 60)}» non è nel catalogo: sceglierne uno.`,
        },
      ]);
    const passo = avvioOf(found, await inizioDi(caller, r, fascicolo), await calendarioAl(caller.aoo, oggi));
    return r.motivo === undefined ? passo : { ...passo, motivo: r.motivo };
  });
