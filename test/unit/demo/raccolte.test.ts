import assert from 'node:assert/strict';
import { readUffici } from '../../../server/demo/ente.js';
import { readFascicoli } from '../../../server/demo/fascicoli.js';
import { buildPiano } from '../../../server/demo/piano.js';
import { buildPratiche } from '../../../server/demo/pratiche.js';
import { buildRaccolte } from '../../../server/demo/raccolte.js';
import { legalDay } from '../../../server/lib/clock.js';

const PASSATO = { anno: 2026, ieri: '2026-11-25' };
const table = readFascicoli(PASSATO.anno);
const piano = buildPiano(PASSATO);
const raccolte = buildRaccolte(PASSATO, piano, table);

describe('demo: raccolte', () => {
  it('hold most of what came before the last weeks, each document once, and are numbered after the table', () => {
    const filed = raccolte.flatMap(({ atti }) => atti.map(({ di }) => di));
    assert.ok(filed.length > 120, String(filed.length));
    assert.equal(new Set(filed).size, filed.length);
    const own = raccolte.map(({ fascicolo }) => fascicolo).filter((one) => !table.includes(one));
    const codici = [...table, ...own].map(({ codice }) => codice);
    assert.equal(new Set(codici).size, codici.length);
    const attivita = (of: typeof table) =>
      of.filter(({ tipo }) => tipo === 'attivita').map(({ classifica }) => classifica);
    assert.deepEqual(
      attivita(own).filter((one) => attivita(table).includes(one)),
      [],
    );
  });

  it('leave the pratiche their documents and numbers; one is closed, after its last document', () => {
    const prima = [...new Set([...table, ...raccolte.map(({ fascicolo }) => fascicolo)])];
    const pratiche = buildPratiche(PASSATO, piano, readUffici(), prima);
    const known = new Set(prima.map(({ codice }) => codice));
    assert.ok(pratiche.length > 3 && pratiche.every(({ fascicolo }) => !known.has(fascicolo.codice)));
    const filed = new Set(raccolte.flatMap(({ atti }) => atti.map(({ di }) => di)));
    assert.ok(pratiche.flatMap(({ atti }) => atti).every(({ di }) => !filed.has(di)));
    const chiuse = raccolte.flatMap(({ chiusa, atti }) => (chiusa === undefined ? [] : [{ chiusa, atti }]));
    assert.equal(chiuse.length, 1);
    for (const { chiusa, atti } of chiuse)
      assert.ok(legalDay(chiusa) <= PASSATO.ieri && atti.every(({ quando }) => quando < chiusa));
  });

  it('are none where the past is short', () => {
    const breve = { anno: 2026, ieri: '2026-04-02' };
    assert.deepEqual(buildRaccolte(breve, buildPiano(breve), table), []);
  });
});
