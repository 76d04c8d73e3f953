import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { BozzaLetta } from '../../schemas/bozza.api.js';
import type { RegistrazioneRisposta } from '../../schemas/registrazione-risposta.api.js';
import { bytesDi, firmaCades } from '../../server/firme/crea/cades.js';
import { competenza, EDILE, entrata } from '../integration/protocollo/richieste.js';
import { AutoritaDiProva, type IdentitaDiProva } from '../support/autorita-prova.js';
import { at, type FileProva, useHarness } from '../support/harness.js';
import { buildPdf } from '../support/pdf.js';
import { assertAccessible, assertNoSideScroll, downloadBy, useNavigatore } from './ambiente.js';
import { MISURE } from './pagine.js';

const PASSWORD = 'una password di prova';
const DAL = '20260101000000Z';
const P7M = 'application/pkcs7-mime';
const PEC = { ...EDILE, domicilioDigitale: 'edile@pec.example' };

describe('what is signed, and with which keys', function () {
  this.timeout(120_000);
  /** LibreOffice is named and makes nothing: a copy that cannot be had is told in the page. */
  const env: NodeJS.ProcessEnv = { CHIAVE_SEGRETI: 'cd'.repeat(32), REVOCA_RETE: 'no', SOFFICE: '/bin/false' };
  let autorita: AutoritaDiProva;
  let fiducia: string;
  let capo: IdentitaDiProva;
  before(async () => {
    fiducia = await mkdtemp(path.join(os.tmpdir(), 'fiducia-'));
    autorita = await AutoritaDiProva.create();
    await writeFile(path.join(fiducia, 'ca.cer'), await autorita.certificato());
    env['FIDUCIA_DIR'] = fiducia;
  });
  after(async () => {
    await autorita.close();
    await rm(fiducia, { recursive: true, force: true });
  });
  const here = useHarness('pagina-firme', { env });
  const navigatore = useNavigatore();
  let registrata: RegistrazioneRisposta;

  const busta = async (contenuto: Buffer): Promise<Buffer> =>
    bytesDi(
      await firmaCades(contenuto, capo.firmatario, { staccata: false, quando: new Date('2026-03-01T10:00:00Z') }),
    );
  const carica = async (chi: 'responsabile' | 'rgd', specie: string, identita: IdentitaDiProva): Promise<void> => {
    await here
      .post('/firme/chiavi', chi)
      .field('password', PASSWORD)
      .field('specie', specie)
      .attach('chiave', await autorita.pkcs12(identita, PASSWORD), 'chiave.p12')
      .expect(201);
  };
  before(async () => {
    capo = await autorita.rilascia('Esempio Responsabile', { chiave: 'ec', dal: DAL });
    await carica('responsabile', 'funzionario', capo);
    await carica('rgd', 'sigillo', await autorita.rilascia('Sigillo di prova', { dal: DAL, al: '20260320000000Z' }));
    const documento: FileProva = {
      nome: 'istanza.pdf.p7m',
      mime: P7M,
      bytes: await busta(buildPdf('Istanza firmata')),
    };
    const relazione = { nome: 'relazione.rtf', mime: 'application/rtf', bytes: Buffer.from('{\\rtf1 Relazione}') };
    registrata = await here.registered(
      'protocollo',
      entrata({ mittenti: [PEC], classifica: 'VI.3', assegnazioni: [competenza('U410')] }),
      { documento, allegati: [relazione] },
    );
  });

  /** One look at a page as it is: nobody is left out of it, and nothing runs out of it, on a tablet either. */
  const guarda = async (page: Page, nome: string): Promise<void> => {
    await assertAccessible(page, nome);
    await assertNoSideScroll(page);
    await page.setViewportSize(MISURE.tavoletta);
    await assertNoSideScroll(page);
    await page.setViewportSize(MISURE.portatile);
  };
  const vai = (page: Page, percorso: string) => page.goto(new URL(percorso, page.url()).toString());

  it('a registration shows the document inside its envelope, and of each signature what holds and what does not', async () => {
    const page = await navigatore.signedIn(here, 'protocollo', at(registrata));
    await page.getByText('Dentro la busta: istanza.pdf').waitFor();
    const [cornice] = await page.locator('.scheda-foglio iframe').all();
    assert.match((await cornice?.getAttribute('src')) ?? '', /documento\?contenuto=si/);
    await downloadBy(page, /^istanza\.pdf$/, () => page.getByRole('button', { name: 'Scarica il documento' }).click());
    await page.getByRole('heading', { name: 'Firme', exact: true }).waitFor();
    await guarda(page, 'a registration that is signed');
    await page.keyboard.press('w');
    await page.getByRole('article', { name: 'Firma di Esempio Responsabile' }).waitFor();
    await guarda(page, 'its signatures');
    await page.keyboard.press('Escape');
    await page.getByLabel('File mostrato').selectOption('1. relazione.rtf');
    await page.getByRole('button', { name: 'Vedi la copia PDF/A' }).click();
    await page.getByText(/non si può fare una copia PDF\/A/).waitFor();

    await vai(page, '/firme/verifica');
    await page
      .getByLabel('File firmato: scegli il file')
      .setInputFiles({ name: 'lettera.pdf.p7m', mimeType: P7M, buffer: await busta(buildPdf('Una lettera')) });
    await page.getByRole('article', { name: 'Firma di Esempio Responsabile' }).waitFor();
    await guarda(page, 'a file that is verified');
  });

  it('an act of a repertorio says the same of its own signatures', async () => {
    const nascita = { oggetto: 'Impegno di spesa', mittenti: [{ tipo: 'UO', uo: 'U111' }] };
    const made = await here
      .post('/repertori/DET/registrazioni', 'rgd')
      .field('registrazione', JSON.stringify(nascita))
      .attach('documento', await busta(buildPdf('Determina')), { filename: 'determina.pdf.p7m', contentType: P7M })
      .expect(201);
    const { anno, numero } = made.body as RegistrazioneRisposta;
    const page = await navigatore.signedIn(here, 'protocollo', `/repertori/DET/${anno}/${numero}`);
    await page.getByRole('heading', { name: 'Firme', exact: true }).waitFor();
    await page.keyboard.press('w');
    const firme = page.getByRole('dialog', { name: /Firme di DET \d{7}\/2026/ });
    await firme
      .getByText(/determina\.pdf\.p7m/)
      .first()
      .waitFor();
    await firme.getByRole('article', { name: 'Firma di Esempio Responsabile' }).waitFor();
    await guarda(page, 'signatures of an act');
  });

  it('who has care of the keys sees them end, sets the rules of scanning, seals the days', async () => {
    const page = await navigatore.signedIn(here, 'rgd', '/scrivania');
    await page.getByRole('heading', { name: 'Chiavi di firma in scadenza' }).waitFor();
    await guarda(page, 'the desk with a key that ends');
    await page.getByRole('link', { name: 'Sigillo di prova' }).click();
    await page.getByText('Scade tra 17 giorni').waitFor();
    await guarda(page, 'the keys');
    await page.getByRole('button', { name: 'Carica una chiave' }).click();
    await page.getByLabel('Password del file').waitFor();
    await guarda(page, 'a key to load');
    await vai(page, '/attestazioni/deleghe');
    await page.getByText('Nessun funzionario delegato.').waitFor();
    await page.getByRole('button', { name: 'Registra una delega' }).click();
    await page.getByLabel('Numero dell’atto').waitFor();
    await guarda(page, 'an official to delegate');
    await vai(page, '/regole/scansione');
    await page.getByRole('button', { name: 'Cambia…' }).click();
    await page.getByLabel('Valida dal').waitFor();
    await guarda(page, 'the rules of scanning');

    await here.moveClock('2026-03-03T09:00:00+01:00');
    await here.post('/registro-giornaliero/2026-03-02/chiusura', 'rgd').expect(200);
    await navigatore.signedIn(here, 'rgd', '/registri-giornalieri'); // the session of yesterday is over
    await page.getByRole('button', { name: 'Apponi a tutte' }).press('Enter');
    await page.getByText('Sigilli: 0 di 1 giornate').waitFor(); // a job does it, and here is none
    await page.getByRole('button', { name: 'Apponi il sigillo al 02/03/2026' }).click();
    await page.getByText('Sigillo apposto.').waitFor();
    await downloadBy(page, /^registro-giornaliero-2026-03-02\.pdf\.p7s$/, () =>
      page.getByRole('button', { name: 'Scarica il sigillo sul PDF del 02/03/2026' }).click(),
    );
    await guarda(page, 'the daily registers, sealed');
  });

  it('the head signs a letter with his key; of a file signed elsewhere one reads what the verification said', async () => {
    const nuova = {
      oggetto: 'Riscontro',
      destinatari: [PEC],
      mezzo: 'pec',
      classifica: 'VI.3',
      testo: 'La si accoglie.',
    };
    const { id } = (await here.post('/bozze', 'istruttore').send(nuova).expect(201)).body as BozzaLetta;
    await here.post(`/bozze/${id}/invio-approvazione`, 'istruttore').send({}).expect(200);
    await here.post(`/bozze/${id}/approvazione`, 'responsabile').send({ esito: 'approvata' }).expect(200);
    const page = await navigatore.signedIn(here, 'responsabile', `/bozze/${id}`);
    await page.getByRole('button', { name: 'Firma qui' }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText(/Con la chiave di Esempio Responsabile/).waitFor();
    await guarda(page, 'a letter to be signed here');
    await page.keyboard.press('Control+Enter');
    await page.getByText(/firmato qui da/).waitFor();
    const letta = async () => (await here.get(`/bozze/${id}`, 'responsabile').expect(200)).body as BozzaLetta;
    const { firma } = await letta();
    assert.equal(firma?.modo, 'server');
    assert.equal(firma.documento.firme[0]?.tipo, 'PAdES');

    await here.post(`/bozze/${id}/ritiro`, 'responsabile').send({}).expect(200);
    await here.post(`/bozze/${id}/invio-approvazione`, 'istruttore').send({}).expect(200);
    await here.post(`/bozze/${id}/approvazione`, 'responsabile').send({ esito: 'approvata' }).expect(200);
    const file = (await here.get(`/bozze/${id}/documento`, 'responsabile').responseType('blob').expect(200))
      .body as Buffer;
    const firmato = await busta(file);
    await here
      .put(`/bozze/${id}/firma`, 'responsabile')
      .field('conferma', 'si') // the network is not asked whether the certificate was revoked
      .field('sha256', createHash('sha256').update(firmato).digest('hex'))
      .field('motivo', 'Il certificato è stato controllato sul sito di chi lo ha dato')
      .attach('documento', firmato, { filename: 'lettera.pdf.p7m', contentType: P7M })
      .expect(200);
    const dentro = await here
      .get(`/bozze/${id}/documento?contenuto=si`, 'responsabile')
      .responseType('blob')
      .expect(200);
    assert.ok(file.equals(dentro.body as Buffer), 'what is inside is what was approved');
    await page.reload();
    await page.getByText('utente Responsabile Settore 4 (responsabile)').waitFor();
    const cornice = page.locator('.lettera-foglio iframe');
    assert.match((await cornice.getAttribute('src')) ?? '', /documento\?contenuto=si/);
    await guarda(page, 'a letter signed elsewhere');
  });
});
