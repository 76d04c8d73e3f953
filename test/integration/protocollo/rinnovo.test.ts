import assert from 'node:assert/strict';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { type Account, at, useHarness } from '../../support/harness.js';
import { isProblem } from './problemi.js';
import { competenza, EDILE, entrata, MOTIVO, PROVVEDIMENTO, ROSSI, ufficio, uscita } from './richieste.js';

describe('PATCH: a datum renewed, a datum changed', function () {
  this.timeout(30_000);
  const here = useHarness('rinnovo');

  const fresh = (sopra: Record<string, unknown> = {}) => here.registered('protocollo', entrata(sopra));
  const patch = (
    one: RegistrazioneRisposta,
    account: Account,
    body: object,
    versione: number | undefined = one.versione,
  ) => here.patch(at(one), account, versione).send({ motivo: MOTIVO, ...body });
  const patched = async (one: RegistrazioneRisposta, account: Account, body: object) =>
    (await patch(one, account, body).expect(200)).body as RegistrazioneRisposta;
  const eventi = async (one: RegistrazioneRisposta) =>
    (
      (await here.get(`${at(one)}/eventi`, 'rgd').expect(200)).body as {
        elementi: { tipo: string; utente: string; dettagli: Record<string, unknown> }[];
      }
    ).elementi;
  async function refused(
    one: RegistrazioneRisposta,
    answer: PromiseLike<Parameters<typeof isProblem>[0]>,
    status: number,
    campi: string[] = [],
  ) {
    const problem = isProblem(await answer, status, campi);
    const stored = await here.stored(one);
    assert.deepEqual(
      [stored['versione'], (stored['eventi'] as unknown[]).length, stored['oggetto']],
      [1, 0, one.oggetto],
    );
    return problem;
  }

  it('oggetto twice: three values visible with their authors, the birth as it was', async () => {
    const one = await fresh({ oggetto: 'Oggetto di partenza' });
    const first = await patched(one, 'rgd', { oggetto: 'Oggetto corretto una volta', provvedimento: PROVVEDIMENTO });
    const second = await patched(first, 'vicario', {
      oggetto: 'Oggetto corretto due volte',
      motivo: 'ancora un errore',
    });
    assert.equal(second.oggetto, 'Oggetto corretto due volte');
    assert.deepEqual(
      second.rinnovi.map(({ campo, vecchio, nuovo, operatore, motivo }) => [campo, vecchio, nuovo, operatore, motivo]),
      [
        ['oggetto', 'Oggetto di partenza', 'Oggetto corretto una volta', 'rgd', MOTIVO],
        ['oggetto', 'Oggetto corretto una volta', 'Oggetto corretto due volte', 'vicario', 'ancora un errore'],
      ],
    );
    const [given, made] = second.rinnovi.map(({ provvedimento }) => provvedimento);
    assert.deepEqual(given, PROVVEDIMENTO);
    assert.match(made?.numero ?? '', new RegExp(`^${String(one.numero).padStart(7, '0')}/2026-`));
    assert.equal(second.versione, 3);
    const stored = await here.stored(one);
    assert.equal((JSON.parse(stored['canonico'] as string) as { oggetto: string }).oggetto, 'Oggetto di partenza');
    assert.deepEqual(second.catena, one.catena);
    const [event] = await eventi(one);
    assert.deepEqual(
      [event?.tipo, event?.utente, event?.dettagli],
      [
        'rinnovo',
        'rgd',
        {
          campo: 'oggetto',
          vecchio: 'Oggetto di partenza',
          nuovo: 'Oggetto corretto una volta',
          motivo: MOTIVO,
          provvedimento: PROVVEDIMENTO,
        },
      ],
    );
    for (const q of ['partenza', 'una volta', 'due volte']) {
      const found = (
        await here
          .get('/registrazioni', 'protocollo')
          .query({ q: `"${q}"`, numero: one.numero })
          .expect(200)
      ).body as { totale: number };
      assert.equal(found.totale, 1, `found by ${q}`);
    }
  });

  it('every datum of art. 54, together, in one act and one version', async () => {
    const one = await fresh({ protocolloMittente: { numero: '7' }, dataArrivo: '2026-03-01' });
    const nuovo = {
      oggetto: 'Nuovo oggetto intero',
      mittenti: [EDILE],
      destinatari: [ufficio('U410')],
      protocolloMittente: { numero: '8', data: '2026-02-01' },
      dataArrivo: '2026-02-28',
    };
    const body = await patched(one, 'rgd', nuovo);
    for (const [campo, value] of Object.entries(nuovo)) {
      assert.deepEqual((body as unknown as Record<string, unknown>)[campo], value, campo);
      const [rinnovo] = body.rinnovi.filter((each) => each.campo === campo);
      assert.deepEqual(
        [rinnovo?.vecchio, rinnovo?.nuovo],
        [(one as unknown as Record<string, unknown>)[campo], value],
        campo,
      );
    }
    assert.equal(body.versione, 2);
    assert.equal(new Set(body.rinnovi.map(({ provvedimento }) => provvedimento.numero)).size, 1);
    assert.equal((await eventi(one)).length, 5);
  });

  it('the flusso, with what makes it whole: not without', async () => {
    const one = await fresh();
    await refused(one, patch(one, 'rgd', { flusso: 'U' }), 422, ['mittenti', 'destinatari']);
    const body = await patched(one, 'rgd', { flusso: 'U', mittenti: [ufficio('U410')], destinatari: [ROSSI] });
    assert.deepEqual([body.flusso, body.rinnovi.length], ['U', 3]);
  });

  it('free data go to eventi and not to rinnovi', async () => {
    const one = await fresh({ note: 'prima', tipologia: 'Istanza' });
    const body = await patched(one, 'protocollo', {
      note: 'seconda',
      mezzo: 'email',
      tipologia: '',
      riservatezza: { livello: 'riservata', uo: ['U110'] },
    });
    assert.deepEqual([body.note, body.mezzo, body.tipologia, body.rinnovi], ['seconda', 'email', undefined, []]);
    assert.deepEqual((await here.stored(one))['rinnovi'], []);
    const { elementi } = (await here.get(`${at(one)}/eventi`, 'protocollo').expect(200)).body as {
      elementi: { tipo: string; dettagli: { campo: string; vecchio?: unknown; nuovo?: unknown } }[];
    };
    assert.deepEqual(
      elementi.map(({ tipo }) => tipo),
      ['modifica', 'modifica', 'modifica', 'modifica'],
    );
    const { dettagli } = elementi.find((each) => each.dettagli.campo === 'tipologia') ?? {};
    assert.deepEqual(dettagli, { campo: 'tipologia', vecchio: 'Istanza', motivo: MOTIVO });
  });

  describe('versions', () => {
    it('no If-Match: 428; an old one: 412; a strange one: 412', async () => {
      const one = await fresh();
      isProblem(await here.patch(at(one), 'rgd').send({ motivo: MOTIVO, oggetto: 'Altro oggetto' }), 428);
      for (const header of ['"0"', '"2"', '*', 'abc', '"1x"'])
        isProblem(
          await here.patch(at(one), 'rgd').set('If-Match', header).send({ motivo: MOTIVO, oggetto: 'Altro oggetto' }),
          412,
        );
      await here
        .patch(at(one), 'rgd')
        .set('If-Match', 'W/"1"')
        .send({ motivo: MOTIVO, oggetto: 'Altro oggetto' })
        .expect(200);
      isProblem(await patch(one, 'rgd', { oggetto: 'Ancora un altro' }), 412);
      assert.equal((await here.stored(one))['versione'], 2);
    });

    it('of many PATCH at once one is written, the others are told', async () => {
      const one = await fresh();
      const answers = await Promise.all(
        Array.from({ length: 6 }, (_, i) =>
          patch(one, i % 2 ? 'rgd' : 'vicario', { oggetto: `Oggetto del concorrente ${i}` }),
        ),
      );
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 412, 412, 412, 412, 412]);
      const won = answers.find(({ status }) => status === 200)?.body as RegistrazioneRisposta;
      const stored = await here.stored(one);
      assert.deepEqual(
        [stored['oggetto'], stored['versione'], (stored['eventi'] as unknown[]).length],
        [won.oggetto, 2, 1],
      );
    });

    it('acts without version, at once: each is written, chained one to the other', async () => {
      const one = await fresh();
      const answers = await Promise.all(
        ['U410', 'U411', 'U412', 'U413'].map((uo) =>
          here.post(`${at(one)}/assegnazioni`, 'protocollo').send({ assegnazioni: [{ uo, tipo: 'conoscenza' }] }),
        ),
      );
      assert.deepEqual(
        answers.map(({ status }) => status),
        [200, 200, 200, 200],
      );
      const stored = (await here.stored(one)) as unknown as {
        assegnazioni: unknown[];
        eventi: { canonico: string; hash: string }[];
        catena: { hash: string };
      };
      assert.equal(stored.assegnazioni.length, 4);
      stored.eventi.reduce((precedente, { canonico, hash }) => {
        assert.equal((JSON.parse(canonico) as { precedente: string }).precedente, precedente);
        return hash;
      }, stored.catena.hash);
    });
  });

  describe('refuses', () => {
    const immutable = [
      'numero',
      'anno',
      'registro',
      'dataRegistrazione',
      'segnatura',
      'catena',
      'hash',
      'aoo',
      'operatore',
      'documento',
      'allegati',
      'eventi',
      'rinnovi',
      'stato',
      'versione',
      'canonico',
    ];
    for (const campo of immutable)
      it(`${campo}: 422, art. 53`, async () => {
        const one = await fresh();
        const { errori = [] } = await refused(one, patch(one, 'rgd', { [campo]: 1 }), 422, [campo]);
        assert.match(errori.find((each) => each.campo === campo)?.messaggio ?? '', /art\. 53 DPR 445\/2000/);
      });

    it('all of them named at once', async () => {
      const one = await fresh();
      await refused(one, patch(one, 'rgd', Object.fromEntries(immutable.map((campo) => [campo, 1]))), 422, immutable);
    });

    const bodies: [string, object, string][] = [
      ['no motivo', { motivo: undefined, oggetto: 'Altro oggetto' }, 'motivo'],
      ['a motivo too short', { motivo: 'si', oggetto: 'Altro oggetto' }, 'motivo'],
      ['an empty oggetto', { oggetto: '  ' }, 'oggetto'],
      ['no mittenti', { mittenti: [] }, 'mittenti'],
      ['an arrival in the future', { dataArrivo: '2026-03-03' }, 'dataArrivo'],
      ['a mezzo that is none', { mezzo: 'piccione' }, 'mezzo'],
      ['an office that is not there', { destinatari: [ufficio('U999')] }, 'destinatari[0].uo'],
      ['a reserve that names nobody', { riservatezza: { livello: 'riservata' } }, 'riservatezza'],
      ['a name of no meaning', { ogetto: 'x' }, 'ogetto'],
    ];
    for (const [what, body, campo] of bodies)
      it(what, async () => {
        const one = await fresh();
        await refused(one, patch(one, 'rgd', body), 422, [campo]);
      });

    it('a fascicolo that is not there: 422', async () => {
      const one = await fresh();
      await refused(one, patch(one, 'rgd', { fascicolo: 'f1' }), 422, ['fascicolo']);
    });
  });

  it('without a real change: 200, no event, the same version', async () => {
    const one = await fresh({ note: 'una nota' });
    const same = await patched(one, 'rgd', { oggetto: `  ${one.oggetto} `, note: 'una nota', mittenti: one.mittenti });
    assert.deepEqual(same, one);
    assert.deepEqual((await here.stored(one))['eventi'], []);
  });

  describe('who may', () => {
    const renewing: Record<string, number> = {
      protocollo: 403,
      istruttore: 403,
      responsabile: 403,
      archivista: 403,
      rgd: 200,
      vicario: 200,
      admin: 403,
    };
    const changing: Record<string, number> = {
      protocollo: 200,
      istruttore: 200,
      responsabile: 200,
      archivista: 403,
      rgd: 200,
      vicario: 200,
      admin: 403,
    };
    for (const [what, body, expected] of [
      ['renews', { oggetto: 'Oggetto rinnovato' }, renewing],
      ['changes a note', { note: 'una nota nuova' }, changing],
    ] as const)
      for (const [account, status] of Object.entries(expected))
        it(`${what}: ${account} ${status}`, async () => {
          const one = await fresh({ assegnazioni: [competenza('U410')] });
          if (status === 200) await patched(one, account as Account, body);
          else await refused(one, patch(one, account as Account, body), status);
        });

    it('what is not to be seen is not there', async () => {
      const one = await fresh({ assegnazioni: [competenza('U310')] });
      await refused(one, patch(one, 'istruttore', { note: 'nota' }), 404);
      await refused(one, patch(one, 'rgd2', { oggetto: 'Altro oggetto' }), 404);
    });

    it('the reserve is lowered by the office or the rgd', async () => {
      const reserved = () =>
        here.registered(
          'protocollo',
          entrata({
            assegnazioni: [competenza('U410')],
            riservatezza: { livello: 'riservata', uo: ['U410'], utenti: ['protocollo', 'istruttore.u114'] },
          }),
        );
      const lower = { riservatezza: { livello: 'ordinaria' } };
      isProblem(await patch(await reserved(), 'protocollo', lower), 403);
      isProblem(await patch(await reserved(), 'istruttore.u114', lower), 403);
      assert.equal((await patched(await reserved(), 'istruttore', lower)).riservatezza.livello, 'ordinaria');
      const one = await reserved();
      isProblem(await patch(one, 'rgd', lower), 403);
      await patch(one, 'rgd', lower).set('X-Motivo-Accesso', 'richiesta del settore').expect(200);
    });
  });

  describe('rettifiche', () => {
    const ask = (one: RegistrazioneRisposta, account: Account, body: object) =>
      here.post(`${at(one)}/rettifiche`, account).send({ motivo: MOTIVO, ...body });
    it('are asked by who may not renew: 202, an event, nothing changed', async () => {
      for (const account of ['protocollo', 'istruttore', 'responsabile', 'archivista', 'rgd', 'vicario'] as const) {
        const one = await fresh({ assegnazioni: [competenza('U410')] });
        const body = (await ask(one, account, { campo: 'oggetto', nuovo: 'Oggetto giusto davvero' }).expect(202))
          .body as RegistrazioneRisposta;
        assert.deepEqual([body.oggetto, body.rinnovi, body.versione], [one.oggetto, [], 2], account);
        const [event] = await eventi(one);
        assert.deepEqual(
          [
            event?.tipo,
            event?.utente,
            event?.dettagli['motivo'],
            Object.values(event?.dettagli ?? {}).includes('Oggetto giusto davvero'),
          ],
          ['rettifica-richiesta', account, MOTIVO, true],
        );
      }
    });
    it('are checked as the renewal would be', async () => {
      const one = await fresh();
      await refused(one, ask(one, 'protocollo', { campo: 'numero', nuovo: 3 }), 422, ['campo']);
      await refused(one, ask(one, 'protocollo', { campo: 'note', nuovo: 'x' }), 422, ['campo']);
      await refused(one, ask(one, 'protocollo', { campo: 'oggetto' }), 422, ['nuovo']);
      await refused(one, ask(one, 'protocollo', { campo: 'oggetto', nuovo: ' ' }), 422, ['nuovo']);
      await refused(
        one,
        ask(one, 'protocollo', { campo: 'mittenti', nuovo: [{ tipo: 'PF', cognome: 'Rossi' }] }),
        422,
        ['nuovo[0].nome'],
      );
      await refused(one, ask(one, 'protocollo', { motivo: 'no', campo: 'oggetto', nuovo: 'Altro' }), 422, ['motivo']);
      await refused(one, ask(one, 'admin', { campo: 'oggetto', nuovo: 'Altro oggetto' }), 403);
      await refused(one, ask(one, 'istruttore', { campo: 'oggetto', nuovo: 'Altro oggetto' }), 404);
    });
  });

  it('an AOO that does not renew: 409, annul the registration', async () => {
    const one = await here.registered('protocollo2', uscita({ mittenti: [ufficio('P001')] }));
    await here
      .collection('aoo')
      .updateOne({ _id: 'AVLD002' as never }, { $set: { 'impostazioni.rinnovoDato': false } });
    await new Promise((go) => setTimeout(go, 2_100)); // what the processes know of an AOO may be two seconds old
    const { detail } = isProblem(await patch(one, 'rgd2', { oggetto: 'Altro oggetto' }), 409);
    assert.match(detail, /annullare/);
    assert.equal((await here.stored(one))['versione'], 1);
  });

  describe('in the end', () => {
    it('the register verifies', async () => {
      assert.equal(
        ((await here.get('/registro/verifica', 'rgd').expect(200)).body as { integro: boolean }).integro,
        true,
      );
    });
  });
});
