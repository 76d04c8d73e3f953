import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuild, filesBelow, fingerprint, type Obiettivo } from '../../../scripts/lib/costruzione.mjs';
import { temporaryFolder } from './cartella.js';

const module = pathToFileURL(path.resolve(import.meta.dirname, '../../../scripts/lib/costruzione.mjs')).href;

describe('build', () => {
  const folder = temporaryFolder();
  const inside = (file: string): string => path.join(folder.path, file);
  let builds = 0;
  let fails = false;
  const target: Obiettivo = {
    nome: 'prova',
    files: (root) => filesBelow(root, 'server'),
    prodotto: 'dist/server/main.js',
    build: (root) => {
      builds += 1;
      mkdirSync(path.join(root, 'dist/server'), { recursive: true });
      writeFileSync(path.join(root, 'dist/server/main.js'), readFileSync(inside('server/main.ts')));
      return fails ? Promise.reject(new Error('errore di tipo')) : Promise.resolve();
    },
  };
  const build = async (): Promise<number> => {
    const before = builds;
    await ensureBuild(folder.path, [target]);
    return builds - before;
  };

  before(() => {
    mkdirSync(inside('server'));
    writeFileSync(inside('server/main.ts'), 'uno');
  });

  it('is done once and skipped while nothing changes', async () => {
    assert.equal(await build(), 1);
    assert.equal(await build(), 0);
  });

  it('is done again when a source changes, appears or goes', async () => {
    writeFileSync(inside('server/main.ts'), 'due');
    assert.equal(await build(), 1);
    writeFileSync(inside('server/altro.ts'), '');
    assert.equal(await build(), 1);
    rmSync(inside('server/altro.ts'));
    assert.equal(await build(), 1);
  });

  it('is done again when its product is gone', async () => {
    rmSync(inside('dist/server/main.js'));
    assert.equal(await build(), 1);
  });

  it('that fails leaves no stamp and is tried again', async () => {
    writeFileSync(inside('server/main.ts'), 'tre');
    fails = true;
    await assert.rejects(build(), /errore di tipo/);
    assert.equal(existsSync(inside('dist/.impronta-prova')), false);
    fails = false;
    assert.equal(await build(), 1);
    assert.equal(await build(), 0);
  });

  it('is done by one of two processes that want it at once', async () => {
    writeFileSync(inside('server/main.ts'), 'quattro');
    const code = `
      const { ensureBuild, filesBelow } = await import(process.env.MODULO);
      const { appendFileSync } = await import('node:fs');
      const { setTimeout: sleep } = await import('node:timers/promises');
      await ensureBuild(process.env.CARTELLA, [{ nome: 'prova', files: (root) => filesBelow(root, 'server'), prodotto: 'dist/server/main.js',
        build: async (root) => { appendFileSync(root + '/costruzioni', 'x'); await sleep(500); } }]);`;
    const run = async (): Promise<unknown> => {
      const env = { ...process.env, MODULO: module, CARTELLA: folder.path };
      return (
        await once(spawn(process.execPath, ['--input-type=module', '-e', code], { env, stdio: 'ignore' }), 'exit')
      )[0];
    };
    assert.deepEqual(await Promise.all([run(), run(), run()]), [0, 0, 0]);
    assert.equal(readFileSync(inside('costruzioni'), 'utf8'), 'x');
  });

  it('knows two file sets apart by names and contents', () => {
    const set = (files: Record<string, string>): string => {
      rmSync(inside('insieme'), { recursive: true, force: true });
      mkdirSync(inside('insieme'));
      for (const [name, text] of Object.entries(files)) writeFileSync(inside(`insieme/${name}`), text);
      return fingerprint(folder.path, filesBelow(folder.path, 'insieme'));
    };
    const all = [set({ a: 'bc' }), set({ ab: 'c' }), set({ a: 'b', c: '' }), set({ a: 'bc', b: '' }), set({ a: 'cb' })];
    assert.equal(new Set(all).size, all.length);
    assert.equal(set({ a: 'bc' }), all[0]);
  });
});
