import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Writable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import type { Response } from 'express';
import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { cellOf, dataOf, sendCsv } from '../../../server/lib/csv.js';

/** An answer that keeps what it gets, or takes nothing more after the first bytes. */
class Risposta extends Writable {
  readonly chunks: Buffer[] = [];
  readonly headers: Record<string, string> = {};
  #go: (() => void) | undefined;

  constructor(private readonly stuck = false) {
    super();
  }
  set(headers: Record<string, string>): void {
    Object.assign(this.headers, headers);
  }
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.chunks.push(chunk);
    if (this.stuck) this.#go = done;
    else done();
  }
  free(): void {
    this.#go?.();
  }
}
const asResponse = (one: Risposta): Response => one as unknown as Response;

describe('CSV', () => {
  it('keeps as text what a spreadsheet would take for a formula', () => {
    for (const text of ['=1+1', '+39 06', '-5', '@SUM(A1)', '\t=1', '\r=1', '  =1', '＝1', '\n+1'])
      assert.equal(cellOf(text), `'${text}`);
    for (const text of ['', 'a=1', '0000012', 'Rossi, Maria', '«=»', '1-2']) assert.equal(cellOf(text), text);
  });

  it('writes days and instants as they are written here', () => {
    assert.equal(dataOf('2026-03-02'), '02/03/2026');
    assert.equal(dataOf('2026-03-02T09:14:05.123+01:00'), '02/03/2026 09:14:05');
    assert.equal(dataOf(''), '');
  });

  it('is read back cell by cell, whatever they hold', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.string(), fc.string({ unit: 'grapheme' })), { minLength: 1, maxLength: 8 }),
        async (righe) => {
          const answer = new Risposta();
          await sendCsv(asResponse(answer), 'prova', ['Uno', 'Due'], righe);
          const text = Buffer.concat(answer.chunks).toString('utf8');
          assert.ok(text.startsWith('\uFEFF"Uno";"Due"\r\n'));
          const back = parse(text, { bom: true, delimiter: ';', record_delimiter: '\r\n' });
          assert.deepEqual(
            back.slice(1),
            righe.map((riga) => riga.map(cellOf)),
          );
        },
      ),
      { numRuns: 50 },
    ));

  it('takes no more rows than are read: what is exported is never in memory', async () => {
    let given = 0;
    function* righe(): Generator<string[], void> {
      for (; given < 100_000; given += 1) yield [String(given), 'x'.repeat(400)];
    }
    const answer = new Risposta(true);
    const sent = sendCsv(asResponse(answer), 'prova', ['N', 'Testo'], righe());
    for (let i = 0; i < 2_000; i += 1) await turn();
    assert.ok(given < 500, `${given} rows were taken for one that was read`);
    answer.destroy();
    await once(answer, 'close');
    await sent; // who asked has gone away: nothing is left hanging
    assert.ok(given < 1_000);
  });
});
