import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FONTI, type Recapito, TIPI_RECAPITO } from '../../../schemas/corrispondente.api.js';
import { domicilioOf, isAperto, recapitiAfter, type RecapitoVoluto } from '../../../server/rubrica/recapiti.js';

const voluto: fc.Arbitrary<RecapitoVoluto> = fc.record({
  tipo: fc.constantFrom(...TIPI_RECAPITO),
  valore: fc.constantFrom('a@pec.example', 'b@pec.example', 'via Roma 1'),
  fonte: fc.constantFrom(...FONTI),
});
const passi = fc.array(fc.array(voluto, { maxLength: 5 }), { maxLength: 8 });
const day = (n: number): string => `2026-03-${String(n + 1).padStart(2, '0')}`;
const key = ({ tipo, valore }: Pick<Recapito, 'tipo' | 'valore'>): string => `${tipo} ${valore}`;

describe('recapiti', () => {
  it('what is wanted is open, once; the rest has ended; nothing that was known is lost', () =>
    fc.assert(
      fc.property(passi, (all) => {
        let recapiti: Recapito[] = [];
        for (const [n, voluti] of all.entries()) {
          const prima = recapiti;
          recapiti = recapitiAfter(prima, voluti, day(n));
          assert.deepEqual(recapiti.filter(isAperto).map(key).sort(), [...new Set(voluti.map(key))].sort());
          for (const one of prima)
            assert.ok(recapiti.some((other) => key(other) === key(one) && other.dal === one.dal));
          for (const { dal, al } of recapiti) assert.ok(al === undefined || dal === undefined || dal <= al);
          assert.deepEqual(
            recapitiAfter(recapiti, voluti, day(n + 1)).map(key),
            recapiti.map(key),
            'again changes nothing',
          );
        }
      }),
    ));

  it('the indexes of the law come before what was declared or seen; IPA before our own book', () => {
    const of = (fonte: Recapito['fonte'], valore: string): Recapito => ({
      tipo: 'digitale',
      valore,
      fonte,
      dal: '2026-01-01',
    });
    const own = { tipo: 'PG' as const, denominazione: 'X', domicilioDigitale: 'detto@pec.example' };
    assert.equal(
      domicilioOf(own, [of('dichiarato', 'detto@pec.example'), of('ipa', 'ipa@pec.example')])?.indirizzo,
      'ipa@pec.example',
    );
    assert.equal(
      domicilioOf(own, [of('dichiarato', 'detto@pec.example'), of('messaggio', 'm@pec.example')])?.fonte,
      'dichiarato',
    );
    assert.deepEqual(domicilioOf(own, []), { indirizzo: 'detto@pec.example', fonte: 'registrazione' });
    assert.equal(
      domicilioOf({ tipo: 'PG', denominazione: 'X' }, [{ ...of('ipa', 'via'), al: '2026-02-01' }]),
      undefined,
    );
  });
});
