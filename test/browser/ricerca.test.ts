import assert from 'node:assert/strict';
import { useHarness } from '../support/harness.js';
import { competenza, entrata, ROSSI, uscita } from '../integration/protocollo/richieste.js';
import { assertAccessible, assertNoSideScroll, downloadBy, useNavigatore } from './ambiente.js';

describe('the register is exported, searches are kept, statistics are drawn', function () {
  this.timeout(60_000);
  const here = useHarness('browser-ricerca');
  const browser = useNavigatore();
  before(async () => {
    for (let i = 0; i < 4; i += 1)
      await here.registered(
        'protocollo',
        entrata({
          oggetto: `Gara numero ${i}`,
          mittenti: [ROSSI],
          classifica: 'VI.5',
          assegnazioni: [competenza('U410')],
        }),
      );
    await here.registered('istruttore', uscita({ oggetto: 'Risposta', classifica: 'VI.3' }));
  });

  it('exports what the filters find', async () => {
    const page = await browser.signedIn(here, 'protocollo', '/registro?q=gara');
    await page.getByText('4 registrazioni').waitFor();
    await downloadBy(page, /^registrazioni\.csv$/, () =>
      page.getByRole('button', { name: 'Esporta', exact: true }).click(),
    );
    await page.getByText('Esportazione scaricata.').waitFor({ state: 'attached' });
  });

  it('keeps a search, finds it again, forgets it', async () => {
    const page = await browser.signedIn(here, 'protocollo', '/registro?q=gara&flusso=E');
    await page.getByText('4 registrazioni').waitFor(); // the first row takes the focus when it comes
    await page.getByRole('button', { name: /^Ricerche/ }).click();
    await page.getByLabel('Salva questi filtri come').fill('Gare in arrivo');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Gare in arrivo' }).waitFor();
    await assertAccessible(page, 'saved searches');
    await page.goto(new URL('/registro', page.url()).href);
    await page.getByText('5 registrazioni').waitFor();
    await page.getByRole('button', { name: /^Ricerche/ }).click();
    await page.getByRole('link', { name: 'Gare in arrivo' }).click();
    await page.getByText('4 registrazioni').waitFor();
    assert.match(page.url(), /\/registro\?q=gara&flusso=E$/);
    await page.getByRole('button', { name: /^Ricerche/ }).click();
    await page.getByRole('button', { name: 'Togli «Gare in arrivo»' }).click();
    await page.getByText('Nessuna ricerca salvata').waitFor();
  });

  it('draws the counts, and tells the same as a table', async () => {
    const page = await browser.signedIn(here, 'rgd', '/statistiche');
    await page.getByRole('heading', { name: 'Statistiche 2026' }).waitFor();
    const sums = page.getByRole('table', { name: 'Le stesse cifre' }).locator('tfoot td');
    for (const per of ['Mese', 'Giorno', 'Flusso', 'Mezzo', 'Classe', 'Ufficio']) {
      await page.getByLabel('Per', { exact: true }).selectOption({ label: per });
      await page.getByRole('img', { name: `Registrazioni per ${per.toLowerCase()} nel 2026` }).waitFor();
      assert.deepEqual(await sums.allTextContents(), ['4', '1', '0', '0', '5'], per);
    }
    await assertAccessible(page, 'statistics');
    await page.setViewportSize({ width: 820, height: 1_180 });
    await assertNoSideScroll(page);
    await downloadBy(page, /^statistiche-2026-ufficio\.csv$/, () =>
      page.getByRole('button', { name: 'Esporta CSV' }).click(),
    );
  });
});
