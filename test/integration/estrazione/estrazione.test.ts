import assert from 'node:assert/strict';
import { Redis } from 'ioredis';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { findTestiDopo, testoDi, TestoEstrattoModel } from '../../../schemas/testo-estratto.model.js';
import { Estrattore } from '../../../server/estrazione/processo.js';
import { spazzaTesti } from '../../../server/estrazione/spazza.js';
import { readConfig } from '../../../server/lib/config.js';
import { createLogger } from '../../../server/lib/logger.js';
import { PresaTesti } from '../../../server/ricerca/testi.js';
import { FolderStore } from '../../../storage/folder-store.js';
import { until } from '../../support/attesa.js';
import { buildP7m } from '../../support/corpus/der.js';
import { buildPdfCon } from '../../support/corpus/pdf.js';
import { buildDocx } from '../../support/corpus/zip.js';
import { at, type FileProva, filePdf, useHarness } from '../../support/harness.js';
import { environmentOf, startWorker, type TestProcess } from '../../support/processi.js';
import { serviceAddress } from '../../support/servizi.js';
import { entrata } from '../protocollo/richieste.js';

const DOCX: FileProva = { nome: 'a.docx', mime: 'application/octet-stream', bytes: buildDocx(['Perché la delibera']) };
const P7M: FileProva = { nome: 'a.pdf.p7m', mime: 'application/pkcs7-mime', bytes: buildP7m(filePdf('firmato').bytes) };
const PNG: FileProva = {
  nome: 'a.png',
  mime: 'image/png',
  bytes: Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000', 'hex'),
};

/** A message without subject or type of its own that holds a message, which holds a PDF without a name, sent as octet-stream. */
function messaggioInMessaggio(): Buffer {
  const pdf = filePdf('Prospetto nord in allegato').bytes.toString('base64').replaceAll(/.{76}/g, '$&\r\n');
  const inner = [
    'From: tecnico@example.it',
    'To: studio@example.it',
    'Subject: Messaggio di partenza',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="dentro"',
    '',
    '--dentro',
    'Content-Type: application/octet-stream',
    'Content-Transfer-Encoding: base64',
    '',
    pdf,
    '--dentro--',
  ];
  const outer = [
    'From: studio@example.it',
    'To: comune@example.it',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="fuori"',
    '',
    '--fuori',
    'Content-Type: text/plain',
    '',
    'Inoltro della pratica',
    '--fuori',
    'Content-Type: message/rfc822',
    '',
    ...inner,
    '--fuori--',
    '',
  ];
  return Buffer.from(outer.join('\r\n'));
}

describe('texts of stored files', function () {
  this.timeout(60_000);
  const here = useHarness('estrazione');
  let worker: TestProcess | undefined;
  after(() => worker?.stop());

  const sweep = async (segnale = new AbortController().signal) => {
    const estrattore = new Estrattore();
    const store = await FolderStore.create(here.storageDir);
    const log = createLogger('silent', 'prova');
    const config = readConfig(environmentOf({ database: here.database }));
    try {
      return await spazzaTesti({ store, log, config, clock: { now: () => here.now() }, estrattore }, segnale);
    } finally {
      estrattore.close();
    }
  };
  const shas = ({ documento, allegati }: RegistrazioneRisposta): string[] =>
    [documento, ...allegati].flatMap((one) => (one === undefined ? [] : [one.sha256]));

  it('a sweep finds what no job told: Redis lost, nothing lost; again, it does nothing', async () => {
    const one = await here.registered('protocollo', entrata(), { documento: DOCX, allegati: [P7M, PNG] });
    const redis = new Redis(serviceAddress('REDIS_URL'));
    for (const key of await redis.keys(`${here.database.nome}:*`)) await redis.del(key);
    await redis.quit();
    const { visti, elaborati, falliti } = await sweep();
    assert.deepEqual([visti, elaborati, falliti], [3, 3, 0]);
    const [docx = '', p7m = '', png = ''] = shas(one);
    assert.equal(await testoDi(docx), 'Perché la delibera');
    assert.equal(await testoDi(p7m), 'firmato');
    assert.equal(await testoDi(png), undefined);
    const found = await TestoEstrattoModel.findById(png).lean();
    assert.deepEqual([found?.stato, found?.caratteri, found?.troncato], ['senza-testo', 0, false]);
    assert.equal((await sweep()).elaborati, 0);
  });

  it('texts are taken up in the order in which they were written', async () => {
    const [first, second, third, ...others] = await findTestiDopo(undefined, 10);
    assert.equal(others.length, 0);
    assert.ok(first !== undefined && second !== undefined && third !== undefined);
    assert.deepEqual(await findTestiDopo(first, 10), [second, third]);
    assert.deepEqual(await findTestiDopo(third, 10), []);
  });

  it('ask 12: a PDF sent as octet-stream and a message in a message are known by what they are, found by their words, kept as they came', async () => {
    const senzaTipo: FileProva = {
      nome: 'planimetria',
      mime: 'application/octet-stream',
      bytes: filePdf('Planimetria catastale').bytes,
    };
    const eml: FileProva = { nome: 'messaggio', mime: 'application/octet-stream', bytes: messaggioInMessaggio() };
    const one = await here.registered('protocollo', entrata(), { documento: senzaTipo, allegati: [eml] });
    const [messaggio, ...others] = one.allegati;
    assert.equal(others.length, 0, 'what is inside is not taken out of it');
    assert.equal(one.documento?.formato.mime, 'application/pdf');
    assert.equal(messaggio?.formato.mime, 'message/rfc822');
    for (const [path, { bytes }] of [
      ['documento', senzaTipo],
      ['allegati/1', eml],
    ] as const) {
      const kept = await here
        .get(`${at(one)}/${path}`, 'protocollo')
        .buffer(true)
        .responseType('blob')
        .expect(200);
      assert.ok(bytes.equals(kept.body as Buffer), `${path} is as it came`);
    }
    await sweep();
    const [pdf = '', mail = ''] = shas(one);
    assert.equal(await testoDi(pdf), 'Planimetria catastale');
    const testo = (await testoDi(mail)) ?? '';
    for (const said of ['Inoltro della pratica', 'Messaggio di partenza', 'Prospetto nord in allegato'])
      assert.ok(testo.includes(said), `${said}: ${testo}`);
    await new PresaTesti().take(new AbortController().signal);
    const found = await here.get('/registrazioni?q=prospetto', 'protocollo').expect(200);
    assert.equal((found.body as { elementi: { numero: number }[] }).elementi[0]?.numero, one.numero);
  });

  it('what has just been registered stands before what waits already', async () => {
    const redis = new Redis(serviceAddress('REDIS_URL'));
    const waiting = () => redis.lrange(`${here.database.nome}:estrazione:wait`, 0, -1); // taken from its end
    const waits = async (testo: string): Promise<string> => {
      const { documento } = await here.registered('protocollo', entrata(), { documento: filePdf(testo) });
      const job = `file-${documento?.sha256 ?? ''}`;
      await until(async () => (await waiting()).includes(job));
      return job;
    };
    const jobs = [await waits('Vecchia lettera'), await waits('Lettera di oggi')];
    assert.deepEqual((await waiting()).slice(-2), jobs);
    await redis.quit();
  });

  it('the worker reads a file soon after its registration, and files added later', async () => {
    worker = startWorker({ database: here.database });
    const one = await here.registered('protocollo', entrata(), { documento: filePdf('Determina del settore') });
    await until(async () => (await testoDi(one.documento?.sha256 ?? '')) === 'Determina del settore');
    const added = filePdf('Arrivato dopo');
    const answer = await here
      .post(`${at(one)}/integrazioni`, 'protocollo')
      .field('motivo', 'Mancava un allegato')
      .attach('allegato', added.bytes, { filename: added.nome, contentType: added.mime })
      .expect(201);
    const [, sha256 = ''] = shas(answer.body as RegistrazioneRisposta);
    await until(async () => (await testoDi(sha256)) === 'Arrivato dopo');
  });

  it('a file that takes too long never holds up the number: that is told, not shown in the page, and completed later', async () => {
    const bytes = buildPdfCon(Buffer.alloc(66 * 1024 ** 2, 0x20), '<< /S /Launch >>');
    const one = await here.registered('protocollo', entrata(), {
      documento: { nome: 'lungo.pdf', mime: 'application/pdf', bytes },
    });
    assert.equal(one.documento?.formato.incompleto, true);
    assert.ok(
      one.avvisi.some(({ codice, messaggio }) => codice === 'formato' && messaggio.includes('si completa dopo')),
    );
    const { headers } = await here.head(`${at(one)}/documento`, 'protocollo').expect(200);
    assert.match(headers['content-disposition'] ?? '', /^attachment;/);
    await until(async () => {
      const answer = await here.get(at(one), 'protocollo').expect(200);
      const { formato } = (answer.body as RegistrazioneRisposta).documento ?? assert.fail();
      return formato.incompleto !== true && formato.attivo?.[0] === 'avvio-programmi';
    });
  });

  it('a file that is altered or gone is told, and stops nothing', async () => {
    const gone = { _id: 'a'.repeat(64) };
    await here.collection('registrazioni').updateOne({}, { $push: { impronte: gone._id } as never });
    await sweep();
    assert.equal((await TestoEstrattoModel.findById(gone._id).lean())?.motivo, 'assente');
  });
});
