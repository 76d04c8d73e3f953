import type { Logger } from './logger.js';

export interface Closing {
  nome: string;
  close: () => Promise<unknown>;
}

/** Longest time given to what is under way. */
const LIMIT_MS = 20_000;

/** Ends the process in order at SIGTERM or SIGINT: no new work, what is under way is finished, then services are left. A second signal ends at once. */
export function closeOnSignal(log: Logger, closings: readonly Closing[]): void {
  let closing = false;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (closing) process.exit(1);
    closing = true;
    log.info({ signal }, 'closing');
    setTimeout(() => {
      log.error('closing took too long');
      process.exit(1);
    }, LIMIT_MS).unref();
    for (const { nome, close } of closings) {
      await close().catch((error: unknown) => {
        log.warn({ err: error, nome }, 'not closed in order');
      });
    }
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(signal));
}
