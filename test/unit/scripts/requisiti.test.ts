import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { explained } from '../../../scripts/lib/prove.mjs';
import { describeRequisiti, parseRequisiti, readRequisiti, traceRequisiti } from '../../../scripts/lib/requisiti.mjs';

const CSV = `id,fonte,regola,prove
2.4,art. 57,"si rinnova, ogni anno",test/unit/a.test.ts: starts again | test/unit/b.test.ts: and again: twice
2.5,art. 53,lo assegna il sistema,
`;

describe('the requirements and their tests', () => {
  it('a rule has no test, one or several', async () => {
    const [one, other] = await parseRequisiti(CSV);
    assert.deepEqual(one?.prove, [
      { file: 'test/unit/a.test.ts', titolo: 'starts again' },
      { file: 'test/unit/b.test.ts', titolo: 'and again: twice' },
    ]);
    assert.deepEqual(other?.prove, []);
  });

  it('a test that did not run is told, with its rule', async () => {
    const passed = [{ file: 'test/unit/a.test.ts', titolo: 'starts again' }];
    assert.deepEqual(traceRequisiti(await parseRequisiti(CSV), passed), {
      missing: ['requisito 2.4: la prova «and again: twice» (test/unit/b.test.ts) non c’è o non è riuscita'],
      untried: [],
    });
  });

  it('one that waits for a program that is not here is told as such, and is no failure; another skipped one is', async () => {
    const requisiti = await parseRequisiti(CSV);
    const skipped = [
      { file: 'test/unit/a.test.ts', titolo: 'the year: starts again', prova: 'starts again' },
      { file: 'test/unit/b.test.ts', titolo: 'the year: and again: twice', prova: 'and again: twice' },
    ];
    const reasons = [{ titolo: 'the year: starts again', programma: 'pdfsig' }];
    assert.deepEqual(traceRequisiti(requisiti, [], explained(skipped, reasons)), {
      missing: ['requisito 2.4: la prova «and again: twice» (test/unit/b.test.ts) non c’è o non è riuscita'],
      untried: ['requisito 2.4: la prova «starts again» (test/unit/a.test.ts) qui non è stata eseguita: manca pdfsig'],
    });
  });

  it('the table shows its holes', async () => {
    const lines = describeRequisiti(await parseRequisiti(CSV));
    assert.ok(lines.includes('         SENZA PROVA'));
    assert.equal(lines.at(-1), '2 requisiti, 1 con prova, 1 senza: 2.5');
  });

  it('of the product: every rule once, every test in a file that is there and holds its title', async () => {
    const requisiti = await readRequisiti();
    assert.equal(new Set(requisiti.map(({ id }) => id)).size, requisiti.length, 'every id once');
    for (const { id, fonte, regola, prove } of requisiti) {
      assert.ok(id !== '' && fonte !== '' && regola !== '', id);
      for (const { file, titolo } of prove) {
        assert.ok(existsSync(file), `${id}: ${file}`);
        const source = readFileSync(file, 'utf8').replaceAll("\\'", "'");
        assert.ok(source.includes(titolo), `${id}: «${titolo}» in ${file}`);
      }
    }
  });
});
