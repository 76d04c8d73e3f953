import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { FolderStore } from '../../../storage/folder-store.js';
import { itKeepsFiles } from './contract.js';

const made: string[] = [];
async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'protocollo-test-'));
  made.push(folder);
  return folder;
}
const pathOf = (root: string, sha256: string): string => join(root, sha256.slice(0, 2), sha256.slice(2, 4), sha256);

describe('folder store', () => {
  after(() => Promise.all(made.map((folder) => rm(folder, { recursive: true, force: true }))));

  itKeepsFiles(async () => {
    const root = await temporaryFolder();
    return {
      store: await FolderStore.create(root),
      tamper: async (sha256, bytes) => {
        await chmod(pathOf(root, sha256), 0o640);
        await writeFile(pathOf(root, sha256), bytes);
      },
      leftovers: () => readdir(join(root, '.tmp')),
    };
  });

  it('lays files where the contract says, read-only', async () => {
    const root = await temporaryFolder();
    const store = await FolderStore.create(join(root, 'new', 'oggetti'));
    const bytes = randomBytes(1000);
    const { sha256 } = await store.put(Readable.from([bytes]));
    assert.equal(sha256, createHash('sha256').update(bytes).digest('hex'));
    const found = await stat(pathOf(join(root, 'new', 'oggetti'), sha256));
    assert.equal(found.mode & 0o777, 0o440);
    assert.equal(found.nlink, 1);
  });

  it('shares its folder with another process', async () => {
    const root = await temporaryFolder();
    const [one, other] = [await FolderStore.create(root), await FolderStore.create(root)];
    const bytes = randomBytes(1000);
    const [{ sha256 }] = await Promise.all([one.put(Readable.from([bytes])), other.put(Readable.from([bytes]))]);
    assert.equal((await other.stat(sha256))?.dimensione, 1000);
  });

  it('has nothing of an upload whose process was killed', async () => {
    const root = await temporaryFolder();
    const script = join(import.meta.dirname, 'killed-upload.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', script, root], { stdio: 'ignore' });
    const store = await FolderStore.create(root);
    const sizes = async (): Promise<number[]> =>
      Promise.all((await readdir(join(root, '.tmp'))).map(async (name) => (await stat(join(root, '.tmp', name))).size));
    while (!(await sizes()).some((size) => size > 1_000_000)) await sleep(20);
    child.kill('SIGKILL');
    await once(child, 'exit');
    for await (const file of store.list()) assert.fail(`there is ${file.sha256}`);
    assert.equal(await store.removeStaleUploads(new Date(Date.now() + 1000)), 1);
    assert.deepEqual(await sizes(), []);
  });

  it('makes removed folders again', async () => {
    const root = await temporaryFolder();
    const store = await FolderStore.create(root);
    const bytes = randomBytes(1000);
    const { sha256 } = await store.put(Readable.from([bytes]));
    await rm(join(root, sha256.slice(0, 2), sha256.slice(2, 4)), { recursive: true });
    await assert.rejects(store.put(Readable.from([bytes])), { code: 'archivio-non-disponibile' });
    assert.equal((await store.put(Readable.from([bytes]))).sha256, sha256);
  });

  it('is not available when its disk is gone, and available again when it is back', async () => {
    const root = await temporaryFolder();
    const store = await FolderStore.create(root);
    await rm(join(root, '.tmp'), { recursive: true });
    await assert.rejects(store.check(), { code: 'archivio-non-disponibile' });
    await assert.rejects(store.put(Readable.from([randomBytes(1000)])), { code: 'archivio-non-disponibile' });
    const again = await FolderStore.create(root);
    await again.check();
    await store.put(Readable.from([randomBytes(1000)]));
  });

  // A full disk cannot be made without the right to mount one.
  (process.getuid?.() === 0 && process.platform === 'linux' ? describe : xdescribe)(
    'on a full disk (needs root)',
    () => {
      let root: string;
      before(async () => {
        root = await temporaryFolder();
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', root]);
      });
      after(() => execFileSync('umount', [root]));

      it('answers 503 and leaves nothing, then works again when there is room', async () => {
        const store = await FolderStore.create(root);
        const source = Readable.from(Array.from({ length: 200 }, () => randomBytes(65_536)));
        await assert.rejects(store.put(source), { code: 'archivio-non-disponibile' });
        assert.ok(source.destroyed);
        assert.deepEqual(await readdir(join(root, '.tmp')), []);
        await assert.rejects(store.check(), { code: 'archivio-non-disponibile' });
        assert.equal((await store.put(Readable.from([randomBytes(50_000)]))).dimensione, 50_000);
        execFileSync('mount', ['-o', 'remount,size=64m', root]);
        await store.check();
      });
    },
  );
});
