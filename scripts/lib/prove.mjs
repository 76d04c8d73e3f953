// One run of mocha a kind of test, and what is told of all of them at the end.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ROOT, moduleFile } from './percorsi.mjs';

const KINDS = ['unit', 'integration', 'browser'];

/** @typedef {{ riusciti: number, falliti: number, saltati: { file: string, titolo: string }[], riuscite?: { file: string, titolo: string }[], fallite?: { file: string, titolo: string, errore: string }[] }} Esito */

/**
 * What the command line asks for. A kind may stand first; files choose their kinds; the rest is mocha's.
 * @param {readonly string[]} args
 * @returns {{ kinds: string[], files: string[], options: string[] }} `files` empty: all of the kinds
 */
export function parseArguments(args) {
  const [first, ...others] = args;
  const asked = KINDS.find((kind) => kind === first);
  const rest = asked === undefined ? [...args] : others;
  const isFile = (arg, at) => /\.test\.ts$/.test(arg) && !(rest[at - 1] ?? '').startsWith('--');
  const files = rest
    .filter(isFile)
    .map((file) => path.relative(ROOT, path.resolve(ROOT, file)).split(path.sep).join('/'));
  const kindOf = (file) => KINDS.find((kind) => file.startsWith(`test/${kind}/`));
  const kinds =
    asked !== undefined
      ? [asked]
      : files.length > 0
        ? KINDS.filter((kind) => files.some((file) => kindOf(file) === kind))
        : [...KINDS];
  return { kinds, files, options: rest.filter((arg, at) => !isFile(arg, at)) };
}

/** The files of one kind that are to be run: the asked ones, else the pattern of all. */
export function specsOf(kind, files) {
  const own = files.filter((file) => file.startsWith(`test/${kind}/`));
  return files.length > 0 ? own : [`test/${kind}/**/*.test.ts`];
}

/**
 * Runs mocha. A run that ends before its tests could (a file that cannot be loaded) counts as one failure.
 * @param {string} kind
 * @param {{ specs: string[], options: string[], env: NodeJS.ProcessEnv, esito: string, output?: string }} run
 *   `esito`: file for the sums; `output`: file that takes what mocha prints, else it is seen at once
 * @returns {Promise<Esito>}
 */
export async function runMocha(kind, { specs, options, env, esito, output }) {
  rmSync(esito, { force: true });
  const hooks =
    kind === 'unit' || !existsSync(path.join(ROOT, 'test/support/hooks.ts'))
      ? []
      : ['--require', './test/support/hooks.ts'];
  const args = [
    moduleFile('mocha/bin/mocha.js'),
    '--reporter',
    path.join(ROOT, 'scripts/lib/reporter.mjs'),
    ...hooks,
    ...options,
    ...specs,
  ];
  if (env.CI === 'true') args.push('--forbid-only');
  const file = output === undefined ? undefined : openSync(output, 'w');
  const code = await new Promise((done) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...env, PROTOCOLLO_TEST_ESITO: esito },
      stdio: file === undefined ? 'inherit' : ['ignore', file, file],
    });
    child.once('exit', (status, signal) => done(signal ?? status));
  });
  if (file !== undefined) closeSync(file);
  /** @type {Esito} */
  const result = existsSync(esito) ? JSON.parse(readFileSync(esito, 'utf8')) : { riusciti: 0, falliti: 0, saltati: [] };
  if (code !== 0 && result.falliti === 0) result.falliti = 1;
  return result;
}

/**
 * The list of what was not run: each missing program once, with the tests that need it and the command that gets it.
 * @param {{ file: string, titolo: string }[]} skipped
 * @param {{ titolo: string, programma: string, comando: string }[]} reasons
 * @returns {string[]} lines
 */
export function describeSkipped(skipped, reasons) {
  if (skipped.length === 0) return [];
  const lines = [`Prove saltate: ${skipped.length}`];
  const isExplained = ({ titolo }) =>
    reasons.some((reason) => titolo === reason.titolo || titolo.startsWith(reason.titolo));
  const commands = new Map(reasons.map(({ programma, comando }) => [programma, comando]));
  for (const [programma, comando] of commands) {
    lines.push(`  manca ${programma}; per averlo: ${comando}`);
    const titles = reasons.filter((reason) => reason.programma === programma).map(({ titolo }) => titolo);
    lines.push(
      ...skipped
        .filter(({ titolo }) => titles.some((title) => titolo.startsWith(title)))
        .map(({ titolo }) => `    ${titolo}`),
    );
  }
  lines.push(...skipped.filter((one) => !isExplained(one)).map(({ titolo }) => `  senza motivo indicato: ${titolo}`));
  return lines;
}

/**
 * The skipped tests that said which program they lack.
 * @param {readonly { file: string, titolo: string, prova: string }[]} skipped `prova`: the test's own title
 * @param {readonly { titolo: string, programma: string }[]} reasons
 * @returns {{ file: string, titolo: string, programma: string }[]}
 */
export const explained = (skipped, reasons) =>
  skipped.flatMap(({ file, titolo, prova }) => {
    const reason = reasons.find((one) => titolo.startsWith(one.titolo));
    return reason === undefined ? [] : [{ file, titolo: prova, programma: reason.programma }];
  });

/** More files than these do not fail by chance. */
const MAX_DA_RIPETERE = 4;

/**
 * Files whose tests failed beside others and may be tried once more, alone: what fails only where two cores are short is told as
 * such and is no fault of the product. None where a run ended before its tests could, or where many failed.
 * @param {Esito} result
 * @returns {string[]}
 */
export function filesToRepeat({ falliti, fallite = [] }) {
  const files = [...new Set(fallite.map(({ file }) => file))];
  return falliti !== fallite.length || files.length > MAX_DA_RIPETERE || files.includes('') ? [] : files;
}

/**
 * What holds after those files were run again: of them the second run alone.
 * @param {Esito} first
 * @param {Esito} again
 */
export function afterRepeat(first, again) {
  const files = new Set(filesToRepeat(first));
  const others = (list = []) => list.filter(({ file }) => !files.has(file));
  const riuscite = [...others(first.riuscite), ...(again.riuscite ?? [])];
  const still = new Set((again.fallite ?? []).map(({ titolo }) => titolo));
  const instabili = (first.fallite ?? [])
    .filter(({ titolo }) => !still.has(titolo))
    .map(({ file, titolo }) => ({ file, titolo }));
  return {
    riusciti: riuscite.length,
    falliti: again.falliti,
    riuscite,
    fallite: again.fallite ?? [],
    saltati: [...others(first.saltati), ...again.saltati],
    instabili,
  };
}

/** What is to be read last: each test that failed, with its error; and each that passed only at its second run, alone. */
export function describeFailed(results) {
  const fallite = results.flatMap(({ fallite = [] }) => fallite);
  const instabili = results.flatMap(({ instabili = [] }) => instabili);
  return [
    ...fallite.flatMap(({ file, titolo, errore }) => [
      `Fallita: ${titolo} (${file})`,
      ...errore.split('\n').map((line) => `    ${line}`),
    ]),
    ...(instabili.length === 0
      ? []
      : [`Fallite insieme alle altre e riuscite da sole, da rendere più salde: ${instabili.length}`]),
    ...instabili.map(({ file, titolo }) => `    ${titolo} (${file})`),
  ];
}

/** Sums, and the line by which a run is judged: alone on its line. @param {readonly Esito[]} results */
export function closingLine(results) {
  const sum = (of) => results.reduce((total, result) => total + of(result), 0);
  const passed = sum(({ riusciti }) => riusciti);
  const failed = sum(({ falliti }) => falliti);
  const skipped = sum(({ saltati }) => saltati.length);
  return {
    passed,
    failed,
    skipped,
    line: `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
  };
}
