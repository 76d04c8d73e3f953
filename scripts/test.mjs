// `npm test [-- [unit|integration|browser] [files] [mocha options]]`: every kind of test on private services.
// For whoever develops: PROTOCOLLO_SENZA_COSTRUZIONE=si uses dist/ as it is.
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { COMANDO_CHROMIUM, findChromium } from './lib/chromium.mjs';
import { ensureBuild } from './lib/costruzione.mjs';
import { ensureDependencies } from './lib/dipendenze.mjs';
import { findDss } from './lib/dss.mjs';
import { onInterrupt } from './lib/interruzione.mjs';
import { findMongod } from './lib/mongodb.mjs';
import { missingPagine, readRotte, readViste } from './lib/pagine.mjs';
import { duration, explain, PassoError, requireNode, say, step } from './lib/passi.mjs';
import { ROOT } from './lib/percorsi.mjs';
import { ensurePrograms } from './lib/programmi.mjs';
import {
  afterRepeat,
  closingLine,
  describeFailed,
  describeSkipped,
  explained,
  filesToRepeat,
  parseArguments,
  runMocha,
  specsOf,
} from './lib/prove.mjs';
import { readRequisiti, traceRequisiti } from './lib/requisiti.mjs';
import { findSchemathesis } from './lib/schemathesis.mjs';
import { startTemporaryServices, temporaryFolder } from './lib/servizi-temporanei.mjs';
import { findVerapdf } from './lib/verapdf.mjs';

/** Programs that judge what the product writes; what is missing is installed where that may be done, else the tests say so. */
const JUDGES = {
  pdftotext: 'poppler-utils',
  pdftoppm: 'poppler-utils',
  pdfsig: 'poppler-utils',
  qpdf: 'qpdf',
  xmllint: 'libxml2-utils',
  xmlsec1: 'xmlsec1',
  zbarimg: 'zbar-tools',
  unzip: 'unzip',
  clamd: 'clamav-daemon',
};

const hasTests = (kind) => {
  const dir = path.join(ROOT, 'test', kind);
  return existsSync(dir) && readdirSync(dir, { recursive: true }).some((name) => name.endsWith('.test.ts'));
};

/** What the tests of these kinds need besides the servers. */
async function prepareTools(kinds) {
  if (kinds.every((kind) => kind === 'unit')) return {};
  const browser = kinds.includes('browser');
  const found = await step('Cerco i programmi che servono alle prove', async () => {
    const missing = await ensurePrograms(JUDGES);
    const verapdf = await findVerapdf();
    if (verapdf.programma !== undefined) missing.push(verapdf);
    const dss = await findDss();
    if (dss.programma !== undefined) missing.push(dss);
    const schemathesis = await findSchemathesis();
    if (schemathesis.manca !== undefined)
      missing.push({ programma: schemathesis.manca, comando: schemathesis.comando });
    const chromium = browser ? await findChromium() : undefined;
    if (browser && chromium === undefined) missing.push({ programma: 'chromium', comando: COMANDO_CHROMIUM });
    for (const { programma, comando } of missing) say(`  manca ${programma}; per averlo: ${comando}`);
    if (missing.length > 0 && process.env.CI === 'true')
      throw new PassoError(`Mancano programmi alle prove: ${missing.map(({ programma }) => programma).join(', ')}.`);
    return { chromium, verapdf: verapdf.jar, dss: dss.cartella, schemathesis: schemathesis.programma };
  });
  return {
    MONGOD_PROGRAMMA: await findMongod(),
    ...(found.chromium !== undefined && { CHROMIUM_PATH: found.chromium }),
    ...(found.verapdf !== undefined && { VERAPDF_JAR: found.verapdf }),
    ...(found.dss !== undefined && { DSS_LIB: found.dss }),
    ...(found.schemathesis !== undefined && { SCHEMATHESIS: found.schemathesis }),
  };
}

const readReasons = (file) =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];

/**
 * What runs one after the other: three rows that take about as long keep two cores at work; more get in each other's way. A part
 * has the files whose path in their kind begins so, and that no part before it has.
 */
const PARTI = [
  [
    ['integration', 'a-co', /^(a|b|cl|co)/],
    ['integration', 'sa-sc', /^s[a-c]/],
    ['browser', 'c-e', /^[c-e]/],
  ],
  [
    ['integration', 'protocollo', /^protocollo/],
    ['integration', 'p-r', /^(pe|proc|r)/],
    ['integration', 'altre', /^/],
    ['browser', 'a-b', /^[ab]/],
  ],
  [['browser', 'f-z', /^/]],
];

const testsOf = (kind) =>
  readdirSync(path.join(ROOT, 'test', kind), { recursive: true })
    .filter((name) => name.endsWith('.test.ts'))
    .sort();

/**
 * What runs side by side: servers, timers and the browser are waited for most of the time. The first lane is seen at once; what
 * the others print is kept until they are done, so that each is read in one piece.
 * @returns {{ nome: string, kind: string, specs: string[] }[][]}
 */
function lanesOf(kinds, files, whole) {
  const one = (kind) => ({ nome: kind, kind, specs: specsOf(kind, files) });
  if (!whole || availableParallelism() < 2) return [kinds.map(one)];
  const left = Object.fromEntries(kinds.map((kind) => [kind, testsOf(kind)]));
  const lanes = PARTI.map((lane) =>
    lane.map(([kind, quali, begin]) => {
      const specs = left[kind].filter((name) => begin.test(name)).map((name) => path.join('test', kind, name));
      left[kind] = left[kind].filter((name) => !begin.test(name));
      return { nome: `${kind} (${quali})`, kind, specs };
    }),
  );
  return lanes.map((lane, i) => (i === 0 ? [one('unit'), ...lane] : lane));
}

async function runLanes(lanes, run, dir) {
  const results = await Promise.all(
    lanes.map(async (lane, i) => {
      const done = [];
      for (const part of lane) {
        const kept = i === 0 ? undefined : path.join(dir, `${part.nome}.txt`);
        if (i === 0) say(`\n=== prove: ${part.nome} ===`);
        done.push({ ...part, kept, result: await run(part, kept) });
      }
      return done;
    }),
  );
  for (const { nome, kept } of results.flat())
    if (kept !== undefined) say(`\n=== prove: ${nome} (insieme alle altre) ===\n${readFileSync(kept, 'utf8')}`);
  const settled = [];
  for (const { result, ...part } of results.flat())
    settled.push(lanes.length > 1 ? await lookAgain(part, result, run) : result);
  return settled;
}

/** Tests that failed beside others are run once more, alone, when the others are done. */
async function lookAgain({ nome, kind }, result, run) {
  const files = filesToRepeat(result);
  if (files.length === 0) return result;
  say(`\n=== prove ripetute da sole: ${nome} ===`);
  return afterRepeat(result, await run({ nome: `${nome} di nuovo`, kind, specs: files }));
}

const isWhole = (kinds, files, options) => kinds.length === 3 && files.length === 0 && options.length === 0;

/**
 * Of a whole run: each test that docs/requisiti.csv names ran. One that waits for a program that is not here is told, with its rule,
 * as a proof that is missing here; any other that did not run counts as a failure.
 */
function traceOf(requisiti, results, reasons) {
  const ran = results.flatMap(({ riuscite = [] }) => riuscite);
  const skipped = results.flatMap(({ saltati }) => saltati);
  const { missing, untried } = traceRequisiti(requisiti, ran, explained(skipped, reasons));
  for (const line of [...untried, ...missing]) say(line);
  return { riusciti: 0, falliti: missing.length, saltati: [] };
}

/** Of a whole run: on every page, and on every part of the rules, axe was asked; without a browser none was, and that is told already. */
async function tracePagine(results, file) {
  if (!results.some(({ riuscite = [] }) => riuscite.some((one) => one.file.startsWith('test/browser/')))) return [];
  const { TIPI_CONFIGURAZIONE } = await import(path.join(ROOT, 'dist/schemas/configurazione.api.js'));
  const missing = missingPagine(readRotte(), readViste(file), { '/regole/:tipo?': TIPI_CONFIGURAZIONE });
  for (const line of missing) say(line);
  return [{ riusciti: 0, falliti: missing.length, saltati: [] }];
}

async function test(args) {
  const start = performance.now();
  const { kinds, files, options } = parseArguments(args);
  await ensureDependencies();
  const running = kinds.filter((kind) => files.length > 0 || hasTests(kind));
  const needsServers = running.some((kind) => kind !== 'unit');
  if (needsServers && process.env.PROTOCOLLO_SENZA_COSTRUZIONE !== 'si') await ensureBuild();
  const tools = await prepareTools(running);
  const notes = temporaryFolder('esiti');
  onInterrupt(() => rmSync(notes, { recursive: true, force: true }));
  const services = needsServers ? await startTemporaryServices({ scopo: 'prove', s3: true }) : undefined;
  const reasons = path.join(notes, 'mancanti.ndjson');
  const pagine = path.join(notes, 'pagine.ndjson');
  const env = {
    ...process.env,
    ...services?.env,
    ...tools,
    PROTOCOLLO_TEST_MANCANTI: reasons,
    PROTOCOLLO_TEST_PAGINE: pagine,
  };
  try {
    const whole = isWhole(running, files, options);
    const run = ({ nome, kind, specs }, output) =>
      runMocha(kind, { specs, options, env, esito: path.join(notes, `${nome}.json`), output });
    const results = await runLanes(lanesOf(running, files, whole), run, notes);
    if (whole) results.push(traceOf(await readRequisiti(), results, readReasons(reasons)));
    if (files.length === 0 && options.length === 0) results.push(...(await tracePagine(results, pagine)));
    const { passed, failed, line } = closingLine(results);
    const skipped = results.flatMap(({ saltati }) => saltati);
    for (const told of describeSkipped(skipped, readReasons(reasons))) say(told);
    for (const told of describeFailed(results)) say(told);
    say(`Durata: ${duration(performance.now() - start)}\n${line}`);
    if (passed + failed === 0) process.stderr.write('Nessuna prova eseguita.\n');
    return failed === 0 && passed > 0 ? 0 : 1;
  } finally {
    await services?.stop();
    rmSync(notes, { recursive: true, force: true });
  }
}

try {
  requireNode();
  process.exitCode = await test(process.argv.slice(2));
} catch (error) {
  explain(error);
  say('0 passed, 1 failed');
  process.exitCode = 1;
}
