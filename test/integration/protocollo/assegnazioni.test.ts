import assert from 'node:assert/strict';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { type Account, at, useHarness } from '../../support/harness.js';
import { isProblem } from './problemi.js';
import { competenza, conoscenza, entrata, MOTIVO } from './richieste.js';

describe('assignment, charge, refusal, classification', function () {
  this.timeout(30_000);
  const here = useHarness('assegnazioni');
  const fresh = (...assegnazioni: object[]) => here.registered('protocollo', entrata({ assegnazioni }));
  const post = (one: RegistrazioneRisposta, sub: string, account: Account, body: object = {}) =>
    here.post(`${at(one)}/${sub}`, account).send(body);
  const done = async (test: ReturnType<typeof post>) => (await test.expect(200)).body as RegistrazioneRisposta;
  const assign = (one: RegistrazioneRisposta, account: Account, ...assegnazioni: object[]) =>
    post(one, 'assegnazioni', account, { assegnazioni });
  const eventi = async (one: RegistrazioneRisposta) =>
    (
      (await here.get(`${at(one)}/eventi`, 'rgd').expect(200)).body as {
        elementi: { tipo: string; utente: string; dettagli: Record<string, unknown> }[];
      }
    ).elementi;

  it('a competenza takes the place of the one before, a conoscenza is added; old and new stay in the event', async () => {
    const one = await fresh();
    await done(assign(one, 'protocollo', competenza('U410')));
    await done(assign(one, 'protocollo', conoscenza('U310')));
    const { assegnazioni, versione } = await done(assign(one, 'protocollo', competenza('U411', 'responsabile')));
    assert.deepEqual(assegnazioni, [competenza('U411', 'responsabile'), conoscenza('U310')]);
    assert.equal(versione, 4);
    const last = (await eventi(one)).at(-1);
    assert.deepEqual(
      [last?.tipo, last?.dettagli],
      ['assegnazione', { assegnazioni, precedenti: [competenza('U410'), conoscenza('U310')] }],
    );
    isProblem(await here.get(at(one), 'istruttore'), 404);
    await done(assign(one, 'protocollo', conoscenza('U410')));
    await here.get(at(one), 'istruttore').expect(200);
  });

  it('what is so already changes nothing', async () => {
    const one = await fresh(competenza('U410'));
    assert.equal((await done(assign(one, 'protocollo', competenza('U410')))).versione, 1);
    assert.deepEqual(await eventi(one), []);
  });

  it('who may: protocol everywhere, a head within the settore, nobody else', async () => {
    for (const [account, status] of [
      ['protocollo', 200],
      ['rgd', 200],
      ['vicario', 200],
      ['responsabile', 200],
      ['istruttore', 403],
      ['archivista', 403],
      ['admin', 403],
    ] as [Account, number][]) {
      const answer = await assign(await fresh(competenza('U410')), account, competenza('U411'));
      assert.equal(answer.status, status, `${account}: ${answer.text}`);
    }
    isProblem(await assign(await fresh(competenza('U410')), 'responsabile', competenza('U310')), 403);
    isProblem(await assign(await fresh(competenza('U310')), 'responsabile', competenza('U410')), 404);
  });

  it('refuses offices and people that are not there, lists that are empty or double', async () => {
    const one = await fresh();
    const cases: [object, string][] = [
      [{ assegnazioni: [] }, 'assegnazioni'],
      [{}, 'assegnazioni'],
      [{ assegnazioni: [competenza('U999')] }, 'assegnazioni[0].uo'],
      [{ assegnazioni: [competenza('P001')] }, 'assegnazioni[0].uo'],
      [{ assegnazioni: [competenza('U410', 'nessuno')] }, 'assegnazioni[0].utente'],
      [{ assegnazioni: [{ uo: 'U410', tipo: 'altro' }] }, 'assegnazioni[0].tipo'],
      [{ assegnazioni: [competenza('U410')], urgente: true }, 'urgente'],
    ];
    for (const [body, campo] of cases) isProblem(await post(one, 'assegnazioni', 'protocollo', body), 422, [campo]);
    assert.equal((await here.stored(one))['versione'], 1);
  });

  it('charge is taken once, by one of the office, and goes with the competence', async () => {
    const one = await fresh(competenza('U410'), conoscenza('U411'));
    isProblem(await post(one, 'presa-in-carico', 'protocollo'), 409);
    const taken = await done(post(one, 'presa-in-carico', 'istruttore'));
    const { data, ...who } = taken.presaInCarico ?? { data: '' };
    assert.deepEqual(who, { utente: 'istruttore', uo: 'U410' });
    assert.match(data, /^2026-03-02T.*\+01:00$/);
    assert.equal((await done(post(one, 'presa-in-carico', 'istruttore'))).versione, taken.versione, 'again: nothing');
    isProblem(await post(one, 'presa-in-carico', 'responsabile'), 409);
    const moved = await done(assign(one, 'responsabile', competenza('U411')));
    assert.equal(moved.presaInCarico, undefined);
    isProblem(await post(one, 'presa-in-carico', 'istruttore'), 404);
  });

  it('charge of two at once is of one', async () => {
    const one = await fresh(competenza('U410'));
    const answers = await Promise.all(
      (['istruttore', 'responsabile'] as const).map((account) => post(one, 'presa-in-carico', account)),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
  });

  it('what is refused goes back among those to assign, with the reason', async () => {
    const one = await fresh(competenza('U410'), conoscenza('U114'));
    await done(post(one, 'presa-in-carico', 'istruttore'));
    isProblem(await post(one, 'rifiuto', 'istruttore', { motivo: 'no' }), 422, ['motivo']);
    const refused = await done(post(one, 'rifiuto', 'istruttore', { motivo: 'è dei servizi demografici' }));
    assert.deepEqual([refused.assegnazioni, refused.presaInCarico], [[conoscenza('U114')], undefined]);
    const last = (await eventi(one)).at(-1);
    assert.deepEqual(
      [last?.tipo, last?.utente, last?.dettagli['motivo'], last?.dettagli['uo']],
      ['rifiuto', 'istruttore', 'è dei servizi demografici', 'U410'],
    );
    isProblem(await post(one, 'rifiuto', 'istruttore', { motivo: MOTIVO }), 404);
    isProblem(await post(one, 'rifiuto', 'istruttore.u114', { motivo: MOTIVO }), 409);
    await done(assign(one, 'protocollo', competenza('U310')));
  });

  it('classification: free, with trace, to the level of the role', async () => {
    const one = await fresh(competenza('U410'));
    await done(post(one, 'classificazione', 'istruttore', { codice: 'VI/3' }));
    isProblem(await post(one, 'classificazione', 'istruttore', { codice: 'I.1.1' }), 422, ['codice']);
    isProblem(await post(one, 'classificazione', 'protocollo', { codice: 'I.1.1' }), 422, ['codice']);
    isProblem(await post(one, 'classificazione', 'istruttore', { codice: 'VI.99' }), 422, ['codice']);
    isProblem(await post(one, 'classificazione', 'istruttore', { codice: 'XIV' }), 422, ['motivo']);
    isProblem(await post(one, 'classificazione', 'admin', { codice: 'VI.5' }), 403);
    isProblem(await post(one, 'classificazione', 'istruttore.u114', { codice: 'VI.5' }), 404);
    const below = await done(
      post(one, 'classificazione', 'responsabile', { codice: 'I.1.1', motivo: 'sottoclasse giusta' }),
    );
    assert.equal(below.classifica?.codice, 'I.1.1');
    const again = await done(post(one, 'classificazione', 'responsabile', { codice: 'I.1.1' }));
    assert.equal(again.versione, below.versione);
    const changes = (await eventi(one)).map(({ dettagli: { campo, vecchio, nuovo } }) => [
      campo,
      (vecchio as { codice?: string } | undefined)?.codice,
      (nuovo as { codice?: string }).codice,
    ]);
    assert.deepEqual(changes, [
      ['classifica', undefined, 'VI.3'],
      ['classifica', 'VI.3', 'I.1.1'],
    ]);
    assert.deepEqual(below.rinnovi, []);
  });

  it('after all this the register verifies', async () => {
    assert.equal(
      ((await here.get('/registro/verifica', 'rgd').expect(200)).body as { integro: boolean }).integro,
      true,
    );
  });
});
