import assert from 'node:assert/strict';
import type { Caller } from '../../../schemas/accesso.api.js';
import type { Incarico } from '../../../schemas/utente.model.js';
import { delegaFor, dirittiOf, mayAtAll, mayOn } from '../../../server/accesso/diritti.js';
import { ufficiDaIstruttore, ufficiDellaDelega } from '../../../server/deleghe/rules.js';
import { buildCaller } from '../../support/factories.js';

const AOO = 'AVLD001';
const incarico = (ruolo: Incarico['ruolo'], uo: string, over: Partial<Incarico> = {}): Incarico => ({
  aoo: AOO,
  ruolo,
  uo,
  ...over,
});
const SETTORE: Record<string, string[]> = { S4: ['S4', 'U410', 'U411'] };
const guidati = (uo: string): string[] => SETTORE[uo] ?? [uo];

describe('what a delegation lets one do', () => {
  const delega = { aoo: AOO, uffici: ['U410', 'U114'] };
  const left = (incarichi: Incarico[], giorno = '2026-03-02') => ufficiDellaDelega(delega, incarichi, giorno, guidati);

  it('only for offices that who gave it still leads', () => {
    assert.deepEqual(left([incarico('responsabile', 'S4')]), ['U410']);
    assert.deepEqual(left([incarico('responsabile', 'S4', { al: '2026-03-01' })]), []);
    assert.deepEqual(left([incarico('istruttore', 'S4')]), [], 'who leads nothing gives nothing');
    assert.deepEqual(left([incarico('responsabile', 'S4', { aoo: 'AVLD002' })]), [], 'of another AOO');
  });

  it('to clerks, in the offices where they are that day', () => {
    const incarichi = [incarico('istruttore', 'U410', { dal: '2026-04-01' }), incarico('responsabile', 'U411')];
    assert.deepEqual(ufficiDaIstruttore(incarichi, AOO, '2026-03-02'), []);
    assert.deepEqual(ufficiDaIstruttore(incarichi, AOO, '2026-04-02'), ['U410']);
  });

  it('the act delegated, on those offices, and no other; a right of one’s own needs none', () => {
    const deleghe: Caller['deleghe'] = [
      { id: 'd1', da: 'capo', al: '2026-03-31', atti: ['classifica-sottoclasse'], uffici: ['U410'] },
    ];
    const clerk = buildCaller('istruttore', { deleghe });
    assert.ok(mayOn(clerk, 'classifica-sottoclasse', ['U410']));
    assert.ok(!mayOn(clerk, 'classifica-sottoclasse', ['U411']));
    assert.ok(!mayOn(clerk, 'apri-fascicolo', ['U410']) && !mayAtAll(clerk, 'apri-fascicolo'));
    assert.deepEqual(delegaFor(clerk, 'classifica-sottoclasse', ['U410']), { id: 'd1', da: 'capo' });
    assert.equal(dirittiOf(clerk)['classifica-sottoclasse'], 'uo');
    const head = buildCaller('responsabile', { deleghe });
    assert.equal(delegaFor(head, 'classifica-sottoclasse', ['U410']), undefined);
    assert.equal(dirittiOf(head)['classifica-sottoclasse'], 'settore');
  });
});
