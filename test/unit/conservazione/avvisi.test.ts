import assert from 'node:assert/strict';
import { avvisiDi, type Fatti, type FattiAoo, isAllarmeRegistro } from '../../../server/conservazione/avvisi/regole.js';
import { quantileOf } from '../../../server/conservazione/avvisi/metriche.js';
import { letteraRiepilogo, letteraSubito } from '../../../server/conservazione/avvisi/testi.js';

const ADESSO = new Date('2026-03-04T12:30:00+01:00'); // a Wednesday
const AOO: FattiAoo = {
  aoo: 'AVLD001',
  attiva: true,
  registri: [],
  daChiudere: 0,
  nonRegistrati: undefined,
  rifiutati: 0,
  conflitti: 0,
  daVerificare: 0,
  nonInviabili: 0,
  inRitardo: undefined,
  firme: undefined,
  linee: [],
  guasti: [],
};
const fatti = (sopra: Partial<FattiAoo> = {}, altri: Partial<Fatti> = {}): Fatti => ({
  aoo: [{ ...AOO, ...sopra }],
  guasti: [],
  giro: undefined,
  salvataggio: undefined,
  ...altri,
});
const keys = (di: Fatti, adesso = ADESSO): string[] => avvisiDi(di, adesso).map(({ chiave }) => chiave);
const linea = (stato: FattiAoo['linee'][number]['stato'], ore: number): FattiAoo['linee'][number] => ({
  conservatore: 'parer',
  denominazione: 'ParER',
  stato,
  dal: new Date(ADESSO.getTime() - ore * 3_600_000),
  motivo: 'prova',
});

describe('the alarms of conservation', () => {
  it('where all is well there is none', () => assert.deepEqual(avvisiDi(fatti(), ADESSO), []));

  it('a daily register is one from noon of the last day of its term', () => {
    assert.ok(!isAllarmeRegistro('2026-03-04', new Date('2026-03-04T11:59:00+01:00')));
    assert.ok(isAllarmeRegistro('2026-03-04', new Date('2026-03-04T12:00:00+01:00')));
    assert.ok(isAllarmeRegistro('2026-03-03', new Date('2026-03-04T00:00:00+01:00')));
    assert.ok(!isAllarmeRegistro('2026-03-05', ADESSO));
  });

  const cases: [string, Fatti, string[], boolean?][] = [
    [
      'daily registers late, together',
      fatti({
        registri: [
          { giorno: '2026-03-02', termine: '2026-03-03' },
          { giorno: '2026-03-03', termine: '2026-03-04' },
          { giorno: '2026-03-04', termine: '2026-03-05' },
        ],
      }),
      ['registro-giornaliero:AVLD001'],
      true,
    ],
    ['days that were not closed', fatti({ daChiudere: 2 }), ['giornate-da-chiudere:AVLD001'], true],
    ['what arrived more than a day ago and has no number', fatti({ nonRegistrati: { numero: 2, dal: new Date('2026-03-02T09:00:00+01:00'), giorni: 1 } }), ['non-registrati:AVLD001'], true],
    ['refused packages', fatti({ rifiutati: 3 }), ['rifiutati:AVLD001']],
    ['conflicts', fatti({ conflitti: 1 }), ['conflitti:AVLD001']],
    ['what is to be looked at', fatti({ daVerificare: 1 }), ['da-verificare:AVLD001']],
    ['what cannot be shipped', fatti({ nonInviabili: 4 }), ['non-inviabili:AVLD001']],
    ['what is late', fatti({ inRitardo: { numero: 2, dal: '2026-02-01' } }), ['in-ritardo:AVLD001']],
    ['signatures that end', fatti({ firme: { numero: 1, prima: '2026-03-20' } }), ['firme-in-scadenza:AVLD001']],
    ['credentials refused', fatti({ linee: [linea('sospesa', 0)] }), ['linea-sospesa:AVLD001:parer'], true],
    ['a line that a person stopped two days ago', fatti({ linee: [linea('in-pausa', 48)] }), ['linea-in-pausa:AVLD001:parer']],
    ['a line that a person stopped now', fatti({ linee: [linea('in-pausa', 1)] }), []],
    ['a receiver silent for two hours', fatti({ linee: [linea('interrotta', 2)] }), ['linea-interrotta:AVLD001:parer']],
    ['a receiver silent for a minute', fatti({ linee: [linea('interrotta', 0)] }), []],
    ['no receiver', fatti({ attiva: false, registri: [{ giorno: '2026-03-02', termine: '2026-03-03' }] }), ['non-configurata:AVLD001']],
    ['files altered, by the day on which they were found', fatti({ guasti: [{ giorno: '2026-03-03', numero: 1 }, { giorno: '2026-03-04', numero: 2 }] }), ['fissita:AVLD001:2026-03-03', 'fissita:AVLD001:2026-03-04'], true],
    ['files altered that none names', fatti({}, { guasti: [{ giorno: '2026-03-03', numero: 1 }] }), ['fissita:-:2026-03-03'], true],
    ['a round that stopped', fatti({}, { giro: { fermato: true, motivo: 'Troppi' } }), ['fissita-giro:-'], true],
    ['a round that is late', fatti({}, { giro: { fermato: false, motivo: 'Tardi' } }), ['fissita-giro:-']],
    ['the backup', fatti({}, { salvataggio: 'Non riuscito' }), ['salvataggio:-']],
  ]; // prettier-ignore
  for (const [nome, di, attese, grave = false] of cases)
    it(`${nome}: ${attese.length === 0 ? 'none yet' : grave ? 'at once' : 'in the summary'}`, () => {
      const found = avvisiDi(di, ADESSO);
      assert.deepEqual(
        found.map(({ chiave }) => chiave),
        attese,
      );
      for (const one of found) {
        assert.equal(one.grave, grave, one.chiave);
        assert.match(one.indirizzo, /^\//);
        assert.match(one.consiglio, /\.$/);
        assert.doesNotMatch(`${one.titolo}${one.parole}${one.consiglio}`, /!/);
      }
    });

  it('the same trouble keeps its key while its numbers change; the grave ones come first', () => {
    assert.deepEqual(keys(fatti({ rifiutati: 1 })), keys(fatti({ rifiutati: 9 })));
    assert.deepEqual(keys(fatti({ rifiutati: 1, guasti: [{ giorno: '2026-03-04', numero: 1 }] })), [
      'fissita:AVLD001:2026-03-04',
      'rifiutati:AVLD001',
    ]);
  });

  it('the mails say what to do and where, and that a database is a demonstration', () => {
    const dove = { url: 'https://protocollo.example', ente: 'Comune di Prova', dimostrazione: true, adesso: ADESSO };
    const all = avvisiDi(fatti({ rifiutati: 1, linee: [linea('sospesa', 0)] }), ADESSO);
    const subito = letteraSubito(
      all.filter(({ grave }) => grave),
      dove,
    );
    assert.equal(subito.oggetto, 'ESEMPIO - ParER: credenziali rifiutate - Comune di Prova');
    assert.match(subito.testo, /Che fare: L’amministratore corregga/);
    assert.match(subito.testo, /https:\/\/protocollo\.example\/conservazione\/linee/);
    const riepilogo = letteraRiepilogo(all, [], { ...dove, dimostrazione: false });
    assert.equal(riepilogo.oggetto, 'Conservazione: 2 avvisi, 1 grave - Comune di Prova');
    assert.match(riepilogo.testo, /GRAVI[\s\S]*DA VEDERE[\s\S]*coda=rifiutati/);
    assert.match(letteraRiepilogo([], all, dove).testo, /RISOLTI/);
    const molti = Array.from({ length: 500 }, () => all).flat();
    assert.ok(letteraRiepilogo(molti, [], dove).testo.length < 60_000, 'never a mail that nobody would read');
  });

  it('quantiles are values that were there', () => {
    const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    assert.deepEqual([0.5, 0.95, 1].map((q) => quantileOf(values, q)), [5, 10, 10]); // prettier-ignore
    assert.equal(quantileOf([], 0.5), 0);
  });
});
