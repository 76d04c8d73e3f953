import assert from 'node:assert/strict';
import type { Registrazione } from '../../../web/api/tipi.js';
import { oggettoInRisposta, riferimentoOf } from '../../../web/protocollo/registrazione/in-risposta.js';

const di = (oggetto: string): Registrazione =>
  ({ anno: 2026, numero: 12, dataRegistrazione: '2026-03-02T09:00:00+01:00', oggetto }) as Registrazione;

describe('an answer', () => {
  it('says to what, once: an answer to an answer is not wrapped again', () => {
    const one = oggettoInRisposta(di('Richiesta di accesso'));
    assert.equal(one, 'Riscontro a prot. n. 0000012 del 02/03/2026: Richiesta di accesso');
    assert.equal(oggettoInRisposta(di(one)), one);
  });

  it('leaves room for what one adds, and cuts no sign in two', () => {
    const long = oggettoInRisposta(di('😀'.repeat(4000)));
    assert.ok(Array.from(long).length <= 4000 - 200);
    assert.ok(long.endsWith('😀'));
  });

  it('reads what it answers from the address, and nothing else', () => {
    assert.deepEqual(riferimentoOf('2026-353'), { anno: 2026, numero: 353 });
    for (const testo of [null, '', '2026', '2026-', '26-1', '2026-1x']) assert.equal(riferimentoOf(testo), null);
  });
});
