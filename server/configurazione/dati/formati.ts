import type { Formato } from '../../../schemas/configurazione.api.js';

const accettato = (mime: string, denominazione: string): Formato => ({ mime, esito: 'accettato', denominazione });
const avviso = (mime: string, denominazione: string): Formato => ({ mime, esito: 'avviso', denominazione });
/** What arrives is registered all the same; what the AOO itself makes is not made so. */
const soloInEntrata = (mime: string, denominazione: string): Formato[] => [
  { mime, esito: 'avviso', flussi: ['E'], denominazione },
  { mime, esito: 'rifiutato', flussi: ['U', 'I'], denominazione },
];

/** The formats of an AOO that has decided nothing yet: those of common use, the others with a warning. */
export const FORMATI: Formato[] = [
  accettato('application/pdf', 'PDF'),
  accettato('application/pkcs7-mime', 'Busta firmata CAdES (p7m)'),
  accettato('application/xml', 'XML'),
  accettato('text/plain', 'Testo'),
  accettato('text/csv', 'CSV'),
  accettato('application/json', 'JSON'),
  accettato('message/rfc822', 'Messaggio di posta (EML)'),
  accettato('application/vnd.oasis.opendocument.text', 'OpenDocument testo'),
  accettato('application/vnd.oasis.opendocument.spreadsheet', 'OpenDocument foglio di calcolo'),
  accettato('application/vnd.oasis.opendocument.presentation', 'OpenDocument presentazione'),
  accettato('application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'Word (DOCX)'),
  accettato('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'Excel (XLSX)'),
  accettato('application/vnd.openxmlformats-officedocument.presentationml.presentation', 'PowerPoint (PPTX)'),
  accettato('image/tiff', 'TIFF'),
  accettato('image/jpeg', 'JPEG'),
  accettato('image/png', 'PNG'),
  accettato('image/svg+xml', 'SVG'),
  accettato('image/vnd.dwg', 'Disegno CAD (DWG)'),
  accettato('image/vnd.dxf', 'Disegno CAD (DXF)'),
  accettato('application/vnd.etsi.asic-s+zip', 'Contenitore firmato ASiC-S'),
  accettato('application/vnd.etsi.asic-e+zip', 'Contenitore firmato ASiC-E'),
  accettato('application/zip', 'Archivio ZIP'),
  accettato('application/pkcs7-signature', 'Firma staccata (p7s)'),
  accettato('application/timestamped-data', 'Documento con marca temporale (tsd)'),
  accettato('application/timestamp-reply', 'Marca temporale (tsr)'),
  accettato('application/vnd.etsi.timestamp-token', 'Marca temporale (tst)'),
  accettato('text/markdown', 'Markdown'),
  avviso('application/msword', 'Word (DOC)'),
  avviso('application/vnd.ms-excel', 'Excel (XLS)'),
  avviso('application/vnd.ms-powerpoint', 'PowerPoint (PPT)'),
  avviso('application/rtf', 'RTF'),
  avviso('image/gif', 'GIF'),
  avviso('text/html', 'Pagina HTML'),
  avviso('audio/*', 'Audio'),
  avviso('video/*', 'Video'),
  ...soloInEntrata('application/x-msdownload', 'Programma eseguibile'),
  ...soloInEntrata('application/x-elf', 'Programma eseguibile'),
  ...soloInEntrata('application/x-mach-binary', 'Programma eseguibile'),
  ...soloInEntrata('application/x-msi', 'Programma di installazione'),
  ...soloInEntrata('application/java-archive', 'Programma Java'),
  ...soloInEntrata('application/java-vm', 'Programma Java'),
  ...soloInEntrata('application/vnd.android.package-archive', 'Programma per Android'),
  ...soloInEntrata('application/x-ms-shortcut', 'Collegamento di Windows'),
  ...soloInEntrata('text/x-script', 'Script'),
  ...soloInEntrata('application/vnd.rar', 'Archivio RAR'),
  avviso('*', 'Ogni altro formato'),
];
