import { Types } from 'mongoose';
import type { Caller } from '../../schemas/accesso.api.js';
import { addAtteso, type Fascicolo, removeAtteso } from '../../schemas/fascicolo.model.js';
import { insertMovimenti } from '../../schemas/movimento-fascicolo.model.js';
import { AttoRepertorioModel, type Registrazione, RegistrazioneModel } from '../../schemas/registrazione.model.js';
import { mayOn } from '../accesso/diritti.js';
import type { Clock } from '../lib/clock.js';
import { isDuplicateKey } from '../lib/mongo.js';
import { DatiNonValidiError } from '../lib/problem.js';
import { REGISTRO_GENERALE } from '../protocollo/rules.js';
import { findFascicolo } from './visibilita.js';

/* A registration that is born into a fascicolo: the two are two writes, and no closing may come between them. */

/** As long as a registration may take; who closes waits no longer. */
const ATTESA_MS = 60_000;

const fault = (messaggio: string): DatiNonValidiError => new DatiNonValidiError([{ campo: 'fascicolo', messaggio }]);

/**
 * The fascicolo that a registration names: there, the caller's to see, open, and one in which he may file.
 * @throws DatiNonValidiError naming `fascicolo`
 */
export async function requireFascicoloPer(caller: Caller, id: string): Promise<Fascicolo> {
  const found = await findFascicolo(caller, id);
  if (found === null) throw fault('Il fascicolo indicato non esiste: controllare il codice.');
  if (found.annullato !== undefined) throw fault(`Il fascicolo ${found.codice} è annullato: sceglierne un altro.`);
  if (found.stato === 'chiuso')
    throw fault(`Il fascicolo ${found.codice} è chiuso: sceglierne uno aperto, oppure aprirne uno nuovo e collegarlo.`);
  if (!mayOn(caller, 'gestisci-fascicolo', found.uffici))
    throw fault(`Il fascicolo ${found.codice} è di un altro ufficio: sceglierne uno del proprio.`);
  return found;
}

/**
 * Registers into a fascicolo: until it is born nobody closes the fascicolo. What a process that dies leaves behind is over in a minute.
 * @param fascicolo - undefined: into none
 */
export async function bornInto<E extends { registrazione: Registrazione; created: boolean }>(
  clock: Clock,
  { _id, aoo, fascicolo }: Pick<Registrazione, 'aoo' | 'fascicolo'> & { _id: { toHexString(): string } },
  register: () => Promise<E>,
): Promise<E> {
  if (fascicolo === undefined) return register();
  const attesa = _id.toHexString();
  const fino = new Date(clock.now().getTime() + ATTESA_MS);
  if ((await addAtteso(aoo, fascicolo, attesa, fino)) === null)
    throw fault('Nel frattempo il fascicolo è stato chiuso: sceglierne uno aperto, oppure registrare senza.');
  let esito: E;
  try {
    esito = await register();
  } catch (error) {
    await removeAtteso(aoo, fascicolo, attesa, false).catch(() => undefined); // over by itself in a minute
    throw error;
  }
  await writeNascita(esito.registrazione, fascicolo);
  await removeAtteso(aoo, fascicolo, attesa, esito.created);
  return esito;
}

/** The movement of a birth: written again it is the same. */
async function writeNascita(
  { aoo, registro, anno, numero, dataRegistrazione, operatore, nascita }: Registrazione,
  fascicolo: string,
): Promise<void> {
  const repertorio = registro === REGISTRO_GENERALE ? undefined : registro;
  await insertMovimenti([
    {
      _id: `nascita:${aoo}:${repertorio === undefined ? '' : `${repertorio}/`}${anno}/${numero}`,
      aoo,
      fascicolo,
      documento: { ...(repertorio !== undefined && { registro: repertorio }), anno, numero },
      tipo: 'aggiunto',
      principale: true,
      data: dataRegistrazione,
      utente: operatore,
      ...(nascita.perContoDi !== undefined && { perContoDi: nascita.perContoDi }),
    },
  ]).catch((error: unknown) => {
    if (!isDuplicateKey(error)) throw error; // an earlier try of the same request
  });
}

/**
 * Finishes the births that a process has left half done when it died: what was registered gets its movement, what was not is waited
 * for no more. Done by whoever reads the movements of the fascicolo.
 */
export async function completeNascite(
  clock: Clock,
  { _id: fascicolo, aoo, attesi = [] }: Pick<Fascicolo, '_id' | 'aoo' | 'attesi'>,
): Promise<void> {
  for (const { chiave, fino } of attesi) {
    const one = { _id: new Types.ObjectId(chiave), aoo };
    const nata =
      (await RegistrazioneModel.findOne(one).lean<Registrazione>()) ??
      (await AttoRepertorioModel.findOne(one).lean<Registrazione>());
    if (nata !== null) await writeNascita(nata, fascicolo);
    if (nata !== null || fino <= clock.now()) await removeAtteso(aoo, fascicolo, chiave, nata !== null);
  }
}
