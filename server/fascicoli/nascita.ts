import type { Caller } from '../../schemas/accesso.api.js';
import { addAtteso, type Fascicolo, removeAtteso } from '../../schemas/fascicolo.model.js';
import { insertMovimenti } from '../../schemas/movimento-fascicolo.model.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
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
  {
    _id,
    aoo,
    richiesta,
    fascicolo,
  }: Pick<Registrazione, 'aoo' | 'richiesta' | 'fascicolo'> & { _id: { toHexString(): string } },
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
  const { registro, anno, numero, dataRegistrazione, nascita } = esito.registrazione;
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
      utente: richiesta.autore,
      ...(nascita.perContoDi !== undefined && { perContoDi: nascita.perContoDi }),
    },
  ]).catch((error: unknown) => {
    if (!isDuplicateKey(error)) throw error; // an earlier try of the same request
  });
  await removeAtteso(aoo, fascicolo, attesa, esito.created);
  return esito;
}
