import type { Caller } from '../../schemas/accesso.api.js';
import type { ClientSession } from 'mongoose';
import { modelOf, type Registrazione } from '../../schemas/registrazione.model.js';
import { passesReserve, visibleTo } from '../accesso/visibilita.js';
import { NonTrovatoError, Problema } from '../lib/problem.js';
import { formatNumero, REGISTRO_GENERALE } from './rules.js';

export interface Posto {
  anno: number;
  numero: number;
  /** the repertorio, by its sigla; without it the register of protocol */
  registro?: string | undefined;
}

/** What an act is done on, and the request that asks for it. */
export interface Bersaglio extends Posto {
  /** the Idempotency-Key, with the digest of the content; the scope is the user */
  idempotenza?: { chiave: string; sha256: string };
}

/** The registration on which that user's request was done, visible to him or no longer (who refuses a document does not see it any more). */
export const findDone = (
  caller: Caller,
  { anno, numero, registro = REGISTRO_GENERALE }: Posto,
  chiave: string,
): Promise<Registrazione | null> =>
  modelOf(registro)
    .findOne({
      aoo: caller.aoo,
      registro,
      anno,
      numero,
      richieste: { $elemMatch: { autore: caller.utente, chiave } },
    })
    .lean<Registrazione>()
    .exec();

/** The registration of that number, if the caller may see it; null also when it is there and is not the caller's to see. */
export const findVisible = (
  caller: Caller,
  { anno, numero, registro = REGISTRO_GENERALE }: Posto,
  session: ClientSession | null = null,
): Promise<Registrazione | null> =>
  modelOf(registro)
    .findOne({ $and: [{ aoo: caller.aoo, registro, anno, numero }, visibleTo(caller)] }, null, { session })
    .lean<Registrazione>()
    .exec();

/** Only the version of a registration that the caller may see: cheap, and nothing of the content. @throws as {@link requireVisible} */
export async function requireVersione(caller: Caller, posto: Posto): Promise<number> {
  const { anno, numero, registro = REGISTRO_GENERALE } = posto;
  const found = await modelOf(registro)
    .findOne({ $and: [{ aoo: caller.aoo, registro, anno, numero }, visibleTo(caller)] }, { _id: 0, versione: 1 })
    .lean<Pick<Registrazione, 'versione'>>();
  return found?.versione ?? (await requireVisible(caller, posto)).versione;
}

/**
 * @throws NonTrovatoError if it is not there, or not the caller's to see (contract §5)
 * @throws Problema `motivo-accesso-richiesto` for who may read what is reserved by saying why, and has not
 */
export async function requireVisible(
  caller: Caller,
  posto: Posto,
  session: ClientSession | null = null,
): Promise<Registrazione> {
  const found = await findVisible(caller, posto, session);
  if (found !== null) return found;
  const { anno, numero, registro = REGISTRO_GENERALE } = posto; // nothing else that the address of a file may hold
  if (passesReserve(caller) && (await modelOf(registro).exists({ aoo: caller.aoo, registro, anno, numero })) !== null) {
    throw new Problema(
      'motivo-accesso-richiesto',
      'La registrazione è riservata: per leggerla indicare il motivo nell’intestazione X-Motivo-Accesso. La lettura resta annotata.',
    );
  }
  const repertorio = registro === REGISTRO_GENERALE ? '' : ` del repertorio ${registro}`;
  throw new NonTrovatoError(`La registrazione ${formatNumero(numero)}/${anno}${repertorio} non c’è.`);
}
