import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { type Account, at, useHarness } from '../../support/harness.js';
import { isProblem } from './problemi.js';
import { ACCESSO, ACCOUNTS, type Lista, LETTURE, secret, SEGRETI, withMotivo } from './riservate.js';
import { competenza, conoscenza, entrata, interna, MOTIVO, ufficio, uscita } from './richieste.js';

describe('riservatezza: what becomes reserved, suggestions, logs', function () {
  this.timeout(60_000);
  const here = useHarness('riservatezza-atti');

  it('protocol sees what it registered until it assigns it, and not after', async () => {
    const mine = await here.registered('protocollo', secret({ riservatezza: { livello: 'riservata', uo: ['U310'] } }));
    await here.get(at(mine), 'protocollo').expect(200);
    isProblem(await here.get(at(mine), 'istruttore'), 404);
    await here
      .post(`${at(mine)}/assegnazioni`, 'protocollo')
      .send({ assegnazioni: [competenza('U310')] })
      .expect(200);
    for (const path of LETTURE.slice(0, 3)) isProblem(await here.get(at(mine) + path, 'protocollo'), 404);
    const { elementi } = (await here.get('/registrazioni', 'protocollo').expect(200)).body as Lista;
    assert.equal(elementi.find(({ numero }) => numero === mine.numero)?.riservata, true);
  });

  describe('suggestions', () => {
    const suggested = async (account: Account, q: string) => {
      const { text } = await here.get('/corrispondenti', account).query({ q }).expect(200);
      return (JSON.parse(text) as { elementi: { soggetto: { cognome?: string } }[] }).elementi.map(
        ({ soggetto }) => soggetto.cognome,
      );
    };
    const until = async (test: () => Promise<boolean>): Promise<void> => {
      for (let i = 0; i < 60; i++) {
        if (await test()) return;
        await sleep(50);
      }
      assert.fail('did not happen');
    };
    const from = (cognome: string, sopra: Record<string, unknown> = {}) =>
      entrata({ mittenti: [{ tipo: 'PF', cognome, nome: 'Ada' }], ...sopra });

    it('never name who stands in what is reserved, to anybody', async () => {
      await here.registered('rgd', secret({ riservatezza: { livello: 'riservata', uo: ['U410'] } }));
      await here.registered('protocollo', from('Bellavista'));
      await until(async () => (await suggested('protocollo', 'bellav')).includes('Bellavista'));
      for (const account of ACCOUNTS.filter((each) => each !== 'admin'))
        for (const q of ['zampir', 'Quintavalle', ''])
          assert.ok(!(await suggested(account, q)).includes('Zampironi'), account);
    });

    it('forget who stands in what becomes reserved', async () => {
      const open = await here.registered('protocollo', from('Cortesini', { assegnazioni: [competenza('U410')] }));
      await until(async () => (await suggested('istruttore', 'cortes')).includes('Cortesini'));
      await here
        .patch(at(open), 'protocollo', 1)
        .send({ motivo: MOTIVO, riservatezza: { livello: 'riservata', uo: ['U310'] } })
        .expect(200);
      for (const account of ['protocollo', 'istruttore', 'rgd'] as const)
        await until(async () => !(await suggested(account, 'cortes')).includes('Cortesini'));
    });

    it('tell an office only what it has seen', async () => {
      await here.registered('protocollo', from('Dallolio', { assegnazioni: [competenza('U310')] }));
      await until(async () => (await suggested('protocollo', 'dallo')).includes('Dallolio'));
      for (const account of ['istruttore', 'responsabile', 'istruttore.u114', 'protocollo2'] as const)
        assert.deepEqual(await suggested(account, 'dallo'), [], account);
    });
  });

  describe('a voce that is reserved by default', () => {
    it('makes the registration so, for the office of competenza', async () => {
      const made = await here.registered(
        'rgd',
        entrata({ classifica: 'VII.9', assegnazioni: [competenza('U310'), conoscenza('U410')] }),
      );
      assert.deepEqual(made.riservatezza, { livello: 'riservata', uo: ['U310'], utenti: [] });
      isProblem(await here.get(at(made), 'istruttore'), 404);
      isProblem(await here.get(at(made), 'protocollo'), 404);
      isProblem(await here.get(at(made), 'rgd'), 403);
    });
    it('without one: 422, and nothing is registered', async () => {
      const stored = await here.count('registrazioni');
      isProblem(await here.register('protocollo', entrata({ classifica: 'VII.9' })), 422, ['assegnazioni']);
      isProblem(
        await here.register('protocollo', entrata({ classifica: 'VII.9', assegnazioni: [conoscenza('U310')] })),
        422,
        ['assegnazioni'],
      );
      assert.equal(await here.count('registrazioni'), stored);
    });
    it('what the AOO itself makes is for the office that makes it', async () => {
      assert.deepEqual((await here.registered('istruttore', uscita({ classifica: 'IX.3' }))).riservatezza, {
        livello: 'riservata',
        uo: ['U410'],
        utenti: [],
      });
      assert.deepEqual(
        (await here.registered('istruttore', interna({ classifica: 'IX.3', destinatari: [ufficio('U412')] })))
          .riservatezza,
        { livello: 'riservata', uo: ['U412'], utenti: [] },
      );
    });
    it('who asks for more gets what was asked', async () => {
      const riservatezza = { livello: 'riservata', uo: [], utenti: ['responsabile.s3'] };
      assert.deepEqual(
        (
          await here.registered(
            'rgd',
            entrata({ classifica: 'VII.9', assegnazioni: [competenza('U310')], riservatezza }),
          )
        ).riservatezza,
        riservatezza,
      );
    });
    it('given later it does the same, and is not lifted while it lasts', async () => {
      const open = await here.registered('protocollo', entrata({ assegnazioni: [competenza('U410')] }));
      const bare = await here.registered('protocollo', entrata());
      isProblem(await here.post(`${at(bare)}/classificazione`, 'protocollo').send({ codice: 'IX.3' }), 422);
      const closed = (
        await here
          .post(`${at(open)}/classificazione`, 'istruttore')
          .send({ codice: 'IX.3' })
          .expect(200)
      ).body as RegistrazioneRisposta;
      assert.deepEqual(closed.riservatezza, { livello: 'riservata', uo: ['U410'], utenti: [] });
      isProblem(await here.get(at(open), 'protocollo'), 404);
      const still = (
        await here
          .patch(at(open), 'istruttore', 2)
          .send({ motivo: MOTIVO, riservatezza: { livello: 'ordinaria' } })
          .expect(200)
      ).body as RegistrazioneRisposta;
      assert.deepEqual([still.riservatezza.livello, still.versione], ['riservata', 2]);
    });
  });

  describe('the logs', () => {
    it('hold ids only: no oggetto, no names, no files, no tokens, no reasons', async () => {
      await here
        .get('/registrazioni', 'rgd')
        .query({ q: 'tossicodipendenza', corrispondente: 'Zampironi' })
        .set(withMotivo)
        .expect(200);
      await here.register('protocollo', secret({ mezzo: 'piccione' })).expect(422);
      await sleep(50);
      const written = here.webs.map((web) => web.output()).join('');
      assert.ok(written.split('\n').length > 30 && written.includes('"percorso":"/registrazioni/{anno}/{numero}"'));
      for (const word of [
        ...SEGRETI,
        'Rossi',
        'Bellavista',
        'accesso agli atti',
        ACCESSO,
        encodeURIComponent(ACCESSO),
        here.token('rgd'),
        'lettera.pdf',
      ])
        assert.ok(!written.toLowerCase().includes(word.toLowerCase()), word);
    });
  });
});
