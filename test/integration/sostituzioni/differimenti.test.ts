import assert from 'node:assert/strict';
import type { Differimento } from '../../../schemas/differimento.api.js';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { type Account, at, useHarness } from '../../support/harness.js';
import { isProblem } from '../protocollo/problemi.js';
import { entrata, MOTIVO, PROVVEDIMENTO } from '../protocollo/richieste.js';

describe('deferrals of the terms of registration', function () {
  this.timeout(30_000);
  const here = useHarness('differimenti');
  const RICHIESTA = {
    provvedimento: PROVVEDIMENTO,
    causa: 'guasto della rete',
    descrizione: 'posta di venerdì',
    finoAl: '2026-03-07',
  };
  const open = (account: Account, over: object = {}) =>
    here.post('/differimenti', account).send({ ...RICHIESTA, ...over });
  const late = (over: object = {}) => entrata({ mezzo: 'raccomandata', dataArrivo: '2026-02-20', ...over });
  const tardive = async () =>
    ((await here.get('/scrivania/tardive', 'rgd').expect(200)).body as { elementi: { numero: number }[] }).elementi.map(
      ({ numero }) => numero,
    );

  it('the RGD opens one with its act; who registers cites it, with the real day of arrival', async () => {
    for (const account of ['protocollo', 'istruttore', 'responsabile', 'archivista', 'admin'] as const)
      isProblem(await open(account), 403);
    isProblem(await here.get('/differimenti', 'istruttore'), 403);
    const answer = await open('rgd').expect(201);
    const one = answer.body as Differimento;
    assert.deepEqual(
      [one.stato, one.finoAl, one.scadenza, answer.headers['location']],
      ['aperto', '2026-03-07', '2026-03-09', `/api/v1/differimenti/${one.id}`],
    );
    const { elementi } = (await here.get('/differimenti', 'protocollo').expect(200)).body as {
      elementi: Differimento[];
    };
    assert.deepEqual(elementi, [one]);
    const cited = await here.registered('protocollo', late({ differimento: { id: one.id } }));
    assert.deepEqual([cited.differimento, cited.dataArrivo, cited.tardiva], [{ id: one.id }, '2026-02-20', undefined]);
    const text = JSON.parse(String((await here.stored(cited))['canonico'])) as Record<string, unknown>;
    assert.deepEqual(text['differimento'], { id: one.id }, 'in the chain');
    const wrong: [object, string][] = [
      [late({ mezzo: 'pec', differimento: { id: one.id } }), 'differimento'],
      [late({ differimento: { id: '0'.repeat(24) } }), 'differimento'],
      [late({ dataArrivo: undefined, differimento: { id: one.id } }), 'dataArrivo'],
      [late({ dataArrivo: '2026-03-09', differimento: { id: one.id } }), 'dataArrivo'],
    ];
    for (const [richiesta, campo] of wrong) isProblem(await here.register('protocollo', richiesta), 422, [campo]);
    const under = (await here.get(`/differimenti/${one.id}/registrazioni`, 'rgd').expect(200)).body as {
      elementi: RegistrazioneRisposta[];
      totale: number;
    };
    assert.deepEqual([under.totale, under.elementi.map(({ numero }) => numero)], [1, [cited.numero]]);
    isProblem(await here.get(`/differimenti/${one.id}`, 'rgd2'), 404);
    await here.post(`/differimenti/${one.id}/chiusura`, 'vicario').send({ motivo: 'rete tornata' }).expect(200);
    isProblem(await here.post(`/differimenti/${one.id}/chiusura`, 'rgd').send({ motivo: 'rete tornata' }), 409);
    isProblem(await here.register('protocollo', late({ differimento: { id: one.id } })), 422, ['differimento']);
  });

  it('what is late and cites none is listed, until a deferral or the RGD answers for it', async () => {
    const [one, other] = [await here.registered('protocollo', late()), await here.registered('protocollo', late())];
    assert.ok(one.avvisi.some(({ codice }) => codice === 'arrivo-tardivo') && one.tardiva === true);
    assert.deepEqual(await tardive(), [one.numero, other.numero]);
    const { id } = (await open('rgd').expect(201)).body as Differimento;
    const answerFor = (which: RegistrazioneRisposta, account: Account, body: object) =>
      here.post(`${at(which)}/ritardo`, account).send(body);
    isProblem(await answerFor(one, 'istruttore', { differimento: { id } }), 403);
    isProblem(await answerFor(one, 'protocollo', { motivo: 'posta consegnata tardi' }), 403);
    isProblem(await answerFor(one, 'protocollo', {}), 422, ['differimento']);
    isProblem(await answerFor(one, 'protocollo', { differimento: { id: 'altro' } }), 422, ['differimento']);
    const cited = (await answerFor(one, 'protocollo', { differimento: { id } }).expect(200))
      .body as RegistrazioneRisposta;
    assert.deepEqual([cited.tardiva, cited.ritardo?.differimento, cited.differimento], [undefined, { id }, undefined]);
    isProblem(await answerFor(one, 'protocollo', { differimento: { id } }), 409);
    await answerFor(other, 'rgd', { motivo: 'busta trovata in archivio' }).expect(200);
    assert.deepEqual(await tardive(), []);
    assert.equal(
      ((await here.get(`/differimenti/${id}/registrazioni`, 'rgd').expect(200)).body as { totale: number }).totale,
      1,
    );
  });

  it('a request that says too little, or what cannot be, is told where', async () => {
    const cases: [object, string][] = [
      [{ provvedimento: undefined }, 'provvedimento'],
      [{ provvedimento: { ...PROVVEDIMENTO, data: '2026-03-03' } }, 'provvedimento.data'],
      [{ causa: 'x' }, 'causa'],
      [{ finoAl: undefined }, 'finoAl'],
      [{ finoAl: '2026-03-01' }, 'finoAl'],
      [{ finoAl: '2026-02-30' }, 'finoAl'],
      [{ mezzi: ['drone'] }, 'mezzi[0]'],
      [{ mezzi: ['pec'] }, 'mezzi'],
    ];
    for (const [over, campo] of cases) isProblem(await open('rgd', over), 422, [campo]);
    const counted = (await open('vicario', { finoAl: undefined, giorniLavorativi: 5 }).expect(201))
      .body as Differimento;
    assert.deepEqual([counted.finoAl, counted.scadenza], ['2026-03-09', '2026-03-09']);
  });

  it('over, it is cited no more; the register verifies', async () => {
    const { id } = (await open('rgd', { finoAl: '2026-03-06' }).expect(201)).body as Differimento;
    await here.moveClock('2026-03-07T00:00:05+01:00');
    isProblem(await here.register('protocollo', late({ differimento: { id } })), 422, ['differimento']);
    const one = await here.registered('protocollo', late());
    await here
      .post(`${at(one)}/ritardo`, 'rgd')
      .send({ motivo: MOTIVO })
      .expect(200);
    assert.equal(
      ((await here.get('/registro/verifica', 'rgd').expect(200)).body as { integro: boolean }).integro,
      true,
    );
  });
});
