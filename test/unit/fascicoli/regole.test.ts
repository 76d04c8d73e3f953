import assert from 'node:assert/strict';
import fc from 'fast-check';
import { codiceOf, ordineOf, postoOf, readCodice } from '../../../server/fascicoli/codici.js';
import { attesaOf, mancanzeOf } from '../../../server/fascicoli/mancanze.js';
import {
  type Collocazione,
  confronto,
  faultOfOggetto,
  faultsOfTipo,
  isIn,
  moved,
  withFascicolo,
  withoutFascicolo,
} from '../../../server/fascicoli/regole.js';
import { dataChiusuraOf } from '../../../server/fascicoli/chiudi.js';

describe('the codice of a fascicolo', () => {
  it('counts in year and classe, whatever stands below the classe', () => {
    assert.deepEqual(postoOf(2026, 'VI.3.1'), { anno: 2026, titolo: 'VI', classe: 3, serie: '2026-VI/3' });
    assert.equal(postoOf(2026, 'VI.3').serie, '2026-VI/3');
    assert.deepEqual(postoOf(2024, 'XIV'), { anno: 2024, titolo: 'XIV', serie: '2024-XIV' });
    assert.equal(codiceOf('2024-XIV', 3), '2024-XIV.3');
  });

  it('is read as it is written, and as nothing else', () => {
    assert.deepEqual(readCodice('2026-VI/3.1.2'), { anno: 2026, titolo: 'VI', classe: 3, numeri: [1, 2] });
    for (const wrong of [
      '2026-VI/3',
      '2026-VI/3.0',
      '26-VI/3.1',
      '2026-IIII/3.1',
      '2026/06.03/17',
      '',
      '2026-VI/3.1.1.1.1',
    ])
      assert.equal(readCodice(wrong), null, wrong);
  });

  it('sorts as its numbers do', () => {
    const sorted = [
      '2025-XIV.9',
      '2026-V/10.1',
      '2026-VI/3.1',
      '2026-VI/3.1.1',
      '2026-VI/3.1.10',
      '2026-VI/3.2',
      '2026-VI/3.10',
      '2026-IX/1.1',
    ];
    assert.deepEqual(
      [...sorted].sort((a, b) => (ordineOf(a) < ordineOf(b) ? -1 : 1)),
      sorted,
    );
  });
});

describe('what a fascicolo may be', () => {
  it('has an oggetto that tells it from others', () => {
    for (const wrong of ['Breve', 'Documenti vari', 'Pratiche varie e diverse'])
      assert.equal(faultOfOggetto(wrong)?.campo, 'oggetto', wrong);
    assert.equal(faultOfOggetto('Permesso di costruire in via dei Salici'), null);
  });

  it('of a person names whom it is about, of his kind; a procedimento only where it is one', () => {
    const fields = (one: Parameters<typeof faultsOfTipo>[0]) => faultsOfTipo(one).map(({ campo }) => campo);
    const pf = { tipo: 'PF' as const, cognome: 'Rossi', nome: 'Maria' };
    assert.deepEqual(fields({ tipo: 'persona-fisica' }), ['intestatario']);
    assert.deepEqual(fields({ tipo: 'persona-fisica', intestatario: pf }), []);
    assert.deepEqual(fields({ tipo: 'persona-giuridica', intestatario: pf }), ['intestatario']);
    assert.deepEqual(fields({ tipo: 'affare', procedimento: 'p1' }), ['procedimento']);
  });

  it('holds documents of one class, but for those of a person', () => {
    const classifica = { codice: 'VI.3.1', voce: 'x', versione: 1 };
    const affare = { tipo: 'affare' as const, classifica };
    assert.equal(confronto('VI.3.1', affare), 'uguale');
    assert.equal(confronto('VI.3', affare), 'sopra');
    assert.equal(confronto('VI.30', affare), 'altra');
    assert.equal(confronto('VI.3.2', affare), 'altra');
    assert.equal(confronto(undefined, affare), 'assente');
    assert.equal(confronto('X.2', { ...affare, tipo: 'persona-fisica' }), 'uguale');
  });
});

describe('where a document stands', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd');
  const step = fc.oneof(
    fc.record({ what: fc.constant('put' as const), id, principale: fc.boolean() }),
    fc.record({ what: fc.constant('out' as const), id, principale: fc.constant(false) }),
    fc.record({ what: fc.constant('move' as const), id, to: id, principale: fc.constant(false) }),
  );

  it('has a primary one unless it is empty, never one twice', () =>
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let at: Collocazione = {};
        for (const one of steps) {
          if (one.what === 'put') at = withFascicolo(at, one.id, one.principale);
          else if (one.what === 'out') at = withoutFascicolo(at, one.id);
          else if (isIn(at, one.id)) at = moved(at, one.id, one.to);
          const all = [at.fascicolo, ...(at.altriFascicoli ?? [])].filter((x) => x !== undefined);
          assert.equal(new Set(all).size, all.length);
          assert.equal(at.fascicolo === undefined, all.length === 0);
          assert.notDeepEqual(at.altriFascicoli, []);
        }
      }),
    ));

  it('put, it is there; taken out, it is not; moved, it keeps its rank', () => {
    assert.deepEqual(withFascicolo({ fascicolo: 'a' }, 'b', false), { fascicolo: 'a', altriFascicoli: ['b'] });
    assert.deepEqual(withFascicolo({ fascicolo: 'a' }, 'b', true), { fascicolo: 'b', altriFascicoli: ['a'] });
    assert.deepEqual(withoutFascicolo({ fascicolo: 'a', altriFascicoli: ['b'] }, 'a'), { fascicolo: 'b' });
    assert.deepEqual(withoutFascicolo({ fascicolo: 'a' }, 'a'), {});
    assert.deepEqual(moved({ fascicolo: 'a', altriFascicoli: ['b'] }, 'b', 'c'), {
      fascicolo: 'a',
      altriFascicoli: ['c'],
    });
    assert.deepEqual(moved({ fascicolo: 'a', altriFascicoli: ['b'] }, 'a', 'b'), { fascicolo: 'b' });
  });
});

describe('what keeps a fascicolo open', () => {
  const pronto = { documenti: 1, inAttesa: [], altriInAttesa: false, partiAperte: [], parti: 0, inArrivo: false };
  const codici = (over: Partial<Parameters<typeof mancanzeOf>[0]>) =>
    mancanzeOf({ ...pronto, ...over }).map(({ codice }) => codice);

  it('is told all at once, in words', () => {
    assert.deepEqual(codici({}), []);
    assert.deepEqual(codici({ documenti: 0 }), ['senza-documenti']);
    assert.deepEqual(codici({ documenti: 0, parti: 1 }), []);
    assert.deepEqual(
      codici({
        inAttesa: [{ nome: 'n. 1', attesa: 'da-prendere' }],
        altriInAttesa: true,
        partiAperte: ['x'],
        inArrivo: true,
      }),
      ['documento-in-lavorazione', 'documento-in-lavorazione', 'parte-aperta', 'registrazione-in-corso'],
    );
  });

  it('is work that nobody has taken, not what somebody has in charge', () => {
    assert.equal(attesaOf(['in-carico/U410', 'in-carico@anna', 'terzo-livello']), undefined);
    assert.equal(attesaOf(['da-prendere/U410']), 'da-prendere');
    assert.equal(attesaOf(['da-prendere-altro']), undefined);
  });

  it('closes on the day of the last document, never before it nor to come', () => {
    const days = { dataApertura: '2026-01-02', last: '2026-03-30', oggi: '2026-04-10' };
    assert.equal(dataChiusuraOf(days, undefined), '2026-03-30');
    assert.equal(dataChiusuraOf({ ...days, last: '2025-12-30' }, undefined), '2026-01-02');
    assert.equal(dataChiusuraOf(days, '2026-04-01'), '2026-04-01');
    for (const wrong of ['2026-03-29', '2026-01-01', '2026-04-11'])
      assert.throws(() => dataChiusuraOf(days, wrong), wrong);
  });
});
