/** Names that the receivers give to formats (conservazione-parer.md §4.6), by the registered type that the content turned out to be. */

const OOXML = 'application/vnd.openxmlformats-officedocument.';
const ODF = 'application/vnd.oasis.opendocument.';

const NOMI: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  [`${OOXML}wordprocessingml.document`]: 'DOCX',
  [`${OOXML}spreadsheetml.sheet`]: 'XLSX',
  [`${OOXML}presentationml.presentation`]: 'PPTX',
  'application/vnd.ms-word.document.macroenabled.12': 'DOCM',
  'application/vnd.ms-excel.sheet.macroenabled.12': 'XLSM',
  'application/vnd.ms-excel.sheet.binary.macroenabled.12': 'XLSB',
  'application/vnd.ms-powerpoint.presentation.macroenabled.12': 'PPTM',
  [`${ODF}text`]: 'ODT',
  [`${ODF}spreadsheet`]: 'ODS',
  [`${ODF}presentation`]: 'ODP',
  [`${ODF}graphics`]: 'ODG',
  'application/msword': 'DOC',
  'application/vnd.ms-excel': 'XLS',
  'application/vnd.ms-powerpoint': 'PPT',
  'application/vnd.ms-outlook': 'MSG',
  'application/rtf': 'RTF',
  'text/plain': 'TXT',
  'text/csv': 'CSV',
  'text/html': 'HTML',
  'application/xhtml+xml': 'XHTML',
  'application/xml': 'XML',
  'application/json': 'JSON',
  'message/rfc822': 'EML',
  'application/mbox': 'MBOX',
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'image/gif': 'GIF',
  'image/tiff': 'TIFF',
  'image/webp': 'WEBP',
  'image/svg+xml': 'SVG',
  'application/zip': 'ZIP',
  'application/x-7z-compressed': '7Z',
  'application/vnd.rar': 'RAR',
  'application/gzip': 'GZ',
  'application/x-tar': 'TAR',
  'application/pkcs7-mime': 'P7M',
  'application/pkcs7-signature': 'P7S',
  'application/timestamped-data': 'TSD',
  'application/timestamp-reply': 'TSR',
  'application/vnd.etsi.timestamp-token': 'TST',
  'application/vnd.etsi.asic-e+zip': 'ASICE',
  'application/vnd.etsi.asic-s+zip': 'ASICS',
  'application/epub+zip': 'EPUB',
};

/** Envelopes that are named with what is inside: `PDF.P7M`. */
const BUSTE = new Set(['application/pkcs7-mime', 'application/timestamped-data']);
const FORMA = /^[A-Z0-9]{1,8}$/;
const SCONOSCIUTO = 'application/octet-stream';

interface FormatoNoto {
  mime: string;
  interno?: { mime: string } | undefined;
}

/** The last extension of a name, in capitals; where the content says nothing the name is all there is. */
function dalNome(nome: string): string | undefined {
  const [, ultima = ''] = /\.([A-Za-z0-9]{1,8})$/.exec(nome) ?? [];
  const detta = ultima.toUpperCase();
  return FORMA.test(detta) ? detta : undefined;
}

/**
 * The receiver's name of a format: by the content, by the name of the file only where the content has none here. What has no name
 * goes as `SCONOSCIUTO`, which receivers map to their own "unknown".
 */
export function formatoVersato({ mime, interno }: FormatoNoto, nome: string): string {
  const proprio = NOMI[mime];
  if (proprio === undefined) return dalNome(nome) ?? 'SCONOSCIUTO';
  if (!BUSTE.has(mime)) return proprio;
  const dentro =
    (interno === undefined || interno.mime === SCONOSCIUTO ? undefined : NOMI[interno.mime]) ??
    dalNome(nome.replace(/\.(p7m|tsd)$/i, ''));
  return dentro === undefined || dentro === proprio ? proprio : `${dentro}.${proprio}`;
}
