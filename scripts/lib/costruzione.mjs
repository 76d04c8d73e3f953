// Builds server and web when their sources have changed since the last build that succeeded.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withLock } from './blocco.mjs';
import { compressFolder } from './compressione.mjs';
import { PassoError, say, step } from './passi.mjs';
import { ROOT, moduleFile } from './percorsi.mjs';
import { lastLines, run } from './processi.mjs';

const SERVER_FOLDERS = ['server', 'workers', 'schemas', 'classification', 'storage'];
const CONFIGURATION = ['package-lock.json', 'tsconfig.json', 'scripts/lib/costruzione.mjs'];
const isCode = (file) => /\.tsx?$/.test(file);

/** Files below a folder, relative to the checkout, in a fixed order. */
export function filesBelow(root, folder) {
  const dir = path.join(root, folder);
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => !file.split(path.sep).includes('node_modules'))
    .sort();
}

/** One digest over names and contents of those files. */
export function fingerprint(root, files) {
  const hash = createHash('sha256').update(process.versions.modules);
  for (const file of files) {
    if (!existsSync(path.join(root, file))) continue;
    const content = readFileSync(path.join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

const serverFiles = (root) => [
  ...CONFIGURATION,
  'tsconfig.build.json',
  ...SERVER_FOLDERS.flatMap((folder) => filesBelow(root, folder)),
  ...filesBelow(root, 'scripts').filter(isCode),
];
const webFiles = (root) => [...CONFIGURATION, ...filesBelow(root, 'web'), ...filesBelow(root, 'schemas')];

/** Compiled files whose source is no more would still be found by an import. */
function pruneCompiled(root) {
  for (const folder of [...SERVER_FOLDERS, 'scripts']) {
    for (const file of filesBelow(path.join(root, 'dist'), folder)) {
      const source = file.replace(/\.js(\.map)?$/, '.ts');
      if (!existsSync(path.join(root, source)) && !existsSync(path.join(root, file)))
        rmSync(path.join(root, 'dist', file));
    }
  }
}

/** What the compiler leaves aside (CSV, JSON, XSD, fonts) goes beside the compiled code, at the same place. */
function copyData(root) {
  for (const file of SERVER_FOLDERS.flatMap((folder) => filesBelow(root, folder)).filter((one) => !isCode(one))) {
    const target = path.join(root, 'dist', file);
    mkdirSync(path.dirname(target), { recursive: true });
    cpSync(path.join(root, file), target);
  }
}

async function buildServer(root) {
  rmSync(path.join(root, 'dist/server.tsbuildinfo'), { force: true }); // it may speak of files that are no longer in dist/
  const { codice, uscita } = await run(
    process.execPath,
    [moduleFile('typescript/bin/tsc'), '-p', 'tsconfig.build.json'],
    { cwd: root },
  );
  if (codice !== 0)
    throw new PassoError(
      `La costruzione del server non è riuscita:\n${lastLines(uscita, 20)}`,
      'correggere gli errori indicati e ripetere',
    );
  pruneCompiled(root);
  copyData(root);
}

async function buildWeb(root) {
  const fresh = path.join(root, 'dist/web.nuovo');
  const old = path.join(root, 'dist/web.vecchio');
  const final = path.join(root, 'dist/web');
  const args = ['build', 'web', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn'];
  const { codice, uscita } = await run(process.execPath, [moduleFile('vite/bin/vite.js'), ...args], { cwd: root });
  if (codice !== 0)
    throw new PassoError(
      `La costruzione delle pagine non è riuscita:\n${lastLines(uscita, 20)}`,
      'correggere gli errori indicati e ripetere',
    );
  await compressFolder(fresh);
  rmSync(old, { recursive: true, force: true });
  if (existsSync(final)) renameSync(final, old); // whoever serves the pages sees the old ones or the new ones
  renameSync(fresh, final);
  rmSync(old, { recursive: true, force: true });
}

const TARGETS = [
  { nome: 'server', files: serverFiles, prodotto: 'dist/server/main.js', build: buildServer },
  { nome: 'pagine', files: webFiles, prodotto: 'dist/web/index.html', build: buildWeb },
];

const stampOf = (root, { nome }) => path.join(root, `dist/.impronta-${nome}`);

function isCurrent(root, target, digest) {
  const stamp = stampOf(root, target);
  return existsSync(path.join(root, target.prodotto)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest;
}

async function buildTarget(root, target) {
  const digest = fingerprint(root, target.files(root)); // before the build: what changes meanwhile is built the next time
  if (isCurrent(root, target, digest)) return;
  rmSync(stampOf(root, target), { force: true });
  await step(`Costruisco: ${target.nome}`, () => target.build(root));
  writeFileSync(stampOf(root, target), digest);
}

/** Builds what is not current; one process at a time. @throws PassoError with the compiler's last lines */
export async function ensureBuild(root = ROOT, targets = TARGETS) {
  if (targets.every((target) => isCurrent(root, target, fingerprint(root, target.files(root))))) return;
  mkdirSync(path.join(root, 'dist'), { recursive: true });
  await withLock(
    path.join(root, '.cache/costruzione.lock'),
    async () => {
      const results = await Promise.allSettled(targets.map((target) => buildTarget(root, target)));
      const failed = results.find((result) => result.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
    },
    ({ pid }) => say(`› Attendo che il processo ${pid} finisca la costruzione`),
  );
}
