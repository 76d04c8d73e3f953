import assert from 'node:assert/strict';
import type { StatoIndice } from '../../../schemas/ricerca.model.js';
import type { Frase } from '../../../server/ricerca/espressione.js';
import { visteDi } from '../../../server/ricerca/frasi.js';
import type { Voce } from '../../../server/ricerca/lettura.js';
import { insiemeOf, type Vista } from '../../../server/ricerca/posizioni.js';
import { chiaveOf } from '../../../server/ricerca/posti.js';

const stato = (...segmenti: string[]): StatoIndice =>
  ({
    anni: [{ anno: 2026, primo: 1, base: 0 }],
    segmenti: segmenti.map((id) => ({ id })),
  }) as unknown as StatoIndice;
const frase = (parole: string, classi = 'ocnd'): Frase =>
  ({ parole: parole.split(' '), classi: Array.from(classi) }) as unknown as Frase;
/** Where the index proves nothing. */
const NIENTE = new Map<Frase, Vista>();
const voci = (...numeri: number[]): Voce[] => numeri.map((numero) => ({ anno: 2026, numero }));
const chiavi = (...numeri: number[]): Set<string> => new Set(voci(...numeri).map(chiaveOf));

/** Numbers that are known to have it, and those where nobody has looked. */
function looked(viste: ReturnType<ReturnType<typeof visteDi>>, ...numeri: number[]): [number[], number[]] {
  const { con, ignote } = viste.of(voci(...numeri));
  return [[...con].map(({ numero }) => numero), ignote.map(({ numero }) => numero)];
}

describe('phrases that were looked for before', () => {
  it('are told of the same parts of the index, with and without, and of no other place', () => {
    const viste = visteDi(stato('uno', 'due'), [], NIENTE)(frase('gara appalto'));
    assert.deepEqual(looked(viste, 9, 8, 7), [[], [9, 8, 7]]);
    viste.put(voci(9, 8), chiavi(9));
    assert.deepEqual(looked(viste, 9, 8, 7), [[9], [7]]);
    assert.deepEqual(looked(visteDi(stato('uno', 'due'), [], NIENTE)(frase('gara appalto')), 9, 8, 7), [[9], [7]]);
  });

  it('are not told where a newer segment has come, of other words or of other parts of a record', () => {
    visteDi(stato('tre'), [], NIENTE)(frase('gara appalto')).put(voci(9), chiavi(9));
    for (const other of [
      visteDi(stato('tre', 'quattro'), [], NIENTE)(frase('gara appalto')),
      visteDi(stato('tre'), [], NIENTE)(frase('gara pubblica')),
      visteDi(stato('tre'), [], NIENTE)(frase('gara appalto', 'o')),
    ])
      assert.deepEqual(looked(other, 9), [[], [9]]);
  });

  it('are neither kept nor told of what the index does not hold as it is now', () => {
    visteDi(stato('cinque'), voci(8), NIENTE)(frase('gara')).put(voci(9, 8), chiavi(9, 8));
    assert.deepEqual(looked(visteDi(stato('cinque'), [], NIENTE)(frase('gara')), 9, 8), [[9], [8]]);
    assert.deepEqual(looked(visteDi(stato('cinque'), voci(9), NIENTE)(frase('gara')), 9), [[], [9]]);
  });

  it('are known without a look where the index proves them, unless the register tells otherwise', () => {
    const gara = frase('gara appalto');
    const certe = new Map([[gara, insiemeOf([8])]]); // the ninth
    assert.deepEqual(looked(visteDi(stato('sette'), [], certe)(gara), 9, 8), [[9], [8]]);
    assert.deepEqual(looked(visteDi(stato('sette'), [], certe)(frase('gara appalto')), 9), [[], [9]]);
    assert.deepEqual(looked(visteDi(stato('sette'), voci(9), certe)(gara), 9), [[], [9]]);
  });

  it('stay within their room: the oldest go, and one alone takes no more than its part', () => {
    const all = voci(...Array.from({ length: 15_000 }, (_one, i) => i + 1));
    const di = visteDi(stato('sei'), [], NIENTE);
    for (let i = 1; i <= 20; i += 1) di(frase(`parola ${i}`)).put(all, new Set());
    assert.deepEqual(looked(di(frase('parola 1')), 1), [[], [1]]);
    assert.deepEqual(looked(di(frase('parola 20')), 1), [[], []]);
    di(frase('parola 20')).put(voci(...Array.from({ length: 6_000 }, (_one, i) => i + 15_001)), new Set());
    assert.deepEqual(looked(di(frase('parola 20')), 1, 15_001), [[], [15_001]]);
  });
});
