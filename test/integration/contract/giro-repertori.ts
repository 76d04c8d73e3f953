import assert from 'node:assert/strict';
import type { Test } from 'supertest';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { saveAntivirus } from '../../../schemas/esame-file.model.js';
import { at, filePdf, type Harness } from '../../support/harness.js';
import { entrata, MOTIVO } from '../protocollo/richieste.js';
import type { Giro } from './giro.js';

const ATTO = '/repertori/{registro}/{anno}/{numero}';
const REGISTRAZIONI = '/repertori/{registro}/registrazioni';

/** The repertori and what is in them: every answer that they promise. */
export async function walkRepertori(giro: Giro, here: Harness): Promise<void> {
  const chiave = 'chiave-del-repertorio';
  const register = (richiesta: object, file = filePdf('Determinazione del giro')): Test =>
    here
      .post('/repertori/DET/registrazioni', 'rgd')
      .field(
        'registrazione',
        JSON.stringify({ oggetto: 'Determinazione del giro', mittenti: [{ tipo: 'UO', uo: 'U111' }], ...richiesta }),
      )
      .attach('documento', file.bytes, { filename: file.nome, contentType: file.mime })
      .attach('allegato', file.bytes, { filename: 'allegato.pdf', contentType: file.mime });
  const withKey = (richiesta: object) => register(richiesta).set('Idempotency-Key', chiave);
  const made = await giro.visit(`post ${REGISTRAZIONI}`, 201, withKey({}));
  const { anno, numero, versione } = made.body as RegistrazioneRisposta;
  await giro.visit(`post ${REGISTRAZIONI}`, 200, withKey({}));
  await giro.visit(`post ${REGISTRAZIONI}`, 409, withKey({ note: 'altro' }));
  await giro.visit('get /repertori', 200, here.get('/repertori', 'istruttore'));
  await giro.visit(`get ${REGISTRAZIONI}`, 200, here.get('/repertori/DET/registrazioni?q=giro', 'rgd'));
  await giro.visit(`get ${REGISTRAZIONI}`, 404, here.get('/repertori/NESSUNO/registrazioni', 'rgd'));
  await giro.visit(`get ${REGISTRAZIONI}.csv`, 200, here.get('/repertori/DET/registrazioni.csv', 'rgd'));

  await giro.visit('get /repertori/{registro}/registro', 200, here.get(`/repertori/DET/registro?anno=${anno}`, 'rgd'));
  const uno = `/repertori/DET/${anno}/${numero}`;
  for (const sotto of ['', '/eventi', '/verifica', '/etichetta.pdf', '/metadati', '/versione'])
    await giro.visit(`get ${ATTO}${sotto}`, 200, here.get(`${uno}${sotto}`, 'rgd'));
  const nota = `"${versione}"`;
  await giro.visit(`get ${ATTO}/versione`, 304, here.get(`${uno}/versione`, 'rgd').set('If-None-Match', nota));
  for (const [nome, path] of [
    ['documento', 'documento'],
    ['allegati/{n}', 'allegati/1'],
  ] as const) {
    const get = () => here.get(`${uno}/${path}`, 'rgd');
    const { headers } = await giro.visit(`get ${ATTO}/${nome}`, 200, get());
    await giro.visit(`get ${ATTO}/${nome}`, 206, get().set('Range', 'bytes=0-4'));
    await giro.visit(`get ${ATTO}/${nome}`, 304, get().set('If-None-Match', headers['etag'] ?? ''));
  }
  for (const method of ['get', 'post'] as const)
    await giro.visit(`${method} ${ATTO}/firme`, 200, here[method](`${uno}/firme`, 'rgd'));
  const infetto = (await register({}, filePdf('Determinazione infetta'))).body as RegistrazioneRisposta;
  const suo = `/repertori/DET/${infetto.anno}/${infetto.numero}`;
  await saveAntivirus(infetto.documento?.sha256 ?? assert.fail(), { stato: 'infetto', minaccia: 'Prova' }, new Date());
  await giro.visit(`get ${ATTO}/documento`, 409, here.get(`${suo}/documento`, 'rgd'));
  await giro.visit(`get ${ATTO}/allegati/{n}`, 409, here.get(`${suo}/allegati/1`, 'rgd'));
  await giro.visit(`get ${ATTO}/metadati.xml`, 200, here.get(`${uno}/metadati.xml`, 'rgd'));
  const incompleto = (await register({ mittenti: [{ tipo: 'PAE', denominazione: 'Regione di altrove' }] }))
    .body as RegistrazioneRisposta;
  const senza = `/repertori/DET/${incompleto.anno}/${incompleto.numero}/metadati.xml`;
  await giro.visit(`get ${ATTO}/metadati.xml`, 409, here.get(senza, 'rgd'));

  const patch = () => here.patch(uno, 'rgd', versione).send({ motivo: MOTIVO, note: 'nota del giro' });
  await giro.visit(`patch ${ATTO}`, 200, patch());
  await giro.visit(`patch ${ATTO}`, 412, patch());
  for (const [sotto, corpo] of [
    ['assegnazioni', { assegnazioni: [{ uo: 'U410', tipo: 'conoscenza' }] }],
    ['classificazione', { codice: 'VI.3' }],
  ] as const)
    await giro.visit(`post ${ATTO}/${sotto}`, 200, here.post(`${uno}/${sotto}`, 'rgd').send(corpo));
  await giro.visit(`post ${ATTO}/presa-visione`, 200, here.post(`${uno}/presa-visione`, 'istruttore').send({}));
  const assegna = { assegnazioni: [{ uo: 'U410', tipo: 'competenza' }] };
  await here.post(`${uno}/assegnazioni`, 'rgd').send(assegna).expect(200);
  for (const [sotto, corpo] of [
    ['presa-in-carico', {}],
    ['rifiuto', { motivo: MOTIVO }],
  ] as const)
    await giro.visit(`post ${ATTO}/${sotto}`, 200, here.post(`${uno}/${sotto}`, 'istruttore').send(corpo));
  const lettera = await here.registered('protocollo', entrata());
  const collega = { registrazione: { anno: lettera.anno, numero: lettera.numero } };
  await giro.visit(`post ${ATTO}/registrazione`, 200, here.post(`${uno}/registrazione`, 'rgd').send(collega));
  const repertori = 'get /registrazioni/{anno}/{numero}/repertori';
  await giro.visit(repertori, 200, here.get(`${at(lettera)}/repertori`, 'rgd'));
  const annulla = (account: 'protocollo' | 'rgd') => here.post(`${uno}/annullamento`, account).send({ motivo: MOTIVO });
  await giro.visit(`post ${ATTO}/annullamento`, 202, annulla('protocollo'));
  const nega = () => here.post(`${uno}/annullamento/diniego`, 'rgd').send({ motivo: MOTIVO });
  await giro.visit(`post ${ATTO}/annullamento/diniego`, 200, nega());
  await giro.visit(`post ${ATTO}/annullamento`, 200, annulla('rgd'));
}
