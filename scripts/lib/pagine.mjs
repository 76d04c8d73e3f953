// The pages of the product, and those on which the judge of accessibility was asked (test/browser/ambiente.ts).
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './percorsi.mjs';

/** What of the source is a page; a path without `lazy` leads to another. */
const PAGINA = /path: '([^']+)',\s*lazy:/g;
const LAZY = /\blazy:/g;

/**
 * The paths of the pages, as react-router writes them: `/regole/:tipo?`, `*` for what is not there.
 * @param {string} source of web/pagine.tsx
 * @returns {string[]}
 * @throws {Error} when a page is written otherwise and would be forgotten
 */
export function rotteOf(source) {
  const paths = [...source.matchAll(PAGINA)].map(([, one]) => one);
  const pages = [...source.matchAll(LAZY)].length;
  if (paths.length !== pages)
    throw new Error(`web/pagine.tsx: di ${pages} pagine se ne leggono ${paths.length} (path: '…', lazy: …)`);
  return paths;
}

export const readRotte = () => rotteOf(readFileSync(path.join(ROOT, 'web/pagine.tsx'), 'utf8'));

/** The addresses that a run has looked at. @param {string} file one a line, `{"percorso": "/registro"}` @returns {string[]} */
export const readViste = (file) =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).percorso)
    : [];

const escapeRegExp = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const shapeOf = (rotta) =>
  rotta === '*'
    ? /^/
    : new RegExp(
        `^${rotta
          .split('/')
          .slice(1)
          .map((part) =>
            !part.startsWith(':') ? `/${escapeRegExp(part)}` : part.endsWith('?') ? '(?:/[^/]+)?' : '/[^/]+',
          )
          .join('')}/?$`,
      );
/** What is written out comes before what any word may stand for. */
const looseness = (rotta) => (rotta === '*' ? Infinity : rotta.split(':').length);

/**
 * Pages on which no test asked the judge.
 * @param {readonly string[]} rotte
 * @param {readonly string[]} viste addresses: `/registrazioni/2026/12`
 * @param {Readonly<Record<string, readonly string[]>>} [valori] pages that are one for each of these words in the place of their last parameter
 * @returns {string[]} lines
 */
export function missingPagine(rotte, viste, valori = {}) {
  const ordered = rotte
    .map((rotta) => ({ rotta, shape: shapeOf(rotta) }))
    .sort((a, b) => looseness(a.rotta) - looseness(b.rotta));
  const seen = new Map(rotte.map((rotta) => [rotta, new Set()]));
  for (const vista of viste) {
    const found = ordered.find(({ shape }) => shape.test(vista));
    if (found !== undefined) seen.get(found.rotta).add(vista.split('/').at(-1));
  }
  const unseen = (nome) => `pagina ${nome}: nessuna prova vi ha chiesto ad axe se è accessibile`;
  return rotte.flatMap((rotta) =>
    rotta in valori
      ? valori[rotta]
          .filter((word) => !seen.get(rotta).has(word))
          .map((word) => unseen(rotta.replace(/:\w+\??$/, word)))
      : seen.get(rotta).size === 0
        ? [unseen(rotta)]
        : [],
  );
}
