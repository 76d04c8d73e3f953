import { simpleParser, type SimpleParserOptions } from 'mailparser';
import { formatoDi } from '../formati/esamina.js';
import { type Fonte, fonteDiBytes } from '../formati/fonte.js';
import { decodificaTesto } from '../formati/testo.js';
import { testoDiHtml, testoDiXml } from './da-marcatura.js';
import { testoDiPdf } from './da-pdf.js';
import { testoDiRtf } from './da-rtf.js';
import { nomiDiArchivio, testoDiUfficio } from './da-ufficio.js';
import { type Estratto, Raccolta } from './raccolta.js';

/** Messages in messages, files in envelopes. */
const MAX_DEPTH = 4;
const MAX_ALLEGATI = 50;
/** Of a text only the beginning is read. */
const TEXT_BYTES = 8 * 1024 ** 2;

const MAIL: SimpleParserOptions & { ignoreEmbedded: true } = {
  ignoreEmbedded: true,
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipImageLinks: true,
  skipTextLinks: true,
};

class Cifrato extends Error {}

const readText = (bytes: Buffer): string =>
  decodificaTesto(bytes.subarray(0, TEXT_BYTES), bytes.length <= TEXT_BYTES) ?? '';

/** A message and what is attached to it; with `ignoreEmbedded` an attached message stays whole, as certified mail needs. */
async function daPosta(bytes: Buffer, raccolta: Raccolta, depth: number): Promise<void> {
  const mail = await simpleParser(bytes, MAIL);
  raccolta.aggiungi(`${mail.subject ?? ''}\n${mail.from?.text ?? ''}\n`);
  if (mail.text !== undefined && mail.text.trim() !== '') raccolta.aggiungi(`${mail.text}\n`);
  else if (mail.html !== false) testoDiHtml(mail.html, raccolta);
  for (const { filename, content } of mail.attachments.slice(0, MAX_ALLEGATI)) {
    raccolta.aggiungi(`\n${filename ?? ''}\n`);
    if (depth < MAX_DEPTH && !raccolta.piena)
      await daContenuto(content, raccolta, depth + 1).catch(() => raccolta.tronca());
  }
}

const SENZA_MACRO =
  /^application\/(vnd\.(openxmlformats-|oasis\.opendocument|ms-(word|excel|powerpoint)\.\w+\.macroenabled)|epub\+zip)/;

/** Adds the words of a file, by what its content is. @returns whether its format may hold words that we read. @throws Cifrato, and what its parser says */
async function daContenuto(bytes: Buffer, raccolta: Raccolta, depth: number): Promise<boolean> {
  const fonte = fonteDiBytes(bytes);
  const { formato, dentro } = await formatoDi(fonte);
  if (dentro !== undefined && depth < MAX_DEPTH) return daContenuto(await readAll(dentro), raccolta, depth + 1);
  const { mime } = formato;
  if (mime === 'application/pdf') {
    if (!(await testoDiPdf(bytes, raccolta))) throw new Cifrato();
    return true;
  }
  if (formato.cifrato === true) throw new Cifrato();
  if (SENZA_MACRO.test(mime)) await testoDiUfficio(fonte, raccolta);
  else if (mime === 'application/zip' || mime.includes('asic-')) await nomiDiArchivio(fonte, raccolta);
  else if (mime === 'message/rfc822' || mime === 'application/mbox') await daPosta(bytes, raccolta, depth);
  else if (mime === 'text/html' || mime === 'application/xhtml+xml') testoDiHtml(readText(bytes), raccolta);
  else if (mime === 'application/rtf') testoDiRtf(bytes.subarray(0, TEXT_BYTES).toString('latin1'), raccolta);
  else if (/xml$/.test(mime)) testoDiXml(readText(bytes), raccolta);
  else if (mime.startsWith('text/') || mime === 'application/json') raccolta.aggiungi(readText(bytes));
  else return false;
  if (bytes.length > TEXT_BYTES && !mime.startsWith('application/vnd')) raccolta.tronca();
  return true;
}

const readAll = (fonte: Fonte): Promise<Buffer> => fonte.leggi(0, fonte.dimensione);

/** The words of a file. To be called in a process that may die of it. */
export async function estraiTesto(bytes: Buffer): Promise<Estratto> {
  const raccolta = new Raccolta();
  try {
    const known = await daContenuto(bytes, raccolta, 0);
    const esito = raccolta.esito();
    return known || esito.stato === 'estratto' ? esito : { ...esito, motivo: 'formato-senza-testo' };
  } catch (error) {
    const esito = raccolta.esito();
    if (error instanceof Cifrato) return { stato: 'cifrato', testo: '', troncato: false };
    return esito.stato === 'estratto'
      ? { ...esito, troncato: true }
      : { stato: 'non-riuscito', testo: '', troncato: false, motivo: 'illeggibile' };
  }
}
