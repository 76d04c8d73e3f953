import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { widthOf, wrap } from '../../../server/demo/documenti/caratteri.js';
import { ALTEZZA, type Foglio, LARGHEZZA } from '../../../server/demo/documenti/foglio.js';
import { composeFogli } from '../../../server/demo/documenti/impagina.js';
import { encodePng } from '../../../server/demo/documenti/png.js';
import { renderFile } from '../../../server/demo/documenti/rendi.js';
import { riempi } from '../../../server/demo/documenti/riempimento.js';
import { Firme } from '../../../server/demo/firma/firme.js';
import { buildPiano } from '../../../server/demo/piano.js';
import { type FileDemo, isRegistra } from '../../../server/demo/tipi.js';

const registrazioni = buildPiano({ anno: 2026, ieri: '2026-11-24' }).filter(isRegistra);
const files = registrazioni.flatMap(({ documento, allegati }) => [
  ...(documento === undefined ? [] : [documento]),
  ...allegati,
]);
const firme = new Firme(2026);
const textOf = ({ segni }: Foglio): string =>
  segni.flatMap((segno) => (segno.tipo === 'testo' ? segno.testo : [])).join(' ');
const plain = (text: string): string => text.replaceAll("'", '’').replace(/\s+/g, ' ');
const fileOf = (chiave: string): FileDemo => {
  const documento = registrazioni.find((one) => one.chiave === chiave)?.documento;
  assert.ok(documento !== undefined);
  return documento;
};
const count = (pdf: Buffer, text: RegExp): number => pdf.toString('latin1').match(text)?.length ?? 0;

describe('demo: documenti', () => {
  it('say what the oggetto says, with the warning on every page, within the page', () => {
    for (const { contenuto, pagine, nome } of files) {
      const fogli = composeFogli(contenuto, pagine);
      assert.equal(fogli.length, pagine, nome);
      for (const foglio of fogli) {
        assert.match(textOf(foglio), /ESEMPIO/, nome);
        for (const segno of foglio.segni) {
          if (segno.tipo !== 'testo') continue;
          const right = segno.x + widthOf(segno.testo, segno.carattere, segno.corpo);
          assert.ok(segno.x > 20 && right < LARGHEZZA - 20 && segno.y < ALTEZZA - 10, `${nome}: ${segno.testo}`);
        }
        assert.ok(foglio.y < ALTEZZA - 80, `${nome} runs into its foot`);
      }
      if (contenuto.genere === 'lettera' && contenuto.firma.length > 0) {
        assert.ok(plain(fogli.map(textOf).join(' ')).includes(plain(contenuto.oggetto)), contenuto.oggetto);
      }
    }
  });

  it('are PDF with embedded fonts, the same bytes for the same file', async () => {
    for (const file of [
      fileOf('demo-0001'),
      fileOf('demo-0003'),
      fileOf('demo-0008'),
      fileOf('demo-0010'),
      fileOf('demo-0011'),
    ]) {
      const [one, two] = [await renderFile(file, firme), await renderFile(file, firme)];
      assert.equal(one.mime, 'application/pdf');
      assert.ok(one.bytes.subarray(0, 8).toString().startsWith('%PDF-1.7'));
      assert.ok(count(one.bytes, /\/FontFile2/g) >= 1);
      assert.equal(count(one.bytes, /\/Type \/Page\b(?!s)/g), file.pagine);
      assert.ok(one.bytes.length > 15_000 && one.bytes.length < 200_000, `${file.nome}: ${one.bytes.length}`);
      assert.deepEqual(one.bytes, two.bytes);
    }
  });

  it('are all different', async () => {
    const sample = files.filter(({ supporto }, i) => supporto === 'pdf' && i % 6 === 0);
    const hashes = await Promise.all(
      sample.map(async (file) =>
        createHash('sha256')
          .update((await renderFile(file, firme)).bytes)
          .digest('hex'),
      ),
    );
    assert.equal(new Set(hashes).size, hashes.length);
  });

  it('have scans that are images only, one a page, at 300 dots an inch', async () => {
    const { bytes } = await renderFile(fileOf('demo-0005'), firme);
    assert.equal(count(bytes, /\/FontFile2/g), 0);
    assert.equal(count(bytes, /\/Subtype \/Image/g), 2);
    assert.equal(count(bytes, /\/Width 2480/g), 2);
  });

  it('have a petition of eighteen pages with 312 signatures', () => {
    const { contenuto, pagine } = fileOf('demo-0030');
    const text = composeFogli(contenuto, pagine).map(textOf).join(' ');
    assert.equal(pagine, 18);
    assert.equal(text.match(/X000-\d{5}/g)?.length, 312);
  });
});

describe('demo: disegno', () => {
  it('breaks lines at blanks, never wider than the column', () => {
    const lines = wrap('Il responsabile del procedimento comunica che la domanda è stata accolta', 'grazie', 10, 120);
    assert.ok(lines.length > 2);
    assert.ok(lines.every((line) => widthOf(line, 'grazie', 10) <= 120));
    assert.equal(lines.join(' '), 'Il responsabile del procedimento comunica che la domanda è stata accolta');
  });

  it('fills what is inside, and leaves a hole wound the other way', () => {
    const square = (a: number, b: number): [number, number][] => [[a, a], [b, a], [b, b], [a, b]]; // prettier-ignore
    let inside = 0;
    riempi([square(0, 10), square(3, 7).reverse()], (_, a, b) => (inside += b - a));
    assert.equal(inside, 100 - 16);
  });

  it('writes a palette PNG that unpacks to the same pixels', () => {
    const pixel = Uint8Array.from([0, 1, 1, 0, 1, 0, 0, 1, 1, 1]);
    const png = encodePng({ larghezza: 5, altezza: 2, tavolozza: ['#ffffff', '#000000'], pixel, puntiPerPollice: 300 });
    const at = png.indexOf('IDAT');
    const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
    assert.deepEqual([...rows], [0, 0b01101000, 0, 0b00111000]);
  });
});
