import assert from 'node:assert/strict';
import type { AccessoLetto, AooLetta, UfficioLetto } from '../../../schemas/amministrazione.api.js';
import { type Account, useHarness } from '../../support/harness.js';
import { isProblem } from '../protocollo/problemi.js';
import { entrata } from '../protocollo/richieste.js';

describe('the AOO, its offices by date, the trace of accesses', () => {
  const here = useHarness('aoo-accessi', { adesso: '2026-03-02T09:00:00+01:00' });

  const accessi = async (query: string, account: Account = 'rgd') =>
    (await here.get(`/accessi${query}`, account).expect(200)).body as {
      elementi: AccessoLetto[];
      atti: string[];
      cursore?: string;
    };

  it('is read by who works in it and changed by the administrator, codes never', async () => {
    const before = (await here.get('/aoo', 'protocollo').expect(200)).body as AooLetta;
    assert.deepEqual([before.codice, before.versione], ['AVLD001', 1]);
    isProblem(await here.patch('/aoo', 'rgd', 1).send({ denominazione: 'Altra' }), 403);
    isProblem(await here.patch('/aoo', 'admin').send({ denominazione: 'Altra' }), 428);
    isProblem(await here.patch('/aoo', 'admin', 1).send({ codice: 'ALTRO' }), 422, ['codice']);
    isProblem(await here.patch('/aoo', 'admin', 1).send({ domicilioDigitale: 'non un indirizzo' }), 422, [
      'domicilioDigitale',
    ]);
    const after = (await here.patch('/aoo', 'admin', 1).send({ ente: 'Comune di Valdoria Nuova' }).expect(200))
      .body as AooLetta;
    assert.deepEqual(after, {
      ...before,
      ente: { ...before.ente, denominazione: 'Comune di Valdoria Nuova' },
      versione: 2,
    });
    isProblem(await here.patch('/aoo', 'admin', 1).send({ denominazione: 'Altra' }), 412);
    assert.equal(((await here.get('/aoo', 'rgd2').expect(200)).body as AooLetta).versione, 1);
  });

  it('an office says since when it is open, and since when closed', async () => {
    const made = (
      await here
        .post('/uffici', 'admin')
        .send({ codice: 'U499', denominazione: 'Sportello unico', padre: 'S4' })
        .expect(201)
    ).body as UfficioLetto;
    assert.deepEqual([made.apertoDal, made.chiusoDal], ['2026-03-02', undefined]);
    const closed = (await here.patch('/uffici/U499', 'admin', 1).send({ attivo: false }).expect(200))
      .body as UfficioLetto;
    assert.equal(closed.chiusoDal, '2026-03-02');
    const again = (await here.patch('/uffici/U499', 'admin', 2).send({ attivo: true }).expect(200))
      .body as UfficioLetto;
    assert.deepEqual([again.apertoDal, again.chiusoDal], ['2026-03-02', undefined]);
  });

  it('who was locked out is let in again by the administrator', async () => {
    const login = (password: string) => here.post('/sessione').send({ utente: 'istruttore', password });
    for (let i = 0; i < 5; i++) await login('sbagliata').expect(401);
    await login('sbagliata').expect(429);
    isProblem(await here.post('/utenti/istruttore/sblocco', 'rgd'), 403);
    isProblem(await here.post('/utenti/protocollo2/sblocco', 'admin'), 404); // of another AOO
    await here.post('/utenti/istruttore/sblocco', 'admin').expect(204);
    await login('sbagliata').expect(401);
  });

  it('the RGD reads who read what is reserved and why; the administrator is told of no registration', async () => {
    const one = await here.registered('protocollo', entrata({ riservatezza: { livello: 'riservata', uo: ['U114'] } }));
    const url = `/registrazioni/${one.anno}/${one.numero}`;
    await here.get(url, 'archivista').set('X-Motivo-Accesso', 'ricerca per il tribunale').expect(200);
    const { elementi, atti } = await accessi(`?riferimento=${one.anno}/${one.numero}&atto=accede-riservate`);
    assert.deepEqual(
      elementi.map(({ utente, motivo }) => [utente, motivo]),
      [['archivista', 'ricerca per il tribunale']],
    );
    assert.ok(atti.includes('accede-riservate'));
    const ofAdmin = await accessi('', 'admin');
    assert.ok(ofAdmin.elementi.some(({ atto, riferimento }) => atto === 'crea-ufficio' && riferimento === 'U499'));
    assert.ok(ofAdmin.elementi.every(({ atto }) => !atto.includes('riservate')));
    assert.deepEqual((await accessi('?atto=accede-riservate', 'admin')).elementi, []);
    assert.deepEqual((await accessi('', 'rgd2')).elementi, []);
    isProblem(await here.get('/accessi', 'archivista'), 403);
    isProblem(await here.get('/accessi', 'protocollo'), 403);
  });

  it('comes by pages, newest first, within two days', async () => {
    const first = await accessi('?limite=2');
    assert.equal(first.elementi.length, 2);
    const second = await accessi(`?limite=2&cursore=${first.cursore ?? ''}`);
    const last = first.elementi.at(-1);
    assert.ok(last !== undefined && second.elementi.every(({ id }) => id < last.id));
    assert.deepEqual((await accessi('?al=2026-03-01')).elementi, []);
    assert.ok((await accessi('?dal=2026-03-02&al=2026-03-02')).elementi.length > 0);
    isProblem(await here.get('/accessi?cursore=x', 'rgd'), 422, ['cursore']);
    isProblem(await here.get('/accessi?dal=2026-02-30', 'rgd'), 422, ['dal']);
  });
});
