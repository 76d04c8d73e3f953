import assert from 'node:assert/strict';
import fc from 'fast-check';
import { giudicaPagina, stessaPagina } from '../../../server/scansione/immagini/giudizio.js';
import type { MisurePagina } from '../../../server/scansione/tipi.js';

const SOGLIE = {
  dpiMinimi: 200,
  gradiStorta: 1.5,
  milleBianca: 1,
  cartaScura: 150,
  contrastoMinimo: 60,
  centoBordo: 2,
  bitDoppia: 5,
  fiduciaMinima: 60,
};

const buildMisure = (overrides: Partial<MisurePagina> = {}): MisurePagina => ({
  larghezza: 2_480,
  altezza: 3_508,
  dpi: 300,
  colore: 'grigio',
  storta: 0.2,
  inchiostro: 0.06,
  carta: 235,
  contrasto: 190,
  bordi: { sopra: 0, destra: 0, sotto: 0, sinistra: 0 },
  impronta: '00ff00ff00ff00ff',
  ...overrides,
});

const codici = (overrides: Partial<MisurePagina>): string[] =>
  giudicaPagina(buildMisure(overrides), SOGLIE).map(({ codice }) => codice);

describe('scansione: judgement of a page', () => {
  it('a good page lacks nothing', () => {
    assert.deepEqual(giudicaPagina(buildMisure(), SOGLIE), []);
  });

  it('one with hardly any ink is blank only where no word is read on it', () => {
    const quasi = buildMisure({ inchiostro: 0.0004 });
    const dette = (...parole: [testo: string, fiducia: number][]) =>
      giudicaPagina(
        quasi,
        SOGLIE,
        parole.map(([testo, fiducia]) => ({ testo, fiducia })),
      );
    const [visto] = dette(['Visto,', 91], ['si', 80], ['approva', 95]);
    assert.deepEqual([visto?.codice, /«Visto, si approva»/.test(visto?.messaggio ?? '')], ['poche-parole', true]);
    for (const macchie of [[], [['~', 90]], [['l', 95]], [['tra', 12]]] as [string, number][][])
      assert.deepEqual(
        dette(...macchie).map(({ codice }) => codice),
        ['bianca'],
      );
  });

  it('each fault is told with what was measured and the limit', () => {
    const cases: [Partial<MisurePagina>, string, RegExp][] = [
      [{ dpi: 150 }, 'risoluzione', /150 dpi, il minimo è 200\.$/],
      [{ dpi: 0, larghezza: 992, altezza: 1_403 }, 'risoluzione', /A4 sarebbe di 120 dpi, il minimo è 200\.$/],
      [{ storta: -2.34 }, 'storta', /2,3 gradi, il massimo è 1,5\.$/],
      [{ carta: 120.4 }, 'scura', /120 su 255, il minimo è 150\.$/],
      [{ inchiostro: 0.9, carta: 20 }, 'scura', /quasi tutta nera: 90 %/],
      [{ contrasto: 30 }, 'chiara', /30 su 255, il minimo è 60\.$/],
      [{ inchiostro: 0.0004 }, 'bianca', /0,4 per mille, il minimo è 1\.$/],
      [
        { bordi: { sopra: 0, destra: 0.05, sotto: 0.03, sinistra: 0.01 } },
        'bordo-tagliato',
        /a destra, in basso.*5 % del lato, il limite è 2 %/,
      ],
    ];
    for (const [misure, codice, messaggio] of cases) {
      const found = giudicaPagina(buildMisure(misure), SOGLIE);
      assert.deepEqual(
        found.map((one) => one.codice),
        [codice],
      );
      assert.match(found[0]?.messaggio ?? '', messaggio);
    }
  });

  it('a blank page is told as blank and for nothing that comes of it', () => {
    assert.deepEqual(codici({ inchiostro: 0, contrasto: 0, storta: 9 }), ['bianca']);
    assert.deepEqual(codici({ inchiostro: 0, dpi: 100 }), ['risoluzione', 'bianca']);
  });

  it('a limit is kept when it is met exactly, and an edge without ink is never cut', () => {
    assert.deepEqual(codici({ dpi: 200, storta: 1.5, carta: 150, contrasto: 60, inchiostro: 0.001 }), []);
    assert.deepEqual(giudicaPagina(buildMisure(), { ...SOGLIE, centoBordo: 0 }), []);
  });

  it('fingerprints are the same page up to so many bits, whichever comes first', () => {
    const bits = fc.uniqueArray(fc.integer({ min: 0, max: 63 }), { maxLength: 64 });
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), bits, fc.nat(32), (one, changed, limit) => {
        const other = changed.reduce((sum, bit) => sum ^ (1n << BigInt(bit)), one);
        const [a, b] = [one, other].map((n) => ({ impronta: n.toString(16).padStart(16, '0') })) as [
          { impronta: string },
          { impronta: string },
        ];
        assert.equal(stessaPagina(a, b, limit), changed.length <= limit);
        assert.equal(stessaPagina(b, a, limit), changed.length <= limit);
      }),
    );
  });
});
