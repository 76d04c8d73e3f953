import assert from 'node:assert/strict';
import type { Voce } from '../../../web/api/tipi.js';
import { contieneParole } from '../../../web/lib/nomi.js';
import { sopraDi, vistaDi } from '../../../web/titolario/vista.js';

const voce = (codice: string, testo: string): Voce => ({
  codice,
  voce: testo,
  livello: codice.split('.').length,
  attiva: true,
});
const VOCI = [
  voce('V', 'Affari legali'),
  voce('VI', 'Pianificazione e gestione del territorio'),
  voce('VI.3', 'Edilizia privata'),
  voce('VI.3.1', 'Permessi di costruire'),
  voce('VI.3.2', 'SCIA edilizie'),
  voce('VI.7', 'Viabilità'),
];
const codes = (aperte: string[], cercato = '') =>
  vistaDi(VOCI, new Set(aperte), cercato).righe.map(({ codice }) => codice);

describe('the tree of the titolario', () => {
  it('shows the titoli, and below what is open', () => {
    assert.deepEqual(codes([]), ['V', 'VI']);
    assert.deepEqual(codes(['VI']), ['V', 'VI', 'VI.3', 'VI.7']);
    assert.deepEqual(codes(['VI.3']), ['V', 'VI']);
  });

  it('shows what answers the search and what stands above it', () => {
    assert.deepEqual(codes([], 'viabilita'), ['VI', 'VI.7']);
    assert.deepEqual(codes([], 'edil'), ['VI', 'VI.3', 'VI.3.2']);
    assert.deepEqual(codes([], 'vi.3'), ['VI', 'VI.3', 'VI.3.1', 'VI.3.2']);
  });

  it('knows what stands above a voce', () => assert.deepEqual(sopraDi('VI.3.1'), ['VI.3', 'VI']));
});

it('words are compared by their beginnings, without accents and case', () => {
  assert.ok(contieneParole('Viabilità e mobilità', 'VIABILITA mob'));
  assert.ok(!contieneParole('Viabilità', 'abilita'));
  assert.ok(contieneParole('0000012/2026 del 02/03/2026', '0000012/2026'));
  assert.ok(!contieneParole('0000012/2026 del 02/03/2026', '04/03/2026'));
  assert.ok(!contieneParole('04/03/2026 mercoledì', '03/03/2026'), 'a date is its parts in a row');
  assert.ok(contieneParole('04/03/2026 mercoledì', 'mer 04/03/20'));
  assert.ok(contieneParole('Ufficio dell’Anagrafe', "dell'ana uff"));
});
