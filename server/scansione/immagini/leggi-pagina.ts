import type { PaginaLetta, Parola } from '../tipi.js';
import { copiaOf } from './copia.js';
import { dpiStimati, eBianca } from './giudizio.js';
import { leggiCodici } from './leggi-codici.js';
import type { OpzioniPagina } from './messaggi.js';
import { LATO_MISURATO, misuraRaster } from './misure.js';
import { grigioOf, type PaginaDecodificata, type Raster, rasterOf, sharpOf } from './raster.js';

const LATO_ANTEPRIMA = 1_200;
const LATO_MINIATURA = 240;
/** More than this helps neither reading nor codes. */
const DPI_LETTURA = 400;
/** Words lean less than a reader minds. */
const STORTA_TRASCURABILE = 0.15;
/** Ink, per thousand, below which there is nothing to read: a short line of writing has ten times as much. */
const MILLE_NULLA = 0.05;

const within = (raster: Raster, side: number, kernel: 'linear' | 'cubic') =>
  sharpOf(raster).resize(side, side, { fit: 'inside', withoutEnlargement: true, kernel });

const jpegOf = (raster: Raster, side: number): Promise<Buffer> =>
  within(raster, side, 'linear')
    .toColourspace(raster.canali === 1 ? 'b-w' : 'srgb')
    .jpeg({ quality: 72 })
    .toBuffer();

/** The page for the reading: grey, lines level, on a canvas that grew to hold it. */
async function letturaOf(grey: Raster, storta: number, carta: number): Promise<NonNullable<PaginaLetta['lettura']>> {
  const angolo = Math.abs(storta) > STORTA_TRASCURABILE ? storta : 0;
  const paper = Math.round(carta);
  const steps =
    angolo === 0 ? sharpOf(grey) : sharpOf(grey).rotate(-angolo, { background: { r: paper, g: paper, b: paper } });
  const { data, info } = await steps
    .toColourspace('b-w')
    .png({ compressionLevel: 1 })
    .toBuffer({ resolveWithObject: true });
  return { png: data, larghezza: info.width, altezza: info.height, angolo };
}

/** Everything that is taken from a page, once it is decoded. */
export async function leggiDecodificata(
  pagina: PaginaDecodificata & { parole?: Parola[] },
  { soglie }: Pick<OpzioniPagina, 'soglie'>,
): Promise<PaginaLetta> {
  const { raster, colore, dpi, parole } = pagina;
  const { larghezza, altezza } = raster;
  const pieno = await grigioOf(raster);
  const quanti = dpi > 0 ? dpi : dpiStimati(larghezza, altezza);
  const scala = Math.min(1, DPI_LETTURA / quanti);
  const grey =
    scala === 1
      ? pieno
      : await rasterOf(within(pieno, Math.max(1, Math.round(Math.max(larghezza, altezza) * scala)), 'linear'), true);
  const misure = {
    larghezza,
    altezza,
    dpi,
    colore,
    ...misuraRaster(await rasterOf(within(grey, LATO_MISURATO, 'linear'), true)),
  };
  const { codici, illeggibile } = await leggiCodici(grey, dpi * scala, misure.carta);
  const nulla = eBianca(misure, { milleBianca: Math.min(soglie.milleBianca, MILLE_NULLA) });
  const reads = parole === undefined && !nulla;
  const anteprima = await jpegOf(raster, LATO_ANTEPRIMA);
  return {
    misure,
    codici,
    codiceIllegibile: illeggibile,
    copia: await copiaOf(pagina),
    ...(reads && { lettura: await letturaOf(grey, misure.storta, misure.carta) }),
    ...(parole !== undefined && { parole }),
    anteprima,
    miniatura: await jpegOf(raster, LATO_MINIATURA),
  };
}
