import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  daTogliere,
  isDaRileggere,
  isNome,
  isParziale,
  nomeOf,
  parzialeOf,
} from '../../../server/salvataggio/cartelle.js';
import { allarmeOf } from '../../../server/salvataggio/service.js';

const ADESSO = new Date('2026-03-10T08:00:00Z');
const hoursAgo = (hours: number): Date => new Date(ADESSO.getTime() - hours * 3_600_000);

describe('the rules of the backup', () => {
  it('names sort as the backups were made, and a part of one is not taken for one', () => {
    const dates = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, dates, (a, b) => {
        const [one, other] = [nomeOf(a), nomeOf(b)];
        assert.ok(isNome(one) && isParziale(parzialeOf(one)) && !isNome(parzialeOf(one)));
        if (a.getTime() + 1_000 <= b.getTime()) assert.ok(one < other);
      }),
    );
  });

  it('lets go of the oldest, and of nothing that is not a backup', () => {
    const nomi = ['2026-03-02T013000Z', 'oggetti', '2026-03-01T013000Z', '2026-03-03T013000Z', 'appunti.txt'];
    assert.deepEqual(daTogliere(nomi, 2), ['2026-03-01T013000Z']);
    assert.deepEqual(daTogliere(nomi, 5), []);
  });

  it('reads every file again once in thirty backups', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-f]{64}$/), fc.nat(10_000), (sha256, from) => {
        const turns = Array.from({ length: 30 }, (_, i) => isDaRileggere(sha256, from + i, 30));
        assert.equal(turns.filter(Boolean).length, 1);
      }),
    ));

  const riuscito = (hours: number) => ({ stato: 'riuscito' as const, inizio: hoursAgo(hours) });
  const fallito = (hours: number) => ({ stato: 'fallito' as const, inizio: hoursAgo(hours), errore: 'disco pieno' });
  for (const [name, tentativi, configurato, expected] of [
    ['a good night', [riuscito(6)], true, undefined],
    [
      'one that works now says nothing of itself',
      [{ stato: 'in-corso' as const, inizio: hoursAgo(1) }, riuscito(25)],
      true,
      undefined,
    ],
    ['a failed one, whatever came before', [fallito(6), riuscito(30)], true, /disco pieno/],
    ['a good one after a failed one', [riuscito(2), fallito(6)], true, undefined],
    ['no night for a day and a half', [riuscito(31)], true, /31 ore fa/],
    ['none ever', [], true, /Nessun salvataggio/],
    ['no place', [riuscito(1)], false, /BACKUP_DIR/],
  ] as const)
    it(`alarm: ${name}`, () => {
      const allarme = allarmeOf(tentativi, ADESSO, configurato);
      if (expected === undefined) assert.equal(allarme, undefined);
      else assert.match(allarme ?? '', expected);
    });
});
