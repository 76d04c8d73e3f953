import assert from 'node:assert/strict';
import fc from 'fast-check';
import { attesaProva, statoLinea } from '../../../server/conservazione/linee.js';
import { isInOrario, nextApertura } from '../../../server/conservazione/orario.js';
import { vietatoSuFascicolo, vietatoSuRegistrazione } from '../../../server/conservazione/blocco.js';
import { filtroCoda } from '../../../server/conservazione/elenco.js';
import { faultsOfRitenta, ritocchiCon } from '../../../server/conservazione/ripresa.js';
import { CODE_CONSERVAZIONE } from '../../../schemas/versamento.api.js';

const at = (text: string): Date => new Date(text);

describe('the line to a receiver', () => {
  it('has hours of Italian time, over midnight too, on the days that are said', () => {
    const office = { dalle: '08:00', alle: '18:00', giorni: [1, 2, 3, 4, 5] };
    assert.ok(isInOrario(office, at('2026-03-02T08:00:00+01:00')));
    assert.ok(!isInOrario(office, at('2026-03-02T07:59:59+01:00')));
    assert.ok(!isInOrario(office, at('2026-03-02T18:00:00+01:00')));
    assert.ok(!isInOrario(office, at('2026-03-01T10:00:00+01:00')), 'a Sunday');
    const night = { dalle: '22:00', alle: '06:00', giorni: [5] };
    assert.ok(isInOrario(night, at('2026-03-06T23:00:00+01:00')));
    assert.ok(isInOrario(night, at('2026-03-07T05:59:00+01:00')), 'the night that began on Friday');
    assert.ok(!isInOrario(night, at('2026-03-08T05:59:00+01:00')));
    assert.ok(isInOrario(undefined, at('2026-03-08T05:59:00+01:00')));
  });

  it('tells when it opens again', () => {
    const office = { dalle: '08:00', alle: '18:00', giorni: [1, 2, 3, 4, 5] };
    assert.equal(nextApertura(office, at('2026-03-06T19:00:00+01:00')).toISOString(), '2026-03-09T07:00:00.000Z');
    fc.assert(
      fc.property(fc.date({ min: at('2026-01-01'), max: at('2026-12-31'), noInvalidDate: true }), (when) => {
        const next = nextApertura(office, when);
        return next >= when && isInOrario(office, next);
      }),
      { numRuns: 30 },
    );
  });

  it('is tried after one, five and fifteen minutes once five tries have failed', () => {
    assert.deepEqual(
      [0, 4, 5, 6, 7, 30].map((n) => attesaProva(n) / 60_000),
      [0, 0, 1, 5, 15, 15],
    );
  });

  it('says how it stands', () => {
    const adesso = at('2026-03-02T10:00:00+01:00');
    const linea = { guasti: 0 };
    assert.equal(statoLinea({ attivo: false }, linea, adesso), 'spenta');
    assert.equal(statoLinea({ attivo: true }, null, adesso), 'attiva');
    assert.equal(statoLinea({ attivo: true }, { guasti: 5 }, adesso), 'interrotta');
    const pausa = { dal: '', motivo: '' };
    assert.equal(statoLinea({ attivo: true }, { guasti: 9, pausa: { ...pausa, chi: 'persona' } }, adesso), 'in-pausa');
    assert.equal(
      statoLinea({ attivo: true }, { guasti: 0, pausa: { ...pausa, chi: 'credenziali' } }, adesso),
      'sospesa',
    );
    const orario = { dalle: '12:00', alle: '13:00' };
    assert.equal(statoLinea({ attivo: true, orario }, linea, adesso), 'fuori-orario');
  });
});

describe('the lock on what is conserved', () => {
  const tutto = { aggiungeDocumenti: true, aggiornaMetadati: true, fascicoli: true };
  const nulla = { aggiungeDocumenti: false, aggiornaMetadati: false, fascicoli: false };
  const acts = ['integrazione', 'fascicolazione', 'classificazione', 'rinnovo', 'modifica'];

  it('admits what the receiver can be told, refuses the rest', () => {
    for (const tipo of acts) {
      assert.equal(vietatoSuRegistrazione({ tipo, campo: 'oggetto' }, tutto), null, tipo);
      assert.match(vietatoSuRegistrazione({ tipo, campo: 'oggetto' }, nulla) ?? '', /conservat/, tipo);
    }
    assert.equal(vietatoSuRegistrazione({ tipo: 'integrazione' }, { ...nulla, aggiungeDocumenti: true }), null);
    assert.notEqual(vietatoSuRegistrazione({ tipo: 'rinnovo' }, { ...nulla, aggiungeDocumenti: true }), null);
    assert.equal(vietatoSuRegistrazione({ tipo: 'fascicolazione' }, { ...nulla, fascicoli: true }), null);
  });
  it('never stands in the way of an annulment, of the work of the offices, of a reserve', () => {
    for (const tipo of ['annullamento', 'annullamento-richiesto', 'assegnazione', 'presa-in-carico', 'rifiuto'])
      assert.equal(vietatoSuRegistrazione({ tipo }, nulla), null, tipo);
    assert.equal(vietatoSuRegistrazione({ tipo: 'modifica', campo: 'riservatezza' }, nulla), null);
    assert.equal(vietatoSuRegistrazione({ tipo: 'modifica', campo: 'note' }, nulla), null);
  });
  it('keeps a fascicolo as it was closed; its retention goes on', () => {
    for (const tipo of ['riapertura', 'modifica', 'classificazione', 'annullamento', 'procedimento'])
      assert.match(vietatoSuFascicolo({ tipo, campo: 'oggetto' }) ?? '', /conservato/, tipo);
    assert.equal(vietatoSuFascicolo({ tipo: 'modifica', campo: 'archivio' }), null);
    assert.equal(vietatoSuFascicolo({ tipo: 'collegamento' }), null);
  });
});

describe('what a person does about a package', () => {
  const file = [{ id: 'f0' }, { id: 'f1' }] as never;
  const pacchetto = { file } as never;
  const causa = { forzature: ['formato-file'] } as never;
  const base = { pacchetto, causa, tipo: 'unita-documentaria' as const };
  it('forces only what the receiver lets be forced, and says why', () => {
    assert.deepEqual(faultsOfRitenta(base, {}), []);
    assert.deepEqual(
      faultsOfRitenta(base, { forza: ['formato-file'] }).map(({ campo }) => campo),
      ['motivo'],
    );
    assert.deepEqual(
      faultsOfRitenta(base, { forza: ['hash'], motivo: 'visto il file' }).map(({ campo }) => campo),
      ['forza[0]'],
    );
    assert.deepEqual(
      faultsOfRitenta(base, { formati: [{ file: 'f9', formato: 'JPEG' }] }).map(({ campo }) => campo),
      ['formati[0].file'],
    );
    assert.deepEqual(
      faultsOfRitenta({ ...base, tipo: 'registro-giornaliero' }, { tipologia: 'X' }).map(({ campo }) => campo),
      ['tipologia'],
    );
  });
  it('adds to what was told before', () => {
    const before = { forza: ['hash' as const], formati: { f0: 'PDF' }, tipologia: 'A' };
    assert.deepEqual(
      ritocchiCon(before, { forza: ['hash', 'formato-file'], formati: [{ file: 'f1', formato: 'JPEG' }] }),
      {
        forza: ['hash', 'formato-file'],
        formati: { f0: 'PDF', f1: 'JPEG' },
        tipologia: 'A',
      },
    );
  });
  it('finds every pile', () => {
    for (const coda of CODE_CONSERVAZIONE)
      assert.equal(filtroCoda(coda, '2026-03-02') === null, coda === 'non-inviabili');
  });
});
