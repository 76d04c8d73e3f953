import type { Response, Test } from 'supertest';
import type { Harness } from '../../support/harness.js';
import { MOTIVO } from '../protocollo/richieste.js';
import { fileEnti, rigaEnte } from '../rubrica/ipa-di-prova.js';
import type { Giro } from './giro.js';

const ONE = '/corrispondenti/{id}';
const IMPORTAZIONE = '/rubrica/importazioni/{id}';
const MANCA = '0'.repeat(24);
const ALFA = {
  tipo: 'PG',
  denominazione: 'Alfa del giro',
  partitaIva: '12345678903',
  domicilioDigitale: 'a@pec.example',
};
const BETA = { tipo: 'PG', denominazione: 'Beta del giro', indirizzo: 'via Roma 1' };

/** The address book and its imports, with every answer that they promise. */
export async function walkRubrica(giro: Giro, here: Harness): Promise<void> {
  const visit = (name: string, status: number, test: Test): Promise<Response> => giro.visit(name, status, test);
  const create = (status: number, body: object) =>
    visit('post /corrispondenti', status, here.post('/corrispondenti', 'protocollo').send(body));
  const alfa = (await create(201, { soggetto: ALFA, fonteDomicilio: 'ini-pec', note: 'nota' })).body as { id: string };
  const beta = (await create(201, { soggetto: BETA })).body as { id: string };
  await create(200, { soggetto: BETA });
  await create(409, { soggetto: { ...ALFA, denominazione: 'Altra' } });
  await create(422, { soggetto: {} });
  for (const query of ['', '?ordine=nome&limite=1', '?ordine=nome&tipo=PG&stato=attivo&origine=rubrica&domicilio=si'])
    await visit('get /corrispondenti', 200, here.get(`/corrispondenti${query}`, 'responsabile'));
  await visit(`get ${ONE}`, 200, here.get(`/corrispondenti/${alfa.id}`, 'archivista'));
  await visit(`get ${ONE}`, 404, here.get(`/corrispondenti/${MANCA}`, 'rgd'));
  const patch = (status: number, body: object, versione?: number) =>
    visit(`patch ${ONE}`, status, here.patch(`/corrispondenti/${beta.id}`, 'rgd', versione).send(body));
  await patch(200, { soggetto: { ...BETA, indirizzo: 'via Lago 2' }, motivo: MOTIVO }, 1);
  await patch(412, { note: 'x' }, 1);
  await patch(428, { note: 'x' });
  await patch(422, { usi: 1 }, 2);
  const post = (what: string, status: number, body: object) =>
    visit(`post ${ONE}/${what}`, status, here.post(`/corrispondenti/${beta.id}/${what}`, 'vicario').send(body));
  await visit('get /rubrica/doppioni', 200, here.get('/rubrica/doppioni?limite=5', 'rgd'));
  await post('divisione', 409, { motivo: MOTIVO });
  await post('fusione', 422, { con: alfa.id });
  await post('fusione', 404, { con: MANCA, motivo: MOTIVO });
  await post('fusione', 200, { con: alfa.id, motivo: MOTIVO });
  await visit(`get ${ONE}`, 200, here.get(`/corrispondenti/${beta.id}`, 'rgd'));
  await post('divisione', 200, { motivo: MOTIVO });
  await post('distinzione', 204, { da: alfa.id });
  await post('distinzione', 422, { da: beta.id });
  const send = (status: number, tipo: string) =>
    visit(
      'post /rubrica/importazioni',
      status,
      here
        .post('/rubrica/importazioni', 'admin')
        .field('tipo', tipo)
        .attach('file', Buffer.from(fileEnti(rigaEnte(1))), 'enti.csv'),
    );
  const { id } = (await send(202, 'enti')).body as { id: string };
  await send(422, 'aoo');
  await visit('get /rubrica/importazioni', 200, here.get('/rubrica/importazioni?limite=2', 'rgd'));
  await visit(`get ${IMPORTAZIONE}`, 200, here.get(`/rubrica/importazioni/${id}`, 'rgd'));
  await visit(`get ${IMPORTAZIONE}`, 404, here.get(`/rubrica/importazioni/${MANCA}`, 'rgd'));
  await visit(`get ${IMPORTAZIONE}/errori`, 200, here.get(`/rubrica/importazioni/${id}/errori`, 'admin'));
  await visit(`get ${IMPORTAZIONE}/errori`, 422, here.get(`/rubrica/importazioni/${id}/errori?cursore=x`, 'admin'));
}
