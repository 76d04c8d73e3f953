import { radiceOf } from '../../classification/suggerimenti/radice.js';

/** A text and the class to which it belongs. */
export interface Testo {
  codice: string;
  testo: string;
}

const words = (text: string): string[] =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .match(/[\p{L}\d]{2,}/gu)
    ?.map(radiceOf) ?? [];

const counted = (list: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const word of list) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
};

/** The plain baseline: stems as ours, TF-IDF with the logarithm of the counts (the strongest of the plain forms), cosine to the centroid of each class. Classes of a text, likeliest first. */
export function trainTfIdf(testi: readonly Testo[]): (testo: string) => string[] {
  const classes = new Map<string, Map<string, number>>();
  for (const { codice, testo } of testi) {
    const counts = classes.get(codice) ?? new Map<string, number>();
    classes.set(codice, counts);
    for (const word of words(testo)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const inClasses = counted([...classes.values()].flatMap((counts) => [...counts.keys()]));
  const idf = (word: string): number => Math.log((classes.size + 1) / ((inClasses.get(word) ?? 0) + 1)) + 1;
  const vectors = [...classes].map(([codice, counts]) => {
    const weights = new Map([...counts].map(([word, n]) => [word, (1 + Math.log(n)) * idf(word)]));
    const norm = Math.hypot(...weights.values());
    return { codice, weights, norm };
  });
  return (testo) => {
    const asked = [...counted(words(testo))];
    return vectors
      .map(({ codice, weights, norm }) => {
        const product = asked.reduce((a, [word, n]) => a + n * idf(word) * (weights.get(word) ?? 0), 0);
        return { codice, value: norm === 0 ? 0 : product / norm };
      })
      .sort((a, b) => b.value - a.value)
      .map(({ codice }) => codice);
  };
}

/** The other baseline: always the classes that have most texts. */
export function trainFrequent(testi: readonly Testo[]): () => string[] {
  const order = [...counted(testi.map(({ codice }) => codice))].sort((a, b) => b[1] - a[1]).map(([codice]) => codice);
  return () => order;
}
