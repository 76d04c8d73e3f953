import { randomUUID } from 'node:crypto';
import type { FascicoloRisposta } from '../../../schemas/fascicolo.api.js';
import { at, filePdf, type Harness } from '../../support/harness.js';
import { uscita } from '../protocollo/richieste.js';
import type { Giro } from './giro.js';

const RICHIESTA = { oggetto: 'Fascicolo del giro dei metadati', tipo: 'affare', classifica: 'VI.5', uo: 'U410' };

/** Metadata, papers and export of a fascicolo and of what stands in it; suggestions and their quality. */
export async function walkMetadati(giro: Giro, here: Harness): Promise<void> {
  const f = (await here.post('/fascicoli', 'responsabile').send(RICHIESTA).expect(201)).body as FascicoloRisposta;
  const una = await here.registered('istruttore', uscita({ classifica: 'VI.5' }));
  const metadati = async (di: string, address: string, status: number): Promise<void> => {
    await giro.visit(`get ${di}/metadati.xml`, status, here.get(`${address}/metadati.xml`, 'istruttore'));
    await giro.visit(`get ${di}/metadati`, 200, here.get(`${address}/metadati`, 'istruttore'));
  };
  const REGISTRAZIONE = '/registrazioni/{anno}/{numero}';
  const FASCICOLO = '/fascicoli/{id}';
  await metadati(REGISTRAZIONE, at(una), 409);
  await metadati(FASCICOLO, `/fascicoli/${f.id}`, 409);
  await here
    .post(`/fascicoli/${f.id}/documenti`, 'istruttore')
    .send({ registrazioni: [{ anno: una.anno, numero: una.numero }] })
    .expect(201);
  await metadati(REGISTRAZIONE, at(una), 200);
  await metadati(FASCICOLO, `/fascicoli/${f.id}`, 200);

  const { bytes, mime, nome } = filePdf('Documento del giro dei metadati');
  const made = await here
    .post(`/fascicoli/${f.id}/documenti`, 'istruttore')
    .attach('documento', bytes, { filename: nome, contentType: mime })
    .expect(201);
  const documento = `/documenti/${(made.headers['location'] ?? '').split('/').at(-1) ?? ''}`;
  await metadati('/documenti/{id}', documento, 200);
  const inEsame = (operazione: object) =>
    here.collection('documenti').updateOne({ _id: documento.split('/').at(-1) as never }, operazione);
  await inEsame({ $set: { 'versioni.0.file.formato.incompleto': true } }); // as while its format is being told
  await metadati('/documenti/{id}', documento, 409);
  await inEsame({ $unset: { 'versioni.0.file.formato.incompleto': '' } });
  for (const carta of ['copertina.pdf', 'indice.pdf', 'esportazione.zip'])
    await giro.visit(`get ${FASCICOLO}/${carta}`, 200, here.get(`/fascicoli/${f.id}/${carta}`, 'istruttore'));
  await giro.visit('get /metadati/incompleti', 200, here.get('/metadati/incompleti?limite=1', 'archivista'));

  const SUGGERIMENTI = '/titolario/suggerimenti';
  await giro.visit(
    `post ${SUGGERIMENTI}`,
    200,
    here.post(SUGGERIMENTI, 'protocollo').send({ oggetto: 'Richiesta di permesso di costruire', canale: 'pec' }),
  );
  await giro.visit(
    `post ${SUGGERIMENTI}/esiti`,
    204,
    here
      .post(`${SUGGERIMENTI}/esiti`, 'protocollo')
      .send({ id: randomUUID(), proposti: ['VI.3'], sicuro: true, scelto: 'VI.3' }),
  );
  await giro.visit(`get ${SUGGERIMENTI}/qualita`, 200, here.get(`${SUGGERIMENTI}/qualita`, 'archivista'));
}
