import type { Formato } from '../../schemas/formato.api.js';
import { NOMI_FORMATI, type NomeFormato } from '../../schemas/nomi-formati.api.js';
import { estensioneOf } from './eseguibili.js';
import { SCONOSCIUTO } from './esamina.js';

/** Names for one and the same format. */
const STESSO: Readonly<Record<string, string>> = {
  'application/x-pdf': 'application/pdf',
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/x-png': 'image/png',
  'text/xml': 'application/xml',
  'text/rtf': 'application/rtf',
  'text/x-markdown': 'text/markdown',
  'application/x-zip-compressed': 'application/zip',
  'application/x-zip': 'application/zip',
  'application/x-rar-compressed': 'application/vnd.rar',
  'application/x-gzip': 'application/gzip',
  'application/tar': 'application/x-tar',
  'application/x-pkcs7-mime': 'application/pkcs7-mime',
  'application/x-pkcs7-signature': 'application/pkcs7-signature',
  'application/email': 'message/rfc822',
  'application/vnd.microsoft.portable-executable': 'application/x-msdownload',
  'application/x-dosexec': 'application/x-msdownload',
  'application/x-msdos-program': 'application/x-msdownload',
};
const canonical = (mime: string): string => {
  const bare = (mime.split(';')[0] ?? '').trim().toLowerCase();
  return STESSO[bare] ?? bare;
};

/** What says nothing of the content: a declaration like this is never contradicted. */
const GENERICO = new Set([
  SCONOSCIUTO,
  '',
  'application/x-unknown',
  'application/force-download',
  'binary/octet-stream',
]);

export const isGenerico = (mime: string): boolean => GENERICO.has(canonical(mime));

/** Formats of which the content tells only the outline: a declared name of these, more precise, is taken. */
const PRECISATI: Readonly<Record<string, RegExp>> = {
  'application/zip': /^application\/(vnd\.(?!openxml|oasis)|x-)|\+zip$/,
  'application/xml': /xml$/,
  'text/plain': /^text\/(?!html|xml|rtf)|^application\/(x-|sql|javascript|json)/,
  'text/csv': /^text\/(plain|tab-separated-values|markdown)$/,
  'application/x-cfb': /^application\/(msword|vnd\.ms-|vnd\.openxml|x-msi|msaccess)/,
  'application/pkcs7-mime': /^application\/pkcs7-signature$/,
};
/** Declarations wider than the content: true all the same, and the content's own name is kept. */
const PIU_LARGHI: Readonly<Record<string, RegExp>> = {
  'text/plain': /^text\/|^message\/rfc822$|^application\/(xml|json|rtf|postscript|pkcs7-mime)$|\+xml$/,
  'application/xml': /\+xml$|^text\/html$/,
  'text/html': /^application\/xhtml\+xml$/,
  'application/pkcs7-mime': /^application\/(pkcs7-signature|timestamped-data|vnd\.etsi\.timestamp-token)$/,
  'application/pkcs7-signature': /^application\/pkcs7-mime$/,
  'application/timestamp-reply': /^application\/vnd\.etsi\.timestamp-token$/,
  'application/zip': /\+zip$|^application\/(vnd\.|java-archive)/,
  'text/csv': /^text\/plain$/,
  'text/markdown': /^text\/(plain|csv|html)$/,
  'text/javascript': /^text\/plain$/,
  'application/javascript': /^text\/plain$/,
};

type Accordo = 'preciso' | 'largo' | 'no';

function accordo(detected: string, declared: string): Accordo {
  if (detected === SCONOSCIUTO) return RICONOSCIUTI.has(declared) ? 'no' : 'largo';
  if (detected === declared) return 'largo';
  if (PRECISATI[detected]?.test(declared) === true) return 'preciso';
  return PIU_LARGHI[declared]?.test(detected) === true ? 'largo' : 'no';
}

const rows = Object.entries(NOMI_FORMATI) as [string, NomeFormato][];
/** Formats that the content would have told: a file that claims one of them and shows nothing of it lies. */
const RICONOSCIUTI = new Set(rows.filter(([, { segno }]) => segno !== false).map(([mime]) => mime));
const PER_ESTENSIONE = new Map(
  rows.flatMap(([mime, { estensioni = [] }]) => estensioni.map((one) => [one, mime] as const)),
);

/**
 * The format as the register keeps it: the content's own, made more precise by the declared type where the content tells only the
 * outline; `discordante` where type or name say something else. Names of which nothing is known are not contradicted.
 */
export function concilia(formato: Formato, { nome, mime }: { nome: string; mime: string }): Formato {
  const declared = canonical(mime);
  const detected = canonical(formato.mime);
  const byType = isGenerico(declared) ? undefined : accordo(detected, declared);
  const named = PER_ESTENSIONE.get(estensioneOf(nome));
  const byName = named === undefined ? undefined : accordo(detected, named);
  const precise = byType === 'preciso' ? declared : byType === undefined && byName === 'preciso' ? named : undefined;
  return {
    ...formato,
    mime: precise ?? detected,
    ...((byType === 'no' || byName === 'no') && { discordante: true }),
  };
}
