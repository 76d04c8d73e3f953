import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Redis } from 'ioredis';
import PDFDocument from 'pdfkit';
import type { Page } from 'playwright-core';
import type { Scansione } from '../../schemas/scansione.api.js';
import { readConfig } from '../../server/lib/config.js';
import { createLogger } from '../../server/lib/logger.js';
import { connectRedis } from '../../server/lib/redis.js';
import { registroSource } from '../../server/protocollo/apertura.js';
import { Registro } from '../../server/protocollo/registro.js';
import { avanzaScansione } from '../../server/scansione/avanza.js';
import type { DepsScansione } from '../../server/scansione/deps.js';
import { LettoreImmagini } from '../../server/scansione/immagini/lettore.js';
import { leggiProssima } from '../../server/scansione/pagina.js';
import { createStore } from '../../storage/create-store.js';
import { newId } from '../../server/attestazioni/identita.js';
import { scansionePronta } from '../integration/attestazioni/banco.js';
import { AutoritaDiProva } from '../support/autorita-prova.js';
import { useHarness } from '../support/harness.js';
import { environmentOf } from '../support/processi.js';
import { buildRichiesta } from '../support/factories.js';
import { buildFoglio, scansionata } from '../support/fogli.js';
import { assertAccessible, assertNoSideScroll, useNavigatore } from './ambiente.js';
import { MISURE } from './pagine.js';

const PRONTO = { state: 'visible' } as const;
const PASSWORD = 'una password di prova';
const DAL = '20260101000000Z';
const ROSSI = { tipo: 'PF', cognome: 'Rossi', nome: 'Mario', codiceFiscale: 'RSSMRA80A01H501U' } as const;
const PETIZIONE = [
  'Al Comune di Valdoria',
  'Oggetto: Petizione per la riapertura del sottopasso ciclabile di via Stazione',
  'Valdoria, 28 marzo 2026',
];

const PAROLA = { testo: 'segnalazione', x0: 100, y0: 100, x1: 500, y1: 140, fiducia: 90, riga: 0 };

/** Three small sheets: one written, one blank, one written otherwise. */
function petizione(): Promise<Buffer> {
  const doc = new PDFDocument({ autoFirstPage: false });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const firme = Array.from({ length: 24 }, (_, i) => `${i + 1}. firma di un cittadino che abita in via Stazione`);
  for (const righe of [PETIZIONE, [], firme]) {
    doc.addPage({ size: 'A6', margin: 24 });
    for (const riga of righe) doc.fontSize(7).text(riga).moveDown(0.5);
  }
  doc.end();
  return new Promise((resolve) => doc.on('end', () => resolve(Buffer.concat(chunks))));
}

describe('a paper is scanned, checked, compared and attested', function () {
  this.timeout(120_000);
  const env: NodeJS.ProcessEnv = { CHIAVE_SEGRETI: 'ab'.repeat(32), REVOCA_RETE: 'no' };
  let autorita: AutoritaDiProva;
  let fiducia: string;
  let p12: Buffer;
  before(async () => {
    fiducia = await mkdtemp(path.join(os.tmpdir(), 'fiducia-'));
    autorita = await AutoritaDiProva.create();
    await writeFile(path.join(fiducia, 'ca.cer'), await autorita.certificato());
    p12 = await autorita.pkcs12(await autorita.rilascia('Operatore di prova', { chiave: 'ec', dal: DAL }), PASSWORD);
    env['FIDUCIA_DIR'] = fiducia;
  });
  after(async () => {
    await autorita.close();
    await rm(fiducia, { recursive: true, force: true });
  });
  const here = useHarness('pagina-scansioni', { env });
  const navigatore = useNavigatore();
  const immagini = new LettoreImmagini();
  let redis: Redis;
  /** how well each picture that carries no words is read, one after the other */
  let fiducie: number[] = [];
  let deps: DepsScansione;
  let pdf: Buffer;

  before(async () => {
    const config = readConfig(environmentOf({ database: here.database, env }));
    const log = createLogger('silent', 'test');
    const clock = { now: () => here.now(), ensureReliable: () => Promise.resolve() };
    redis = connectRedis(config.redisUrl, log);
    deps = {
      clock,
      config,
      log,
      redis,
      store: await createStore(config.storage),
      registro: new Registro(clock, registroSource),
      dimostrazione: true,
      immagini,
      parole: {
        leggi: () => Promise.resolve({ parole: [PAROLA], fiducia: fiducie.shift() ?? assert.fail('nothing to read') }),
      },
    };
    pdf = await petizione();
    await here.registered('protocollo', buildRichiesta({ mittenti: [ROSSI] }));
    const atto = { numero: '12', data: '2026-01-02', autore: 'Segretario generale' };
    await here
      .post('/attestazioni/deleghe', 'rgd')
      .send({ utente: 'protocollo', atto, ambito: { modi: ['raffronto'] }, dal: '2026-01-02', al: '2026-12-31' })
      .expect(201);
    await here
      .post('/firme/chiavi', 'protocollo')
      .field('password', PASSWORD)
      .field('specie', 'funzionario')
      .attach('chiave', p12, 'chiave.p12')
      .expect(201);
  });
  after(() => {
    immagini.close();
    redis.disconnect();
  });

  /** What the worker does, until there is nothing left to do. */
  const lavora = async (id: string): Promise<void> => {
    while ((await avanzaScansione(deps, id)).daLeggere) while ((await leggiProssima(deps, id)) === 'letta');
  };
  const idDi = (page: Page): string => /scansioni\/([0-9a-f]{24})/.exec(page.url())?.[1] ?? '';
  const scansioneDi = async (id: string): Promise<Scansione> =>
    (await here.get(`/scansioni/${id}`, 'protocollo').expect(200)).body as Scansione;

  it('by keys alone, from the file to the number; on a tablet nothing runs out of the page', async () => {
    const page = await navigatore.signedIn(here, 'protocollo', '/scansioni');
    await page.getByText('Nessuna scansione da verificare.').waitFor(PRONTO);
    await assertAccessible(page, 'no scans');
    await page.keyboard.press('+');
    await page
      .getByLabel('Pagine: scegli i file')
      .setInputFiles({ name: 'petizione.pdf', mimeType: 'application/pdf', buffer: pdf });
    await page.getByLabel('Pagine attese').fill('3');
    await page.getByLabel(/^Unico/).check();
    await page.getByLabel('Dove resta la carta').fill('Faldone 2026/7');
    await assertAccessible(page, 'a new scan');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/scansioni\/[0-9a-f]{24}/);
    const id = idDi(page);
    await lavora(id);

    // the blank sheet is looked at, and stays with a reason
    await page.getByRole('heading', { name: 'Qualità: 1 pagina da guardare' }).waitFor(PRONTO);
    await page.getByRole('img', { name: 'Immagine della pagina 2' }).waitFor(PRONTO);
    await assertAccessible(page, 'the desk');
    await assertNoSideScroll(page);
    await page.keyboard.press('a');
    await page.getByRole('textbox', { name: 'Motivo' }).fill('Retro bianco, fa parte dell’originale');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'Qualità: tutto a posto' }).waitFor(PRONTO);
    await lavora(id);
    await page.getByRole('button', { name: /Prendi.*Oggetto/ }).waitFor(PRONTO);
    await page.keyboard.press('Alt+1');
    await page.getByText('Preso', { exact: true }).waitFor(PRONTO);
    await page.setViewportSize(MISURE.tavoletta);
    await assertNoSideScroll(page);
    await page.setViewportSize(MISURE.portatile);

    // compared page by page
    await page.locator('.piede .btn-primo:not([aria-disabled])').waitFor(PRONTO);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'Pagine viste: 0 di 3' }).waitFor(PRONTO);
    await page.getByRole('img', { name: 'Pagina 1 della copia' }).waitFor(PRONTO);
    await page.keyboard.press('x');
    await page.getByText('Nessun segno in più o in meno.').waitFor(PRONTO);
    await assertAccessible(page, 'the comparison');
    for (const viste of [1, 2, 3]) {
      await page.keyboard.press('Space');
      await page.getByRole('heading', { name: `Pagine viste: ${viste} di 3` }).waitFor(PRONTO);
    }
    await page.keyboard.press('c');
    await page.setViewportSize(MISURE.tavoletta);
    await assertNoSideScroll(page);
    await page.setViewportSize(MISURE.portatile);
    await page.locator('.piede .btn-primo:not([aria-disabled])').waitFor(PRONTO);
    await page.keyboard.press('Control+Enter');
    // nobody can be asked here whether the certificate was revoked, and the page does not call it valid
    await page.getByText('Firma non verificabile per intero').waitFor(PRONTO);
    await assertNoSideScroll(page);
    const attestata = await scansioneDi(id);
    assert.equal(attestata.stato, 'attestata');
    assert.ok(attestata.attestazione !== undefined);

    // and registered from there, with what was taken
    await page.keyboard.press('r');
    await page.locator('#reg-oggetto').waitFor(PRONTO);
    assert.match(await page.locator('#reg-oggetto').inputValue(), /sottopasso ciclabile/);
    await page.getByRole('combobox', { name: 'Mittente' }).pressSequentially('ros\n');
    await page.getByRole('button', { name: 'Togli Rossi Mario' }).waitFor(PRONTO);
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/registrata=2026-2/);
    const registrata = await here.get('/registrazioni/2026/2', 'protocollo').expect(200);
    const { documento } = registrata.body as { documento: { sha256: string } };
    assert.equal(documento.sha256, attestata.pdf?.sha256);
    assert.deepEqual((await scansioneDi(id)).registrazione, { anno: 2026, numero: 2 });

    // its page says so, and so does the one that anybody may open
    for (const [percorso, detto] of [
      ['/registrazioni/2026/2', page.getByRole('heading', { name: 'Copia per immagine' })],
      [`/attestazione/${attestata.attestazione}`, page.getByRole('heading', { name: /Confronti la copia/ })],
    ] as const) {
      await page.goto(new URL(percorso, page.url()).toString());
      await detto.waitFor(PRONTO);
      await assertAccessible(page, percorso);
      for (const misura of [MISURE.tavoletta, MISURE.portatile]) {
        await page.setViewportSize(misura);
        await assertNoSideScroll(page);
      }
    }
  });

  it('a page on its side is put upright by a key, and what its label says is confirmed by another', async () => {
    const foglio = await scansionata(buildFoglio({ larghezza: 900, altezza: 640, righe: 14 }), 2)
      .png()
      .withMetadata({ density: 200 })
      .toBuffer();
    const taken = await here
      .post('/scansioni', 'protocollo')
      .attach('immagine', foglio, { filename: 'segnalazione.png', contentType: 'image/png' })
      .expect(202);
    const { id } = taken.body as Scansione;
    fiducie = [22, 93];
    await lavora(id);
    const unione = { stato: 'da-confermare', messaggio: 'La pagina 1 si legge sotto il 60 %.' };
    await here
      .collection('scansioni')
      .updateOne({ _id: id as never }, { $set: { registrazione: { anno: 2026, numero: 1, da: 'etichetta' }, unione } });
    const page = await navigatore.signedIn(here, 'protocollo', `/scansioni/${id}`);
    await page.getByText('Capovolta o di lato', { exact: true }).waitFor(PRONTO);
    await page.getByText(unione.messaggio).waitFor(PRONTO);
    await page.getByRole('img', { name: 'Immagine della pagina 1' }).waitFor(PRONTO);
    await assertAccessible(page, 'the desk with a page upside down');
    await assertNoSideScroll(page);
    fiducie = [93];
    await page.keyboard.press('v');
    await page.getByRole('heading', { name: 'Qualità: si guarda' }).waitFor(PRONTO);
    await lavora(id);
    await page.getByRole('heading', { name: 'Qualità: tutto a posto' }).waitFor(PRONTO);
    await page.getByText('Resta da confermare il numero a cui va la copia').waitFor(PRONTO);
    await page.keyboard.press('u');
    await page.getByText('vi arriverà da sola').waitFor(PRONTO);
    await lavora(id);
    const { stato, pagine, unione: done } = await scansioneDi(id);
    assert.deepEqual([stato, pagine[0]?.rotazione, done?.stato], ['pronta', 180, 'fatta']);
  });

  it('what has no number is on the desk of who registers, one key from the form; what is not registered leaves it with its reason', async () => {
    const creata = new Date(here.now().getTime() - 30 * 3_600_000);
    const vecchia = await scansionePronta(here, { _id: newId(creata), creata });
    const ripetuta = await scansionePronta(here);
    const page = await navigatore.signedIn(here, 'protocollo', '/scrivania');
    const coda = page.getByRole('link', { name: /Da registrare 2/ });
    await coda.waitFor(PRONTO);
    await coda.getByText('1 oltre il termine').waitFor(PRONTO);
    await assertAccessible(page, 'the desk with what has no number');
    for (const misura of [MISURE.tavoletta, MISURE.portatile]) {
      await page.setViewportSize(misura);
      await assertNoSideScroll(page);
    }
    await coda.click();
    await page.waitForURL(/vista=da-registrare/);
    const righe = page.getByRole('table', { name: 'Scansioni, dalla più vecchia' }).getByRole('row');
    await righe.nth(2).waitFor(PRONTO);
    await assertAccessible(page, 'what has no number');
    await righe.nth(1).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`scansione=${vecchia._id}`));
    await page.locator('#reg-oggetto').fill('Istanza arrivata ieri e registrata dalla coda');
    await page.getByRole('combobox', { name: 'Mittente' }).pressSequentially('ros\n');
    await page.getByRole('button', { name: 'Togli Rossi Mario' }).waitFor(PRONTO);
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/registrata=2026-/);
    assert.equal((await scansioneDi(vecchia._id)).registrazione?.anno, 2026);

    await page.goto(new URL(`/scansioni/${ripetuta._id}`, page.url()).toString());
    await page.getByRole('button', { name: 'Non si registra…' }).waitFor(PRONTO);
    await page.keyboard.press('z');
    await page.getByLabel('Perché').selectOption('Scansione ripetuta');
    await assertAccessible(page, 'it is not to be registered');
    await page.keyboard.press('Control+Enter');
    await page.getByText('non si registra: Scansione ripetuta').waitFor(PRONTO);
    await page.goto(new URL('/scansioni?vista=da-registrare', page.url()).toString());
    await page.getByText('Tutto ciò che è acquisito ha il suo numero.').waitFor(PRONTO);
  });
});
