import assert from 'node:assert/strict';
import sharp from 'sharp';
import { type FormatoEtichetta, QueryCopertina } from '../../../schemas/carte.api.js';
import { code128Of, qrOf } from '../../../server/carte/codici.js';
import { drawEtichetta } from '../../../server/carte/etichetta.js';
import type { Iter } from '../../../schemas/procedimento.types.js';
import { termineDi, termineOf } from '../../../server/carte/ricevuta-dati.js';
import { readIndirizzo } from '../../../server/carte/verifica.js';
import { readCodes, readText } from '../../support/giudici.js';
import { disegna } from '../../support/pagine-dipinte.js';
import { ADESSO } from '../../support/factories.js';
import { buildCarta } from './esempi.js';

/** Edges of the label on its page, and a line through the bars over its foot; millimetres from the upper left corner. */
const LATI: Readonly<Record<FormatoEtichetta, Record<'sinistra' | 'destra' | 'sopra' | 'sotto' | 'barre', number>>> = {
  '62x29': { sinistra: 0, destra: 62, sopra: 0, sotto: 29, barre: 4 },
  '100x50': { sinistra: 0, destra: 100, sopra: 0, sotto: 50, barre: 8 },
  a4: { sinistra: 55, destra: 155, sopra: 25, sotto: 75, barre: 8 },
};
const PUNTI = 72 / 25.4;
const DPI = 300;
const HASH = 'ab'.repeat(32);

describe('the papers of a registration', () => {
  it('bear codes whose modules lie within their square', () => {
    const { lato, scuri } = qrOf(`https://protocollo.example/verifica/2026/1/${HASH}`);
    assert.ok(lato >= 21 && scuri.every(({ x, y, w }) => x >= 0 && y < lato && x + w <= lato));
    assert.ok(code128Of('2026-10000000').larghezza > code128Of('2026-000001').larghezza);
  });

  it('a label holds a number of eight digits and a long name, within its edges, at every size', async function () {
    this.timeout(20_000);
    const ente = 'Unione dei Comuni della Valle Lunga e del Monte Alto';
    const carta = buildCarta({ numero: '10000000', ente, dimostrazione: false }); // without the mark across the sheet
    for (const [formato, { sinistra, destra, sopra, sotto }] of Object.entries(LATI)) {
      const bbox = await readText(this, await drawEtichetta(carta, formato as FormatoEtichetta, ADESSO), '-bbox');
      const words = [...bbox.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)</g)];
      const said = words.map(([, , , , , word]) => word);
      for (const parola of ['10000000', '02/03/2026', 'Unione']) assert.ok(said.includes(parola), `${parola}: ${bbox}`);
      for (const [, xMin, yMin, xMax, yMax, word] of words) {
        assert.ok(Number(xMin) >= sinistra * PUNTI && Number(xMax) <= destra * PUNTI, `${formato}: ${String(word)}`);
        assert.ok(Number(yMin) >= sopra * PUNTI && Number(yMax) <= sotto * PUNTI, `${formato}: ${String(word)}`);
      }
      const dimostrazione = await drawEtichetta({ ...carta, dimostrazione: true }, formato as FormatoEtichetta, ADESSO);
      assert.match(await readText(this, dimostrazione), /^ESEMPIO$/m, formato);
    }
  });

  it('the bar code of eight digits is ink within the label, with its quiet zones, and is read back', async function () {
    this.timeout(20_000);
    for (const [formato, lati] of Object.entries(LATI)) {
      const pdf = await drawEtichetta(buildCarta({ numero: '10000000' }), formato as FormatoEtichetta, ADESSO);
      const codes = await readCodes(this, pdf, 300);
      assert.ok(codes.includes('CODE-128:2026-10000000'), `${formato}: ${codes.join()}`);
      const { data, info } = await sharp(await disegna(pdf, 0, DPI))
        .raw()
        .toBuffer({ resolveWithObject: true });
      const px = (mm: number): number => Math.round((mm * DPI) / 25.4);
      const row = px(lati.sotto - lati.barre); // through the bars, and nothing else
      const ink = Array.from({ length: info.width }, (_, x) => x).filter(
        (x) => (data[(row * info.width + x) * info.channels] ?? 255) < 100,
      );
      const bars = ink.filter((x) => x > px(lati.sinistra) + 2 && x < px(lati.destra) - 2); // less the cut line of the sheet
      assert.ok(bars.length > 100, `${formato}: ${bars.length}`);
      const [first = 0, last = 0] = [bars[0], bars.at(-1)];
      const modulo = (last - first + 1) / code128Of('2026-10000000').larghezza;
      assert.ok(first - px(lati.sinistra) >= 10 * modulo - 1, `${formato}: quiet at the left`); // ISO/IEC 15417
      assert.ok(px(lati.destra) - last >= 10 * modulo - 1, `${formato}: quiet at the right`);
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
