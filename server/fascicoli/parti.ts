import type { ClientSession } from 'mongoose';
import type { Caller } from '../../schemas/accesso.api.js';
import {
  type ContenutoFascicolo,
  type Fascicolo,
  findUltimo,
  insertFascicolo,
  touchAperto,
} from '../../schemas/fascicolo.model.js';
import { inTransaction } from '../accesso/transaction.js';
import type { Deps } from '../deps.js';
import type { Clock } from '../lib/clock.js';
import { isDuplicateKey } from '../lib/mongo.js';
import { StatoIncompatibileError, VersioneSuperataError } from '../lib/problem.js';
import { bornAfter, type EsitoApertura, findEarlier, type Nascente, richiestaOf, withoutUndefined } from './apri.js';
import { requireAperto, requireMay, type SulFascicolo } from './cambia.js';
import { LIVELLO_MASSIMO } from './codici.js';
import { inTurn } from './turni.js';
import { requireFascicolo } from './visibilita.js';

/* Sottofascicoli and inserti: the parts of a fascicolo. */

/** What a part takes from what it is a part of. */
function inherited(padre: Fascicolo, oggetto: string, note: string | undefined): ContenutoFascicolo {
  const { tipo, classifica, uo, altreUo, responsabile, rup, intestatario, procedimento, riservatezza } = padre;
  const { partecipanti } = padre;
  return withoutUndefined({
    oggetto,
    tipo,
    classifica,
    uo,
    altreUo,
    responsabile,
    rup,
    intestatario,
    procedimento,
    riservatezza,
    partecipanti,
    note,
    stato: 'aperto',
  } as ContenutoFascicolo);
}

async function giveSotto(
  clock: Clock,
  { caller, adesso, richiesta }: Omit<Nascente, 'posto' | 'contenuto' | 'sotto'>,
  { id, versione }: SulFascicolo,
  { oggetto, note }: { oggetto: string; note?: string | undefined },
  session: ClientSession,
): Promise<Fascicolo> {
  const read = await requireFascicolo(caller, id, session);
  requireMay(caller, 'gestisci-fascicolo', read, 'Le parti di un fascicolo le apre l’ufficio che lo ha in carico.');
  if (versione !== undefined && read.versione !== versione) throw new VersioneSuperataError();
  requireAperto(read);
  if (read.livello >= LIVELLO_MASSIMO)
    throw new StatoIncompatibileError(
      'Un fascicolo ha al massimo due livelli di parti, sottofascicoli e inserti: aprire la parte più in alto.',
    );
  const padre = (await touchAperto(caller.aoo, read._id, session)) ?? read;
  const { _id, radice, livello, anno, titolo, classe, codice } = padre;
  const posto = { anno, titolo, ...(classe !== undefined && { classe }), serie: codice };
  const contenuto = inherited(padre, oggetto, note);
  const fascicolo = bornAfter(
    clock,
    { caller, posto, contenuto, adesso, richiesta, sotto: { padre: _id, radice, livello: livello + 1 } },
    await findUltimo(caller.aoo, codice, session),
  );
  await insertFascicolo(fascicolo, session);
  return fascicolo;
}

/**
 * Opens a part of an open fascicolo: the closing of the one and the opening of the other exclude one another.
 * @throws NonTrovatoError, OperazioneNonConsentitaError, StatoIncompatibileError, VersioneSuperataError
 */
export async function openSottofascicolo(
  deps: Deps,
  caller: Caller,
  on: SulFascicolo,
  r: { oggetto: string; note?: string | undefined },
): Promise<EsitoApertura> {
  const richiesta = richiestaOf(caller, on.idempotenza);
  const earlier = on.idempotenza === undefined ? undefined : await findEarlier(caller.aoo, richiesta);
  if (earlier !== undefined) return earlier;
  await deps.clock.ensureReliable();
  const adesso = deps.clock.now();
  return inTurn(`${caller.aoo}/${on.id}`, async () => {
    try {
      const fascicolo = await inTransaction((session) =>
        giveSotto(deps.clock, { caller, adesso, richiesta }, on, r, session),
      );
      return { fascicolo, created: true };
    } catch (error) {
      const made = isDuplicateKey(error) ? await findEarlier(caller.aoo, richiesta) : undefined;
      if (made === undefined) throw error;
      return made;
    }
  });
}
