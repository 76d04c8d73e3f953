export interface NomeFormato {
  /** in words */
  nome: string;
  /** how files of it are usually called */
  estensioni?: readonly string[];
  /** false: nothing in the content marks it */
  segno?: false;
}

const OOXML = 'application/vnd.openxmlformats-officedocument.';
const ODF = 'application/vnd.oasis.opendocument.';

/** Formats that an office meets, by their registered type (agid-formati.md §2). */
export const NOMI_FORMATI = {
  'application/pdf': { nome: 'PDF', estensioni: ['pdf'] },
  [`${OOXML}wordprocessingml.document`]: { nome: 'documento Word (DOCX)', estensioni: ['docx'] },
  [`${OOXML}spreadsheetml.sheet`]: { nome: 'foglio Excel (XLSX)', estensioni: ['xlsx'] },
  [`${OOXML}presentationml.presentation`]: { nome: 'presentazione PowerPoint (PPTX)', estensioni: ['pptx'] },
  'application/vnd.ms-word.document.macroenabled.12': { nome: 'documento Word con macro (DOCM)', estensioni: ['docm'] },
  'application/vnd.ms-excel.sheet.macroenabled.12': { nome: 'foglio Excel con macro (XLSM)', estensioni: ['xlsm'] },
  'application/vnd.ms-excel.sheet.binary.macroenabled.12': {
    nome: 'foglio Excel binario (XLSB)',
    estensioni: ['xlsb'],
  },
  'application/vnd.ms-powerpoint.presentation.macroenabled.12': {
    nome: 'presentazione PowerPoint con macro (PPTM)',
    estensioni: ['pptm'],
  },
  [`${ODF}text`]: { nome: 'testo OpenDocument (ODT)', estensioni: ['odt'] },
  [`${ODF}spreadsheet`]: { nome: 'foglio OpenDocument (ODS)', estensioni: ['ods'] },
  [`${ODF}presentation`]: { nome: 'presentazione OpenDocument (ODP)', estensioni: ['odp'] },
  [`${ODF}graphics`]: { nome: 'disegno OpenDocument (ODG)', estensioni: ['odg'] },
  'application/msword': { nome: 'documento Word 97-2003 (DOC)', estensioni: ['doc'] },
  'application/vnd.ms-excel': { nome: 'foglio Excel 97-2003 (XLS)', estensioni: ['xls'] },
  'application/vnd.ms-powerpoint': { nome: 'presentazione PowerPoint 97-2003 (PPT)', estensioni: ['ppt'] },
  'application/vnd.ms-outlook': { nome: 'messaggio di Outlook (MSG)', estensioni: ['msg'] },
  'application/x-cfb': { nome: 'file di Office (OLE)' },
  'application/rtf': { nome: 'RTF', estensioni: ['rtf'] },
  'text/plain': { nome: 'testo', estensioni: ['txt'], segno: false },
  'text/csv': { nome: 'CSV', estensioni: ['csv'], segno: false },
  'text/html': { nome: 'pagina HTML', estensioni: ['html', 'htm'] },
  'application/xhtml+xml': { nome: 'pagina XHTML', estensioni: ['xhtml'] },
  'application/xml': { nome: 'XML', estensioni: ['xml'] },
  'application/json': { nome: 'JSON', estensioni: ['json'] },
  'message/rfc822': { nome: 'messaggio di posta (EML)', estensioni: ['eml'] },
  'application/mbox': { nome: 'casella di posta (MBOX)', estensioni: ['mbox'] },
  'image/png': { nome: 'immagine PNG', estensioni: ['png'] },
  'image/jpeg': { nome: 'immagine JPEG', estensioni: ['jpg', 'jpeg'] },
  'image/gif': { nome: 'immagine GIF', estensioni: ['gif'] },
  'image/tiff': { nome: 'immagine TIFF', estensioni: ['tif', 'tiff'] },
  'image/webp': { nome: 'immagine WebP', estensioni: ['webp'] },
  'image/svg+xml': { nome: 'disegno SVG', estensioni: ['svg'] },
  'application/zip': { nome: 'archivio ZIP', estensioni: ['zip'] },
  'application/x-7z-compressed': { nome: 'archivio 7-Zip', estensioni: ['7z'] },
  'application/vnd.rar': { nome: 'archivio RAR', estensioni: ['rar'] },
  'application/gzip': { nome: 'archivio GZIP', estensioni: ['gz', 'tgz'] },
  'application/x-tar': { nome: 'archivio TAR', estensioni: ['tar'] },
  'application/pkcs7-mime': { nome: 'file firmato (P7M)', estensioni: ['p7m'] },
  'application/pkcs7-signature': { nome: 'firma staccata (P7S)', estensioni: ['p7s'] },
  'application/timestamped-data': { nome: 'file con marca temporale (TSD)', estensioni: ['tsd'] },
  'application/timestamp-reply': { nome: 'marca temporale (TSR)', estensioni: ['tsr'] },
  'application/vnd.etsi.timestamp-token': { nome: 'marca temporale', estensioni: ['tst'] },
  'application/vnd.etsi.asic-e+zip': { nome: 'contenitore firmato ASiC-E', estensioni: ['asice'] },
  'application/vnd.etsi.asic-s+zip': { nome: 'contenitore firmato ASiC-S', estensioni: ['asics'] },
  'application/epub+zip': { nome: 'EPUB', estensioni: ['epub'] },
  'application/x-msdownload': { nome: 'programma per Windows', estensioni: ['exe', 'dll', 'scr'] },
  'application/x-elf': { nome: 'programma per Linux' },
  'application/x-mach-binary': { nome: 'programma per macOS' },
  'application/x-msi': { nome: 'programma di installazione (MSI)', estensioni: ['msi'] },
  'application/java-archive': { nome: 'programma Java (JAR)', estensioni: ['jar'] },
  'application/java-vm': { nome: 'programma Java' },
  'application/vnd.android.package-archive': { nome: 'programma per Android (APK)', estensioni: ['apk'] },
  'application/x-ms-shortcut': { nome: 'collegamento di Windows', estensioni: ['lnk'] },
  'text/x-script': { nome: 'script' },
} as const satisfies Record<string, NomeFormato>;

/** A format in words; its type where it has no other name. */
export const nomeFormato = (mime: string): string =>
  mime === 'application/octet-stream'
    ? 'formato sconosciuto'
    : ((NOMI_FORMATI as Record<string, NomeFormato>)[mime]?.nome ?? mime);
