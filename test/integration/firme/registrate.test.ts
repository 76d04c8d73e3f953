import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { EsitoVerifica, FirmeRegistrazione } from '../../../schemas/firma.api.js';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { firmatarioDi } from '../../../server/firme/chiavi/firmatario.js';
import { bytesDi, firmaCades } from '../../../server/firme/crea/cades.js';
import { firmaPades } from '../../../server/firme/crea/pades.js';
import { noteFirme } from '../../../server/firme/note.js';
import type { Firmatario } from '../../../server/firme/tipi.js';
import { readConfig } from '../../../server/lib/config.js';
import { createLogger } from '../../../server/lib/logger.js';
import { FolderStore } from '../../../storage/folder-store.js';
import { buildAsic, firmeXades } from '../../support/asic.js';
import { until } from '../../support/attesa.js';
import { at, type FileProva, useHarness } from '../../support/harness.js';
import { buildPdf } from '../../support/pdf.js';
import { aggiorna, flusso } from '../../support/pdf-aggiornato.js';
import { rilascia } from '../../support/pki-prova.js';
import { environmentOf } from '../../support/processi.js';
import { firmaStaccata } from '../../support/xades-staccata.js';
import { entrata } from '../protocollo/richieste.js';

const QUANDO = new Date('2026-02-27T10:00:00Z');
const P7M = 'application/pkcs7-mime';
const CSV = Buffer.from('anno;importo\n2026;100\n');
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('firme: what is registered with signatures', function () {
  this.timeout(60_000);
  const fiducia = mkdtempSync(path.join(os.tmpdir(), 'fiducia-'));
  after(() => rm(fiducia, { recursive: true, force: true }));
  const env = { FIDUCIA_DIR: fiducia, CHIAVE_SEGRETI: randomBytes(32).toString('hex') };
  const here = useHarness('firme-registrate', { env });
  const autorita = rilascia({ nome: 'Autorita di prova', autorita: true });
  const estranea = rilascia({ nome: 'Autorita estranea', autorita: true });
  const of = (nome: string, emittente: typeof autorita): Firmatario => {
    const { der, chiave } = rilascia({ nome, emittente });
    return firmatarioDi({ certificato: der, catena: [emittente.der], nome }, chiave);
  };
  const rossi = of('Esempio Rossi', autorita);
  const verdi = of('Esempio Verdi', estranea);
  const pdf = buildPdf('Istanza firmata');
  const busta = async (contenuto: Buffer, chi: Firmatario, staccata = false): Promise<Buffer> =>
    bytesDi(await firmaCades(contenuto, chi, { staccata, quando: QUANDO }));
  const file = (nome: string, mime: string, bytes: Buffer): FileProva => ({ nome, mime, bytes });
  let p7m: Buffer;
  let p7s: Buffer;
  let registrata: RegistrazioneRisposta;

  before(async () => {
    await writeFile(path.join(fiducia, 'ca.cer'), autorita.der);
    p7m = await busta(await busta(pdf, rossi), rossi);
    p7s = await busta(CSV, rossi, true);
    const firmato = await firmaPades(buildPdf('Relazione'), rossi, { quando: QUANDO });
    const falso = aggiorna(firmato, { oggetti: { 4: flusso('BT /F1 14 Tf 72 760 Td (Altro) Tj ET') } });
    registrata = await here.registered('protocollo', entrata(), {
      documento: file('istanza.pdf.p7m.p7m', P7M, p7m),
      allegati: [
        file('dati.csv.p7s', 'application/pkcs7-signature', p7s),
        file('dati.csv', 'text/csv', CSV),
        file('relazione.pdf', 'application/pdf', firmato),
        file('falso.pdf', 'application/pdf', falso),
        file('estraneo.pdf.p7m', P7M, await busta(pdf, verdi)),
        file('semplice.pdf', 'application/pdf', buildPdf('Senza firma')),
      ],
    });
  });

  const brevi = ({ firme }: { firme: { tipo: string; esito: string }[] }): string =>
    firme.map(({ tipo, esito }) => `${tipo} ${esito}`).join(', ');
  const firmeOf = async (metodo: 'get' | 'post' = 'get'): Promise<FirmeRegistrazione['elementi']> =>
    ((await here[metodo](`${at(registrata)}/firme`, 'protocollo').expect(200)).body as FirmeRegistrazione).elementi;

  it('the answer says at once what holds, and nothing is refused for it', () => {
    assert.equal(brevi(registrata.documento ?? assert.fail()), 'CAdES valida, CAdES valida');
    assert.equal(registrata.documento?.firme[0]?.firmatario, 'Esempio Rossi');
    assert.deepEqual(registrata.allegati.map(brevi), [
      'CAdES valida',
      '',
      'PAdES valida',
      'PAdES non-valida',
      'CAdES non-verificabile',
      '',
    ]);
    const told = registrata.avvisi.filter(({ codice }) => codice === 'firma').map(({ messaggio }) => messaggio);
    assert.equal(told.length, 2);
    assert.match(
      told[0] ?? '',
      /^falso\.pdf: la firma di Esempio Rossi non è valida: dopo la firma il documento è stato cambiato/,
    );
    assert.match(told[1] ?? '', /^estraneo\.pdf\.p7m: la firma di Esempio Verdi non si può verificare: /);
  });

  it('every file is told in its place, with its checks; what the worker finds is kept with the file', async () => {
    const elementi = await firmeOf();
    assert.deepEqual(
      elementi.map(({ posto }) => posto),
      ['documento', ...registrata.allegati.map(({ n }) => `allegati/${n}`)],
    );
    const { verifica } = elementi[0] ?? assert.fail();
    assert.deepEqual(
      verifica.firme.map(({ livelloBusta, livello }) => [livelloBusta ?? 0, livello]),
      [
        [0, 'B'],
        [1, 'B'],
      ],
    );
    assert.deepEqual(verifica.contenuto, {
      nome: 'istanza.pdf',
      mime: 'application/pdf',
      dimensione: pdf.length,
      sha256: sha256(pdf),
    });
    assert.equal(elementi[1]?.verifica.contenuto?.nome, 'dati.csv');
    const deps = {
      store: await FolderStore.create(here.storageDir),
      log: createLogger('silent', 'prova'),
      config: readConfig(environmentOf({ database: here.database, env })),
      clock: { now: () => here.now() },
    };
    for (const one of registrata.allegati) await noteFirme(deps, one.sha256);
    assert.equal(
      await here.count('esamiFile', { firme: { $exists: true } }),
      4,
      'nothing is kept of what is not signed',
    );
    assert.deepEqual(brevi((await firmeOf())[1]?.verifica ?? assert.fail()), 'CAdES valida');
  });

  it('of an act of a repertorio the same is told, to who may see it alone', async () => {
    const nascita = { oggetto: 'Impegno di spesa', mittenti: [{ tipo: 'UO', uo: 'U111' }] };
    const made = await here
      .post('/repertori/DET/registrazioni', 'rgd')
      .field('registrazione', JSON.stringify(nascita))
      .attach('documento', await busta(pdf, rossi), { filename: 'determina.pdf.p7m', contentType: P7M })
      .expect(201);
    const { anno, numero } = made.body as RegistrazioneRisposta;
    const suo = `/repertori/DET/${anno}/${numero}/firme`;
    for (const metodo of ['get', 'post'] as const) {
      const { elementi } = (await here[metodo](suo, 'protocollo').expect(200)).body as FirmeRegistrazione;
      assert.deepEqual(
        elementi.map(({ nome, verifica }) => [nome, brevi(verifica), verifica.contenuto?.nome]),
        [['determina.pdf.p7m', 'CAdES valida', 'determina.pdf']],
      );
      await here[metodo](suo, 'istruttore').expect(404);
    }
  });

  it('verified again now, it is what is true now', async () => {
    await writeFile(path.join(fiducia, 'estranea.cer'), estranea.der);
    await until(async () => (await firmeOf('post'))[5]?.verifica.firme[0]?.esito === 'valida');
    const { allegati } = (await here.get(at(registrata), 'protocollo').expect(200)).body as RegistrazioneRisposta;
    assert.equal(allegati[4]?.firme[0]?.esito, 'valida');
    await here.get(`${at(registrata)}/firme`, 'protocollo2').expect(404);
    await here.post(`${at(registrata)}/firme`, 'istruttore').expect(404);
    await here.get(`${at(registrata)}/firme`).expect(401);
  });

  it('the document inside is served with its hash, the envelope as it was received', async () => {
    const path = `${at(registrata)}/documento`;
    const inner = await here.get(`${path}?contenuto=si`, 'protocollo').responseType('blob').expect(200);
    assert.ok(pdf.equals(inner.body as Buffer));
    assert.equal(inner.headers['content-type'], 'application/pdf');
    assert.match(inner.headers['content-disposition'] ?? '', /^inline; filename="istanza\.pdf"/);
    assert.equal(inner.headers['etag'], `"${sha256(pdf)}"`);
    const outer = await here.get(path, 'protocollo').responseType('blob').expect(200);
    assert.ok(p7m.equals(outer.body as Buffer));
    await here.get(`${at(registrata)}/allegati/6?contenuto=si`, 'protocollo').expect(404);
    await here.get(`${path}?contenuto=si&segnatura=si`, 'protocollo').expect(422);
  });

  it('XAdES finds its document among the files of a registration, and a container is looked into', async () => {
    const chi = rilascia({ nome: 'Esempio Rossi', emittente: autorita, chiave: 'rsa' });
    const xades = Buffer.from(firmaStaccata(chi, [{ uri: 'dati.csv', bytes: CSV }], { quando: QUANDO }));
    const contenitore = (bytes: Buffer): Buffer =>
      buildAsic('e', [
        { nome: 'dati.csv', bytes },
        { nome: 'META-INF/signatures.xml', bytes: firmeXades(xades.toString()) },
      ]);
    const ASIC = 'application/vnd.etsi.asic-e+zip';
    const { documento, allegati } = await here.registered('protocollo', entrata(), {
      documento: file('istanza.pdf', 'application/pdf', pdf),
      allegati: [
        file('firma.xml', 'application/xml', xades),
        file('rinominato.csv', 'text/csv', CSV),
        file('buono.asice', ASIC, contenitore(CSV)),
        file('falso.asice', ASIC, contenitore(Buffer.from('altro'))),
      ],
    });
    assert.equal(brevi(documento ?? assert.fail()), '');
    assert.deepEqual(allegati.map(brevi), ['XAdES valida', '', 'XAdES valida', 'XAdES non-valida']);
    const ask = (bytes: Buffer) =>
      here
        .post('/firme/verifica', 'archivista')
        .attach('documento', bytes, { filename: 'altro-nome.csv' })
        .attach('firma', xades, { filename: 'firma.xml' });
    const { firme, contenuto } = (await ask(CSV).expect(200)).body as EsitoVerifica;
    assert.deepEqual([brevi({ firme }), contenuto?.sha256], ['XAdES valida', sha256(CSV)]);
    assert.equal(brevi((await ask(Buffer.from('altro')).expect(200)).body as EsitoVerifica), 'XAdES non-valida');
  });

  it('any file is verified for whoever has signed in, and nothing of it stays', async () => {
    const files = async (): Promise<number> => (await readdir(here.storageDir, { recursive: true })).length;
    const before = await files();
    const ask = (documento: Buffer, firma?: Buffer) => {
      const test = here.post('/firme/verifica', 'archivista').attach('documento', documento, { filename: 'dati.csv' });
      return firma === undefined ? test : test.attach('firma', firma, { filename: 'dati.csv.p7s' });
    };
    const con = (await ask(CSV, p7s).expect(200)).body as EsitoVerifica;
    assert.deepEqual([brevi(con), con.contenuto?.sha256], ['CAdES valida', sha256(CSV)]);
    const altro = (await ask(Buffer.from('altro'), p7s).expect(200)).body as EsitoVerifica;
    assert.equal(brevi(altro), 'CAdES non-valida');
    const sola = (await ask(p7s).expect(200)).body as EsitoVerifica;
    assert.equal(brevi(sola), 'CAdES non-verificabile');
    const pem = `-----BEGIN PKCS7-----\n${p7m.toString('base64').replace(/(.{64})/g, '$1\n')}\n-----END PKCS7-----\n`;
    assert.equal(brevi((await ask(Buffer.from(pem)).expect(200)).body as EsitoVerifica), 'CAdES valida, CAdES valida');
    const nulla = (await ask(CSV).expect(200)).body as EsitoVerifica;
    assert.deepEqual([nulla.firme, nulla.marche, nulla.avvisi], [[], [], []]);
    await here.post('/firme/verifica', 'archivista').field('x', 'y').expect(422);
    await here.post('/firme/verifica').expect(401);
    assert.equal(await files(), before);
  });
});
