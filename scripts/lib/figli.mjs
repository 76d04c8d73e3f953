// The processes that a command starts for itself: written down, so that a later start can end what a killed one left.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { writeAtomically } from './file.mjs';
import { endProcess, identityOf, isRunning, lastLines, processesIn, processesMarked } from './processi.mjs';

/** @typedef {import('./processi.mjs').Identita} Identita */
/**
 * @typedef {object} Ricetta how a child is started
 * @property {string} nome
 * @property {string} comando
 * @property {readonly string[]} argomenti
 * @property {Record<string, string | undefined>} [env] added to this process's environment; undefined takes a variable away
 * @property {NodeJS.Signals} [segnale] that asks it to stop
 * @property {number} [limiteMs] after which it is killed
 */

/** Environment variable by which the processes of a folder are known, those that a child starts too. */
export const MARK = 'PROTOCOLLO_CARTELLA_PROCESSI';
const KEPT_LOGS = 3;
const LONGEST_LINE = 300;

const registerOf = (dir) => path.join(dir, 'processi.json');

/** Processes of the folder that are known by what they carry, written down or not. */
const strangers = (dir) => [...processesMarked(MARK, dir), ...processesIn('redis-server', path.join(dir, 'redis'))];

/** Ends, web and worker before the servers they use, what a dead owner of that folder left running. @returns how many */
export async function endOrphans(dir) {
  let written = {};
  try {
    written = JSON.parse(readFileSync(registerOf(dir), 'utf8'));
  } catch {
    // nothing was left
  }
  const known = Object.entries(written).filter(([, identity]) => isRunning(identity));
  const marked = strangers(dir).filter(({ pid }) => !known.some(([, identity]) => identity.pid === pid));
  const isServer = (name) => ['mongodb', 'redis', 's3'].includes(name);
  await Promise.all(
    known.filter(([name]) => !isServer(name)).map(([, identity]) => endProcess(identity, { limiteMs: 5_000 })),
  );
  await Promise.all(
    [...known.filter(([name]) => isServer(name)).map(([, identity]) => identity), ...marked].map((identity) =>
      endProcess(identity, { limiteMs: 15_000 }),
    ),
  );
  rmSync(registerOf(dir), { force: true });
  return known.length + marked.length;
}

/** The children of one command, with a folder of their own for what they say. */
export class Figli {
  /** @type {Map<string, { process: import('node:child_process').ChildProcess, identity: Identita, ricetta: Ricetta }>} */
  #running = new Map();
  #dir;

  /** @param {string} dir absolute; logs go to `log/` in it */
  constructor(dir) {
    this.#dir = dir;
    mkdirSync(path.join(dir, 'log'), { recursive: true });
  }

  logOf(nome) {
    return path.join(this.#dir, 'log', `${nome}.log`);
  }

  /** The last things a child said. */
  lastWords(nome, count = 6) {
    try {
      return lastLines(readFileSync(this.logOf(nome), 'utf8').slice(-20_000), count)
        .split('\n')
        .map((line) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line))
        .join('\n');
    } catch {
      return '';
    }
  }

  /** Sets the logs of earlier runs aside, three of each at most. */
  rotateLog(nome) {
    const file = this.logOf(nome);
    for (let n = KEPT_LOGS - 1; n >= 0; n -= 1) {
      const from = n === 0 ? file : `${file}.${n}`;
      if (existsSync(from)) renameSync(from, `${file}.${n + 1}`);
    }
  }

  /**
   * Starts one. It gets a process group of its own: a Ctrl-C at the terminal reaches this process alone, which stops the others in order.
   * @param {Ricetta} ricetta
   * @param {(how: string) => void} onEnd told once when it ends, asked or not
   */
  start(ricetta, onEnd) {
    const { nome, comando, argomenti, env = {} } = ricetta;
    const log = openSync(this.logOf(nome), 'a', 0o600);
    const child = spawn(comando, argomenti, {
      env: { ...process.env, ...env, [MARK]: this.#dir },
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    let ended = false;
    const end = (how) => {
      if (ended) return;
      ended = true;
      if (this.#running.get(nome)?.process === child) this.#running.delete(nome);
      this.#write();
      onEnd(how);
    };
    child.once('error', (error) => end(error.message));
    child.once('exit', (code, signal) => end(signal ?? `codice ${code}`));
    if (child.pid !== undefined) {
      this.#running.set(nome, { process: child, identity: identityOf(child.pid), ricetta });
      this.#write();
    }
  }

  /** @returns {number | undefined} */
  pid(nome) {
    return this.#running.get(nome)?.identity.pid;
  }

  /** Stops one and waits until it is gone. */
  async stop(nome) {
    const running = this.#running.get(nome);
    if (running === undefined) return;
    const { segnale = 'SIGTERM', limiteMs = 10_000 } = running.ricetta;
    const gone = new Promise((done) => running.process.once('exit', done));
    if (running.process.exitCode !== null || running.process.signalCode !== null) return;
    await endProcess(running.identity, { segnale, limiteMs });
    await gone;
  }

  /** Kills at once what still runs, what the children started too. */
  killAll() {
    for (const { process: child } of this.#running.values()) child.kill('SIGKILL');
    for (const { pid } of strangers(this.#dir)) process.kill(pid, 'SIGKILL');
  }

  #write() {
    const entries = [...this.#running].map(([nome, { identity }]) => [nome, identity]);
    try {
      if (entries.length === 0) rmSync(registerOf(this.#dir), { force: true });
      else writeAtomically(registerOf(this.#dir), `${JSON.stringify(Object.fromEntries(entries))}\n`);
    } catch (error) {
      process.stderr.write(`${error.message}\n`); // a full disk must not end who keeps the others alive
    }
  }
}
