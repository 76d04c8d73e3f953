import { RegistrazioneModel } from '../../schemas/registrazione.model.js';
import { listVersioni, type TitolarioInVigore } from '../service.js';
import type { VoceInVigore } from '../titolario.js';
import { aSorsi } from './a-sorsi.js';
import { codiceNella } from './codice-oggi.js';
import { type Dati, materieOf } from './conoscenza.js';
import { costruisci, type Indice } from './indice.js';
import { Seguito } from './seguito.js';
import { type Sinonimi, sinonimiOf } from './sinonimi.js';

interface Base {
  dati: Dati;
  sinonimi: Sinonimi;
}

/** What comes with the product is read when the first suggestion is asked: a process that gives none holds nothing of it. */
let base: Promise<Base> | undefined;
const leggiBase = (): Promise<Base> =>
  (base ??= import('./dati.js').then(({ leggiDati }) => {
    const dati = leggiDati();
    return { dati, sinonimi: sinonimiOf(dati.sinonimi) };
  }));

/** A version as it stands on a day, or some of its voci: what is read into one index. */
const MAX_INDICI = 30;
const MAX_REGISTRI = 20;
const indici = new Map<string, Promise<Indice>>();
const registri = new Map<string, { numero: number; seguito: Seguito }>();

/** The last that were asked stay. */
function tieni<V>(dove: Map<string, V>, chiave: string, massimo: number, nuovo: () => V): V {
  const valore = dove.get(chiave) ?? nuovo();
  dove.delete(chiave);
  dove.set(chiave, valore);
  const prima = dove.keys().next();
  if (dove.size > massimo && prima.done !== true) dove.delete(prima.value);
  return valore;
}

const firma = (voci: readonly VoceInVigore[]): string => voci.map(({ codice, voce }) => `${codice}=${voce}`).join('\n');
const firme = new WeakMap<TitolarioInVigore, string>();

/** The index of the voci that may be used on that day, of the second level; made beside the requests at the first question. */
export async function indiceOf(titolario: TitolarioInVigore): Promise<Indice> {
  const { dati } = await leggiBase();
  const attive = titolario.voci.filter(({ attiva }) => attiva);
  const chiave = firme.get(titolario) ?? firma(attive);
  firme.set(titolario, chiave);
  return tieni(indici, chiave, MAX_INDICI, () => aSorsi(costruisci(materieOf(attive, dati), dati)));
}

/** The same of what stands right below a voce. */
export async function indiceSotto(titolario: TitolarioInVigore, sopra: string): Promise<Indice> {
  const { dati } = await leggiBase();
  const attive = titolario.voci.filter(({ attiva, padre }) => attiva && padre === sopra);
  // each stands for itself: what is known below the classi is what the procedimenti say
  const materie = attive.map(({ codice, voce, descrizione }) => ({
    codice,
    voce,
    brani: [
      { campo: 'voce' as const, testo: voce },
      ...(descrizione === undefined ? [] : [{ campo: 'descrizione' as const, testo: descrizione }]),
      ...dati.sottoclassi.filter((una) => una.codice === codice && una.voce === voce).map(({ brano }) => brano),
    ],
    corrispondenti: [],
  }));
  return tieni(indici, `${sopra}>${firma(attive)}`, MAX_INDICI, () => aSorsi(costruisci(materie, dati)));
}

/**
 * What the register of the AOO has taught, in the voci of the version in force. A new version is learned for from the beginning: one
 * at a time is held, and while somebody classifies by an older one that is asked of it too.
 */
export async function seguitoOf(aoo: string, registro: string, { numero }: TitolarioInVigore): Promise<Seguito> {
  const { sinonimi } = await leggiBase();
  const versioni = await listVersioni(aoo);
  const chiave = `${RegistrazioneModel.db.name}/${aoo}`;
  const ultima = Math.max(numero, registri.get(chiave)?.numero ?? 0);
  const nuovo = () => ({
    numero: ultima,
    seguito: new Seguito(aoo, registro, sinonimi, (classifica) => codiceNella(versioni, ultima, classifica)),
  });
  if (registri.get(chiave)?.numero !== ultima) registri.delete(chiave);
  return tieni(registri, chiave, MAX_REGISTRI, nuovo).seguito;
}
