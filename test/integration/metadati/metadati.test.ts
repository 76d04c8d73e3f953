import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Response } from 'supertest';
import type { Incompleti, Mancanza, Metadati } from '../../../schemas/metadati.api.js';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { comeByte } from '../../support/byte.js';
import { buildRichiesta } from '../../support/factories.js';
import { judgePdfA } from '../../support/giudici.js';
import { at, filePdf, useHarness } from '../../support/harness.js';
import { judgeMetadati } from '../../support/schemi.js';
import { requireProgram } from '../../support/servizi.js';

const run = promisify(execFile);
const PAI = {
  tipo: 'PAI' as const,
  denominazione: 'Regione - Protezione civile',
  codiceIPA: 'r_x000',
  codiceAOO: 'AREG001',
  denominazioneAOO: 'Giunta regionale',
  domicilioDigitale: 'regione@pec.regione.example',
};

const codiciOf = (answer: Response): string[] =>
  (answer.body as { mancanze: Mancanza[] }).mancanze.map(({ codice }) => codice).sort();

describe('metadata and export of registrations and fascicoli', function () {
  this.timeout(60_000);
  const h = useHarness('metadati');
  let entrata: RegistrazioneRisposta;
  let fascicolo: { id: string; codice: string };
  let documento: string;

  before(async () => {
    entrata = await h.registered(
      'protocollo',
      buildRichiesta({ oggetto: 'Richiesta <b>urgente</b> & completa', mittenti: [PAI], tipologia: 'Istanza' }),
      {
        documento: filePdf('lettera'),
        allegati: [filePdf('pianta', '../../pianta & "prova".pdf'.replaceAll('/', '-'))],
      },
    );
    await h
      .post(`${at(entrata)}/assegnazioni`, 'protocollo')
      .send({ assegnazioni: [{ uo: 'U410', tipo: 'competenza', utente: 'istruttore' }] })
      .expect(200);
  });

  it('answers 409 with what is missing, in words and with who can give it, until all is there', async () => {
    const before = await h.get(`${at(entrata)}/metadati.xml`, 'istruttore').expect(409);
    assert.equal(before.type, 'application/problem+json');
    assert.deepEqual(codiciOf(before), ['classifica', 'fascicolo']);
    await h
      .post(`${at(entrata)}/classificazione`, 'responsabile')
      .send({ codice: 'VI.3.1' })
      .expect(200);
    assert.deepEqual(codiciOf(await h.get(`${at(entrata)}/metadati.xml`, 'istruttore').expect(409)), ['fascicolo']);
    const opened = await h
      .post('/fascicoli', 'responsabile')
      .send({ oggetto: 'Piazza "Garibaldi"', tipo: 'affare', classifica: 'VI.3.1', uo: 'U410' })
      .expect(201);
    fascicolo = opened.body as typeof fascicolo;
    assert.deepEqual(codiciOf(await h.get(`/fascicoli/${fascicolo.id}/metadati.xml`, 'istruttore').expect(409)), [
      'documenti',
    ]);
    const { anno, numero } = entrata;
    await h
      .post(`/fascicoli/${fascicolo.id}/documenti`, 'istruttore')
      .send({ registrazioni: [{ anno, numero }], principale: true })
      .expect(201);
    const added = await h
      .post(`/fascicoli/${fascicolo.id}/documenti`, 'istruttore')
      .field('oggetto', 'Bozza del verbale')
      .attach('documento', filePdf('bozza').bytes, { filename: 'bozza.pdf', contentType: 'application/pdf' })
      .expect(201);
    documento = (added.get('Location') ?? '').split('/').at(-1) ?? '';
    await h
      .post(`/documenti/${documento}/versioni`, 'istruttore')
      .attach('documento', filePdf('seconda').bytes, { filename: 'bozza.pdf', contentType: 'application/pdf' })
      .expect(201);
  });

  it('then gives them, valid to the official schemas, the same bytes each time', async function () {
    const xml = await h
      .get(`${at(entrata)}/metadati.xml`, 'istruttore')
      .buffer()
      .parse(comeByte)
      .expect(200);
    assert.match(xml.type, /application\/xml/);
    const text = (xml.body as Buffer).toString();
    const again = await h
      .get(`${at(entrata)}/metadati.xml`, 'rgd')
      .buffer()
      .parse(comeByte)
      .expect(200);
    assert.equal((again.body as Buffer).toString(), text);
    assert.match(text, new RegExp(`<IdAggregazione>${fascicolo.id}</IdAggregazione>`));
    assert.match(text, /<TempoDiConservazione>\d+<\/TempoDiConservazione>/);
    const agg = await h
      .get(`/fascicoli/${fascicolo.id}/metadati.xml`, 'istruttore')
      .buffer()
      .parse(comeByte)
      .expect(200);
    const di = await h.get(`/documenti/${documento}/metadati.xml`, 'istruttore').buffer().parse(comeByte).expect(200);
    assert.match((agg.body as Buffer).toString(), /<DocumentoAmministativoinformatico>[\s\S]+<Documentoinformatico>/);
    assert.equal(await judgeMetadati(this, 'DocumentoAmministrativoInformatico', [text]), '');
    assert.equal(
      await judgeMetadati(this, 'AggregazioneDocumentaliInformatiche', [(agg.body as Buffer).toString()]),
      '',
    );
    const prima = await h
      .get(`/documenti/${documento}/metadati.xml?versione=1`, 'istruttore')
      .buffer()
      .parse(comeByte)
      .expect(200);
    const dis = [di, prima].map(({ body }) => (body as Buffer).toString());
    assert.deepEqual(
      dis.map((one) => /<VersioneDelDocumento>(\d+)</.exec(one)?.[1]),
      ['2', '1'],
    );
    assert.ok(!dis[1]?.includes('TracciatureModificheDocumento'));
    await h.get(`/documenti/${documento}/metadati?versione=3`, 'istruttore').expect(404);
    assert.equal(await judgeMetadati(this, 'DocumentoInformatico', dis), '');
  });

  it('tells a person what is there and what is missing; who may not see it gets nothing', async () => {
    const seen = (await h.get(`${at(entrata)}/metadati`, 'istruttore').expect(200)).body as Metadati;
    assert.equal(seen.completi, true);
    assert.ok(seen.campi.some(({ elemento, valore }) => elemento === 'TipologiaDocumentale' && valore === 'Istanza'));
    const whole = (await h.get(`/fascicoli/${fascicolo.id}/metadati`, 'istruttore').expect(200)).body as Metadati;
    assert.deepEqual([whole.completi, whole.documenti], [true, 2]);
    for (const path of [`${at(entrata)}/metadati.xml`, `/fascicoli/${fascicolo.id}/metadati.xml`]) {
      await h.get(path, 'istruttore.u114').expect(404);
      await h.get(path, 'admin').expect(403);
    }
    await h.get(`/fascicoli/${fascicolo.id}/esportazione.zip`, 'istruttore.u114').expect(404);
    await h.get(`/documenti/${documento}/metadati`, 'istruttore.u114').expect(404);
  });

  it('exports it whole: every hash right, metadata valid, a page that opens without a server', async function () {
    const unzip = requireProgram(this, 'unzip', 'apt-get install -y unzip');
    const sha256sum = requireProgram(this, 'sha256sum', 'apt-get install -y coreutils');
    const zip = await h
      .get(`/fascicoli/${fascicolo.id}/esportazione.zip`, 'istruttore')
      .buffer()
      .parse(comeByte)
      .expect(200)
      .expect('Content-Type', 'application/zip');
    const dir = await mkdtemp(path.join(os.tmpdir(), 'esportato-'));
    try {
      await writeFile(path.join(dir, 'f.zip'), zip.body as Buffer);
      await run(unzip, ['-q', 'f.zip'], { cwd: dir });
      const { stdout } = await run(sha256sum, ['-c', '--strict', 'impronte.sha256'], { cwd: dir });
      const names = stdout
        .trim()
        .split('\n')
        .map((line) => line.replace(/: OK$/, ''));
      const folder = `documenti/0001_${entrata.anno}-${String(entrata.numero).padStart(7, '0')}`;
      for (const name of [
        'copertina.pdf',
        'indice.pdf',
        'metadati.xml',
        'index.html',
        `${folder}/documento_lettera.pdf`,
        `${folder}/metadati.xml`,
        'documenti/0002_documento/documento_bozza.pdf',
        'documenti/0002_documento/metadati.xml',
        'documenti/0002_documento/versione-01_bozza.pdf',
        'documenti/0002_documento/versione-01_metadati.xml',
      ])
        assert.ok(names.includes(name), `${name} among ${names.join(' ')}`);
      assert.ok(names.every((name) => /^[A-Za-z0-9._/-]+$/.test(name) && !name.includes('..')));
      const html = await readFile(path.join(dir, 'index.html'), 'utf8');
      assert.ok(html.includes('Richiesta &lt;b&gt;urgente&lt;/b&gt; &amp; completa') && !html.includes('<b>'));
      assert.match(html, /Content-Security-Policy/);
      assert.ok(!/https?:/.test(html) && !/<script/i.test(html));
      for (const [, href = ''] of html.matchAll(/href="([^"]+)"/g))
        assert.equal(
          createHash('sha256')
            .update(await readFile(path.join(dir, href)))
            .digest('hex').length,
          64,
        );
      const xml = await readFile(path.join(dir, folder, 'metadati.xml'), 'utf8');
      assert.equal(await judgeMetadati(this, 'DocumentoAmministrativoInformatico', [xml]), '');
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
    assert.equal(await h.count('accessi', { atto: 'esporta-fascicolo', riferimento: `fascicolo/${fascicolo.id}` }), 1);
  });

  it('cover and index are PDF/A', async function () {
    const [copertina, indice] = await Promise.all(
      ['copertina', 'indice'].map(async (nome) => {
        const paper = await h.get(`/fascicoli/${fascicolo.id}/${nome}.pdf`, 'istruttore').buffer().parse(comeByte);
        assert.equal(paper.status, 200);
        return paper.body as Buffer;
      }),
    );
    const papers = { copertina: copertina ?? Buffer.alloc(0), indice: indice ?? Buffer.alloc(0) };
    assert.deepEqual(await judgePdfA(this, papers), { copertina: 'PASS', indice: 'PASS' });
  });

  it('lists what cannot be complete by office, for who answers for it', async () => {
    const lacking = await h.registered(
      'protocollo',
      buildRichiesta({ mittenti: [{ tipo: 'PAI', denominazione: 'Ente' }] }),
    );
    await h
      .post(`${at(lacking)}/assegnazioni`, 'protocollo')
      .send({ assegnazioni: [{ uo: 'U114', tipo: 'competenza' }] })
      .expect(200);
    const all = (await h.get('/metadati/incompleti?anno=2026', 'archivista').expect(200)).body as Incompleti;
    assert.deepEqual(
      all.elementi.map(({ numero, uo, lacune }) => [numero, uo, lacune]),
      [[lacking.numero, 'U114', ['classifica', 'fascicolo', 'soggetti']]],
    );
    assert.deepEqual([all.totale, all.uffici], [1, [{ uo: 'U114', quanti: 1 }]]);
    const head = (await h.get('/metadati/incompleti?anno=2026', 'responsabile').expect(200)).body as Incompleti;
    assert.deepEqual([head.totale, head.uffici], [0, []]);
    await h.get('/metadati/incompleti', 'protocollo').expect(403);
  });

  it('breaks the download off, visibly, where a stored file is altered', async () => {
    const { sha256 = '' } = entrata.documento ?? {};
    const file = path.join(h.storageDir, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
    const bytes = await readFile(file);
    await truncate(file, 0);
    await writeFile(file, Buffer.alloc(bytes.length, 1));
    try {
      await assert.rejects(async () => {
        await h.get(`/fascicoli/${fascicolo.id}/esportazione.zip`, 'istruttore').buffer().parse(comeByte);
      });
    } finally {
      await writeFile(file, bytes);
    }
  });
});
