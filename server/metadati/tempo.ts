import { foglia, type Nodo } from './albero.js';
import { ILLIMITATO } from './valori.js';

/** What the massimario says of a voce: years, or for ever. */
export type Anni = number | 'illimitato';

/** `TempoDiConservazione`: whole years from 1 to 9999, the last for what is never discarded; the massimario's 0 becomes 1. Pure. */
export const tempoOf = (anni: Anni | undefined): Nodo[] =>
  anni === undefined
    ? []
    : foglia('TempoDiConservazione', anni === 'illimitato' ? ILLIMITATO : Math.min(ILLIMITATO, Math.max(1, anni)));

/** What is to be said beside a retention that the schema cannot tell. */
export const notaTempo = (anni: Anni | undefined): string | undefined =>
  anni === 0 ? 'Conservazione: il massimario prevede 0 anni; il valore minimo ammesso dai metadati è 1.' : undefined;

/** Notes of the record and of the retention, as one text. */
export const noteOf = (note: string | undefined, anni: Anni | undefined): Nodo[] => {
  const said = [note, notaTempo(anni)].filter((one) => one !== undefined && one !== '');
  return foglia('Note', said.length === 0 ? undefined : said.join('\n'));
};
