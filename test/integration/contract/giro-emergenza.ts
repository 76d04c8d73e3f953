import type { PeriodoEmergenza } from '../../../schemas/emergenza.api.js';
import type { Harness } from '../../support/harness.js';
import { entrata } from '../protocollo/richieste.js';
import type { Giro } from './giro.js';

const BASE = '/registro-emergenza';

/** The registers of emergency: every answer that they promise. */
export async function walkEmergenza(giro: Giro, here: Harness): Promise<void> {
  const inizio = new Date(here.now().getTime() - 7_200_000).toISOString();
  const ripristino = new Date(here.now().getTime() - 60_000).toISOString();
  const open = () => here.post(`${BASE}/periodi`, 'rgd').send({ causa: 'guasto della rete', inizio });
  const { id } = (await giro.visit(`post ${BASE}/periodi`, 201, open())).body as PeriodoEmergenza;
  await giro.visit(`post ${BASE}/periodi`, 409, open());
  await giro.visit(`get ${BASE}/periodi`, 200, here.get(`${BASE}/periodi`, 'archivista'));
  await giro.visit(`get ${BASE}/periodi/{id}`, 200, here.get(`${BASE}/periodi/${id}`, 'rgd'));
  const { flusso, oggetto, mittenti } = entrata();
  const local = new Date(Date.parse(inizio) + 3_600_000).toLocaleString('sv-SE', { timeZone: 'Europe/Rome' });
  const data = local.slice(0, 10);
  const righe = [{ numero: 1, data, ora: local.slice(11, 16), flusso, oggetto, mittenti, mezzo: 'sportello' }];
  const pour = (periodo = id) =>
    here.post(`${BASE}/riversamento`, 'rgd').send({ periodo, righe, giornate: [{ data, operazioni: 1 }] });
  await giro.visit(`post ${BASE}/riversamento`, 404, pour('0'.repeat(24)));
  await giro.visit(`post ${BASE}/riversamento`, 409, pour());
  const restore = () => here.post(`${BASE}/periodi/${id}/ripristino`, 'rgd').send({ ripristino });
  await giro.visit(`post ${BASE}/periodi/{id}/ripristino`, 200, restore());
  await giro.visit(`post ${BASE}/periodi/{id}/ripristino`, 409, restore());
  await giro.visit(`post ${BASE}/riversamento`, 201, pour());
  await giro.visit(`post ${BASE}/riversamento`, 200, pour());
  await giro.visit(`get ${BASE}/periodi/{id}/righe`, 200, here.get(`${BASE}/periodi/${id}/righe`, 'rgd'));
  await giro.visit(`get ${BASE}/modulo.csv`, 200, here.get(`${BASE}/modulo.csv?righe=2`, 'rgd'));
  await giro.visit(`get ${BASE}/modulo.pdf`, 200, here.get(`${BASE}/modulo.pdf?righe=2`, 'rgd'));
}
