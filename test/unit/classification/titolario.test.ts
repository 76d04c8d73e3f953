import assert from 'node:assert/strict';
import fc from 'fast-check';
import { faultOfClassifica, needsMotivo } from '../../../classification/classifica.js';
import { demoTitolario, standardTitolario } from '../../../classification/standard.js';
import { alOf, faultsOfNuovaVersione, labelOf, versioneOn, voceOn, vociOn } from '../../../classification/titolario.js';
import type { Versione, Voce } from '../../../schemas/titolario.model.js';
import { addDays } from '../../../server/lib/clock.js';

const buildVersione = (numero: number, dal: string, voci: Voce[] = []): Versione => ({
  numero,
  denominazione: `Titolario ${numero}`,
  dal,
  voci,
});
const VOCI: Voce[] = [
  { codice: 'VI', voce: 'Territorio' },
  { codice: 'VI.3', voce: 'Edilizia privata', chiusaDal: '2026-05-01', motivoChiusura: 'Prova' },
  { codice: 'VI.3.1', voce: 'Permessi' },
  { codice: 'VI.10', voce: 'Protezione civile', attivaDal: '2026-03-01' },
  { codice: 'X', voce: 'Salute', riservata: true },
  { codice: 'X.2', voce: 'Trattamento' },
];
const versioni = [buildVersione(1, '2006-01-01', VOCI.slice(0, 1)), buildVersione(2, '2026-01-01', VOCI)];

describe('versions', () => {
  it('are in force from their first day until the next one begins', () => {
    assert.equal(versioneOn(versioni, '2005-12-31'), undefined);
    assert.equal(versioneOn(versioni, '2025-12-31')?.numero, 1);
    assert.equal(versioneOn(versioni, '2026-01-01')?.numero, 2);
    assert.equal(alOf(versioni, buildVersione(1, '2006-01-01')), '2026-01-01');
    assert.equal(alOf(versioni, buildVersione(2, '2026-01-01')), undefined);
  });

  it('leave no hole and do not overlap, in whatever order they are stored', () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 0, max: 6000 }),
        (starts, offset) => {
          const all = starts.map((start, i) => buildVersione(i + 1, addDays('2010-01-01', start)));
          const day = addDays('2010-01-01', offset);
          const covering = all.filter((one) => one.dal <= day && day < (alOf(all, one) ?? '9999-12-31'));
          assert.equal(covering.length, day < addDays('2010-01-01', Math.min(...starts)) ? 0 : 1);
          assert.deepEqual(covering[0], versioneOn(all, day));
        },
      ),
    ));

  it('follow one another: number, first day, never backwards', () => {
    assert.deepEqual(faultsOfNuovaVersione([], buildVersione(1, '2006-01-01'), '2026-06-10'), []);
    assert.deepEqual(faultsOfNuovaVersione(versioni, buildVersione(3, '2027-01-01'), '2026-06-10'), []);
    assert.equal(faultsOfNuovaVersione(versioni, buildVersione(2, '2027-01-01'), '2026-06-10').length, 1);
    assert.equal(
      faultsOfNuovaVersione(versioni, buildVersione(3, '2026-06-10'), '2026-06-10').length,
      1,
      'not from today',
    );
    assert.equal(
      faultsOfNuovaVersione(versioni, buildVersione(3, '2026-01-01'), '2025-06-10').length,
      1,
      'one version a day',
    );
    assert.equal(faultsOfNuovaVersione([], buildVersione(0, '2006-01-01'), '2026-06-10').length, 1);
  });
});

describe('a voce on a day', () => {
  const on = (day: string, codice: string) => voceOn(versioni, day, codice);
  it('is that of the version in force', () => {
    assert.equal(on('2025-12-31', 'VI.3'), undefined);
    assert.equal(on('2026-01-01', 'VI.3')?.versione, 2);
    assert.equal(on('2005-01-01', 'VI'), undefined);
  });
  it('is closed from its day, with what is below it, and stays readable', () => {
    assert.equal(on('2026-04-30', 'VI.3')?.attiva, true);
    assert.equal(on('2026-05-01', 'VI.3')?.attiva, false);
    assert.deepEqual(on('2026-05-01', 'VI.3.1'), {
      codice: 'VI.3.1',
      voce: 'Permessi',
      chiusaDal: '2026-05-01',
      padre: 'VI.3',
      versione: 2,
      livello: 3,
      attiva: false,
      riservata: false,
      foglia: true,
    });
  });
  it('may begin later than its version', () => {
    assert.equal(on('2026-02-28', 'VI.10')?.attiva, false);
    assert.equal(on('2026-03-01', 'VI.10')?.attiva, true);
  });
  it('is riservata with what stands above it', () => {
    assert.equal(on('2026-03-01', 'X.2')?.riservata, true);
    assert.equal(on('2026-03-01', 'VI')?.riservata, false);
  });
  it('says the same alone as in the whole tree, which is in numeric order', () => {
    for (const day of ['2026-01-01', '2026-05-01'])
      for (const voce of vociOn(buildVersione(2, '2026-01-01', VOCI), day))
        assert.deepEqual(on(day, voce.codice), voce);
    const codici = vociOn(buildVersione(2, '2026-01-01', [...VOCI].reverse()), '2026-01-01').map(
      ({ codice }) => codice,
    );
    assert.deepEqual(codici, ['VI', 'VI.3', 'VI.3.1', 'VI.10', 'X', 'X.2']);
  });
});

describe('the standard titolario', () => {
  const [versione] = standardTitolario('2026-01-01');
  it('has 14 titoli and 125 classi', () => {
    const voci = vociOn(versione ?? assert.fail(), '2026-01-01');
    assert.equal(voci.filter(({ livello }) => livello === 1).length, 14);
    assert.equal(voci.filter(({ livello }) => livello === 2).length, 125);
    assert.ok(voci.every(({ attiva, descrizione }) => attiva && descrizione !== undefined));
    assert.equal(voci.find(({ codice }) => codice === 'VI.3')?.voce, 'Edilizia privata');
  });
});

describe('the titolario of the demonstration', () => {
  const pair = demoTitolario(2026);
  const on = (day: string, codice: string) => voceOn(pair, day, codice);
  it('has two levels until the year of the replay, then three', () => {
    assert.equal(on('2025-12-31', 'VI.3.1'), undefined);
    assert.equal(on('2026-01-01', 'VI.3.1')?.voce, 'Permessi di costruire');
    assert.deepEqual(
      pair.map(({ voci }) => voci.length),
      [139, 407],
    );
    assert.deepEqual(
      pair.map(({ dal }) => dal),
      ['2006-01-01', '2026-01-01'],
    );
  });
  it('closes eight classi from its first day', () => {
    const closed = ['II.12', 'II.16', 'II.17', 'II.18', 'II.19', 'II.20', 'II.21', 'II.22'];
    assert.deepEqual(
      vociOn(pair[1] ?? assert.fail(), '2026-01-01')
        .filter(({ attiva }) => !attiva)
        .map(({ codice }) => codice),
      closed,
    );
    assert.ok(closed.every((codice) => on('2025-12-31', codice)?.attiva));
  });
  it('makes riservata what is so by default, and what is below', () => {
    for (const codice of ['X.2', 'X.2.1', 'V.1', 'V.1.2', 'VII.1.4', 'III.12.3', 'IX.3'])
      assert.equal(on('2026-03-01', codice)?.riservata, true, codice);
    for (const codice of ['VII.1', 'VII.1.1', 'III.12', 'V.2', 'X', 'I.6'])
      assert.equal(on('2026-03-01', codice)?.riservata, false, codice);
  });
  it('moves with the year', () => assert.equal(voceOn(demoTitolario(2025), '2025-01-01', 'II.12')?.attiva, false));
});

describe('classifica', () => {
  const pair = demoTitolario(2026);
  const on = (codice: string) => voceOn(pair, '2026-03-02', codice) ?? assert.fail(codice);
  it('takes titolo and classe from anyone, what is below only from who may', () => {
    assert.equal(faultOfClassifica(on('VI.3'), { sottoclasse: false }), null);
    assert.equal(faultOfClassifica(on('VI.3.1'), { sottoclasse: true }), null);
    assert.equal(faultOfClassifica(on('VI.3.1'), { sottoclasse: false })?.campo, 'classifica');
    assert.equal(faultOfClassifica(on('VI'), { sottoclasse: true })?.campo, 'classifica');
  });
  it('takes nothing that is closed', () =>
    assert.match(faultOfClassifica(on('II.12'), { sottoclasse: true })?.messaggio ?? '', /chiusa dal 2026-01-01/));
  it('takes Oggetti diversi only with a reason', () => {
    assert.equal(needsMotivo(on('XIV')), true);
    assert.equal(needsMotivo(on('XIII')), false);
    for (const motivo of [undefined, '', '  '])
      assert.equal(faultOfClassifica(on('XIV'), { motivo, sottoclasse: false })?.campo, 'motivoClassifica');
    assert.equal(faultOfClassifica(on('XIV'), { motivo: 'Materia senza classe', sottoclasse: false }), null);
  });
  it('shows code and voce', () => assert.equal(labelOf(on('VI.3')), 'VI.3 Edilizia privata'));
});
