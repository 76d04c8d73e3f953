import assert from 'node:assert/strict';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { type Account, at, useHarness } from '../../support/harness.js';
import { isProblem } from './problemi.js';
import { competenza, EDILE, entrata, MOTIVO, ROSSI, uscita } from './richieste.js';

const ANONIMO = { tipo: 'PG', denominazione: 'Anonimo' } as const;
const tipologia = 'Segnalazione di illeciti';

describe('who reports wrongdoing (D.Lgs. 24/2023)', function () {
  this.timeout(30_000);
  const here = useHarness('identita');
  const segnalazione = (sopra: object = {}) =>
    entrata({ oggetto: 'Segnalazione', tipologia, mittenti: [ANONIMO], assegnazioni: [competenza('U410')], ...sopra });
  const read = (one: RegistrazioneRisposta, account: Account) => here.get(at(one), account);

  it('is not named in the register: as sender, as addressee of the answer, by a renewal or by what asks for one', async () => {
    isProblem(await here.register('protocollo', segnalazione({ mittenti: [ROSSI] })), 422, ['mittenti[0]']);
    isProblem(await here.register('protocollo', segnalazione({ mittenti: [ANONIMO, EDILE] })), 422, ['mittenti[1]']);
    isProblem(await here.register('protocollo', uscita({ tipologia, destinatari: [ROSSI] })), 422, ['destinatari[0]']);
    assert.equal(await here.count('registrazioni'), 0, 'no number for what is refused');

    const one = await here.registered('protocollo', segnalazione());
    const nominato = { motivo: MOTIVO, mittenti: [ROSSI] };
    isProblem(await here.patch(at(one), 'vicario', 1).set('X-Motivo-Accesso', MOTIVO).send(nominato), 422, [
      'mittenti[0]',
    ]);
    const chiede = { motivo: MOTIVO, campo: 'mittenti', nuovo: [ROSSI] };
    isProblem(await here.post(`${at(one)}/rettifiche`, 'istruttore').send(chiede), 422, ['mittenti[0]']);
    const altra = await here.registered(
      'protocollo',
      entrata({ mittenti: [EDILE], assegnazioni: [competenza('U410')] }),
    );
    isProblem(await here.patch(at(altra), 'rgd', 1).send({ ...nominato, tipologia }), 422, ['mittenti[0]']);
    for (const collection of ['registrazioni', 'rubrica', 'corrispondenti', 'accessiRegistrati'])
      for await (const record of here.collection(collection).find())
        assert.doesNotMatch(JSON.stringify(record), /Rossi/, collection);
  });

  it('sends what only the office of competenza sees', async () => {
    const one = await here.registered('protocollo', segnalazione());
    assert.deepEqual([one.riservatezza.livello, one.riservatezza.uo], ['riservata', ['U410']]);
    isProblem(await read(one, 'istruttore.u114'), 404);
    isProblem(await here.register('protocollo', segnalazione({ assegnazioni: [] })), 422);
  });
});
