import assert from 'node:assert/strict';
import type { Procedimento } from '../../../schemas/configurazione-procedimenti.api.js';
import {
  applyPasso,
  avvioOf,
  fermataAperta,
  type Iter,
  type Passo,
  rifiutoDi,
} from '../../../server/procedimenti/iter.js';

const PERMESSO: Procedimento = {
  codice: 'PDC',
  denominazione: 'Rilascio Permesso di Costruire',
  termine: 60,
  computo: 'calendario',
  esito: 'silenzio-assenso',
  fasi: ['Preparatoria', 'Istruttoria', 'Decisoria o deliberativa'],
};
const AVVIO = avvioOf(PERMESSO, '2026-01-12', { patrono: '09-03' });
const fermata = (dal: string, entro?: string): Passo => ({
  passo: 'fermata',
  tipo: 'sospensione',
  dal,
  motivo: 'integrazione di documenti',
  ...(entro !== undefined && { entro }),
});
const dopo = (...passi: Passo[]): Iter => {
  const iter = passi.reduce<Iter | undefined>(applyPasso, undefined);
  assert.ok(iter !== undefined);
  return iter;
};

describe('the procedimento of a fascicolo', () => {
  it('begins with its first phase and the last day of its term', () => {
    const { fasi, fermate, scadenza, regola } = dopo(AVVIO);
    assert.deepEqual(fasi, [{ fase: 'Preparatoria', dal: '2026-01-12' }]);
    assert.deepEqual([fermate, scadenza, regola], [[], '2026-03-13', { giorni: 60, computo: 'calendario' }]);
  });

  it('a phase ends the one before; the end ends the last', () => {
    const { fasi, fine } = dopo(
      AVVIO,
      { passo: 'fase', fase: 'Istruttoria', dal: '2026-01-20' },
      { passo: 'conclusione', fine: '2026-03-10' },
    );
    assert.deepEqual(fasi, [
      { fase: 'Preparatoria', dal: '2026-01-12', al: '2026-01-20' },
      { fase: 'Istruttoria', dal: '2026-01-20', al: '2026-03-10' },
    ]);
    assert.equal(fine, '2026-03-10');
  });

  it('a stop takes the last day away, its end gives it back, later', () => {
    assert.equal(dopo(AVVIO, fermata('2026-02-10')).scadenza, undefined);
    assert.equal(dopo(AVVIO, fermata('2026-02-10'), { passo: 'ripresa', al: '2026-03-10' }).scadenza, '2026-04-10');
    const withEnd = dopo(AVVIO, fermata('2026-02-10', '2026-03-10'));
    assert.equal(withEnd.scadenza, '2026-04-10');
    assert.equal(fermataAperta(withEnd, '2026-03-09')?.dal, '2026-02-10');
    assert.equal(fermataAperta(withEnd, '2026-03-10'), undefined);
  });

  const NO: readonly (readonly [string, Iter | undefined, Passo, string | undefined])[] = [
    ['anything before it has begun', undefined, fermata('2026-02-10'), undefined],
    ['a second beginning once it has moved on', dopo(AVVIO, fermata('2026-02-10')), AVVIO, undefined],
    ['a beginning in the future', undefined, avvioOf(PERMESSO, '2026-05-01', {}), 'inizio'],
    ['a phase before the one that runs', dopo(AVVIO), { passo: 'fase', fase: 'Istruttoria', dal: '2026-01-11' }, 'dal'],
    ['the phase that runs', dopo(AVVIO), { passo: 'fase', fase: 'Preparatoria', dal: '2026-01-12' }, 'fase'],
    ['a phase in the future', dopo(AVVIO), { passo: 'fase', fase: 'Istruttoria', dal: '2026-05-01' }, 'dal'],
    ['a stop before the term runs', dopo(AVVIO), fermata('2026-01-11'), 'dal'],
    ['a stop within a stop', dopo(AVVIO, fermata('2026-02-10')), fermata('2026-02-12'), 'dal'],
    ['a stop after the last day', dopo(AVVIO), fermata('2026-03-14'), 'dal'],
    ['a stop that ends before it begins', dopo(AVVIO), fermata('2026-02-10', '2026-02-10'), 'entro'],
    ['a resumption without a stop', dopo(AVVIO), { passo: 'ripresa', al: '2026-02-10' }, undefined],
    ['a resumption before the stop', dopo(AVVIO, fermata('2026-02-10')), { passo: 'ripresa', al: '2026-02-09' }, 'al'],
    [
      'a resumption after it ran again by itself',
      dopo(AVVIO, fermata('2026-02-10', '2026-03-01')),
      { passo: 'ripresa', al: '2026-03-02' },
      'al',
    ],
    [
      'an end before the last act',
      dopo(AVVIO, fermata('2026-02-10')),
      { passo: 'conclusione', fine: '2026-02-09' },
      'fine',
    ],
    [
      'anything after the end',
      dopo(AVVIO, { passo: 'conclusione', fine: '2026-02-10' }),
      fermata('2026-02-11'),
      undefined,
    ],
  ];
  for (const [name, iter, passo, campo] of NO)
    it(`refuses ${name}`, () => {
      const refused = rifiutoDi(iter, passo, '2026-04-01');
      assert.ok(refused !== null);
      assert.equal(refused.campo, campo);
    });

  it('a beginning may be put right while nothing has followed', () => {
    assert.equal(rifiutoDi(dopo(AVVIO), avvioOf(PERMESSO, '2026-01-10', {}), '2026-04-01'), null);
  });
});
