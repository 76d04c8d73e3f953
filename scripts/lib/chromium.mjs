// The browser of the browser tests.
import { existsSync } from 'node:fs';
import { installPackages, isDebian, onPath } from './programmi.mjs';

export const COMANDO_CHROMIUM = 'apt-get install -y chromium, oppure CHROMIUM_PATH=<programma>';

/** Path of a Chromium: CHROMIUM_PATH, the PATH, Debian's package when root; undefined when none can be had. */
export async function findChromium(env = process.env) {
  if (env.CHROMIUM_PATH) return existsSync(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : undefined;
  const find = () => onPath('chromium', env) ?? onPath('chromium-browser', env) ?? onPath('google-chrome', env);
  const installed = find();
  if (installed !== undefined) return installed;
  return isDebian() && (await installPackages(['chromium'])) ? find() : undefined; // Ubuntu's package is a snap: it does not run everywhere
}
