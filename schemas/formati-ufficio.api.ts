const OOXML = 'application/vnd.openxmlformats-officedocument.';
const ODF = 'application/vnd.oasis.opendocument.';

/** The files of office of which a PDF/A copy can be made, by content and never by name. */
export const FORMATI_UFFICIO = [
  `${OOXML}wordprocessingml.document`,
  'application/msword',
  'application/rtf',
  `${ODF}text`,
  `${OOXML}spreadsheetml.sheet`,
  'application/vnd.ms-excel',
  `${ODF}spreadsheet`,
  `${OOXML}presentationml.presentation`,
  'application/vnd.ms-powerpoint',
  `${ODF}presentation`,
] as const;
export type FormatoUfficio = (typeof FORMATI_UFFICIO)[number];

export const isFormatoUfficio = (mime: string): mime is FormatoUfficio =>
  FORMATI_UFFICIO.some((known) => known === mime);
