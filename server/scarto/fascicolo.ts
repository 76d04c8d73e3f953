import { randomUUID } from 'node:crypto';
import { AVVERTENZA_CONSERVAZIONE } from '../../classification/strumenti/conservazione.js';
import type { Caller } from '../../schemas/accesso.api.js';
import type { ArchivioFascicolo } from '../../schemas/archivio.types.js';
import type { Fascicolo } from '../../schemas/fascicolo.model.js';
import type { ConservazioneFascicolo, ConservazioneModifica } from '../../schemas/scarto.api.js';
import { mayOn } from '../accesso/diritti.js';
import type { Deps } from '../deps.js';
import { atto } from '../fascicoli/atti.js';
import { changeFascicolo, chiOf, type SulFascicolo } from '../fascicoli/cambia.js';
import { isFascicoloVisibile } from '../fascicoli/visibile.js';
import { legalDay } from '../lib/clock.js';
import { DatiNonValidiError, OperazioneNonConsentitaError, StatoIncompatibileError } from '../lib/problem.js';
import { conservazioniDi, regolePossibili } from './fatti.js';

/** How long the fascicolo is kept, what stands in the way of its discard, and among which rules one may say which counts. */
export async function readConservazione(
  { clock }: Pick<Deps, 'clock'>,
  caller: Caller,
  f: Fascicolo,
): Promise<ConservazioneFascicolo> {
  const nomina = (one: object): boolean => isFascicoloVisibile(caller, one);
  const [found, regole] = await Promise.all([
    conservazioniDi(f.aoo, [f], legalDay(clock.now()), nomina),
    regolePossibili(f),
  ]);
  const { blocchi = [], ...archivio } = f.archivio ?? {};
  return {
    fascicolo: f._id,
    codice: f.codice,
    avvertenza: AVVERTENZA_CONSERVAZIONE,
    conservazione: found.get(f._id) ?? { impedimenti: [], sospesi: [] },
    archivio: { ...archivio, blocchi },
    regole: regole.map(({ tempo, tipologia, note, fonte }) => ({
      tempo,
      tipologia,
      ...(note !== undefined && { note }),
      fonte,
    })),
    versione: f.versione,
  };
}

const fault = (campo: string, messaggio: string): never => {
  throw new DatiNonValidiError([{ campo, messaggio }]);
};

/** What the archive knows after the change; null takes away. Pure but for the id of a new hold. */
function changed(
  { decorrenza, regola, storico, blocchi = [], ...rest }: ArchivioFascicolo,
  asked: ConservazioneModifica,
  utente: string,
  oggi: string,
): ArchivioFascicolo {
  const after = <T>(old: T | undefined, said: T | null | undefined): T | undefined =>
    said === undefined ? old : (said ?? undefined);
  const now = {
    decorrenza: after(decorrenza, asked.decorrenza),
    regola: after(regola, asked.regola),
    storico: after(storico, asked.storico),
  };
  const kept = blocchi.filter(({ id }) => id !== asked.sblocca);
  const all =
    asked.blocca === undefined ? kept : [...kept, { id: randomUUID(), motivo: asked.blocca, dal: oggi, utente }];
  return {
    ...rest,
    ...(now.decorrenza !== undefined && { decorrenza: now.decorrenza }),
    ...(now.regola !== undefined && { regola: now.regola }),
    ...(now.storico !== undefined && { storico: now.storico }),
    ...(all.length > 0 && { blocchi: all }),
  };
}

/**
 * The office says the day of an event and puts holds; the archive says which rule counts and what is of historical value. A chained
 * event of the fascicolo, closed or open.
 * @throws OperazioneNonConsentitaError, DatiNonValidiError, VersioneSuperataError
 */
export const patchConservazione = (
  deps: Deps,
  caller: Caller,
  on: SulFascicolo,
  asked: ConservazioneModifica,
): Promise<Fascicolo> =>
  changeFascicolo(deps, caller, on, async (f, data) => {
    const isArchive = mayOn(caller, 'propone-scarto', f.uffici) || mayOn(caller, 'approva-scarto', f.uffici);
    if (!isArchive && !mayOn(caller, 'chiudi-fascicolo', f.uffici))
      throw new OperazioneNonConsentitaError(
        'Questi dati li dà chi dirige l’ufficio che ha in carico il fascicolo, oppure l’archivio.',
      );
    if ((asked.regola !== undefined || asked.storico !== undefined) && !isArchive)
      throw new OperazioneNonConsentitaError(
        'La regola di conservazione e il valore storico li stabilisce l’archivio.',
      );
    if (f.livello > 1) throw new StatoIncompatibileError('La conservazione si stabilisce per il fascicolo intero.');
    if (f.archivio?.scarto !== undefined) throw new StatoIncompatibileError('I documenti sono già stati scartati.');
    const oggi = legalDay(data);
    if (typeof asked.decorrenza === 'string' && asked.decorrenza > oggi)
      fault('decorrenza', 'Il giorno è nel futuro: indicarlo quando l’evento sarà accaduto.');
    if (typeof asked.decorrenza === 'string' && asked.decorrenza < f.dataApertura)
      fault('decorrenza', 'Il giorno viene prima dell’apertura del fascicolo: controllarlo.');
    if (
      typeof asked.regola === 'string' &&
      !(await regolePossibili(f)).some(({ tipologia }) => tipologia === asked.regola)
    )
      fault(
        'regola',
        'Il massimario non ha questa tipologia per la voce del fascicolo: sceglierla tra quelle proposte.',
      );
    if (asked.sblocca !== undefined) {
      if (f.archivio?.blocchi?.some(({ id }) => id === asked.sblocca) !== true)
        fault('sblocca', 'Il blocco non c’è, o è già stato tolto.');
      if (asked.motivo === undefined) fault('motivo', 'Dire perché il blocco si toglie.');
    }
    const nuovo = changed(f.archivio ?? {}, asked, caller.utente, oggi);
    return [
      atto('modifica', chiOf(caller, data, 'chiudi-fascicolo', f.uffici), {
        campo: 'archivio',
        ...(f.archivio !== undefined && { vecchio: f.archivio }),
        nuovo,
        ...(asked.motivo !== undefined && { motivo: asked.motivo }),
      }),
    ];
  });
