import type { ClientSession } from 'mongoose';
import { isDeepStrictEqual } from 'node:util';
import { conosciutiOf } from '../accesso/aoo.js';
import { mayOn, portataOf } from '../accesso/diritti.js';
import type { Caller } from '../../schemas/accesso.api.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import {
  CAMPI_LIBERI,
  CAMPI_RINNOVABILI,
  type CampoLibero,
  type CampoRinnovabile,
  ModificaRichiesta,
  RegistrazioneRichiesta,
} from '../../schemas/registrazione.api.js';
import { type EsitoTipologia, judgeTipologia, type Regole, regoleAl } from '../configurazione/registrazione.js';
import type { Deps } from '../deps.js';
import { type Fascicolazione, fileByPatch } from '../fascicoli/da-scheda.js';
import { legalDay } from '../lib/clock.js';
import { erroriOf } from '../lib/http.js';
import {
  DatiNonValidiError,
  type ErroreCampo,
  OperazioneNonConsentitaError,
  StatoIncompatibileError,
} from '../lib/problem.js';
import { ownProvvedimento } from './annullamento.js';
import type { Evento } from './canonico.js';
import { changeRegistrazione, type Chi } from './change.js';
import {
  faultsOfAttesa,
  faultsOfDate,
  faultsOfProvvedimento,
  faultsOfRiservatezza,
  faultsOfSoggetti,
} from './checks.js';
import { evento } from './eventi.js';
import { faultsOfIdentita } from './identita.js';
import type { Bersaglio } from './lookup.js';
import { competentiOf, lowers, noteOf, riservatezzaUnder } from './riservatezza.js';
import { isUnderRiservata } from './voce.js';

type Modifica = ModificaRichiesta;

type Intera = Pick<Registrazione, CampoRinnovabile | 'mezzo'>;

function faultsOf({
  flusso,
  oggetto,
  mittenti,
  destinatari,
  mezzo,
  protocolloMittente,
  dataArrivo,
}: Intera): ErroreCampo[] {
  const whole = { flusso, oggetto, mittenti, destinatari, mezzo, protocolloMittente, dataArrivo };
  const parsed = RegistrazioneRichiesta.safeParse(whole);
  return parsed.success ? [] : erroriOf(parsed.error);
}

/**
 * The whole registration as it would be, by the same rules as at birth: a renewal does not make what could not be registered.
 * What was there before and is not touched by it is not held against it: rules grow stricter, the register stays.
 */
export function faultsOfWhole(registrazione: Intera, modifica: Modifica): ErroreCampo[] {
  const renewed = CAMPI_RINNOVABILI.filter((campo) => modifica[campo] !== undefined);
  const after = faultsOf({
    ...registrazione,
    ...Object.fromEntries(renewed.map((campo) => [campo, modifica[campo] ?? undefined])),
  });
  if (after.length === 0) return [];
  const known = new Set(faultsOf(registrazione).map(({ campo, messaggio }) => `${campo} ${messaggio}`));
  const isTouched = (campo: string): boolean => renewed.some((name) => name === campo.split(/[.[]/)[0]);
  return after.filter(({ campo, messaggio }) => isTouched(campo) || !known.has(`${campo} ${messaggio}`));
}

/** What is taken away has no date to be looked at. */
const datesOf = ({ protocolloMittente, dataArrivo }: Modifica) => ({
  protocolloMittente: protocolloMittente ?? undefined,
  dataArrivo: dataArrivo ?? undefined,
});

async function requireKnown(
  deps: Deps,
  caller: Caller,
  registrazione: Registrazione,
  modifica: Modifica,
  regole: Regole,
): Promise<void> {
  const known = await conosciutiOf(caller.aoo);
  const faults = [
    ...faultsOfSoggetti('mittenti', modifica.mittenti ?? [], known),
    ...faultsOfSoggetti('destinatari', modifica.destinatari ?? [], known),
    ...faultsOfDate(datesOf(modifica), deps.clock.now()),
    ...faultsOfProvvedimento(modifica.provvedimento, deps.clock.now()),
    ...judgeChanged(registrazione, modifica, regole).errori,
    ...faultsOfProtetta(registrazione, modifica, regole),
    ...(modifica.mezzo === undefined || regole.mezzi.has(modifica.mezzo)
      ? []
      : [{ campo: 'mezzo', messaggio: `Il mezzo ${modifica.mezzo} non è tra quelli della AOO.` }]),
    ...(modifica.riservatezza === undefined ? [] : faultsOfRiservatezza(modifica.riservatezza, known)),
    ...faultsOfNamed(modifica),
    ...faultsOfAttesa(registrazione, modifica, regole.cartacei),
    ...faultsOfWhole(registrazione, modifica),
  ];
  if (faults.length > 0) throw new DatiNonValidiError([...new Map(faults.map((one) => [one.campo, one])).values()]);
}

/** What becomes of the tipologia that is asked for; what stands already is not held against who only repeats it. */
const judgeChanged = (registrazione: Registrazione, modifica: Modifica, regole: Regole): EsitoTipologia =>
  judgeTipologia(regole, modifica.tipologia === registrazione.tipologia ? undefined : modifica.tipologia, {
    flusso: modifica.flusso ?? registrazione.flusso,
    registro: registrazione.registro,
  });

/** Names that the change would bring into what is protected. */
function faultsOfProtetta(registrazione: Registrazione, modifica: Modifica, regole: Regole): ErroreCampo[] {
  const { tipologia = registrazione.tipologia, flusso = registrazione.flusso } = modifica;
  const { protetta } = judgeTipologia(regole, tipologia, { flusso, registro: registrazione.registro });
  const { mittenti = [], destinatari = [] } = modifica;
  return protetta ? faultsOfIdentita({ mittenti, destinatari }) : [];
}

function faultsOfNamed({ riservatezza }: Modifica): ErroreCampo[] {
  const { livello, uo = [], utenti = [] } = riservatezza ?? { livello: 'ordinaria' as const };
  if (livello === 'riservata' && uo.length + utenti.length === 0)
    return [
      {
        campo: 'riservatezza',
        messaggio: 'Indicare gli uffici o le persone che possono vedere il documento riservato.',
      },
    ];
  if (livello === 'ordinaria' && uo.length + utenti.length > 0)
    return [
      {
        campo: 'riservatezza',
        messaggio: 'Uffici e persone si indicano soltanto per un documento riservato: scegliere il livello.',
      },
    ];
  return [];
}

/** The new value in the form in which it is stored; an emptied text is an absent one. */
async function storedValue(
  registrazione: Registrazione,
  modifica: Modifica,
  campo: CampoRinnovabile | CampoLibero,
): Promise<unknown> {
  const value = modifica[campo] ?? undefined; // null takes the datum away: absent things are left out
  if ((campo === 'note' || campo === 'tipologia') && value === '') return undefined;
  if (campo !== 'riservatezza' || modifica.riservatezza === undefined) return value;
  return riservatezzaUnder(
    noteOf(modifica.riservatezza),
    await isUnderRiservata(registrazione),
    competentiOf(registrazione),
  );
}

/** Lowering the reserve is for the RGD or the office whose document it is (protocollo.md §6). */
function requireMayLower(caller: Caller, registrazione: Registrazione, { riservatezza }: Modifica): void {
  const lowered = riservatezza !== undefined && lowers(registrazione.riservatezza, noteOf(riservatezza));
  if (lowered && portataOf(caller.ruolo, 'rinnova') === undefined && !registrazione.uffici.includes(caller.uo)) {
    throw new OperazioneNonConsentitaError(
      'La riservatezza la toglie l’ufficio del documento o il responsabile della gestione documentale.',
    );
  }
}

/** The change with the tipologia as the AOO writes it; one that is riservata reserves the document, unless that is decided too. */
function withTipologia(registrazione: Registrazione, modifica: Modifica, regole: Regole): Modifica {
  const { tipologia, riservata } = judgeChanged(registrazione, modifica, regole);
  if (tipologia === undefined) return modifica;
  const reserves = riservata && modifica.riservatezza === undefined;
  return {
    ...modifica,
    tipologia,
    ...(reserves && { riservatezza: riservatezzaUnder(registrazione.riservatezza, true, competentiOf(registrazione)) }),
  };
}

async function eventiOf(
  deps: Deps,
  caller: Caller,
  registrazione: Registrazione,
  modifica: Modifica,
  chi: Chi,
  { impostazioni }: Regole,
): Promise<Evento[]> {
  const { motivo } = modifica;
  const changed = async <C extends CampoRinnovabile | CampoLibero>(
    campi: readonly C[],
  ): Promise<{ campo: C; vecchio: unknown; nuovo: unknown }[]> => {
    const all = await Promise.all(
      campi
        .filter((campo) => modifica[campo] !== undefined)
        .map(async (campo) => ({
          campo,
          vecchio: registrazione[campo] as unknown,
          nuovo: await storedValue(registrazione, modifica, campo),
        })),
    );
    return all.filter(({ vecchio, nuovo }) => !isDeepStrictEqual(vecchio, nuovo));
  };
  const renewals = await changed(CAMPI_RINNOVABILI);
  if (renewals.length > 0 && !impostazioni.rinnovoDato)
    throw new StatoIncompatibileError(
      'In questa AOO un dato sbagliato non si rinnova: annullare la registrazione e registrare di nuovo il documento.',
    );
  const provvedimento = modifica.provvedimento ?? ownProvvedimento(registrazione, caller, chi);
  return [
    ...renewals.map((one) => evento('rinnovo', chi, { ...one, motivo, provvedimento })),
    ...(await changed(CAMPI_LIBERI.filter((campo) => campo !== 'fascicolo'))).map((one) =>
      evento('modifica', chi, { ...one, motivo }),
    ),
  ];
}

const names = (modifica: Modifica, campi: readonly (keyof Modifica)[]): boolean =>
  campi.some((campo) => modifica[campo] !== undefined);

/**
 * PATCH: on oggetto, mittenti, destinatari, protocolloMittente, dataArrivo, flusso it is the procedure of DPR 445/2000 art. 54 on
 * one datum: the old value stays, struck and readable, beside the new one, with who, when, why and the act; only rgd and vicario.
 * note, mezzo, tipologia, fascicolo, riservatezza change freely, with trace. Without a real change nothing is written.
 * @throws VersioneSuperataError, OperazioneNonConsentitaError, DatiNonValidiError, RegistrazioneAnnullataError
 */
export const patchRegistrazione = (
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  modifica: Modifica,
  versione: number,
): Promise<Registrazione> =>
  modifica.fascicolo === undefined
    ? patch(deps, caller, bersaglio, modifica, versione)
    : fileByPatch(
        deps,
        caller,
        bersaglio,
        { id: modifica.fascicolo, motivo: modifica.motivo },
        (session, fascicolazione) => patch(deps, caller, bersaglio, modifica, versione, { session, fascicolazione }),
      );

const patch = (
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  modifica: Modifica,
  versione: number,
  insieme?: { session: ClientSession; fascicolazione: Fascicolazione },
): Promise<Registrazione> =>
  changeRegistrazione(
    deps,
    caller,
    bersaglio,
    async (registrazione, chi) => {
      if (names(modifica, CAMPI_RINNOVABILI) && portataOf(caller.ruolo, 'rinnova') === undefined) {
        throw new OperazioneNonConsentitaError(
          'Oggetto, mittente, destinatario, arrivo e flusso li rinnova il responsabile della gestione documentale: chiedere la rettifica.',
        );
      }
      if (names(modifica, CAMPI_LIBERI) && !mayOn(caller, 'modifica', registrazione.uffici)) {
        throw new OperazioneNonConsentitaError(
          'Questi dati li cambia il protocollo o l’ufficio a cui il documento è assegnato.',
        );
      }
      const regole = await regoleAl(caller.aoo, legalDay(deps.clock.now()));
      await requireKnown(deps, caller, registrazione, modifica, regole);
      const whole = withTipologia(registrazione, modifica, regole);
      requireMayLower(caller, registrazione, whole);
      const eventi = await eventiOf(deps, caller, registrazione, whole, chi, regole);
      return insieme === undefined ? eventi : [...eventi, ...(await insieme.fascicolazione(registrazione, chi))];
    },
    versione,
    insieme?.session,
  );

/** Asks for a datum to be renewed; the value asked for is checked now, so that who decides has only to decide. */
export async function requestRettifica(
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  { motivo, campo, nuovo }: { motivo: string; campo: CampoRinnovabile; nuovo: unknown },
): Promise<Registrazione> {
  const parsed = ModificaRichiesta.safeParse({ motivo, [campo]: nuovo });
  if (!parsed.success)
    throw new DatiNonValidiError(
      erroriOf(parsed.error).map(({ campo: path, messaggio }) => ({ campo: path.replace(campo, 'nuovo'), messaggio })),
    );
  return changeRegistrazione(deps, caller, bersaglio, async (registrazione, chi) => {
    if (!mayOn(caller, 'chiedi-rettifica', registrazione.uffici))
      throw new OperazioneNonConsentitaError('La rettifica si chiede per i documenti del proprio ufficio.');
    const regole = await regoleAl(caller.aoo, legalDay(deps.clock.now()));
    await requireKnown(deps, caller, registrazione, parsed.data, regole);
    const valoreRichiesto = parsed.data[campo];
    if (isDeepStrictEqual(valoreRichiesto ?? undefined, registrazione[campo]))
      throw new DatiNonValidiError([
        { campo: 'nuovo', messaggio: 'Il dato è già così: non c’è nulla da rettificare.' },
      ]);
    const isAsked = registrazione.rettifiche?.some(
      (one) => one.campo === campo && isDeepStrictEqual(one.nuovo, valoreRichiesto),
    );
    if (isAsked === true) return []; // who decides reads it once
    const n = registrazione.eventi.length + 1;
    return [evento('rettifica-richiesta', chi, { n, motivo, datoRichiesto: campo, valoreRichiesto })];
  });
}

/** Refuses a renewal that was asked for; the datum stays, the request stays readable. @throws StatoIncompatibileError if it does not wait */
export const denyRettifica = (
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  n: number,
  motivo: string,
): Promise<Registrazione> =>
  changeRegistrazione(deps, caller, bersaglio, ({ rettifiche = [] }, chi) => {
    const asked = rettifiche.find((one) => one.n === n);
    if (asked === undefined)
      throw new StatoIncompatibileError(
        'La richiesta di rettifica non c’è, o è già stata decisa: rileggere la scheda.',
      );
    return [evento('rettifica-negata', chi, { n, datoRichiesto: asked.campo, motivo })];
  });
