import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addAnni,
  conservazioneOf,
  eventoOf,
  type FattiConservazione,
  fineOf,
  longestOf,
} from '../../../server/scarto/regole.js';

const REGOLA = { tempo: 10, tipologia: 'Pratiche', fonte: 'piano di prova', univoca: true };
const CHIUSO: FattiConservazione = {
  stato: 'chiuso',
  annullato: false,
  dataChiusura: '2015-06-30',
  regola: REGOLA,
  archivio: {},
  conservato: true,
  altrove: [],
};
const codici = (sopra: Partial<FattiConservazione>, oggi = '2026-03-02'): string[] =>
  conservazioneOf({ ...CHIUSO, ...sopra }, oggi).impedimenti.map(({ codice }) => codice);

describe('the retention of a fascicolo', () => {
  it('runs from the last closing, and ends on the same day so many years later', () => {
    const letta = conservazioneOf(CHIUSO, '2026-03-02');
    assert.equal(letta.inizio, '2015-06-30');
    assert.equal(letta.fine, '2025-06-30');
    assert.deepEqual(letta.impedimenti, []);
    assert.deepEqual(codici({}, '2025-06-29'), ['non-scaduto']);
    assert.deepEqual(codici({}, '2025-06-30'), []);
    assert.equal(addAnni('2024-02-29', 1), '2025-03-01');
    assert.equal(addAnni('2024-02-29', 4), '2028-02-29');
  });

  it('does not run while it is open, and begins again after a reopening', () => {
    assert.deepEqual(codici({ stato: 'aperto', dataChiusura: undefined }), ['aperto']);
    assert.deepEqual(codici({ dataChiusura: '2020-01-10' }), ['non-scaduto']);
  });

  it('waits for the day of the event that the rule names, and counts from the later of the two', () => {
    const regola = { ...REGOLA, tempo: 2, note: 'Decorrenza: scadenza del contratto. Altro' };
    assert.equal(eventoOf(regola.note), 'scadenza del contratto');
    assert.equal(eventoOf('Con sfoltimento'), undefined);
    assert.equal(eventoOf('Da restituire. Decorrenza: fine dei ricorsi'), 'fine dei ricorsi');
    assert.equal(eventoOf('Tenere l’ultima: decorrenza dalla nuova rilevazione'), 'dalla nuova rilevazione');
    assert.deepEqual(codici({ regola }), ['decorrenza-mancante']);
    assert.equal(fineOf({ ...CHIUSO, regola, archivio: { decorrenza: '2018-01-01' } }), '2020-01-01');
    assert.equal(fineOf({ ...CHIUSO, regola, archivio: { decorrenza: '2010-01-01' } }), '2017-06-30');
    assert.deepEqual(codici({ regola: { ...regola, tempo: 0 }, archivio: { decorrenza: '2026-03-02' } }), []);
  });

  it('is stopped by each thing that the law or a person says', () => {
    assert.deepEqual(codici({ regola: { ...REGOLA, tempo: 'illimitato' } }), ['illimitato']);
    assert.deepEqual(codici({ regola: undefined }), ['senza-regola']);
    assert.deepEqual(codici({ archivio: { storico: 'campione del decennio' } }), ['storico']);
    const blocchi = [{ id: '1', motivo: 'causa pendente', dal: '2025-01-01', utente: 'rgd' }];
    assert.deepEqual(codici({ archivio: { blocchi } }), ['bloccato']);
    assert.deepEqual(codici({ archivio: { scarto: { elenco: 'x', data: '2025-12-01' } } }), ['scartato']);
    assert.deepEqual(codici({ annullato: true }), ['annullato']);
  });

  it('is that of the longest fascicolo in which a document stands, which is named only to who may see it', () => {
    const { fine, impedimenti } = conservazioneOf(
      { ...CHIUSO, altrove: [{ codice: '2020-VI/3.1', fine: '2040-01-01' }, { fine: 'illimitato' }] },
      '2026-03-02',
    );
    assert.equal(fine, 'illimitato');
    assert.match(impedimenti[0]?.messaggio ?? '', /2020-VI\/3\.1/);
    assert.deepEqual(codici({ altrove: [{}] }), ['documento-altrove']);
    assert.deepEqual(codici({ altrove: [{ fine: '2020-01-01' }] }), []);
  });

  it('says in words that nothing is destroyed before it is conserved', () => {
    const letta = conservazioneOf({ ...CHIUSO, conservato: false }, '2026-03-02');
    assert.deepEqual(letta.impedimenti, []);
    assert.deepEqual(
      letta.sospesi.map(({ codice }) => codice),
      ['non-conservato'],
    );
  });

  it('never ends before any of the ends that count, whatever they are', () => {
    const day = fc
      .integer({ min: 0, max: 20_000 })
      .map((n) => new Date(Date.UTC(2000, 0, 1) + n * 86_400_000).toISOString().slice(0, 10));
    const fine = fc.option(fc.oneof(day, fc.constant('illimitato')), { nil: undefined });
    fc.assert(
      fc.property(fc.array(fine, { minLength: 1, maxLength: 6 }), (fini) => {
        const longest = longestOf(fini);
        if (fini.includes('illimitato')) assert.equal(longest, 'illimitato');
        else if (fini.includes(undefined)) assert.equal(longest, undefined);
        else assert.ok(fini.every((one) => one !== undefined && longest !== undefined && one <= longest));
      }),
    );
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 99 }), day, (chiusura, anni, oggi) => {
        const fatti = { ...CHIUSO, dataChiusura: chiusura, regola: { ...REGOLA, tempo: anni } };
        const free = conservazioneOf(fatti, oggi).impedimenti.length === 0;
        assert.equal(free, oggi >= addAnni(chiusura, anni));
      }),
    );
  });
});
