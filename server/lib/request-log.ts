import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from './logger.js';

/** An id that a proxy or another system gave, if it is one that a log can hold. */
const given = (header: string | undefined): string | undefined =>
  header !== undefined && /^[\w-]{8,64}$/.test(header) ? header : undefined;

/** Gives each request its id, sends it back, and writes one line when it ends: ids only, the pattern of the route and not the address. */
export const requestLog =
  (log: Logger): RequestHandler =>
  (req, res, next) => {
    const richiesta = given(req.get('x-request-id')) ?? randomUUID();
    res.locals['richiesta'] = richiesta;
    res.set('X-Request-Id', richiesta);
    const start = performance.now();
    res.once('close', () => {
      const { caller, percorso } = res.locals as { caller?: { utente: string; aoo: string }; percorso?: string };
      const line = {
        richiesta,
        metodo: req.method,
        percorso: percorso ?? 'altro',
        stato: res.statusCode,
        ms: Math.round(performance.now() - start),
        ...(caller !== undefined && { utente: caller.utente, aoo: caller.aoo }),
        ...(!res.writableFinished && { interrotta: true }),
      };
      if (res.statusCode >= 500) log.error(line, 'request failed');
      else if (res.statusCode >= 400) log.warn(line, 'request refused');
      else log.info(line, 'request');
    });
    next();
  };
