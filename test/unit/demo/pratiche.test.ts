import assert from 'node:assert/strict';
import { andamentoOf } from '../../../server/demo/andamento.js';
import { readUffici } from '../../../server/demo/ente.js';
import { buildPiano } from '../../../server/demo/piano.js';
import { buildPratiche } from '../../../server/demo/pratiche.js';
import { addDays, legalDay } from '../../../server/lib/clock.js';

const PASSATO = { anno: 2026, ieri: '2026-11-25' };
const pratiche = buildPratiche(PASSATO, buildPiano(PASSATO), readUffici());

describe('demo: pratiche', () => {
  it('are procedimenti of the last weeks, numbered after the fascicoli of the table in the order of their opening', () => {
    assert.ok(pratiche.length > 3 && pratiche.length <= 8, String(pratiche.length));
    const codici = pratiche.map(({ fascicolo }) => fascicolo.codice);
    assert.equal(new Set(codici).size, codici.length);
    assert.deepEqual(
      codici.filter((codice) => codice.startsWith('2026-VI/3.')),
      codici.filter((codice) => codice.startsWith('2026-VI/3.')).map((_, i) => `2026-VI/3.${i + 2}`),
    );
    const openings = pratiche.map(({ atti }) => atti[0]?.quando.getTime() ?? 0);
    assert.deepEqual(
      [...openings].sort((a, b) => a - b),
      openings,
    );
  });

  it('run as those of an office do: one about to end, one suspended, and no day in the future or before the istanza', () => {
    const andamenti = [...andamentoOf(pratiche, PASSATO.ieri).values()];
    assert.equal(andamenti.filter(({ sospesoDal }) => sospesoDal !== undefined).length, 1);
    assert.ok(andamenti.some(({ inizio }) => addDays(inizio, 30) < addDays(PASSATO.ieri, 7)));
    for (const { inizio, sospesoDal = inizio, fine = inizio } of andamenti)
      assert.ok(inizio <= sospesoDal && inizio <= fine && sospesoDal <= PASSATO.ieri && fine <= PASSATO.ieri);
    for (const { istanza, atti } of pratiche)
      for (const { quando } of atti) assert.ok(quando > istanza.quando && legalDay(quando) <= PASSATO.ieri);
  });

  it('are none where the past is short', () => {
    const breve = { anno: 2026, ieri: '2026-04-02' };
    assert.deepEqual(buildPratiche(breve, buildPiano(breve), readUffici()), []);
  });
});
