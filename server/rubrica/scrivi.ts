import mongoose from 'mongoose';
import { isDeepStrictEqual } from 'node:util';
import type { Caller } from '../../schemas/accesso.api.js';
import type { CorrispondenteModifica, CorrispondenteNuovo, Fonte } from '../../schemas/corrispondente.api.js';
import { findRicordi, type Ricordo } from '../../schemas/corrispondente.model.js';
import {
  AOO_IPA,
  findByChiavi,
  insertScheda,
  type SchedaCorrispondente,
  updateScheda,
} from '../../schemas/rubrica.model.js';
import { nameOfSoggetto, type Soggetto } from '../../schemas/soggetto.api.js';
import { type Clock, legalDay } from '../lib/clock.js';
import { isDuplicateKey } from '../lib/mongo.js';
import { DatiNonValidiError, StatoIncompatibileError, VersioneSuperataError } from '../lib/problem.js';
import { chiaveOf, codiciOf, isCorrispondente, nomeOf, paroleOfSoggetto } from './chiave.js';
import { isAperto, recapitiAfter, recapitiOfSoggetto, recapitiOfVisti, type RecapitoVoluto } from './recapiti.js';
import { findSimili, requireCorrispondente } from './scheda.js';
import { visteFor, type Visuale } from './service.js';
import { type Conosciuto, idOf } from './vista.js';

/** What an entry keeps of its subject and addresses, ready to be found. */
export const derivedOfScheda = (soggetto: Soggetto, recapiti: SchedaCorrispondente['recapiti']) => ({
  soggetto,
  codici: codiciOf(soggetto),
  nome: nomeOf(soggetto),
  recapiti,
  parole: paroleOfSoggetto(
    soggetto,
    recapiti.map(({ valore }) => valore),
  ),
});

function requireExternal(soggetto: Soggetto): void {
  if (!isCorrispondente(soggetto))
    throw new DatiNonValidiError([
      { campo: 'soggetto.tipo', messaggio: 'Gli uffici della AOO non stanno in rubrica: sono già tra gli uffici.' },
    ]);
}

const thereAlready = (id: string, soggetto: Soggetto): StatoIncompatibileError =>
  new StatoIncompatibileError(
    `${nameOfSoggetto(soggetto)} è già in rubrica (${id}): correggere quello, oppure unire i due.`,
  );

/** The main addresses of the subject, then the others. */
function volutiOf(
  soggetto: Soggetto,
  fonte: Fonte,
  altri: CorrispondenteNuovo['altriRecapiti'] = [],
): RecapitoVoluto[] {
  return [
    ...recapitiOfSoggetto(soggetto, 'dichiarato').map((one) => (one.tipo === 'digitale' ? { ...one, fonte } : one)),
    ...altri.map((one) => (one.tipo === 'postale' ? one : { ...one, valore: one.valore.toLowerCase() })),
  ];
}

/** An entry made of what registrations say, at the same address: links to it stay good. */
export const schedaOfRicordo = ({ _id, chiave, soggetto, recapiti }: Ricordo, aoo: string): SchedaCorrispondente => ({
  _id,
  aoo,
  chiavi: [chiave],
  ...derivedOfScheda(soggetto, recapitiOfVisti(recapiti)),
  rango: 0,
  origine: 'rubrica',
  pubblica: false,
  stato: 'attivo',
  storia: [],
  versione: 0,
});

/**
 * Writes a new correspondent. One whose codes are known already is not written twice: it is told which it is; what registrations
 * remember under its codes becomes its own. The same content again gives the one that is there.
 * @throws DatiNonValidiError, StatoIncompatibileError
 */
export async function createCorrispondente(
  clock: Clock,
  caller: Caller,
  visuale: Visuale,
  nuovo: CorrispondenteNuovo,
): Promise<{ uno: Conosciuto; created: boolean }> {
  const { soggetto, note } = nuovo;
  requireExternal(soggetto);
  const { aoo } = caller;
  const chiave = chiaveOf(soggetto);
  const data = clock.now();
  const [[there], [ricordo]] = await Promise.all([
    findByChiavi([aoo, AOO_IPA], [chiave]),
    findRicordi(aoo, visteFor(visuale), [chiave]),
  ]);
  const id = there?._id.toHexString();
  if (there !== undefined && id !== undefined) {
    if (there.origine === 'rubrica' && isDeepStrictEqual(there.soggetto, soggetto))
      return { uno: await requireCorrispondente(visuale, id), created: false };
    throw thereAlready(id, there.soggetto);
  }
  const draft: SchedaCorrispondente = {
    _id: ricordo?._id ?? new mongoose.Types.ObjectId(),
    aoo,
    chiavi: [chiave],
    ...derivedOfScheda(
      soggetto,
      recapitiAfter([], volutiOf(soggetto, nuovo.fonteDomicilio ?? 'dichiarato', nuovo.altriRecapiti), legalDay(data)),
    ),
    rango: 0,
    origine: 'rubrica',
    pubblica: true,
    stato: 'attivo',
    ...(note !== undefined && note !== '' && { note }),
    storia: [{ tipo: 'creazione', data, utente: caller.utente, dettagli: {} }],
    versione: 1,
  };
  for (const { esito, altro } of await findSimili(visuale, { scheda: draft })) {
    if (esito !== 'stesso') continue;
    if (altro.scheda !== undefined) throw thereAlready(idOf(altro), altro.scheda.soggetto);
    if (altro.ricordo !== undefined) draft.chiavi.push(altro.ricordo.chiave); // the same by code, under another key
  }
  draft.chiavi = [...new Set(draft.chiavi)];
  try {
    await insertScheda(draft);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    // another request was first: the same content is what it has made
    const [now] = await findByChiavi([aoo], [chiave]);
    if (now !== undefined && isDeepStrictEqual(now.soggetto, soggetto))
      return { uno: await requireCorrispondente(visuale, now._id.toHexString()), created: false };
    throw new StatoIncompatibileError('Nel frattempo è stato aggiunto da un’altra persona: cercarlo in rubrica.');
  }
  return { uno: await requireCorrispondente(visuale, draft._id.toHexString()), created: true };
}

/** What has changed, as its history tells it. */
function cambiOf(prima: SchedaCorrispondente, dopo: Pick<SchedaCorrispondente, 'soggetto' | 'recapiti' | 'note'>) {
  const campi = ['soggetto', 'recapiti', 'note'] as const;
  return campi
    .filter((campo) => !isDeepStrictEqual(prima[campo], dopo[campo]))
    .map((campo) => ({
      campo,
      ...(prima[campo] !== undefined && { vecchio: prima[campo] }),
      ...(dopo[campo] !== undefined && { nuovo: dopo[campo] }),
    }));
}

/** Its entry, or the one that its memory becomes when somebody writes of it. @throws StatoIncompatibileError for what is not to be changed here */
export function editableOf({ scheda, ricordo }: Conosciuto, aoo: string): SchedaCorrispondente {
  if (scheda === undefined) return schedaOfRicordo(ricordo as Ricordo, aoo);
  if (scheda.aoo === AOO_IPA)
    throw new StatoIncompatibileError(
      'I suoi dati vengono dall’IPA, e lì si correggono: arrivano con il prossimo aggiornamento.',
    );
  if (scheda.stato === 'unito')
    throw new StatoIncompatibileError('Questo corrispondente è stato unito a un altro: correggere quello.');
  return scheda;
}

/**
 * Corrects a correspondent; one known only from registrations becomes an entry. The registrations stay as they are. Addresses that
 * are no more in use end on the day.
 * @param versione - as read; 0 for one known only from registrations
 * @throws VersioneSuperataError, StatoIncompatibileError, DatiNonValidiError, NonTrovatoError
 */
export async function updateCorrispondente(
  clock: Clock,
  caller: Caller,
  visuale: Visuale,
  id: string,
  versione: number,
  modifica: CorrispondenteModifica,
): Promise<Conosciuto> {
  const uno = await requireCorrispondente(visuale, id);
  const prima = editableOf(uno, caller.aoo);
  if (prima.versione !== versione) throw new VersioneSuperataError();
  const soggetto = modifica.soggetto ?? prima.soggetto;
  requireExternal(soggetto);
  const data = clock.now();
  const open = prima.recapiti.filter(isAperto);
  const known = open.find(({ tipo, valore }) => tipo === 'digitale' && valore === soggetto.domicilioDigitale);
  const main = volutiOf(soggetto, modifica.fonteDomicilio ?? known?.fonte ?? 'dichiarato', []);
  const wasMain = ({ tipo, valore }: RecapitoVoluto): boolean =>
    (tipo === 'digitale' && valore === prima.soggetto.domicilioDigitale) ||
    (tipo === 'postale' && valore === prima.soggetto.indirizzo);
  const others = modifica.altriRecapiti ?? open.filter((one) => !wasMain(one));
  const postale = open.find(({ tipo, valore }) => tipo === 'postale' && valore === soggetto.indirizzo);
  const voluti = [
    ...main.map((one) => (one.tipo === 'postale' && postale !== undefined ? { ...one, fonte: postale.fonte } : one)),
    ...others.map(({ tipo, valore, fonte }) => ({ tipo, valore, fonte })),
  ];
  const note = modifica.note ?? prima.note;
  const derived = derivedOfScheda(soggetto, recapitiAfter(prima.recapiti, voluti, legalDay(data)));
  const dopo = { ...derived, ...(note !== undefined && note !== '' && { note }) };
  const cambi = cambiOf(prima, dopo);
  if (cambi.length === 0) return uno;
  const chiavi = [...new Set([...prima.chiavi, chiaveOf(soggetto)])];
  const storia = {
    tipo: 'modifica',
    data,
    utente: caller.utente,
    dettagli: { cambi, ...(modifica.motivo !== undefined && { motivo: modifica.motivo }) },
  };
  try {
    if (prima.versione === 0) await insertScheda({ ...prima, ...dopo, chiavi, storia: [storia], versione: 1 });
    else if ((await updateScheda(prima, { ...dopo, note: dopo.note, chiavi }, storia)) === null)
      throw new VersioneSuperataError();
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const [other] = await findByChiavi([caller.aoo], chiavi);
    if (other === undefined || other._id.equals(prima._id)) throw new VersioneSuperataError();
    throw thereAlready(other._id.toHexString(), other.soggetto);
  }
  return requireCorrispondente(visuale, id);
}
