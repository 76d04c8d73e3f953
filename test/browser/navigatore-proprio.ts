import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

const READY_MS = 30_000;
const ADDRESS = /DevTools listening on (ws:\S+)/;

/** A browser that is a process of the test's own, on a profile that stays when it is gone. */
export interface NavigatoreProprio {
  contesto: BrowserContext;
  /** `kill -9`, of it and of all that it has started; waits until it is gone. */
  kill(): Promise<void>;
}

/**
 * Opens a browser on a folder, as an officer opens theirs in the morning: what it had kept there is there again.
 * @param programma - path of the Chromium
 * @param profilo - folder of the profile
 */
export async function openNavigatore(programma: string, profilo: string): Promise<NavigatoreProprio> {
  const args = ['--headless', '--no-sandbox', '--no-first-run', '--remote-debugging-port=0'];
  // a group of its own: nothing that it has started outlives it
  const child = spawn(programma, [...args, `--user-data-dir=${profilo}`, 'about:blank'], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const gone = once(child, 'exit');
  const kill = async () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGKILL');
    await gone;
  };
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  for (const end = performance.now() + READY_MS; !ADDRESS.test(said); await sleep(50))
    if (performance.now() > end || child.exitCode !== null) {
      await kill();
      throw new Error(`the browser does not open: ${said}`);
    }
  const browser: Browser = await chromium.connectOverCDP(ADDRESS.exec(said)?.[1] ?? '');
  const [contesto] = browser.contexts();
  if (contesto === undefined) throw new Error('the browser has no profile');
  return { contesto, kill };
}
