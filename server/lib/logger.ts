import { pino, type Logger as Pino } from 'pino';

export type Logger = Pino;

/** One line a request or job, ids only: no oggetto, no names, no addresses, no passwords. `error` means that someone must act. */
export const createLogger = (level: string, processo: string): Logger =>
  pino({
    level,
    base: { processo },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['password', 'token', '*.password', '*.token', 'req.headers.authorization', 'req.headers.cookie'],
      remove: true,
    },
  });
