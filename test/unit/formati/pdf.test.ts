import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import { formatoDi } from '../../../server/formati/esamina.js';
import { fonteDiBytes, fonteAPagine, Limite } from '../../../server/formati/fonte.js';
import { buildPdfCon, oggettiCompressi, xmp } from '../../support/corpus/pdf.js';
import { buildPdf } from '../../support/pdf.js';
import { prova } from './prove.js';

const mime = 'application/pdf';
const JS = '<< /S /JavaScript /JS (app.alert(1)) >>';
/** Bytes as a compressed page has them. */
const noise = Buffer.from(Array.from({ length: 400_000 }, (_one, i) => (i * 7_919 + (i >> 7) * 31) % 256));

describe('formati: what a PDF says of itself', () => {
  prova([
    ['nothing', buildPdfCon(), { mime }],
    ['JavaScript', buildPdfCon(JS), { mime, attivo: ['javascript'] }],
    [
      'JavaScript with its name disguised',
      buildPdfCon('<< /S /J#61vaScript /JS (x) >>'),
      { mime, attivo: ['javascript'] },
    ],
    ['JavaScript in compressed objects', buildPdfCon(oggettiCompressi(JS)), { mime, attivo: ['javascript'] }],
    [
      'far into the file, on the edge of a reading',
      buildPdfCon(Buffer.alloc(256 * 1024 - 180, 0x20), JS),
      { mime, attivo: ['javascript'] },
    ],
    ['a program to launch', buildPdfCon('<< /S /Launch /F (cmd.exe) >>'), { mime, attivo: ['avvio-programmi'] }],
    [
      'files inside and a form',
      buildPdfCon('<< /Type /EmbeddedFile >>', '<< /XFA [ 1 0 R ] >>'),
      { mime, attivo: ['file-incorporati', 'xfa'] },
    ],
    ['data that leave', buildPdfCon('<< /S /SubmitForm >>'), { mime, attivo: ['invio-dati'] }],
    [
      'an address and a page to go to do not act',
      buildPdfCon('<< /S /URI /URI (http://x) /OpenAction [3 0 R /Fit] >>'),
      { mime },
    ],
    ['encrypted', buildPdfCon('<< /Encrypt 9 0 R >>'), { mime, cifrato: true }],
    ['metadata in the clear are no encryption', buildPdfCon('<< /EncryptMetadata false >>'), { mime }],
    ['a claim to be PDF/A', buildPdfCon(xmp(2, 'B')), { mime, pdfA: 'PDF/A-2b' }],
    ['a claim without a level', buildPdfCon(xmp(4, '')), { mime, pdfA: 'PDF/A-4' }],
    ['noise says nothing', buildPdfCon(noise, deflateSync(noise)), { mime }],
    ['objects that expand without end', buildPdfCon(oggettiCompressi('0'.repeat(20_000_000))), { mime }],
    ['objects that are none', buildPdfCon('<< /Type /ObjStm >>\nstream\nnothing'), { mime }],
    ['a sound one', buildPdf('ciao'), { mime }],
  ]);

  it('what passes its limit is told, with what was seen until then', async () => {
    const bytes = buildPdfCon(JS, Buffer.alloc(1_000_000, 0x20));
    const tight = fonteAPagine(bytes.length, new Limite({ ms: 60_000, bytes: 600_000 }), (inizio, fine) =>
      Promise.resolve(bytes.subarray(inizio, fine + 1)),
    );
    assert.deepEqual((await formatoDi(tight)).formato, { mime, attivo: ['javascript'], incompleto: true });
    const late = fonteDiBytes(bytes, new Limite({ ms: -1, bytes: 1 }));
    assert.deepEqual((await formatoDi(late)).formato, { mime: 'application/octet-stream', incompleto: true });
  });
});
