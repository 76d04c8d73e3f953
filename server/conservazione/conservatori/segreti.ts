/** Secrets of the installation never stay in what is kept or said, whoever has written them there. */

const VELO = '********';
/** A shorter one would blot out common words; none that is worth its name is so short. */
const MIN = 4;

/** The forms in which a secret may come back in an answer. */
const formeOf = (segreti: readonly string[]): string[] =>
  [
    ...new Set(
      segreti
        .filter((uno) => uno.length >= MIN)
        .flatMap((uno) => [
          uno,
          encodeURIComponent(uno),
          uno.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
          Buffer.from(uno).toString('base64'),
        ]),
    ),
  ].toSorted((a, b) => b.length - a.length);

/** The text without the secrets. */
export const velato = (testo: string, segreti: readonly string[]): string =>
  formeOf(segreti).reduce((qui, forma) => qui.replaceAll(forma, VELO), testo);

/** The bytes without the secrets; the same buffer where there are none. */
export function velati(bytes: Buffer, segreti: readonly string[]): Buffer {
  const forme = formeOf(segreti);
  if (!forme.some((forma) => bytes.includes(forma))) return bytes;
  const testo = forme.reduce(
    (qui, forma) => qui.replaceAll(Buffer.from(forma).toString('latin1'), VELO),
    bytes.toString('latin1'),
  );
  return Buffer.from(testo, 'latin1');
}
