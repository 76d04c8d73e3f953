// The browser of the browser tests.
import { existsSync } from 'node:fs';
import { installPackages, isDebian, mayInstall, onPath } from './programmi.mjs';

export const COMANDO_CHROMIUM = 'apt-get install -y chromium-headless-shell, oppure CHROMIUM_PATH=<programma>';

/** The same engine without a window spends a quarter less of the processor on the same pages. */
const SENZA_FINESTRA = 'chromium-headless-shell';

/**
 * Path of a Chromium: CHROMIUM_PATH; the one without a window, on the PATH or as Debian's package when root; any other on the
 * PATH; undefined when none can be had.
 */
export async function findChromium(env = process.env) {
  if (env.CHROMIUM_PATH) return existsSync(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : undefined;
  // Ubuntu's package is a snap: it does not run everywhere
  for (const pacchetto of [SENZA_FINESTRA, 'chromium']) {
    const found = onPath(pacchetto, env);
    if (found !== undefined) return found;
    if (mayInstall() && isDebian() && (await installPackages([pacchetto])) && onPath(pacchetto, env) !== undefined)
      return onPath(pacchetto, env);
  }
  return onPath('chromium-browser', env) ?? onPath('google-chrome', env);
}
