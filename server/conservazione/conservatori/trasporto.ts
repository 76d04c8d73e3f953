import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

/**
 * One call over HTTP or HTTPS, on a connection of its own, as a stream in constant memory. What matters to who sends packages is told
 * apart: nothing of the body left, or something did and no whole answer came.
 */

export interface Richiesta {
  indirizzo: string;
  metodo: 'GET' | 'POST' | 'PUT';
  intestazioni?: Readonly<Record<string, string>>;
  /** `lunghezza` absent: it is sent in chunks */
  corpo?: { lunghezza?: number; body: AsyncIterable<Buffer> };
  /** from its beginning to the end of the answer, ms */
  attesaMs: number;
  segnale: AbortSignal;
}

/** What came back. */
export interface RispostaHttp {
  stato: number;
  mime: string;
  intestazioni: http.IncomingHttpHeaders;
  contenuto: Buffer;
}

export type EsitoTrasporto = { inviati: number } & (
  | { tipo: 'risposta'; risposta: RispostaHttp }
  /** no byte of the body left; the code is one of codici-nostri.ts */
  | { tipo: 'non-inviato'; codice: string; motivo: string }
  | { tipo: 'interrotto'; motivo: string; parziale?: RispostaHttp }
  /** what was to be sent could not be read to its end */
  | { tipo: 'sorgente'; errore: unknown }
);

const CONNESSIONE_MS = 10_000;
/** A larger answer is no answer. */
export const MAX_RISPOSTA = 20 * 1024 * 1024;
/** So much is kept of an answer that did not come whole. */
const MAX_PARZIALE = 64 * 1024;

/** Why a call ended on our side. */
class Fermata extends Error {
  constructor(
    readonly codice: string,
    message: string,
  ) {
    super(message);
  }
}

const CODICI: readonly (readonly [RegExp, string, string])[] = [
  [/^CERT_HAS_EXPIRED$/, 'TLS-SCADUTO', 'certificato scaduto'],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'TLS-NOME', 'certificato di un altro nome'],
  [/^(DEPTH_ZERO_|SELF_SIGNED|UNABLE_TO_|CERT_)/, 'TLS-SCONOSCIUTO', 'certificato non riconosciuto'],
  [/^(ERR_SSL|ERR_TLS|EPROTO)/, 'TLS', 'collegamento sicuro non riuscito'],
  [/^(ENOTFOUND|EAI_)/, 'RETE-NOME', 'nome non risolto'],
  [/^ECONNREFUSED$/, 'RETE-RIFIUTO', 'collegamento rifiutato'],
];

/** Our code and words for a fault of the network; words of the system name no more than its own code. */
function guastoOf(errore: unknown): { codice: string; motivo: string } {
  if (errore instanceof Fermata) return { codice: errore.codice, motivo: errore.message };
  const { code = '' } = errore as NodeJS.ErrnoException;
  const trovato = CODICI.find(([forma]) => forma.test(code));
  const tra = code === '' ? '' : ` (${code})`;
  if (trovato !== undefined) return { codice: trovato[1], motivo: `${trovato[2]}${tra}` };
  return { codice: 'RETE', motivo: `collegamento interrotto${tra}` };
}

/** Resolves when the socket may carry bytes that are safe. */
async function pronto(request: http.ClientRequest, segnale: AbortSignal): Promise<void> {
  const [socket] = (await once(request, 'socket', { signal: segnale })) as [Socket | TLSSocket];
  const sicuro = 'encrypted' in socket;
  if (sicuro && !socket.authorized) await once(socket, 'secureConnect', { signal: segnale });
  else if (!sicuro && socket.connecting) await once(socket, 'connect', { signal: segnale });
}

/** The call until the head of the answer; the body of the answer is still to be read, or destroyed. */
class Chiamata {
  inviati = 0;
  iniziata = false;
  risposta: http.IncomingMessage | undefined;
  errore: unknown;
  sorgente: unknown;
  readonly request: http.ClientRequest;
  readonly #chiusa = new AbortController();
  readonly #timers: NodeJS.Timeout[] = [];

  constructor(private readonly richiesta: Richiesta) {
    const { indirizzo, metodo, intestazioni, corpo, attesaMs, segnale } = richiesta;
    const url = new URL(indirizzo);
    this.request = (url.protocol === 'https:' ? https : http).request(url, {
      method: metodo,
      agent: false,
      ...(url.protocol === 'https:' && { rejectUnauthorized: true }),
      headers: {
        accept: '*/*',
        'accept-encoding': 'identity',
        connection: 'close',
        ...(corpo?.lunghezza !== undefined && { 'content-length': String(corpo.lunghezza) }),
        ...intestazioni,
      },
    });
    this.#timers.push(
      setTimeout(() => this.stop(new Fermata('RETE-TEMPO', 'nessuna risposta nel tempo previsto')), attesaMs),
    );
    segnale.addEventListener('abort', this.#onAbort, { once: true });
    if (segnale.aborted) this.#onAbort();
  }

  readonly #onAbort = (): void => this.stop(new Fermata('RETE-FERMATA', 'invio fermato'));

  /** Ends the call; the first reason counts. */
  stop(errore: unknown): void {
    this.errore ??= errore;
    this.#chiusa.abort();
    this.request.destroy();
  }

  /** Nothing of the call stays behind. */
  end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.richiesta.segnale.removeEventListener('abort', this.#onAbort);
    this.#chiusa.abort();
    this.request.destroy();
  }

  async #scrivi(): Promise<void> {
    const { corpo } = this.richiesta;
    const { signal } = this.#chiusa;
    const connessione = setTimeout(
      () => this.stop(new Fermata('RETE-TEMPO', 'il collegamento non si apre')),
      Math.min(CONNESSIONE_MS, this.richiesta.attesaMs),
    );
    this.#timers.push(connessione);
    await pronto(this.request, signal);
    clearTimeout(connessione);
    if (corpo !== undefined) {
      const pezzi = corpo.body[Symbol.asyncIterator]();
      try {
        for (;;) {
          const next = await pezzi.next().catch((errore: unknown) => {
            this.sorgente = errore;
            throw errore;
          });
          if (next.done === true || this.risposta !== undefined || signal.aborted) break;
          this.iniziata = true;
          this.inviati += next.value.length;
          if (!this.request.write(next.value)) await once(this.request, 'drain', { signal });
        }
      } finally {
        await pezzi.return?.(undefined).catch(() => undefined);
      }
    }
    this.iniziata = true;
    if (this.risposta === undefined) this.request.end();
  }

  /** Sends all; resolves with the head of the answer, or undefined where the call broke: then `errore` or `sorgente` says why. */
  start(): Promise<http.IncomingMessage | undefined> {
    return new Promise((resolve) => {
      this.request.on('response', (risposta) => {
        this.risposta = risposta;
        this.#chiusa.abort(); // a body that is not yet sent need not be any more
        resolve(risposta);
      });
      this.request.on('error', (errore) => {
        this.errore ??= errore;
        this.#chiusa.abort();
        if (this.risposta === undefined) resolve(undefined);
      });
      this.request.on('close', () => {
        this.errore ??= new Fermata('RETE', 'collegamento chiuso');
        if (this.risposta === undefined) resolve(undefined);
      });
      this.#scrivi().catch((errore: unknown) => {
        if (this.risposta !== undefined) return;
        this.stop(errore);
      });
    });
  }
}

const mimeOf = ({ headers }: http.IncomingMessage): string => (headers['content-type'] ?? '').slice(0, 200);

/** Why a call without an answer broke. */
function rotta(chiamata: Chiamata): EsitoTrasporto {
  const { inviati, sorgente, iniziata, errore } = chiamata;
  if (sorgente !== undefined) return { tipo: 'sorgente', errore: sorgente, inviati };
  const { codice, motivo } = guastoOf(errore);
  return iniziata ? { tipo: 'interrotto', motivo, inviati } : { tipo: 'non-inviato', codice, motivo, inviati: 0 };
}

/** One call, answer and all. Never throws. */
export async function chiama(richiesta: Richiesta): Promise<EsitoTrasporto> {
  const chiamata = new Chiamata(richiesta);
  try {
    const arrivata = await chiamata.start();
    if (arrivata === undefined) return rotta(chiamata);
    const pezzi: Buffer[] = [];
    let letti = 0;
    const risposta = (max: number): RispostaHttp => ({
      stato: arrivata.statusCode ?? 0,
      mime: mimeOf(arrivata),
      intestazioni: arrivata.headers,
      contenuto: Buffer.concat(pezzi).subarray(0, max),
    });
    try {
      for await (const pezzo of arrivata as AsyncIterable<Buffer>) {
        pezzi.push(pezzo);
        letti += pezzo.length;
        if (letti > MAX_RISPOSTA) throw new Fermata('RETE', 'risposta troppo grande');
      }
      if (!arrivata.complete) throw new Fermata('RETE', 'risposta interrotta');
    } catch (errore) {
      const { motivo } = guastoOf(chiamata.errore instanceof Fermata ? chiamata.errore : errore);
      return { tipo: 'interrotto', motivo, parziale: risposta(MAX_PARZIALE), inviati: chiamata.inviati };
    }
    return { tipo: 'risposta', risposta: risposta(MAX_RISPOSTA), inviati: chiamata.inviati };
  } finally {
    chiamata.end();
  }
}

/** An answer that did not come, or is not what was asked for; of calls whose answer is a stream. */
export class ChiamataError extends Error {
  constructor(
    message: string,
    readonly esito: EsitoTrasporto,
  ) {
    super(message);
    this.name = 'ChiamataError';
  }
}

/**
 * A call whose answer is large: it is handed out as it comes, if `atteso` takes its head, and is cut when the time is over.
 * @throws ChiamataError with the answer, at most 20 MiB of it, or with why there is none
 */
export async function apri(
  richiesta: Richiesta,
  atteso: (risposta: Pick<RispostaHttp, 'stato' | 'mime'>) => boolean,
): Promise<http.IncomingMessage> {
  const chiamata = new Chiamata(richiesta);
  const arrivata = await chiamata.start();
  if (arrivata === undefined) {
    chiamata.end();
    throw new ChiamataError('no answer', rotta(chiamata));
  }
  if (atteso({ stato: arrivata.statusCode ?? 0, mime: mimeOf(arrivata) })) {
    arrivata.once('close', () => chiamata.end());
    return arrivata;
  }
  const pezzi: Buffer[] = [];
  let letti = 0;
  try {
    for await (const pezzo of arrivata as AsyncIterable<Buffer>) {
      letti += pezzo.length;
      if (letti > MAX_RISPOSTA) break;
      pezzi.push(pezzo);
    }
  } catch {
    // what came is told
  } finally {
    chiamata.end();
  }
  throw new ChiamataError('not what was asked for', {
    tipo: 'risposta',
    inviati: chiamata.inviati,
    risposta: {
      stato: arrivata.statusCode ?? 0,
      mime: mimeOf(arrivata),
      intestazioni: arrivata.headers,
      contenuto: Buffer.concat(pezzi),
    },
  });
}
