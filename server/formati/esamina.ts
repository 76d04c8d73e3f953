import type { Formato } from '../../schemas/formato.api.js';
import { formatoDiGzip, formatoDiTar, formatoDiZip } from './archivio.js';
import { type Busta, nomeInterno, P7M, riconosciBusta } from './busta.js';
import { formatoDiEseguibile, isNomeDiScript } from './eseguibili.js';
import { type Fonte, fonteDiBytes, fonteDiSegmenti, FuoriLimite } from './fonte.js';
import { formatoDiOle, isOle } from './ole.js';
import { formatoDiPdf } from './pdf.js';
import { formatoDiPosta } from './posta.js';
import { decodificaTesto, formatoDiTesto } from './testo.js';
import { formatoDiXml } from './xml.js';
import { elencaZip } from './zip.js';

const HEAD = 16 * 1024;
/** As much as the library looks at. */
const SAMPLE = 4_100;
const PDF = Buffer.from('%PDF-');
/** How far into a file readers still look for the header of a PDF. */
const PDF_WITHIN = 1_024;
/** Envelopes in envelopes, p7m in p7m. */
const MAX_DEPTH = 5;
/** An envelope in letters is decoded in memory. */
const MAX_BASE64 = 24 * 1024 ** 2;
export const SCONOSCIUTO = 'application/octet-stream';

export interface Esaminato {
  formato: Formato;
  /** where the document inside an envelope is; for who reads its text */
  dentro?: Fonte;
  /** it may bear signatures or timestamps: worth verifying */
  firmato?: boolean;
}

type Parziale = (formato: Formato) => void;

const isZip = (head: Buffer): boolean => /^504b(0304|0506|0708)/.test(head.subarray(0, 4).toString('hex'));

/** What a signature in XML says of itself. */
const XMLDSIG = Buffer.from('http://www.w3.org/2000/09/xmldsig#');
const BLOCK = 256 * 1024;
const MAX_XML = 16 * 1024 ** 2;

/** An envelope written in letters: PEM, or bare base64 of one. */
const PEM = /^\uFEFF?\s*-----BEGIN (?:PKCS7|PKCS #7 SIGNED DATA|CMS)-----/;
const BASE64 = /^\uFEFF?\s*MI[A-Za-z0-9+/=\s]{60,}$/;

/** What letters stand for, where they may be an envelope. @param inizio - its first characters */
export async function daLettere(
  fonte: Fonte,
  inizio: string,
): Promise<{ bytes: Fonte; tagliata: boolean } | undefined> {
  if (!PEM.test(inizio) && !BASE64.test(inizio)) return undefined;
  const letters = (await fonte.leggi(0, MAX_BASE64)).toString('latin1').replaceAll(/-----[^-\r\n]*-----/g, '');
  return { bytes: fonteDiBytes(Buffer.from(letters, 'base64')), tagliata: fonte.dimensione > MAX_BASE64 };
}

async function fromLetters(
  fonte: Fonte,
  text: string,
): Promise<{ busta: Busta; dentro: Fonte; tagliata: boolean } | undefined> {
  const found = await daLettere(fonte, text);
  const busta = found && (await riconosciBusta(found.bytes));
  return busta && { busta, dentro: found.bytes, tagliata: found.tagliata };
}

/** Whether a signature is anywhere in an XML text: enveloped ones stand at its end. */
async function isXmlFirmato(fonte: Fonte): Promise<boolean> {
  for (let at = 0; at < Math.min(fonte.dimensione, MAX_XML); at += BLOCK)
    if ((await fonte.leggi(at, BLOCK + XMLDSIG.length)).includes(XMLDSIG)) return true;
  return false;
}

/** Marks of what is inside count for the envelope: a container is judged with all its parts. */
function withInterno(formato: Formato, { formato: inner }: Esaminato, nome: string | undefined): Formato {
  const { cifrato, macro, pdfA, attivo, eseguibile, archivio, incompleto, interno } = inner;
  const innermost = interno?.mime ?? inner.mime;
  const name = interno?.nome ?? nome;
  return {
    ...formato,
    ...(cifrato === true && { cifrato }),
    ...(macro === true && { macro }),
    ...(pdfA !== undefined && { pdfA }),
    ...(attivo !== undefined && { attivo }),
    ...(eseguibile === true && { eseguibile }),
    ...(archivio !== undefined && { archivio }),
    ...(incompleto === true && { incompleto }),
    interno: { ...(name !== undefined && { nome: name }), mime: innermost },
  };
}

/** Structures of the same family that sign nothing. */
const SENZA_FIRME = new Set([
  'application/x-pkcs7-certificates',
  'application/x-pkcs12',
  'application/timestamp-query',
  'application/pkix-cert',
]);

async function esaminaBusta(
  fonte: Fonte,
  { contenuto, nome: detto, ...formato }: Busta,
  nome: string | undefined,
  depth: number,
  parziale: Parziale,
): Promise<Esaminato> {
  parziale(formato);
  if (contenuto === undefined) return { formato, firmato: !SENZA_FIRME.has(formato.mime) };
  const dentro = fonteDiSegmenti(fonte, contenuto);
  if (depth >= MAX_DEPTH) return { formato: { ...formato, incompleto: true }, dentro, firmato: true };
  const name = detto ?? nomeInterno(nome);
  const inner = await esamina(dentro, name, depth + 1, (one) => parziale(withInterno(formato, { formato: one }, name)));
  return { formato: withInterno(formato, inner, name), dentro: inner.dentro ?? dentro, firmato: true };
}

async function esaminaTesto(
  fonte: Fonte,
  { text, head }: { text: string; head: Buffer },
  nome: string | undefined,
  depth: number,
  parziale: Parziale,
): Promise<Esaminato> {
  const intero = head.length >= fonte.dimensione;
  if (/^%PDF-\d/m.test(text.slice(0, PDF_WITHIN))) return formatoDiPdf(fonte, parziale);
  const found = await fromLetters(fonte, text);
  if (found !== undefined) {
    const { formato, ...rest } = await esaminaBusta(found.dentro, found.busta, nome, depth, parziale);
    return { formato: { ...formato, ...(found.tagliata && { incompleto: true }) }, ...rest };
  }
  if (PEM.test(text)) return { formato: { mime: P7M }, firmato: true };
  const formato = formatoDiXml(text) ?? formatoDiPosta(text) ?? formatoDiTesto(text, intero);
  const script = /^(text\/(plain|csv|x-script|html))$/.test(formato.mime) && nome !== undefined && isNomeDiScript(nome);
  return {
    formato: script ? { ...formato, eseguibile: true } : formato,
    firmato: formato.mime.endsWith('xml') && (await isXmlFirmato(fonte)),
  };
}

/** What the library knows by its first bytes: pictures, sound, archives of other kinds. */
async function esaminaAltro(fonte: Fonte, head: Buffer, parziale: Parziale): Promise<Esaminato> {
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(head.subarray(0, SAMPLE)).catch(() => undefined);
  if (found?.mime === 'application/x-tar') return { formato: await formatoDiTar(fonte) };
  if (found?.mime === 'application/gzip') return { formato: await formatoDiGzip(fonte) };
  if (found !== undefined && found.mime !== 'application/pdf') return { formato: { mime: found.mime } };
  if (head.subarray(0, PDF_WITHIN).includes(PDF)) return formatoDiPdf(fonte, parziale);
  return { formato: { mime: SCONOSCIUTO } };
}

/**
 * What a file is, by its content. The name only tells a script from another text, and names what is inside an envelope.
 * @param parziale - called with what is known so far: what counts if the limit of the source is passed
 * @throws FuoriLimite
 */
export async function esamina(
  fonte: Fonte,
  nome: string | undefined,
  depth: number,
  parziale: Parziale,
): Promise<Esaminato> {
  const head = await fonte.leggi(0, HEAD);
  if (head.subarray(0, PDF.length).equals(PDF)) return formatoDiPdf(fonte, parziale);
  if (isZip(head)) {
    parziale({ mime: 'application/zip' });
    const formato = await formatoDiZip(fonte, await elencaZip(fonte));
    return { formato, firmato: formato.mime.includes('asic-') };
  }
  if (isOle(head)) return { formato: await formatoDiOle(fonte) };
  const text = decodificaTesto(head, head.length >= fonte.dimensione);
  if (text !== undefined) return esaminaTesto(fonte, { text, head }, nome, depth, parziale);
  const busta = await riconosciBusta(fonte);
  if (busta !== undefined) return esaminaBusta(fonte, busta, nome, depth, parziale);
  const programma = formatoDiEseguibile(head);
  return programma === undefined ? esaminaAltro(fonte, head, parziale) : { formato: programma };
}

/** The format of a file; where its limit is passed, what was known until then, marked `incompleto`. */
export async function formatoDi(fonte: Fonte, nome?: string): Promise<Esaminato> {
  let known: Formato = { mime: SCONOSCIUTO };
  try {
    return await esamina(fonte, nome, 0, (formato) => (known = formato));
  } catch (error) {
    if (!(error instanceof FuoriLimite)) throw error;
    return { formato: { ...known, incompleto: true } };
  }
}
