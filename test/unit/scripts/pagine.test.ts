import assert from 'node:assert/strict';
import { missingPagine, readRotte, rotteOf } from '../../../scripts/lib/pagine.mjs';

const SORGENTE = `
  { path: '/', element: <Navigate to="/scrivania" replace /> },
  { path: '/scrivania/:coda?', lazy: async () => ({ Component }) },
  {
    path: '/rubrica/:id',
    lazy: async () => ({ Component }),
  },
  { path: '/rubrica/doppioni', lazy: async () => ({ Component }) },
  { path: '/regole/:tipo?', lazy: async () => ({ Component }) },
  { path: '*', lazy: async () => ({ Component }) },
`;
const ROTTE = ['/scrivania/:coda?', '/rubrica/:id', '/rubrica/doppioni', '/regole/:tipo?', '*'];
const VALORI = { '/regole/:tipo?': ['mezzi', 'formati'] };
const nomi = (viste: string[]) => missingPagine(ROTTE, viste, VALORI).map((line) => line.split(':')[0]);

describe('the pages and the judge of accessibility', () => {
  it('every page is read from its source, what leads to another is none', () => {
    assert.deepEqual(rotteOf(SORGENTE), ROTTE);
    assert.throws(() => rotteOf(`${SORGENTE}{ path: NUOVA, lazy: async () => ({ Component }) }`), /6 pagine .* 5/);
  });

  it('a page that no test looked at is told', () => {
    const all = ['/scrivania', '/rubrica/65f', '/rubrica/doppioni', '/regole/mezzi', '/regole/formati', '/non/c-e'];
    assert.deepEqual(nomi(all), []);
    for (const [at, name] of [
      [0, 'pagina /scrivania/'],
      [1, 'pagina /rubrica/'],
      [2, 'pagina /rubrica/doppioni'],
      [3, 'pagina /regole/mezzi'],
      [4, 'pagina /regole/formati'],
      [5, 'pagina *'],
    ] as const)
      assert.deepEqual(nomi(all.toSpliced(at, 1)), [name]);
  });

  it('a word in the place of a parameter is the page of the parameter, and of nothing more', () => {
    assert.ok(nomi(['/scrivania/da-prendere']).every((one) => !one?.includes('scrivania')));
    assert.ok(nomi(['/scrivania/da-prendere/altro']).some((one) => one?.includes('scrivania')));
  });

  it('of the product: every page has one address, and nothing is read twice', () => {
    const rotte = readRotte();
    assert.ok(rotte.includes('/salvataggi') && rotte.includes('/regole/:tipo?') && rotte.length > 40);
    assert.equal(new Set(rotte).size, rotte.length);
  });
});
