import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { requireClassifica } from '../../classification/service.js';
import type { Caller } from '../../schemas/accesso.api.js';
import type { FascicoloRichiesta } from '../../schemas/fascicolo.api.js';
import {
  type ContenutoFascicolo,
  type Fascicolo,
  findByRichiesta,
  findUltimo,
  insertFascicolo,
} from '../../schemas/fascicolo.model.js';
import { conosciutiOf, ufficioOf } from '../accesso/aoo.js';
import { delegaFor, mayOn } from '../accesso/diritti.js';
import type { Deps } from '../deps.js';
import { type Clock, legalDay, legalYear } from '../lib/clock.js';
import { isDuplicateKey } from '../lib/mongo.js';
import {
  ChiaveRiusataError,
  DatiNonValidiError,
  OperazioneNonConsentitaError,
  ServizioNonDisponibileError,
} from '../lib/problem.js';
import { faultsOfRiservatezza } from '../protocollo/checks.js';
import { iterAllaNascita } from '../procedimenti/catalogo.js';
import { sha256Hex } from '../protocollo/canonico.js';
import { instantAfter } from '../protocollo/rules.js';
import { noteOf, riservatezzaUnder } from '../protocollo/riservatezza.js';
import { derivatiOf, nascitaOf } from './atti.js';
import type { Idempotenza } from './cambia.js';
import { codiceOf, ordineOf, type PostoFascicolo, postoOf } from './codici.js';
import { faultOfOggetto, faultsOfPartecipanti, faultsOfRiserva, faultsOfTipo } from './regole.js';
import { inTurn } from './turni.js';

export interface EsitoApertura {
  fascicolo: Fascicolo;
  /** false: an earlier try of the same request made it */
  created: boolean;
}

const TRIES = 60;
const MAX_PAUSE_MS = 20;

/** Who leads an office: its own head, or that of the nearest office above. */
export async function capoOf(aoo: string, uo: string): Promise<string | undefined> {
  let ufficio = await ufficioOf(aoo, uo);
  for (let steps = 0; ufficio !== undefined && steps < 20; steps += 1) {
    if (ufficio.responsabile !== undefined) return ufficio.responsabile;
    ufficio = ufficio.padre === undefined ? undefined : await ufficioOf(aoo, ufficio.padre);
  }
  return undefined;
}

export interface Nascente {
  caller: Caller;
  posto: PostoFascicolo;
  contenuto: ContenutoFascicolo;
  adesso: Date;
  richiesta: Fascicolo['richiesta'];
  sotto?: { padre: string; radice: string; livello: number };
}

/** Stable for who asks with a key of his own: the same request makes the same one. Of such a form that nobody takes it for a number. */
function idOf(aoo: string, { autore, chiave }: Fascicolo['richiesta']): string {
  const hex = sha256Hex(`${aoo}/${autore}/${chiave}`);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/** The fascicolo of that number, whole. */
function born({ caller, posto, contenuto, adesso, richiesta, sotto }: Nascente, progressivo: number): Fascicolo {
  // a part is opened by who has the fascicolo in charge: that needs no delegation
  const delega = sotto === undefined ? delegaFor(caller, 'apri-fascicolo', [contenuto.uo]) : undefined;
  const _id = idOf(caller.aoo, richiesta);
  const codice = codiceOf(posto.serie, progressivo);
  const nato = {
    _id,
    aoo: caller.aoo,
    ...posto,
    progressivo,
    codice,
    ordine: ordineOf(codice),
    ...(sotto === undefined ? { livello: 1, radice: _id } : sotto),
    ...contenuto,
    dataApertura: legalDay(adesso),
    apertoIl: adesso,
    operatore: caller.utente,
    uoOperatore: caller.uo,
    ...(caller.perContoDi !== undefined && { perContoDi: caller.perContoDi }),
    ...(delega !== undefined && { delega }),
  };
  return {
    ...nato,
    ...nascitaOf(nato),
    eventi: [],
    richiesta,
    versione: 1,
    ...derivatiOf(codice, contenuto),
  };
}

/** The next of its serie, never dated before the last. @throws OrologioNonAffidabileError if the clock is behind that one */
export function bornAfter(
  clock: Clock,
  nascente: Nascente,
  { progressivo, apertoIl }: Awaited<ReturnType<typeof findUltimo>>,
): Fascicolo {
  instantAfter(apertoIl, clock.now()); // the clock of now: the request may have waited for its turn
  const { adesso } = nascente;
  return born({ ...nascente, adesso: apertoIl !== null && apertoIl > adesso ? apertoIl : adesso }, progressivo + 1);
}

/** What an earlier try of the same request made. @throws ChiaveRiusataError if it was for other content */
export async function findEarlier(aoo: string, richiesta: Fascicolo['richiesta']): Promise<EsitoApertura | undefined> {
  const found = await findByRichiesta(aoo, richiesta);
  if (found === null) return undefined;
  if (found.richiesta.sha256 !== richiesta.sha256) throw new ChiaveRiusataError();
  return { fascicolo: found, created: false };
}

/**
 * Last + 1 within the serie, in the one insert that makes the fascicolo: the unique index decides between two, so no hole and no
 * double, as in the register. Who is overtaken gets the next number.
 */
async function give(clock: Clock, nascente: Nascente): Promise<EsitoApertura> {
  const { caller, posto, richiesta } = nascente;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const fascicolo = bornAfter(clock, nascente, await findUltimo(caller.aoo, posto.serie));
    try {
      await insertFascicolo(fascicolo);
      return { fascicolo, created: true };
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const earlier = await findEarlier(caller.aoo, richiesta);
      if (earlier !== undefined) return earlier;
      await wait(Math.random() * MAX_PAUSE_MS);
    }
  }
  throw new ServizioNonDisponibileError();
}

/** Offices and people that a fascicolo names must be known. */
async function faultsOfNomi(
  aoo: string,
  { uo, altreUo = [], responsabile, rup, riservatezza }: Partial<FascicoloRichiesta>,
): Promise<{ campo: string; messaggio: string }[]> {
  const known = await conosciutiOf(aoo);
  const office = (campo: string, codice: string) =>
    known.uffici.has(codice)
      ? []
      : [{ campo, messaggio: `L’ufficio ${codice} non esiste, o è chiuso: sceglierne un altro.` }];
  const person = (campo: string, utente: string | undefined) =>
    utente === undefined || known.utenti.has(utente)
      ? []
      : [{ campo, messaggio: `L’utente ${utente} non esiste in questa AOO.` }];
  return [
    ...(uo === undefined ? [] : office('uo', uo)),
    ...altreUo.flatMap((codice, i) => office(`altreUo[${i}]`, codice)),
    ...person('responsabile', responsabile),
    ...person('rup', rup),
    ...(riservatezza === undefined ? [] : faultsOfRiservatezza(riservatezza, known)),
  ];
}

/** What is wrong with the data of a fascicolo, all at once. */
export const faultsOfDati = async (aoo: string, r: Partial<FascicoloRichiesta>) => [
  ...(r.oggetto === undefined ? [] : [faultOfOggetto(r.oggetto)].filter((one) => one !== null)),
  ...faultsOfPartecipanti(r.partecipanti ?? []),
  ...(r.riservatezza === undefined ? [] : faultsOfRiserva(r.riservatezza)),
  ...(await faultsOfNomi(aoo, r)),
];

export const requireNone = (faults: readonly { campo: string; messaggio: string }[]): void => {
  if (faults.length > 0) throw new DatiNonValidiError([...new Map(faults.map((one) => [one.campo, one])).values()]);
};

const filled = <T>(list: readonly T[] | undefined): T[] | undefined =>
  list === undefined || list.length === 0 ? undefined : [...list];

export const withoutUndefined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined && one !== '')) as T;

async function contenutoOf(caller: Caller, r: FascicoloRichiesta, giorno: string): Promise<ContenutoFascicolo> {
  requireNone([...(await faultsOfDati(caller.aoo, r)), ...faultsOfTipo(r)]);
  const voce = await requireClassifica(caller.aoo, giorno, r.classifica, {
    motivo: r.motivoClassifica,
    sottoclasse: true, // who opens gives the sottoclasse in the same act (titolario.md §4)
  });
  const responsabile = r.responsabile ?? (await capoOf(caller.aoo, r.uo));
  return withoutUndefined<{ [K in keyof ContenutoFascicolo]: ContenutoFascicolo[K] }>({
    oggetto: r.oggetto,
    tipo: r.tipo,
    classifica: { codice: voce.codice, voce: voce.voce, versione: voce.versione },
    uo: r.uo,
    altreUo: filled(r.altreUo?.filter((uo) => uo !== r.uo)),
    responsabile,
    rup: r.rup ?? (r.tipo === 'procedimento' ? responsabile : undefined),
    intestatario: r.intestatario,
    procedimento: r.procedimento,
    iter: r.procedimento === undefined ? undefined : await iterAllaNascita(caller.aoo, r.procedimento, giorno),
    riservatezza: riservatezzaUnder(noteOf(r.riservatezza ?? { livello: 'ordinaria' }), voce.riservata, [r.uo]),
    note: r.note,
    paroleChiave: filled(r.paroleChiave),
    posizione: r.posizione,
    partecipanti: filled(r.partecipanti),
    stato: 'aperto',
  } as ContenutoFascicolo);
}

export const richiestaOf = (caller: Caller, idempotenza: Idempotenza | undefined): Fascicolo['richiesta'] => ({
  autore: caller.utente,
  ...(idempotenza ?? { chiave: `auto-${randomUUID()}`, sha256: '-' }),
});

/**
 * Opens a fascicolo: year and classe of its number are those of the opening, whatever comes later (titolario.md 6.2).
 * @throws OperazioneNonConsentitaError, DatiNonValidiError, ChiaveRiusataError, OrologioNonAffidabileError
 */
export async function openFascicolo(
  deps: Deps,
  caller: Caller,
  r: FascicoloRichiesta,
  idempotenza?: Idempotenza,
): Promise<EsitoApertura> {
  const richiesta = richiestaOf(caller, idempotenza);
  const earlier = idempotenza === undefined ? undefined : await findEarlier(caller.aoo, richiesta);
  if (earlier !== undefined) return earlier;
  await deps.clock.ensureReliable();
  const adesso = deps.clock.now();
  const contenuto = await contenutoOf(caller, r, legalDay(adesso));
  if (!mayOn(caller, 'apri-fascicolo', [r.uo]))
    throw new OperazioneNonConsentitaError(
      'I fascicoli di un ufficio li apre chi lo dirige, o chi ne ha la delega: scegliere un ufficio del proprio settore.',
    );
  const posto = postoOf(legalYear(adesso), contenuto.classifica.codice);
  const nascente = { caller, posto, contenuto, adesso, richiesta };
  return inTurn(`${caller.aoo}/${posto.serie}`, () => give(deps.clock, nascente));
}
