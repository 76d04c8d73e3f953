import type { Differimento } from '../../../schemas/differimento.api.js';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import type { SostituzioneLetta } from '../../../schemas/sostituzione.api.js';
import { at, type Harness } from '../../support/harness.js';
import { competenza, conoscenza, entrata, MOTIVO, PROVVEDIMENTO } from '../protocollo/richieste.js';
import type { Giro } from './giro.js';

const ONE = '/registrazioni/{anno}/{numero}';

/** Desks, substitutions and deferrals: every answer that they promise. */
export async function walkScrivania(giro: Giro, here: Harness): Promise<void> {
  const late = entrata({
    mezzo: 'posta',
    dataArrivo: '2026-02-02',
    assegnazioni: [competenza('U410'), conoscenza('U114')],
  });
  const one = await here.registered('protocollo', late, { documento: null });
  const { anno, numero } = one;

  const desk = await giro.visit('get /scrivania', 200, here.get('/scrivania?primi=20', 'rgd'));
  const etag = desk.headers['etag'] ?? '';
  await giro.visit('get /scrivania', 304, here.get('/scrivania?primi=20', 'rgd').set('If-None-Match', etag));
  await giro.visit('get /scrivania/{coda}', 200, here.get('/scrivania/tardive', 'rgd'));
  await giro.visit('get /scrivania/{coda}', 404, here.get('/scrivania/tardive', 'istruttore'));
  await giro.visit(`get ${ONE}/versione`, 200, here.get(`${at(one)}/versione`, 'rgd'));
  await giro.visit(`get ${ONE}/versione`, 304, here.get(`${at(one)}/versione`, 'rgd').set('If-None-Match', '"1"'));
  await giro.visit(
    'post /registrazioni/assegnazioni',
    200,
    here.post('/registrazioni/assegnazioni', 'protocollo').send({
      registrazioni: [
        { anno, numero },
        { anno, numero: 99_999 },
      ],
      assegnazioni: [competenza('U411')],
    }),
  );
  await giro.visit(`post ${ONE}/presa-visione`, 200, here.post(`${at(one)}/presa-visione`, 'istruttore.u114').send({}));
  const asked = await here
    .post(`${at(one)}/rettifiche`, 'protocollo')
    .send({ motivo: MOTIVO, campo: 'dataArrivo', nuovo: null })
    .expect(202);
  const n = (asked.body as RegistrazioneRisposta).rettifiche?.[0]?.n ?? 0;
  const deny = () => here.post(`${at(one)}/rettifiche/${n}/diniego`, 'rgd').send({ motivo: MOTIVO });
  await giro.visit(`post ${ONE}/rettifiche/{n}/diniego`, 200, deny());
  await giro.visit(`post ${ONE}/rettifiche/{n}/diniego`, 409, deny());

  const opened = await giro.visit(
    'post /differimenti',
    201,
    here.post('/differimenti', 'rgd').send({
      provvedimento: PROVVEDIMENTO,
      causa: 'guasto della rete',
      descrizione: 'posta del mattino',
      giorniLavorativi: 3,
      mezzi: ['posta'],
      dal: '2026-02-01',
    }),
  );
  const { id } = opened.body as Differimento;
  await giro.visit('get /differimenti', 200, here.get('/differimenti?stato=tutti', 'protocollo'));
  await giro.visit('get /differimenti/{id}', 200, here.get(`/differimenti/${id}`, 'archivista'));
  await giro.visit(
    `post ${ONE}/ritardo`,
    200,
    here.post(`${at(one)}/ritardo`, 'protocollo').send({ differimento: { id } }),
  );
  await giro.visit(
    'get /differimenti/{id}/registrazioni',
    200,
    here.get(`/differimenti/${id}/registrazioni?limite=1`, 'rgd'),
  );
  await giro.visit(
    'post /differimenti/{id}/chiusura',
    200,
    here.post(`/differimenti/${id}/chiusura`, 'rgd').send({ motivo: MOTIVO }),
  );

  const named = await giro.visit(
    'post /sostituzioni',
    201,
    here.post('/sostituzioni', 'responsabile').send({
      titolare: 'responsabile',
      sostituto: 'istruttore',
      dal: '2026-03-01',
      al: '2026-03-31',
      motivo: 'ferie del responsabile',
      ruoli: ['responsabile'],
      uffici: ['S4'],
      riservate: true,
    }),
  );
  const sostituzione = named.body as SostituzioneLetta;
  await giro.visit('get /io', 200, here.get('/io', 'istruttore').set('X-Per-Conto-Di', 'responsabile'));
  await giro.visit('get /sostituzioni', 200, here.get('/sostituzioni', 'istruttore'));
  await giro.visit('get /sostituzioni/{id}', 200, here.get(`/sostituzioni/${sostituzione.id}`, 'admin'));
  await giro.visit('get /sostituzioni/{id}', 404, here.get(`/sostituzioni/${sostituzione.id}`, 'protocollo'));
  await giro.visit(
    'post /sostituzioni/{id}/revoca',
    200,
    here.post(`/sostituzioni/${sostituzione.id}/revoca`, 'admin').send({ motivo: MOTIVO }),
  );
  await giro.visit('get /persone', 200, here.get('/persone?uo=U410', 'protocollo'));
  await giro.visit('get /persone/nomi', 200, here.get('/persone/nomi?utenti=istruttore', 'protocollo'));
}
