import type { InfoFile, Parola, Rotazione } from '../tipi.js';
import { bitmapDi, disegna, eSoloQuesta, siSomigliano } from './pdf-disegno.js';
import { immaginiDi, jpegDi } from './pdf-immagini.js';
import { caratteriDi, paroleDi } from './pdf-parole.js';
import { type Pdfium, pdfium } from './pdfium.js';
import { giraRaster, type PaginaDecodificata, type Raster, semplifica } from './raster.js';
import { controllaMisure, latoDichiarato, MAX_LATO, MAX_PAGINE, rifiuto } from './rifiuti.js';

/** Points in an inch. */
const PUNTI = 72;
/** What is drawn is drawn at this resolution; a scan inside keeps its own, up to the most. */
const DPI_DISEGNO = 300;
const DPI_MASSIMI = 600;
/** A page drawn at less would not be read; so much is drawn at once (four bytes a pixel). */
const DPI_MINIMI = 100;
const PIXEL_DISEGNO = 100_000_000;
const ERRORE_PASSWORD = 4;
/** So many pages are opened to tell what they hold; of those beyond, a long file tells the size alone. */
const PAGINE_GUARDATE = 500;
/** A scan is compared with a drawing of its page so many times smaller. */
const PROVA = 8;

export interface PdfAperto {
  quante: number;
  info: () => InfoFile;
  leggi: (indice: number, rotazione: Rotazione) => Promise<PaginaPdf>;
  close: () => void;
}

interface Documento {
  p: Pdfium;
  documento: number;
  modulo: number;
}
interface Pagina extends Documento {
  pagina: number;
  /** inches, as it is shown */
  pollici: [number, number];
}

function withPagina<T>(base: Documento, indice: number, work: (pagina: Pagina) => T): T {
  const { p, documento, modulo } = base;
  const pagina = p.chiama('FPDF_LoadPage', documento, indice);
  if (pagina === 0) throw rifiuto('illeggibile');
  const close = (): void => {
    if (modulo !== 0) p.chiama('FORM_OnBeforeClosePage', pagina, modulo);
    p.chiama('FPDF_ClosePage', pagina);
  };
  try {
    if (modulo !== 0) p.chiama('FORM_OnAfterLoadPage', pagina, modulo);
    const pollici: [number, number] = [
      p.chiama('FPDF_GetPageWidthF', pagina) / PUNTI,
      p.chiama('FPDF_GetPageHeightF', pagina) / PUNTI,
    ];
    if (!(pollici[0] > 0 && pollici[1] > 0)) throw rifiuto('illeggibile');
    return work({ ...base, pagina, pollici });
  } finally {
    close();
  }
}

/** The resolution at which a page is drawn, and its pixels; a scan that fills it gives its own. @throws ImmagineRifiutata */
function misureDi(one: Pagina): {
  larghezza: number;
  altezza: number;
  dpi: number;
  scansione?: number;
  testo: boolean;
} {
  const { pollici } = one;
  const { piena, dpi: dpiImmagini, segni, testo } = immaginiDi(one.p, one.pagina, pollici);
  if (piena !== undefined) {
    controllaMisure(piena.larghezza, piena.altezza);
    const dpi = Math.round(piena.larghezza / pollici[0]);
    return { larghezza: piena.larghezza, altezza: piena.altezza, dpi, scansione: piena.oggetto, testo };
  }
  const wanted = Math.min(DPI_MASSIMI, segni || dpiImmagini === 0 ? Math.max(DPI_DISEGNO, dpiImmagini) : dpiImmagini);
  const area = pollici[0] * pollici[1];
  const dpi = Math.floor(Math.min(wanted, Math.sqrt(PIXEL_DISEGNO / area), MAX_LATO / Math.max(...pollici)));
  if (dpi < Math.min(DPI_MINIMI, wanted)) {
    const [w, h] = pollici.map((side) => Math.round(side * 2.54)) as [number, number];
    throw rifiuto(
      'troppo-grande',
      `La pagina misura ${w} × ${h} cm: è troppo grande per essere acquisita. Dividerla in fogli più piccoli.`,
    );
  }
  return {
    larghezza: Math.max(1, Math.round(pollici[0] * dpi)),
    altezza: Math.max(1, Math.round(pollici[1] * dpi)),
    dpi,
    testo,
  };
}

type PaginaPdf = PaginaDecodificata & { parole?: Parola[] };

/** The scan that a page holds, as it is inside, if the page shows just that. @param turned - by the page and by who asks, clockwise */
async function scansioneOf(
  { dentro, prova, jpeg }: { dentro: Raster; prova: Raster; jpeg: Buffer | undefined },
  giroPagina: Rotazione,
  rotazione: Rotazione,
): Promise<{ raster: Raster; mono: boolean; jpeg?: Buffer } | undefined> {
  const { raster, mono } = semplifica(dentro);
  const shown = await giraRaster(raster, giroPagina);
  if (!(await siSomigliano(shown, prova))) return undefined;
  const total = giroPagina === 0 && rotazione === 0;
  const kept = total && jpeg !== undefined && (await eSoloQuesta(jpeg, raster)) ? jpeg : undefined;
  return { raster: await giraRaster(shown, rotazione), mono, ...(kept !== undefined && { jpeg: kept }) };
}

/** A page with its words where they stand on it, turned together. */
async function leggiPagina(base: Documento, indice: number, rotazione: Rotazione): Promise<PaginaPdf> {
  const letta = withPagina(base, indice, (one) => {
    const { p, pagina } = one;
    const { larghezza, altezza, dpi, scansione } = misureDi(one);
    const parole = paroleDi(caratteriDi(p, pagina, larghezza, altezza), { larghezza, altezza }, rotazione);
    const sola = scansione !== undefined && p.chiama('FPDFPage_GetAnnotCount', pagina) === 0;
    const dentro = sola ? bitmapDi(p, scansione) : undefined;
    const giro = (((p.chiama('FPDFPage_GetRotation', pagina) % 4) + 4) % 4) * 90;
    const scan = dentro !== undefined && {
      dentro,
      prova: disegna(one, Math.ceil(larghezza / PROVA), Math.ceil(altezza / PROVA)),
      jpeg: jpegDi(p, scansione ?? 0),
    };
    return { larghezza, altezza, dpi, parole, giro: giro as Rotazione, scan };
  });
  const { larghezza, altezza, dpi, giro, scan } = letta;
  const words = letta.parole.length > 0 && { parole: letta.parole };
  const scanned = scan === false ? undefined : await scansioneOf(scan, giro, rotazione);
  const drawn = scanned ?? semplifica(withPagina(base, indice, (one) => disegna(one, larghezza, altezza)));
  const colore = drawn.raster.canali === 3 ? 'colore' : drawn.mono ? 'mono' : 'grigio';
  if (scanned !== undefined) {
    const { raster, jpeg } = scanned;
    const kind = jpeg !== undefined && colore === 'mono' ? 'grigio' : colore; // the copy keeps its eight bits
    return { raster, colore: kind, dpi, ...(jpeg !== undefined && { jpeg }), ...words };
  }
  return { raster: await giraRaster(drawn.raster, rotazione), colore, dpi, ...words };
}

/** What a page declares; one of many that cannot be taken does not spoil the others: it is refused when it is read. */
function infoPagina(base: Documento, indice: number, sola: boolean): InfoFile['pagine'][number] {
  try {
    return withPagina(base, indice, (one) => {
      const { larghezza, altezza, dpi, testo } = misureDi(one);
      return { larghezza, altezza, dpi, testo };
    });
  } catch (error) {
    if (sola) throw error;
    return infoRapida(base, indice);
  }
}

/** The size of a page as it would be drawn; the page is not opened. */
function infoRapida({ p, documento }: Documento, indice: number): InfoFile['pagine'][number] {
  const at = p.malloc(8);
  try {
    p.u8().fill(0, at, at + 8);
    p.chiama('FPDF_GetPageSizeByIndexF', documento, indice, at);
    const [w = 0, h = 0] = p.f32().subarray(at >> 2, (at >> 2) + 2);
    const [larghezza, altezza] = [latoDichiarato((w / PUNTI) * DPI_DISEGNO), latoDichiarato((h / PUNTI) * DPI_DISEGNO)];
    return { larghezza, altezza, testo: false };
  } finally {
    p.free(at);
  }
}

/** @throws ImmagineRifiutata `cifrato` if it wants a password to be opened */
export async function apriPdf(bytes: Buffer): Promise<PdfAperto> {
  const p = await pdfium();
  const at = p.malloc(bytes.length);
  p.u8().set(bytes, at);
  const documento = p.chiama('FPDF_LoadMemDocument', at, bytes.length, 0);
  if (documento === 0) {
    const errore = p.chiama('FPDF_GetLastError');
    p.free(at);
    throw rifiuto(
      errore === ERRORE_PASSWORD ? 'cifrato' : bytes.includes('%%EOF', -2_048) ? 'illeggibile' : 'troncato',
    );
  }
  const forma = p.malloc(256);
  p.u8().fill(0, forma, forma + 256);
  p.i32()[forma >> 2] = 2; // the version of the table of what is called back: nothing is
  const modulo = p.chiama('FPDFDOC_InitFormFillEnvironment', documento, forma);
  const close = (): void => {
    if (modulo !== 0) p.chiama('FPDFDOC_ExitFormFillEnvironment', modulo);
    p.chiama('FPDF_CloseDocument', documento);
    p.free(forma);
    p.free(at);
  };
  const base = { p, documento, modulo };
  try {
    const quante = p.chiama('FPDF_GetPageCount', documento);
    if (quante < 1) throw rifiuto('illeggibile');
    if (quante > MAX_PAGINE) throw rifiuto('troppe-pagine');
    const info = (): InfoFile => ({
      tipo: 'pdf',
      pagine: Array.from({ length: quante }, (_, indice) =>
        indice < PAGINE_GUARDATE ? infoPagina(base, indice, quante === 1) : infoRapida(base, indice),
      ),
    });
    return { quante, info, leggi: (indice, rotazione) => leggiPagina(base, indice, rotazione), close };
  } catch (error) {
    close();
    throw error;
  }
}
