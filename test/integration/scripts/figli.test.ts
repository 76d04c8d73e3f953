import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { endOrphans, Figli, type Ricetta } from '../../../scripts/lib/figli.mjs';
import { identityOf, isRunning, type Identita } from '../../../scripts/lib/processi.mjs';
import { temporaryFolder } from './cartella.js';

const module = pathToFileURL(path.resolve(import.meta.dirname, '../../../scripts/lib/figli.mjs')).href;
const node = (nome: string, code: string): Ricetta => ({
  nome,
  comando: process.execPath,
  argomenti: ['-e', code],
  limiteMs: 2_000,
});
const ended = (figli: Figli, ricetta: Ricetta): Promise<string> => new Promise((done) => figli.start(ricetta, done));
const WAIT = 'setInterval(() => {}, 1000);';

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !holds(); tries += 1) await new Promise((done) => setTimeout(done, 50));
  assert.ok(holds());
}

describe('children', () => {
  const folder = temporaryFolder();

  it('write to a log, are named while they run and tell how they ended', async () => {
    const figli = new Figli(folder.path);
    const end = ended(figli, node('web', `console.log('riga'); setTimeout(() => process.exit(3), 200);`));
    const pid = figli.pid('web');
    assert.ok(pid !== undefined);
    assert.deepEqual(
      (JSON.parse(readFileSync(path.join(folder.path, 'processi.json'), 'utf8')) as { web: Identita }).web,
      identityOf(pid),
    );
    assert.equal(await end, 'codice 3');
    assert.equal(figli.lastWords('web'), 'riga');
    assert.equal(figli.pid('web'), undefined);
    assert.equal(existsSync(path.join(folder.path, 'processi.json')), false);
  });

  it('that cannot be started end with the reason', async () => {
    const how = await ended(new Figli(folder.path), { nome: 'assente', comando: '/non/esiste', argomenti: [] });
    assert.match(how, /ENOENT/);
  });

  it('are killed when they do not stop in time', async () => {
    const figli = new Figli(folder.path);
    const end = ended(figli, {
      ...node('sordo', `process.on('SIGTERM', () => {}); console.log('su'); ${WAIT}`),
      limiteMs: 300,
    });
    await until(() => figli.lastWords('sordo') === 'su');
    await figli.stop('sordo');
    assert.equal(await end, 'SIGKILL');
  });

  it('keep the logs of three earlier runs', async () => {
    const figli = new Figli(folder.path);
    for (const n of [1, 2, 3, 4, 5]) {
      figli.rotateLog('giri');
      await ended(figli, node('giri', `console.log(${n})`));
    }
    const log = (suffix: string): string =>
      readFileSync(path.join(folder.path, `log/giri.log${suffix}`), 'utf8').trim();
    assert.deepEqual([log(''), log('.1'), log('.2'), log('.3')], ['5', '4', '3', '2']);
    assert.equal(existsSync(path.join(folder.path, 'log/giri.log.4')), false);
  });

  for (const written of [true, false]) {
    it(`of a parent killed by SIGKILL are ended at the next start${written ? '' : ', even if it had not written them down'}`, async function () {
      this.timeout(30_000);
      const code = `
        const { Figli } = await import(process.env.MODULO);
        const figli = new Figli(process.env.CARTELLA);
        for (const nome of ['web', 'mongodb']) figli.start({ nome, comando: process.execPath, argomenti: ['-e', ${JSON.stringify(WAIT)}] }, () => {});
        console.log(JSON.stringify([figli.pid('web'), figli.pid('mongodb')]));
        setInterval(() => {}, 1000);`;
      const parent = spawn(process.execPath, ['--input-type=module', '-e', code], {
        env: { ...process.env, MODULO: module, CARTELLA: folder.path },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [line] = (await once(parent.stdout, 'data')) as [Buffer];
      const children = (JSON.parse(line.toString()) as number[]).map(identityOf);
      const gone = once(parent, 'exit');
      parent.kill('SIGKILL');
      await gone;
      assert.deepEqual(children.map(isRunning), [true, true]);
      if (!written) rmSync(path.join(folder.path, 'processi.json'));
      assert.equal(await endOrphans(folder.path), 2);
      assert.deepEqual(children.map(isRunning), [false, false]);
      assert.equal(await endOrphans(folder.path), 0);
    });
  }
});
