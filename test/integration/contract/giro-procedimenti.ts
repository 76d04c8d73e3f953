import type { DelegaLetta } from '../../../schemas/delega.api.js';
import { at, type Harness } from '../../support/harness.js';
import { competenza, entrata, MOTIVO } from '../protocollo/richieste.js';
import type { Giro } from './giro.js';

const CATALOGO = [
  {
    codice: 'GIRO',
    denominazione: 'Procedimento del giro',
    termine: 30,
    computo: 'calendario',
    esito: 'provvedimento',
    fasi: ['Istruttoria'],
  },
];

/** Delegations, rules of smistamento, procedimenti and their terms: every answer that they promise. */
export async function walkProcedimenti(giro: Giro, here: Harness): Promise<void> {
  const delega = (over: object = {}) =>
    here.post('/deleghe', 'responsabile').send({
      delegato: 'istruttore',
      atti: ['apri-fascicolo'],
      dal: '2026-03-02',
      al: '2026-03-03',
      motivo: MOTIVO,
      ...over,
    });
  const { id } = (await giro.visit('post /deleghe', 201, delega())).body as DelegaLetta;
  await giro.visit('post /deleghe', 422, delega({ delegato: 'nessuno' }));
  await giro.visit('get /deleghe', 200, here.get('/deleghe?stato=tutte', 'rgd'));
  await giro.visit('get /deleghe/{id}', 200, here.get(`/deleghe/${id}`, 'istruttore'));
  await giro.visit('get /deleghe/{id}', 404, here.get(`/deleghe/${'0'.repeat(24)}`, 'istruttore'));
  const revoca = () => here.post(`/deleghe/${id}/revoca`, 'responsabile').send({ motivo: MOTIVO });
  await giro.visit('post /deleghe/{id}/revoca', 200, revoca());
  await giro.visit('post /deleghe/{id}/revoca', 404, here.post(`/deleghe/${id}/revoca`, 'istruttore.u114').send({}));

  await here
    .post('/configurazione/procedimenti/versioni', 'rgd')
    .send({ validoDal: '2026-03-02', motivo: MOTIVO, contenuto: CATALOGO })
    .expect(201);
  const caso = { flusso: 'E', classifica: 'VI.3' };
  const regole = [{ codice: 'R', classifica: 'VI', competenza: 'U410', modo: 'automatica' }];
  await giro.visit('post /smistamento/proposte', 200, here.post('/smistamento/proposte', 'protocollo').send(caso));
  await giro.visit(
    'post /smistamento/proposte',
    422,
    here.post('/smistamento/proposte', 'protocollo').send({ flusso: 'X' }),
  );
  await giro.visit('post /smistamento/prova', 200, here.post('/smistamento/prova', 'rgd').send({ caso, regole }));

  const one = await here.registered('protocollo', entrata({ classifica: 'VI.3', assegnazioni: [competenza('U410')] }));
  const nuovo = {
    oggetto: 'Fascicolo del giro dei procedimenti',
    tipo: 'procedimento',
    classifica: 'VI.3.1',
    procedimento: 'GIRO',
  };
  const completa = 'post /registrazioni/{anno}/{numero}/completamento';
  const complete = (body: object) => here.post(`${at(one)}/completamento`, 'responsabile').send(body);
  await giro.visit(completa, 422, complete({}));
  const { fascicolo } = (await giro.visit(completa, 200, complete({ nuovo }))).body as { fascicolo: string };

  const uno = '/fascicoli/{id}/procedimento';
  const path = `/fascicoli/${fascicolo}/procedimento`;
  await giro.visit(`get ${uno}`, 200, here.get(path, 'istruttore'));
  await giro.visit(`get ${uno}`, 404, here.get(path, 'istruttore.u114'));
  const act = (passo: string, body: object) => here.post(`${path}/${passo}`, 'istruttore').send(body);
  await giro.visit(`post ${uno}/avvio`, 200, act('avvio', { inizio: '2026-02-20' }));
  await giro.visit(`post ${uno}/avvio`, 422, act('avvio', { inizio: '2030-01-01' }));
  await giro.visit(`post ${uno}/fasi`, 200, act('fasi', { fase: 'Consultiva', motivo: MOTIVO }));
  await giro.visit(`post ${uno}/sospensione`, 200, act('sospensione', { tipo: 'sospensione', motivo: MOTIVO }));
  await giro.visit('get /termini', 200, here.get('/termini?quali=sospesi', 'rgd'));
  await giro.visit('get /termini', 422, here.get('/termini?quali=altri', 'rgd'));
  await giro.visit(`post ${uno}/ripresa`, 200, act('ripresa', {}));
  await giro.visit(`post ${uno}/conclusione`, 200, act('conclusione', { motivo: MOTIVO }));
  await giro.visit('get /scrivania/{coda}/uffici', 200, here.get('/scrivania/terzo-livello/uffici', 'rgd'));
  await giro.visit('get /scrivania/{coda}/uffici', 404, here.get('/scrivania/tardive/uffici', 'istruttore'));
}
