/*
 * A portal's client of the protocol, to be read and copied by who makes portals: Node.js alone, nothing of the server. It does what a
 * portal must: the same practice always has the same key, so that whatever is lost or sent twice becomes one registration; what is
 * away for a while is asked again; what came back is compared with what was sent. How it is used: docs/portale.md.
 */
import { createHash, randomUUID } from 'node:crypto';
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
/** The slowest line on which files are sent: 100 kB a second. */
const LEAST_BYTES_A_MS = 100;

/** What has come whole: an answer that is cut is none. */
interface Risposta {
  status: number;
  ok: boolean;
  retryAfter: number;
  bytes: Buffer;
}

/** Milliseconds: longer each time, and never less than the server asks for (`Retry-After`, in seconds). */
function pauseAfter(answer: Risposta | undefined, attempt: number): number {
  const own = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
  const asked = (answer?.retryAfter ?? 0) * 1_000;
  return asked > own ? asked : own;
}

/** What a refusal says: the sentence of the problem document, and each field's. */
function refusal({ status, bytes }: Risposta): string {
  try {
    const { detail, errori = [] } = JSON.parse(bytes.toString()) as {
      detail: string;
      errori?: { campo: string; messaggio: string }[];
    };
    return [`${status}: ${detail}`, ...errori.map(({ campo, messaggio }) => `  ${campo}: ${messaggio}`)].join('\n');
  } catch {
    return `${status}: ${bytes.toString().slice(0, 500)}`;
  }
}

/** The registration of an answer. @throws EsitoError for a refusal, and for what is not the protocol's */
function registrazioneOf(answer: Risposta): Registrazione {
  if (!answer.ok) throw new EsitoError(refusal(answer));
  try {
    const one = JSON.parse(answer.bytes.toString()) as Partial<Registrazione>;
    if (Number.isInteger(one.numero) && typeof one.documento?.sha256 === 'string') return one as Registrazione;
  } catch {
    // a page of something in between
  }
  throw new EsitoError(`A questo indirizzo non risponde il protocollo: ${answer.bytes.toString().slice(0, 200)}`);
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

  /** Asks until a whole answer comes that will not be another one later. @param ask - repeated: it must be safe to */
  async #insist(ask: () => Promise<Response>): Promise<Risposta> {
    for (let attempt = 0; ; attempt += 1) {
      let fault: unknown;
      const answer = await this.#once(ask).catch((error: unknown) => void (fault = error));
      if (answer !== undefined && !PASSEGGERI.has(answer.status)) return answer;
      const pause = pauseAfter(answer ?? undefined, attempt);
      if (performance.now() + pause > this.#end)
        throw new EsitoError(
          `Il protocollo non risponde (${answer === undefined ? String((fault as Error).cause ?? fault) : refusal(answer)}). ` +
            'Ripetere lo stesso comando: non nasce una seconda registrazione.',
        );
      await sleep(pause);
    }
  }

  async #once(ask: () => Promise<Response>): Promise<Risposta> {
    const answer = await ask();
    const { status, ok, headers } = answer;
    const bytes = Buffer.from(await answer.arrayBuffer());
    return { status, ok, retryAfter: Number(headers.get('retry-after')), bytes };
  }

  async #signIn(): Promise<string> {
    const answer = await this.#insist(() =>
      fetch(`${this.url}/api/v1/sessione`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ utente: this.utente, password: this.password }),
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_MS),
      }),
    );
    if (!answer.ok) throw new EsitoError(refusal(answer));
    return (JSON.parse(answer.bytes.toString()) as { token: string }).token;
  }

  /**
   * As who signed in; a session that has expired meanwhile is begun again.
   * @param inviati - bytes that are sent: the slower a line is, the longer an answer may take
   */
  async ask(percorso: string, init: () => RequestInit = () => ({}), inviati = 0): Promise<Risposta> {
    const once = async (): Promise<Risposta> => {
      this.#token ??= await this.#signIn();
      return this.#insist(() => {
        const { headers, ...rest } = init();
        return fetch(`${this.url}/api/v1${percorso}`, {
          ...rest,
          headers: { ...(headers as Record<string, string>), authorization: `Bearer ${this.#token ?? ''}` },
          redirect: 'manual', // a POST that is sent elsewhere would become a reading
          signal: AbortSignal.timeout(ANSWER_MS + Math.ceil(inviati / LEAST_BYTES_A_MS)),
        });
      });
    };
    const answer = await once();
    if (answer.status !== 401) return answer;
    this.#token = undefined;
    return once();
  }
}

/** What this program writes or reads in the folder: a file of the practice cannot have their names. */
const PROPRI = ['istanza.json', 'ricevuta.pdf', 'esito.json'];

async function readFileOf(cartella: string, nome: string): Promise<File> {
  if (path.basename(nome) !== nome) throw new EsitoError(`«${nome}» non è il nome di un file della cartella.`);
  if (PROPRI.includes(nome))
    throw new EsitoError(`«${nome}» è un nome di questo programma: dare al file un altro nome.`);
  try {
    const blob = await openAsBlob(path.join(cartella, nome));
    const hash = createHash('sha256');
    for await (const part of blob.stream()) hash.update(part as Uint8Array);
    return { nome, blob, sha256: hash.digest('hex') };
  } catch (error) {
    throw new EsitoError(`Il file «${nome}», che istanza.json nomina, non si legge: ${(error as Error).message}`);
  }
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
/** What each datum must be; those of `Soggetto` and the rest the protocol says. */
const CAMPI: Record<keyof Istanza, { obbligatorio?: true; vale: (value: unknown) => boolean }> = {
  pratica: { obbligatorio: true, vale: isText },
  data: { obbligatorio: true, vale: isText },
  oggetto: { obbligatorio: true, vale: isText },
  richiedente: { obbligatorio: true, vale: isObject },
  ufficio: { obbligatorio: true, vale: isText },
  classifica: { vale: isText },
  tipologia: { vale: isText },
  documento: { obbligatorio: true, vale: isText },
  allegati: { vale: (value) => Array.isArray(value) && value.every(isText) },
};

function parsed(text: string): Istanza {
  let istanza: unknown;
  try {
    istanza = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new EsitoError(`istanza.json non è JSON: ${(error as Error).message}.`);
  }
  if (!isObject(istanza)) throw new EsitoError('istanza.json non è un oggetto di JSON.');
  for (const [campo, { obbligatorio, vale }] of Object.entries(CAMPI)) {
    const value = (istanza as Record<string, unknown>)[campo];
    if (value === undefined && obbligatorio === true) throw new EsitoError(`In istanza.json manca «${campo}».`);
    if (value !== undefined && !vale(value))
      throw new EsitoError(`In istanza.json «${campo}» non è scritto come si deve.`);
  }
  return istanza as Istanza;
}

async function readIstanza(cartella: string): Promise<Istanza> {
  const text = await readFile(path.join(cartella, 'istanza.json'), 'utf8').catch(() => undefined);
  if (text === undefined) throw new EsitoError(`In ${cartella} non c’è istanza.json.`);
  return parsed(text);
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
  const init = (): RequestInit => {
    const body = new FormData();
    body.append('registrazione', JSON.stringify(richiestaOf(istanza)));
    body.append('documento', documento.blob, documento.nome);
    for (const { blob, nome } of allegati) body.append('allegato', blob, nome);
    return { method: 'POST', headers: { 'idempotency-key': chiaveOf(istanza.pratica) }, body };
  };
  const inviati = [documento, ...allegati].reduce((sum, { blob }) => sum + blob.size, 0);
  const answer = await protocollo.ask('/registrazioni', init, inviati);
  return { ...registrazioneOf(answer), nuova: answer.status === 201 };
}

/** @throws EsitoError if what was registered is not what was sent */
function compare({ documento, allegati }: Registrazione, sent: File, altri: readonly File[]): void {
  const registered = [documento, ...allegati].map(({ sha256 }) => sha256).join(' ');
  if (registered !== [sent, ...altri].map(({ sha256 }) => sha256).join(' '))
    throw new EsitoError(
      'Le impronte registrate non sono quelle dei file inviati: avvisare chi gestisce il protocollo.',
    );
}

/** Whole or not at all, whoever else writes it. */
async function keep(file: string, content: string | Buffer): Promise<void> {
  const parte = `${file}.${randomUUID()}.parte`;
  await writeFile(parte, content);
  await rename(parte, file);
}

/** What a program is told of a practice. */
const esitoOf = (
  { pratica }: Istanza,
  { anno, numero, segnatura, dataRegistrazione, avvisi }: Registrazione,
  { stato, assegnazioni, presaInCarico }: Pick<Registrazione, 'stato' | 'assegnazioni' | 'presaInCarico'>,
) => ({
  ...{ pratica, anno, numero, segnatura, dataRegistrazione, stato, uffici: assegnazioni.map(({ uo }) => uo) },
  ...(presaInCarico !== undefined && { presaInCarico: presaInCarico.data }),
  avvisi: avvisi.map(({ messaggio }) => messaggio),
});

/** The receipt and what became of it since. @returns undefined where the registration is reserved, and not this user's to read any more */
async function follow(protocollo: Protocollo, cartella: string, posto: string): Promise<Registrazione | undefined> {
  const now = await protocollo.ask(posto);
  if (now.status === 403 || now.status === 404) return undefined;
  const registrazione = registrazioneOf(now);
  const ricevuta = await protocollo.ask(`${posto}/ricevuta.pdf`);
  if (!ricevuta.ok) throw new EsitoError(refusal(ricevuta));
  await keep(path.join(cartella, 'ricevuta.pdf'), ricevuta.bytes);
  return registrazione;
}

interface Comando {
  cartella: string;
  protocollo: Protocollo;
}

const USO =
  'Indicare la cartella della pratica, e in PORTALE_URL, PORTALE_UTENTE e PORTALE_PASSWORD dove e come chi: npm run portale -- cartella [--attesa SECONDI]';

/** @throws EsitoError */
function comandoOf(args: string[], env: NodeJS.ProcessEnv): Comando {
  let read;
  try {
    const options = { attesa: { type: 'string', default: '600' } } as const;
    read = parseArgs({ args, allowPositionals: true, options });
  } catch {
    throw new EsitoError(USO);
  }
  const [cartella] = read.positionals;
  const { PORTALE_URL: url, PORTALE_UTENTE: utente, PORTALE_PASSWORD: password } = env;
  if (cartella === undefined || url === undefined || utente === undefined || password === undefined)
    throw new EsitoError(USO);
  if (!URL.canParse(url))
    throw new EsitoError('PORTALE_URL non è un indirizzo: si scrive come https://protocollo.comune.example');
  const attesaMs = Number(read.values.attesa) * 1_000;
  if (!(attesaMs >= 0)) throw new EsitoError('L’attesa si scrive in secondi: --attesa 600');
  return { cartella, protocollo: new Protocollo(url.replace(/\/$/, ''), utente, password, attesaMs) };
}

/** `npm run portale -- cartella`: registers the practice of the folder, once, and keeps its receipt there. */
async function main(): Promise<void> {
  const { cartella, protocollo } = comandoOf(process.argv.slice(2), process.env);
  const istanza = await readIstanza(cartella);
  const documento = await readFileOf(cartella, istanza.documento);
  const allegati: File[] = [];
  for (const nome of istanza.allegati ?? []) allegati.push(await readFileOf(cartella, nome));
  const { nuova, ...nata } = await register(protocollo, istanza, documento, allegati);
  compare(nata, documento, allegati);
  const keepEsito = (esito: object): Promise<void> =>
    keep(path.join(cartella, 'esito.json'), `${JSON.stringify(esito, undefined, 2)}\n`);
  await keepEsito(esitoOf(istanza, nata, nata)); // the number is known, whatever comes after
  const now = await follow(protocollo, cartella, `/registrazioni/${nata.anno}/${nata.numero}`);
  const esito = esitoOf(istanza, nata, now ?? nata);
  await keepEsito(esito);
  console.log(JSON.stringify({ ...esito, nuova, ...(now === undefined && { riservata: true }) }));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof EsitoError ? error.message : String((error as Error).stack ?? error)}\n`);
  process.exitCode = 1;
});
