import { errorOf, ProblemaError, ServerAssenteError } from './errori.js';
import { reportAnswer, reportSilence } from './stato-server.js';
import { readAooScelta } from './aoo-scelta.js';
import { readPerContoDi } from './per-conto-di.js';

export const BASE = '/api/v1';

export type Metodo = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** An address of the API with the shape that it answers; made only in `percorsi.ts`. */
export interface Percorso<T> {
  readonly metodo: Metodo;
  /** Below `/api/v1`, query string included. */
  readonly url: string;
  /** Never set: it carries the type of the answer. */
  readonly risposta?: T;
}

export interface Risposta<T> {
  corpo: T;
  status: number;
  etag: string | undefined;
  location: string | undefined;
}

interface Opzioni {
  /** JSON body. */
  corpo?: unknown;
  /** A file that is the whole body, instead of JSON. */
  file?: { tipo: string; contenuto: Blob };
  /** Idempotency-Key: made with the form, the same at every retry. */
  chiave?: string | undefined;
  /** If-Match: the `versione` that the user saw. */
  versione?: number | undefined;
  /** If-None-Match: the ETag of what is already here; if nothing has changed the answer is 304, without a body. */
  seCambiata?: string | undefined;
  /** X-Motivo-Accesso: why one reads what is reserved. */
  motivoAccesso?: string | undefined;
  segnale?: AbortSignal | undefined;
}

interface OpzioniParti extends Omit<Opzioni, 'corpo' | 'file'> {
  parti: FormData;
  /** Called while the body leaves: bytes sent and bytes in all. */
  avanzamento?: (inviati: number, totale: number) => void;
}

/** A text as a header can carry it whole, accents included: percent-encoded, as the server reads it. */
const headerText = (text: string): string => encodeURIComponent(text.replace(/\s+/g, ' ').trim());

function headersOf({ chiave, versione, motivoAccesso, seCambiata }: Omit<Opzioni, 'corpo'>): Record<string, string> {
  const aoo = readAooScelta();
  const titolare = readPerContoDi();
  return {
    Accept: 'application/json, application/problem+json',
    ...(aoo !== null && { 'X-AOO': aoo }),
    ...(titolare !== null && { 'X-Per-Conto-Di': titolare }),
    ...(seCambiata !== undefined && { 'If-None-Match': seCambiata }),
    ...(chiave !== undefined && { 'Idempotency-Key': chiave }),
    ...(versione !== undefined && { 'If-Match': `"${versione}"` }),
    ...(motivoAccesso !== undefined && { 'X-Motivo-Accesso': headerText(motivoAccesso) }),
  };
}

const parseJson = (text: string): unknown => {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
};

interface Grezza {
  status: number;
  text: string;
  header: (name: string) => string | null;
}

/** Reads an answer: a success with its body, else the typed error; tells the strip of the server which one it was. */
function settle<T>({ status, text, header }: Grezza): Risposta<T> {
  if ((status >= 200 && status < 300) || status === 304) {
    reportAnswer();
    return {
      corpo: parseJson(text) as T,
      status,
      etag: header('ETag') ?? undefined,
      location: header('Location') ?? undefined,
    };
  }
  throw settleError({ status, text, header });
}

/** The typed error of an answer that is not a success, told to the strip of the server too. */
function settleError({ status, text, header }: Grezza): ProblemaError | ServerAssenteError {
  const error = errorOf(status, parseJson(text), header('Retry-After'));
  if (error instanceof ProblemaError) reportAnswer();
  else reportSilence();
  return error;
}

/**
 * One request to the API, with the cookie of the session.
 * @throws ProblemaError if the server says no, ServerAssenteError if nobody answers; an abort is rethrown as it is
 */
export async function chiedi<T>(percorso: Percorso<T>, opzioni: Opzioni = {}): Promise<Risposta<T>> {
  const { corpo, file, segnale } = opzioni;
  let risposta: Response;
  let text: string;
  try {
    risposta = await fetch(BASE + percorso.url, {
      method: percorso.metodo,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: {
        ...headersOf(opzioni),
        ...(corpo !== undefined && { 'Content-Type': 'application/json' }),
        ...(file !== undefined && { 'Content-Type': file.tipo }),
      },
      ...(corpo !== undefined && { body: JSON.stringify(corpo) }),
      ...(file !== undefined && { body: file.contenuto }),
      ...(segnale !== undefined && { signal: segnale }),
    });
    text = await risposta.text();
  } catch (cause) {
    if (segnale?.aborted === true) throw cause;
    reportSilence();
    throw new ServerAssenteError(cause);
  }
  return settle<T>({ status: risposta.status, text, header: (name) => risposta.headers.get(name) });
}

/**
 * One GET whose answer is a file, to be read by the caller.
 * @param address - whole path, `/api/v1/...`
 * @param opzioni - `accetta`: media type that is asked for, where an address answers with several
 * @throws as {@link chiedi}
 */
export async function richiestaGrezza(
  address: string,
  { accetta = '*/*', ...opzioni }: Pick<Opzioni, 'motivoAccesso'> & { accetta?: string },
): Promise<Response> {
  let risposta: Response;
  try {
    risposta = await fetch(address, {
      credentials: 'same-origin',
      headers: { ...headersOf(opzioni), Accept: accetta },
    });
  } catch (cause) {
    reportSilence();
    throw new ServerAssenteError(cause);
  }
  if (risposta.ok) return risposta;
  const text = await risposta.text();
  throw settleError({ status: risposta.status, text, header: (name) => risposta.headers.get(name) });
}

/**
 * One multipart request (registration, added files), which tells how far it is: fetch cannot, XMLHttpRequest can.
 * @throws as {@link chiedi}; a body refused at once (413) is told even if the server cuts the connection after answering
 */
export function inviaParti<T>(percorso: Percorso<T>, opzioni: OpzioniParti): Promise<Risposta<T>> {
  const { parti, avanzamento, segnale } = opzioni;
  return new Promise<Risposta<T>>((resolve, reject) => {
    const richiesta = new XMLHttpRequest();
    const silence = () => {
      reportSilence();
      reject(new ServerAssenteError());
    };
    richiesta.open(percorso.metodo, BASE + percorso.url);
    for (const [name, value] of Object.entries(headersOf(opzioni))) richiesta.setRequestHeader(name, value);
    if (avanzamento !== undefined) {
      richiesta.upload.addEventListener('progress', (event) => avanzamento(event.loaded, event.total));
    }
    richiesta.addEventListener('load', () => {
      try {
        const header = (name: string) => richiesta.getResponseHeader(name);
        resolve(settle<T>({ status: richiesta.status, text: richiesta.responseText, header }));
      } catch (error) {
        reject(error instanceof Error ? error : new ServerAssenteError(error));
      }
    });
    richiesta.addEventListener('error', silence);
    richiesta.addEventListener('timeout', silence);
    richiesta.addEventListener('abort', () => reject(new DOMException('Interrotto', 'AbortError')));
    segnale?.addEventListener('abort', () => richiesta.abort(), { once: true });
    if (segnale?.aborted === true) richiesta.abort();
    richiesta.send(parti);
  });
}
