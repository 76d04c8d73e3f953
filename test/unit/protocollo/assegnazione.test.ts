import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Assegnazione } from '../../../schemas/registrazione.types.js';
import { mergeAssegnazioni } from '../../../server/protocollo/assegnazione.js';
import { competentiOf, noteOf, riservatezzaUnder } from '../../../server/protocollo/riservatezza.js';
import { assegnazione } from './arbitraries.js';

const competenza = (uo: string, utente?: string): Assegnazione => ({
  uo,
  tipo: 'competenza',
  ...(utente !== undefined && { utente }),
});
const conoscenza = (uo: string, utente?: string): Assegnazione => ({
  uo,
  tipo: 'conoscenza',
  ...(utente !== undefined && { utente }),
});
const list = fc.array(assegnazione, { maxLength: 5 });
const placeOf = ({ uo, utente }: Assegnazione): string => JSON.stringify([uo, utente]);

describe('mergeAssegnazioni', () => {
  it('moves the competenza, and leaves who knows', () =>
    assert.deepEqual(mergeAssegnazioni([competenza('U410'), conoscenza('U110')], [competenza('U310')]), [
      competenza('U310'),
      conoscenza('U110'),
    ]));

  it('adds who knows, and leaves the competenza', () =>
    assert.deepEqual(mergeAssegnazioni([competenza('U410')], [conoscenza('U110')]), [
      competenza('U410'),
      conoscenza('U110'),
    ]));

  it('gives the competenza to more offices at once', () =>
    assert.deepEqual(mergeAssegnazioni([competenza('U410')], [competenza('U310'), competenza('U110')]), [
      competenza('U310'),
      competenza('U110'),
    ]));

  it('names an office once: competenza counts more', () => {
    assert.deepEqual(mergeAssegnazioni([conoscenza('U410')], [competenza('U410')]), [competenza('U410')]);
    assert.deepEqual(mergeAssegnazioni([competenza('U410')], [conoscenza('U410')]), [competenza('U410')]);
    assert.deepEqual(mergeAssegnazioni([], [conoscenza('U410'), competenza('U410')]), [competenza('U410')]);
  });

  it('tells a person from the office', () =>
    assert.deepEqual(mergeAssegnazioni([competenza('U410')], [conoscenza('U410', 'anna')]), [
      competenza('U410'),
      conoscenza('U410', 'anna'),
    ]));

  it('changes nothing where nothing new is given, so that no act is written', () => {
    const present = [competenza('U410'), competenza('U310'), conoscenza('U110'), conoscenza('S4')];
    for (const given of [
      [conoscenza('S4')],
      [conoscenza('S4'), conoscenza('U110')],
      [competenza('U310'), competenza('U410')],
    ])
      assert.deepEqual(mergeAssegnazioni(present, given), present);
  });

  it('never loses what is given, never names a place twice, puts competenza first, and is done once', () =>
    fc.assert(
      fc.property(list, list, (present, given) => {
        const start = mergeAssegnazioni([], present);
        const merged = mergeAssegnazioni(start, given);
        const places = merged.map(placeOf);
        assert.equal(new Set(places).size, merged.length);
        for (const one of given) assert.ok(places.includes(placeOf(one)));
        assert.equal(
          merged.findLastIndex(({ tipo }) => tipo === 'competenza') + 1,
          merged.filter(({ tipo }) => tipo === 'competenza').length,
        );
        const moves = given.some(({ tipo }) => tipo === 'competenza');
        for (const one of moves ? start.filter(({ tipo }) => tipo === 'conoscenza') : start)
          assert.ok(places.includes(placeOf(one)));
        const competenze = given.filter(({ tipo }) => tipo === 'competenza').map(placeOf);
        if (moves)
          assert.deepEqual(
            new Set(merged.filter(({ tipo }) => tipo === 'competenza').map(placeOf)),
            new Set(competenze),
          );
        assert.deepEqual(mergeAssegnazioni(merged, given), merged);
      }),
    ));
});

describe('competentiOf', () => {
  const mittenti = [{ tipo: 'UO' as const, uo: 'U410' }];

  it('are the offices to which it is assigned by competenza', () => {
    const assegnazioni = [competenza('U310'), conoscenza('U110'), competenza('U310', 'anna')];
    for (const flusso of ['E', 'U', 'I'] as const)
      assert.deepEqual(competentiOf({ flusso, mittenti, assegnazioni }), ['U310']);
  });

  it('else the office that makes what the AOO makes itself; of what comes in, nobody', () => {
    for (const flusso of ['U', 'I'] as const)
      assert.deepEqual(competentiOf({ flusso, mittenti, assegnazioni: [conoscenza('U110')] }), ['U410']);
    assert.deepEqual(competentiOf({ flusso: 'E', mittenti, assegnazioni: [] }), []);
  });
});

describe('riservatezzaUnder', () => {
  const ordinaria = noteOf({ livello: 'ordinaria' });
  const named = noteOf({ livello: 'riservata', utenti: ['anna'] });

  it('has both lists always, so that one query reads every level', () => {
    assert.deepEqual(ordinaria, { livello: 'ordinaria', uo: [], utenti: [] });
    assert.deepEqual(named, { livello: 'riservata', uo: [], utenti: ['anna'] });
  });

  it('is as asked under an ordinary voce', () => {
    assert.equal(riservatezzaUnder(ordinaria, false, []), ordinaria);
    assert.equal(riservatezzaUnder(named, false, ['U410']), named);
  });

  it('is for the offices of competenza under a voce that is riservata', () =>
    assert.deepEqual(riservatezzaUnder(ordinaria, true, ['U410', 'U310']), {
      livello: 'riservata',
      uo: ['U410', 'U310'],
      utenti: [],
    }));

  it('is never lowered: who asks for a reserve of other people keeps it', () =>
    assert.equal(riservatezzaUnder(named, true, []), named));

  it('cannot be of nobody', () =>
    assert.throws(
      () => riservatezzaUnder(ordinaria, true, []),
      (error: { code?: string; errori?: { campo: string }[] }) =>
        error.code === 'dati-non-validi' && error.errori?.some(({ campo }) => campo === 'assegnazioni') === true,
    ));
});
