import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  annoDi,
  daQuando,
  dimensione,
  eta,
  giorno,
  giornoInLettere,
  giornoIso,
  giornoOra,
  hashBreve,
  numero7,
  ora,
} from '../../../web/lib/formati.js';
import { numeroCercato } from '../../../web/lib/numero-cercato.js';

describe('formats of the pages', () => {
  it('show a number with at least seven digits', () => {
    assert.equal(numero7(347), '0000347');
    assert.equal(numero7(12_345_678), '12345678');
  });

  it('show instants in Italian legal time, whatever the offset they were written with', () => {
    assert.equal(giornoOra('2026-12-31T23:30:00Z'), '01/01/2027, 00:30');
    assert.equal(annoDi('2026-12-31T23:30:00Z'), 2027);
    assert.equal(ora('2026-07-01T10:00:00Z'), '12:00');
  });

  it('keep a day without hour on its day', () => {
    assert.equal(giorno('2026-03-01'), '01/03/2026');
    assert.equal(giornoOra('2026-03-01'), '01/03/2026');
    assert.equal(giornoInLettere('2026-01-12'), 'lunedì 12 gennaio 2026');
  });

  it('any day written as YYYY-MM-DD comes back the same', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1950-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        (date) => {
          const day = date.toISOString().slice(0, 10);
          assert.equal(giornoIso(day), day);
        },
      ),
    );
  });

  it('tell ages in words under three days, then the date', () => {
    const adesso = new Date('2026-11-25T10:42:00+01:00'); // a Wednesday
    assert.equal(eta('2026-11-25T10:41:40+01:00', adesso), 'meno di un minuto');
    assert.equal(eta('2026-11-25T10:38:00+01:00', adesso), '4 minuti');
    assert.equal(eta('2026-11-25T09:40:00+01:00', adesso), '1 ora');
    assert.equal(eta('2026-11-24T17:31:00+01:00', adesso), '17 ore');
    assert.equal(eta('2026-11-24T09:00:00+01:00', adesso), 'ieri');
    assert.equal(eta('2026-11-23T09:00:00+01:00', adesso), 'lunedì');
    assert.equal(eta('2026-11-20T09:00:00+01:00', adesso), '20/11/2026');
    assert.equal(daQuando('2026-11-20T09:00:00+01:00', adesso), 'dal 20/11/2026');
    assert.equal(daQuando('2026-11-24T09:00:00+01:00', adesso), 'da ieri');
  });

  it('tell sizes in decimal units', () => {
    assert.equal(dimensione(1), '1 byte');
    assert.equal(dimensione(182_345), '182 kB');
    assert.equal(dimensione(3_900_000), '3,9 MB');
    assert.equal(dimensione(999_600), '1 MB');
    assert.equal(dimensione(2_500_000_000), '2,5 GB');
  });

  it('shorten a hash to what an eye can compare', () => {
    const hash = '41c709be5d2f' + '0'.repeat(44) + '8a107e3b';
    assert.equal(hashBreve(hash), '41c7 09be 5d2f … 8a10 7e3b');
  });
});

describe('a number written in the search', () => {
  const cases: [string, ReturnType<typeof numeroCercato>][] = [
    ['347', { anno: 2026, numero: 347 }],
    ['0000347', { anno: 2026, numero: 347 }],
    ['n. 347', { anno: 2026, numero: 347 }],
    ['347/2025', { anno: 2025, numero: 347 }],
    ['2025/347', { anno: 2025, numero: 347 }],
    ['2025 / 0000347', { anno: 2025, numero: 347 }],
    ['347/26', null],
    ['passo carrabile', null],
    ['via Roma 347', null],
  ];
  for (const [text, expected] of cases) {
    it(`«${text}» ${expected === null ? 'is words' : 'opens its registration'}`, () =>
      assert.deepEqual(numeroCercato(text, 2026), expected));
  }
});
