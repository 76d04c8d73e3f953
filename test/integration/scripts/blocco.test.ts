import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { tryLock, withLock } from '../../../scripts/lib/blocco.mjs';
import { identityOf, isRunning } from '../../../scripts/lib/processi.mjs';
import { temporaryFolder } from './cartella.js';

const module = pathToFileURL(path.resolve(import.meta.dirname, '../../../scripts/lib/blocco.mjs')).href;

/** A process of its own that runs this text of code; resolves with its exit code. */
async function runCode(code: string, env: Record<string, string>): Promise<number> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  const [status] = (await once(child, 'exit')) as [number | null];
  return status ?? -1;
}

describe('lock between processes', () => {
  const folder = temporaryFolder();
  const file = (name: string): string => path.join(folder.path, name);

  it('is held by one and free again when released', () => {
    const first = tryLock(file('uno'));
    assert.ok('release' in first);
    const second = tryLock(file('uno'));
    assert.ok('owner' in second);
    assert.equal(second.owner.pid, process.pid);
    first.release();
    const third = tryLock(file('uno'));
    assert.ok('release' in third);
    third.release();
  });

  it('of a dead process is nobody’s', async () => {
    await runCode(
      `const { tryLock } = await import(process.env.MODULO); tryLock(process.env.BLOCCO); process.kill(process.pid, 'SIGKILL');`,
      {
        MODULO: module,
        BLOCCO: file('morto'),
      },
    );
    const lock = tryLock(file('morto'));
    assert.ok('release' in lock);
    lock.release();
  });

  it('whose pid has passed to another program is nobody’s', () => {
    writeFileSync(file('riusato'), JSON.stringify({ ...identityOf(process.pid), inizio: 'long ago' }));
    const lock = tryLock(file('riusato'));
    assert.ok('release' in lock);
    lock.release();
  });

  it('that is cut short is nobody’s', () => {
    writeFileSync(file('rotto'), '{"pid":');
    assert.ok('release' in tryLock(file('rotto')));
  });

  it('is released when the work fails', async () => {
    await assert.rejects(
      withLock(file('errore'), () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(await withLock(file('errore'), () => Promise.resolve(7)), 7);
  });

  it('lets six processes in one at a time, though some die in it', async function () {
    this.timeout(60_000);
    const counter = file('conto');
    writeFileSync(counter, '0');
    const code = `
      const { withLock } = await import(process.env.MODULO);
      const { readFileSync, writeFileSync } = await import('node:fs');
      const { setTimeout: sleep } = await import('node:timers/promises');
      for (let n = 0; n < 5; n += 1) await withLock(process.env.BLOCCO, async () => {
        const value = Number(readFileSync(process.env.CONTO, 'utf8'));
        await sleep(5);
        writeFileSync(process.env.CONTO, String(value + 1));
        if (process.env.MUORE === 'si' && n === 3) process.kill(process.pid, 'SIGKILL');
      });`;
    const env = { MODULO: module, BLOCCO: file('molti'), CONTO: counter };
    await Promise.all(Array.from({ length: 6 }, (_, at) => runCode(code, { ...env, MUORE: at < 2 ? 'si' : 'no' })));
    assert.equal(readFileSync(counter, 'utf8'), String(4 * 5 + 2 * 4));
    assert.deepEqual(
      readdirSync(folder.path).filter((name) => name.startsWith('molti.')),
      [],
    );
  });
});

describe('identity of a process', () => {
  it('is that of a process that runs', () => assert.equal(isRunning(identityOf(process.pid)), true));
  it('is not that of another start', () => assert.equal(isRunning({ pid: process.pid, inizio: 'x' }), false));
  it('is nobody’s without a pid', () => assert.equal(isRunning(undefined), false));
});
