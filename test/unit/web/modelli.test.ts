import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Io } from '../../../web/api/tipi.js';
import { ordineVoce } from '../../../web/protocollo/registrazione/voci.js';
import { vediRighe } from '../../../web/lib/ordine.js';
import { mancanzeOf } from '../../../web/protocollo/registrazione/mancanze.js';
import { applicaModello } from '../../../web/protocollo/registrazione/modelli.js';
import { prossimoSegnaposto, segnapostiRimasti } from '../../../web/protocollo/registrazione/segnaposti.js';
import { VALORI_VUOTI, type Valori } from '../../../web/protocollo/registrazione/valori.js';

const MODELLO = {
  codice: 'Residenza',
  oggetto: 'Dichiarazione di residenza in {via} - {cognome e nome}',
  tipologia: 'Dichiarazione',
  classifica: 'XI.2.1',
  uo: 'U310',
};
const ROSSI = { tipo: 'PF', cognome: 'Rossi', nome: 'Mario' } as const;
const io = { aoo: { codice: 'A' }, utente: 'p', tipologie: ['Dichiarazione'], mezzi: [] } as unknown as Io;
const contesto = {
  io,
  voci: [{ codice: 'XI.2', voce: 'Anagrafe', sopra: '', altro: '' }],
  uffici: [{ codice: 'U310', denominazione: 'Demografici' }],
};

describe('a template of the oggettario in the form', () => {
  before(() => {
    (globalThis as { localStorage?: unknown }).localStorage = { getItem: () => null };
  });
  after(() => {
    delete (globalThis as { localStorage?: unknown }).localStorage;
  });

  it('brings its words, voce, kind and office, and knows who has written', () => {
    const preso = applicaModello({ ...VALORI_VUOTI, mittenti: [ROSSI] }, MODELLO, contesto);
    assert.deepEqual(preso, {
      oggetto: 'Dichiarazione di residenza in {via} - Rossi Mario',
      segnaposti: ['via'],
      classifica: 'XI.2', // the operator gives titolo and classe; the settore what is below
      tipologia: 'Dichiarazione',
      mezzo: '',
      assegnazioni: [{ uo: 'U310', tipo: 'competenza' }],
    });
  });

  it('changes nothing that was chosen by hand, and leaves out what the AOO has no more', () => {
    const scelti: Valori = {
      ...VALORI_VUOTI,
      classifica: 'VI.3',
      tipologia: 'Istanza',
      assegnazioni: [{ uo: 'U410', tipo: 'competenza' }],
    };
    const preso = applicaModello(scelti, { ...MODELLO, mezzo: 'piccione' }, contesto);
    assert.deepEqual(
      [preso.classifica, preso.tipologia, preso.assegnazioni, preso.mezzo],
      ['VI.3', 'Istanza', scelti.assegnazioni, ''],
    );
    assert.equal(applicaModello(VALORI_VUOTI, { ...MODELLO, uo: 'U999' }, contesto).assegnazioni.length, 0);
  });

  it('is not ready while a placeholder stays; braces that somebody wrote are words', () => {
    const opzioni = { classificaObbligatoria: false };
    const campi = (valori: Partial<Valori>) =>
      mancanzeOf({ ...VALORI_VUOTI, ...valori }, opzioni).map(({ nome }) => nome);
    assert.ok(campi({ oggetto: 'Residenza in {via}', segnaposti: ['via'] }).includes('{via} nell’oggetto'));
    assert.ok(!campi({ oggetto: 'Insieme {via}', segnaposti: [] }).includes('{via} nell’oggetto'));
  });

  it('Tab walks over every placeholder that stays, once, and then leaves the field', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('{via}', '{numero}', 'in', 'del')), (pezzi) => {
        const valori = { oggetto: pezzi.join(' '), segnaposti: ['via', 'numero'] };
        let walked = 0;
        for (let next = prossimoSegnaposto(valori, 0); next !== undefined; next = prossimoSegnaposto(valori, next[1]))
          walked += 1;
        assert.equal(walked, pezzi.filter((pezzo) => pezzo.startsWith('{')).length);
        assert.equal(segnapostiRimasti(valori).length, new Set(pezzi.filter((pezzo) => pezzo.startsWith('{'))).size);
      }),
    );
    const valori = { oggetto: '{via} e {via}', segnaposti: ['via'] };
    assert.deepEqual(prossimoSegnaposto(valori, 13, true), [8, 13]);
  });
});

describe('tables in order', () => {
  it('voci stand as in the titolario, dates by the day and not by their text', () => {
    const voci = ['X.2', 'IX.10', 'IX.9', 'I.1'].sort((a, b) => ordineVoce(a).localeCompare(ordineVoce(b)));
    assert.deepEqual(voci, ['I.1', 'IX.9', 'IX.10', 'X.2']);
    const colonne = [
      {
        campo: 'dal',
        titolo: 'Dal',
        valore: (one: string) => one.split('-').reverse().join('/'),
        chiave: (one: string) => one,
      },
    ];
    const viste = vediRighe(['2026-01-31', '2025-12-01'], colonne, { q: '', ordine: { campo: 'dal', inverso: false } });
    assert.deepEqual(viste, ['2025-12-01', '2026-01-31']);
  });
});
