import assert from 'node:assert/strict';
import { useHarness } from '../support/harness.js';
import { entrata } from '../integration/protocollo/richieste.js';
import { assertAccessible, assertNoSideScroll, assertWholeTable, downloadBy, useNavigatore } from './ambiente.js';
import { MISURE, watch } from './pagine.js';

describe('the page of the daily registers', function () {
  this.timeout(60_000);
  const harness = useHarness('pagina giornaliero', { adesso: '2026-03-30T09:00:00+02:00' });
  const navigatore = useNavigatore();
  before(async () => {
    await harness.registered('protocollo', entrata());
    await harness.moveClock('2026-04-02T09:00:00+02:00');
  });

  it('shows what is missing, closes it by keys in order, and gives PDF and XML', async () => {
    const page = await navigatore.signedIn(harness, 'archivista', '/registri-giornalieri');
    const { assertClean } = watch(page);
    await page.getByText('3 giornate mancano del registro giornaliero.').waitFor();
    await assertAccessible(page, 'registri giornalieri, con giornate mancanti');
    await page.getByRole('button', { name: 'Chiudi ora la giornata del 01/04/2026' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Giornata chiusa.').waitFor();
    await page.getByRole('button', { name: /^marzo$/ }).click();
    assert.match(
      (await page.getByRole('row', { name: /30\/03\/2026/ }).textContent()) ?? '',
      /chiusa in ritardo.*0000001/,
    );
    await downloadBy(page, /^registro-giornaliero-2026-03-30\.xml$/, () =>
      page.getByRole('button', { name: 'Scarica l’XML del 30/03/2026' }).click(),
    );
    const opened = page.context().waitForEvent('page');
    await page.getByRole('button', { name: 'Apri il PDF del 30/03/2026' }).click();
    await (await opened).close();
    for (const misura of [...Object.values(MISURE), ...[1271, 905, 768].map((width) => ({ width, height: 768 }))]) {
      await page.setViewportSize(misura);
      await assertNoSideScroll(page);
      await assertWholeTable(page, '.giornaliero-corpo');
    }
    await assertAccessible(page, 'registri giornalieri');
    assertClean();
  });

  it('is not for others: neither in their menu nor by its address', async () => {
    const page = await navigatore.signedIn(harness, 'protocollo', '/registri-giornalieri');
    await page.getByRole('heading', { name: 'Questa pagina è di chi tiene il registro' }).waitFor();
    assert.equal(await page.getByRole('link', { name: 'Registri giornalieri' }).count(), 0);
  });
});
