import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Logger } from './logger.js';
import { asDomainError } from './mongo.js';
import { DomainError, NonTrovatoError, Problema, toProblem } from './problem.js';

/** How long what a refused request still sends is read, so that its sender can read the answer. */
const DRAIN_MS = 5_000;

interface BodyParserError extends Error {
  type: string;
  status: number;
}
const isBodyParserError = (error: unknown): error is BodyParserError =>
  error instanceof Error && 'type' in error && 'status' in error;

/** What Express and its parsers throw, as ours. */
function domainErrorOf(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  if (error instanceof URIError) return new Problema('richiesta-illeggibile', 'L’indirizzo non si può leggere.');
  if (isBodyParserError(error)) {
    if (error.status === 413)
      return new Problema('richiesta-troppo-grande', 'I dati della richiesta superano 1 MB: abbreviare i testi.');
    if (error.status === 415)
      return new Problema(
        'tipo-non-supportato',
        'La codifica del contenuto non è supportata: inviarlo in UTF-8, senza compressione.',
      );
    if (error.status < 500)
      return new Problema(
        'richiesta-illeggibile',
        'La richiesta si è interrotta o non si può leggere: inviarla di nuovo.',
      );
  }
  return asDomainError(error);
}

/**
 * Answers who is still sending: the whole answer at once, its end when all has been said or the limit has passed. An end before
 * would close the connection of a client that asked for that, and it would meet the closing instead of the answer.
 */
function sendBeforeEnd(req: Request, res: Response, text: string): void {
  res.set('Content-Length', String(Buffer.byteLength(text))).write(text);
  const end = (): void => {
    clearTimeout(timer);
    res.end();
    if (!req.complete) req.socket.destroy();
  };
  const timer = setTimeout(end, DRAIN_MS).unref();
  req.once('end', end).once('close', end).resume();
}

/** The one place where a failed request is answered and its cause logged. */
export const problemHandler =
  (log: Logger): ErrorRequestHandler =>
  (thrown: unknown, req, res, _next) => {
    const error = domainErrorOf(thrown);
    const problem = toProblem(error);
    if (problem.status >= 500) {
      const cause = error instanceof Error && error.cause !== undefined ? error.cause : thrown;
      log.error(
        {
          richiesta: res.locals['richiesta'] as string,
          err: cause,
          codice: error instanceof DomainError ? error.code : 'interno',
        },
        'request error',
      );
    }
    if (res.headersSent) {
      res.destroy();
      return;
    }
    const retryAfter =
      error instanceof DomainError
        ? (error.retryAfterSeconds ?? (problem.status === 503 || problem.status === 429 ? 5 : undefined))
        : undefined;
    if (retryAfter !== undefined) res.set('Retry-After', String(Math.ceil(retryAfter)));
    for (const header of [
      'Content-Length',
      'Content-Disposition',
      'ETag',
      'Accept-Ranges',
      'Content-Range',
      'Content-Security-Policy',
    ])
      res.removeHeader(header);
    res.status(problem.status).set('Cache-Control', 'no-store').type('application/problem+json');
    const text = JSON.stringify(problem);
    if (req.complete) res.send(text);
    else sendBeforeEnd(req, res, text);
  };

export const notFound: RequestHandler = () => {
  throw new NonTrovatoError('Questo indirizzo non esiste: controllare come è scritto.');
};
