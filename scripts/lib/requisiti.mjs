// The rules that bind the software, each with the test that fails without it (docs/requisiti.csv).
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './percorsi.mjs';

/**
 * @typedef {{ id: string, fonte: string, regola: string, prove: { file: string, titolo: string }[] }} Requisito `prove` empty: a hole
 */

const COLUMNS = ['id', 'fonte', 'regola', 'prove'];

/** @param {string} text of the CSV; each test is `test/unit/x.test.ts: its title`, several parted by ` | ` @returns {Promise<Requisito[]>} */
export async function parseRequisiti(text) {
  const { parse } = await import('csv-parse/sync');
  return parse(text, {
    columns: (header) => {
      if (header.join() !== COLUMNS.join()) throw new Error(`docs/requisiti.csv: attese le colonne ${COLUMNS.join()}`);
      return header;
    },
    trim: true,
  }).map(({ prove, ...rest }) => ({ ...rest, prove: prove === '' ? [] : prove.split(' | ').map(proveOf) }));
}

function proveOf(prova) {
  const at = prova.indexOf(': ');
  return { file: prova.slice(0, at), titolo: prova.slice(at + 2) };
}

export const readRequisiti = () => parseRequisiti(readFileSync(path.join(ROOT, 'docs/requisiti.csv'), 'utf8'));

/**
 * Named tests that did not pass: gone, renamed, skipped without a reason, failed. Apart from them, those that no one could try here,
 * for want of a program that judges from outside.
 * @param {readonly Requisito[]} requisiti
 * @param {readonly { file: string, titolo: string }[]} passed each with the test's own title, without those of its suites
 * @param {readonly { file: string, titolo: string, programma: string }[]} [skipped] with the program that is not here
 * @returns {{ missing: string[], untried: string[] }} lines
 */
export function traceRequisiti(requisiti, passed, skipped = []) {
  const keyOf = ({ file, titolo }) => `${file}\0${titolo}`;
  const names = new Set(passed.map(keyOf));
  const programs = new Map(skipped.map((one) => [keyOf(one), one.programma]));
  const open = requisiti.flatMap(({ id, prove }) =>
    prove
      .filter((prova) => !names.has(keyOf(prova)))
      .map((prova) => ({ id, ...prova, programma: programs.get(keyOf(prova)) })),
  );
  const line = ({ id, file, titolo }, what) => `requisito ${id}: la prova «${titolo}» (${file}) ${what}`;
  return {
    missing: open
      .filter(({ programma }) => programma === undefined)
      .map((one) => line(one, 'non c’è o non è riuscita')),
    untried: open
      .filter(({ programma }) => programma !== undefined)
      .map((one) => line(one, `qui non è stata eseguita: manca ${one.programma}`)),
  };
}

/** The table that a person reads: every rule with its tests, the holes plainly. @param {readonly Requisito[]} requisiti @returns {string[]} */
export function describeRequisiti(requisiti) {
  const holes = requisiti.filter(({ prove }) => prove.length === 0);
  return [
    ...requisiti.flatMap(({ id, fonte, regola, prove }) => [
      `${id.padEnd(6)} ${regola} (${fonte})`,
      ...(prove.length === 0
        ? ['         SENZA PROVA']
        : prove.map(({ file, titolo }) => `         ${file}: ${titolo}`)),
    ]),
    '',
    `${requisiti.length} requisiti, ${requisiti.length - holes.length} con prova, ${holes.length} senza${holes.length > 0 ? `: ${holes.map(({ id }) => id).join(', ')}` : ''}`,
  ];
}
