import { createHash } from 'node:crypto';
import type { PaginaCopia } from '../tipi.js';
import { ASCENDENTE, CarattereInvisibile, compresso, DISCENDENTE, fontInvisibile } from './carattere.js';
import { type DatiCopia, informazioni, xmp } from './metadati.js';
import { profiloSrgb } from './profilo.js';
import { type Misura, testoDellaPagina } from './testo-pagina.js';

/** Objects whose number is known before they are written: pages name them. */
const CATALOGO = 1;
const PAGINE = 2;
const CARATTERE = 3;
/** Sides of a page, points (ISO 19005-2 6.1.13). */
const MIN_LATO = 3;
const MAX_LATO = 14_400;
/** Points of the longer side of a sheet A4: what a picture that does not tell its resolution is taken to be. */
const A4_LUNGO = 841.89;

/** Points of a pixel: as the picture says, or as an A4 sheet would be. */
function misuraOf({ larghezza, altezza, dpi }: PaginaCopia['copia']): Misura {
  const [corto, lungo] = [Math.min(larghezza, altezza), Math.max(larghezza, altezza)];
  const said = dpi > 0 ? 72 / dpi : A4_LUNGO / lungo;
  const punto = Math.min(Math.max(said, MIN_LATO / corto), MAX_LATO / lungo);
  return { larghezza: larghezza * punto, altezza: altezza * punto, punto };
}

const n = (value: number): string => String(Math.round(value * 100) / 100);

/**
 * Writes a PDF/A-2b piece by piece: of what is past it remembers where each object stands, and the characters that were met.
 * What pages share is written at the end.
 */
export class ScrittorePdf {
  readonly #carattere = new CarattereInvisibile();
  readonly #hash = createHash('sha256');
  /** object number → place in the file */
  readonly #posti: number[] = [0, 0, 0, 0];
  readonly #pagine: number[] = [];
  #scritti = 0;

  constructor(private readonly dati: DatiCopia) {}

  /** The beginning of the file. */
  testa(): Buffer {
    return this.#out(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'));
  }

  /** A page: its picture as it is kept, and its words. */
  *pagina({ copia, parole }: PaginaCopia): Generator<Buffer> {
    const misura = misuraOf(copia);
    const [width, height] = [n(misura.larghezza), n(misura.altezza)];
    const immagine = this.#next();
    yield this.#stream(immagine, dictionaryOf(copia), copia.bytes);
    const testo = testoDellaPagina(parole, misura, this.#carattere);
    const contenuto = this.#next();
    const bytes = compresso(Buffer.from(`q ${width} 0 0 ${height} 0 0 cm /I Do Q\n${testo}`, 'latin1'));
    yield this.#stream(contenuto, '/Filter /FlateDecode', bytes);
    const pagina = this.#next();
    this.#pagine.push(pagina);
    yield this.#object(
      pagina,
      `<< /Type /Page /Parent ${PAGINE} 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${contenuto} 0 R` +
        ` /Resources << /XObject << /I ${immagine} 0 R >> /Font << /F ${CARATTERE} 0 R >> >> >>`,
    );
  }

  /** What all pages share, and where each object stands. @throws RangeError if there was no page: a PDF has one at least */
  *coda(): Generator<Buffer> {
    if (this.#pagine.length === 0) throw new RangeError('a copy has at least one page');
    yield* this.#font();
    const [metadati, profilo, info] = [this.#next(), this.#next(), this.#next()];
    yield this.#stream(metadati, '/Type /Metadata /Subtype /XML', xmp(this.dati));
    yield this.#stream(profilo, '/N 3 /Filter /FlateDecode', compresso(profiloSrgb()));
    yield this.#object(info, informazioni(this.dati));
    const kids = this.#pagine.map((one) => `${one} 0 R`).join('\n');
    yield this.#object(PAGINE, `<< /Type /Pages /Count ${this.#pagine.length} /Kids [${kids}] >>`);
    const intent =
      `<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1)` +
      ` /DestOutputProfile ${profilo} 0 R >>`;
    yield this.#object(
      CATALOGO,
      `<< /Type /Catalog /Pages ${PAGINE} 0 R /Metadata ${metadati} 0 R /OutputIntents [${intent}]` +
        ` /Lang (${this.dati.lingua.replaceAll(/[^A-Za-z0-9-]/g, '')}) /ViewerPreferences << /DisplayDocTitle true >> >>`,
    );
    yield this.#tabella(info);
  }

  *#font(): Generator<Buffer> {
    const [figlio, descrittore, programma, glifi, unicode] = [
      this.#next(),
      this.#next(),
      this.#next(),
      this.#next(),
      this.#next(),
    ];
    const nome = '/ParoleInvisibili';
    yield this.#object(
      CARATTERE,
      `<< /Type /Font /Subtype /Type0 /BaseFont ${nome} /Encoding /Identity-H /DescendantFonts [${figlio} 0 R] /ToUnicode ${unicode} 0 R >>`,
    );
    yield this.#object(
      figlio,
      `<< /Type /Font /Subtype /CIDFontType2 /BaseFont ${nome} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>` +
        ` /FontDescriptor ${descrittore} 0 R /DW 500 /W ${this.#carattere.larghezze()} /CIDToGIDMap ${glifi} 0 R >>`,
    );
    const [alto, basso] = [Math.round(ASCENDENTE * 1_000), Math.round(-DISCENDENTE * 1_000)];
    yield this.#object(
      descrittore,
      `<< /Type /FontDescriptor /FontName ${nome} /Flags 4 /FontBBox [0 ${basso} 1000 ${alto}] /ItalicAngle 0 /Ascent ${alto}` +
        ` /Descent ${basso} /CapHeight ${alto} /StemV 80 /FontFile2 ${programma} 0 R >>`,
    );
    const font = fontInvisibile();
    yield this.#stream(programma, `/Length1 ${font.length} /Filter /FlateDecode`, compresso(font));
    yield this.#stream(glifi, '/Filter /FlateDecode', compresso(this.#carattere.glifi()));
    yield this.#stream(unicode, '/Filter /FlateDecode', compresso(this.#carattere.unicode()));
  }

  #tabella(info: number): Buffer {
    const at = this.#scritti;
    const lines = this.#posti.slice(1).map((place) => `${String(place).padStart(10, '0')} 00000 n \n`);
    const size = this.#posti.length;
    const id = this.#hash.copy().digest('hex').slice(0, 32);
    return this.#out(
      Buffer.from(
        `xref\n0 ${size}\n0000000000 65535 f \n${lines.join('')}` +
          `trailer\n<< /Size ${size} /Root ${CATALOGO} 0 R /Info ${info} 0 R /ID [<${id}> <${id}>] >>\nstartxref\n${at}\n%%EOF\n`,
        'latin1',
      ),
    );
  }

  #next(): number {
    return this.#posti.push(0) - 1;
  }

  #object(numero: number, body: string): Buffer {
    this.#posti[numero] = this.#scritti;
    return this.#out(Buffer.from(`${numero} 0 obj\n${body}\nendobj\n`, 'latin1'));
  }

  #stream(numero: number, dictionary: string, bytes: Buffer): Buffer {
    this.#posti[numero] = this.#scritti;
    const head = Buffer.from(`${numero} 0 obj\n<< ${dictionary} /Length ${bytes.length} >>\nstream\n`, 'latin1');
    return this.#out(Buffer.concat([head, bytes, Buffer.from('\nendstream\nendobj\n', 'latin1')]));
  }

  #out(bytes: Buffer): Buffer {
    this.#scritti += bytes.length;
    this.#hash.update(bytes);
    return bytes;
  }
}

function dictionaryOf({ tipo, larghezza, altezza, grigio }: PaginaCopia['copia']): string {
  const image = `/Type /XObject /Subtype /Image /Width ${larghezza} /Height ${altezza}`;
  return tipo === 'g4'
    ? `${image} /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns ${larghezza} /Rows ${altezza} >>`
    : `${image} /ColorSpace ${grigio ? '/DeviceGray' : '/DeviceRGB'} /BitsPerComponent 8 /Filter /DCTDecode`;
}
