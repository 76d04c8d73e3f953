/*
 * A portal's client of the protocol, to be read and copied by who makes portals: Node.js alone, nothing of the server. It does what a
 * portal must: the same practice always has the same key, so that whatever is lost or sent twice becomes one registration; what is
 * away for a while is asked again; what came back is compared with what was sent. How it is used: docs/portale.md.
 */
import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

/** `istanza.json`, in the folder of the files that it names. */
interface Istanza {
  /** of the portal, never used again: it is the practice's name here too */
  pratica: string;
  /** day on which the portal received it, `2026-03-02` */
  data: string;
  oggetto: string;
  /** as `Soggetto` of the OpenAPI document */
  richiedente: object;
  /** codes of the offices of the AOO to which it is addressed and assigned */
  ufficio: string;
  classifica?: string;
  tipologia?: string;
  documento: string;
  allegati?: string[];
}

interface File {
  nome: string;
  blob: Blob;
  sha256: string;
}

/** What is read of a registration. */
interface Registrazione {
  anno: number;
  numero: number;
  dataRegistrazione: string;
  segnatura: string;
  stato: string;
  documento: { sha256: string };
  allegati: { sha256: string }[];
  assegnazioni: { uo: string }[];
  presaInCarico?: { utente: string; data: string };
  avvisi: { messaggio: string }[];
}

/** Told to who uses the portal. */
class EsitoError extends Error {}

/** Answers after which the same is asked again. */
const PASSEGGERI = new Set([408, 425, 429, 500, 502, 503, 504]);
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 30_000;
/** An answer that does not come is as one that was lost. */
const ANSWER_MS = 60_000;

/** Milliseconds that the server asks for (`Retry-After`, in seconds), or longer each time. */
function pauseAfter(answer: Response | undefined, attempt: number): number {
  const asked = Number(answer?.headers.get('retry-after') ?? NaN) * 1_000;
  return Math.min(MAX_PAUSE_MS, Number.isFinite(asked) ? asked : FIRST_PAUSE_MS * 2 ** attempt);
}

/** What a refusal says: the sentence of the problem document, and each field's. */
async function refusal(answer: Response): Promise<string> {
  const text = await answer.text();
  try {
    const { detail, errori = [] } = JSON.parse(text) as {
      detail: string;
      errori?: { campo: string; messaggio: string }[];
    };
    return [`${answer.status}: ${detail}`, ...errori.map(({ campo, messaggio }) => `  ${campo}: ${messaggio}`)].join(
      '\n',
    );
  } catch {
    return `${answer.status}: ${text.slice(0, 500)}`;
  }
}

class Protocollo {
  #token: string | undefined;
  readonly #end: number;

  /** @param attesaMs - so long it is asked again for what does not answer */
  constructor(
    private readonly url: string,
    private readonly utente: string,
    private readonly password: string,
    attesaMs: number,
  ) {
    this.#end = performance.now() + attesaMs;
  }

  /** Asks until an answer comes that will not be another one later. @param ask - repeated: it must be safe to */
  async #insist(ask: () => Promise<Response>): Promise<Response> {
    for (let attempt = 0; ; attempt += 1) {
      let fault: unknown;
      const answer = await ask().catch((error: unknown) => void (fault = error));
      if (answer !== undefined && !PASSEGGERI.has(answer.status)) return answer;
      const pause = pauseAfter(answer ?? undefined, attempt);
      if (performance.now() + pause > this.#end)
        throw new EsitoError(
          `Il protocollo non risponde (${answer === undefined ? String((fault as Error).cause ?? fault) : await refusal(answer)}). ` +
            'Ripetere lo stesso comando: non nasce una seconda registrazione.',
        );
      await answer?.body?.cancel();
      await sleep(pause);
    }
  }

  async #signIn(): Promise<string> {
    const answer = await this.#insist(() =>
      fetch(`${this.url}/api/v1/sessione`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ utente: this.utente, password: this.password }),
        signal: AbortSignal.timeout(ANSWER_MS),
      }),
    );
    if (!answer.ok) throw new EsitoError(await refusal(answer));
    return ((await answer.json()) as { token: string }).token;
  }

  /** As who signed in; a session that has expired meanwhile is begun again. */
  async ask(percorso: string, init: () => RequestInit = () => ({})): Promise<Response> {
    const once = async (): Promise<Response> => {
      this.#token ??= await this.#signIn();
      return this.#insist(() => {
        const { headers, ...rest } = init();
        return fetch(`${this.url}/api/v1${percorso}`, {
          ...rest,
          headers: { ...(headers as Record<string, string>), authorization: `Bearer ${this.#token ?? ''}` },
          signal: AbortSignal.timeout(ANSWER_MS),
        });
      });
    };
    const answer = await once();
    if (answer.status !== 401) return answer;
    this.#token = undefined;
    return once();
  }
}

async function readFileOf(cartella: string, nome: string): Promise<File> {
  if (path.basename(nome) !== nome) throw new EsitoError(`«${nome}» non è il nome di un file della cartella.`);
  const file = path.join(cartella, nome);
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes === undefined) throw new EsitoError(`Nella cartella non c’è «${nome}», che istanza.json nomina.`);
  return { nome, blob: await openAsBlob(file), sha256: createHash('sha256').update(bytes).digest('hex') };
}

function parsed(text: string): Partial<Istanza> {
  try {
    return JSON.parse(text) as Partial<Istanza>;
  } catch (error) {
    throw new EsitoError(`istanza.json non è JSON: ${(error as Error).message}.`);
  }
}

async function readIstanza(cartella: string): Promise<Istanza> {
  const text = await readFile(path.join(cartella, 'istanza.json'), 'utf8').catch(() => undefined);
  if (text === undefined) throw new EsitoError(`In ${cartella} non c’è istanza.json.`);
  const istanza = parsed(text);
  for (const campo of ['pratica', 'data', 'oggetto', 'richiedente', 'ufficio', 'documento'] as const)
    if (istanza[campo] === undefined) throw new EsitoError(`In istanza.json manca «${campo}».`);
  return istanza as Istanza;
}

/** The practice's number stands where the sender's protocol does: who has it by mail too is told of its twin. */
const richiestaOf = ({ pratica, data, oggetto, richiedente, ufficio, classifica, tipologia }: Istanza) => ({
  ...{ flusso: 'E', mezzo: 'portale', oggetto, mittenti: [richiedente], destinatari: [{ tipo: 'UO', uo: ufficio }] },
  protocolloMittente: { numero: pratica, data },
  assegnazioni: [{ uo: ufficio, tipo: 'competenza' }],
  ...(classifica !== undefined && { classifica }),
  ...(tipologia !== undefined && { tipologia }),
});

/** A key is of the practice and of nothing else: with other content it is refused (409), never a second registration. */
const chiaveOf = (pratica: string): string => `portale-${createHash('sha256').update(pratica).digest('hex')}`;

async function register(
  protocollo: Protocollo,
  istanza: Istanza,
  documento: File,
  allegati: readonly File[],
): Promise<Registrazione & { nuova: boolean }> {
  const answer = await protocollo.ask('/registrazioni', () => {
    const body = new FormData();
    body.append('registrazione', JSON.stringify(richiestaOf(istanza)));
    body.append('documento', documento.blob, documento.nome);
    for (const { blob, nome } of allegati) body.append('allegato', blob, nome);
    return { method: 'POST', headers: { 'idempotency-key': chiaveOf(istanza.pratica) }, body };
  });
  if (!answer.ok) throw new EsitoError(await refusal(answer));
  return { ...((await answer.json()) as Registrazione), nuova: answer.status === 201 };
}

/** @throws EsitoError if what was registered is not what was sent */
function compare({ documento, allegati }: Registrazione, sent: File, altri: readonly File[]): void {
  const registered = [documento, ...allegati].map(({ sha256 }) => sha256).join(' ');
  if (registered !== [sent, ...altri].map(({ sha256 }) => sha256).join(' '))
    throw new EsitoError(
      'Le impronte registrate non sono quelle dei file inviati: avvisare chi gestisce il protocollo.',
    );
}

/** Whole or not at all. */
async function keep(file: string, content: string | Buffer): Promise<void> {
  await writeFile(`${file}.parte`, content);
  await rename(`${file}.parte`, file);
}

/** `npm run portale -- cartella`: registers the practice of the folder, once, and keeps its receipt there. */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { attesa: { type: 'string', default: '600' } },
  });
  const [cartella] = positionals;
  const attesaMs = Number(values.attesa) * 1_000;
  if (!(attesaMs >= 0)) throw new EsitoError('L’attesa si scrive in secondi: --attesa 600');
  const { PORTALE_URL: url, PORTALE_UTENTE: utente, PORTALE_PASSWORD: password } = process.env;
  if (cartella === undefined || url === undefined || utente === undefined || password === undefined)
    throw new EsitoError(
      'Indicare la cartella della pratica, e in PORTALE_URL, PORTALE_UTENTE e PORTALE_PASSWORD dove e come chi: npm run portale -- cartella [--attesa SECONDI]',
    );
  const istanza = await readIstanza(cartella);
  const documento = await readFileOf(cartella, istanza.documento);
  const allegati = await Promise.all((istanza.allegati ?? []).map((nome) => readFileOf(cartella, nome)));
  const protocollo = new Protocollo(url.replace(/\/$/, ''), utente, password, attesaMs);
  const { nuova, ...nata } = await register(protocollo, istanza, documento, allegati);
  compare(nata, documento, allegati);
  const { anno, numero, segnatura, dataRegistrazione, avvisi } = nata;
  const posto = `/registrazioni/${anno}/${numero}`;
  const ricevuta = await protocollo.ask(`${posto}/ricevuta.pdf`);
  if (!ricevuta.ok) throw new EsitoError(await refusal(ricevuta));
  await keep(path.join(cartella, 'ricevuta.pdf'), Buffer.from(await ricevuta.arrayBuffer()));
  const now = await protocollo.ask(posto);
  if (!now.ok) throw new EsitoError(await refusal(now));
  const { stato, assegnazioni, presaInCarico } = (await now.json()) as Registrazione;
  const esito = {
    ...{ pratica: istanza.pratica, anno, numero, segnatura, dataRegistrazione, stato },
    uffici: assegnazioni.map(({ uo }) => uo),
    ...(presaInCarico !== undefined && { presaInCarico: presaInCarico.data }),
    avvisi: avvisi.map(({ messaggio }) => messaggio),
  };
  await keep(path.join(cartella, 'esito.json'), `${JSON.stringify(esito, undefined, 2)}\n`);
  console.log(JSON.stringify({ ...esito, nuova }));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof EsitoError ? error.message : String((error as Error).stack ?? error)}\n`);
  process.exitCode = 1;
});
