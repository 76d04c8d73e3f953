import assert from 'node:assert/strict';
import type { Test } from 'supertest';
import type { VersamentoRisposta } from '../../../schemas/versamento.api.js';
import { findVersamentoById, type Versamento } from '../../../schemas/versamento.model.js';
import { inviaVersamento } from '../../../server/conservazione/invia.js';
import { buildConservazione } from '../../../server/demo/conservazione.js';
import { readConfig } from '../../../server/lib/config.js';
import { createLogger } from '../../../server/lib/logger.js';
import { createStore } from '../../../storage/create-store.js';
import type { TipoGuasto } from '../../../scripts/simulatore-parer/guasti.js';
import { buildRichiesta } from '../../support/factories.js';
import type { Harness } from '../../support/harness.js';
import { environmentOf } from '../../support/processi.js';
import { type SimulatoreDiProva, startSimulatore } from '../../support/simulatore.js';
import { PAI } from '../conservazione/banco.js';
import { MOTIVO } from '../protocollo/richieste.js';
import type { Giro } from './giro.js';

const MAI = new AbortController().signal;
const ONE = '/versamenti/{id}';

/** To be called before the harness is: a simulated receiver, which its web processes find in the given environment. */
export function useSimulatore(env: NodeJS.ProcessEnv): () => SimulatoreDiProva {
  let simulatore: SimulatoreDiProva | undefined;
  before(async () => {
    simulatore = await startSimulatore({ schemi: 'nessuno' });
    const { url, utente, password } = simulatore;
    Object.assign(env, { PARER_URL: url, PARER_UTENTE: utente, PARER_PASSWORD: password });
  });
  after(() => simulatore?.ferma());
  return () => simulatore ?? assert.fail('the receiver has not started');
}

/** Shippings, what they are made of and what a person does about them: every answer that they promise. */
export async function walkConservazione(
  giro: Giro,
  here: Harness,
  env: NodeJS.ProcessEnv,
  { guasti, stato }: SimulatoreDiProva,
): Promise<void> {
  const config = readConfig(environmentOf({ database: here.database, env }));
  const store = await createStore(config.storage);
  /** What the worker does when it is time for it. */
  const send = async (id: string): Promise<Versamento> => {
    const { prossimoPasso = new Date() } = (await findVersamentoById(id)) ?? assert.fail(id);
    const deps = { config, store, log: createLogger('silent', 'test'), clock: { now: () => prossimoPasso } };
    await inviaVersamento(deps, id, MAI);
    return (await findVersamentoById(id)) ?? assert.fail(id);
  };
  await here
    .post('/configurazione/conservazione/versioni', 'rgd')
    .send({ validoDal: '2026-03-02', motivo: MOTIVO, contenuto: buildConservazione() })
    .expect(201);
  const opened = await here
    .post('/fascicoli', 'responsabile')
    .send({ oggetto: 'Versamenti del giro', tipo: 'affare', classifica: 'VI.3.1', uo: 'U410' })
    .expect(201);
  const { id: fascicolo } = opened.body as { id: string };
  const dati = buildRichiesta({ classifica: 'VI.3.1', fascicolo, tipologia: 'Istanza', mittenti: [PAI] });
  const record = async (richiesta: object): Promise<string> => {
    const { anno, numero } = await here.registered('rgd', richiesta);
    return `${anno}/${numero}`;
  };
  const versa = (riferimento: string, tipo = 'unita-documentaria'): Test =>
    here.post('/versamenti', 'archivista').send({ tipo, riferimento });
  const born = async (): Promise<string> =>
    ((await versa(await record(dati)).expect(202)).body as VersamentoRisposta).id;
  /** One that met a fault at its first call. */
  const hit = async (tipo: TipoGuasto, parametri: Record<string, unknown> = {}): Promise<Versamento> => {
    const id = await born();
    guasti.aggiungi({ tipo, parametri });
    return send(id);
  };
  const act = (id: string, what: string, body: object): Test =>
    here.post(`/versamenti/${id}/${what}`, 'archivista').send(body);
  const motivo = 'Prova del giro';

  const riferimento = await record(dati);
  await giro.visit('get /conservazione/dovuti', 200, here.get('/conservazione/dovuti', 'archivista'));
  const made = await giro.visit('post /versamenti', 202, versa(riferimento));
  const { id } = made.body as VersamentoRisposta;
  await giro.visit('post /versamenti', 200, versa(riferimento));
  await giro.visit('post /versamenti', 404, versa('nessuno', 'fascicolo'));
  await giro.visit('post /versamenti', 409, versa(fascicolo, 'fascicolo'));
  await giro.visit(`post ${ONE}/priorita`, 200, act(id, 'priorita', { priorita: true }));
  for (const what of ['annullamento', 'ritenta'])
    await giro.visit(`post ${ONE}/${what}`, 409, act(id, what, { motivo }));
  assert.match((await send(id)).stato, /^accettato/);
  await giro.visit(`post ${ONE}/priorita`, 409, act(id, 'priorita', { priorita: false }));
  await giro.visit(`post ${ONE}/decisione`, 409, act(id, 'decisione', { decisione: 'accettato', motivo }));

  for (const sub of ['pacchetto.zip', 'indice.xml', 'rapporto.xml', 'risposte/1']) {
    const name = `get ${ONE}/${sub.replace('1', '{n}')}`;
    const path = `/versamenti/${id}/${sub}`;
    const { headers } = await giro.visit(name, 200, here.get(path, 'archivista'));
    const etag = String(headers['etag']);
    await giro.visit(name, 304, here.get(path, 'archivista').set('If-None-Match', etag));
    await giro.visit(name, 404, here.get(`/versamenti/nessuno/${sub}`, 'archivista'));
  }
  await giro.visit(`get ${ONE}`, 200, here.get(`/versamenti/${id}`, 'archivista'));
  for (const path of ['/versamenti', '/versamenti/riepilogo', '/conservazione/linee', '/conservazione/non-inviabili'])
    await giro.visit(`get ${path}`, 200, here.get(path, 'archivista'));
  await giro.visit(
    'get /registrazioni/{anno}/{numero}/versamenti',
    200,
    here.get(`/registrazioni/${riferimento}/versamenti`, 'rgd'),
  );
  await giro.visit('get /fascicoli/{id}/versamenti', 200, here.get(`/fascicoli/${fascicolo}/versamenti`, 'rgd'));
  await giro.visit(
    'get /repertori/{registro}/{anno}/{numero}/versamenti',
    200,
    here.get('/repertori/DET/2026/1/versamenti', 'rgd'),
  );

  const refused = await hit('esito', { codice: 'FORMATO-001-001', esito: 'NEGATIVO' });
  await giro.visit(`post ${ONE}/ritenta`, 200, act(refused._id, 'ritenta', { motivo }));
  await giro.visit(
    'post /versamenti/ritenta',
    200,
    here.post('/versamenti/ritenta', 'archivista').send({ ids: [refused._id, 'nessuno'], motivo }),
  );

  const wrong = await hit('rdvChiaveErrata');
  assert.equal(wrong.stato, 'da-verificare');
  const decided = await giro.visit(
    `post ${ONE}/decisione`,
    200,
    act(wrong._id, 'decisione', { decisione: 'rifiutato', motivo }),
  );
  const { stato: after, causa } = decided.body as VersamentoRisposta;
  assert.equal(after, 'rifiutato');
  assert.ok(causa?.rimedi.includes('ritenta'), 'what is refused says why, and what to do next');

  const lost = await hit('resetDopo');
  assert.equal(lost.stato, 'incerto');
  const unita = stato.unita().find(({ chiave }) => chiave.numero === lost.chiave.numero) ?? assert.fail('not kept');
  const { rdv } = await stato.testi(unita);
  const bring = (to: string, text: string): Test =>
    here
      .put(`/versamenti/${to}/rapporto`, 'archivista')
      .attach('rapporto', Buffer.from(text), { filename: 'rapporto.xml', contentType: 'application/xml' });
  await giro.visit(`put ${ONE}/rapporto`, 422, bring(lost._id, '<Altro/>'));
  const brought = await giro.visit(`put ${ONE}/rapporto`, 200, bring(lost._id, rdv));
  assert.equal((brought.body as VersamentoRisposta).stato, 'accettato');
  await giro.visit(`put ${ONE}/rapporto`, 409, bring(lost._id, rdv));

  const annulled = await giro.visit(`post ${ONE}/annullamento`, 200, act(id, 'annullamento', { motivo }));
  assert.match((annulled.body as VersamentoRisposta).situazione, /annulla/i);
  const ANSWER = `${ONE}/annullamento/risposta`;
  const answer = await giro.visit(
    `get ${ANSWER}`,
    200,
    here.get(`/versamenti/${id}/annullamento/risposta`, 'archivista'),
  );
  await giro.visit(
    `get ${ANSWER}`,
    304,
    here
      .get(`/versamenti/${id}/annullamento/risposta`, 'archivista')
      .set('If-None-Match', String(answer.headers['etag'])),
  );
  await giro.visit(`get ${ANSWER}`, 404, here.get(`/versamenti/${lost._id}/annullamento/risposta`, 'archivista'));

  for (const what of ['pausa', 'ripresa'])
    await giro.visit(
      `post /conservazione/linee/{conservatore}/${what}`,
      200,
      here.post(`/conservazione/linee/parer/${what}`, 'archivista').send({ motivo }),
    );
}
