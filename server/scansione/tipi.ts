/* What the rooms of the scan desk pass to one another: pictures (immagini), reading (ocr), copies (copia), the batch itself. */

export type Rotazione = 0 | 90 | 180 | 270;
export type Colore = 'mono' | 'grigio' | 'colore';

/** What a file declares before anything of it is decoded; `testo` is looked for in the first 500 pages of a PDF. */
export interface InfoFile {
  tipo: 'pdf' | 'tiff' | 'jpeg' | 'png';
  pagine: { larghezza: number; altezza: number; dpi?: number; testo: boolean }[];
}

/** Why a file or a page cannot be taken; the sentence is for who scanned it, and says what to do. */
export class ImmagineRifiutata extends Error {
  constructor(
    readonly codice: CodiceRifiuto,
    message: string,
  ) {
    super(message);
  }
}
export type CodiceRifiuto =
  | 'formato'
  | 'vuoto'
  | 'troncato'
  | 'troppo-grande'
  | 'cifrato'
  | 'troppe-pagine'
  | 'tempo'
  | 'memoria'
  | 'illeggibile';

/** A word where it stands, in pixels of the page as it is kept (turned, never deskewed), from the upper left corner. */
export interface Parola {
  testo: string;
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  /** 0 to 100; 100 for words that the file carried already */
  fiducia: number;
  /** words of one line have the same number */
  riga: number;
}

/** What is measured of a page; the judgement on it is a pure rule with thresholds from configuration. */
export interface MisurePagina {
  larghezza: number;
  altezza: number;
  /** 0 where the file does not say, or says what cannot be (the 72 of a camera) */
  dpi: number;
  colore: Colore;
  /** degrees, positive clockwise */
  storta: number;
  /** share of dark pixels after a local threshold, 0 to 1 */
  inchiostro: number;
  /** mean luminance of the paper, 0 to 255 */
  carta: number;
  /** difference between paper and ink, 0 to 255 */
  contrasto: number;
  /** for each edge, share of its length where ink touches the very edge, 0 to 1 */
  bordi: { sopra: number; destra: number; sotto: number; sinistra: number };
  /** perceptual fingerprint, 16 hex digits, for duplicated pages */
  impronta: string;
}

/** A code printed on a page: the label of a registration, or a cover sheet. */
export interface Codice {
  tipo: 'qr' | 'code128';
  testo: string;
  /** as large as on the sheets that separate the documents of a batch (server/carte/copertina.ts); a label is smaller */
  separatore?: true;
  /** clockwise, by which it is turned; absent where it lies upright */
  girata?: 90 | 180 | 270;
}

/** A page decoded once: what is measured, what is kept in the copy, what is read, what is shown. */
export interface PaginaLetta {
  misure: MisurePagina;
  codici: Codice[];
  /** something like a code is there that cannot be read */
  codiceIllegibile: boolean;
  /** as it goes into the PDF/A: CCITT group 4 for one bit, JPEG for the rest */
  copia: { tipo: 'g4' | 'jpeg'; bytes: Buffer; larghezza: number; altezza: number; dpi: number; grigio: boolean };
  /**
   * What is given to the reading: grey PNG of the very size of `copia`, turned by -`angolo` about its centre (`angolo` is
   * `misure.storta`, or 0 where that is too little to matter); absent for a blank page, or one that carries text.
   */
  lettura?: { png: Buffer; larghezza: number; altezza: number; angolo: number };
  /** words that the file carried already (born digital) */
  parole?: Parola[];
  /** JPEG of at most 1,200 px a side, and one of 240 */
  anteprima: Buffer;
  miniatura: Buffer;
}

/** Reads a page; `fiducia` is the mean of its words. Words are in pixels of `PaginaLetta.copia` (the deskew is undone). */
export interface Lettura {
  parole: Parola[];
  fiducia: number;
}

/** A page as the copy takes it. */
export interface PaginaCopia {
  copia: PaginaLetta['copia'];
  parole: readonly Parola[];
}

/** What is read in a document and proposed, each with where it stands: never saved by itself. */
export interface Proposta {
  valore: string;
  /** as it is written there */
  scritto: string;
  /** from 1 */
  pagina: number;
  riquadro: { x0: number; y0: number; x1: number; y1: number };
  fiducia: number;
}
