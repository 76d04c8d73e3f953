import { tempoDiConservazione } from '../../classification/strumenti/conservazione.js';
import type { Documento } from '../../schemas/documento.model.js';
import { FascicoloModel, type Fascicolo } from '../../schemas/fascicolo.model.js';
import type { Deps } from '../deps.js';
import { conEsami } from '../formati/stato.js';
import { legalDay } from '../lib/clock.js';
import { readConf, readPersone } from './conf-lettura.js';
import type { Costruito } from './dai.js';
import { buildDi } from './di.js';
import type { Modifica } from './modifiche.js';
import { pianoOf } from './registrazione.js';

const classificaOf = async (
  aoo: string,
  fascicolo: string | undefined,
): Promise<Fascicolo['classifica'] | undefined> =>
  fascicolo === undefined
    ? undefined
    : (await FascicoloModel.findOne({ aoo, _id: fascicolo }, { classifica: 1 }).lean<Pick<Fascicolo, 'classifica'>>())
        ?.classifica;

/**
 * The metadata of a document that is not registered, in its last version; it is classified as its primary fascicolo. Those of an
 * earlier version are had from the document as it was then (`allaVersione`).
 */
export async function metadatiOfDocumento({ config }: Pick<Deps, 'config'>, d: Documento): Promise<Costruito> {
  const last = d.versioni.at(-1);
  if (last === undefined) throw new RangeError(`document ${d._id} has no version`);
  const data = new Date(last.data);
  const giorno = legalDay(data);
  const modifiche = d.versioni
    .slice(1)
    .map((one): Modifica => ({ tipo: 'Rettifica', utente: one.utente, data: new Date(one.data) }));
  const [{ documento: file }, conf, classifica] = await Promise.all([
    conEsami({ documento: last.file, allegati: [] }),
    readPersone(modifiche.map(({ utente }) => utente)).then((persone) => readConf(d.aoo, giorno, persone)),
    classificaOf(d.aoo, d.fascicolo),
  ]);
  const tempo = classifica && (await tempoDiConservazione(d.aoo, giorno, classifica.codice));
  return buildDi(
    {
      id: d._id,
      oggetto: d.oggetto,
      file,
      data,
      uo: d.uoOperatore,
      modifiche,
      precedente: d.versioni.at(-2)?.file.sha256,
      classifica,
      riservato: d.riservatezza.livello === 'riservata',
      fascicoli: [...(d.fascicolo === undefined ? [] : [d.fascicolo]), ...(d.altriFascicoli ?? [])],
      note: d.note,
    },
    { conf, anni: tempo?.tempo, piano: pianoOf(config) },
  );
}
