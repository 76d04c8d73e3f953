import type { ClientSession } from 'mongoose';
import type { Caller } from '../../schemas/accesso.api.js';
import { appendAttoElenco, type ElencoArchivio, findElenco } from '../../schemas/elenco-archivio.model.js';
import type { AutorizzazioneRichiesta, TipoElenco } from '../../schemas/scarto.api.js';
import { inTransaction } from '../accesso/transaction.js';
import type { Deps } from '../deps.js';
import { legalDay } from '../lib/clock.js';
import {
  DatiNonValidiError,
  NonTrovatoError,
  OperazioneNonConsentitaError,
  StatoIncompatibileError,
} from '../lib/problem.js';
import { instantOfAtti } from '../protocollo/change.js';
import {
  applyAttoElenco,
  type AttoElenco,
  collegaElenco,
  contenutoElenco,
  type DettagliElenco,
  isAltraPersona,
  rifiutoElenco,
} from './atti.js';

/** @throws NonTrovatoError */
export async function requireElenco(
  aoo: string,
  tipo: TipoElenco,
  id: string,
  session: ClientSession | null = null,
): Promise<ElencoArchivio> {
  const found = await findElenco(aoo, tipo, id, session);
  if (found === null) throw new NonTrovatoError('L’elenco non c’è: controllare l’indirizzo.');
  return found;
}

interface Passo<T extends keyof DettagliElenco> {
  tipo: TipoElenco;
  id: string;
  atto: T;
  /** looks at the list as it is, writes what goes with the act, and says what the act says */
  fai: (elenco: ElencoArchivio, data: Date, session: ClientSession) => Promise<DettagliElenco[T]> | DettagliElenco[T];
}

export const chiElenco = ({ utente, perContoDi }: Caller) => ({
  utente,
  ...(perContoDi !== undefined && { perContoDi }),
});

/** One step of a list, with all that it writes, as one transaction. @throws StatoIncompatibileError where it may not follow */
export async function step<T extends keyof DettagliElenco>(
  deps: Deps,
  caller: Caller,
  { tipo, id, atto, fai }: Passo<T>,
): Promise<ElencoArchivio> {
  await deps.clock.ensureReliable();
  return inTransaction(async (session) => {
    const elenco = await requireElenco(caller.aoo, tipo, id, session);
    const rifiuto = rifiutoElenco(elenco, atto);
    if (rifiuto !== null) throw new StatoIncompatibileError(rifiuto);
    const data = instantOfAtti({ eventi: elenco.eventi, dataRegistrazione: elenco.creato }, deps.clock.now());
    const dettagli = (await fai(elenco, data, session)) as Record<string, unknown>;
    const act: AttoElenco = { tipo: atto, data: data.toISOString(), ...chiElenco(caller), dettagli };
    const [evento] = collegaElenco(elenco, act);
    if (evento === undefined) throw new Error('an act without its event');
    return appendAttoElenco(elenco, evento, applyAttoElenco(contenutoElenco(elenco), act), session);
  });
}

/** The RGD agrees with the proposal. He who made it does not approve it. */
export const approvaElenco = (deps: Deps, caller: Caller, id: string): Promise<ElencoArchivio> =>
  step(deps, caller, {
    tipo: 'scarto',
    id,
    atto: 'approvazione',
    fai: (elenco) => {
      if (!isAltraPersona(elenco, caller))
        throw new OperazioneNonConsentitaError('Chi ha fatto la proposta non la approva: serve un’altra persona.');
      return {};
    },
  });

/** The list goes back with a reason; its fascicoli may stand in another one. */
export const restituisciElenco = (
  deps: Deps,
  caller: Caller,
  tipo: TipoElenco,
  id: string,
  motivo: string,
): Promise<ElencoArchivio> => step(deps, caller, { tipo, id, atto: 'restituzione', fai: () => ({ motivo }) });

/** What the Soprintendenza has authorised (D.Lgs. 42/2004 art. 21 c. 1 lett. d), and which rows it has not. */
export const autorizzaElenco = (
  deps: Deps,
  caller: Caller,
  id: string,
  asked: AutorizzazioneRichiesta,
): Promise<ElencoArchivio> =>
  step(deps, caller, {
    tipo: 'scarto',
    id,
    atto: 'autorizzazione',
    fai: (elenco, data) => {
      const { numero, data: giorno, autore, registrazione, escluse = [] } = asked;
      const known = new Set(elenco.righe.map(({ codice }) => codice));
      const faults = escluse.flatMap((codice, i) =>
        known.has(codice) ? [] : [{ campo: `escluse[${i}]`, messaggio: `Nell’elenco non c’è il fascicolo ${codice}.` }],
      );
      if (giorno > legalDay(data))
        faults.push({ campo: 'data', messaggio: 'La data dell’autorizzazione è nel futuro: controllarla.' });
      if (giorno < legalDay(elenco.creato))
        faults.push({ campo: 'data', messaggio: 'L’autorizzazione viene dopo la proposta: controllare la data.' });
      if (faults.length > 0) throw new DatiNonValidiError(faults);
      return {
        numero,
        data: giorno,
        autore,
        ...(registrazione !== undefined && { registrazione }),
        ...(escluse.length > 0 && { escluse: [...new Set(escluse)] }),
      };
    },
  });
