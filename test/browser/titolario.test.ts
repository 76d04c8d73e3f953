import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { demoTitolario } from '../../classification/standard.js';
import { writeVoci } from '../../classification/versioni/csv.js';
import { useHarness } from '../support/harness.js';
import { assertAccessible, assertNoSideScroll, useNavigatore } from './ambiente.js';
import { MISURE, watch } from './pagine.js';

const voce = (page: Page, codice: string) => page.getByRole('treeitem', { name: new RegExp(`(^| )${codice} `) });

describe('the page of the titolario', function () {
  this.timeout(60_000);
  const harness = useHarness('pagina titolario');
  const navigatore = useNavigatore();

  it('is a tree that is walked by keys, with the chosen voce in the address', async () => {
    const page = await navigatore.signedIn(harness, 'protocollo', '/titolario');
    const { assertClean } = watch(page);
    await voce(page, 'I').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.waitForURL(/voce=II$/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(/voce=II\.1$/);
    await page.getByRole('heading', { name: /^II\.1 / }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await voce(page, 'II\\.1').waitFor({ state: 'detached' });
    await assertAccessible(page, 'titolario');
    for (const misura of Object.values(MISURE)) {
      await page.setViewportSize(misura);
      await assertNoSideScroll(page);
    }
    assertClean();
  });

  it('opens what answers a search, and leads to its registrations', async () => {
    const page = await navigatore.signedIn(harness, 'protocollo', '/titolario');
    await page.getByRole('searchbox', { name: 'Cerca nel titolario' }).fill('scia edil');
    await voce(page, 'VI\\.3\\.2').click();
    await page.getByRole('heading', { name: 'VI.3.2 SCIA edilizie' }).waitFor();
    await assertAccessible(page, 'ricerca nel titolario');
    await page.getByRole('heading', { name: 'Massimario' }).waitFor();
    await page.getByText('non sono un parere legale').waitFor();
    await page.getByRole('link', { name: 'Vedi le registrazioni' }).click();
    await page.getByRole('heading', { name: 'Nessuna registrazione con questi filtri' }).waitFor();
    assert.match(page.url(), /\/registro\?classifica=VI\.3\.2$/);
  });

  it('takes a new version from a file: tried, read, kept as a draft, approved; and closes a voce', async () => {
    const { voci } = demoTitolario(2026)[1] ?? assert.fail();
    const csv = writeVoci([...voci, { codice: 'XV', voce: 'Transizione digitale' }]);
    const page = await navigatore.signedIn(harness, 'rgd', '/titolario/versioni');
    const form = page.getByRole('form', { name: 'Nuova versione del titolario' });
    const choose = (text: string) =>
      form.getByLabel('File CSV').setInputFiles({ name: 't.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await choose(csv.replace('XV,XV', 'IIII,IIII'));
    await form.getByRole('button', { name: 'Prova' }).click();
    await form.getByText(/^Riga 409: Il codice «IIII» non è valido/).waitFor();
    await choose(csv);
    await form.getByRole('button', { name: 'Prova' }).click();
    await form.getByRole('rowheader', { name: 'XV' }).waitFor();
    await assertAccessible(page, 'prova di una versione');
    await form.getByRole('button', { name: 'Salva come bozza' }).click();
    await page.getByRole('button', { name: 'Approva…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Numero dell’atto').fill('12');
    await dialog.getByRole('button', { name: /Approva la versione/ }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'v3' }).waitFor();
    await assertAccessible(page, 'versioni del titolario');
    for (const misura of Object.values(MISURE)) {
      await page.setViewportSize(misura);
      await assertNoSideScroll(page);
    }
    await page.setViewportSize(MISURE.portatile);

    await page.getByRole('link', { name: 'Torna al titolario' }).click();
    await page.getByRole('searchbox', { name: 'Cerca nel titolario' }).fill('VI.10');
    await voce(page, 'VI\\.10').first().click();
    await page.getByRole('button', { name: 'Chiudi la voce…' }).click();
    await dialog.getByLabel('Motivo').fill('Passa all’Unione dei Comuni');
    await page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Passa all’Unione dei Comuni').waitFor();
    await assertAccessible(page, 'voce chiusa');
  });

  it('tells the archive service how good the suggestions of a month were', async () => {
    const told = (proposti: string[], scelto: string) =>
      harness
        .post('/titolario/suggerimenti/esiti', 'protocollo')
        .send({ id: randomUUID(), proposti, sicuro: true, scelto })
        .expect(204);
    await told(['VI.3', 'VI.2'], 'VI.3');
    await told(['VI.3', 'VI.2'], 'VI.2');
    const page = await navigatore.signedIn(harness, 'archivista', '/titolario');
    await page.getByRole('link', { name: 'Qualità dei suggerimenti' }).click();
    const righe = page.getByRole('table', { name: /di marzo 2026/ }).getByRole('row');
    await righe.filter({ hasText: 'VI.3 Edilizia privata' }).filter({ hasText: '100%' }).waitFor();
    assert.match((await righe.last().textContent()) ?? '', /In tutto22100%150%2100%/);
    await assertAccessible(page, 'qualità dei suggerimenti');
    await page.getByLabel('Mese').selectOption('2026-02');
    await page.getByText('Nessuna scelta in febbraio 2026').waitFor();
  });
});
