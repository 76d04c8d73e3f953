import { readConfig } from '../../server/lib/config.js';
import { createLogger } from '../../server/lib/logger.js';
import { startWeb } from '../../server/web.js';
import { environmentOf, type ProcessOptions, type TestWeb } from './processi.js';

const KEPT_OUTPUT = 500_000;

/**
 * The application in the test's own process, on the database that the test is connected to: what a process costs to start is paid
 * once for many files. It cannot be killed: who kills starts processes.
 */
export async function startWebQui(options: ProcessOptions): Promise<TestWeb> {
  let output = '';
  const write = (line: string): void => {
    output = (output + line).slice(-KEPT_OUTPUT);
  };
  const config = { ...readConfig(environmentOf(options)), port: Number(options.env?.['PORT'] ?? 0) };
  const { port, closings } = await startWeb(config, createLogger(config.livelloLog, 'web', { write }));
  return {
    pid: process.pid,
    url: `http://127.0.0.1:${port}`,
    port,
    output: () => output,
    stop: async () => {
      for (const { close } of closings) await close();
      return 0;
    },
    kill: () => Promise.reject(new Error('an application in the process of the test cannot be killed')),
  };
}
