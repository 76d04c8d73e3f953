/** One field that the server refused: `campo` like `mittenti[0].codiceFiscale`, `messaggio` in Italian, ready to show. */
interface ErroreCampo {
  campo: string;
  messaggio: string;
  /** of the file that was refused: who confirms it names it */
  sha256?: string;
}

/** Body of an answer of `application/problem+json` (RFC 9457), as far as the pages use it. */
interface Problema {
  type: string;
  title: string;
  status: number;
  detail: string;
  errori: ErroreCampo[];
}

/** The server answered and said no: `detail` is Italian text for the user, `errori` what to mend field by field. */
export class ProblemaError extends Error implements Problema {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errori: ErroreCampo[];
  /** Seconds of the `Retry-After` header (429, 503), if any. */
  readonly riprovaTraS: number | undefined;
  /** The whole body: some problems carry more (`mancanze`, `riferimenti`). */
  readonly corpo: Record<string, unknown>;

  constructor(problema: Problema, corpo: Record<string, unknown> = {}, riprovaTraS?: number) {
    super(problema.title);
    this.name = 'ProblemaError';
    this.type = problema.type;
    this.title = problema.title;
    this.status = problema.status;
    this.detail = problema.detail;
    this.errori = problema.errori;
    this.corpo = corpo;
    this.riprovaTraS = riprovaTraS;
  }
}

/** The server did not answer at all (stopped, network down, connection cut), or a proxy answered in its place. */
export class ServerAssenteError extends Error {
  constructor(cause?: unknown) {
    super('Il server non risponde.', { cause });
    this.name = 'ServerAssenteError';
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

function erroriOf(value: unknown): ErroreCampo[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isRecord).map(({ campo, messaggio, sha256 }) => ({
    campo: textOf(campo, ''),
    messaggio: textOf(messaggio, 'Valore non valido.'),
    ...(typeof sha256 === 'string' && { sha256 }),
  }));
}

/**
 * The error for an answer that is not a success.
 * @param retryAfter - value of the `Retry-After` header, seconds or HTTP date
 */
export function errorOf(status: number, body: unknown, retryAfter: string | null): ProblemaError | ServerAssenteError {
  const gateway = status === 502 || status === 503 || status === 504;
  if (!isRecord(body)) {
    if (gateway) return new ServerAssenteError();
    const detail = 'Il server ha risposto in un modo inatteso. Ricaricare la pagina e riprovare.';
    return new ProblemaError({ type: 'about:blank', title: 'Risposta inattesa', status, detail, errori: [] });
  }
  const title = textOf(body['title'], 'Richiesta non eseguita');
  const problema = {
    type: textOf(body['type'], 'about:blank'),
    title,
    status,
    detail: textOf(body['detail'], title),
    errori: erroriOf(body['errori']),
  };
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter);
  return new ProblemaError(problema, body, Number.isFinite(seconds) ? seconds : undefined);
}

/** Words of any error for the user: what happened and what to do next, in Italian. */
export function wordsOf(error: unknown): string {
  if (error instanceof ProblemaError) return error.detail;
  if (error instanceof ServerAssenteError)
    return 'Il server non risponde. Quanto scritto resta in questa pagina: riprovare tra poco.';
  return 'Qualcosa non ha funzionato in questa pagina. Ricaricarla e riprovare.';
}
