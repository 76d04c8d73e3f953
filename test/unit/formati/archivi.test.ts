import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { isBomba } from '../../../server/formati/archivio.js';
import { buildZip } from '../../support/corpus/zip.js';
import { formatoDiBytes, prova } from './prove.js';

const mime = 'application/zip';
const PDF = { nome: 'lettera.pdf', bytes: '%PDF-1.4 x', stored: true };

describe('formati: archives, listed and never unpacked', () => {
  prova([
    ['a zip that keeps a PDF as it is', buildZip([PDF]), { mime, archivio: { voci: 1, espansi: 10 } }],
    ['empty', buildZip([]), { mime, archivio: { voci: 0, espansi: 0 } }],
    [
      'a program in it',
      buildZip([PDF, { nome: 'x/fattura.pdf.exe', bytes: 'MZ' }]),
      { mime, eseguibile: true, archivio: { voci: 2, espansi: 12 } },
    ],
    [
      'macros in it',
      buildZip([{ nome: 'a.docm', bytes: 'x' }]),
      { mime, macro: true, archivio: { voci: 1, espansi: 1 } },
    ],
    [
      'archives in it',
      buildZip([
        { nome: 'a.zip', bytes: 'x' },
        { nome: 'b.7z', bytes: 'x' },
      ]),
      { mime, archivio: { voci: 2, espansi: 2, annidati: 2 } },
    ],
    [
      'with a password',
      buildZip([{ ...PDF, cifrata: true }]),
      { mime, cifrato: true, archivio: { voci: 1, espansi: 10 } },
    ],
    [
      'a bomb, by what it claims',
      buildZip([{ nome: 'a', bytes: '0'.repeat(9_000), dice: 4_000_000_000 }]),
      { mime, archivio: { voci: 1, espansi: 4_000_000_000, bomba: true } },
    ],
    [
      'names that go up',
      buildZip([{ nome: '../../etc/passwd', bytes: 'x' }]),
      { mime, archivio: { voci: 1, espansi: 1 } },
    ],
    ['without its end', buildZip([PDF]).subarray(0, 60), { mime, archivio: { voci: 0, espansi: 0 }, incompleto: true }],
    ['gzip', gzipSync('ciao'), { mime: 'application/gzip', archivio: { voci: 1, espansi: 4 } }],
  ]);

  it('a tar by its headers', async () => {
    const header = Buffer.alloc(512);
    header.write('cartella/avvia.sh', 0);
    header.write('00000000005\0', 124);
    header.write('ustar\x0000', 257, 'latin1');
    header.write('        ', 148);
    header.write(
      `${header
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148,
    );
    const tar = Buffer.concat([header, Buffer.from('ciao!'), Buffer.alloc(512 - 5 + 1024)]);
    assert.deepEqual(await formatoDiBytes(tar), {
      mime: 'application/x-tar',
      eseguibile: true,
      archivio: { voci: 1, espansi: 5 },
    });
  });

  it('a bomb expands without measure, or tells of more than there is', () => {
    const one = { compressi: 1_000, archivio: 1_200 };
    assert.equal(isBomba({ ...one, espansi: 20_000 }), false);
    assert.equal(isBomba({ ...one, espansi: 60_000_000 }), true);
    assert.equal(isBomba({ compressi: 2e9, archivio: 2e9, espansi: 1e10 }), false);
    assert.equal(isBomba({ compressi: 2e9, archivio: 2e9, espansi: 1e12 }), true);
    assert.equal(isBomba({ compressi: 5_000, archivio: 1_200, espansi: 6_000 }), true, 'entries that overlap');
  });
});
