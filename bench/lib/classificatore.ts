import { classeOf, type Dati, materieOf } from '../../classification/suggerimenti/conoscenza.js';
import { type Esempio, leggiConoscenza, notiziaOf } from '../../classification/suggerimenti/dati.js';
import { costruisci, type Indice } from '../../classification/suggerimenti/indice.js';
import { ordina } from '../../classification/suggerimenti/ordine.js';
import { type Appreso, domandaOf, valuta } from '../../classification/suggerimenti/punteggio.js';
import { standardTitolario } from '../../classification/standard.js';
import { vociOn } from '../../classification/titolario.js';
import type { Testo } from './tfidf.js';

const DAL = '2006-01-01';
const [modello] = standardTitolario(DAL);
export const voci = modello === undefined ? [] : vociOn(modello, DAL);
export const conoscenza: Dati = leggiConoscenza();

/** What our engine would know of the shared files and of these examples. */
export function indiceCon(esempi: readonly Esempio[]): Indice {
  const dati = { ...conoscenza, notizie: [...conoscenza.notizie, ...esempi.map(notiziaOf)] };
  const lavoro = costruisci(materieOf(voci, dati), dati);
  let passo = lavoro.next();
  while (passo.done !== true) passo = lavoro.next();
  return passo.value;
}

/** The shared files as texts of classes, for the baselines: all but the phrases, which are ours. */
export function testiCon(esempi: readonly Esempio[]): Testo[] {
  const notizie = [...conoscenza.notizie, ...esempi.map(notiziaOf)].filter(({ campo }) => campo !== 'frasi');
  return [
    ...voci
      .filter(({ livello, foglia }) => livello === 2 || foglia)
      .map(({ codice, voce, descrizione = '' }) => ({ codice, testo: `${voce} ${descrizione}` })),
    ...notizie.map(({ codice, testo }) => ({ codice: classeOf(codice), testo })),
    ...conoscenza.sinonimi
      .filter(({ voce }) => voce !== '')
      .map(({ forma, espansione, voce }) => ({ codice: voce, testo: `${forma} ${espansione}` })),
  ];
}

export interface Risposta {
  codici: string[];
  /** how sure; below the threshold nothing is suggested */
  certezza: number;
}

/** As the API answers: what would be sure, and in which order. */
export function chiedi(
  indice: Indice,
  { oggetto, corrispondente }: Omit<Esempio, 'codice'>,
  appreso?: Appreso,
): Risposta {
  const { punteggi } = valuta(domandaOf({ oggetto, corrispondente }, indice), indice, appreso);
  const { classi, proponibile } = ordina(punteggi, (classe) => indice.codici[classe] === 'XIV');
  return {
    codici: classi.map(({ classe }) => indice.codici[classe] ?? ''),
    certezza: proponibile ? (classi[0]?.punteggio ?? 0) : 0,
  };
}

/** Folds by class: the examples of a class go to as many folds as they can, so that each is asked what it was not told. */
export function piegheOf(esempi: readonly Esempio[], quante: number): Esempio[][] {
  const pieghe = Array.from({ length: quante }, (): Esempio[] => []);
  const ordinati = [...esempi].sort((a, b) => a.codice.localeCompare(b.codice));
  for (const [i, esempio] of ordinati.entries()) pieghe[i % quante]?.push(esempio);
  return pieghe;
}
