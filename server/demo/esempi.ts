import { findDeleghe } from '../../schemas/delega.model.js';
import { findDifferimenti } from '../../schemas/differimento.model.js';
import { findSostituzioni } from '../../schemas/sostituzione.model.js';
import { createDelega } from '../deleghe/service.js';
import type { Deps } from '../deps.js';
import { openDifferimento } from '../differimenti/service.js';
import { addDays } from '../lib/clock.js';
import { createCorrispondente } from '../rubrica/scrivi.js';
import { visualeOf } from '../rubrica/visuale.js';
import { createSostituzione } from '../sostituzioni/service.js';
import { moveProcedimenti } from './andamento.js';
import { AOO, capoOf, readUffici } from './ente.js';
import { Firme } from './firma/firme.js';
import { isLavorativo, istante } from './giorni.js';
import { writeLettere } from './lettere.js';
import { OrologioDelPassato } from './orologio-del-passato.js';
import type { Passato } from './passato.js';
import type { Pratica } from './pratiche.js';
import type { Replica } from './replica.js';
import { ensureDeleghe } from './scansioni/configura.js';
import { buildSoggetti, soggettoOf } from './soggetti.js';

/** Half past five, when the day's registrations are over. */
const SERA_SECONDI = 17 * 3600 + 1800;
const UFFICIO = 'U410';
const LETTERE = 4;

type ComeChi = (utente: string) => ReturnType<Replica['callerOf']>;

/** Who may act in whose stead: a delegation that holds, one for the holidays to come, a substitute. */
async function nameSostituti(deps: Deps, as: ComeChi, giorno: string): Promise<void> {
  const { clock } = deps;
  if ((await findDeleghe(AOO.codice, 1)).length === 0) {
    await createDelega(clock, await as('rgd'), {
      delegato: 'istruttore.u114',
      atti: ['classifica-sottoclasse', 'apri-fascicolo'],
      dal: giorno,
      al: addDays(giorno, 180),
      motivo: 'Pratiche anagrafiche: terzo livello e fascicoli dell’ufficio.',
    });
    await createDelega(clock, await as('responsabile'), {
      delegato: 'istruttore',
      atti: ['classifica-sottoclasse'],
      dal: addDays(giorno, 30),
      al: addDays(giorno, 44),
      motivo: 'Ferie del responsabile del settore.',
    });
  }
  if ((await findSostituzioni(AOO.codice, 1)).length > 0) return;
  await createSostituzione(clock, await as('responsabile'), {
    titolare: 'responsabile',
    sostituto: 'responsabile.s5',
    dal: addDays(giorno, 30),
    al: addDays(giorno, 44),
    motivo: 'Ferie.',
  });
}

async function deferTermini(deps: Deps, as: ComeChi, giorno: string): Promise<void> {
  if ((await findDifferimenti(AOO.codice, undefined, 1)).length > 0) return;
  await openDifferimento(deps.clock, await as('rgd'), {
    provvedimento: { numero: '12', data: giorno, autore: 'Responsabile della gestione documentale' },
    causa: 'Guasto dello scanner dello sportello.',
    descrizione: 'Posta e raccomandate in arrivo, da acquisire per immagine.',
    giorniLavorativi: 3,
    dal: addDays(giorno, -1),
    al: addDays(giorno, 1),
    mezzi: ['posta', 'raccomandata'],
  });
}

/** One whom the register knows, written a second time by hand: the address book proposes to unite them. */
async function writeDoppione(deps: Deps, as: ComeChi): Promise<void> {
  const caller = await as('protocollo');
  const {
    denominazione: _denominazione,
    partitaIva: _partitaIva,
    codiceFiscale: _codiceFiscale,
    ...recapiti
  } = soggettoOf(buildSoggetti(), 'linea-verde').soggetto;
  const soggetto = { ...recapiti, denominazione: 'Linea Verde studio tecnico' };
  await createCorrispondente(deps.clock, caller, visualeOf(caller), { soggetto });
}

/** The evening of the last working day. */
function seraOf(ieri: string): { giorno: string; quando: Date } {
  let giorno = ieri;
  while (!isLavorativo(giorno)) giorno = addDays(giorno, -1);
  return { giorno, quando: istante(giorno, SERA_SECONDI) };
}

/**
 * What the pages show besides the register: procedimenti under way, letters before their number, who acts for whom, a deferral, a pair
 * to unite, who may attest copies. As of the last working day; what an earlier start made stays.
 */
export async function addEsempi(
  deps: Deps,
  replica: Replica,
  pratiche: readonly Pratica[],
  { anno, ieri }: Passato,
): Promise<void> {
  const { giorno, quando } = seraOf(ieri);
  const then: Deps = { ...deps, clock: new OrologioDelPassato(quando) };
  const as: ComeChi = (utente) => replica.callerOf({ utente, quando }, 'esempi');
  await moveProcedimenti(then, pratiche, giorno, {
    idOf: ({ fascicolo, istanza }) =>
      replica.fascicoli.idOf(fascicolo.codice, istanza.quando, istanza.richiesta.mittenti),
    capoOf: (uo) => as(capoOf(readUffici(), uo)),
  });
  const open = pratiche.filter(({ fascicolo, risposta }) => fascicolo.uo === UFFICIO && risposta === undefined);
  const aperte = await Promise.all(open.slice(-LETTERE).map(({ istanza }) => replica.find(istanza.chiave)));
  const [istruttore, responsabile] = await Promise.all([as('istruttore'), as('responsabile')]);
  await writeLettere(then, { istruttore, responsabile }, aperte, new Firme(anno));
  await nameSostituti(then, as, giorno);
  await deferTermini(then, as, giorno);
  await writeDoppione(then, as);
  await ensureDeleghe(then.clock, await as('rgd'), anno);
}

/** The papers on the scan desk, as of the same evening: nothing else depends on them. */
export async function addScansioni(deps: Deps, replica: Replica, { ieri }: Passato): Promise<void> {
  const { giorno, quando } = seraOf(ieri);
  const { ensureScansioni } = await import('./scansioni/scansioni.js'); // what makes copies and attestations is heavy
  const caller = await replica.callerOf({ utente: 'protocollo', quando }, 'scansioni');
  const then: Deps = { ...deps, clock: new OrologioDelPassato(quando) };
  await ensureScansioni(then, caller, (file) => replica.store(file), giorno);
}
