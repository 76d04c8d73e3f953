import { paroleOf } from './voci.js';

/** Text without accents or case, character by character: the same length as the text it comes from. */
const piano = (testo: string): string =>
  Array.from(testo, (lettera) => lettera.normalize('NFD').charAt(0).toLowerCase()).join('');

/** A text with the beginnings that answer the search underlined. */
export function Evidenzia({ testo, cercato }: { testo: string; cercato: string }) {
  const cercate = paroleOf(cercato);
  const lettere = Array.from(testo);
  const basso = piano(testo);
  const inizi = [...basso.matchAll(/[\p{L}\p{N}]+/gu)].flatMap((parola) => {
    const trovata = cercate.find((una) => parola[0].startsWith(una));
    return trovata === undefined ? [] : [{ da: parola.index, a: parola.index + trovata.length }];
  });
  let fin = 0;
  return (
    <>
      {inizi.map(({ da, a }) => {
        const prima = lettere.slice(fin, da).join('');
        fin = a;
        return (
          <span key={da}>
            {prima}
            <u>{lettere.slice(da, a).join('')}</u>
          </span>
        );
      })}
      {lettere.slice(fin).join('')}
    </>
  );
}
