import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isComune } from '../../../server/protocollo/parole.js';
import { isRara, provaOf, sequenzeOf } from '../../../server/ricerca/sequenze.js';

const split = (text: string): string[] => text.split(' ').filter((word) => word !== '');

/** Whether the texts of a registration prove the phrase. */
function proves(testi: readonly string[], frase: string): boolean {
  const gettoni = sequenzeOf(testi.map(split));
  const prova = provaOf(split(frase));
  return (
    prova !== undefined &&
    prova.tutte.every((one) => gettoni.has(one)) &&
    !prova.nessuna.some((one) => gettoni.has(one))
  );
}

describe('phrases that the index proves', () => {
  it('are of two words and of many, and may begin and end among common ones', () => {
    const oggetto = 'richiesta di accesso agli atti della pratica edilizia';
    for (const frase of [
      'pratica edilizia',
      'richiesta di accesso',
      'di accesso agli atti',
      'accesso agli',
      'della pratica',
      oggetto,
    ])
      assert.ok(proves([oggetto], frase), frase);
    for (const frase of ['accesso atti', 'richiesta accesso', 'atti della edilizia', 'edilizia pratica'])
      assert.ok(!proves([oggetto], frase), frase);
  });

  it('are not put together from two texts, or from two places of one', () => {
    assert.ok(!proves(['gara appalto', 'appalto lavori'], 'gara appalto lavori'));
    assert.ok(!proves(['gara appalto e appalto lavori'], 'gara appalto lavori'));
    assert.ok(proves(['gara appalto lavori', 'gara'], 'gara appalto lavori'), 'its first word may come again');
  });

  it('are not of one word, nor of many common ones in a row', () => {
    assert.equal(provaOf(['delibera']), undefined);
    assert.equal(provaOf(split('gara di e per con lavori')), undefined);
    assert.equal(provaOf([]), undefined);
  });

  it('are in the text whatever it is made of', () => {
    const word = fc.constantFrom('gara', 'appalto', 'lavori', 'di', 'e', 'per');
    const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 3 }), fc.array(word, { minLength: 1, maxLength: 5 }), (testi, words) => {
        const frase = words.join(' ');
        if (words.every(isComune)) return; // refused before anybody looks
        if (proves(testi, frase)) assert.ok(testi.some((one) => ` ${one} `.includes(` ${frase} `)));
        // and nothing is missed where no word comes twice
        const all = split(testi.join(' '));
        const once = new Set(all).size === all.length && provaOf(words) !== undefined;
        if (once && testi.some((one) => ` ${one} `.includes(` ${frase} `))) assert.ok(proves(testi, frase));
      }),
      { numRuns: 2_000 },
    );
  });

  it('cost a text of nothing but common words no more than its length', () => {
    const hostile = ['gara', ...Array.from({ length: 4_000 }, () => 'di'), 'appalto'];
    assert.ok(sequenzeOf([hostile]).size < 20);
    const long = 'x'.repeat(4_000);
    const gettoni = [...sequenzeOf([[long, 'gara', 'appalto', long, 'gara']])];
    assert.deepEqual(gettoni, ['x=gara appalto', 'r=gara']);
  });

  it('are left out of great segments where they are rare, and what comes twice never is', () => {
    assert.ok(!isRara('x=gara appalto', 1, 64));
    assert.ok(isRara('x=gara appalto', 8, 32_768));
    assert.ok(!isRara('x=gara appalto', 9, 32_768));
    assert.ok(isRara('x=gara appalto', 64, 1_000_000));
    assert.ok(!isRara('x=gara appalto', 65, 1_000_000), 'many are not few, however great the segment');
    assert.ok(!isRara('r=gara', 1, 1_000_000));
    assert.ok(!isRara('o=gara', 1, 1_000_000));
  });
});
