import { pino, type DestinationStream, type Logger as Pino } from 'pino';

export type Logger = Pino;

const MAX_CAUSES = 5;

/** The database names the values of a doubled key, and among them may be a person's. */
const withoutValues = (text: string): string => text.replaceAll(/dup key: \{[^\n]*\}/g, 'dup key');

interface LoggedError {
  type: string;
  message?: string;
  stack?: string;
  code?: string | number;
  cause?: LoggedError;
}

/**
 * What a log may hold of a failure: its kind, its words, where it was. Never what drivers attach to it: an insert that failed
 * brings the documents along, with oggetto and names.
 */
function loggedError(error: unknown, causes = MAX_CAUSES): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, ...(typeof error === 'string' && { message: error }) };
  const code: unknown = 'code' in error ? error.code : undefined;
  return {
    type: error.constructor.name,
    message: withoutValues(error.message),
    ...(error.stack !== undefined && { stack: withoutValues(error.stack) }),
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...(error.cause !== undefined && causes > 0 && { cause: loggedError(error.cause, causes - 1) }),
  };
}

/** One line a request or job, ids only: no oggetto, no names, no addresses, no passwords. `error` means that someone must act. */
export const createLogger = (level: string, processo: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: { processo },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => loggedError(error) },
      redact: {
        paths: ['password', 'token', '*.password', '*.token', 'req.headers.authorization', 'req.headers.cookie'],
        remove: true,
      },
    },
    destination,
  );
