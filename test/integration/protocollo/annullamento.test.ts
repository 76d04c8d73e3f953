import assert from 'node:assert/strict';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { type Account, at, useHarness } from '../../support/harness.js';
import { isProblem } from './problemi.js';
import { competenza, entrata, MOTIVO, PROVVEDIMENTO, uscita } from './richieste.js';

type Posto = { anno: number; numero: number };

describe('annullamento', function () {
  this.timeout(30_000);
  const here = useHarness('annullamento');

  const annul = (posto: Posto, account: Account, body: object = { motivo: MOTIVO }) =>
    here.post(`${at(posto)}/annullamento`, account).send(body);
  const deny = (posto: Posto, account: Account, body: object = { motivo: 'il documento è giusto' }) =>
    here.post(`${at(posto)}/annullamento/diniego`, account).send(body);
  const eventi = async (posto: Posto) =>
    (
      (await here.get(`${at(posto)}/eventi`, 'rgd').expect(200)).body as {
        elementi: { tipo: string; utente: string; dettagli: Record<string, unknown> }[];
      }
    ).elementi;
  /** The request is refused and the record stays as it was, byte for byte. */
  async function refused(
    posto: Posto,
    answer: () => PromiseLike<Parameters<typeof isProblem>[0]>,
    status: number,
    campi: string[] = [],
  ): Promise<void> {
    const before = await here.stored(posto);
    isProblem(await answer(), status, campi);
    assert.deepEqual(await here.stored(posto), before);
  }

  it('number 5 of 10: ten rows, the fifth struck with its act, the next number is 11', async () => {
    const all: RegistrazioneRisposta[] = [];
    for (let i = 0; i < 10; i++) all.push(await here.registered('protocollo', entrata()));
    const fifth = all[4];
    assert.ok(fifth);
    const answer = await annul(fifth, 'rgd', { motivo: MOTIVO, provvedimento: PROVVEDIMENTO }).expect(200);
    const body = answer.body as RegistrazioneRisposta;
    assert.deepEqual([body.stato, body.versione, answer.headers['etag']], ['annullata', 2, '"2"']);
    const { data, ...atto } = body.annullamento ?? { data: '' };
    assert.deepEqual(atto, { motivo: MOTIVO, provvedimento: PROVVEDIMENTO, operatore: 'rgd' });
    assert.match(data, /^2026-03-02T09:.*\+01:00$/);
    for (const campo of [
      'numero',
      'oggetto',
      'mittenti',
      'documento',
      'catena',
      'segnatura',
      'dataRegistrazione',
    ] as const)
      assert.deepEqual(body[campo], fifth[campo], campo);
    const { elementi, totale } = (await here.get('/registrazioni', 'protocollo').expect(200)).body as {
      elementi: RegistrazioneRisposta[];
      totale: number;
    };
    assert.equal(totale, 10);
    assert.deepEqual(
      elementi.map(({ numero, stato }) => [numero, stato]),
      all.map(({ numero }) => [numero, numero === fifth.numero ? 'annullata' : 'valida']).reverse(),
    );
    assert.deepEqual(elementi.find(({ numero }) => numero === fifth.numero)?.annullamento, body.annullamento);
    assert.equal((await here.registered('protocollo', entrata())).numero, (all.at(-1)?.numero ?? 0) + 1);
    await here.get(`${at(fifth)}/documento`, 'protocollo').expect(200);
    const verified = (await here.get('/registro/verifica', 'rgd').expect(200)).body as { integro: boolean };
    assert.equal(verified.integro, true);
  });

  it('without an act the system makes and numbers its own, each once', async () => {
    const acts = new Set<string>();
    for (const account of ['rgd', 'vicario'] as const) {
      const { numero, anno } = await here.registered('protocollo', entrata());
      const { annullamento } = (await annul({ anno, numero }, account).expect(200)).body as RegistrazioneRisposta;
      assert.match(annullamento?.provvedimento.numero ?? '', new RegExp(String(numero)));
      assert.equal(annullamento?.provvedimento.data, '2026-03-02');
      assert.ok(annullamento.provvedimento.autore.length > 3);
      acts.add(annullamento.provvedimento.numero);
    }
    assert.equal(acts.size, 2);
  });

  it('is asked, and granted: nothing changes until then', async () => {
    const one = await here.registered('protocollo', entrata());
    const asked = (await annul(one, 'protocollo').expect(202)).body as RegistrazioneRisposta;
    assert.deepEqual([asked.stato, asked.annullamento], ['annullamento-richiesto', undefined]);
    await refused(one, () => annul(one, 'protocollo'), 409);
    await refused(one, () => deny(one, 'protocollo'), 403);
    await here.patch(at(one), 'protocollo', 2).send({ motivo: MOTIVO, note: 'ancora valida' }).expect(200);
    const granted = (await annul(one, 'vicario', { motivo: 'registrata due volte' }).expect(200))
      .body as RegistrazioneRisposta;
    assert.deepEqual(
      [granted.stato, granted.annullamento?.operatore, granted.annullamento?.motivo],
      ['annullata', 'vicario', 'registrata due volte'],
    );
    assert.deepEqual(
      (await eventi(one)).map(({ tipo, utente }) => [tipo, utente]),
      [
        ['annullamento-richiesto', 'protocollo'],
        ['modifica', 'protocollo'],
        ['annullamento', 'vicario'],
      ],
    );
  });

  it('is asked, and denied: valid again, the request stays readable, and may be asked again', async () => {
    const one = await here.registered('protocollo', entrata({ assegnazioni: [competenza('U411')] }));
    await annul(one, 'responsabile', { motivo: MOTIVO, provvedimento: PROVVEDIMENTO }).expect(202);
    const denied = (await deny(one, 'rgd').expect(200)).body as RegistrazioneRisposta;
    assert.deepEqual([denied.stato, denied.annullamento, denied.versione], ['valida', undefined, 3]);
    const [asked, no] = await eventi(one);
    assert.deepEqual(asked?.dettagli, { motivo: MOTIVO, provvedimento: PROVVEDIMENTO });
    assert.deepEqual([no?.tipo, no?.dettagli], ['annullamento-negato', { motivo: 'il documento è giusto' }]);
    await refused(one, () => deny(one, 'rgd'), 409);
    await annul(one, 'protocollo').expect(202);
  });

  it('who asks twice at once has asked once', async () => {
    const one = await here.registered('protocollo', entrata());
    const answers = await Promise.all([1, 2, 3].map(() => annul(one, 'protocollo')));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [202, 409, 409]);
  });

  describe('who may (protocollo.md §6)', () => {
    const expected: Record<string, [annul: number, deny: number]> = {
      protocollo: [202, 403],
      istruttore: [403, 403],
      responsabile: [202, 403],
      archivista: [403, 403],
      rgd: [200, 409],
      vicario: [200, 409],
      admin: [403, 403],
    };
    for (const [account, [status, denial]] of Object.entries(expected))
      it(`${account}: ${status}, diniego ${denial}`, async () => {
        const one = await here.registered('protocollo', entrata({ assegnazioni: [competenza('U410')] }));
        await refused(one, () => deny(one, account as Account), denial);
        if (status < 300) await annul(one, account as Account).expect(status);
        else await refused(one, () => annul(one, account as Account), status);
      });

    it('a head asks for what is of the own settore', async () => {
      const other = await here.registered('protocollo', entrata({ assegnazioni: [competenza('U310')] }));
      await refused(other, () => annul(other, 'responsabile'), 404);
    });
    it('another AOO: 404', async () => {
      const one = await here.registered('protocollo', entrata());
      await refused(one, () => annul(one, 'rgd2'), 404);
    });
  });

  describe('bad input', () => {
    let one: RegistrazioneRisposta;
    before(async () => (one = await here.registered('protocollo', entrata())));
    const bodies: [string, object, string][] = [
      ['no motivo', {}, 'motivo'],
      ['a motivo of four characters', { motivo: 'male' }, 'motivo'],
      ['a motivo of blanks', { motivo: '          ' }, 'motivo'],
      [
        'an act without number',
        { motivo: MOTIVO, provvedimento: { data: '2026-03-01', autore: 'RGD' } },
        'provvedimento.numero',
      ],
      [
        'an act of no day',
        { motivo: MOTIVO, provvedimento: { ...PROVVEDIMENTO, data: '2026-13-01' } },
        'provvedimento.data',
      ],
      ['a name of no meaning', { motivo: MOTIVO, motvo: 'x' }, 'motvo'],
    ];
    for (const [what, body, campo] of bodies) it(what, () => refused(one, () => annul(one, 'rgd', body), 422, [campo]));
    it('diniego without motivo', () => refused(one, () => deny(one, 'rgd', {}), 422, ['motivo']));
    it('a number that is not there', async () => {
      isProblem(await annul({ anno: 2026, numero: 99_999 }, 'rgd'), 404);
      isProblem(await deny({ anno: 2025, numero: 1 }, 'rgd'), 404);
    });
  });

  it('what is annulled is not changed, assigned, classified, completed or annulled again: 409', async () => {
    const one = await here.registered('protocollo', entrata({ assegnazioni: [competenza('U410')] }));
    await annul(one, 'rgd').expect(200);
    const path = at(one);
    const changes: [string, () => PromiseLike<Parameters<typeof isProblem>[0]>][] = [
      ['annullamento', () => annul(one, 'rgd')],
      ['asking', () => annul(one, 'protocollo')],
      ['diniego', () => deny(one, 'rgd')],
      ['PATCH oggetto', () => here.patch(path, 'rgd', 2).send({ motivo: MOTIVO, oggetto: 'Un altro oggetto' })],
      ['PATCH note', () => here.patch(path, 'protocollo', 2).send({ motivo: MOTIVO, note: 'una nota' })],
      [
        'assegnazioni',
        () => here.post(`${path}/assegnazioni`, 'protocollo').send({ assegnazioni: [competenza('U411')] }),
      ],
      ['presa in carico', () => here.post(`${path}/presa-in-carico`, 'istruttore').send({})],
      ['rifiuto', () => here.post(`${path}/rifiuto`, 'istruttore').send({ motivo: MOTIVO })],
      ['classificazione', () => here.post(`${path}/classificazione`, 'protocollo').send({ codice: 'VI.3' })],
      [
        'rettifica',
        () =>
          here
            .post(`${path}/rettifiche`, 'protocollo')
            .send({ motivo: MOTIVO, campo: 'oggetto', nuovo: 'Altro oggetto' }),
      ],
      [
        'integrazione',
        () =>
          here
            .post(`${path}/integrazioni`, 'protocollo')
            .field('motivo', MOTIVO)
            .attach('allegato', Buffer.from('x'), 'x.txt'),
      ],
    ];
    for (const [what, change] of changes) {
      const before = await here.stored(one);
      const { type } = isProblem(await change(), 409);
      assert.equal(type, '/problemi/registrazione-annullata', what);
      assert.deepEqual(await here.stored(one), before, what);
    }
  });

  it('of annulments at once by two people one is written', async () => {
    const one = await here.registered('protocollo', uscita());
    const answers = await Promise.all(
      (['rgd', 'vicario', 'rgd', 'vicario'] as const).map((account) => annul(one, account)),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409, 409]);
    assert.equal((await eventi(one)).length, 1);
  });

  it('nothing that is registered is deleted or put over: 405 with Allow', async () => {
    const one = await here.registered('protocollo', entrata());
    for (const path of [
      '',
      '/documento',
      '/eventi',
      '/annullamento',
      '/allegati/1',
      '/integrazioni',
      '/rettifiche',
      '/assegnazioni',
      '/classificazione',
    ]) {
      for (const method of ['delete', 'put'] as const) {
        const answer = await here[method](at(one) + path, 'rgd');
        isProblem(answer, 405);
        assert.match(answer.headers['allow'] ?? '', /^[A-Z, ]+$/);
        assert.doesNotMatch(answer.headers['allow'] ?? '', /DELETE|PUT/);
      }
    }
    isProblem(await here.delete('/registrazioni', 'rgd'), 405);
    isProblem(await here.delete(at(one)), 401);
    assert.equal((await here.stored(one))['versione'], 1);
  });
});
