import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  afterRepeat,
  closingLine,
  describeFailed,
  describeSkipped,
  filesToRepeat,
  parseArguments,
  specsOf,
} from '../../../scripts/lib/prove.mjs';

describe('arguments of npm test', () => {
  it('without any asks for every kind', () => {
    assert.deepEqual(parseArguments([]), { kinds: ['unit', 'integration', 'browser'], files: [], options: [] });
  });

  it('take a kind and hand the rest to mocha', () => {
    assert.deepEqual(parseArguments(['unit', '--grep', 'catena']), {
      kinds: ['unit'],
      files: [],
      options: ['--grep', 'catena'],
    });
  });

  it('find the kinds of the files they name, in the usual order', () => {
    const { kinds, files } = parseArguments(['test/integration/a.test.ts', './test/unit/b.test.ts', '--bail']);
    assert.deepEqual(kinds, ['unit', 'integration']);
    assert.deepEqual(specsOf('unit', files), ['test/unit/b.test.ts']);
    assert.deepEqual(specsOf('integration', files), ['test/integration/a.test.ts']);
    assert.deepEqual(specsOf('browser', files), []);
  });

  it('take all files of a kind when none is named', () => {
    assert.deepEqual(specsOf('browser', []), ['test/browser/**/*.test.ts']);
  });
});

describe('the closing line', () => {
  it('names what was skipped only when something was', () => {
    assert.equal(closingLine([{ riusciti: 3, falliti: 0, saltati: [] }]).line, '3 passed, 0 failed');
    assert.equal(
      closingLine([{ riusciti: 3, falliti: 1, saltati: [{ file: '', titolo: 'x' }] }]).line,
      '3 passed, 1 failed, 1 skipped',
    );
  });

  it('sums over the kinds', () => {
    const counts = fc.array(fc.tuple(fc.nat(500), fc.nat(500), fc.nat(20)), { maxLength: 5 });
    fc.assert(
      fc.property(counts, (rows) => {
        const results = rows.map(([riusciti, falliti, n]) => ({
          riusciti,
          falliti,
          saltati: Array.from({ length: n }, () => ({ file: '', titolo: '' })),
        }));
        const { passed, failed, skipped } = closingLine(results);
        assert.equal(
          passed + failed + skipped,
          rows.flat().reduce((a, b) => a + b, 0),
        );
      }),
    );
  });
});

describe('tests that failed beside others', () => {
  const a1 = { file: 'a.test.ts', titolo: 'a 1' };
  const a2 = { file: 'a.test.ts', titolo: 'a 2' };
  const b1 = { file: 'b.test.ts', titolo: 'b 1' };
  const first = { riusciti: 2, falliti: 1, saltati: [], riuscite: [a1, b1], fallite: [{ ...a2, errore: 'late' }] };

  it('are repeated by their files, unless many failed or a run broke off', () => {
    assert.deepEqual(filesToRepeat(first), ['a.test.ts']);
    assert.deepEqual(filesToRepeat({ riusciti: 1, falliti: 0, saltati: [], riuscite: [b1] }), []);
    assert.deepEqual(filesToRepeat({ riusciti: 0, falliti: 1, saltati: [] }), [], 'a file that could not be read');
    const many = 'cdefg'.split('').map((one) => ({ file: `${one}.test.ts`, titolo: one, errore: '' }));
    assert.deepEqual(filesToRepeat({ riusciti: 0, falliti: 5, saltati: [], fallite: many }), []);
  });

  it('count as they went alone, and are told apart', () => {
    const passed = afterRepeat(first, { riusciti: 2, falliti: 0, saltati: [], riuscite: [a1, a2], fallite: [] });
    assert.deepEqual([passed.riusciti, passed.falliti, passed.instabili], [3, 0, [a2]]);
    assert.ok(describeFailed([passed]).some((line) => line.includes('a 2 (a.test.ts)')));

    const fallite = [{ ...a2, errore: 'Error: still\n  there' }];
    const failed = afterRepeat(first, { riusciti: 1, falliti: 1, saltati: [], riuscite: [a1], fallite });
    assert.deepEqual([failed.riusciti, failed.falliti, failed.instabili], [2, 1, []]);
    assert.deepEqual(describeFailed([failed]), ['Fallita: a 2 (a.test.ts)', '    Error: still', '      there']);
  });

  it('fail where the second run breaks off', () => {
    assert.equal(afterRepeat(first, { riusciti: 0, falliti: 1, saltati: [] }).falliti, 1);
  });
});

describe('the list of skipped tests', () => {
  const qpdf = { programma: 'qpdf', comando: 'apt-get install -y qpdf' };

  it('is empty when nothing was skipped', () => {
    assert.deepEqual(describeSkipped([], []), []);
  });

  it('names each missing program once, with its command and its tests', () => {
    const skipped = ['ricevuta è un PDF', 'etichetta è un PDF'].map((titolo) => ({ file: '', titolo }));
    assert.deepEqual(
      describeSkipped(
        skipped,
        skipped.map(({ titolo }) => ({ titolo, ...qpdf })),
      ),
      [
        'Prove saltate: 2',
        '  manca qpdf; per averlo: apt-get install -y qpdf',
        '    ricevuta è un PDF',
        '    etichetta è un PDF',
      ],
    );
  });

  it('covers the whole suite whose hook gave the reason', () => {
    const skipped = [{ file: '', titolo: 'pagine accesso' }];
    const lines = describeSkipped(skipped, [{ titolo: 'pagine', ...qpdf }]);
    assert.ok(lines.includes('    pagine accesso'));
    assert.ok(!lines.some((line) => line.includes('senza motivo')));
  });

  it('does not hide a test that was skipped without a reason', () => {
    assert.deepEqual(describeSkipped([{ file: '', titolo: 'da scrivere' }], []), [
      'Prove saltate: 1',
      '  senza motivo indicato: da scrivere',
    ]);
  });
});
