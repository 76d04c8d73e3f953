import { DocumentoModel } from '../../schemas/documento.model.js';
import type { Fascicolo } from '../../schemas/fascicolo.model.js';
import { AttoRepertorioModel, RegistrazioneModel } from '../../schemas/registrazione.model.js';
import type { ObjectStore } from '../../storage/object-store.js';
import type { Conservazione, Impedimento } from './regole.js';

/* The passage to the archivio di deposito (DPR 445/2000 art. 67): what is checked before (titolario.md 10). */

const within = ({ aoo, _id }: Fascicolo) => ({ aoo, $or: [{ fascicolo: _id }, { altriFascicoli: _id }] });

/** Files of a fascicolo, by their hashes. */
async function improntaDi(fascicolo: Fascicolo): Promise<string[]> {
  const [registrati, atti, altri] = await Promise.all([
    RegistrazioneModel.distinct('impronte', within(fascicolo)),
    AttoRepertorioModel.distinct('impronte', within(fascicolo)),
    DocumentoModel.distinct('impronte', within(fascicolo)),
  ]);
  return [...new Set([...registrati, ...atti, ...altri])];
}

async function firstMissing(
  store: Pick<ObjectStore, 'stat'>,
  impronte: readonly string[],
): Promise<string | undefined> {
  for (const sha256 of impronte) if ((await store.stat(sha256)) === null) return sha256;
  return undefined;
}

/** What keeps a closed fascicolo from passing: its index is not that of the closing, a file is not there, no retention is set. */
export async function rilieviDeposito(
  store: Pick<ObjectStore, 'stat'>,
  fascicolo: Fascicolo,
  { regola }: Conservazione,
): Promise<Impedimento[]> {
  const rilievi: Impedimento[] = [];
  if (regola === undefined)
    rilievi.push({ codice: 'senza-regola', messaggio: 'Il massimario non ha una regola per questa voce: caricarla.' });
  const [registrazioni, atti, documenti, impronte] = await Promise.all([
    RegistrazioneModel.countDocuments(within(fascicolo)),
    AttoRepertorioModel.countDocuments(within(fascicolo)),
    DocumentoModel.countDocuments(within(fascicolo)),
    improntaDi(fascicolo),
  ]);
  if (fascicolo.indice?.documenti !== registrazioni + atti + documenti)
    rilievi.push({
      codice: 'aperto',
      messaggio: 'I documenti non sono quelli dell’indice fissato alla chiusura: riaprirlo e chiuderlo di nuovo.',
    });
  const missing = await firstMissing(store, impronte);
  if (missing !== undefined)
    rilievi.push({ codice: 'bloccato', messaggio: `Un file non è nell’archivio dei file (SHA-256 ${missing}).` });
  return rilievi;
}
