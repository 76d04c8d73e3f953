import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import supertest, { type Test } from 'supertest';
import { findSessione, SessioneModel } from '../../../schemas/sessione.model.js';
import { UtenteModel } from '../../../schemas/utente.model.js';
import { type Ambiente, bearer, newAddress, openAmbiente } from './ambiente.js';
import { PASSWORD } from '../../support/ente.js';

const HOUR_MS = 3_600_000;
type Aperta = { token: string; scadenza: string; utente: Record<string, unknown> };

describe('sessione', function () {
  this.timeout(60_000);
  let here: Ambiente;
  before(async () => (here = await openAmbiente('sessione')));
  after(() => here.close());

  const signIn = (utente: string, password: string): Test =>
    supertest(here.app).post('/api/v1/sessione').set('X-Forwarded-For', newAddress()).send({ utente, password });
  const io = (token: string): Test => supertest(here.app).get('/api/v1/io').set(bearer(token));
  const cookieOf = (answer: { headers: Record<string, unknown> }): string =>
    String((answer.headers['set-cookie'] as string[] | undefined)?.[0]);

  it('opens with a token, the user and a cookie that scripts and other sites do not get', async () => {
    const answer = await signIn('protocollo', PASSWORD).expect(200);
    const { token, scadenza, utente } = answer.body as Aperta;
    assert.match(token, /^[\w-]{43}$/);
    assert.match(scadenza, /^2026-03-02T19:00:\d\d\.\d{3}\+01:00$/); // ten hours later
    assert.deepEqual(
      [utente['utente'], utente['ruolo'], utente['dimostrazione'], utente['registro']],
      ['protocollo', 'operatore', true, 'PROT-GEN'],
    );
    assert.deepEqual((utente['aoo'] as { codice: string }).codice, 'AVLD001');
    assert.equal((utente['mezzi'] as unknown[]).length, 10);
    const cookie = cookieOf(answer);
    for (const part of [/^protocollo_sessione=[\w-]{43}; /, /HttpOnly/, /SameSite=Strict/, /Path=\//])
      assert.match(cookie, part);
    assert.doesNotMatch(cookie, /Secure|Max-Age|Expires/);
    assert.doesNotMatch(JSON.stringify(answer.body), /argon2/);
    const again = (await io(token).expect(200)).body as Record<string, unknown>;
    assert.deepEqual({ ...again, adesso: '' }, { ...utente, adesso: '' });
  });

  it('keeps the hash of the token only', async () => {
    const token = await here.login('rgd');
    assert.equal(await findSessione(token), null);
    const kept = JSON.stringify(await SessioneModel.find().lean());
    assert.ok(!kept.includes(token));
  });

  it('takes the user name however it is typed', () => signIn('  Protocollo ', PASSWORD).expect(200));

  for (const [name, header] of [
    ['none', undefined],
    ['forged', 'Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['not a token', 'Bearer ../../etc/passwd'],
    ['an operator', 'Bearer {"$gt":""}'],
    ['another scheme', 'Basic cHJvdG9jb2xsbzpwYXNzd29yZA=='],
  ] as const) {
    it(`answers 401 to a token that is ${name}`, async () => {
      const request = supertest(here.app).get('/api/v1/io');
      const answer = await (header === undefined ? request : request.set('Authorization', header))
        .expect(401)
        .expect('content-type', /^application\/problem\+json/);
      assert.equal((answer.body as { type: string }).type, '/problemi/accesso-richiesto');
      assert.match(String(answer.headers['www-authenticate']), /^Bearer/);
    });
  }

  it('expires by the moved clock, and is there again when the clock goes back', async () => {
    const token = await here.login('protocollo');
    const start = here.clock.now();
    try {
      await here.clock.moveClock(new Date(start.getTime() + 10 * HOUR_MS - 60_000));
      await io(token).expect(200);
      await here.clock.moveClock(new Date(start.getTime() + 10 * HOUR_MS + 60_000));
      await io(token).expect(401);
    } finally {
      await here.clock.moveClock(start);
    }
    await io(token).expect(200);
  });

  it('ends at once, and the cookie with it', async () => {
    const token = await here.login('protocollo');
    await io(token).expect(200);
    const answer = await supertest(here.app).delete('/api/v1/sessione').set(bearer(token)).expect(204);
    assert.match(cookieOf(answer), /^protocollo_sessione=; /);
    await io(token).expect(401);
    await supertest(here.app).delete('/api/v1/sessione').set(bearer(token)).expect(401);
  });

  it('ended by another process is over within two seconds', async () => {
    const token = await here.login('protocollo');
    await io(token).expect(200);
    await SessioneModel.deleteMany({ utente: 'protocollo' });
    await sleep(2_000);
    await io(token).expect(401);
  });

  it('of a user whom another process disabled is over within two seconds, and nobody signs in', async () => {
    const token = await here.login('istruttore');
    await io(token).expect(200);
    await UtenteModel.updateOne({ _id: 'istruttore' }, { attivo: false });
    await sleep(2_000);
    await io(token).expect(401);
    await signIn('istruttore', PASSWORD).expect(401);
    await UtenteModel.updateOne({ _id: 'istruttore' }, { attivo: true });
  });

  it('shows the accounts on the sign-in page of a demonstration', async () => {
    await UtenteModel.updateOne({ _id: 'rgd' }, { descrizione: 'Responsabile della gestione documentale' });
    const answer = await supertest(here.app).get('/api/v1/accesso').expect(200);
    assert.deepEqual(answer.body, {
      ente: 'Comune di Valdoria',
      dimostrazione: true,
      account: [{ utente: 'rgd', descrizione: 'Responsabile della gestione documentale' }],
    });
  });

  it('a change of the own password ends the other sessions, and needs the present one', async () => {
    const [kept, other] = [await here.login('archivista'), await here.login('archivista')];
    const change = (attuale: string, nuova: string): Test =>
      supertest(here.app)
        .post('/api/v1/io/password')
        .set(bearer(kept))
        .set('X-Forwarded-For', newAddress())
        .send({ attuale, nuova });
    await change('non-è-questa', 'Altra-parola-2026').expect(422);
    await change(PASSWORD, 'corta').expect(422);
    await io(other).expect(200);
    await change(PASSWORD, 'Altra-parola-2026').expect(204);
    await io(kept).expect(200);
    await io(other).expect(401);
    await signIn('archivista', PASSWORD).expect(401);
    await signIn('archivista', 'Altra-parola-2026').expect(200);
  });
});

describe('sessione over https', function () {
  this.timeout(60_000);
  it('gives a cookie for https only', async () => {
    const here = await openAmbiente('sessione-https', { URL_PUBBLICO: 'https://protocollo.comune.valdoria.example' });
    try {
      const answer = await supertest(here.app)
        .post('/api/v1/sessione')
        .send({ utente: 'rgd', password: PASSWORD })
        .expect(200);
      assert.match(String((answer.headers as Record<string, unknown>)['set-cookie']), /; Secure/);
    } finally {
      await here.close();
    }
  });
});
