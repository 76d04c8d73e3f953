// Processes by identity: a pid alone may have passed to another program, a pid with its start time may not.
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isLeaving, onInterrupt, untilGone } from './interruzione.mjs';

/** @typedef {{ pid: number, inizio: string }} Identita pid and the moment the process began, as the system tells it */

const linux = process.platform === 'linux';

/** When the process began, in a form that is equal only for the same process; undefined when there is none (a zombie is none). */
function startOf(pid) {
  try {
    if (!linux)
      return (
        execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { stdio: ['ignore', 'pipe', 'ignore'] })
          .toString()
          .trim() || undefined
      );
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // from the third field on; the name before may hold spaces
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8)}-${fields[19]}`;
  } catch {
    return undefined;
  }
}

/** @returns {Identita} */
export function identityOf(pid) {
  return { pid, inizio: startOf(pid) ?? '' };
}

/** Whether that very process is still running. @param {Partial<Identita> | undefined} identity */
export function isRunning(identity) {
  return (
    typeof identity?.pid === 'number' &&
    identity.pid > 1 &&
    Boolean(identity.inizio) &&
    startOf(identity.pid) === identity.inizio
  );
}

/**
 * Ends a process: the signal, then SIGKILL after the limit. Resolves when it is gone.
 * @param {Identita} identity
 * @param {{ segnale?: NodeJS.Signals, limiteMs?: number }} [options]
 */
export async function endProcess(identity, { segnale = 'SIGTERM', limiteMs = 10_000 } = {}) {
  const send = (signal) => {
    try {
      process.kill(identity.pid, signal);
    } catch {
      // it ended in the meantime
    }
  };
  if (!isRunning(identity)) return;
  send(segnale);
  const end = performance.now() + limiteMs;
  while (isRunning(identity) && performance.now() < end) await sleep(50);
  while (isRunning(identity)) {
    send('SIGKILL');
    await sleep(50);
  }
}

/** @returns {Identita[]} the running processes of which that holds; only where /proc exists, elsewhere none */
function processesWhere(holds) {
  if (!linux) return [];
  const matches = (pid) => {
    try {
      return holds(`/proc/${pid}`);
    } catch {
      return false; // another user's, or gone
    }
  };
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => pid !== process.pid && matches(pid))
    .map(identityOf)
    .filter(isRunning);
}

/** Running processes whose environment holds `name=value`: what a supervisor that was killed left, even if it had no time to write it down. */
export function processesMarked(name, value) {
  const mark = Buffer.from(`${name}=${value}`).toString('latin1');
  return processesWhere((proc) => readFileSync(`${proc}/environ`, 'latin1').split('\0').includes(mark));
}

/** Running processes of that program that work in that folder: Redis writes its title over its environment. */
export const processesIn = (program, dir) =>
  processesWhere(
    (proc) => readFileSync(`${proc}/comm`, 'utf8').trim() === program && readlinkSync(`${proc}/cwd`) === dir,
  );

/** @type {Set<import('node:child_process').ChildProcess>} */
const commands = new Set();
let watching = false;

const killCommands = () => {
  for (const child of commands) child.kill('SIGTERM');
};

/**
 * Runs a command to its end. It is ended with this process when that is interrupted.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, mostra?: boolean, limiteMs?: number, onLine?: (line: string) => void, onStart?: (child: import('node:child_process').ChildProcess) => void }} [options]
 *   `mostra`: the output goes to the terminal instead of the result; `onLine`: each line of its output as it comes
 * @returns {Promise<{ codice: number, uscita: string }>} exit code (127: cannot start; 124: past the limit) and output with errors
 */
export function run(command, args, { cwd, env = process.env, mostra = false, limiteMs, onLine, onStart } = {}) {
  if (isLeaving()) return untilGone();
  if (!watching) onInterrupt(killCommands, killCommands);
  watching = true;
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: mostra ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let pending = '';
    let late = false;
    commands.add(child);
    onStart?.(child);
    const timer =
      limiteMs === undefined ? undefined : setTimeout(() => ((late = true), child.kill('SIGKILL')), limiteMs);
    const take = (chunk) => {
      output = (output + chunk).slice(-1_000_000);
      if (onLine === undefined) return;
      const lines = (pending + chunk).split('\n');
      pending = lines.pop() ?? '';
      lines.forEach(onLine);
    };
    child.stdout?.setEncoding('utf8').on('data', take);
    child.stderr?.setEncoding('utf8').on('data', take);
    const end = (codice, uscita) => {
      clearTimeout(timer);
      commands.delete(child);
      if (!isLeaving()) done({ codice, uscita });
    };
    child.once('error', (error) => end(127, error.message));
    child.once('close', (code) => end(late ? 124 : (code ?? 137), output));
  });
}

/** The last lines of a text, for a message. */
export const lastLines = (text, count = 12) => text.trimEnd().split('\n').slice(-count).join('\n');
