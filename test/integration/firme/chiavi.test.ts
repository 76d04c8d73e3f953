import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BozzaLetta } from '../../../schemas/bozza.api.js';
import type { ChiaveFirma, ElencoChiavi } from '../../../schemas/chiave-firma.api.js';
import type { EsitoVerifica } from '../../../schemas/firma.api.js';
import { firmatarioOf } from '../../../server/firme/chiavi/firmatario.js';
import { bytesDi, firmaCades } from '../../../server/firme/crea/cades.js';
import { aooOf } from '../../../server/accesso/aoo.js';
import { verifyGiornate } from '../../../server/giornaliero/verifica.js';
import { readConfig } from '../../../server/lib/config.js';
import { FolderStore } from '../../../storage/folder-store.js';
import { relativePath } from '../../../storage/sha256.js';
import { AutoritaDiProva, type IdentitaDiProva } from '../../support/autorita-prova.js';
import { type Account, useHarness } from '../../support/harness.js';
import { requireProgram } from '../../support/servizi.js';
import { isProblem } from '../protocollo/problemi.js';
import { EDILE, entrata } from '../protocollo/richieste.js';

const SEGRETO = '11'.repeat(32);
const PASSWORD = 'perché-no?';
const ADESSO = '2026-12-29T09:00:00+01:00';

describe('keys that the system keeps, and what it signs with them', function () {
  this.timeout(60_000);
  const env: NodeJS.ProcessEnv = { CHIAVE_SEGRETI: SEGRETO, REVOCA_RETE: 'no' };
  let autorita: AutoritaDiProva;
  let capo: IdentitaDiProva;
  let p12: Buffer;

  before(async function () {
    requireProgram(this, 'openssl', 'apt-get install -y openssl');
    autorita = await AutoritaDiProva.create();
    env['FIDUCIA_DIR'] = path.join(autorita.dir, 'fiducia');
    await mkdir(env['FIDUCIA_DIR']);
    await writeFile(path.join(env['FIDUCIA_DIR'], 'ca.cer'), await autorita.certificato());
    await writeFile(path.join(env['FIDUCIA_DIR'], 'ca.crl'), await autorita.crl());
    capo = await autorita.rilascia('Responsabile di prova', { dal: '20260101000000Z', al: '20270110000000Z' });
    p12 = await autorita.pkcs12(capo, PASSWORD);
  });
  after(() => autorita.close());
  const here = useHarness('chiavi', { adesso: ADESSO, env });

  const load = (account: Account, bytes: Buffer, testi: Record<string, string> = {}) => {
    const asked = here.post('/firme/chiavi', account).attach('chiave', bytes, { filename: 'chiave.p12' });
    for (const [name, value] of Object.entries({ password: PASSWORD, ...testi })) void asked.field(name, value);
    return asked;
  };
  const list = async (account: Account): Promise<ElencoChiavi> =>
    (await here.get('/firme/chiavi', account).expect(200)).body as ElencoChiavi;
  const blob = async (route: string, account: Account, accept = '*/*'): Promise<Buffer> =>
    (await here.get(route, account).set('Accept', accept).buffer(true).responseType('blob').expect(200)).body as Buffer;
  const verify = async (documento: Buffer, firma?: Buffer): Promise<EsitoVerifica> => {
    const asked = here.post('/firme/verifica', 'protocollo').attach('documento', documento, { filename: 'a.bin' });
    if (firma !== undefined) void asked.attach('firma', firma, { filename: 'a.p7s' });
    return (await asked.expect(200)).body as EsitoVerifica;
  };

  it('a key is loaded with its password, encrypted at rest, told with its end, never answered', async () => {
    isProblem(await load('responsabile', p12, { password: 'altra' }), 422, ['password']);
    isProblem(await load('responsabile', Buffer.from('non è una chiave')), 422, ['chiave']);
    isProblem(await load('responsabile', Buffer.alloc(70_000, 1)), 422, ['chiave']);
    isProblem(await load('istruttore', p12), 403);
    isProblem(await load('responsabile', p12, { specie: 'sigillo' }), 403);
    isProblem(await load('responsabile', p12, { utente: 'protocollo' }), 403);
    isProblem(await load('rgd', p12, { utente: 'nessuno' }), 422, ['utente']);
    assert.deepEqual((await list('responsabile')).elementi, []);

    const made = (await load('responsabile', p12).expect(201)).body as ChiaveFirma;
    const { stato, giorni, attiva, utente, nome } = made;
    assert.deepEqual(
      [stato, giorni, attiva, utente, nome],
      ['in-uso', 11, true, 'responsabile', 'Responsabile di prova'],
    );
    isProblem(await load('responsabile', p12), 409);
    assert.deepEqual(
      (await list('rgd')).elementi.map(({ id }) => id),
      [made.id],
    );
    assert.deepEqual((await list('protocollo')).elementi, []);

    const stored = JSON.stringify(await here.collection('chiaviFirma').findOne({}));
    const pkcs8 = capo.chiave.export({ format: 'der', type: 'pkcs8' });
    assert.ok(!stored.includes(pkcs8.toString('base64').slice(100, 160)));
    assert.ok(!JSON.stringify(made).includes('"chiave"'));
  });

  it('an expired certificate is refused', async () => {
    const scaduta = await autorita.rilascia('Scaduto', { dal: '20240101000000Z', al: '20250101000000Z' });
    assert.match(
      isProblem(await load('rgd', await autorita.pkcs12(scaduta, PASSWORD)), 422, ['chiave']).errori?.[0]?.messaggio ??
        '',
      /scaduto/,
    );
  });

  it('the head signs an approved letter here, in the PDF or around it, and it holds', async () => {
    const { id } = (
      await here
        .post('/bozze', 'istruttore')
        .send({
          oggetto: 'Esito',
          destinatari: [{ ...EDILE, domicilioDigitale: 'e@pec.example' }],
          mezzo: 'pec',
          testo: 'Si accoglie.',
        })
        .expect(201)
    ).body as BozzaLetta;
    const act = (sub: string, account: Account, body: object = {}) =>
      here.post(`/bozze/${id}/${sub}`, account).send(body);
    await act('invio-approvazione', 'istruttore').expect(200);
    isProblem(await act('firma', 'responsabile'), 409);
    await act('approvazione', 'responsabile').expect(200);
    isProblem(await act('firma', 'istruttore'), 403);
    isProblem(await act('firma', 'rgd'), 409); // no key of his own
    const approvata = await blob(`/bozze/${id}/documento`, 'responsabile');

    const cades = (await act('firma', 'responsabile', { formato: 'CAdES' }).expect(200)).body as BozzaLetta;
    assert.deepEqual([cades.firma?.modo, cades.firma?.documento.nome.slice(-8)], ['server', '.pdf.p7m']);
    const pades = (await act('firma', 'responsabile').expect(200)).body as BozzaLetta;
    assert.equal(pades.stato, 'firmata');
    const signed = await blob(`/bozze/${id}/documento`, 'responsabile');
    assert.ok(signed.subarray(0, approvata.length).equals(approvata));
    const [firma] = (await verify(signed)).firme;
    assert.deepEqual([firma?.tipo, firma?.livello, firma?.esito], ['PAdES', 'B', 'valida'], JSON.stringify(firma));

    // signed elsewhere: what holds is told with whom it names, what does not is refused
    const upload = (bytes: Buffer) =>
      here.put(`/bozze/${id}/firma`, 'responsabile').attach('documento', bytes, { filename: 'lettera.pdf.p7m' });
    const busta = await bytesDi(
      await firmaCades(approvata, capo.firmatario, { staccata: false, quando: new Date(ADESSO) }),
    );
    const done = (await upload(busta).expect(200)).body as BozzaLetta;
    const [told] = done.firma?.verifica ?? [];
    assert.deepEqual([told?.esito, told?.utente], ['valida', 'responsabile'], JSON.stringify(told));
    const altered = Buffer.from(busta);
    altered[altered.length - 20] = (altered[altered.length - 20] ?? 0) ^ 1;
    isProblem(await upload(altered), 422, ['documento']);
  });

  it('the seal stands beside a closed day, the same for ever; without one it is said what to do', async () => {
    await here.registered('protocollo', entrata({}));
    await here.moveClock('2026-12-30T09:00:00+01:00');
    const giorno = '/registro-giornaliero/2026-12-29';
    assert.match(isProblem(await here.get(`${giorno}/firma`, 'rgd'), 409).detail, /sigillo/);
    const sigillo = await autorita.rilascia('Sigillo di prova', { chiave: 'ec', dal: '20260101000000Z' });
    const loaded = await load('rgd', await autorita.pkcs12(sigillo, PASSWORD), { specie: 'sigillo' }).expect(201);
    assert.equal((loaded.body as ChiaveFirma).specie, 'sigillo');

    const [pdf, xml] = [await blob(giorno, 'rgd', 'application/pdf'), await blob(giorno, 'rgd', 'application/xml')];
    const p7s = await blob(`${giorno}/firma`, 'rgd');
    const onXml = await blob(`${giorno}/firma?di=xml`, 'rgd');
    assert.ok((await blob(`${giorno}/firma`, 'archivista')).equals(p7s));
    for (const [file, firma] of [
      [pdf, p7s],
      [xml, onXml],
    ] as const) {
      const [one] = (await verify(file, firma)).firme;
      assert.deepEqual(
        [one?.tipo, one?.esito, one?.firmatario],
        ['CAdES', 'valida', 'Sigillo di prova'],
        JSON.stringify(one),
      );
    }
    const [crossed] = (await verify(xml, p7s)).firme;
    assert.equal(crossed?.esito, 'non-valida');
    const { elementi } = (await here.get('/registro-giornaliero?anno=2026', 'rgd').expect(200)).body as {
      elementi: { giorno: string; sigilli?: object }[];
    };
    assert.deepEqual(Object.keys(elementi.find((one) => one.giorno === '2026-12-29')?.sigilli ?? {}).sort(), [
      'pdf',
      'xml',
    ]);
    assert.equal(await here.count('firmeRegistri'), 2);
    const whole = async (): Promise<string | undefined> =>
      (await verifyGiornate(await FolderStore.create(here.storageDir), await aooOf('AVLD001'), 2026)).errore?.motivo;
    assert.equal(await whole(), undefined);
    await rm(path.join(here.storageDir, relativePath(createHash('sha256').update(onXml).digest('hex'))));
    assert.match((await whole()) ?? '', /sigillo mancante o alterato/);
    isProblem(await here.get(`${giorno}/firma`, 'protocollo'), 403);
    isProblem(await here.get(`${giorno}/firma?di=altro`, 'rgd'), 422, ['di']);
  });

  it('a key that is withdrawn signs no more, and what signed is gone; another secret does not open one', async () => {
    const clock = { now: () => here.now(), ensureReliable: () => Promise.resolve() };
    const config = (segreto?: string) =>
      readConfig({ MONGODB_URI: 'mongodb://x', REDIS_URL: 'redis://x', CHIAVE_SEGRETI: segreto });
    const whose = (segreto?: string) =>
      firmatarioOf({ config: config(segreto), clock }, 'AVLD001', { utente: 'responsabile' });
    assert.equal((await whose(SEGRETO))?.nome, 'Responsabile di prova');
    assert.equal(await whose(), undefined);
    await assert.rejects(whose('22'.repeat(32)), /CHIAVE_SEGRETI/);
    const [mine] = (await list('responsabile')).elementi;
    const withdraw = (account: Account) =>
      here.post(`/firme/chiavi/${mine?.id ?? ''}/ritiro`, account).send({ motivo: 'Smarrita la carta' });
    isProblem(await withdraw('protocollo'), 404);
    assert.equal(((await withdraw('responsabile').expect(200)).body as ChiaveFirma).stato, 'ritirata');
    isProblem(await withdraw('rgd'), 409);
    assert.equal(await whose(SEGRETO), undefined);
    const stored = await here.collection('chiaviFirma').findOne({ utente: 'responsabile' });
    assert.equal((stored?.['chiave'] as { length(): number } | undefined)?.length(), 0);
  });
});
