import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
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
    await page.getByRole('link', { name: 'Vedi le registrazioni' }).click();
    await page.getByRole('heading', { name: 'Nessuna registrazione con questi filtri' }).waitFor();
    assert.match(page.url(), /\/registro\?classifica=VI\.3\.2$/);
  });
});
