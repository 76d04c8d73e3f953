import { PASSWORD } from '../../support/ente.js';
import type { Account, Harness } from '../../support/harness.js';
import type { Giro } from './giro.js';

/** Sessions, users, offices: every answer that they promise. */
export async function walkAccesso(giro: Giro, here: Harness): Promise<void> {
  await giro.visit('get /accesso', 200, here.get('/accesso'));
  const { token } = (
    await giro.visit('post /sessione', 200, here.post('/sessione').send({ utente: 'istruttore', password: PASSWORD }))
  ).body as { token: string };
  await giro.visit('post /sessione', 401, here.post('/sessione').send({ utente: 'nessuno', password: 'sbagliata' }));
  await giro.visit(
    'post /sessione',
    403,
    here.post('/sessione').set('Sec-Fetch-Site', 'cross-site').send({ utente: 'istruttore', password: PASSWORD }),
  );
  await giro.visit('post /sessione', 422, here.post('/sessione').send({}));
  for (let i = 0; i < 4; i++)
    await here.post('/sessione').send({ utente: 'nessuno', password: 'sbagliata' }).expect(401);
  await giro.visit('post /sessione', 429, here.post('/sessione').send({ utente: 'nessuno', password: 'sbagliata' }));
  for (const account of ['protocollo', 'admin', 'vicario'] as Account[])
    await giro.visit('get /io', 200, here.get('/io', account));
  await giro.visit('get /io', 401, here.get('/io'));
  await giro.visit(
    'post /io/password',
    422,
    here.post('/io/password', 'istruttore').send({ attuale: 'sbagliata', nuova: 'Un’altra parola lunga' }),
  );
  await giro.visit(
    'post /io/password',
    204,
    here.post('/io/password', 'istruttore').send({ attuale: PASSWORD, nuova: 'Un’altra parola lunga' }),
  );
  await giro.visit('delete /sessione', 401, here.delete('/sessione').set('Authorization', `Bearer ${token}`));
  await giro.visit('delete /sessione', 204, here.delete('/sessione', 'istruttore'));

  const nuovo = {
    utente: 'prova.giro',
    denominazione: 'Prova del giro',
    password: 'Parola-di-prova-2026',
    incarichi: [{ aoo: 'AVLD001', ruolo: 'istruttore', uo: 'U410', dal: '2026-01-01' }],
  };
  await giro.visit('post /utenti', 201, here.post('/utenti', 'admin').send(nuovo));
  await giro.visit('post /utenti', 409, here.post('/utenti', 'admin').send(nuovo));
  await giro.visit('post /utenti', 422, here.post('/utenti', 'admin').send({}));
  await giro.visit('get /utenti', 200, here.get('/utenti?limite=2', 'admin'));
  await giro.visit('get /utenti/{utente}', 200, here.get('/utenti/prova.giro', 'admin'));
  await giro.visit('get /utenti/{utente}', 404, here.get('/utenti/nessuno', 'admin'));
  await giro.visit('patch /utenti/{utente}', 200, here.patch('/utenti/prova.giro', 'admin', 1).send({ attivo: false }));
  await giro.visit('patch /utenti/{utente}', 412, here.patch('/utenti/prova.giro', 'admin', 1).send({ attivo: true }));
  await giro.visit('patch /utenti/{utente}', 428, here.patch('/utenti/prova.giro', 'admin').send({ attivo: true }));
  await giro.visit(
    'post /uffici',
    201,
    here.post('/uffici', 'admin').send({ codice: 'U499', denominazione: 'Ufficio del giro', padre: 'S4' }),
  );
  await giro.visit(
    'post /uffici',
    409,
    here.post('/uffici', 'admin').send({ codice: 'U499', denominazione: 'Ufficio del giro' }),
  );
  await giro.visit('get /uffici', 200, here.get('/uffici', 'protocollo'));
  await giro.visit('get /uffici/{codice}', 200, here.get('/uffici/U499', 'protocollo'));
  await giro.visit('get /uffici/{codice}', 404, here.get('/uffici/U998', 'protocollo'));
  await giro.visit(
    'patch /uffici/{codice}',
    200,
    here.patch('/uffici/U499', 'admin', 1).send({ attivo: false, padre: null }),
  );
  await giro.visit('patch /uffici/{codice}', 412, here.patch('/uffici/U499', 'admin', 1).send({ attivo: true }));
  await giro.visit('put /demo/orologio', 422, here.put('/demo/orologio', 'admin').send({}));
  await giro.visit(
    'put /demo/orologio',
    200,
    here.put('/demo/orologio', 'admin').send({ adesso: '2026-03-02T12:00:00+01:00' }),
  );
}
