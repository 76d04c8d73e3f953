import type { FascicoloRisposta } from '../../schemas/fascicolo.api.js';
import { nameOfSoggetto, type Soggetto } from '../../schemas/soggetto.api.js';
import { dataOf } from '../lib/csv.js';

/** Columns of the lists of fascicoli, as a spreadsheet gets them. */
const COLONNE: readonly (readonly [string, (f: FascicoloRisposta) => string])[] = [
  ['Anno', ({ anno }) => String(anno)],
  ['Codice', ({ codice }) => codice],
  ['Oggetto', ({ oggetto }) => oggetto],
  ['Tipo', ({ tipo }) => tipo],
  ['Classifica', ({ classifica }) => classifica.codice],
  ['Voce', ({ classifica }) => classifica.voce],
  ['Aperto il', ({ dataApertura }) => dataOf(dataApertura)],
  ['Chiuso il', ({ dataChiusura }) => dataOf(dataChiusura ?? '')],
  ['Ufficio', ({ uo }) => uo],
  ['Responsabile', ({ responsabile }) => responsabile ?? ''],
  ['Responsabile del procedimento', ({ rup }) => rup ?? ''],
  ['Intestatario', ({ intestatario }) => (intestatario === undefined ? '' : nameOfSoggetto(intestatario as Soggetto))],
  ['Collegati', ({ collegati = [] }) => collegati.map(({ codice }) => codice).join(', ')],
  ['Posizione', ({ posizione }) => posizione ?? ''],
  ['Documenti', ({ documenti }) => String(documenti)],
  ['Stato', ({ stato, annullato }) => (annullato === undefined ? stato : 'annullato')],
  ['Riservatezza', ({ riservatezza }) => riservatezza.livello],
];

export const TITOLI_FASCICOLI: readonly string[] = COLONNE.map(([titolo]) => titolo);
export const rigaFascicolo = (f: FascicoloRisposta): string[] => COLONNE.map(([, cell]) => cell(f));

/** Of what is reserved to others only its number. */
export const rigaRiservata = ({ anno, codice }: { anno: number; codice: string }): string[] =>
  COLONNE.map(([titolo]) =>
    titolo === 'Anno' ? String(anno) : titolo === 'Codice' ? codice : titolo === 'Riservatezza' ? 'riservata' : '',
  );
