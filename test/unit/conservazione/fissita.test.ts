import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  ampiezzaOf,
  isGiroDovuto,
  isNotte,
  isQuotaLetta,
  notteOf,
  nottiRimaste,
  percentoOf,
  prefissiDa,
  quotaOf,
  ultimaNotteOf,
} from '../../../server/conservazione/fissita/regole.js';
import { guastoInParole, nominanteInParole } from '../../../server/conservazione/fissita/parole.js';
import { pathPrefix, relativePath } from '../../../storage/sha256.js';

const NULLA = { file: 0, byte: 0, catene: 0 };
const hex = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 15 }), { minLength: length, maxLength: length })
    .map((digits) => digits.map((one) => one.toString(16)).join(''));

describe('the nights of fixity', () => {
  it('a night goes from ten in the evening to six, on the clocks of Rome', () => {
    const nights: [string, boolean, string][] = [
      ['2026-03-02T21:59:59+01:00', false, '2026-03-02'],
      ['2026-03-02T22:00:00+01:00', true, '2026-03-02'],
      ['2026-03-03T05:59:59+01:00', true, '2026-03-02'],
      ['2026-03-03T06:00:00+01:00', false, '2026-03-03'],
      ['2026-03-29T05:30:00+02:00', true, '2026-03-28'], // the night of the change of hour
      ['2026-01-01T00:10:00+01:00', true, '2025-12-31'],
    ];
    for (const [istante, notte, giorno] of nights)
      assert.deepEqual([isNotte(new Date(istante)), notteOf(new Date(istante))], [notte, giorno], istante);
  });

  it('a round follows the other, from the night after', () => {
    const sera = new Date('2026-03-03T22:30:00+01:00');
    assert.ok(isGiroDovuto(null, sera));
    assert.ok(isGiroDovuto({ fine: new Date('2026-03-03T04:00:00+01:00') }, sera));
    assert.ok(!isGiroDovuto({ fine: new Date('2026-03-03T22:10:00+01:00') }, sera));
  });

  it('whatever nights are missed, the shares come to the whole on the last one', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 5_000 }),
        fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
        (giorni, file, mancate) => {
          const ultima = ultimaNotteOf('2026-03-02', giorni);
          let left = file;
          for (let i = 0; i < giorni; i += 1) {
            const notte = ultimaNotteOf('2026-03-02', i + 1);
            if (mancate[i] === true && i < giorni - 1) continue;
            left -= quotaOf({ ...NULLA, file: left }, nottiRimaste(notte, ultima)).file;
          }
          assert.equal(left, 0);
        },
      ),
    ));

  it('a round that is late does all that is left', () => {
    assert.equal(nottiRimaste('2026-04-10', '2026-03-31'), 1);
    assert.deepEqual(quotaOf({ file: 7, byte: 70, catene: 2 }, 1), { file: 7, byte: 70, catene: 2 });
  });

  it('a few large files are a night’s work as many small ones are', () => {
    const quota = { file: 100, byte: 1_000, catene: 1 };
    assert.ok(isQuotaLetta({ ...NULLA, file: 3, byte: 1_200 }, quota));
    assert.ok(isQuotaLetta({ ...NULLA, file: 100, byte: 10 }, quota));
    assert.ok(!isQuotaLetta({ ...NULLA, file: 99, byte: 999 }, quota));
    assert.ok(!isQuotaLetta(NULLA, { ...quota, byte: 0 }), 'files of no bytes are read too');
  });

  it('hashes are taken in lots that memory holds, in order, without leaving one out', () => {
    assert.deepEqual([0, 4_000, 4_001, 1_000_000, 50_000_000].map(ampiezzaOf), [0, 0, 1, 2, 4]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3 }), hex(64), (ampiezza, cursore) => {
        const prefissi = [...prefissiDa(cursore, ampiezza)];
        assert.deepEqual(prefissi, [...prefissi].sort());
        assert.ok(cursore.startsWith(prefissi[0] ?? 'x'));
        assert.equal(prefissi.at(-1), 'f'.repeat(ampiezza));
      }),
      { numRuns: 50 },
    );
    assert.equal([...prefissiDa('', 2)].length, 256);
  });

  it('a hundred percent is said only when nothing is left', () => {
    const totale = { file: 1_000, byte: 10, catene: 3 };
    assert.equal(percentoOf(totale, NULLA), 0);
    assert.equal(percentoOf(totale, { file: 999, byte: 10, catene: 3 }), 99);
    assert.equal(percentoOf(totale, { file: 1_002, byte: 12, catene: 3 }), 100);
    assert.equal(percentoOf(NULLA, NULLA), 100);
  });

  it('the paths of files that begin so, begin so', () =>
    fc.assert(
      fc.property(hex(64), fc.integer({ min: 0, max: 64 }), (sha256, digits) =>
        assert.ok(relativePath(sha256).startsWith(pathPrefix(sha256.slice(0, digits)))),
      ),
    ));

  it('faults are told with numbers and what to do, not with contents', () => {
    assert.equal(nominanteInParole({ tipo: 'registrazione', aoo: 'A', riferimento: '2026/12' }).parole, 'registrazione n. 0000012/2026'); // prettier-ignore
    assert.equal(nominanteInParole({ tipo: 'atto-repertorio', aoo: 'A', riferimento: 'DET/2026/3' }).parole, 'repertorio DET n. 0000003/2026'); // prettier-ignore
    assert.equal(nominanteInParole({ tipo: 'registro-giornaliero', aoo: 'A', riferimento: '2026-03-02' }).parole, 'registro giornaliero del 02/03/2026'); // prettier-ignore
    assert.match(guastoInParole({ genere: 'file-mancante', chiave: 'a' }).consiglio, /Ripristinare/);
    assert.match(
      guastoInParole({ genere: 'catena', chiave: 'AOO/2026/registro', dettaglio: 'buco' }).parole,
      /AOO\/2026\/registro.*buco/,
    );
  });
});
