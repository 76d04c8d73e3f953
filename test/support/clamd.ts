import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../scripts/lib/porte.mjs';

/** The test file of the antivirus makers, in two halves so that no scanner takes this source for it. */
export const EICAR = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
);
const FIRMA = 'Eicar-Prova';

export interface TestClamd {
  port: number;
  stop(): Promise<void>;
}

/** The real clamd, with one signature of its own. */
export async function startClamd(programma: string): Promise<TestClamd> {
  const dir = mkdtempSync(path.join(tmpdir(), 'protocollo-clamd-'));
  const port = await freePort();
  const md5 = createHash('md5').update(EICAR).digest('hex');
  writeFileSync(path.join(dir, 'prova.hdb'), `${md5}:${EICAR.length}:${FIRMA}\n`);
  const conf = path.join(dir, 'clamd.conf');
  writeFileSync(
    conf,
    `DatabaseDirectory ${dir}\nTCPSocket ${port}\nTCPAddr 127.0.0.1\nForeground yes\nStreamMaxLength 1M\n`,
  );
  const child = spawn(programma, ['-c', conf], { stdio: 'ignore' });
  await untilListens(port, child);
  return {
    port,
    stop: async () => {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGKILL');
      await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function untilListens(port: number, child: ChildProcess): Promise<void> {
  for (const end = performance.now() + 20_000; performance.now() < end && child.exitCode === null; await sleep(50)) {
    const open = await new Promise<boolean>((done) => {
      const socket = connect(port, '127.0.0.1', () => done(true)).on('error', () => done(false));
      socket.unref();
      setTimeout(() => socket.destroy(), 500).unref();
    });
    if (open) return;
  }
  throw new Error('clamd did not start');
}

/**
 * Speaks the edge of clamd's protocol (INSTREAM, one line back) where the real one is not installed: it proves what we send and how
 * we take an answer, and nothing of the antivirus.
 */
export async function startClamdDiProva(port = 0): Promise<TestClamd> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => undefined);
    let bytes = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      const content = contentOf(bytes);
      if (content === undefined) return;
      socket.end(content.includes(EICAR) ? `stream: ${FIRMA} FOUND\0` : 'stream: OK\0');
    });
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      for (const socket of open) socket.destroy();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

const COMMAND = 'zINSTREAM\0';

/** What was sent by INSTREAM, once it is whole. */
function contentOf(bytes: Buffer): Buffer | undefined {
  if (bytes.subarray(0, COMMAND.length).toString('latin1') !== COMMAND) return undefined;
  const chunks: Buffer[] = [];
  for (let at = COMMAND.length; at + 4 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}
