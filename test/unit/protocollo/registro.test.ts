import assert from 'node:assert/strict';
import fc from 'fast-check';
import { legalDay, legalYear } from '../../../server/lib/clock.js';
import { HASH_INIZIALE, sha256Hex } from '../../../server/protocollo/canonico.js';
import { type Inizio, linkAfter } from '../../../server/protocollo/registro.js';
import { anelloOf, faultOfRecord } from '../../../server/protocollo/verifica.js';
import { ADESSO, AOO, buildBozza, buildCoda, IPA, PROVVEDIMENTO, stored } from '../../support/factories.js';
import { contenuto } from './arbitraries.js';

const instant = (text: string): Date => new Date(text);
const EMPTY: Inizio = { coda: null };
const bozze = (n: number) => Array.from({ length: n }, () => buildBozza());
const codaOf = ({ anno, numero, dataRegistrazione, catena }: ReturnType<typeof linkAfter>[number]): Inizio => ({
  coda: { anno, numero, dataRegistrazione, hash: catena.hash },
});

describe('linkAfter', () => {
  it('gives the first record of a register number 1 and nothing before it', () => {
    const [first] = linkAfter(EMPTY, bozze(1), ADESSO, IPA);
    assert.equal(first?.numero, 1);
    assert.equal(first.catena.precedente, HASH_INIZIALE);
    assert.equal(first.segnatura, 'c_x000/AVLD001/PROT-GEN/2026-03-02/0000001');
  });

  it('numbers a batch in its order, each record born with the hash of the one before', () => {
    const coda = buildCoda({ numero: 41 });
    const batch = bozze(3);
    const records = linkAfter({ coda }, batch, ADESSO, IPA);
    assert.deepEqual(
      records.map(({ _id, numero, catena }) => [_id, numero, catena.precedente]),
      batch.map(({ _id }, i) => [_id, 42 + i, i === 0 ? coda.hash : records[i - 1]?.catena.hash]),
    );
    for (const { canonico, catena } of records) assert.equal(sha256Hex(canonico), catena.hash);
  });

  it('keeps the chain across New Year, and starts the numbers again', () => {
    const coda = buildCoda({ anno: 2026, numero: 347, dataRegistrazione: instant('2026-12-31T22:59:59.900Z') });
    const records = linkAfter({ coda }, bozze(2), instant('2026-12-31T23:00:00.100Z'), IPA);
    assert.deepEqual(
      records.map(({ anno, numero, segnatura }) => [anno, numero, segnatura.slice(-18)]),
      [
        [2027, 1, '2027-01-01/0000001'],
        [2027, 2, '2027-01-01/0000002'],
      ],
    );
    assert.equal(records[0]?.catena.precedente, coda.hash);
  });

  it('writes nothing with a clock that is behind', () =>
    assert.throws(() => linkAfter({ coda: buildCoda() }, bozze(1), new Date(ADESSO.getTime() - 2_001), IPA), {
      code: 'orologio-non-affidabile',
    }));

  it('of no request makes no record', () => assert.deepEqual(linkAfter(EMPTY, [], ADESSO, IPA), []));

  describe('after the opening of an AOO in mid-year', () => {
    const apertura = { ultimoNumero: 4_711, provvedimento: PROVVEDIMENTO };
    const inizio: Inizio = {
      coda: { anno: 2026, numero: 4_711, dataRegistrazione: ADESSO, hash: HASH_INIZIALE },
      apertura,
    };

    it('goes on from the last number given elsewhere; the first record says so, in its text too', () => {
      const [first, second] = linkAfter(inizio, bozze(2), instant('2026-06-01T10:00:00Z'), IPA);
      assert.ok(first !== undefined && second !== undefined);
      assert.deepEqual([first.numero, second.numero], [4_712, 4_713]);
      assert.deepEqual(first.apertura, apertura);
      assert.deepEqual((JSON.parse(first.canonico) as { apertura?: unknown }).apertura, apertura);
      assert.equal(second.apertura, undefined);
      assert.equal(first.catena.precedente, HASH_INIZIALE);
      assert.equal(faultOfRecord(first, null), null);
      assert.equal(faultOfRecord(second, anelloOf(first)), null);
    });

    it('says nothing of an opening of last year: the new year begins with number 1', () => {
      const [first] = linkAfter(inizio, bozze(1), instant('2027-01-04T10:00:00Z'), IPA);
      assert.deepEqual([first?.anno, first?.numero, first?.apertura], [2027, 1, undefined]);
      assert.ok(first !== undefined);
      assert.equal(faultOfRecord(first, null), null);
    });
  });

  it('makes one register of any batches, at any pace, across any New Year', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            batch: fc.array(contenuto, { minLength: 1, maxLength: 4 }),
            pausaMs: fc.oneof(fc.integer({ min: -2_000, max: 5_000 }), fc.integer({ max: 20_000_000_000, min: 0 })),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        (batches) => {
          let inizio = EMPTY;
          let last = ADESSO;
          const register = batches.flatMap(({ batch, pausaMs }) => {
            const adesso = new Date(last.getTime() + pausaMs);
            const records = linkAfter(
              inizio,
              batch.map((one) => buildBozza(one)),
              adesso,
              IPA,
            );
            const tail = records.at(-1);
            assert.ok(tail !== undefined && records.length === batch.length);
            inizio = codaOf(tail);
            last = tail.dataRegistrazione;
            return records;
          });
          register.forEach((one, i) => {
            const before = register[i - 1];
            const { anno, numero, dataRegistrazione, segnatura, catena } = one;
            assert.equal(anno, legalYear(dataRegistrazione));
            assert.equal(numero, before?.anno === anno ? before.numero + 1 : 1);
            assert.ok(before === undefined || before.dataRegistrazione <= dataRegistrazione);
            assert.equal(catena.precedente, before?.catena.hash ?? HASH_INIZIALE);
            assert.equal(
              segnatura,
              `${IPA}/${AOO}/PROT-GEN/${legalDay(dataRegistrazione)}/${String(numero).padStart(7, '0')}`,
            );
            assert.equal(faultOfRecord(stored(one), before === undefined ? null : anelloOf(before)), null);
          });
          assert.equal(new Set(register.map(({ catena }) => catena.precedente)).size, register.length, 'no fork');
        },
      ),
    ));
});
