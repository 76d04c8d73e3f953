import assert from 'node:assert/strict';
import fc from 'fast-check';
import { STATI_SCANSIONE } from '../../../schemas/scansione.api.js';
import { StatoIncompatibileError } from '../../../server/lib/problem.js';
import { passaggio, type PassoScansione, statoDopo } from '../../../server/scansione/stati.js';

const PASSI = [
  'inizia',
  'cambia',
  'giudica-buona',
  'giudica-da-vedere',
  'giudica-illeggibile',
  'rimanda',
  'attesta',
] as const satisfies readonly PassoScansione[];

describe('the states of a scan', () => {
  it('only what is ready is attested, and what is attested never changes', () => {
    for (const stato of STATI_SCANSIONE)
      assert.equal(statoDopo(stato, 'attesta'), stato === 'pronta' ? 'attestata' : undefined, stato);
    for (const passo of PASSI) assert.equal(statoDopo('attestata', passo), undefined, passo);
    assert.throws(() => passaggio('attestata', 'cambia'), StatoIncompatibileError);
    assert.throws(() => passaggio('da-verificare', 'attesta'), StatoIncompatibileError);
  });

  it('nothing is ready whose last word was not a good judgement, whatever came before', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PASSI)), (passi) => {
        let stato = 'in-coda' as (typeof STATI_SCANSIONE)[number];
        let last: PassoScansione | undefined;
        for (const passo of passi) {
          const next = statoDopo(stato, passo);
          if (next === undefined) continue;
          [stato, last] = [next, passo];
        }
        if (stato === 'pronta') assert.equal(last, 'giudica-buona');
        if (stato === 'da-verificare') assert.ok(last === 'giudica-da-vedere' || last === 'rimanda');
      }),
    );
  });
});
