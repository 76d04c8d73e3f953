import type { Fissita } from '../../../schemas/fissita.api.js';
import type { Harness } from '../../support/harness.js';
import type { Giro } from './giro.js';

/** The integrity of what is stored, alarms, the report of a month. Exhibition is walked where there is a receiver. */
export async function walkIntegrita(giro: Giro, here: Harness): Promise<void> {
  const FISSITA = '/conservazione/fissita';
  await giro.visit(`post ${FISSITA}`, 202, here.post(FISSITA, 'archivista'));
  await giro.visit(`post ${FISSITA}`, 200, here.post(FISSITA, 'admin'));
  await giro.visit(`post ${FISSITA}`, 403, here.post(FISSITA, 'protocollo'));
  await here.collection('guastiFissita').insertOne({
    chiave: 'a'.repeat(64),
    genere: 'file-alterato',
    nominatoDa: [{ tipo: 'registrazione', aoo: 'AVLD001', riferimento: '2026/1' }],
    aoo: ['AVLD001'],
    trovato: new Date(),
    ultimoControllo: new Date(),
    aperto: 1,
  });
  const seen = (await giro.visit(`get ${FISSITA}`, 200, here.get(FISSITA, 'rgd'))).body as Fissita;
  const PRESA = `${FISSITA}/guasti/{id}/presa-in-carico`;
  const take = (id: string, motivo: string) =>
    here.post(`${FISSITA}/guasti/${id}/presa-in-carico`, 'archivista').send({ motivo });
  await giro.visit(`post ${PRESA}`, 200, take(seen.guasti[0]?.id ?? '', 'Chiesto il ripristino'));
  await giro.visit(`post ${PRESA}`, 404, take('0'.repeat(24), 'Chiesto il ripristino'));
  await giro.visit(`post ${PRESA}`, 400, take('uno', 'Chiesto il ripristino'));
  await giro.visit(`post ${PRESA}`, 422, take(seen.guasti[0]?.id ?? '', ''));
  await giro.visit('get /conservazione/avvisi', 200, here.get('/conservazione/avvisi', 'admin'));
  for (const forma of ['pdf', 'csv']) {
    const name = `/conservazione/rapporto-mensile.${forma}`;
    await giro.visit(`get ${name}`, 200, here.get(`${name}?mese=2026-03`, 'archivista'));
    await giro.visit(`get ${name}`, 422, here.get(`${name}?mese=2026-13`, 'archivista'));
  }
  const ESIBIZIONE = '/versamenti/{id}/esibizione.zip';
  await giro.visit(`get ${ESIBIZIONE}`, 404, here.get('/versamenti/nessuno/esibizione.zip?motivo=Prova+del+giro', 'rgd')); // prettier-ignore
  await giro.visit(`get ${ESIBIZIONE}`, 422, here.get('/versamenti/nessuno/esibizione.zip', 'rgd'));
}
