import type { SoglieScansione } from '../../schemas/configurazione-scansione.api.js';
import type { QualitaPagina } from '../../schemas/scansione.api.js';
import type { DepsScansione } from './deps.js';
import { dpiOf } from './ocr/posa.js';
import { type Lettura, ImmagineRifiutata, type PaginaLetta, type Rotazione } from './tipi.js';
import { type Giro, giriDaProvare, giroDelCodice, giudicaVerso, isMeglio, type Prova } from './verso.js';

/** The picture that was read, read again in a turn; nothing where the engine gives it up. */
async function leggiGirata(
  { parole }: Pick<DepsScansione, 'parole'>,
  { lettura, copia }: PaginaLetta & { lettura: NonNullable<PaginaLetta['lettura']> },
  giro: Giro,
): Promise<Prova | undefined> {
  const { default: sharp } = await import('sharp');
  const { png, ...posa } = lettura;
  const { data, info } = await sharp(png)
    .rotate(giro)
    .toColourspace('b-w')
    .png({ compressionLevel: 1 })
    .toBuffer({ resolveWithObject: true });
  const lati = { larghezza: info.width, altezza: info.height };
  try {
    const letta = await parole.leggi(data, {
      angolo: 0,
      ...lati,
      copia: { ...lati, dpi: dpiOf({ ...posa, copia }) },
    });
    return { giro, ...letta };
  } catch (error) {
    if (!(error instanceof ImmagineRifiutata)) throw error;
    return undefined;
  }
}

/**
 * Whether a page that was read does not lie upright. One that was read well is not read again; one that was read badly is, in one
 * or two turns.
 * @param letta - what was read of it, `fiducia` from 0 to 100
 * @returns the sign, with the rotation that is proposed
 */
export async function provaVerso(
  deps: Pick<DepsScansione, 'parole'>,
  pagina: PaginaLetta,
  letta: Lettura,
  opzioni: { rotazione: Rotazione; soglie: SoglieScansione },
): Promise<Pick<QualitaPagina, 'codice' | 'messaggio' | 'rotazione'> | undefined> {
  const { lettura } = pagina;
  if (lettura === undefined) return undefined;
  const codice = giroDelCodice(pagina.codici);
  const prove: Prova[] = [];
  for (const giro of giriDaProvare(letta, codice, opzioni.soglie)) {
    const prova = await leggiGirata(deps, { ...pagina, lettura }, giro);
    if (prova === undefined) continue;
    prove.push(prova);
    if (isMeglio(letta, prova, opzioni.soglie)) break;
  }
  return giudicaVerso(letta, prove, codice, opzioni);
}
