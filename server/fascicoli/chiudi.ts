import { type ClientSession } from 'mongoose';
import type { Caller } from '../../schemas/accesso.api.js';
import type { Mancanza } from '../../schemas/fascicolo.api.js';
import { DocumentoModel } from '../../schemas/documento.model.js';
import { type Fascicolo, findAlbero, FascicoloModel } from '../../schemas/fascicolo.model.js';
import { AttoRepertorioModel, RegistrazioneModel, type Registrazione } from '../../schemas/registrazione.model.js';
import { mayOn } from '../accesso/diritti.js';
import { isVisible } from '../accesso/visibilita.js';
import type { Deps } from '../deps.js';
import { type Clock, legalDay } from '../lib/clock.js';
import {
  DatiMancantiError,
  DatiNonValidiError,
  OperazioneNonConsentitaError,
  StatoIncompatibileError,
} from '../lib/problem.js';
import { canonicalText, sha256Hex } from '../protocollo/canonico.js';
import { formatNumero } from '../protocollo/rules.js';
import { atto } from './atti.js';
import { changeFascicolo, chiOf, requireAperto, type SulFascicolo } from './cambia.js';
import { CONTROLLI } from './controlli.js';
import { attesaOf, IN_LAVORAZIONE, mancanzeOf, type StatoPerChiusura } from './mancanze.js';
import { requireFascicolo } from './visibilita.js';

/** Of what keeps it open so many are named; the rest waits for the next try. */
const NOMINATI = 20;

const within = (aoo: string, id: string) => ({ aoo, $or: [{ fascicolo: id }, { altriFascicoli: id }] });

/** Marks of the queues as the index has them: plain, or of an office or person. */
const MARCHE = new RegExp(`^(?:${IN_LAVORAZIONE.join('|')})(?:$|[/@])`);

async function statoOf(
  { clock }: { clock: Clock },
  caller: Caller,
  fascicolo: Fascicolo,
  session: ClientSession,
): Promise<StatoPerChiusura> {
  const { aoo, _id, radice, attesi = [] } = fascicolo;
  const waiting = { ...within(aoo, _id), attese: MARCHE };
  const visible = { anno: 1, numero: 1, attese: 1, riservatezza: 1, uffici: 1, operatore: 1, assegnazioni: 1, aoo: 1 };
  // one after the other: a session does one thing at a time
  const registrazioni = await RegistrazioneModel.countDocuments(within(aoo, _id), { session });
  const atti = await AttoRepertorioModel.countDocuments(within(aoo, _id), { session });
  const documenti = await DocumentoModel.countDocuments(within(aoo, _id), { session });
  const found = await RegistrazioneModel.find(waiting, visible, { session })
    .sort({ dataRegistrazione: 1 })
    .limit(NOMINATI)
    .lean<Registrazione[]>();
  const albero = await findAlbero(aoo, radice, session);
  const parti = albero.filter(({ padre, annullato }) => padre === _id && annullato === undefined);
  const seen = found.filter((one) => isVisible(caller, one));
  return {
    documenti: registrazioni + atti + documenti,
    inAttesa: seen.map(({ anno, numero, attese }) => ({
      nome: `n. ${formatNumero(numero)}/${anno}`,
      attesa: attesaOf(attese) ?? 'da-prendere',
    })),
    altriInAttesa: seen.length < found.length,
    partiAperte: parti.filter(({ stato }) => stato === 'aperto').map(({ codice }) => codice),
    parti: parti.length,
    inArrivo: attesi.some(({ fino }) => fino > clock.now()),
  };
}

async function mancanzeFor(
  deps: { clock: Clock },
  caller: Caller,
  fascicolo: Fascicolo,
  session: ClientSession,
): Promise<Mancanza[]> {
  const own = mancanzeOf(await statoOf(deps, caller, fascicolo, session));
  const others: Mancanza[] = [];
  for (const controllo of CONTROLLI) others.push(...(await controllo(caller, fascicolo, session)));
  return [...own, ...others];
}

/** The list of what stands in it, as it is at the closing: how many documents, one hash for all, the day of the last one. */
async function indiceOf({ aoo, _id }: Fascicolo, session: ClientSession) {
  const registrazioni = await RegistrazioneModel.find(
    within(aoo, _id),
    { _id: 0, anno: 1, numero: 1, dataRegistrazione: 1, 'catena.hash': 1 },
    { session },
  )
    .sort({ dataRegistrazione: 1, numero: 1 })
    .lean<Pick<Registrazione, 'anno' | 'numero' | 'dataRegistrazione' | 'catena'>[]>();
  const atti = await AttoRepertorioModel.find(
    within(aoo, _id),
    { registro: 1, anno: 1, numero: 1, dataRegistrazione: 1, 'catena.hash': 1 },
    { session },
  )
    .sort({ dataRegistrazione: 1, _id: 1 })
    .lean<Pick<Registrazione, 'registro' | 'anno' | 'numero' | 'dataRegistrazione' | 'catena'>[]>();
  const documenti = await DocumentoModel.find(within(aoo, _id), { data: 1, impronte: 1, hash: 1 }, { session })
    .sort({ data: 1, _id: 1 })
    .lean<{ _id: string; data: Date; impronte: string[]; hash: string }[]>();
  const righe = [
    ...registrazioni.map(({ anno, numero, catena }) => ({ anno, numero, hash: catena.hash })),
    ...atti.map(({ registro, anno, numero, catena }) => ({ registro, anno, numero, hash: catena.hash })),
    ...documenti.map(({ _id: id, impronte, hash }) => ({ id, impronte, hash })),
  ];
  const dates = [
    ...[...registrazioni, ...atti].map(({ dataRegistrazione }) => dataRegistrazione),
    ...documenti.map(({ data }) => data),
  ];
  const last = dates.reduce<Date | undefined>((a, b) => (a === undefined || b > a ? b : a), undefined);
  return { indice: { documenti: righe.length, sha256: sha256Hex(canonicalText({ righe })) }, last };
}

/** Closing and reopening are for who leads the office, and for the person who answers for the procedimento. */
function requireMayClose(caller: Caller, fascicolo: Fascicolo): void {
  const isRup = fascicolo.rup === caller.utente && mayOn(caller, 'consulta', [caller.uo]);
  if (!isRup && !mayOn(caller, 'chiudi-fascicolo', fascicolo.uffici))
    throw new OperazioneNonConsentitaError(
      'Un fascicolo lo chiude e lo riapre chi dirige l’ufficio che lo ha in carico, oppure il responsabile del procedimento.',
    );
}

/** The day of the closing: that of the last document unless another is said; never before either, never to come. Pure. */
export function dataChiusuraOf(
  { dataApertura, last, oggi }: { dataApertura: string; last: string | undefined; oggi: string },
  asked: string | undefined,
): string {
  const earliest = last === undefined || last < dataApertura ? dataApertura : last;
  if (asked === undefined) return earliest;
  const fault = (messaggio: string): never => {
    throw new DatiNonValidiError([{ campo: 'dataChiusura', messaggio }]);
  };
  if (asked > oggi) return fault('La data di chiusura è ancora da venire: indicare un giorno passato, oppure oggi.');
  if (asked < dataApertura) return fault('La data di chiusura viene prima di quella di apertura: controllarla.');
  return asked < earliest
    ? fault('Dopo quella data sono entrati altri documenti: indicare quella dell’ultimo.')
    : asked;
}

/**
 * Closes a fascicolo that has all it needs; its list of documents is fixed with a hash (AGG-9). What is filed at the same moment comes
 * before the closing, or is refused: both write the fascicolo.
 * @throws DatiMancantiError with what is missing; OperazioneNonConsentitaError, StatoIncompatibileError, VersioneSuperataError
 */
export const closeFascicolo = (
  deps: Deps,
  caller: Caller,
  on: SulFascicolo,
  asked: { dataChiusura?: string | undefined; motivo?: string | undefined },
): Promise<Fascicolo> =>
  changeFascicolo(deps, caller, on, async (fascicolo, data, session) => {
    requireMayClose(caller, fascicolo);
    requireAperto(fascicolo);
    const mancanze = await mancanzeFor(deps, caller, fascicolo, session);
    if (mancanze.length > 0)
      throw new DatiMancantiError(
        `Il fascicolo ${fascicolo.codice} non si può ancora chiudere: provvedere a ciò che manca e ripetere.`,
        mancanze,
      );
    const { indice, last } = await indiceOf(fascicolo, session);
    const days = {
      dataApertura: fascicolo.dataApertura,
      last: last === undefined ? undefined : legalDay(last),
      oggi: legalDay(data),
    };
    const dataChiusura = dataChiusuraOf(days, asked.dataChiusura);
    const chi = chiOf(caller, data, 'chiudi-fascicolo', fascicolo.uffici);
    return [
      atto('chiusura', chi, { dataChiusura, indice, ...(asked.motivo !== undefined && { motivo: asked.motivo }) }),
    ];
  });

/** What would keep it from being closed now; nothing is written. */
export async function previewChiusura(deps: Deps, caller: Caller, id: string): Promise<Mancanza[]> {
  const fascicolo = await requireFascicolo(caller, id);
  requireMayClose(caller, fascicolo);
  requireAperto(fascicolo);
  return FascicoloModel.db.withSession((session) => mancanzeFor(deps, caller, fascicolo, session));
}

/** Opens it again, with a reason: a logged exception (AGG-9). The number stays. @throws StatoIncompatibileError if it is open, or its whole is closed */
export const reopenFascicolo = (deps: Deps, caller: Caller, on: SulFascicolo, motivo: string): Promise<Fascicolo> =>
  changeFascicolo(deps, caller, on, async (fascicolo, data, session) => {
    requireMayClose(caller, fascicolo);
    if (fascicolo.annullato !== undefined) requireAperto(fascicolo);
    if (fascicolo.stato === 'aperto')
      throw new StatoIncompatibileError(`Il fascicolo ${fascicolo.codice} è aperto: non c’è nulla da riaprire.`);
    if (fascicolo.archivio?.scarto !== undefined)
      throw new StatoIncompatibileError(
        `I documenti del fascicolo ${fascicolo.codice} sono stati scartati: aprirne uno nuovo e collegarlo.`,
      );
    const padre = fascicolo.padre === undefined ? undefined : await requireFascicolo(caller, fascicolo.padre, session);
    if (padre?.stato === 'chiuso')
      throw new StatoIncompatibileError(`Il fascicolo ${padre.codice}, di cui è parte, è chiuso: riaprirlo prima.`);
    return [atto('riapertura', chiOf(caller, data, 'chiudi-fascicolo', fascicolo.uffici), { motivo })];
  });

/** Annuls one that was opened by mistake, while it is empty: the number is not used again and stays in the repertorio (titolario.md 6.2). */
export const annulFascicolo = (deps: Deps, caller: Caller, on: SulFascicolo, motivo: string): Promise<Fascicolo> =>
  changeFascicolo(deps, caller, on, async (fascicolo, data, session) => {
    requireMayClose(caller, fascicolo);
    requireAperto(fascicolo);
    const { documenti, parti, inArrivo } = await statoOf(deps, caller, fascicolo, session);
    if (documenti + parti > 0 || inArrivo)
      throw new StatoIncompatibileError(
        `Il fascicolo ${fascicolo.codice} non è vuoto: si annulla soltanto un fascicolo senza documenti e senza parti.`,
      );
    return [atto('annullamento', chiOf(caller, data, 'chiudi-fascicolo', fascicolo.uffici), { motivo })];
  });
