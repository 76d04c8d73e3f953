import assert from 'node:assert/strict';
import { deflateRawSync } from 'node:zlib';
import { avvisiOfFormati, describeFile, detectMime } from '../../../server/protocollo/formato.js';
import { buildFile, buildRicevuto } from '../../support/factories.js';

const HEAD_BYTES = 4_100;
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const noise = Buffer.from(Array.from({ length: 9_000 }, (_one, i) => (i * 7_919) % 256));
const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'), noise]);
const SIGNED_DATA = hex('06 09 2a 86 48 86 f7 0d 01 07 02');
/** A CAdES envelope whose content is the PDF, a few bytes after the beginning: definite or indefinite lengths. */
const P7M = Buffer.concat([
  hex('30 82 40 00'),
  SIGNED_DATA,
  hex(
    'a0 82 3f f0 30 82 3f ec 02 01 01 31 0f 30 0d 06 09 60 86 48 01 65 03 04 02 01 05 00 30 82 30 00 06 09 2a 86 48 86 f7 0d 01 07 01 a0 82 2f f0 04 82 2f ec',
  ),
  PDF,
]);
const P7M_BER = Buffer.concat([
  hex('30 80'),
  SIGNED_DATA,
  hex('a0 80 30 80 02 01 01 31 00 30 80 06 09 2a 86 48 86 f7 0d 01 07 01 a0 80 24 80 04 82 10 00'),
  PDF,
]);
const PNG = hex('89 50 4e 47 0d 0a 1a 0a 00 00 00 0d 49 48 44 52 00 00 00 01 00 00 00 01 08 06 00 00 00 1f 15 c4 89');
const DOC = Buffer.concat([hex('d0 cf 11 e0 a1 b1 1a e1'), Buffer.alloc(5_000)]);

/** One entry of a zip, as it stands at the beginning of one. */
function zipEntry(name: string, data: Buffer, deflated = true): Buffer {
  const bytes = deflated ? deflateRawSync(data) : data;
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(deflated ? 8 : 0, 8);
  header.writeUInt32LE(bytes.length, 18);
  header.writeUInt32LE(data.length, 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name), bytes]);
}
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const TYPES = Buffer.from(
  `<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="${WORD}.main+xml"/></Types>`,
);
const DOCX = Buffer.concat([zipEntry('[Content_Types].xml', TYPES), zipEntry('word/document.xml', noise)]);
/** Its table of types comes after the first bytes: only a zip can be told. */
const DOCX_LATE = Buffer.concat([zipEntry('word/document.xml', noise, false), zipEntry('[Content_Types].xml', TYPES)]);
const ODT = Buffer.concat([
  zipEntry('mimetype', Buffer.from('application/vnd.oasis.opendocument.text'), false),
  zipEntry('content.xml', noise),
]);
const ZIP_OF_PDF = zipEntry('lettera.pdf', PDF, false);

const CONTENTS: readonly [nome: string, bytes: Buffer | string, mime: string | undefined][] = [
  ['a PDF', PDF, 'application/pdf'],
  ['a PDF with a blank line in front', Buffer.concat([Buffer.from('\r\n'), PDF]), 'application/pdf'],
  ['a PDF of text only with something in front', 'X-Intestazione: 1\n%PDF-1.4\n1 0 obj\n', 'application/pdf'],
  ['a PDF with bytes in front', Buffer.concat([hex('00 ff fe 01'), PDF]), 'application/pdf'],
  ['a signed PDF (p7m)', P7M, 'application/pkcs7-mime'],
  ['a signed PDF in indefinite lengths', P7M_BER, 'application/pkcs7-mime'],
  [
    'another DER envelope with a PDF inside',
    Buffer.concat([hex('30 82 40 00 06 0b 2a 86 48 86 f7 0d 01 09 10 01 1f a0 82'), PDF]),
    undefined,
  ],
  ['a zip that keeps a PDF as it is', ZIP_OF_PDF, 'application/zip'],
  ['a docx', DOCX, WORD],
  ['a docx whose types come late', DOCX_LATE, 'application/zip'],
  ['an odt', ODT, 'application/vnd.oasis.opendocument.text'],
  ['an old doc', DOC, 'application/x-cfb'],
  ['a png', PNG, 'image/png'],
  ['an xml', '<?xml version="1.0" encoding="UTF-8"?><a/>', 'application/xml'],
  ['an xml after its mark and a blank', '\uFEFF \n<?xml version="1.0"?><a/>', 'application/xml'],
  ['a text', 'Perché l’ufficio è chiuso: %PDF-1.7 è una versione.', 'text/plain'],
  ['a text that begins with 0 and an accent', '0è il numero', 'text/plain'],
  ['a message', 'Received: from x\r\nFrom: a@b.example\r\nSubject: x\r\n\r\nciao', 'text/plain'],
  ['an html', '<!doctype html><script>alert(1)</script>', 'text/plain'],
  ['a text cut in the middle of a letter', Buffer.from('perché').subarray(0, -1), 'text/plain'],
  ['bytes that mean nothing', Buffer.from([1, 2, 0, 200, 201]), undefined],
  ['a text in another encoding', Buffer.from('perché così è già più', 'latin1'), undefined],
];

describe('detectMime', () => {
  for (const [nome, bytes, mime] of CONTENTS)
    it(`${nome}: ${mime ?? 'unknown'}`, async () =>
      assert.equal(await detectMime(Buffer.from(bytes as Buffer).subarray(0, HEAD_BYTES)), mime));
});

describe('describeFile', () => {
  const formatoOf = async (mime: string, inizio: Buffer | string) =>
    (await describeFile(buildRicevuto({ mime, inizio: Buffer.from(inizio as Buffer).subarray(0, HEAD_BYTES) })))
      .formato;

  it('keeps name, declared type, length and hash as they came', async () => {
    const file = buildRicevuto({ nome: 'così.pdf', mime: 'image/png', inizio: PDF });
    const { nome, mime, dimensione, sha256, firme } = await describeFile(file);
    assert.deepEqual(
      { nome, mime, dimensione, sha256, firme },
      { nome: 'così.pdf', mime: 'image/png', dimensione: file.dimensione, sha256: file.sha256, firme: [] },
    );
  });

  const AGREES: readonly [declared: string, content: Buffer | string, mime: string][] = [
    ['application/pdf', PDF, 'application/pdf'],
    ['application/x-pdf', PDF, 'application/pdf'],
    ['application/octet-stream', PDF, 'application/pdf'],
    ['application/pkcs7-mime', P7M, 'application/pkcs7-mime'],
    ['application/x-pkcs7-mime', P7M, 'application/pkcs7-mime'],
    ['application/pkcs7-signature', P7M_BER, 'application/pkcs7-signature'],
    ['application/pkcs7-mime', '-----BEGIN PKCS7-----\nMIIB\n', 'application/pkcs7-mime'],
    [WORD, DOCX, WORD],
    [WORD, DOCX_LATE, WORD],
    ['application/msword', DOC, 'application/msword'],
    ['application/zip', ZIP_OF_PDF, 'application/zip'],
    ['application/x-zip-compressed', ZIP_OF_PDF, 'application/zip'],
    ['text/xml', '<?xml version="1.0"?><a/>', 'application/xml'],
    ['text/plain', '<?xml version="1.0"?><a/>', 'text/plain'],
    ['image/svg+xml', '<?xml version="1.0"?><svg/>', 'image/svg+xml'],
    ['message/rfc822', 'From: a@b.example\r\n\r\nciao', 'message/rfc822'],
    ['text/csv', 'a;b\n1;2\n', 'text/csv'],
    ['text/rtf', '{\\rtf1\\ansi ciao}', 'application/rtf'],
    ['application/json', '{}', 'application/json'],
    ['image/jpg', hex('ff d8 ff e0 00 10 4a 46 49 46 00 01'), 'image/jpeg'],
    ['application/x-qualcosa', Buffer.from([1, 2, 0, 200]), 'application/x-qualcosa'],
    ['application/octet-stream', Buffer.from([1, 2, 0, 200]), 'application/octet-stream'],
  ];
  for (const [declared, content, mime] of AGREES)
    it(`${declared} may be ${mime}`, async () => assert.deepEqual(await formatoOf(declared, content), { mime }));

  const LIES: readonly [declared: string, content: Buffer | string, mime: string][] = [
    ['image/png', PDF, 'application/pdf'],
    ['application/pdf', PNG, 'image/png'],
    ['application/pdf', P7M, 'application/pkcs7-mime'],
    ['application/pdf', DOCX, WORD],
    ['application/pdf', '<!doctype html>', 'text/plain'],
    ['text/plain', PDF, 'application/pdf'],
    ['image/jpeg', PNG, 'image/png'],
    ['application/pdf', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]), 'application/x-msdownload'],
  ];
  for (const [declared, content, mime] of LIES)
    it(`${declared} that is ${mime} is told`, async () =>
      assert.deepEqual(await formatoOf(declared, content), { mime, discordante: true }));
});

describe('avvisiOfFormati', () => {
  it('says which file lies, and nothing of the others', () => {
    const liar = buildFile('foto.png', { mime: 'image/png', formato: { mime: 'application/pdf', discordante: true } });
    const [avviso, ...others] = avvisiOfFormati([buildFile(), liar]);
    assert.equal(others.length, 0);
    assert.equal(avviso?.codice, 'formato');
    for (const word of ['foto.png', 'image/png', 'application/pdf']) assert.ok(avviso.messaggio.includes(word));
  });
});
