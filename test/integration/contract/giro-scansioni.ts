import assert from 'node:assert/strict';
import type { Divisione, Lotto, Scansione } from '../../../schemas/scansione.api.js';
import type { z } from 'zod';
import type { Harness } from '../../support/harness.js';
import { scansionePronta } from '../attestazioni/banco.js';
import { InProcesso } from '../conservazione/in-processo.js';
import { entrata, MOTIVO } from '../protocollo/richieste.js';
import { BancoScansione, foglio } from '../scansione/banco.js';
import type { Giro } from './giro.js';

const UNA = '/scansioni/{id}';
const PAGINA = `${UNA}/pagine/{pagina}`;
const ASSENTE = 'f'.repeat(24);
const MIO = 'protocollo';

/** Scans, their pages and their batches: every answer that they promise. */
export async function walkScansioni(giro: Giro, here: Harness, env: NodeJS.ProcessEnv): Promise<void> {
  const inside = new InProcesso(here, env);
  await inside.start();
  const banco = new BancoScansione(inside);
  try {
    await walk(giro, here, banco);
  } finally {
    banco.immagini.close();
    inside.stop();
  }
}

async function walk(giro: Giro, here: Harness, banco: BancoScansione): Promise<void> {
  const fogli = await Promise.all([21, 22, 23].map((seme) => foglio(seme)));
  const [primo = assert.fail(), secondo = assert.fail(), terzo = assert.fail()] = fogli;
  const send = (immagini: Buffer[]) => banco.invia(immagini, { pagineAttese: 2 }, 'scansione-del-giro');
  const { id } = (await giro.visit('post /scansioni', 202, send([primo, secondo]))).body as Scansione;
  await giro.visit('post /scansioni', 200, send([primo, secondo]));
  await giro.visit('post /scansioni', 409, send([primo]));
  await giro.visit('post /scansioni', 422, banco.invia([]));
  await giro.visit('post /scansioni', 403, here.post('/scansioni', 'istruttore'));
  await giro.visit('post /scansioni', 415, here.post('/scansioni', MIO).send({}));
  const at = (sub = '', of = id): string => `/scansioni/${of}${sub}`;
  for (const sub of ['/pdf', '/testo', '/originali/9', '/pagine/1/miniatura', '/pagine/9/parole']) {
    const name = sub.replace('originali/9', 'originali/{n}').replace(/pagine\/\d/, 'pagine/{pagina}');
    await giro.visit(`get ${UNA}${name}`, 404, here.get(at(sub), MIO)); // not read yet, or not there
  }
  await banco.lavora(id);

  await giro.visit('get /scansioni', 200, here.get('/scansioni', MIO));
  await giro.visit('get /scansioni', 422, here.get('/scansioni?stato=x', MIO));
  await giro.visit('get /scansioni', 200, here.get('/scansioni?daRegistrare=si', MIO));
  const { pagine } = (await giro.visit(`get ${UNA}`, 200, here.get(at(), MIO))).body as Scansione;
  await giro.visit(`get ${UNA}`, 404, here.get(at('', ASSENTE), MIO));
  await giro.visit(`get ${UNA}`, 400, here.get(at('', 'x'), MIO));
  await giro.visit(`get ${UNA}/testo`, 200, here.get(at('/testo'), MIO));
  await giro.visit(`get ${UNA}/eventi`, 200, here.get(at('/eventi'), MIO));
  await giro.visit(`get ${PAGINA}/parole`, 200, here.get(at('/pagine/1/parole'), MIO));
  for (const [name, sub, parte] of [
    [`${UNA}/pdf`, '/pdf', true],
    [`${UNA}/originali/{n}`, '/originali/1', true],
    [`${PAGINA}/miniatura`, '/pagine/1/miniatura', true],
    [`${PAGINA}/anteprima`, '/pagine/1/anteprima', true],
    [`${PAGINA}/immagine`, '/pagine/1/immagine', false],
  ] as const) {
    const { headers } = await giro.visit(`get ${name}`, 200, here.get(at(sub), MIO));
    await giro.visit(`get ${name}`, 304, here.get(at(sub), MIO).set('If-None-Match', headers['etag'] ?? ''));
    if (parte) await giro.visit(`get ${name}`, 206, here.get(at(sub), MIO).set('Range', 'bytes=0-9'));
  }

  await walkPagine(giro, here, banco, { id, terzo, difetto: pagine[0]?.qualita[0]?.codice ?? assert.fail('no flaw') });
  await walkLotti(giro, here, primo);

  const pronta = await scansionePronta(here);
  const dati = entrata();
  const register = (of: string) => here.post(at('/registrazione', of), MIO).send(dati);
  await giro.visit(`post ${UNA}/registrazione`, 409, register(id)); // its pages are to be read again
  await giro.visit(`post ${UNA}/registrazione`, 201, register(pronta._id));
  await giro.visit(`post ${UNA}/registrazione`, 200, register(pronta._id));
  const { anno, numero } = (await here.register(MIO, entrata({ mezzo: 'sportello' }), { documento: null }).expect(201))
    .body as { anno: number; numero: number };
  const join = (of: string) => here.post(at('/unione', of), MIO);
  const registrazione = { anno, numero };
  await giro.visit(`post ${UNA}/unione`, 409, join(pronta._id).send({ registrazione }));
  await giro.visit(`post ${UNA}/unione`, 412, join(id).set('If-Match', '"99"').send({ registrazione }));
  await giro.visit(`post ${UNA}/unione`, 422, join(id).send({ registrazione: { anno, numero: 99_999 } }));
  await giro.visit(`post ${UNA}/unione`, 200, join(id).send({ registrazione }));
  const part = (of: string) => here.post(at('/separazione', of), MIO);
  await giro.visit(`post ${UNA}/separazione`, 409, part(pronta._id).send({}));
  await giro.visit(`post ${UNA}/separazione`, 412, part(id).set('If-Match', '"99"').send({}));
  await giro.visit(`post ${UNA}/separazione`, 200, part(id).send({}));
  const esclusione = { esclusione: 'Scansione ripetuta' };
  const exclude = (of: string) => here.post(at('/esclusione', of), MIO);
  await giro.visit(`post ${UNA}/esclusione`, 409, exclude(pronta._id).send(esclusione));
  await giro.visit(`post ${UNA}/esclusione`, 412, exclude(id).set('If-Match', '"99"').send(esclusione));
  await giro.visit(`post ${UNA}/esclusione`, 422, exclude(id).send({ esclusione: 'altro' }));
  await giro.visit(`post ${UNA}/esclusione`, 200, exclude(id).send(esclusione));
}

/** What a person does on the pages; what is frozen is not changed, nor what somebody else has changed. */
async function walkPagine(
  giro: Giro,
  here: Harness,
  banco: BancoScansione,
  { id, terzo, difetto }: { id: string; terzo: Buffer; difetto: string },
): Promise<void> {
  const ferma = await scansionePronta(here, { stato: 'attestata' });
  const motivo = MOTIVO;
  const post = (of: string, sub: string, corpo: object | Buffer) => {
    const asked = here.post(`/scansioni/${of}${sub}`, MIO);
    return Buffer.isBuffer(corpo) ? asked.attach('immagine', corpo, 'altro.png') : asked.send(corpo);
  };
  const rotate = (of: string) => here.patch(`/scansioni/${of}/pagine/1`, MIO);
  const girata = { rotazione: 0 };
  await giro.visit(`patch ${PAGINA}`, 409, rotate(ferma._id).send(girata));
  await giro.visit(`patch ${PAGINA}`, 412, rotate(id).set('If-Match', '"99"').send(girata));
  for (const [name, sub, corpo] of [
    [`${PAGINA}/accettazione`, '/pagine/1/accettazione', { codice: difetto, motivo }],
    [`${UNA}/controllo`, '/controllo', { motivo }],
    [`${UNA}/pagine`, '/pagine', terzo],
    [`${PAGINA}/sostituzione`, '/pagine/1/sostituzione', terzo],
    [`${UNA}/ordine`, '/ordine', { pagine: ['2', '1'] }],
    [`${PAGINA}/rimozione`, '/pagine/1/rimozione', { motivo }],
    [`${UNA}/divisione`, '/divisione', { da: '2' }],
  ] as const) {
    await giro.visit(`post ${name}`, 409, post(ferma._id, sub, corpo));
    await giro.visit(`post ${name}`, 412, post(id, sub, corpo).set('If-Match', '"99"'));
    await giro.visit(`post ${name}`, 404, post(ASSENTE, sub, corpo));
  }

  const bad = { codice: 'altro', motivo };
  await giro.visit(`post ${PAGINA}/accettazione`, 422, post(id, '/pagine/1/accettazione', bad));
  await giro.visit(`post ${UNA}/controllo`, 409, post(id, '/controllo', { motivo })); // flaws that nobody has accepted
  for (const { id: pagina, qualita } of (await banco.letta(id)).pagine)
    for (const { codice } of qualita)
      await giro.visit(
        `post ${PAGINA}/accettazione`,
        200,
        post(id, `/pagine/${pagina}/accettazione`, { codice, motivo }),
      );
  await here.collection('scansioni').updateOne({ _id: id as never }, { $set: { stato: 'da-verificare' } }); // sent back by a sample
  await giro.visit(`post ${UNA}/controllo`, 200, post(id, '/controllo', { motivo }));
  await giro.visit(`patch ${PAGINA}`, 200, rotate(id).send({ rotazione: 180 }));
  await giro.visit(`post ${UNA}/ordine`, 200, post(id, '/ordine', { pagine: ['2', '1'] }));
  await giro.visit(`post ${UNA}/ordine`, 422, post(id, '/ordine', { pagine: ['2'] }));
  await giro.visit(`post ${UNA}/pagine`, 200, post(id, '/pagine', terzo));
  await giro.visit(`post ${PAGINA}/sostituzione`, 200, post(id, '/pagine/1/sostituzione', terzo));
  await giro.visit(`post ${PAGINA}/rimozione`, 200, post(id, '/pagine/2/rimozione', { motivo }));
  const ora = await banco.letta(id);
  const parte = () =>
    post(id, '/divisione', { da: ora.pagine.at(-1)?.id ?? '?' }).set('Idempotency-Key', 'divisione-del-giro');
  const divisa = await giro.visit(`post ${UNA}/divisione`, 201, parte());
  assert.notEqual((divisa.body as z.infer<typeof Divisione>).nuova.id, id);
  await giro.visit(`post ${UNA}/divisione`, 200, parte());
}

async function walkLotti(giro: Giro, here: Harness, foglio: Buffer): Promise<void> {
  const send = () =>
    here
      .post('/scansioni/lotti', MIO)
      .set('Idempotency-Key', 'lotto-del-giro')
      .attach('documento', foglio, { filename: 'lotto.png', contentType: 'image/png' });
  const { id } = (await giro.visit('post /scansioni/lotti', 202, send())).body as Lotto;
  await giro.visit('post /scansioni/lotti', 200, send());
  await giro.visit('post /scansioni/lotti', 422, here.post('/scansioni/lotti', MIO).field('scansione', '{}'));
  await giro.visit('get /scansioni/lotti', 200, here.get('/scansioni/lotti', MIO));
  await giro.visit('get /scansioni/lotti/{id}', 200, here.get(`/scansioni/lotti/${id}`, MIO));
  const exclude = () => here.post(`/scansioni/lotti/${id}/esclusione`, MIO);
  const esclusione = { esclusione: 'Scansione ripetuta' };
  await giro.visit('post /scansioni/lotti/{id}/esclusione', 412, exclude().set('If-Match', '"99"').send(esclusione));
  await giro.visit('post /scansioni/lotti/{id}/esclusione', 422, exclude().send({}));
  await giro.visit('post /scansioni/lotti/{id}/esclusione', 200, exclude().send(esclusione));
  await giro.visit('post /scansioni/lotti/{id}/esclusione', 409, exclude().send(esclusione));
  await giro.visit('get /scansioni/lotti/{id}', 404, here.get(`/scansioni/lotti/${ASSENTE}`, MIO));
}
