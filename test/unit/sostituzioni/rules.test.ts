import assert from 'node:assert/strict';
import type { Ruolo } from '../../../schemas/accesso.api.js';
import { SostituzioneRichiesta } from '../../../schemas/sostituzione.api.js';
import { isVisible, passesReserve } from '../../../server/accesso/visibilita.js';
import { incaricoFor, isInCorso, mayManage, statoOf, ufficiAffidabili } from '../../../server/sostituzioni/rules.js';
import { buildCaller, buildRegistrazione } from '../../support/factories.js';

const incarico = (ruolo: Ruolo, uo: string, over: object = {}) => ({ aoo: 'AVLD001', ruolo, uo, ...over });

describe('a substitution', () => {
  it('holds between two days, both included, until it is ended', () => {
    const one = { dal: '2026-03-02', al: '2026-03-04' };
    const days = ['2026-03-01', '2026-03-02', '2026-03-04', '2026-03-05'];
    assert.deepEqual(
      days.map((day) => isInCorso(one, day)),
      [false, true, true, false],
    );
    assert.deepEqual(
      days.map((day) => statoOf(one, day)),
      ['futura', 'in-corso', 'in-corso', 'finita'],
    );
    const revoca = { utente: 'anna', data: new Date(0) };
    assert.ok(!isInCorso({ ...one, revoca }, '2026-03-02'));
    assert.equal(statoOf({ ...one, revoca }, '2026-03-02'), 'revocata');
  });

  it('never gives more than the titolare has on that day, nor more than it says', () => {
    const all = { aoo: 'AVLD001' };
    const ended = incarico('responsabile', 'S4', { al: '2026-02-28' });
    const clerk = incarico('istruttore', 'U410');
    assert.equal(incaricoFor(all, [ended], '2026-03-02'), undefined);
    assert.deepEqual(incaricoFor(all, [ended, clerk], '2026-03-02'), clerk);
    assert.equal(incaricoFor({ ...all, ruoli: ['responsabile'] }, [clerk], '2026-03-02'), undefined);
    assert.equal(incaricoFor({ ...all, uffici: ['U411'] }, [clerk], '2026-03-02'), undefined);
    assert.equal(incaricoFor({ aoo: 'AVLD002' }, [clerk], '2026-03-02'), undefined);
    for (const ruolo of ['rgd', 'vicario', 'admin'] as const)
      assert.equal(incaricoFor(all, [incarico(ruolo, 'S1')], '2026-03-02'), undefined, ruolo);
  });

  it('is made by the titolare, his head or the administrator, never by who acts for another', () => {
    const charges = [incarico('istruttore', 'U410')];
    const may = (ruolo: Ruolo, utente: string, capo: string[], perContoDi?: string) =>
      mayManage(
        { ruolo, utente, aoo: 'AVLD001', ...(perContoDi !== undefined && { perContoDi }) },
        'anna',
        charges,
        capo,
      );
    assert.ok(
      may('istruttore', 'anna', []) && may('responsabile', 'bruno', ['S4', 'U410']) && may('admin', 'carla', []),
    );
    assert.ok(!may('istruttore', 'bruno', []) && !may('responsabile', 'bruno', ['S2']));
    assert.ok(!may('responsabile', 'anna', ['U410'], 'bruno'));
  });

  it('shows what is reserved to the titolare only if he has said so', () => {
    const substitute = { utente: 'anna', perContoDi: 'bruno', uo: 'U410' };
    const byName = buildRegistrazione({ riservatezza: { livello: 'riservata', uo: [], utenti: ['bruno'] } });
    const byOffice = buildRegistrazione({ riservatezza: { livello: 'riservata', uo: ['U410'], utenti: [] } });
    const own = buildRegistrazione({ riservatezza: { livello: 'riservata', uo: [], utenti: ['anna'] } });
    const seen = (riservate: boolean) => {
      const caller = buildCaller('istruttore', { ...substitute, ...(riservate && { riservateDelTitolare: true }) });
      return [byName, byOffice, own].map((one) => isVisible(caller, one));
    };
    assert.deepEqual(seen(false), [false, false, true]);
    assert.deepEqual(seen(true), [true, true, true]);
    const archivista = buildCaller('archivista', { ...substitute, motivoAccesso: 'ricerca' });
    assert.ok(!passesReserve(archivista) && passesReserve({ ...archivista, riservateDelTitolare: true }));
    assert.ok(isVisible(archivista, buildRegistrazione()));
  });

  it('is refused to oneself, backwards, and without an end in sight', () => {
    const right = { titolare: 'anna', sostituto: 'bruno', dal: '2026-03-02', al: '2026-03-04' };
    const campi = (over: object) => {
      const parsed = SostituzioneRichiesta.safeParse({ ...right, ...over });
      return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'));
    };
    assert.deepEqual(campi({}), []);
    assert.deepEqual(campi({ sostituto: 'anna' }), ['sostituto']);
    assert.deepEqual(campi({ al: '2026-03-01' }), ['al']);
    assert.deepEqual(campi({ al: '2027-12-31' }), ['al']);
    assert.deepEqual(campi({ ruoli: ['rgd'] }), ['ruoli.0']);
    assert.deepEqual(campi({ al: undefined }), ['al']);
  });

  it('of who only leads an office gives away no charge outside of it', () => {
    const head = buildCaller('responsabile', { utente: 'capo' });
    assert.deepEqual(ufficiAffidabili(head, 'anna', ['S4', 'U410'], undefined), ['S4', 'U410']);
    assert.deepEqual(ufficiAffidabili(head, 'anna', ['S4', 'U410'], ['U410', 'U110']), ['U410']);
    assert.equal(ufficiAffidabili(head, 'capo', ['S4'], undefined), undefined);
    assert.deepEqual(ufficiAffidabili(buildCaller('admin'), 'anna', [], ['U110']), ['U110']);
  });
});
