import assert from 'node:assert/strict';
import { QueryCopertina } from '../../../schemas/carte.api.js';
import { code128Of, qrOf } from '../../../server/carte/codici.js';
import { drawEtichetta } from '../../../server/carte/etichetta.js';
import type { Iter } from '../../../schemas/procedimento.types.js';
import { termineDi, termineOf } from '../../../server/carte/ricevuta-dati.js';
import { readIndirizzo } from '../../../server/carte/verifica.js';
import { readText } from '../../support/giudici.js';
import { ADESSO } from '../../support/factories.js';
import { buildCarta } from './esempi.js';

const HASH = 'ab'.repeat(32);

describe('the papers of a registration', () => {
  it('bear codes whose modules lie within their square', () => {
    const { lato, scuri } = qrOf(`https://protocollo.example/verifica/2026/1/${HASH}`);
    assert.ok(lato >= 21 && scuri.every(({ x, y, w }) => x >= 0 && y < lato && x + w <= lato));
    assert.ok(code128Of('2026-10000000').larghezza > code128Of('2026-000001').larghezza);
  });

  it('a label holds a number of eight digits and a long name, within its edges, at every size', async function () {
    const carta = buildCarta({ numero: '10000000', ente: 'Unione dei Comuni della Valle Lunga e del Monte Alto' });
    for (const [formato, larghezza] of [
      ['62x29', 175.75],
      ['100x50', 283.47],
    ] as const) {
      const bbox = await readText(this, await drawEtichetta(carta, formato, ADESSO), '-bbox');
      const right = [...bbox.matchAll(/xMax="([\d.]+)"/g)].map(([, x]) => Number(x));
      assert.ok(bbox.includes('>10000000<') && bbox.includes('>ESEMPIO<'), bbox);
      assert.ok(
        right.every((x) => x <= larghezza),
        String(right),
      );
    }
  });

  it('the same label twice is the same bytes', async () => {
    const twice = await Promise.all([1, 2].map(() => drawEtichetta(buildCarta(), '62x29', ADESSO)));
    assert.ok(twice[0]?.equals(twice[1] ?? Buffer.of()));
  });

  it('the term of the receipt runs from the arrival, over the end of the month', () => {
    const dataRegistrazione = new Date('2026-03-02T22:59:00Z');
    assert.deepEqual(termineOf({ dataRegistrazione }), { giorni: 30, entro: '01/04/2026' });
    assert.equal(termineOf({ dataRegistrazione, dataArrivo: '2026-02-19' }).entro, '21/03/2026');
    assert.equal(termineOf({ dataRegistrazione, dataArrivo: '2026-02-20' }).entro, '23/03/2026'); // the 22nd is a Sunday
    assert.equal(termineOf({ dataRegistrazione, dataArrivo: '2026-02-22T23:30:00Z' }).entro, '25/03/2026'); // it was the 23rd in Rome
  });

  it('of a procedimento that has begun the receipt tells its own term; while it stands, no last day', () => {
    const iter: Iter = {
      codice: 'PDC',
      denominazione: 'Rilascio Permesso di Costruire',
      esito: 'silenzio-assenso',
      norma: 'DPR 380/2001 art. 20',
      inizio: '2026-03-02',
      regola: { giorni: 90, computo: 'calendario' },
      calendario: {},
      fasi: [],
      fermate: [],
    };
    const procedimento = {
      denominazione: 'Rilascio Permesso di Costruire',
      norma: 'DPR 380/2001 art. 20',
      computo: 'calendario',
      esito: 'silenzio-assenso',
      inizio: '02/03/2026',
    };
    assert.deepEqual(termineDi({ ...iter, scadenza: '2026-06-01' }), { giorni: 90, entro: '01/06/2026', procedimento });
    assert.deepEqual(termineDi(iter), { giorni: 90, procedimento });
  });

  it('a batch names numbers and ranges, each once and in order, a hundred at most', () => {
    const numeri = (text: string) => QueryCopertina.safeParse({ anno: '2026', numeri: text }).data?.numeri;
    assert.deepEqual(numeri('12-14,7,13'), [7, 12, 13, 14]);
    for (const wrong of ['', '0', '5-3', '1-101', '1,', 'a', '1-2-3', '1-60,61-120'])
      assert.equal(numeri(wrong), undefined, wrong);
  });

  it('an address of verification has one spelling', () => {
    assert.deepEqual(readIndirizzo(`/verifica/2026/12/${HASH}`), {
      anno: 2026,
      numero: 12,
      hash: HASH,
      confronto: false,
    });
    const wrong = [
      `/verifica/2026/012/${HASH}`,
      `/verifica/2026/12/${HASH.toUpperCase()}`,
      `/verifica/2026/12/${HASH}/`,
      `/Verifica/2026/12/${HASH}`,
      '/verifica',
      `/verifica/2026/0/${HASH}`,
    ];
    for (const one of wrong) assert.equal(readIndirizzo(one), undefined, one);
  });
});
