import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { BozzaLetta } from '../../../schemas/bozza.api.js';
import { saveAntivirus } from '../../../schemas/esame-file.model.js';
import { createAutorita, createFirmatario } from '../../../server/demo/firma/autorita.js';
import { signCms } from '../../../server/demo/firma/cms.js';
import { filePdf, type Harness } from '../../support/harness.js';
import { EDILE } from '../protocollo/richieste.js';
import type { Giro } from './giro.js';

const ONE = '/bozze/{id}';
const ID_ASSENTE = 'f'.repeat(24);

/** Outgoing letters, from nothing to their number: every answer that they promise. */
export async function walkBozze(giro: Giro, here: Harness): Promise<void> {
  const { bytes, nome } = filePdf('allegato di una bozza');
  const body = { oggetto: 'Comunicazione di esito', destinatari: [EDILE], mezzo: 'posta', modello: 'Convocazione' };
  const create = () => here.post('/bozze', 'istruttore').set('Idempotency-Key', 'bozza-del-giro').send(body);
  const born = (await giro.visit('post /bozze', 201, create())).body as BozzaLetta;
  await giro.visit('post /bozze', 200, create());
  await giro.visit('post /bozze', 422, here.post('/bozze', 'istruttore').send({}));
  await giro.visit('post /bozze', 403, here.post('/bozze', 'archivista').send(body));
  const at = (sub = ''): string => `/bozze/${born.id}${sub}`;

  await giro.visit('get /bozze', 200, here.get('/bozze', 'istruttore'));
  await giro.visit('get /bozze', 404, here.get('/bozze?coda=da-approvare', 'istruttore'));
  await giro.visit('get /code-bozze', 200, here.get('/code-bozze', 'responsabile'));
  await giro.visit('get /modelli-lettera', 200, here.get('/modelli-lettera', 'istruttore'));
  await giro.visit(`get ${ONE}`, 200, here.get(at(), 'istruttore'));
  await giro.visit(`get ${ONE}`, 404, here.get(`/bozze/${ID_ASSENTE}`, 'istruttore'));
  await giro.visit(`patch ${ONE}`, 428, here.patch(at(), 'istruttore').send({ oggetto: 'Altro' }));
  await giro.visit(`patch ${ONE}`, 412, here.patch(at(), 'istruttore', 99).send({ oggetto: 'Altro' }));
  const testo = 'Si comunica l’esito.\n\nDistinti saluti';
  await giro.visit(
    `patch ${ONE}`,
    200,
    here.patch(at(), 'istruttore', born.versione).send({ testo, classifica: 'VI.3' }),
  );
  const file = { filename: nome };
  await giro.visit(
    `post ${ONE}/allegati`,
    200,
    here.post(at('/allegati'), 'istruttore').attach('allegato', bytes, file),
  );
  await giro.visit(`get ${ONE}/allegati/{n}`, 200, here.get(at('/allegati/1'), 'istruttore'));
  await giro.visit(`get ${ONE}/versioni/{n}`, 200, here.get(at('/versioni/1'), 'istruttore'));
  await giro.visit(`get ${ONE}/documento`, 200, here.get(at('/documento'), 'istruttore'));
  await giro.visit(
    `put ${ONE}/documento`,
    200,
    here.put(at('/documento'), 'istruttore').attach('documento', bytes, file),
  );

  const post = (sub: string, account: 'istruttore' | 'responsabile', sent: object = {}) =>
    here.post(at(sub), account).send(sent);
  await giro.visit(`post ${ONE}/invio-approvazione`, 200, post('/invio-approvazione', 'istruttore'));
  await giro.visit(`post ${ONE}/invio-approvazione`, 409, post('/invio-approvazione', 'istruttore'));
  const rinvio = { esito: 'rinviata', osservazioni: 'Citare il regolamento.' };
  await giro.visit(`post ${ONE}/approvazione`, 200, post('/approvazione', 'responsabile', rinvio));
  await giro.visit('get /bozze', 200, here.get('/bozze?coda=rinviate', 'istruttore'));
  await giro.visit(`post ${ONE}/approvazione`, 200, post('/approvazione', 'responsabile', { esito: 'approvata' }));
  await giro.visit(`post ${ONE}/ritiro`, 200, post('/ritiro', 'istruttore', { motivo: 'manca un dato' }));
  await giro.visit(`post ${ONE}/approvazione`, 200, post('/approvazione', 'responsabile', { esito: 'approvata' }));
  const autorita = createAutorita(2026);
  const firmatario = createFirmatario(autorita, { nome: 'Esempio Undici', codiceFiscale: 'SMPNDC80A01X000X' }, 2026);
  const signed = signCms(bytes, { firmatario, autorita, istante: new Date('2026-03-02T10:00:00Z'), incluso: true });
  const sign = () =>
    here
      .put(at('/firma'), 'responsabile')
      .attach('documento', signed, { filename: `${nome}.p7m` })
      .field('conferma', 'si')
      .field('sha256', createHash('sha256').update(signed).digest('hex'));
  await giro.visit(`put ${ONE}/firma`, 200, sign());
  const registered = await giro.visit(`post ${ONE}/registrazione`, 201, post('/registrazione', 'istruttore'));
  assert.match(registered.headers['location'] ?? '', /\/registrazioni\/2026\/\d+$/);
  await giro.visit(`post ${ONE}/registrazione`, 200, post('/registrazione', 'responsabile'));
  await giro.visit(`get ${ONE}`, 200, here.get(at(), 'istruttore'));

  for (const sub of ['/documento', '/allegati/1']) {
    const path = sub === '/documento' ? `${ONE}/documento` : `${ONE}/allegati/{n}`;
    const get = () => here.get(at(sub), 'istruttore');
    const { etag = '' } = (await get().expect(200)).headers as { etag?: string };
    await giro.visit(`get ${path}`, 206, get().set('Range', 'bytes=0-4'));
    await giro.visit(`get ${path}`, 304, get().set('If-None-Match', etag));
    await saveAntivirus(etag.replaceAll('"', ''), { stato: 'infetto', minaccia: 'Prova' }, new Date());
    await giro.visit(`get ${path}`, 409, get());
  }

  const other = (await here.post('/bozze', 'istruttore').send(body).expect(201)).body as BozzaLetta;
  const old = '"99"'; // no draft of this walk has been changed so often
  const acts = ['invio-approvazione', 'approvazione', 'ritiro', 'scarto'];
  const bodies: Readonly<Record<string, object>> = {
    approvazione: { esito: 'approvata' },
    scarto: { motivo: 'superata' },
  };
  for (const sub of acts)
    await giro.visit(
      `post ${ONE}/${sub}`,
      412,
      here
        .post(`/bozze/${other.id}/${sub}`, 'responsabile')
        .set('If-Match', old)
        .send(bodies[sub] ?? {}),
    );
  for (const [method, sub, part] of [
    ['put', 'documento', 'documento'],
    ['put', 'firma', 'documento'],
    ['post', 'allegati', 'allegato'],
  ] as const)
    await giro.visit(
      `${method} ${ONE}/${sub}`,
      412,
      here[method](`/bozze/${other.id}/${sub}`, 'responsabile').set('If-Match', old).attach(part, bytes, file),
    );
  await here.patch(`/bozze/${other.id}`, 'istruttore', other.versione).send({ testo }).expect(200);
  await here.post(`/bozze/${other.id}/approvazione`, 'responsabile').send({ esito: 'approvata' }).expect(200);
  await giro.visit(
    `post ${ONE}/registrazione`,
    412,
    here.post(`/bozze/${other.id}/registrazione`, 'responsabile').set('If-Match', old).send({}),
  );
  const scarto = () => here.post(`/bozze/${other.id}/scarto`, 'istruttore').send({ motivo: 'non serve più' });
  await giro.visit(`post ${ONE}/scarto`, 200, scarto());
  await giro.visit(`post ${ONE}/scarto`, 409, scarto());
}
