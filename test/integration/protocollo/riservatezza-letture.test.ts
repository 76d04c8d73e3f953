import assert from 'node:assert/strict';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { type Account, at, filePdf, useHarness } from '../../support/harness.js';
import { secret, withMotivo } from './riservate.js';
import { competenza, entrata, MOTIVO } from './richieste.js';

describe('riservatezza: every way in which a registration is shown', function () {
  this.timeout(60_000);
  const here = useHarness('riservatezza-letture');
  const notes = (utente: Account, { anno, numero }: RegistrazioneRisposta): Promise<number> =>
    here.count('accessi', { atto: 'accede-riservate', utente, riferimento: `${anno}/${numero}` });

  it('is noted: the verification, and the answer of an act that changes nothing', async () => {
    const one = await here.registered('protocollo', secret({ riservatezza: { livello: 'riservata', uo: ['U310'] } }));
    const before = await notes('rgd', one);
    await here
      .get(`${at(one)}/verifica`, 'rgd')
      .set(withMotivo)
      .expect(200);
    assert.equal(await notes('rgd', one), before + 1);
    await here.patch(at(one), 'rgd', 1).set(withMotivo).send({ motivo: MOTIVO, oggetto: one.oggetto }).expect(200);
    assert.equal(await notes('rgd', one), before + 2);
    assert.equal((await here.stored(one))['versione'], 1);
  });

  it('a warning names a twin only to who may see the twin', async () => {
    const documento = filePdf('due volte lo stesso, una volta per pochi');
    const hidden = await here.registered(
      'protocollo',
      entrata({ riservatezza: { livello: 'riservata', uo: ['U310'] } }),
      { documento },
    );
    const shown = await here.registered('protocollo', entrata({ assegnazioni: [competenza('U410')] }), { documento });
    const riferimenti = async (account: Account, headers = {}) =>
      ((await here.get(at(shown), account).set(headers).expect(200)).body as RegistrazioneRisposta).avvisi.flatMap(
        (avviso) => avviso.riferimenti?.map(({ numero }) => numero) ?? [],
      );
    assert.deepEqual(await riferimenti('protocollo'), [hidden.numero]);
    assert.deepEqual(await riferimenti('rgd', withMotivo), [hidden.numero]);
    for (const account of ['istruttore', 'responsabile', 'rgd'] as const)
      assert.deepEqual(await riferimenti(account), [], account);
    const eventi = (await here.get(at(shown), 'istruttore')).text;
    assert.ok(!eventi.includes(`${String(hidden.numero).padStart(7, '0')}/`), 'nor do its words');
  });
});
