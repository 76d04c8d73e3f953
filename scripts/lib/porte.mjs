// Ports: free ones for private services, and the same ones again after a restart.
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { writeAtomically } from './file.mjs';

// Below the range from which systems take the ports of outgoing connections: a service that dies finds its port free when it comes back.
const FIRST = 20_000;
const LAST = 31_999;
const given = new Set();

/** Whether a server could listen there now. */
export function isFree(port, host = '127.0.0.1') {
  return new Promise((done) => {
    const server = net.createServer();
    server.once('error', () => done(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => done(true)));
  });
}

/** A port on which nothing listens, not yet given by this process. */
export async function freePort() {
  for (let tries = 0; tries < 500; tries += 1) {
    const port = randomInt(FIRST, LAST + 1);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
  throw new Error('no free port found');
}

/**
 * Ports that stay the same from start to start, kept in a file; one that is taken meanwhile is replaced.
 * @param {string} file
 * @param {readonly string[]} names
 * @returns {Promise<Record<string, number>>}
 */
export async function stablePorts(file, names) {
  let known = {};
  try {
    known = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // the first start, or a file half-written by hand
  }
  const ports = {};
  for (const name of names) {
    const port = known[name];
    ports[name] = Number.isInteger(port) && (await isFree(port)) ? port : await freePort();
  }
  writeAtomically(file, `${JSON.stringify(ports)}\n`);
  return ports;
}
