import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { RegistrazioneRisposta } from '../../schemas/registrazione-risposta.api.js';
import { until } from '../support/attesa.js';
import { buildRichiesta } from '../support/factories.js';
import { filePdf, useHarness } from '../support/harness.js';
import { requireChromium } from '../support/servizi.js';
import { signIn } from './ambiente.js';
import { type NavigatoreProprio, openNavigatore } from './navigatore-proprio.js';

const ZANELLA = { tipo: 'PF', cognome: 'Zanella', nome: 'Mario' } as const;
const BOZZE = ['Prima', 'Seconda', 'Terza'].map((quale) => ({
  oggetto: `${quale} bozza lasciata aperta`,
  documento: filePdf(`${quale} lettera`, `${quale.toLowerCase()}.pdf`),
  allegato: filePdf(`${quale} tavola`, `tavola-${quale.toLowerCase()}.pdf`),
}));
type Bozza = (typeof BOZZE)[number];

const oggetto = (page: Page) => page.getByRole('textbox', { name: 'Oggetto', exact: true });
const affiancate = (page: Page) => page.getByRole('navigation', { name: 'Bozze affiancate' }).getByRole('link');
const tab = (page: Page, { nome }: Bozza['documento']) => page.getByRole('tab', { name: new RegExp(`^${nome}`) });
const asFile = ({ nome, mime, bytes }: Bozza['documento']) => ({ name: nome, mimeType: mime, buffer: bytes });
const sha256 = ({ bytes }: Bozza['documento']): string => createHash('sha256').update(bytes).digest('hex');

async function write(page: Page, bozza: Bozza): Promise<void> {
  await page.getByLabel('Documento: scegli il file').setInputFiles(asFile(bozza.documento));
  await tab(page, bozza.documento).waitFor();
  await page.getByLabel('Allegati: aggiungi altri file').setInputFiles(asFile(bozza.allegato));
  await tab(page, bozza.allegato).waitFor();
  await page.getByRole('combobox', { name: 'Mittente' }).fill('zan');
  await page.getByRole('option', { name: /Zanella Mario/ }).click();
  await oggetto(page).fill(bozza.oggetto);
  await page.waitForTimeout(600); // a quarter of a second after the last key it is kept
}

/** The draft that is open has all that was written in it. */
async function assertWhole(page: Page, bozza: Bozza): Promise<void> {
  await tab(page, bozza.documento).waitFor();
  await tab(page, bozza.allegato).waitFor();
  await page.getByRole('button', { name: 'Togli Zanella Mario' }).waitFor();
  assert.equal(await oggetto(page).inputValue(), bozza.oggetto);
}

async function assertAllWhole(page: Page): Promise<void> {
  for (const bozza of BOZZE) {
    await affiancate(page)
      .and(page.getByTitle(new RegExp(bozza.oggetto)))
      .click();
    await assertWhole(page, bozza);
  }
}

describe('several drafts side by side, each with its files', function () {
  this.timeout(120_000);
  const here = useHarness('bozze affiancate');
  let programma: string;
  let profilo: string | undefined;
  let navigatore: NavigatoreProprio | undefined;

  before(async function () {
    programma = requireChromium(this);
    profilo = await mkdtemp(path.join(os.tmpdir(), 'profilo-'));
    await here.registered('protocollo', buildRichiesta({ mittenti: [ZANELLA] }));
  });
  after(async () => {
    await navigatore?.kill();
    if (profilo !== undefined) await rm(profilo, { recursive: true, force: true, maxRetries: 5 });
  });

  const open = async (): Promise<Page> => {
    assert.ok(profilo !== undefined);
    navigatore = await openNavigatore(programma, profilo);
    const page = await navigatore.contesto.newPage();
    await page.setViewportSize({ width: 1366, height: 768 });
    await signIn(page, here, 'protocollo', '/protocollo/nuova');
    return page;
  };

  it('are all there after a reload, and after the browser was killed while they were open', async () => {
    let page = await open();
    for (const [i, bozza] of BOZZE.entries()) {
      if (i > 0) {
        await page.keyboard.press('Alt+n');
        await page.getByRole('tab').first().waitFor({ state: 'detached' });
      }
      await write(page, bozza);
    }
    await page.reload();
    await page.getByText('bozza ripresa da dove era rimasta').waitFor();
    await until(async () => (await affiancate(page).count()) === BOZZE.length);
    await assertAllWhole(page);

    await oggetto(page).fill('Terza bozza, cambiata prima della fine');
    await page.waitForTimeout(600);
    await oggetto(page).fill(BOZZE.at(-1)?.oggetto ?? '');
    await page.waitForTimeout(600);
    await navigatore?.kill();

    page = await open();
    await until(async () => (await affiancate(page).count()) === BOZZE.length + 1); // and the empty one just opened
    await assertAllWhole(page);
  });

  it('and go to the register with the bytes that they had before', async () => {
    const page = navigatore?.contesto.pages().at(-1);
    assert.ok(page !== undefined, 'the browser is open');
    for (const bozza of BOZZE) {
      await affiancate(page)
        .and(page.getByTitle(new RegExp(bozza.oggetto)))
        .click();
      await assertWhole(page, bozza);
      await page.keyboard.press('Control+Shift+Enter');
      await page.getByRole('link', { name: /n\. \d{7} del/ }).waitFor();
      const stored = await here.collection('registrazioni').find({ oggetto: bozza.oggetto }).toArray();
      assert.equal(stored.length, 1);
      const [{ documento, allegati }] = stored as unknown as [Pick<RegistrazioneRisposta, 'documento' | 'allegati'>];
      assert.equal(documento?.sha256, sha256(bozza.documento));
      assert.deepEqual(
        allegati.map((one) => one.sha256),
        [sha256(bozza.allegato)],
      );
    }
  });
});
