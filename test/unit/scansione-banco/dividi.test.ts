import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dividiLotto } from '../../../server/scansione/dividi.js';

type Foglio = NonNullable<Parameters<typeof dividiLotto>[0][number]['esito']>;

const foglio = (over: Partial<Foglio> = {}): Foglio => ({
  qualita: [],
  codici: [],
  codiceIllegibile: false,
  ...over,
});
const bianca = foglio({ qualita: [{ codice: 'bianca', messaggio: '' }] });
const etichetta = (numero: number): Foglio => foglio({ codici: [{ tipo: 'code128', testo: `2026-${numero}` }] });
const copertina = (numero: number): Foglio =>
  foglio({ codici: [{ tipo: 'code128', testo: `2026-${numero}`, separatore: true }] });
const illeggibile = foglio({ codiceIllegibile: true });

const dividi = (fogli: readonly Foglio[], regole = { dividiABianca: true, dividiACodice: true }) =>
  dividiLotto(
    fogli.map((esito, i) => ({ id: String(i + 1), esito })),
    regole,
  );
const posto = (numero: number) => ({ anno: 2026, numero });

describe('a batch is parted', () => {
  it('at blank sheets, which belong to no document', () => {
    const { parti, separatori } = dividi([foglio(), foglio(), bianca, bianca, foglio()]);
    assert.deepEqual(
      parti.map(({ pagine }) => pagine),
      [['1', '2'], ['5']],
    );
    assert.deepEqual(separatori, ['3', '4']);
  });

  it('not at blank sheets where the rules do not say so: they are backs', () => {
    const { parti, separatori } = dividi([foglio(), bianca, foglio()], { dividiABianca: false, dividiACodice: true });
    assert.deepEqual(parti, [{ pagine: ['1', '2', '3'] }]);
    assert.deepEqual(separatori, []);
  });

  it('at labels, which stand on the first sheet of their document, and stay there', () => {
    assert.deepEqual(dividi([etichetta(7), foglio(), etichetta(8)]).parti, [
      { pagine: ['1', '2'], codice: posto(7) },
      { pagine: ['3'], codice: posto(8) },
    ]);
    assert.deepEqual(dividi([etichetta(7), etichetta(7), foglio()]).parti, [
      { pagine: ['1', '2', '3'], codice: posto(7) },
    ]);
  });

  it('at covers, which announce the document and are none of it', () => {
    const { parti, separatori } = dividi([copertina(7), foglio(), foglio(), copertina(8), foglio()]);
    assert.deepEqual(parti, [
      { pagine: ['2', '3'], codice: posto(7) },
      { pagine: ['5'], codice: posto(8) },
    ]);
    assert.deepEqual(separatori, ['1', '4']);
  });

  it('what says whose the number is goes before a bare bar code, on the cover and on the sheets', () => {
    const hash = 'ab'.repeat(32);
    const qr = (numero: number, over: object = {}) =>
      foglio({
        codici: [{ tipo: 'qr', testo: `https://protocollo.example/verifica/2026/${numero}/${hash}`, ...over }],
      });
    const cover = qr(7, { separatore: true });
    const codici = (...fogli: Foglio[]) => dividi(fogli).parti.map(({ codice }) => codice);
    assert.deepEqual(codici(cover, etichetta(7), foglio()), [{ ...posto(7), hash }]);
    assert.deepEqual(
      codici(cover, etichetta(9), foglio()),
      [{ ...posto(7), hash }],
      'of another office, it was sent to us',
    );
    assert.deepEqual(codici(etichetta(7), qr(7)), [{ ...posto(7), hash }]);
    assert.deepEqual(codici(copertina(7), qr(9)), [{ ...posto(9), hash }]);
  });

  it('an unreadable code begins nothing and stops nothing', () => {
    assert.deepEqual(dividi([foglio(), illeggibile, foglio()]).parti, [{ pagine: ['1', '2', '3'] }]);
  });

  it('every sheet is in one document, or is a separator: none is lost, none is twice, all in their order', () => {
    const any = fc.constantFrom(foglio(), bianca, illeggibile, etichetta(1), etichetta(2), copertina(3));
    fc.assert(
      fc.property(fc.array(any), fc.boolean(), fc.boolean(), (fogli, dividiABianca, dividiACodice) => {
        const { parti, separatori } = dividi(fogli, { dividiABianca, dividiACodice });
        const inParti = parti.flatMap(({ pagine }) => pagine.map(Number));
        const all = [...inParti, ...separatori.map(Number)].sort((a, b) => a - b);
        assert.deepEqual(
          all,
          fogli.map((_one, i) => i + 1),
        );
        assert.deepEqual(
          inParti,
          [...inParti].sort((a, b) => a - b),
        );
        assert.ok(parti.every(({ pagine }) => pagine.length > 0));
      }),
    );
  });
});
