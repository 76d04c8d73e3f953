import assert from 'node:assert/strict';
import { code128Of } from '../../../server/carte/codici.js';
import { haBarre } from '../../../server/scansione/immagini/barre.js';
import type { Raster } from '../../../server/scansione/immagini/raster.js';
import { buildFoglio } from '../../support/fogli.js';

const DPI = 200;
const CARTA = 240;
const NERO = 20;
/** Pixels of a module, height of the bars: those of the smallest label. */
const [MODULO, ALTEZZA] = [3, 51];
const [LARGA, ALTA] = [800, 600];

/** A sheet that bears the bars of a label, with what has gone from them painted over. */
function etichetta(sparite: (x: number, y: number) => boolean = () => false): Raster {
  const dati = Buffer.alloc(LARGA * ALTA, CARTA);
  for (const { x, w } of code128Of('2026-0000029').barre)
    for (let i = 100 + x * MODULO; i < 100 + (x + w) * MODULO; i += 1)
      for (let y = 200; y < 200 + ALTEZZA; y += 1) if (!sparite(i - 100, y - 200)) dati[y * LARGA + i] = NERO;
  return { larghezza: LARGA, altezza: ALTA, canali: 1, dati };
}

function diLato({ larghezza, altezza, dati }: Raster): Raster {
  const girati = Buffer.alloc(dati.length);
  for (let y = 0; y < altezza; y += 1)
    for (let x = 0; x < larghezza; x += 1) girati[x * altezza + y] = dati[y * larghezza + x] ?? CARTA;
  return { larghezza: altezza, altezza: larghezza, canali: 1, dati: girati };
}

describe('scansione: the remains of a label', () => {
  it('are seen whole, torn, or on their side', () => {
    const torn = (x: number, y: number): boolean => x > 220 || Math.abs(x - 190 - y / 2) < 12;
    for (const raster of [etichetta(), etichetta(torn), diLato(etichetta()), diLato(etichetta(torn))])
      assert.equal(haBarre(raster, CARTA, DPI), true);
  });

  it('are not there on blank paper, in writing, or in the lines of a table', () => {
    const rows = (x: number): boolean => x % 60 > 3;
    assert.equal(
      haBarre(
        etichetta(() => true),
        CARTA,
        DPI,
      ),
      false,
    );
    assert.equal(haBarre(etichetta(rows), CARTA, DPI), false);
    for (const seme of [1, 2, 3]) assert.equal(haBarre(buildFoglio({ seme }), CARTA, 100), false);
  });
});
