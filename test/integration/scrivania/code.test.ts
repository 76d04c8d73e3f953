import assert from 'node:assert/strict';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import type { Coda, Scrivania } from '../../../schemas/scrivania.api.js';
import { type Account, at, useHarness } from '../../support/harness.js';
import { isProblem } from '../protocollo/problemi.js';
import { competenza, conoscenza, entrata, MOTIVO, uscita } from '../protocollo/richieste.js';

describe('the queues of the desks', function () {
  this.timeout(30_000);
  const here = useHarness('scrivania');
  const desk = async (account: Account) => (await here.get('/scrivania', account).expect(200)).body as Scrivania;
  const queue = async (coda: Coda, account: Account) =>
    ((await here.get(`/scrivania/${coda}`, account).expect(200)).body as { elementi: RegistrazioneRisposta[] })
      .elementi;
  const stands = async (one: RegistrazioneRisposta, account: Account) => {
    const { code } = await desk(account);
    const found = await Promise.all(
      code.map(async ({ codice }) =>
        (await queue(codice, account)).some(({ numero }) => numero === one.numero) ? [codice] : [],
      ),
    );
    return found.flat();
  };
  const act = async (one: RegistrazioneRisposta, sub: string, account: Account, body: object = {}) => {
    const answer = await here.post(`${at(one)}/${sub}`, account).send(body);
    assert.ok(answer.status < 300, `${sub}: ${answer.text}`);
    return answer.body as RegistrazioneRisposta;
  };

  it('follows a document from desk to desk: assigned, refused with the reason, taken, filed by nobody else', async () => {
    const one = await here.registered('protocollo', entrata({ classifica: 'VI.3' }));
    assert.deepEqual(await stands(one, 'protocollo'), ['da-assegnare']);
    assert.deepEqual(await stands(one, 'istruttore'), []);
    await act(one, 'assegnazioni', 'protocollo', { assegnazioni: [competenza('U410'), conoscenza('U114')] });
    assert.deepEqual(await stands(one, 'protocollo'), ['attese-uffici']);
    assert.deepEqual(await stands(one, 'istruttore'), ['da-prendere', 'terzo-livello']);
    assert.deepEqual(await stands(one, 'responsabile'), ['attese-uffici', 'terzo-livello']);
    assert.deepEqual(await stands(one, 'istruttore.u114'), ['conoscenza']);
    await act(one, 'presa-visione', 'istruttore.u114');
    assert.deepEqual(await stands(one, 'istruttore.u114'), []);
    await act(one, 'rifiuto', 'istruttore', { motivo: 'riguarda il commercio' });
    assert.deepEqual(await stands(one, 'protocollo'), ['rifiutate']);
    const [back] = await queue('rifiutate', 'protocollo');
    assert.deepEqual([back?.rifiuto?.uo, back?.rifiuto?.motivo, back?.rifiuti], ['U410', 'riguarda il commercio', 1]);
    await act(one, 'assegnazioni', 'protocollo', { assegnazioni: [competenza('U410')] });
    await act(one, 'presa-in-carico', 'istruttore');
    assert.deepEqual(await stands(one, 'istruttore'), [
      'in-carico',
      'in-carico-colleghi',
      'terzo-livello',
      'senza-fascicolo',
    ]);
    await act(one, 'classificazione', 'responsabile', { codice: 'VI.3.1' });
    assert.deepEqual(await stands(one, 'istruttore'), ['in-carico', 'in-carico-colleghi', 'senza-fascicolo']);
  });

  it('what a head passed on and is refused goes back to his office, and from there to the protocol', async () => {
    const one = await here.registered('protocollo', entrata({ assegnazioni: [competenza('S4')] }));
    await act(one, 'assegnazioni', 'responsabile', { assegnazioni: [competenza('U410')] });
    const refused = await act(one, 'rifiuto', 'istruttore', { motivo: 'spetta all’ufficio lavori' });
    assert.deepEqual(refused.assegnazioni, [competenza('S4')]);
    assert.deepEqual(await stands(one, 'responsabile'), [
      'rifiutate',
      'da-prendere',
      'attese-uffici',
      'da-classificare',
    ]);
    await act(one, 'rifiuto', 'responsabile', { motivo: 'non è del settore' });
    assert.deepEqual(await stands(one, 'responsabile'), []);
    assert.deepEqual(await stands(one, 'protocollo'), ['rifiutate', 'da-classificare']);
    assert.equal((await queue('rifiutate', 'protocollo')).find(({ numero }) => numero === one.numero)?.rifiuti, 2);
  });

  it('requests wait for the RGD, who denies or fulfils them', async () => {
    const one = await here.registered(
      'protocollo',
      entrata({ classifica: 'VI.3', assegnazioni: [competenza('U410')] }),
    );
    await act(one, 'annullamento', 'protocollo', { motivo: MOTIVO });
    await act(one, 'rettifiche', 'responsabile', {
      motivo: MOTIVO,
      campo: 'oggetto',
      nuovo: 'Istanza giusta di accesso',
    });
    const asked = await act(one, 'rettifiche', 'istruttore', {
      motivo: MOTIVO,
      campo: 'mittenti',
      nuovo: [{ tipo: 'PG', denominazione: 'Beta S.r.l.' }],
    });
    assert.deepEqual(
      asked.rettifiche?.map(({ campo, utente }) => [campo, utente]),
      [
        ['oggetto', 'responsabile'],
        ['mittenti', 'istruttore'],
      ],
    );
    const twice = await act(one, 'rettifiche', 'responsabile', {
      motivo: MOTIVO,
      campo: 'oggetto',
      nuovo: 'Istanza giusta di accesso',
    });
    assert.equal(twice.versione, asked.versione, 'asked twice it waits once');
    assert.deepEqual(await stands(one, 'rgd'), ['attese-uffici', 'terzo-livello', 'annullamenti', 'rettifiche']);
    assert.equal(
      (await desk('rgd')).code.find(({ codice }) => codice === 'annullamenti')?.primi.at(-1)?.richiestaAnnullamento
        ?.motivo,
      MOTIVO,
    );
    await act(one, 'annullamento/diniego', 'rgd', { motivo: 'la registrazione è giusta' });
    const n = asked.rettifiche[1]?.n ?? 0;
    isProblem(await here.post(`${at(one)}/rettifiche/${n}/diniego`, 'protocollo').send({ motivo: MOTIVO }), 403);
    const denied = await act(one, `rettifiche/${n}/diniego`, 'vicario', { motivo: 'il mittente è quello' });
    isProblem(await here.post(`${at(one)}/rettifiche/${n}/diniego`, 'rgd').send({ motivo: MOTIVO }), 409);
    assert.deepEqual(await stands(one, 'rgd'), ['attese-uffici', 'terzo-livello', 'rettifiche']);
    await here
      .patch(at(one), 'rgd', denied.versione)
      .send({ motivo: MOTIVO, oggetto: 'Istanza giusta di accesso' })
      .expect(200);
    assert.deepEqual(await stands(one, 'rgd'), ['attese-uffici', 'terzo-livello']);
    isProblem(
      await here
        .post(`${at(one)}/rettifiche`, 'protocollo')
        .send({ motivo: MOTIVO, campo: 'oggetto', nuovo: 'Istanza giusta di accesso' }),
      422,
      ['nuovo'],
    );
  });

  it('paper waits for its scan, what goes out for its class, what is annulled for nothing', async () => {
    const paper = await here.registered('protocollo', entrata({ mezzo: 'posta', classifica: 'VI.3' }), {
      documento: null,
    });
    assert.deepEqual(await stands(paper, 'protocollo'), ['da-assegnare', 'senza-scansione']);
    const out = await here.registered('istruttore', uscita());
    assert.deepEqual(await stands(out, 'istruttore'), ['da-classificare']);
    assert.deepEqual(await stands(out, 'archivista'), ['da-classificare']);
    await act(out, 'classificazione', 'istruttore', { codice: 'VI.3' });
    assert.deepEqual(await stands(out, 'istruttore'), ['terzo-livello', 'senza-fascicolo']);
    await act(out, 'annullamento', 'rgd', { motivo: MOTIVO });
    for (const account of ['istruttore', 'protocollo', 'rgd', 'archivista'] as const)
      assert.deepEqual(await stands(out, account), []);
  });

  it('what one may not see stands in none of his queues and in no count', async () => {
    const before = await desk('rgd');
    const one = await here.registered(
      'protocollo',
      entrata({ riservatezza: { livello: 'riservata', utenti: ['istruttore'] } }),
    );
    assert.deepEqual(await stands(one, 'protocollo'), ['da-assegnare', 'da-classificare']);
    const after = await desk('rgd');
    assert.deepEqual(
      after.code.map(({ totale }) => totale),
      before.code.map(({ totale }) => totale),
    );
    const withReason = await here
      .get('/scrivania/da-assegnare', 'rgd')
      .set('X-Motivo-Accesso', 'smistamento')
      .expect(200);
    assert.ok(
      (withReason.body as { elementi: RegistrazioneRisposta[] }).elementi.some(({ numero }) => numero === one.numero),
    );
    assert.equal(await here.count('accessi', { atto: 'accede-riservate', motivo: 'smistamento' }), 1);
    isProblem(await here.get('/scrivania', 'admin'), 403);
    isProblem(await here.get('/scrivania/da-assegnare', 'istruttore'), 404);
    isProblem(await here.get('/scrivania/altro', 'rgd'), 400);
    assert.deepEqual(
      (await desk('protocollo2')).code.map(({ totale }) => totale).filter((n) => n !== 0),
      [],
    );
  });

  it('pages go on where they stopped, oldest first; who asks again what has not changed is told so', async () => {
    const all = await queue('da-assegnare', 'protocollo');
    const page = async (cursore?: string) =>
      (
        await here
          .get(`/scrivania/da-assegnare?limite=1${cursore === undefined ? '' : `&cursore=${cursore}`}`, 'protocollo')
          .expect(200)
      ).body as { elementi: { numero: number }[]; cursore?: string };
    const numeri: number[] = [];
    for (let next = await page(); ; next = await page(next.cursore)) {
      numeri.push(...next.elementi.map(({ numero }) => numero));
      if (next.cursore === undefined) break;
    }
    assert.deepEqual(
      numeri,
      all.map(({ numero }) => numero),
    );
    assert.deepEqual(
      numeri,
      numeri.toSorted((a, b) => a - b),
    );
    isProblem(await here.get('/scrivania/da-assegnare?cursore=x', 'protocollo'), 422, ['cursore']);
    const etag = (await here.get('/scrivania', 'protocollo').expect(200)).headers['etag'] ?? '';
    await here.get('/scrivania', 'protocollo').set('If-None-Match', etag).expect(304);
    await here.registered('protocollo', entrata());
    await here.get('/scrivania', 'protocollo').set('If-None-Match', etag).expect(200);
  });

  it('assigns many at once: each has its own outcome, and a repeated request does nothing twice', async () => {
    const ones = await Promise.all([1, 2, 3].map(() => here.registered('protocollo', entrata())));
    const gone = ones[2] ?? assert.fail();
    await act(gone, 'annullamento', 'rgd', { motivo: MOTIVO });
    const body = {
      registrazioni: [...ones, { anno: 2026, numero: 999_999 }].map(({ anno, numero }) => ({ anno, numero })),
      assegnazioni: [competenza('U410')],
      motivo: 'smistamento del mattino',
    };
    const send = (account: Account = 'protocollo') =>
      here.post('/registrazioni/assegnazioni', account).set('Idempotency-Key', 'insieme-1').send(body);
    const first = (await send().expect(200)).body as {
      esiti: { stato: number; versione?: number }[];
      assegnate: number;
    };
    assert.deepEqual(
      first.esiti.map(({ stato }) => stato),
      [200, 200, 409, 404],
    );
    assert.equal(first.assegnate, 2);
    assert.deepEqual((await send().expect(200)).body, first);
    assert.equal((await here.stored(ones[0] ?? assert.fail()))['versione'], 2);
    isProblem(await send('istruttore'), 403);
    const [one] = ones;
    const stale = { ...body, registrazioni: [{ anno: one?.anno, numero: one?.numero, versione: 1 }] };
    const told = await here
      .post('/registrazioni/assegnazioni', 'vicario')
      .send({ ...stale, assegnazioni: [competenza('U310')] });
    assert.deepEqual(
      (told.body as typeof first).esiti.map(({ stato }) => stato),
      [412],
    );
    const cases: [object, string][] = [
      [{ ...body, registrazioni: [] }, 'registrazioni'],
      [{ ...body, registrazioni: [body.registrazioni[0], body.registrazioni[0]] }, 'registrazioni'],
      [{ ...body, assegnazioni: [competenza('U999')] }, 'assegnazioni[0].uo'],
    ];
    for (const [wrong, campo] of cases)
      isProblem(await here.post('/registrazioni/assegnazioni', 'protocollo').send(wrong), 422, [campo]);
  });

  it('two officers on one registration: the second is told', async () => {
    const one = await here.registered('protocollo', entrata());
    const versione = async () => here.get(`${at(one)}/versione`, 'protocollo');
    const etag = (await versione()).headers['etag'] ?? '';
    await here.patch(at(one), 'vicario', 1).send({ motivo: MOTIVO, note: 'la prima' }).expect(200);
    assert.deepEqual((await versione()).body, { versione: 2 });
    await here
      .get(`${at(one)}/versione`, 'protocollo')
      .set('If-None-Match', etag)
      .expect(200);
    isProblem(await here.patch(at(one), 'protocollo', 1).send({ motivo: MOTIVO, note: 'la seconda' }), 412);
    isProblem(await here.get(`${at(one)}/versione`, 'istruttore'), 404);
  });

  it('an entrata becomes an uscita when what only arrivals have is taken away with it', async () => {
    const one = await here.registered(
      'protocollo',
      entrata({
        dataArrivo: '2026-03-01',
        protocolloMittente: { numero: '7' },
        destinatari: [{ tipo: 'PG', denominazione: 'Gamma S.p.A.' }],
      }),
    );
    const patch = (body: object) =>
      here
        .patch(at(one), 'rgd', 1)
        .send({ motivo: MOTIVO, mittenti: [{ tipo: 'UO', uo: 'U410' }], flusso: 'U', ...body });
    isProblem(await patch({}), 422);
    const changed = (await patch({ dataArrivo: null, protocolloMittente: null }).expect(200))
      .body as RegistrazioneRisposta;
    assert.ok(!('dataArrivo' in changed) && !('protocolloMittente' in changed));
    const gone = changed.rinnovi.filter(({ campo }) => ['dataArrivo', 'protocolloMittente'].includes(campo));
    assert.deepEqual(
      gone.map(({ vecchio, nuovo }) => [vecchio, nuovo]),
      [
        [{ numero: '7' }, undefined],
        ['2026-03-01', undefined],
      ],
    );
  });

  it('an act is not dated in the future, and who asked is not who grants', async () => {
    const one = await here.registered('protocollo', entrata());
    const provvedimento = { numero: '9', data: '2027-01-01', autore: 'RGD' };
    isProblem(await here.post(`${at(one)}/annullamento`, 'rgd').send({ motivo: MOTIVO, provvedimento }), 422, [
      'provvedimento.data',
    ]);
    isProblem(
      await here
        .patch(at(one), 'rgd', 1)
        .send({ motivo: MOTIVO, oggetto: 'Altro oggetto del documento', provvedimento }),
      422,
      ['provvedimento.data'],
    );
  });

  it('a reply names what it answers only to who may see that', async () => {
    const asked = await here.registered(
      'protocollo',
      entrata({ riservatezza: { livello: 'riservata', utenti: ['protocollo', 'istruttore'] } }),
    );
    const { anno, numero } = asked;
    const reply = await here.registered('istruttore', uscita({ risponde: { anno, numero } }));
    const seen = async (account: Account) =>
      ((await here.get(at(reply), account).expect(200)).body as RegistrazioneRisposta).risponde;
    assert.deepEqual(await seen('istruttore'), { anno, numero });
    assert.equal(await seen('responsabile'), undefined);
    const rows = (
      (await here.get('/registrazioni?flusso=U', 'responsabile').expect(200)).body as {
        elementi: RegistrazioneRisposta[];
      }
    ).elementi;
    assert.equal(rows.find((row) => row.numero === reply.numero)?.risponde, undefined);
  });

  it('after all this the register verifies', async () => {
    assert.equal(
      ((await here.get('/registro/verifica', 'rgd').expect(200)).body as { integro: boolean }).integro,
      true,
    );
  });
});
