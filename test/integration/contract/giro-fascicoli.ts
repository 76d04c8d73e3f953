import { hash } from 'node:crypto';
import type { FascicoloRisposta } from '../../../schemas/fascicolo.api.js';
import { saveAntivirus } from '../../../schemas/esame-file.model.js';
import { filePdf, type Harness } from '../../support/harness.js';
import { MOTIVO, uscita } from '../protocollo/richieste.js';
import type { Giro } from './giro.js';

const ONE = '/fascicoli/{id}';
const MANCA = '00000000-0000-0000-0000-000000000000';
const RICHIESTA = { oggetto: 'Fascicolo del giro di prova', tipo: 'affare', classifica: 'VI.5', uo: 'U410' };

/** Fascicoli, their parts and their documents, with every answer that they promise. */
export async function walkFascicoli(giro: Giro, here: Harness): Promise<void> {
  const open = (status: number, body: object, chiave?: string) => {
    const test = here.post('/fascicoli', 'responsabile').send(body);
    return giro.visit('post /fascicoli', status, chiave === undefined ? test : test.set('Idempotency-Key', chiave));
  };
  const { id } = (await open(201, RICHIESTA, 'giro-f')).body as FascicoloRisposta;
  await open(200, RICHIESTA, 'giro-f');
  await open(422, {});
  const altro = (await open(201, RICHIESTA)).body as FascicoloRisposta;
  for (const query of [
    '',
    '?q=giro&anno=2026&classifica=VI.5&uo=U410&stato=aperto&tipo=affare&parti=si&ordine=codice&limite=1',
  ])
    await giro.visit('get /fascicoli', 200, here.get(`/fascicoli${query}`, 'responsabile'));
  await giro.visit('get /fascicoli', 422, here.get('/fascicoli?stato=mezzo', 'responsabile'));
  await giro.visit('get /fascicoli.csv', 200, here.get('/fascicoli.csv', 'responsabile'));
  await giro.visit('get /fascicoli/proposte', 200, here.get('/fascicoli/proposte?classifica=VI.5', 'responsabile'));
  await giro.visit('get /repertorio-fascicoli', 200, here.get('/repertorio-fascicoli', 'archivista'));
  await giro.visit('get /repertorio-fascicoli.csv', 200, here.get('/repertorio-fascicoli.csv?anno=2026', 'rgd'));
  await giro.visit(`get ${ONE}`, 200, here.get(`/fascicoli/${id}`, 'istruttore'));
  await giro.visit(`get ${ONE}`, 404, here.get(`/fascicoli/${MANCA}`, 'istruttore'));

  const versioneOf = async (): Promise<number> =>
    ((await here.get(`/fascicoli/${id}`, 'responsabile').expect(200)).body as FascicoloRisposta).versione;
  const patch = (status: number, body: object, versione?: number) =>
    giro.visit(`patch ${ONE}`, status, here.patch(`/fascicoli/${id}`, 'responsabile', versione).send(body));
  await patch(200, { note: 'nota', paroleChiave: ['giro'], altreUo: ['U412'] }, await versioneOf());
  await patch(412, { note: 'altra' }, 1);
  await patch(428, { note: 'altra' });
  await patch(422, { padre: id }, await versioneOf());
  const post = (what: string, status: number, body: object, versione?: number) => {
    const test = here.post(`/fascicoli/${id}/${what}`, 'responsabile').send(body);
    return giro.visit(
      `post ${ONE}/${what}`,
      status,
      versione === undefined ? test : test.set('If-Match', `"${versione}"`),
    );
  };
  await post('sottofascicoli', 201, { oggetto: 'Parte' });
  const inserto = (status: number) =>
    giro.visit(
      `post ${ONE}/sottofascicoli`,
      status,
      here
        .post(`/fascicoli/${altro.id}/sottofascicoli`, 'istruttore')
        .set('Idempotency-Key', 'giro-parte')
        .send({ oggetto: 'Altra' }),
    );
  await inserto(201);
  await inserto(200);
  await giro.visit(`get ${ONE}/albero`, 200, here.get(`/fascicoli/${id}/albero`, 'istruttore'));
  await post('collegamenti', 200, { fascicolo: altro.id, motivo: MOTIVO });
  await post('collegamenti', 422, { fascicolo: id, motivo: MOTIVO });

  const { anno, numero } = await here.registered('istruttore', uscita({ classifica: 'VI.5' }));
  const registrazioni = [{ anno, numero }];
  const documenti = (status: number, body: object) =>
    giro.visit(`post ${ONE}/documenti`, status, here.post(`/fascicoli/${id}/documenti`, 'istruttore').send(body));
  await documenti(201, { registrazioni });
  await documenti(200, { registrazioni });
  await documenti(422, {});
  await documenti(404, { registrazioni: [{ anno, numero: 999_999 }] });
  const file = filePdf('Relazione del giro');
  const made = await giro.visit(
    `post ${ONE}/documenti`,
    201,
    here
      .post(`/fascicoli/${id}/documenti`, 'istruttore')
      .attach('documento', file.bytes, { filename: file.nome, contentType: file.mime }),
  );
  const documento = (made.headers['location'] ?? '').split('/').at(-1) ?? '';
  for (const query of ['', '?parti=si&ordine=recenti&limite=1'])
    await giro.visit(`get ${ONE}/documenti`, 200, here.get(`/fascicoli/${id}/documenti${query}`, 'istruttore'));
  await giro.visit('get /documenti/{id}', 200, here.get(`/documenti/${documento}`, 'istruttore'));
  await giro.visit('get /documenti/{id}', 404, here.get(`/documenti/${MANCA}`, 'istruttore'));
  const leggi = () => here.get(`/documenti/${documento}/file?versione=1`, 'istruttore');
  const { headers } = await giro.visit('get /documenti/{id}/file', 200, leggi());
  await giro.visit('get /documenti/{id}/file', 206, leggi().set('Range', 'bytes=0-4'));
  await giro.visit('get /documenti/{id}/file', 304, leggi().set('If-None-Match', headers['etag'] ?? ''));
  await giro.visit(
    'post /documenti/{id}/versioni',
    201,
    here
      .post(`/documenti/${documento}/versioni`, 'istruttore')
      .attach('documento', file.bytes, { filename: file.nome, contentType: file.mime }),
  );
  const infetto = filePdf('Documento infetto');
  await here
    .post(`/documenti/${documento}/versioni`, 'istruttore')
    .attach('documento', infetto.bytes, { filename: infetto.nome, contentType: infetto.mime })
    .expect(201);
  await saveAntivirus(hash('sha256', infetto.bytes), { stato: 'infetto', minaccia: 'Prova' }, new Date());
  await giro.visit('get /documenti/{id}/file', 409, here.get(`/documenti/${documento}/file`, 'istruttore'));
  const sposta = { registrazioni, a: altro.codice, motivo: MOTIVO };
  await post('documenti/spostamento', 200, sposta);
  await post('documenti/spostamento', 422, { registrazioni, motivo: MOTIVO });
  await giro.visit(
    `post ${ONE}/documenti/rimozione`,
    200,
    here.post(`/fascicoli/${altro.id}/documenti/rimozione`, 'istruttore').send({ registrazioni, motivo: MOTIVO }),
  );
  await post('documenti/rimozione', 409, { documenti: [documento], motivo: MOTIVO });
  await giro.visit(`get ${ONE}/movimenti`, 200, here.get(`/fascicoli/${id}/movimenti?limite=1`, 'istruttore'));
  await giro.visit(`get ${ONE}/eventi`, 200, here.get(`/fascicoli/${id}/eventi`, 'istruttore'));

  await giro.visit(`get ${ONE}/chiusura`, 200, here.get(`/fascicoli/${id}/chiusura`, 'responsabile'));
  await post('chiusura', 409, {}, await versioneOf()); // its part is open
  const albero = (await here.get(`/fascicoli/${id}/albero`, 'responsabile')).body as { elementi: FascicoloRisposta[] };
  const parte = albero.elementi[1]?.id ?? '';
  await giro.visit(
    `post ${ONE}/annullamento`,
    200,
    here.post(`/fascicoli/${parte}/annullamento`, 'responsabile').send({ motivo: MOTIVO }),
  );
  await post('annullamento', 409, { motivo: MOTIVO });
  await post('chiusura', 200, {}, await versioneOf());
  await post('sottofascicoli', 409, { oggetto: 'Parte' });
  await post('riapertura', 422, {}, await versioneOf());
  await post('riapertura', 200, { motivo: MOTIVO }, await versioneOf());
}
