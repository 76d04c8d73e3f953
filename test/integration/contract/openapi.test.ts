import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { saveAntivirus } from '../../../schemas/esame-file.model.js';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import type { Route } from '../../../server/lib/route.js';
import { type Account, at, filePdf, useHarness } from '../../support/harness.js';
import {
  competenza,
  entrata,
  interna,
  MOTIVO,
  PROVVEDIMENTO,
  ROSSI,
  uscita,
  ufficio,
} from '../protocollo/richieste.js';
import { Giro } from './giro.js';
import { walkAccesso } from './giro-accesso.js';
import { walkAttestazioni } from './giro-attestazioni.js';
import { walkArchivio } from './giro-archivio.js';
import { walkBozze } from './giro-bozze.js';
import { useSimulatore, walkConservazione } from './giro-conservazione.js';
import { walkConfigurazione } from './giro-configurazione.js';
import { walkCarte } from './giro-carte.js';
import { walkEmergenza } from './giro-emergenza.js';
import { walkFascicoli } from './giro-fascicoli.js';
import { useFirme, walkFirme, walkSigilli } from './giro-firme.js';
import { walkGiornaliero } from './giro-giornaliero.js';
import { walkIntegrita } from './giro-integrita.js';
import { walkMetadati } from './giro-metadati.js';
import { walkProcedimenti } from './giro-procedimenti.js';
import { walkRepertori } from './giro-repertori.js';
import { walkRicerca } from './giro-ricerca.js';
import { walkRubrica } from './giro-rubrica.js';
import { walkScansioni } from './giro-scansioni.js';
import { walkScrivania } from './giro-scrivania.js';
import { walkTitolario } from './giro-titolario.js';
import { routesOf } from './rotte.js';

const ONE = '/registrazioni/{anno}/{numero}';
const MANCA = { anno: 2026, numero: 99_999 };

describe('the real answers, as the OpenAPI document tells them', function () {
  this.timeout(60_000);
  const env: NodeJS.ProcessEnv = { LIMITE_FILE_MB: '1' };
  const simulatore = useSimulatore(env);
  const firme = useFirme(env);
  const here = useHarness('openapi', { env });
  let giro: Giro;
  let routes: Route[];
  let made: RegistrazioneRisposta;
  before(async () => {
    [giro, routes] = [await Giro.begin(here), await routesOf(here)];
    made = await here.registered('protocollo', entrata({ assegnazioni: [competenza('U410')] }), {
      allegati: [filePdf('uno')],
    });
  });

  const bodyOf = ({ body }: Response) => body as RegistrazioneRisposta;
  const visit = (name: string, status: number, test: Parameters<Giro['visit']>[2]) => giro.visit(name, status, test);
  const fresh = (sopra: Record<string, unknown> = {}) =>
    here.registered('protocollo', entrata({ assegnazioni: [competenza('U410')], ...sopra }));

  it('registrations', async () => {
    const chiave = 'chiave-del-giro';
    const documento = filePdf('giro');
    const richiesta = entrata({
      classifica: 'VI.3',
      protocolloMittente: { numero: '1', data: '2026-02-01' },
      dataArrivo: '2026-02-20',
      mezzo: 'posta',
      note: 'nota',
      tipologia: 'Istanza',
      riservatezza: { livello: 'riservata', uo: ['U110'] },
    });
    await visit('post /registrazioni', 201, here.register('protocollo', richiesta, { chiave, documento }));
    await visit('post /registrazioni', 200, here.register('protocollo', richiesta, { chiave, documento }));
    await visit('post /registrazioni', 409, here.register('protocollo', entrata(), { chiave, documento }));
    await visit(
      'post /registrazioni',
      201,
      here.register(
        'rgd',
        entrata({
          oggetto: 'Breve',
          mittenti: [{ tipo: 'PAI', denominazione: 'Comune di Altrove' }],
          classifica: 'XIV',
          motivoClassifica: 'non trova altro posto',
        }),
        { documento: { ...documento, mime: 'image/png' } },
      ),
    );
    await visit(
      'post /registrazioni',
      201,
      here.register('istruttore', uscita({ risponde: { anno: made.anno, numero: made.numero } })),
    );
    await visit(
      'get /registrazioni/{anno}/{numero}/risposte',
      200,
      here.get(`/registrazioni/${made.anno}/${made.numero}/risposte`, 'protocollo'),
    );
    await visit('post /registrazioni', 201, here.register('istruttore', interna()));
    await visit('post /registrazioni', 400, here.register('protocollo', entrata()).set('X-AOO', 'AVLD999'));
    await visit('post /registrazioni', 401, here.post('/registrazioni'));
    await visit('post /registrazioni', 403, here.register('archivista', entrata()));
    await visit('post /registrazioni', 422, here.register('protocollo', entrata({ fascicolo: 'f1' })));
    await visit('post /registrazioni', 406, here.register('protocollo', entrata()).set('Accept', 'image/png'));
    await visit(
      'post /registrazioni',
      413,
      here.register('protocollo', entrata(), { documento: { ...documento, bytes: Buffer.alloc(3_000_000) } }),
    );
    await visit('post /registrazioni', 415, here.post('/registrazioni', 'protocollo').send({}));
    await visit('post /registrazioni', 422, here.register('protocollo', {}));
    await visit(
      'post /registrazioni/controllo',
      200,
      here.post('/registrazioni/controllo', 'protocollo').send({ sha256: made.documento?.sha256, mittente: ROSSI }),
    );
    await visit(
      'post /registrazioni/controllo',
      422,
      here.post('/registrazioni/controllo', 'protocollo').send({ sha256: 1 }),
    );
    await visit(
      'post /registrazioni/controllo',
      400,
      here.post('/registrazioni/controllo', 'protocollo').type('json').send('{'),
    );
  });

  it('what is read', async () => {
    for (const account of ['protocollo', 'istruttore', 'rgd'] as Account[])
      await visit('get /registrazioni', 200, here.get('/registrazioni', account).query({ limite: 3 }));
    await visit(
      'get /registrazioni',
      200,
      here.get('/registrazioni', 'archivista').set('X-Motivo-Accesso', 'controllo'),
    );
    await visit('get /registrazioni', 400, here.get('/registrazioni?dal[$gt]=1', 'rgd'));
    await visit('get /registrazioni', 422, here.get('/registrazioni?limite=0', 'rgd'));
    await visit('get /registrazioni', 403, here.get('/registrazioni', 'admin'));
    const subs = ['', '/eventi', '/verifica', '/documento'];
    for (const sub of subs) {
      await visit(`get ${ONE}${sub}`, 200, here.get(at(made) + sub, 'rgd'));
      await visit(`get ${ONE}${sub}`, 404, here.get(at(MANCA) + sub, 'rgd'));
      await visit(`get ${ONE}${sub}`, 400, here.get(`/registrazioni/ieri/1${sub}`, 'rgd'));
      await visit(`get ${ONE}${sub}`, 401, here.get(at(made) + sub));
    }
    await visit(`get ${ONE}/allegati/{n}`, 200, here.get(`${at(made)}/allegati/1`, 'rgd'));
    await visit(`get ${ONE}/allegati/{n}`, 404, here.get(`${at(made)}/allegati/2`, 'rgd'));
    const infetta = await here.registered('protocollo', entrata(), { allegati: [filePdf('infetto')] });
    for (const { sha256 } of [infetta.documento ?? assert.fail(), ...infetta.allegati])
      await saveAntivirus(sha256, { stato: 'infetto', minaccia: 'Prova' }, new Date());
    await visit(`get ${ONE}/documento`, 409, here.get(`${at(infetta)}/documento`, 'rgd'));
    await visit(`get ${ONE}/allegati/{n}`, 409, here.get(`${at(infetta)}/allegati/1`, 'rgd'));
    for (const sub of ['/documento', '/allegati/1']) {
      const name = `get ${ONE}${sub.replace('1', '{n}')}`;
      await visit(name, 206, here.get(at(made) + sub, 'rgd').set('Range', 'bytes=0-9'));
      await visit(name, 416, here.get(at(made) + sub, 'rgd').set('Range', 'bytes=999999-'));
      await visit(
        name,
        304,
        here
          .get(at(made) + sub, 'rgd')
          .set('If-None-Match', `"${(sub === '/documento' ? made.documento : made.allegati[0])?.sha256 ?? ''}"`),
      );
    }
    await visit('get /salvataggi', 200, here.get('/salvataggi', 'rgd'));
    await visit('get /corrispondenti', 200, here.get('/corrispondenti?q=ro', 'protocollo'));
    await visit('get /corrispondenti', 422, here.get('/corrispondenti?limite=0', 'protocollo'));
    await visit('get /titolario', 200, here.get('/titolario', 'istruttore'));
    await visit('get /titolario', 404, here.get('/titolario?data=1950-01-01', 'istruttore'));
    await visit('get /titolario', 422, here.get('/titolario?data=ieri', 'istruttore'));
  });

  it('later acts', async () => {
    const patch = async (status: number, account: Account, body: object, versione?: number) =>
      visit(`patch ${ONE}`, status, here.patch(at(await fresh()), account, versione).send({ motivo: MOTIVO, ...body }));
    await patch(
      200,
      'rgd',
      {
        oggetto: 'Oggetto rinnovato',
        mittenti: [ROSSI, { tipo: 'PG', denominazione: 'Altra' }],
        protocolloMittente: { numero: '3' },
        dataArrivo: '2026-03-01',
        note: 'nota',
        provvedimento: PROVVEDIMENTO,
      },
      1,
    );
    await patch(403, 'protocollo', { oggetto: 'Oggetto rinnovato' }, 1);
    await patch(422, 'rgd', { fascicolo: 'f1' }, 1);
    await patch(412, 'rgd', { oggetto: 'Oggetto rinnovato' }, 7);
    await patch(422, 'rgd', { numero: 7 }, 1);
    await patch(428, 'rgd', { oggetto: 'Oggetto rinnovato' });
    await visit(`patch ${ONE}`, 415, here.patch(at(made), 'rgd', 1).type('text').send('x'));

    const one = await fresh();
    const post = (sub: string, status: number, account: Account, body: object) =>
      visit(`post ${ONE}${sub}`, status, here.post(at(one) + sub, account).send(body));
    for (const status of [202, 200])
      await visit(
        `post ${ONE}/rettifiche`,
        status,
        here
          .post(`${at(one)}/rettifiche`, 'protocollo')
          .set('Idempotency-Key', 'rettifica-chiesta-due-volte')
          .send({ motivo: MOTIVO, campo: 'oggetto', nuovo: 'Oggetto chiesto' }),
      );
    await post('/rettifiche', 422, 'protocollo', {});
    await post('/assegnazioni', 200, 'protocollo', {
      assegnazioni: [competenza('U410', 'istruttore'), { uo: 'U411', tipo: 'conoscenza' }],
      motivo: MOTIVO,
    });
    await post('/assegnazioni', 422, 'protocollo', { assegnazioni: [] });
    await post('/presa-in-carico', 200, 'istruttore', {});
    await post('/presa-in-carico', 409, 'responsabile', {});
    await post('/classificazione', 200, 'istruttore', { codice: 'VI.3' });
    await post('/classificazione', 422, 'istruttore', { codice: 'boh' });
    await post('/rifiuto', 200, 'istruttore', { motivo: MOTIVO });
    await post('/rifiuto', 409, 'protocollo', { motivo: MOTIVO });
    for (const status of [201, 200])
      await visit(
        `post ${ONE}/integrazioni`,
        status,
        here
          .post(`${at(one)}/integrazioni`, 'protocollo')
          .set('Idempotency-Key', 'integrazione-inviata-due-volte')
          .field('motivo', MOTIVO)
          .attach('allegato', filePdf('x').bytes, 'x.pdf'),
      );
    await visit(
      `post ${ONE}/integrazioni`,
      409,
      here
        .post(`${at(one)}/integrazioni`, 'protocollo')
        .field('motivo', MOTIVO)
        .attach('documento', filePdf('x').bytes, 'x.pdf'),
    );
    await visit(
      `post ${ONE}/integrazioni`,
      422,
      here.post(`${at(one)}/integrazioni`, 'protocollo').field('motivo', MOTIVO),
    );
    await visit(`post ${ONE}/integrazioni`, 415, here.post(`${at(one)}/integrazioni`, 'protocollo').send({}));
    await post('/annullamento/diniego', 409, 'rgd', { motivo: MOTIVO });
    await post('/annullamento', 202, 'protocollo', { motivo: MOTIVO });
    await post('/annullamento', 409, 'protocollo', { motivo: MOTIVO });
    await post('/annullamento/diniego', 200, 'rgd', { motivo: MOTIVO });
    await post('/annullamento', 422, 'rgd', {});
    await post('/annullamento', 200, 'rgd', { motivo: MOTIVO });
    await post('/annullamento', 409, 'rgd', { motivo: MOTIVO });
    await visit(`get ${ONE}`, 200, here.get(at(one), 'rgd'));
    await visit(`get ${ONE}/eventi`, 200, here.get(`${at(one)}/eventi`, 'rgd'));
    for (const [sub, account, body] of [
      ['/annullamento', 'rgd', { motivo: MOTIVO }],
      ['/annullamento/diniego', 'rgd', { motivo: MOTIVO }],
      ['/assegnazioni', 'rgd', { assegnazioni: [competenza('U410')] }],
      ['/presa-in-carico', 'istruttore', {}],
      ['/rifiuto', 'istruttore', { motivo: MOTIVO }],
      ['/classificazione', 'rgd', { codice: 'VI.3' }],
      ['/rettifiche', 'rgd', { motivo: MOTIVO, campo: 'oggetto', nuovo: 'Altro oggetto' }],
    ] as [string, Account, object][])
      await visit(`post ${ONE}${sub}`, 404, here.post(at(MANCA) + sub, account).send(body));
  });

  it('the register', async () => {
    await visit('get /registro/verifica', 200, here.get('/registro/verifica', 'rgd'));
    await here.collection('registrazioni').updateOne({ numero: 1 }, { $set: { oggetto: 'alterato' } });
    await visit('get /registro/verifica', 200, here.get('/registro/verifica?anno=2026', 'rgd'));
    await visit(`get ${ONE}/verifica`, 200, here.get(`${at({ anno: 2026, numero: 1 })}/verifica`, 'rgd'));
    await here.collection('registrazioni').updateOne({ numero: 1 }, { $set: { oggetto: made.oggetto } });
    await visit('get /registro/verifica', 403, here.get('/registro/verifica', 'protocollo'));
    await visit('get /registro/esportazione', 200, here.get('/registro/esportazione', 'rgd'));
    await visit('get /registro/esportazione', 422, here.get('/registro/esportazione?anno=x', 'rgd'));
    const apertura = { ultimoNumero: 1_200, provvedimento: PROVVEDIMENTO };
    await visit('post /registro/apertura', 409, here.post('/registro/apertura', 'rgd').send(apertura));
    await visit('post /registro/apertura', 422, here.post('/registro/apertura', 'rgd2').send({}));
    await visit('post /registro/apertura', 201, here.post('/registro/apertura', 'rgd2').send(apertura));
    await visit('post /registro/apertura', 409, here.post('/registro/apertura', 'rgd2').send(apertura));
    const first = bodyOf(
      await visit('post /registrazioni', 201, here.register('protocollo2', uscita({ mittenti: [ufficio('P001')] }))),
    );
    assert.equal(first.numero, 1_201);
    await visit('get /registro/verifica', 200, here.get('/registro/verifica', 'rgd2'));
  });

  it('papers', async () => walkCarte(giro, here));

  it('exports, searches kept, statistics', () => walkRicerca(giro, here));

  it('desks, substitutions and deferrals', () => walkScrivania(giro, here));

  it('the registers of emergency', () => walkEmergenza(giro, here));

  it('outgoing letters', () => walkBozze(giro, here));

  it('repertori', () => walkRepertori(giro, here));

  it('what the AOO decides', () => walkConfigurazione(giro, here));

  it('fascicoli and their documents', () => walkFascicoli(giro, here));

  it('metadata, exports, suggestions', () => walkMetadati(giro, here));

  it('scarto, deposito, statistics of the archive, people concerned', () => walkArchivio(giro, here));

  it('deleghe, smistamento, procedimenti', () => walkProcedimenti(giro, here));

  it('what is shipped to the conservation system', () => walkConservazione(giro, here, env, simulatore()));

  it('integrity, alarms and reports of conservation', () => walkIntegrita(giro, here));

  it('signatures, and keys in custody', () => walkFirme(giro, here, firme()));

  it('scans, their pages and batches', () => walkScansioni(giro, here, env));

  it('attestations of conformity', () => walkAttestazioni(giro, here, firme()));

  it('the titolario, its versions and what goes with it', () => walkTitolario(giro, here));

  it('access and administration', () => walkAccesso(giro, here));

  it('the daily registers, and that of the year', () => walkGiornaliero(giro, here, '2026-03-02'));

  it('the seal beside them', () => walkSigilli(giro, here, '2026-03-02', firme()));

  it('the address book and its imports', () => walkRubrica(giro, here));

  it('every route was visited, with every answer that it promises', () => {
    const promised = routes.flatMap(({ method, path, risposte }) =>
      Object.keys(risposte).map((status) => `${method} ${path} ${status}`),
    );
    // the last three need what the conservation system has accepted
    const elsewhere = [
      'post /io/password 429',
      ...[200, 409, 503].map((status) => `get /versamenti/{id}/esibizione.zip ${status}`), // a receiver is needed
      ...['esecuzione', 'conferma'].map((passo) => `post /scarto/elenchi/{id}/${passo} 200`),
      'post /registrazioni/{anno}/{numero}/distruzione-originale 200',
    ];
    const missing = promised.filter((one) => !giro.visti.has(one) && !elsewhere.includes(one));
    assert.deepEqual(missing, []);
  });
});
