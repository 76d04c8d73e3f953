import assert from 'node:assert/strict';
import fc from 'fast-check';
import sharp from 'sharp';
import { inserisci, postiDi } from '../../../server/scansione/apri.js';
import { figuraDi, tiffDaG4 } from '../../../server/scansione/figura.js';
import { tipoDi } from '../../../server/scansione/ricevi.js';
import { codiceDi } from '../../../server/scansione/riconosci.js';
import { testoDiPagina } from '../../../server/scansione/testo.js';
import { nomeCopia } from '../../../server/scansione/unisci.js';

describe('pages and their places', () => {
  it('a file gives its pages the next names; one that was refused gives one page that says why', () => {
    assert.deepEqual(
      postiDi(2, { pagine: 2 }, 5).map(({ id, file, indice }) => [id, file, indice]),
      [
        ['5', 2, 0],
        ['6', 2, 1],
      ],
    );
    assert.equal(postiDi(0, { pagine: 0, rifiuto: 'Cifrato.' }, 1)[0]?.rifiutata, 'Cifrato.');
  });

  it('new pages come after the one that is named, before all, or at the end; no other page moves', () => {
    const ids = (n: number, from: number) => postiDi(0, { pagine: n }, from);
    fc.assert(
      fc.property(fc.nat(6), fc.integer({ min: 1, max: 4 }), fc.nat(9), (n, more, dopo) => {
        const [old, fresh] = [ids(n, 1), ids(more, 100)];
        const all = inserisci(old, fresh, String(dopo));
        const at = dopo === 0 ? 0 : dopo <= n ? dopo : n;
        assert.deepEqual(all, [...old.slice(0, at), ...fresh, ...old.slice(at)]);
      }),
    );
    assert.deepEqual(inserisci(ids(2, 1), ids(1, 9), undefined).at(-1)?.id, '9');
  });

  it('a file is told by its first bytes, never by its name', () => {
    assert.equal(tipoDi(Buffer.from('II*\0....', 'latin1')), 'tiff');
    assert.equal(tipoDi(Buffer.from('%PDF-1.7')), 'pdf');
    assert.equal(tipoDi(Buffer.from([0xff, 0xd8, 0xff, 0xe0])), 'jpeg');
    assert.equal(tipoDi(Buffer.from('<html>')), undefined);
    assert.equal(tipoDi(Buffer.alloc(0)), undefined);
  });

  it('two different numbers on the pages of a scan name none', () => {
    const page = (id: string, ...testi: string[]) => ({
      id,
      esito: { codici: testi.map((testo) => ({ tipo: 'code128' as const, testo })) },
    });
    assert.deepEqual(codiceDi([page('1'), page('2', '2026-7')]), { codice: { anno: 2026, numero: 7 }, pagina: '2' });
    assert.equal(codiceDi([page('1', '2026-7'), page('2', '2026-8')]), undefined);
    assert.equal(codiceDi([page('1', 'bollettino 123')]), undefined);
  });

  it('the text keeps lines and words apart, and the copy is named after the first file', () => {
    const testo = testoDiPagina([
      { testo: 'Oggetto:', riga: 0 },
      { testo: 'via\fRoma', riga: 0 },
      { testo: 'Saluti', riga: 1 },
    ]);
    assert.equal(testo, 'Oggetto: via Roma\nSaluti');
    const file = { mime: '', dimensione: 1, sha256: '' };
    assert.equal(nomeCopia({ _id: 'a', originali: [{ nome: 'lettera.del.2.tiff', ...file }] }), 'lettera.del.2.pdf');
    assert.equal(nomeCopia({ _id: 'a', originali: [{ nome: '.jpg', ...file }] }), 'scansione-a.pdf');
  });

  it('group 4 is shown by a browser as the picture that it is', async () => {
    const raw = Buffer.alloc(64 * 32, 255);
    raw.fill(0, 64 * 8, 64 * 16);
    const tiff = await sharp(raw, { raw: { width: 64, height: 32, channels: 1 } })
      .toColourspace('b-w')
      .tiff({ compression: 'ccittfax4', bitdepth: 1 })
      .toBuffer();
    const ifd = tiff.readUInt32LE(4);
    const field = (tag: number): number => {
      for (let i = 0; i < tiff.readUInt16LE(ifd); i += 1) {
        const at = ifd + 2 + i * 12;
        if (tiff.readUInt16LE(at) === tag)
          return tiff.readUInt16LE(at + 2) === 3 ? tiff.readUInt16LE(at + 8) : tiff.readUInt32LE(at + 8);
      }
      return 0;
    };
    const g4 = tiff.subarray(field(273), field(273) + field(279));
    const whiteIsZero = field(262) === 0;
    const { mime, bytes } = await figuraDi(g4, {
      tipo: 'g4',
      sha256: '',
      larghezza: 64,
      altezza: 32,
      dpi: 200,
      grigio: true,
    });
    assert.equal(mime, 'image/png');
    const shown = await sharp(bytes).toColourspace('b-w').raw().toBuffer();
    assert.equal(shown[0] === 255, whiteIsZero);
    assert.equal(shown[64 * 10] === 0, whiteIsZero);
    assert.equal((await sharp(tiffDaG4(g4, 64, 32)).metadata()).format, 'tiff');
  });
});
