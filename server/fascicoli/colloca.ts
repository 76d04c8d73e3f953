import type { ClientSession } from 'mongoose';
import { randomUUID } from 'node:crypto';
import { normalizeCodice } from '../../classification/codice.js';
import { requireClassifica } from '../../classification/service.js';
import type { Caller } from '../../schemas/accesso.api.js';
import type { Fascicolo } from '../../schemas/fascicolo.model.js';
import { insertMovimenti, type Movimento } from '../../schemas/movimento-fascicolo.model.js';
import { isAtto, type Registrazione } from '../../schemas/registrazione.model.js';
import { delegaFor, mayOn } from '../accesso/diritti.js';
import { legalDay } from '../lib/clock.js';
import { DatiNonValidiError, OperazioneNonConsentitaError } from '../lib/problem.js';
import type { Evento } from '../protocollo/canonico.js';
import type { Chi } from '../protocollo/change.js';
import { evento } from '../protocollo/eventi.js';
import { competentiOf, riservatezzaUnder } from '../protocollo/riservatezza.js';
import { type Collocazione, confronto, isIn, moved, withFascicolo, withoutFascicolo } from './regole.js';

/* How a registration is put into a fascicolo, taken out or moved: which events follow on it, and which movements. */

/** What is asked for one document. */
export interface Spostare {
  azione: 'aggiunto' | 'tolto' | 'spostato';
  /** the fascicolo that it comes into, or leaves */
  di: Fascicolo;
  /** the one from which it is moved */
  da?: Fascicolo;
  /** as its primary one; if not said, only if it has none */
  principale?: boolean | undefined;
  motivo?: string | undefined;
}

const breve = ({ _id, codice }: Fascicolo): { id: string; codice: string } => ({ id: _id, codice });

/** Where a document stands after that. Pure. */
export function collocazioneAfter(at: Collocazione, { azione, di, da, principale }: Spostare): Collocazione {
  if (azione === 'tolto') return withoutFascicolo(at, di._id);
  if (azione === 'spostato' && da !== undefined) return moved(at, da._id, di._id);
  return withFascicolo(at, di._id, principale === true);
}

const same = (a: Collocazione, b: Collocazione): boolean =>
  a.fascicolo === b.fascicolo && (a.altriFascicoli ?? []).join() === (b.altriFascicoli ?? []).join();

/** Titolo and classe of a code. */
const primiLivelli = (codice: string): string => codice.split('.').slice(0, 2).join('.');

/**
 * The class that a document takes with its fascicolo: that of the fascicolo where it has none, or stops above it and who files may
 * give the sottoclasse. Nothing where the titolario of the document's own day does not allow it.
 */
async function classificazioneOf(
  caller: Caller,
  fascicolo: Fascicolo,
  registrazione: Registrazione,
  chi: Chi,
): Promise<Evento[]> {
  const stands = confronto(registrazione.classifica?.codice, fascicolo);
  if (stands !== 'assente' && stands !== 'sopra') return [];
  const offices = [...registrazione.uffici, ...fascicolo.uffici];
  const maySotto = mayOn(caller, 'classifica-sottoclasse', offices);
  const wanted = maySotto ? fascicolo.classifica.codice : primiLivelli(fascicolo.classifica.codice);
  if (wanted === registrazione.classifica?.codice) return [];
  const motivo = `Come il fascicolo ${fascicolo.codice}`;
  const day = legalDay(registrazione.dataRegistrazione);
  const voce = await requireClassifica(caller.aoo, day, wanted, { motivo, sottoclasse: maySotto }).catch(
    (error: unknown) => {
      if (error instanceof DatiNonValidiError) return undefined; // closed, or not in the version of that day: filed without
      throw error;
    },
  );
  if (voce === undefined) return [];
  const nuovo = { codice: voce.codice, voce: voce.voce, versione: voce.versione };
  const competenti = competentiOf(registrazione);
  const riservatezza = riservatezzaUnder(
    registrazione.riservatezza,
    voce.riservata,
    competenti.length > 0 ? competenti : [fascicolo.uo],
  );
  const delega = voce.livello < 3 ? undefined : delegaFor(caller, 'classifica-sottoclasse', offices);
  return [
    evento('classificazione', chi, {
      campo: 'classifica',
      ...(registrazione.classifica !== undefined && { vecchio: registrazione.classifica }),
      nuovo,
      motivo,
      ...(delega !== undefined && { delega }),
      ...(riservatezza !== registrazione.riservatezza && { riservatezza }),
    }),
  ];
}

/** Documents of one fascicolo have one classification (titolario.md 6.1); in another one they stand by reference. */
function requireClasse(fascicolo: Fascicolo, codice: string | undefined, campo: string): void {
  if (confronto(codice, fascicolo) !== 'altra') return;
  const { classifica } = fascicolo;
  throw new DatiNonValidiError([
    {
      campo,
      messaggio: `Il documento è classificato ${codice ?? ''} e il fascicolo ${fascicolo.codice} è di ${classifica.codice} ${classifica.voce}: classificarlo come il fascicolo, sceglierne uno della sua classe, oppure metterlo qui senza farne il fascicolo principale.`,
    },
  ]);
}

/** The office of the document, or who files for the whole AOO. @throws OperazioneNonConsentitaError */
export function requireMayFile(caller: Caller, registrazione: Registrazione): void {
  if (!mayOn(caller, 'gestisci-fascicolo', registrazione.uffici))
    throw new OperazioneNonConsentitaError('Si fascicolano i documenti del proprio ufficio.');
}

/**
 * The acts that follow on a registration; none where it stands so already.
 * @param campo - how the request calls it
 * @throws DatiNonValidiError for another class, OperazioneNonConsentitaError
 */
export async function eventiOf(
  caller: Caller,
  registrazione: Registrazione,
  chi: Chi,
  spostare: Spostare,
  campo: string,
): Promise<Evento[]> {
  const { azione, di, da, motivo } = spostare;
  const before: Collocazione = {
    ...(registrazione.fascicolo !== undefined && { fascicolo: registrazione.fascicolo }),
    ...(registrazione.altriFascicoli !== undefined && { altriFascicoli: registrazione.altriFascicoli }),
  };
  const from = azione === 'tolto' ? di : da;
  if (from !== undefined && !isIn(before, from._id))
    throw new DatiNonValidiError([{ campo, messaggio: `Il documento non è nel fascicolo ${from.codice}.` }]);
  const after = collocazioneAfter(before, spostare);
  if (same(before, after)) return [];
  const becomesPrimary = azione !== 'tolto' && after.fascicolo === di._id;
  // an act keeps the class of its repertorio, whatever procedimento it was adopted in
  if (becomesPrimary && !isAtto(registrazione)) requireClasse(di, registrazione.classifica?.codice, campo);
  return [
    ...(becomesPrimary ? await classificazioneOf(caller, di, registrazione, chi) : []),
    evento('fascicolazione', chi, {
      azione,
      di: breve(di),
      ...(da !== undefined && { da: breve(da) }),
      ...after,
      ...(Object.keys(before).length > 0 && { precedente: before }),
      ...(motivo !== undefined && { motivo }),
    }),
  ];
}

/** The movements of one document: one in each of the fascicoli that it touches. */
export async function writeMovimenti(
  { azione, di, da, motivo }: Spostare,
  { aoo, data, utente, perContoDi }: { aoo: string; data: Date; utente: string; perContoDi?: string },
  documento: Movimento['documento'],
  after: Collocazione,
  session: ClientSession,
): Promise<void> {
  const common = {
    aoo,
    documento,
    data,
    utente,
    ...(perContoDi !== undefined && { perContoDi }),
    ...(motivo !== undefined && { motivo }),
  };
  const one = (fascicolo: string, tipo: Movimento['tipo'], altro?: string): Movimento => ({
    _id: randomUUID(),
    ...common,
    fascicolo,
    tipo,
    ...(altro !== undefined && { altro }),
    principale: after.fascicolo === fascicolo,
  });
  await insertMovimenti(
    da === undefined
      ? [one(di._id, azione === 'tolto' ? 'tolto' : 'aggiunto')]
      : [one(da._id, 'spostato-altrove', di._id), one(di._id, 'spostato-qui', da._id)],
    session,
  );
}

/** The class with which a registration is born into a fascicolo: what was typed, if the two go together; else that of the fascicolo as far as who registers may give it. */
export function classificaPerNascita(
  fascicolo: Fascicolo,
  typed: string | undefined,
  maySotto: boolean,
): string | undefined {
  const own = fascicolo.classifica.codice;
  if (typed === undefined) return maySotto ? own : primiLivelli(own);
  const codice = normalizeCodice(typed);
  if (codice === null) return typed; // told by who checks the class
  requireClasse(fascicolo, codice, 'fascicolo');
  return typed;
}
