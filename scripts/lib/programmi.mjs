// Programs of the system: found on the PATH, or brought by the system's packages where that may be done without asking (root on Debian or Ubuntu).
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { say } from './passi.mjs';
import { run } from './processi.mjs';

/** Absolute path of a program on the PATH, or undefined. */
export function onPath(name, env = process.env) {
  const dirs = (env.PATH || '').split(path.delimiter).concat('/usr/bin', '/usr/local/bin', '/usr/sbin');
  return dirs
    .filter(Boolean)
    .map((dir) => path.join(dir, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return statSync(file).isFile();
      } catch {
        return false;
      }
    });
}

const osRelease = () => {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
};

export const isDebian = () => /^ID=["']?debian["']?$/m.test(osRelease());
const isUbuntu = () => /^ID=["']?ubuntu["']?$/m.test(osRelease());

/** Whether system packages may be installed without asking: root, on Debian or Ubuntu. */
export const mayInstall = () =>
  process.getuid?.() === 0 && (isDebian() || isUbuntu()) && onPath('apt-get') !== undefined;

let updated;
const apt = (...args) =>
  run('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=120', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }, // a package that brings a service does not start it
    limiteMs: 10 * 60_000,
  });

/** Installs system packages; the service that one brings stays off. Returns whether it worked. */
export async function installPackages(names) {
  if (!mayInstall()) return false;
  say(`  installo i pacchetti di sistema ${names.join(', ')}`);
  updated ??= apt('update');
  await updated; // an old list may still do
  const { codice } = await apt('install', '-y', '--no-install-recommends', ...names);
  return codice === 0;
}

/**
 * The programs that are on the PATH after installing the packages of the missing ones, where that may be done.
 * @param {Record<string, string>} wanted program → system package
 * @returns {Promise<{ programma: string, comando: string }[]>} those still missing, with the command that gets each
 */
export async function ensurePrograms(wanted) {
  const missing = () => Object.entries(wanted).filter(([program]) => onPath(program) === undefined);
  if (missing().length > 0) await installPackages([...new Set(missing().map(([, name]) => name))]);
  return missing().map(([programma, name]) => ({ programma, comando: `apt-get install -y ${name}` }));
}
