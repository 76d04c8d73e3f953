/*
 * A light Italian stemmer: endings of gender, number and verb go, then six letters stay. What people abbreviate («manutenz.»,
 * «autorizzaz.») and what they write whole so end alike; a finer stem gained nothing when measured (npm run bench -- suggerimenti).
 */

const LETTERE = 6;
/** A stem keeps at least these. */
const MINIMO = 3;

/** Longest first: the first that leaves enough is taken off. */
const DESINENZE = [
  'azioni azione uzioni uzione',
  'amenti amento imenti imento atrici atrice',
  'mente logia logie abile abili ibile ibili atore atori',
  'anti ante enti ente anza anze enza enze ista isti iste ismo ismi',
  'ando endo ata ate ati ato ita ite iti ito uta ute uti uto are ere ire ivo ivi iva ive oso osi osa ose',
  'ia ie ii io',
  'a e i o',
]
  .flatMap((riga) => riga.split(' '))
  .sort((a, b) => b.length - a.length);

/**
 * The key by which words are compared: «manutenzioni» and «manutenz» are one.
 * @param parola - lower case, without accents
 */
export function radiceOf(parola: string): string {
  if (parola.length <= MINIMO) return parola;
  const desinenza = DESINENZE.find((fine) => parola.endsWith(fine) && parola.length - fine.length >= MINIMO + 1);
  const radice = desinenza === undefined ? parola : parola.slice(0, -desinenza.length);
  return radice.replace(/(?:ch|gh|h)$/, (fine) => fine.slice(0, -1)).slice(0, LETTERE);
}
