import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { Dizionario, nomeDi, type Oggetto, PdfIlleggibile } from './oggetti.js';

const inflateAsync = promisify(inflate);

const numberOf = (oggetto: Oggetto | undefined, otherwise: number): number =>
  typeof oggetto === 'number' ? oggetto : otherwise;

/** Undoes the prediction of rows as PNG has it (ISO 32000-1 §7.4.4.4). */
function senzaPredizione(dati: Buffer, colonne: number): Buffer {
  const rows = Math.floor(dati.length / (colonne + 1));
  const plain = Buffer.alloc(rows * colonne);
  for (let row = 0; row < rows; row += 1) {
    const kind = dati[row * (colonne + 1)] ?? 0;
    for (let i = 0; i < colonne; i += 1) {
      const at = row * colonne + i;
      const left = i === 0 ? 0 : (plain[at - 1] ?? 0);
      const up = row === 0 ? 0 : (plain[at - colonne] ?? 0);
      const corner = row === 0 || i === 0 ? 0 : (plain[at - colonne - 1] ?? 0);
      const paeth = (): number => {
        const p = left + up - corner;
        const [a, b, c] = [Math.abs(p - left), Math.abs(p - up), Math.abs(p - corner)];
        return a <= b && a <= c ? left : b <= c ? up : corner;
      };
      const predicted = [0, left, up, Math.floor((left + up) / 2)][kind] ?? paeth();
      plain[at] = ((dati[row * (colonne + 1) + 1 + i] ?? 0) + predicted) & 0xff;
    }
  }
  return plain;
}

/**
 * The bytes of a stream of objects or references, expanded: plain or FlateDecode, as such streams are.
 * @throws PdfIlleggibile for other filters, and beyond the limit
 */
export async function espandi(dati: Buffer, dizionario: Dizionario, max: number): Promise<Buffer> {
  const filter = dizionario.get('Filter');
  const names = Array.isArray(filter) ? filter.map(nomeDi) : filter === undefined ? [] : [nomeDi(filter)];
  if (names.length === 0) return dati;
  if (names.length > 1 || names[0] !== 'FlateDecode') throw new PdfIlleggibile('filter');
  const plain = await inflateAsync(dati, { maxOutputLength: max }).catch(() => {
    throw new PdfIlleggibile('stream not expanded');
  });
  const given = dizionario.get('DecodeParms');
  const parms = Array.isArray(given) ? given[0] : given;
  if (!(parms instanceof Dizionario) || numberOf(parms.get('Predictor'), 1) === 1) return plain;
  const columns = numberOf(parms.get('Columns'), 1);
  const bytes = numberOf(parms.get('Colors'), 1) * Math.ceil(numberOf(parms.get('BitsPerComponent'), 8) / 8);
  if (numberOf(parms.get('Predictor'), 1) < 10 || bytes !== 1 || !Number.isInteger(columns) || columns < 1)
    throw new PdfIlleggibile('predictor');
  return senzaPredizione(plain, columns);
}
