import type { RequestListener, ServerResponse } from 'node:http';
import { DomainError, toProblem } from './lib/problem.js';
import type { Avanzamento } from './protocollo/completa.js';

/*
 * While a register of an earlier version is completed nobody is served: its queues, lists and counts would lie. A million registrations
 * take more than a minute, in which the port is open and says how far it is.
 */

const RIPROVA_S = 5;
const migliaia = new Intl.NumberFormat('it-IT', { useGrouping: 'always' });

class AggiornamentoInCorsoError extends DomainError {
  readonly code = 'servizio-non-disponibile';
  override readonly retryAfterSeconds = RIPROVA_S;
}

/** `Aggiornamento dei dati: 340.000 di 1.000.000 registrazioni.` Pure. */
export const messageOf = (avanzamento: Avanzamento | undefined): string =>
  avanzamento === undefined || avanzamento.totale === 0
    ? 'Aggiornamento dei dati in corso.'
    : `Aggiornamento dei dati: ${migliaia.format(avanzamento.fatte)} di ${migliaia.format(avanzamento.totale)} registrazioni.`;

/** A page that asks again by itself; no script, nothing from elsewhere. */
const pageOf = (message: string): string =>
  `<!doctype html><html lang="it"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="${RIPROVA_S}"><title>Aggiornamento dei dati</title></head><body><main><h1>Aggiornamento dei dati</h1><p>${message} Al termine la pagina si apre da sola.</p></main></body></html>`;

function send(res: ServerResponse, status: number, type: string, text: string): void {
  res.writeHead(status, {
    'Content-Type': `${type}; charset=utf-8`,
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
    ...(status === 503 && { 'Retry-After': String(RIPROVA_S), Connection: 'close' }),
  });
  res.end(text);
}

/** Answers in the place of the application until there is one. */
export class Attesa {
  avanzamento: Avanzamento | undefined;
  #application: RequestListener | undefined;

  readonly listener: RequestListener = (req, res) => {
    if (this.#application !== undefined) this.#application(req, res);
    else if (req.url === '/healthz') send(res, 200, 'application/json', JSON.stringify({ stato: 'vivo' }));
    else this.#refuse(req.headers.accept ?? '', res);
  };

  open(application: RequestListener): void {
    this.#application = application;
  }

  #refuse(accept: string, res: ServerResponse): void {
    const message = messageOf(this.avanzamento);
    if (accept.includes('text/html')) send(res, 503, 'text/html', pageOf(message));
    else
      send(
        res,
        503,
        'application/problem+json',
        JSON.stringify(toProblem(new AggiornamentoInCorsoError(`${message} Riprovare tra qualche secondo.`))),
      );
  }
}
