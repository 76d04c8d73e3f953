import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stessaPagina } from '../../../server/scansione/immagini/giudizio.js';
import { misuraRaster } from '../../../server/scansione/immagini/misure.js';
import { buildFoglio, sorte } from '../../support/fogli.js';

describe('scansione: measures of a page', () => {
  it('finds by how much a page is crooked, within 0.2 degrees', () => {
    fc.assert(
      fc.property(fc.integer({ min: -120, max: 120 }), fc.integer({ min: 1, max: 50 }), (decimi, seme) => {
        const { storta } = misuraRaster(buildFoglio({ storta: decimi / 10, seme, righe: 20, grana: 6 }));
        assert.ok(Math.abs(storta - decimi / 10) <= 0.2, `${storta} for ${decimi / 10}`);
      }),
      { numRuns: 6 },
    );
  });

  it('a blank sheet stays blank, whatever its paper and the noise of the scanner', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 150, max: 255 }),
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 1, max: 50 }),
        (carta, grana, seme) => {
          const { inchiostro, storta } = misuraRaster(buildFoglio({ righe: 0, carta, grana, seme }));
          assert.ok(inchiostro < 0.0002, `${inchiostro}`);
          assert.equal(storta, 0);
        },
      ),
      { numRuns: 6 },
    );
  });

  it('one short line of writing is more than dust', () => {
    const { inchiostro } = misuraRaster(buildFoglio({ righe: 1, grana: 4 }));
    assert.ok(inchiostro > 0.001, `${inchiostro}`);
    const dust = buildFoglio({ righe: 0, grana: 4 });
    const chance = sorte(3);
    for (let n = 0; n < 300; n += 1) dust.dati[Math.floor(chance() * dust.dati.length)] = 20;
    assert.ok(misuraRaster(dust).inchiostro < 0.0002);
  });

  it('tells the light of the paper and how far the ink stands out from it', () => {
    const clear = misuraRaster(buildFoglio({ carta: 235, inchiostro: 35, grana: 3 }));
    assert.ok(Math.abs(clear.carta - 235) <= 3, `${clear.carta}`);
    assert.ok(Math.abs(clear.contrasto - 200) <= 20, `${clear.contrasto}`);
    const pale = misuraRaster(buildFoglio({ carta: 240, inchiostro: 195, grana: 3 }));
    assert.ok(pale.contrasto > 20 && pale.contrasto < 60, `${pale.contrasto}`);
    assert.ok(misuraRaster(buildFoglio({ carta: 110, inchiostro: 20 })).carta < 115);
  });

  it('writing that runs over an edge is told for that edge, the shadow of a lid is not', () => {
    const cut = buildFoglio();
    for (let y = 300; y < 900; y += 18)
      for (let dy = 0; dy < 8; dy += 1) cut.dati.fill(30, (y + dy) * 848 - 40, (y + dy) * 848);
    const { bordi } = misuraRaster(cut);
    assert.ok(bordi.destra > 0.1, JSON.stringify(bordi));
    assert.deepEqual({ ...bordi, destra: 0 }, { sopra: 0, destra: 0, sotto: 0, sinistra: 0 });
    const shadow = buildFoglio();
    shadow.dati.fill(20, 0, 848 * 6);
    assert.equal(misuraRaster(shadow).bordi.sopra, 0);
  });

  it('the same sheet taken twice has nearly the same fingerprint, another sheet has not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: -4, max: 4 }), (seme, shift) => {
        const first = buildFoglio({ seme, righe: 30, grana: 3 });
        const again = buildFoglio({ seme, righe: 30, grana: 6, carta: 228, storta: 0.3 });
        again.dati.copyWithin(Math.max(0, shift * 848), Math.max(0, -shift * 848));
        const other = misuraRaster(buildFoglio({ seme: seme + 100, righe: 30, grana: 3 }));
        assert.ok(stessaPagina(misuraRaster(first), misuraRaster(again), 11));
        assert.ok(!stessaPagina(misuraRaster(first), other, 11));
      }),
      { numRuns: 3 },
    );
  });

  it('a picture of a few pixels is measured all the same', () => {
    for (const larghezza of [1, 2, 30])
      for (const altezza of [1, 3, 40])
        assert.equal(misuraRaster(buildFoglio({ larghezza, altezza, righe: 0 })).storta, 0);
  });
});
