import type { ClientSession } from 'mongoose';
import { isDeepStrictEqual } from 'node:util';
import { requireClassifica } from '../../classification/service.js';
import type { Caller } from '../../schemas/accesso.api.js';
import type { FascicoloModifica, FascicoloRichiesta } from '../../schemas/fascicolo.api.js';
import { type ContenutoFascicolo, type Fascicolo, findAlbero } from '../../schemas/fascicolo.model.js';
import { mayOn } from '../accesso/diritti.js';
import type { Deps } from '../deps.js';
import { legalDay } from '../lib/clock.js';
import { DatiNonValidiError, OperazioneNonConsentitaError } from '../lib/problem.js';
import { lowers, noteOf, riservatezzaUnder } from '../protocollo/riservatezza.js';
import { findVoce } from '../../classification/service.js';
import { atto, type AttoFascicolo, type ChiFascicolo, contenutoOf, applyAtto } from './atti.js';
import { faultsOfDati, requireNone } from './apri.js';
import { changeFascicolo, chiOf, requireAperto, requireMay, type SulFascicolo, writeAtti } from './cambia.js';
import { faultsOfTipo } from './regole.js';
import { requireFascicolo } from './visibilita.js';

/** What a part takes from the whole: it changes there, for all of its parts. */
const DEL_FASCICOLO_INTERO = [
  'tipo',
  'classifica',
  'uo',
  'altreUo',
  'responsabile',
  'rup',
  'intestatario',
  'procedimento',
  'riservatezza',
  'partecipanti',
] as const satisfies readonly (keyof FascicoloModifica)[];

/** What says whose it is: for who leads the office. */
const DI_CHI_DIRIGE = ['tipo', 'uo', 'altreUo', 'responsabile', 'rup', 'procedimento', 'riservatezza'] as const;

const CAMPI = [
  'oggetto',
  'tipo',
  'uo',
  'altreUo',
  'responsabile',
  'rup',
  'intestatario',
  'procedimento',
  'riservatezza',
  'note',
  'paroleChiave',
  'posizione',
  'partecipanti',
] as const satisfies readonly (keyof FascicoloModifica & keyof ContenutoFascicolo)[];

const names = (modifica: FascicoloModifica, campi: readonly (keyof FascicoloModifica)[]): boolean =>
  campi.some((campo) => modifica[campo] !== undefined);

function requireRights(caller: Caller, fascicolo: Fascicolo, modifica: FascicoloModifica): void {
  const own = names(modifica, ['oggetto', 'note', 'paroleChiave', 'posizione', 'intestatario', 'partecipanti']);
  if (own) requireMay(caller, 'gestisci-fascicolo', fascicolo, 'Il fascicolo lo cambia l’ufficio che lo ha in carico.');
  if (names(modifica, DI_CHI_DIRIGE))
    requireMay(
      caller,
      'chiudi-fascicolo',
      fascicolo,
      'Ufficio, responsabili, tipo e riservatezza del fascicolo li cambia chi dirige l’ufficio.',
    );
  if (modifica.classifica !== undefined && !mayOn(caller, 'riclassifica-fascicolo', fascicolo.uffici))
    throw new OperazioneNonConsentitaError(
      'La classifica di un fascicolo la cambia l’archivista o il responsabile della gestione documentale.',
    );
}

/** The new value as it is stored: an emptied datum is an absent one. */
async function storedOf(
  caller: Caller,
  fascicolo: Fascicolo,
  modifica: FascicoloModifica,
  campo: (typeof CAMPI)[number],
) {
  const value = modifica[campo] ?? undefined;
  if (value === '' || (Array.isArray(value) && value.length === 0)) return undefined;
  if (campo !== 'riservatezza' || modifica.riservatezza === undefined) return value;
  const voce = await findVoce(caller.aoo, fascicolo.dataApertura, fascicolo.classifica.codice);
  const nuova = riservatezzaUnder(noteOf(modifica.riservatezza), voce?.riservata === true, [fascicolo.uo]);
  if (lowers(fascicolo.riservatezza, nuova) && !fascicolo.uffici.includes(caller.uo) && caller.ruolo === 'archivista')
    throw new OperazioneNonConsentitaError('La riservatezza la toglie l’ufficio del fascicolo, o il RGD.');
  return nuova;
}

async function modificheOf(
  caller: Caller,
  fascicolo: Fascicolo,
  modifica: FascicoloModifica,
  chi: ChiFascicolo,
): Promise<AttoFascicolo[]> {
  const { motivo } = modifica;
  const atti: AttoFascicolo[] = [];
  for (const campo of CAMPI) {
    if (modifica[campo] === undefined) continue;
    const nuovo: unknown = await storedOf(caller, fascicolo, modifica, campo);
    const vecchio: unknown = fascicolo[campo];
    if (isDeepStrictEqual(vecchio, nuovo)) continue;
    if (campo === 'oggetto' && motivo === undefined)
      throw new DatiNonValidiError([
        { campo: 'motivo', messaggio: 'Dire perché l’oggetto cambia: la storia lo conserva.' },
      ]);
    atti.push(
      atto('modifica', chi, {
        campo,
        ...(vecchio !== undefined && { vecchio }),
        ...(nuovo !== undefined && { nuovo }),
        ...(motivo !== undefined && { motivo }),
      }),
    );
  }
  return atti;
}

/** Another class: the number stays, the old index stays readable in the history (titolario.md 6.3). */
async function riclassificaOf(
  caller: Caller,
  fascicolo: Fascicolo,
  { classifica, motivo }: FascicoloModifica,
  chi: ChiFascicolo,
): Promise<AttoFascicolo[]> {
  if (classifica === undefined) return [];
  if (motivo === undefined)
    throw new DatiNonValidiError([{ campo: 'motivo', messaggio: 'Dire perché la classifica cambia.' }]);
  const voce = await requireClassifica(caller.aoo, legalDay(chi.data), classifica, { motivo, sottoclasse: true });
  const nuovo = { codice: voce.codice, voce: voce.voce, versione: voce.versione };
  if (isDeepStrictEqual(nuovo, fascicolo.classifica)) return [];
  const riservatezza = riservatezzaUnder(fascicolo.riservatezza, voce.riservata, [fascicolo.uo]);
  return [
    atto('classificazione', chi, {
      vecchio: fascicolo.classifica,
      nuovo,
      motivo,
      ...(riservatezza !== fascicolo.riservatezza && { riservatezza }),
    }),
  ];
}

/** The act as it is for a part: it starts from what the part had. */
function onParte(parte: Fascicolo, atto: AttoFascicolo): AttoFascicolo {
  const { vecchio: _del, ...dettagli } = atto.dettagli;
  const campo = (atto.tipo === 'classificazione' ? 'classifica' : dettagli['campo']) as keyof ContenutoFascicolo;
  const own = parte[campo];
  return { ...atto, dettagli: { ...dettagli, ...(own !== undefined && { vecchio: own }) } };
}

/** The parts follow the whole in what is said once for all of them. */
async function followParti(
  { aoo, _id, radice, livello }: Fascicolo,
  atti: readonly AttoFascicolo[],
  session: ClientSession,
): Promise<void> {
  const shared = atti.filter(
    ({ tipo, dettagli }) =>
      tipo === 'classificazione' || DEL_FASCICOLO_INTERO.some((campo) => campo === dettagli['campo']),
  );
  if (livello > 1 || shared.length === 0) return;
  for (const parte of await findAlbero(aoo, radice, session))
    if (parte._id !== _id)
      await writeAtti(
        parte,
        shared.map((one) => onParte(parte, one)),
        session,
      );
}

/**
 * Changes an open fascicolo; every change is an event with old and new value, who, when and why. Nothing is written where nothing changes.
 * @throws VersioneSuperataError, OperazioneNonConsentitaError, DatiNonValidiError, StatoIncompatibileError
 */
export const patchFascicolo = (
  deps: Deps,
  caller: Caller,
  on: SulFascicolo,
  modifica: FascicoloModifica,
): Promise<Fascicolo> =>
  changeFascicolo(deps, caller, on, async (fascicolo, data, session) => {
    requireRights(caller, fascicolo, modifica);
    requireAperto(fascicolo);
    const inherited = DEL_FASCICOLO_INTERO.filter((campo) => modifica[campo] !== undefined);
    if (fascicolo.livello > 1 && inherited.length > 0)
      throw new DatiNonValidiError(
        inherited.map((campo) => ({ campo, messaggio: 'Questo dato si cambia nel fascicolo di cui questo è parte.' })),
      );
    const { uo, altreUo, oggetto, partecipanti, riservatezza, responsabile } = modifica;
    const asked = { uo, altreUo, oggetto, partecipanti, riservatezza, responsabile, rup: modifica.rup ?? undefined };
    const checked = fascicolo.livello > 1 ? { ...asked, oggetto: undefined } : asked;
    requireNone(await faultsOfDati(caller.aoo, checked as Partial<FascicoloRichiesta>));
    const chi = chiOf(caller, data, 'gestisci-fascicolo', fascicolo.uffici);
    const atti = [
      ...(await modificheOf(caller, fascicolo, modifica, chi)),
      ...(await riclassificaOf(caller, fascicolo, modifica, chi)),
    ];
    const after = atti.reduce(applyAtto, contenutoOf(fascicolo));
    if (names(modifica, ['tipo', 'intestatario', 'procedimento'])) requireNone(faultsOfTipo(after));
    await followParti(fascicolo, atti, session);
    return atti;
  });

/** Links two fascicoli, both ways, with a reason (AGG-5, titolario.md 6.3). */
export const linkFascicoli = (
  deps: Deps,
  caller: Caller,
  on: SulFascicolo,
  { fascicolo: altro, motivo }: { fascicolo: string; motivo: string },
): Promise<Fascicolo> =>
  changeFascicolo(deps, caller, on, async (fascicolo, data, session) => {
    requireMay(
      caller,
      'gestisci-fascicolo',
      fascicolo,
      'I collegamenti li mette l’ufficio che ha in carico il fascicolo.',
    );
    const other = await requireFascicolo(caller, altro, session);
    if (other._id === fascicolo._id)
      throw new DatiNonValidiError([{ campo: 'fascicolo', messaggio: 'Un fascicolo non si collega a sé stesso.' }]);
    for (const one of [fascicolo, other]) if (one.annullato !== undefined) requireAperto(one);
    if (fascicolo.collegati?.includes(other._id) === true) return [];
    const chi = chiOf(caller, data, 'gestisci-fascicolo', fascicolo.uffici);
    const back = { fascicolo: fascicolo._id, codice: fascicolo.codice, motivo };
    await writeAtti(other, [atto('collegamento', chi, back)], session);
    return [atto('collegamento', chi, { fascicolo: other._id, codice: other.codice, motivo })];
  });
