import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { componiCopia } from '../../../server/scansione/copia/componi.js';
import { unicaStriscia } from '../../../server/scansione/immagini/copia.js';
import { Lettore } from '../../../server/scansione/ocr/lettore.js';
import type { Lettura, PaginaCopia } from '../../../server/scansione/tipi.js';
import { comeByte } from '../../support/byte.js';
import { buildZip } from '../../support/corpus/zip.js';
import { checkStructure, judgePdfA, readText } from '../../support/giudici.js';
import { at, type FileProva, useHarness } from '../../support/harness.js';
import { dipingi, disegna } from '../../support/pagine-dipinte.js';
import { requireProgram } from '../../support/servizi.js';
import { entrata } from '../protocollo/richieste.js';

const DPI = 200;
const PUNTO = 72 / DPI;
const RIGHE = ['OGGETTO: perché l’attività è già così', 'Però si può: € 1.234,56 entro lunedì', 'via Niccolò 12'];
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const ODT = 'application/vnd.oasis.opendocument.text';
const pdfs: Record<string, Buffer> = {};

const docxOf = (testo: string): Buffer => {
  const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
  const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
  const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';
  return buildZip([
    {
      nome: '[Content_Types].xml',
      bytes: `<?xml version="1.0"?><Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${DOCX}.main+xml"/></Types>`,
    },
    {
      nome: '_rels/.rels',
      bytes: `<?xml version="1.0"?><Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${REL}" Target="word/document.xml"/></Relationships>`,
    },
    {
      nome: 'word/document.xml',
      bytes: `<?xml version="1.0"?><w:document xmlns:w="${W}"><w:body><w:p><w:r><w:t>${testo}</w:t></w:r></w:p></w:body></w:document>`,
    },
  ]);
};

/** A text that wants a picture from elsewhere when it is opened. */
const odtConRimandi = (url: string): Buffer => {
  const NS = 'urn:oasis:names:tc:opendocument:xmlns';
  const image = `<draw:frame text:anchor-type="as-char" svg:width="5cm" svg:height="5cm"><draw:image xlink:href="${url}" xlink:type="simple"/></draw:frame>`;
  return buildZip([
    { nome: 'mimetype', bytes: ODT, stored: true },
    {
      nome: 'content.xml',
      bytes: `<office:document-content xmlns:office="${NS}:office:1.0" xmlns:text="${NS}:text:1.0" xmlns:draw="${NS}:drawing:1.0" xmlns:svg="${NS}:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"><office:body><office:text><text:p>nota ${image}</text:p></office:text></office:body></office:document-content>`,
    },
    {
      nome: 'META-INF/manifest.xml',
      bytes: `<manifest:manifest xmlns:manifest="${NS}:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="${ODT}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`,
    },
  ]);
};

/** A picture as each of the copies that a page may have. */
async function copieOf(
  png: Buffer,
): Promise<{ copie: PaginaCopia['copia'][]; misure: { larghezza: number; altezza: number } }> {
  const { width, height } = await sharp(png).metadata();
  const misure = { larghezza: width, altezza: height };
  const tiff = await sharp(png)
    .threshold(140)
    .toColourspace('b-w')
    .tiff({ compression: 'ccittfax4', bitdepth: 1, miniswhite: true, tileHeight: height })
    .toBuffer();
  const grigio = await sharp(png).toColourspace('b-w').jpeg().toBuffer();
  const colore = await sharp(png).toColourspace('srgb').tint('#ffeecc').jpeg().toBuffer();
  return {
    misure,
    copie: [
      { tipo: 'g4', bytes: unicaStriscia(tiff), ...misure, dpi: DPI, grigio: true },
      { tipo: 'jpeg', bytes: grigio, ...misure, dpi: DPI, grigio: true },
      { tipo: 'jpeg', bytes: colore, ...misure, dpi: DPI, grigio: false },
    ],
  };
}

describe('a page read, and its copy in PDF/A', function () {
  this.timeout(120_000);
  let lettura: Lettura;
  let copia: Buffer;

  before(async () => {
    const png = await dipingi({ testo: RIGHE.join('\n'), corpo: 12 }, DPI);
    const { copie, misure } = await copieOf(png);
    const lettore = new Lettore({ insieme: 1 });
    try {
      lettura = await lettore.leggi(png, { angolo: 0, ...misure, copia: { ...misure, dpi: DPI } });
    } finally {
      await lettore.close();
    }
    async function* pagine(): AsyncGenerator<PaginaCopia> {
      await Promise.resolve();
      for (const one of copie) yield { copia: one, parole: lettura.parole };
    }
    const dati = { titolo: 'Copia di prova', quando: new Date('2026-03-02T08:00:00Z'), lingua: 'it-IT' };
    copia = await buffer(componiCopia(pagine(), dati));
    pdfs['copia'] = copia;
  });

  it('reads Italian, accents and all', () => {
    const read = lettura.parole.map(({ testo }) => testo.replaceAll('’', "'")).join(' ');
    assert.equal(read, RIGHE.join(' ').replaceAll('’', "'"));
    assert.ok(lettura.fiducia > 80);
  });

  it('every page is searched and copied by its words, each at its place', async function () {
    const read = (await readText(this, copia)).replaceAll('’', "'");
    for (const riga of RIGHE) assert.equal(read.split(riga.replaceAll('’', "'")).length, 4, read);
    const bbox = await readText(this, copia, '-bbox', '-l', '1');
    const found = [...bbox.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)</g)];
    assert.equal(found.length, lettura.parole.length);
    found.forEach(([, x0, y0, x1, y1], i) => {
      const parola = lettura.parole[i];
      assert.ok(parola !== undefined);
      assert.ok(
        Math.abs(Number(x0) - parola.x0 * PUNTO) < 1 && Math.abs(Number(x1) - parola.x1 * PUNTO) < 1,
        parola.testo,
      );
      const middle = (Number(y0) + Number(y1)) / 2;
      assert.ok(Math.abs(middle - ((parola.y0 + parola.y1) / 2) * PUNTO) < 4, parola.testo);
    });
  });

  it('is sound, and its group 4 page is white with black letters', async function () {
    const { codice, uscita } = await checkStructure(this, copia);
    assert.equal(codice, 0, uscita);
    const { channels } = await sharp(await disegna(copia, 0, 50)).stats();
    assert.ok((channels[0]?.mean ?? 0) > 220);
  });
});

describe('files of office in PDF/A', function () {
  this.timeout(120_000);
  const here = useHarness('ufficio', { env: { SOFFICE: 'soffice' } });
  const asked: string[] = [];
  const server = createServer((req, res) => {
    asked.push(req.url ?? '');
    res.end();
  });

  before(async function () {
    requireProgram(this, 'soffice', 'apt-get install -y libreoffice-writer-nogui', false); // some hundred megabytes: not for everyone
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  after(() => server.close());

  const ask = async (path: string): Promise<Buffer> =>
    (
      (await here.get(path, 'protocollo').buffer(true).parse(comeByte).expect(200).expect('Content-Type', /pdf/)) as {
        body: Buffer;
      }
    ).body;

  it('are made beside the original, once; nothing outside of them is fetched', async function () {
    const { port } = server.address() as AddressInfo;
    const documento: FileProva = { nome: 'relazione.docx', mime: DOCX, bytes: docxOf('Però: la relazione è così') };
    const allegato: FileProva = { nome: 'nota.odt', mime: ODT, bytes: odtConRimandi(`http://127.0.0.1:${port}/x.png`) };
    const r = await here.registered('protocollo', entrata(), { documento, allegati: [allegato] });
    const [pdf, again] = [await ask(`${at(r)}/documento?pdfa=si`), await ask(`${at(r)}/documento?pdfa=si`)];
    assert.ok(pdf.equals(again));
    assert.match(await readText(this, pdf), /Però: la relazione è così/);
    pdfs['ufficio'] = pdf;
    assert.match(await readText(this, await ask(`${at(r)}/allegati/1?pdfa=si`)), /nota/);
    assert.deepEqual(asked, []);
    const original = (await here
      .get(`${at(r)}/documento`, 'protocollo')
      .buffer(true)
      .parse(comeByte)
      .expect(200)) as { body: Buffer };
    assert.deepEqual(original.body, documento.bytes);
    await here.get(`${at(r)}/documento?pdfa=si&segnatura=si`, 'protocollo').expect(422);
  });

  it('not of what only bears their name', async () => {
    const documento: FileProva = { nome: 'finto.docx', mime: DOCX, bytes: Buffer.from('non è un documento\n') };
    const r = await here.registered('protocollo', entrata(), { documento });
    const { body } = (await here.get(`${at(r)}/documento?pdfa=si`, 'protocollo').expect(409)) as {
      body: { detail: string };
    };
    assert.match(body.detail, /di questo file no/);
  });

  it('all of it is PDF/A-2b', async function () {
    const verdicts = await judgePdfA(this, pdfs);
    assert.deepEqual(verdicts, Object.fromEntries(Object.keys(pdfs).map((name) => [name, 'PASS'])));
  });
});
