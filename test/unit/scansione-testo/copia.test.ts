import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { componiCopia } from '../../../server/scansione/copia/componi.js';
import type { PaginaCopia, Parola } from '../../../server/scansione/tipi.js';

const DATI = {
  titolo: 'Delibera n. 3: «perché sì» & <così>',
  quando: new Date('2026-03-02T08:00:00.678Z'),
  lingua: 'it-IT',
};
const COPIA = {
  tipo: 'jpeg' as const,
  bytes: Buffer.alloc(100, 7),
  larghezza: 1_654,
  altezza: 2_339,
  dpi: 200,
  grigio: true,
};

const composed = (pagine: readonly PaginaCopia[]): Promise<Buffer> =>
  buffer(
    componiCopia(
      (async function* () {
        await Promise.resolve();
        yield* pagine;
      })(),
      DATI,
    ),
  );

const LESSICO = ['comunicazione', 'perché', 'n.', '2026', 'amministrazione', 'si', 'è', 'prot.', 'Vallelunga', 'così'];
const fitta = (quante: number): Parola[] =>
  Array.from({ length: quante }, (_, i) => {
    const x0 = 100 + (i % 25) * 60;
    const y0 = 100 + Math.floor(i / 25) * 27;
    const testo = LESSICO[(i * 7) % LESSICO.length] ?? '';
    return { testo, x0, y0, x1: x0 + 50, y1: y0 + 20, fiducia: 90, riga: Math.floor(i / 25) };
  });

/** Every object begins where the table says. */
function checkTable(pdf: Buffer): number {
  const text = pdf.toString('latin1');
  const at = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
  const entries = [...text.slice(at).matchAll(/^(\d{10}) 00000 n $/gm)];
  entries.forEach(([, place], i) => assert.ok(text.startsWith(`${i + 1} 0 obj\n`, Number(place)), `object ${i + 1}`));
  return entries.length;
}

describe('a copy in PDF/A', () => {
  it('is the same, byte for byte, for the same pages, and another for others', async () => {
    const pagine = [{ copia: COPIA, parole: fitta(40) }];
    const [one, other] = [await composed(pagine), await composed(pagine)];
    assert.ok(one.equals(other));
    assert.ok(!one.equals(await composed([{ copia: COPIA, parole: fitta(41) }])));
    assert.ok(one.includes('perché sì» &amp; &lt;così&gt;'));
    checkTable(one);
  });

  it('two thousand words add little to a page', async () => {
    const [without, with2000] = [
      await composed([{ copia: COPIA, parole: [] }]),
      await composed([{ copia: COPIA, parole: fitta(2_000) }]),
    ];
    assert.ok(with2000.length - without.length < 30_000, String(with2000.length - without.length));
  });

  it('takes pages one at a time, whatever their number', async () => {
    let taken = 0;
    const stream = componiCopia(
      (async function* () {
        await Promise.resolve();
        for (; taken < 1_000; taken += 1) yield { copia: { ...COPIA, bytes: Buffer.alloc(100_000) }, parole: [] };
      })(),
      DATI,
    );
    const reader = stream[Symbol.asyncIterator]();
    for (let i = 0; i < 10; i += 1) await reader.next();
    assert.ok(taken < 20, `${taken} pages taken for ten pieces`);
    stream.destroy();
  });

  it('a picture that does not tell its resolution is a sheet A4; one beyond all sheets fits the largest page', async () => {
    const boxOf = async (copia: PaginaCopia['copia']) =>
      /\/MediaBox \[([^\]]+)\]/.exec((await composed([{ copia, parole: [] }])).toString('latin1'))?.[1];
    assert.equal(await boxOf({ ...COPIA, dpi: 0 }), '0 0 595.33 841.89');
    assert.equal(await boxOf({ ...COPIA, larghezza: 100_000, altezza: 100, dpi: 72 }), '0 0 14400 14.4');
  });

  it('no page, no copy; whatever the words, a sound file', async () => {
    await assert.rejects(composed([]), RangeError);
    const lato = fc.integer({ min: -50, max: 3_000 });
    const parola = fc.record({
      testo: fc.string({ unit: 'binary', maxLength: 10 }),
      ...{ x0: lato, y0: lato, x1: lato, y1: lato },
      fiducia: fc.nat(100),
      riga: fc.nat(5),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(parola, { maxLength: 20 }), async (parole) => {
        const pdf = await composed([{ copia: COPIA, parole }]);
        assert.equal(checkTable(pdf), 14);
        assert.ok(!/NaN|Infinity|undefined/.test(pdf.toString('latin1')));
      }),
      { numRuns: 15 },
    );
  });
});
