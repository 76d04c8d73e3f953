import type { AttestazioneLetta } from '../../../schemas/attestazione.api.js';
import type { CampioneLetto } from '../../../schemas/campione.api.js';
import { SCANSIONE } from '../../../server/configurazione/dati/scansione.js';
import { bytesDi, firmaCades } from '../../../server/firme/crea/cades.js';
import type { Harness } from '../../support/harness.js';
import { scansionePronta } from '../attestazioni/banco.js';
import { entrata, MOTIVO } from '../protocollo/richieste.js';
import type { FirmeDelGiro } from './giro-firme.js';
import type { Giro } from './giro.js';

const UNA = '/scansioni/{id}';
const CAMPIONI = '/attestazioni/campioni';
const ASSENTE = 'f'.repeat(24);
const MIO = 'protocollo';
const motivo = MOTIVO;

/** Delegations, comparison, attestations and their signatures, samples of lots: every answer that they promise. */
export async function walkAttestazioni(giro: Giro, here: Harness, firme: FirmeDelGiro): Promise<void> {
  const scansione = await scansionePronta(here);
  const attesta = (body: object = {}, id = scansione._id) =>
    here
      .post(`/scansioni/${id}/attestazione`, MIO)
      .send({ modo: 'raffronto', dichiarazione: true, firma: 'server', ...body });
  await giro.visit(`post ${UNA}/attestazione`, 403, attesta());
  await giro.visit(`post ${UNA}/attestazione`, 422, attesta({ firma: 'x' }));
  await giro.visit(`post ${UNA}/attestazione`, 404, attesta({}, ASSENTE));
  await giro.visit('get /attestazioni/miei-poteri', 200, here.get('/attestazioni/miei-poteri', 'responsabile'));
  await giro.visit(`get ${UNA}/attestazione`, 200, here.get(`/scansioni/${scansione._id}/attestazione`, MIO));
  await walkDeleghe(giro, here);
  const io = await firme.rilascia('Operatore del giro');
  await firme.carica(here, MIO, io).expect(201);
  await giro.visit('get /attestazioni/miei-poteri', 200, here.get('/attestazioni/miei-poteri', MIO));
  await giro.visit(`get ${UNA}/attestazione`, 200, here.get(`/scansioni/${scansione._id}/attestazione`, MIO));

  const mark = (body: object, id = scansione._id) => here.post(`/scansioni/${id}/raffronto`, MIO).send(body);
  await giro.visit(`post ${UNA}/raffronto`, 422, mark({ pagina: '9', esito: 'uguale' }));
  const diversa = { pagina: '1', esito: 'diversa', motivo };
  await giro.visit(`post ${UNA}/raffronto`, 200, mark(diversa));
  await giro.visit(`post ${UNA}/attestazione`, 409, attesta());
  await giro.visit(`post ${UNA}/raffronto`, 200, mark({ pagine: ['1', '2'], esito: 'uguale' }));
  await giro.visit(`get ${UNA}/raffronto`, 200, here.get(`/scansioni/${scansione._id}/raffronto`, MIO));

  const once = () => attesta().set('Idempotency-Key', 'attestazione-del-giro');
  const made = await giro.visit(`post ${UNA}/attestazione`, 201, once());
  await giro.visit(`post ${UNA}/attestazione`, 200, once());
  await giro.visit(`post ${UNA}/raffronto`, 409, mark(diversa));
  const { id } = (made.body as { attestazione: { id: string } }).attestazione;
  await giro.visit('get /attestazioni', 200, here.get('/attestazioni', MIO));
  const one = '/attestazioni/{id}';
  await giro.visit(`get ${one}`, 200, here.get(`/attestazioni/${id}`, MIO));
  await giro.visit(`get ${one}`, 200, here.get(`/attestazioni/${id}`, MIO).accept('application/json'));
  await giro.visit(`get ${one}`, 404, here.get(`/attestazioni/${ASSENTE}`, MIO));
  await giro.visit(`get ${one}/firma`, 200, here.get(`/attestazioni/${id}/firma`, MIO));
  await walkFirmaEsterna(giro, here, (altra) => attesta({ firma: 'esterna' }, altra), io);
  await walkCampioni(giro, here);

  const copia = await scansionePronta(here);
  const registrata = await here.post(`/scansioni/${copia._id}/registrazione`, MIO).send(entrata()).expect(201);
  const { anno, numero } = registrata.body as { anno: number; numero: number };
  await attesta({}, copia._id).expect(201);
  const di = (n: number) => here.get(`/registrazioni/${anno}/${n}/attestazioni`, MIO);
  await giro.visit('get /registrazioni/{anno}/{numero}/attestazioni', 200, di(numero));
  await giro.visit('get /registrazioni/{anno}/{numero}/attestazioni', 404, di(99_999));
  const [attestata] = ((await di(numero).expect(200)).body as { elementi: AttestazioneLetta[] }).elementi;
  const distruzione = {
    attestazione: attestata?.id,
    autorizzazione: { numero: '12/2026', data: '2026-02-01', autore: 'Soprintendenza archivistica' },
    giorno: '2026-03-01',
    modalita: 'Triturazione',
    presenti: ['Verdi Lucia'],
  };
  const distrutta = here.post(`/registrazioni/${anno}/${numero}/distruzione-originale`, 'archivista').send(distruzione);
  await giro.visit('post /registrazioni/{anno}/{numero}/distruzione-originale', 409, distrutta);
}

async function walkDeleghe(giro: Giro, here: Harness): Promise<void> {
  const atto = { numero: '7/2026', data: '2026-01-02', autore: 'Il segretario generale' };
  const ambito = { modi: ['raffronto', 'processo'] };
  const delega = (utente: string) =>
    here.post('/attestazioni/deleghe', 'rgd').send({ utente, atto, ambito, dal: '2026-01-01', al: '2026-12-31' });
  await giro.visit('post /attestazioni/deleghe', 201, delega(MIO));
  await giro.visit('post /attestazioni/deleghe', 422, delega('nessuno'));
  await giro.visit('get /attestazioni/deleghe', 200, here.get('/attestazioni/deleghe?stato=tutte', MIO));
  for (const [status, al] of [
    [200, '2026-12-31'],
    [409, '2026-03-01'], // over since yesterday
  ] as const) {
    const { id } = (await delega('responsabile').expect(201)).body as { id: string };
    await here.collection('funzionariDelegati').updateOne({ _id: id as never }, { $set: { al } });
    const revoke = here.post(`/attestazioni/deleghe/${id}/revoca`, 'rgd').send({ motivo });
    await giro.visit('post /attestazioni/deleghe/{id}/revoca', status, revoke);
  }
}

async function walkFirmaEsterna(
  giro: Giro,
  here: Harness,
  attesta: (id: string) => ReturnType<Harness['post']>,
  io: Awaited<ReturnType<FirmeDelGiro['rilascia']>>,
): Promise<void> {
  const name = 'put /attestazioni/{id}/firma';
  const asked = await giro.visit(`post ${UNA}/attestazione`, 202, attesta((await scansionePronta(here))._id));
  const { id } = asked.body as { id: string };
  const documento = await here.get(`/attestazioni/${id}`, MIO).buffer(true).responseType('blob').expect(200);
  const sign = (staccata: boolean) =>
    firmaCades(documento.body as Buffer, io.firmatario, { staccata, quando: here.now() }).then(bytesDi);
  const put = (bytes: Buffer, account: 'protocollo' | 'responsabile' = MIO) =>
    here.put(`/attestazioni/${id}/firma`, account).set('Content-Type', 'application/pkcs7-mime').send(bytes);
  const buona = await sign(false);
  await giro.visit('get /attestazioni/{id}/firma', 404, here.get(`/attestazioni/${id}/firma`, MIO));
  await giro.visit(name, 422, put(Buffer.from('niente')));
  await giro.visit(name, 403, put(buona, 'responsabile'));
  const signed = (await giro.visit(name, 200, put(buona))).body as AttestazioneLetta;
  await giro.visit(name, 409, put(await sign(true)));
  await giro.visit('get /attestazioni/{id}/firma', 200, here.get(signed.firma?.url.replace('/api/v1', '') ?? '', MIO));
}

async function walkCampioni(giro: Giro, here: Harness): Promise<void> {
  const lotto = 'a'.repeat(24);
  for (let n = 0; n < 2; n += 1) await scansionePronta(here, { lotto });
  const draw = () => here.post(CAMPIONI, MIO).send({ lotto });
  await giro.visit(`post ${CAMPIONI}`, 409, draw()); // no certificates of the cycle
  const uno = { ente: 'Organismo di prova', numero: 'QC-1', dal: '2025-01-01', al: '2027-12-31' };
  const ciclo = { iso9001: uno, iso27001: uno, committente: 'Comune', finalita: 'Prova', documentazione: 'Progetto', luogo: 'Archivio', aql: 4 }; // prettier-ignore
  await here
    .post('/configurazione/scansione/versioni', 'rgd')
    .send({ validoDal: '2026-03-02', motivo, contenuto: { ...SCANSIONE, ciclo } })
    .expect(201);
  const { id, scelti } = (await giro.visit(`post ${CAMPIONI}`, 201, draw())).body as CampioneLetto;
  await giro.visit(`post ${CAMPIONI}`, 200, draw());
  await giro.visit(`post ${CAMPIONI}`, 404, here.post(CAMPIONI, MIO).send({ lotto: ASSENTE }));
  await giro.visit(`get ${CAMPIONI}`, 200, here.get(`${CAMPIONI}?lotto=${lotto}`, MIO));
  await giro.visit(`get ${CAMPIONI}/{id}`, 200, here.get(`${CAMPIONI}/${id}`, MIO));
  await giro.visit(`get ${CAMPIONI}/{id}`, 404, here.get(`${CAMPIONI}/${ASSENTE}`, MIO));
  const scansione = scelti[0]?.scansione ?? '';
  const tell = (body: object) => here.post(`${CAMPIONI}/${id}/esiti`, MIO).send({ scansione, ...body });
  await giro.visit(`post ${CAMPIONI}/{id}/esiti`, 422, tell({ esito: 'difforme' }));
  await giro.visit(`post ${CAMPIONI}/{id}/esiti`, 200, tell({ esito: 'difforme', motivo }));
  await giro.visit(`post ${CAMPIONI}/{id}/esiti`, 409, tell({ esito: 'conforme' }));
  const again = () => here.post(`/scansioni/${scansione}/ricontrollo`, MIO).send({ motivo });
  await giro.visit(`post ${UNA}/ricontrollo`, 200, again());
  await giro.visit(`post ${UNA}/ricontrollo`, 409, again());
}
