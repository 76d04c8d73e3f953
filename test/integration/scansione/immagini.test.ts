import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { deflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import sharp, { type Sharp } from 'sharp';
import { drawCopertina } from '../../../server/carte/copertina.js';
import { drawEtichetta } from '../../../server/carte/etichetta.js';
import { registrazioneDelFoglio } from '../../../server/scansione/immagini/leggi-codice.js';
import { LettoreChiuso, LettoreImmagini } from '../../../server/scansione/immagini/lettore.js';
import {
  type CodiceRifiuto,
  ImmagineRifiutata,
  type PaginaLetta,
  type Rotazione,
} from '../../../server/scansione/tipi.js';
import { chunk, ihdr, noisy, tiffAround } from '../../support/file-immagini.js';
import { buildFoglio, scansionata } from '../../support/fogli.js';
import { buildCarta } from '../../unit/carte/esempi.js';

const run = promisify(execFile);
const ADESSO = new Date('2026-03-02T08:14:05Z');
const A4 = [595.2, 841.92] as const;

/** A PDF of pages of that size, drawn one by one. */
function pdfOf(
  pagine: readonly ((doc: PDFKit.PDFDocument) => void)[],
  size: readonly [number, number] = A4,
): Promise<Buffer> {
  const doc = new PDFDocument({ autoFirstPage: false });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  for (const draw of pagine) draw(doc.addPage({ size: [...size], margin: 0 }));
  doc.end();
  return new Promise((resolve) => doc.on('end', () => resolve(Buffer.concat(chunks))));
}
const fills =
  (picture: Buffer) =>
  (doc: PDFKit.PDFDocument): void =>
    void doc.image(picture, 0, 0, { width: A4[0], height: A4[1] });

const refused = (codice: CodiceRifiuto) => (error: unknown) =>
  error instanceof ImmagineRifiutata && error.codice === codice && /[.]$/.test(error.message);

describe('scansione: the pictures of a scan', function () {
  this.timeout(60_000);
  const lettore = new LettoreImmagini();
  const foglio = buildFoglio({ storta: 1.3, grana: 2 });
  let jpeg: Buffer;
  let mono: Buffer;
  let monoTiff: Buffer;

  const leggi = (file: Buffer, indice = 0, rotazione: Rotazione = 0): Promise<PaginaLetta> =>
    lettore.leggiPagina(file, indice, { rotazione, soglie: { milleBianca: 1 } });
  const raw = (steps: Sharp): Promise<Buffer> => steps.toColourspace('b-w').raw().toBuffer();

  before(async () => {
    jpeg = await scansionata(foglio).jpeg({ quality: 90 }).withMetadata({ density: 100 }).toBuffer();
    mono = await raw(scansionata(foglio).threshold(140));
    const bits = sharp(mono, { raw: { width: 848, height: 1_200, channels: 1 } }).toColourspace('b-w');
    monoTiff = await bits
      .tiff({ compression: 'ccittfax4', bitdepth: 1, xres: 200 / 25.4, yres: 200 / 25.4 })
      .toBuffer();
  });
  after(() => lettore.close());

  it('a JPEG that lies upright is kept byte for byte, and its lines are level for the reading', async () => {
    assert.deepEqual(await lettore.apri(jpeg), {
      tipo: 'jpeg',
      pagine: [{ larghezza: 848, altezza: 1_200, dpi: 100, testo: false }],
    });
    const { copia, misure, lettura, anteprima, miniatura, codici, codiceIllegibile } = await leggi(jpeg);
    assert.ok(copia.bytes.equals(jpeg));
    assert.deepEqual(
      { ...copia, bytes: undefined },
      { tipo: 'jpeg', bytes: undefined, larghezza: 848, altezza: 1_200, dpi: 100, grigio: false },
    );
    assert.ok(Math.abs(misure.storta - 1.3) < 0.2);
    assert.deepEqual({ codici, codiceIllegibile }, { codici: [], codiceIllegibile: false });
    assert.ok(lettura !== undefined && lettura.angolo === misure.storta);
    const level = await leggi(lettura.png);
    assert.ok(Math.abs(level.misure.storta) < 0.2, `${level.misure.storta}`);
    assert.deepEqual(
      [(await sharp(anteprima).metadata()).height, (await sharp(miniatura).metadata()).height],
      [1_200, 240],
    );
  });

  it('pages of a TIFF of one bit become group 4 with the very same pixels', async () => {
    const pagine = [mono, Buffer.alloc(848 * 1_200, 255)];
    const strip = sharp(Buffer.concat(pagine), { raw: { width: 848, height: 2_400, channels: 1, pageHeight: 1_200 } });
    const many = await strip
      .toColourspace('b-w')
      .tiff({ compression: 'lzw', predictor: 'none', bitdepth: 1, xres: 8, yres: 8 })
      .toBuffer();
    assert.equal((await lettore.apri(many)).pagine.length, 2);
    for (const file of [monoTiff, many]) {
      const { copia, misure } = await leggi(file);
      assert.deepEqual([copia.tipo, copia.dpi > 190, misure.colore], ['g4', true, 'mono']);
      assert.ok((await raw(sharp(tiffAround(copia)))).equals(mono));
    }
    const blank = await leggi(many, 1);
    assert.deepEqual([blank.misure.inchiostro, blank.lettura, blank.copia.tipo], [0, undefined, 'g4']);
  });

  it('pictures that lie otherwise, of four inks, of sixteen bits, with a transparent ground, of one pixel', async () => {
    const turned = await sharp(jpeg).withMetadata({ orientation: 6 }).toBuffer();
    const upright = await leggi(turned);
    assert.deepEqual([upright.copia.larghezza, upright.copia.altezza], [1_200, 848]);
    assert.ok(!upright.copia.bytes.equals(turned));
    const back = await leggi(turned, 0, 270);
    assert.deepEqual([back.copia.larghezza, back.copia.altezza], [848, 1_200]);
    assert.ok(Math.abs(back.misure.storta - 1.3) < 0.2);
    const small = sharp(jpeg).resize(200, 283);
    const inks = await leggi(await small.clone().toColourspace('cmyk').jpeg().toBuffer());
    assert.equal((await sharp(inks.copia.bytes).metadata()).space, 'srgb');
    assert.ok(inks.misure.carta > 200);
    const deep = await leggi(await small.clone().toColourspace('rgb16').png().toBuffer());
    assert.deepEqual([deep.misure.colore, deep.misure.carta > 225], ['grigio', true]);
    const clear = { width: 200, height: 200, channels: 4 as const, background: { r: 0, g: 0, b: 0, alpha: 0 } };
    assert.equal((await leggi(await sharp({ create: clear }).png().toBuffer())).misure.carta, 255);
    const point = { width: 1, height: 1, channels: 3 as const, background: '#fff' };
    assert.equal((await leggi(await sharp({ create: point }).png().toBuffer())).copia.larghezza, 1);
  });

  it('a scan inside a PDF is kept as it is; what is drawn or laid upon it is drawn; words stand where they are', async () => {
    const grey = await scansionata(foglio).jpeg().toBuffer();
    const one = await sharp(mono, { raw: { width: 848, height: 1_200, channels: 1 } })
      .png()
      .toBuffer();
    const file = await pdfOf([
      fills(grey),
      fills(one),
      (doc) => fills(grey)(doc.rect(0, 0, 1, 1)),
      (doc) => void doc.fontSize(20).text('Perché è così', 72, 144, { lineBreak: false }),
    ]);
    const { pagine } = await lettore.apri(file);
    assert.deepEqual(
      pagine.map(({ larghezza, testo }) => [larghezza, testo]),
      [
        [848, false],
        [848, false],
        [848, false],
        [2_480, true],
      ],
    );
    assert.ok((await leggi(file, 0)).copia.bytes.equals(grey));
    const bits = (await leggi(file, 1)).copia;
    assert.ok(bits.tipo === 'g4' && (await raw(sharp(tiffAround(bits)))).equals(mono));
    const { parole = [], lettura } = await leggi(file, 3, 90);
    assert.equal(lettura, undefined);
    assert.deepEqual(
      parole.map(({ testo, riga }) => [testo, riga]),
      [
        ['Perché', 0],
        ['è', 0],
        ['così', 0],
      ],
    );
    const [first] = parole; // turned clockwise: what was at the left is on top, what was high is at the right
    assert.ok(
      first !== undefined && Math.abs(first.y0 - 300) < 12 && Math.abs(first.x1 - (3_508 - 625)) < 40,
      JSON.stringify(first),
    );
  });

  it('labels and separating sheets that the office prints are read from a crooked, noisy scan', async () => {
    const hash = 'ab'.repeat(32);
    const picture = async (pdf: Buffer, indice = 0): Promise<Buffer> => (await leggi(pdf, indice)).copia.bytes;
    const cases = [
      { formato: '62x29', numero: 29, dpi: 200, storta: 2.3, bit: false },
      { formato: '100x50', numero: 31, dpi: 200, storta: -1.7, bit: true },
    ] as const;
    for (const { formato, numero, dpi, storta, bit } of cases) {
      const carta = buildCarta({
        numero: String(numero).padStart(7, '0'),
        indirizzo: `https://p.example/verifica/2026/${numero}/${hash}`,
      });
      const label = await picture(await drawEtichetta(carta, formato, ADESSO));
      const width = Math.round((Number(formato.split('x')[0]) / 25.4) * dpi);
      const [w, h] = [Math.round(5.8 * dpi), Math.round(4.1 * dpi)];
      const placed = await sharp({ create: { width: w, height: h, channels: 3, background: '#f2efe6' } })
        .composite([{ input: await sharp(label).resize(width).toBuffer(), left: Math.round(dpi / 3), top: dpi }])
        .png()
        .toBuffer();
      const scan = await noisy(sharp(placed).rotate(storta, { background: '#f2efe6' }).greyscale(), dpi);
      const { codici, codiceIllegibile } = await leggi(bit ? await sharp(scan).threshold(128).png().toBuffer() : scan);
      assert.deepEqual(codici.map(({ tipo }) => tipo).sort(), ['code128', 'qr'], `${formato} ${dpi}`);
      assert.deepEqual(registrazioneDelFoglio(codici), { anno: 2026, numero, hash });
      assert.ok(!codiceIllegibile && codici.every(({ separatore }) => separatore === undefined));
    }
    const cover = await picture(await drawCopertina([buildCarta()], ADESSO, ''), 1);
    const { codici } = await leggi(await noisy(sharp(cover).resize(1_240).greyscale(), 150));
    assert.deepEqual(
      codici.map(({ separatore }) => separatore),
      [true, true],
    );
  });

  it('a label that is spoiled is told as one that cannot be read', async () => {
    const label = (await leggi(await drawEtichetta(buildCarta(), '100x50', ADESSO))).copia.bytes;
    const patch = (left: number, top: number, width: number, height: number) => ({
      input: { create: { width, height, channels: 3 as const, background: '#fff' } },
      left,
      top,
    });
    const spoiled = await sharp(label)
      .composite([patch(900, 150, 120, 120), patch(300, 400, 80, 175)])
      .png()
      .toBuffer();
    const { codici, codiceIllegibile } = await leggi(spoiled);
    assert.deepEqual({ codici, codiceIllegibile }, { codici: [], codiceIllegibile: true });
    const withoutQr = await sharp(label)
      .composite([patch(760, 0, 421, 400), patch(300, 400, 80, 190), patch(700, 400, 30, 190)])
      .withMetadata({ density: 300 })
      .png()
      .toBuffer();
    const bars = await leggi(withoutQr);
    assert.deepEqual([bars.codici, bars.codiceIllegibile], [[], true], 'the bars alone, torn');
  });

  it('files that are none, or made to harm, are refused in words, and the next one is read', async () => {
    const header = Buffer.from('89504e470d0a1a0a', 'hex');
    const declares = (larghezza: number, altezza: number): Buffer =>
      Buffer.concat([
        header,
        chunk('IHDR', ihdr(larghezza, altezza)),
        chunk('IDAT', deflateSync(Buffer.alloc(1_000))),
        chunk('IEND'),
      ]);
    const png = await scansionata(foglio).png().toBuffer();
    const wrong: Buffer = Buffer.from(png);
    wrong[Math.floor(png.length / 2)] = (wrong[Math.floor(png.length / 2)] ?? 0) ^ 0xff;
    const animated = Buffer.concat([png.subarray(0, 33), chunk('acTL', Buffer.alloc(8)), png.subarray(33)]);
    const gif = await sharp(jpeg).resize(20).gif().toBuffer();
    const cases: [string, Buffer, CodiceRifiuto[]][] = [
      ['nothing', Buffer.alloc(0), ['vuoto']],
      ['noise', randomBytes(5_000), ['formato']],
      ['GIF', gif, ['formato']],
      ['animated PNG', animated, ['formato']],
      ['bomb', declares(60_000, 60_000), ['troppo-grande']],
      ['A0 at 600 dpi', declares(19_866, 28_087), ['troppo-grande']],
      ['PNG with a wrong sum', wrong, ['illeggibile', 'troncato']],
      ['JPEG cut', jpeg.subarray(0, jpeg.length / 2), ['troncato']],
      ['PNG cut', png.subarray(0, png.length / 2), ['troncato', 'illeggibile']],
      ['TIFF cut', monoTiff.subarray(0, monoTiff.length - 500), ['troncato']],
      ['PDF cut', (await pdfOf([fills(jpeg)])).subarray(0, 600), ['troncato', 'illeggibile']],
      [
        'PDF of 200 inches',
        await pdfOf([(doc) => void doc.rect(9, 9, 9, 9).fill()], [14_400, 14_400]),
        ['troppo-grande'],
      ],
    ];
    for (const [name, file, codici] of cases) {
      await assert.rejects(
        async () => {
          await lettore.apri(file);
          await leggi(file);
        },
        (error) => codici.some((codice) => refused(codice)(error)) || assert.fail(`${name}: ${String(error)}`),
      );
    }
    const mixed = await pdfOf([fills(jpeg), (doc) => void doc.addPage({ size: [14_400, 14_400] })]);
    assert.equal((await lettore.apri(mixed)).pagine.length, 3); // one bad page does not spoil the others
    await assert.rejects(leggi(mixed, 2), refused('troppo-grande'));
    assert.ok((await leggi(mixed)).copia.bytes.equals(jpeg));
  });

  it('a PDF that wants a password is told as such', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'cifrato-'));
    try {
      const [plain, locked] = ['a.pdf', 'b.pdf'].map((name) => path.join(folder, name)) as [string, string];
      await writeFile(plain, await pdfOf([fills(jpeg)]));
      await run('qpdf', ['--encrypt', 'segreta', 'padrone', '256', '--', plain, locked]);
      await assert.rejects(lettore.apri(await readFile(locked)), refused('cifrato'));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('a page that takes too long or too much is given up, and the next one gets a new process', async () => {
    const hasty = new LettoreImmagini({ ms: 1 });
    await assert.rejects(hasty.apri(jpeg), refused('tempo'));
    hasty.close();
    const narrow = new LettoreImmagini({ memoriaMb: 20 });
    await assert.rejects(narrow.leggiPagina(jpeg, 0, { rotazione: 0, soglie: { milleBianca: 1 } }), refused('memoria'));
    narrow.close();
    const closed = new LettoreImmagini();
    const waiting = assert.rejects(closed.apri(jpeg), LettoreChiuso); // nothing is said against the page
    setImmediate(() => closed.close());
    await waiting;
  });
});
