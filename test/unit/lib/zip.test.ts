import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { type Entry, fromBuffer } from 'yauzl';
import { type SoglieZip, type VoceZip, zipOf } from '../../../server/lib/zip.js';
import { requireProgram } from '../../support/servizi.js';

const QUANDO = new Date('2026-03-02T08:14:06Z');

async function bytesOf(voci: Iterable<VoceZip>, soglie?: SoglieZip): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of zipOf(voci, QUANDO, soglie)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const streamed = (nome: string, bytes: Buffer, dimensione = bytes.length): VoceZip => ({
  nome,
  contenuto: { dimensione, open: () => Promise.resolve(pieces(bytes)) },
});
async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 7) yield await Promise.resolve(bytes.subarray(at, at + 7));
}

/** Names and contents as a reader of archives gives them back, checksums checked. */
const readBack = (zip: Buffer): Promise<[string, string][]> =>
  new Promise((resolve, reject) => {
    const found: [string, string][] = [];
    fromBuffer(zip, { lazyEntries: true }, (error, file) => {
      if (error !== null) {
        reject(error);
        return;
      }
      file.on('error', reject).on('end', () => resolve(found));
      file.on('entry', (entry: Entry) => {
        file.openReadStream(entry, (failed, stream) => {
          if (failed !== null) {
            reject(failed);
            return;
          }
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('end', () => {
            found.push([entry.fileName, Buffer.concat(chunks).toString('hex')]);
            file.readEntry();
          });
        });
      });
      file.readEntry();
    });
  });

describe('zipOf', () => {
  it('gives back what was put in, whatever it is', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.boolean()), { maxLength: 8 }),
        async (entries) => {
          const named = entries.map(([bytes, known], i) => ({
            nome: `d/${i}-perché.bin`,
            bytes: Buffer.from(bytes),
            known,
          }));
          const zip = await bytesOf(
            named.map(({ nome, bytes, known }) => (known ? { nome, contenuto: bytes } : streamed(nome, bytes))),
          );
          assert.deepEqual(
            await readBack(zip),
            named.map(({ nome, bytes }) => [nome, bytes.toString('hex')]),
          );
        },
      ),
      { numRuns: 40 },
    ));

  it('the same entries give the same bytes', async () => {
    const voci = (): VoceZip[] => [{ nome: 'a', contenuto: Buffer.from('a') }, streamed('b', Buffer.from('bb'))];
    assert.deepEqual(await bytesOf(voci()), await bytesOf(voci()));
  });

  it('is sound for unzip and other readers, also in the form of ZIP64', async function () {
    const unzip = requireProgram(this, 'unzip', 'apt-get install -y unzip');
    const voci = (): VoceZip[] => [
      { nome: 'a.txt', contenuto: Buffer.from('a') },
      streamed('grande.bin', Buffer.alloc(300, 7)),
      { nome: 'noto.bin', contenuto: Buffer.alloc(200, 8) },
      streamed('ultimo.txt', Buffer.from('ultimo')),
    ];
    const [plain, large] = await Promise.all([bytesOf(voci()), bytesOf(voci(), { byte: 100, voci: 2 })]);
    assert.ok(large.includes(Buffer.from('504b0606', 'hex')) && !plain.includes(Buffer.from('504b0606', 'hex')));
    assert.deepEqual(await readBack(large), await readBack(plain));
    const dir = await mkdtemp(path.join(os.tmpdir(), 'zip-'));
    try {
      for (const [name, bytes] of Object.entries({ plain, large })) {
        const file = path.join(dir, `${name}.zip`);
        await writeFile(file, bytes);
        const { stdout } = await promisify(execFile)(unzip, ['-tq', file]);
        assert.match(stdout, /No errors detected/);
      }
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  });

  it('an entry that is not as long as it said ends the archive', () =>
    assert.rejects(bytesOf([streamed('a', Buffer.from('abc'), 4)]), RangeError));
});
