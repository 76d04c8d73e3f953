import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { buildRichiesta } from '../support/factories.js';
import { PASSWORD } from '../support/ente.js';
import { AOO_PROVA, useHarness } from '../support/harness.js';
import { assertAccessible, assertNoSideScroll, useNavigatore } from './ambiente.js';
import { focusedText, MISURE, watch } from './pagine.js';

const rifiuto = (page: Page) => page.getByRole('alert');

async function tryIn(page: Page, utente: string, password: string): Promise<void> {
  await page.getByLabel('Nome utente').fill(utente);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
}

describe('the sign-in page', function () {
  this.timeout(60_000);
  const harness = useHarness('pagina accesso');
  const navigatore = useNavigatore();

  before(async () => {
    await harness.registered('protocollo', buildRichiesta());
    await harness
      .collection('utenti')
      .updateOne(
        { 'incarichi.ruolo': 'operatore', 'incarichi.aoo': AOO_PROVA },
        { $set: { descrizione: 'Operatore, U110' } },
      );
  });

  const open = async (percorso: string): Promise<Page> => {
    const { page } = navigatore;
    await page.goto(harness.nextWeb().url + percorso);
    await page.getByRole('heading', { name: 'Accesso', exact: true }).waitFor();
    return page;
  };

  it('stands before every page, says which one was asked for and goes back to it', async () => {
    const page = await open('/registrazioni/2026/1');
    const { assertClean } = watch(page);
    await page.getByText('registrazione n. 0000001 del 2026').waitFor();
    await assertAccessible(page, 'accesso');

    await page.getByRole('button', { name: 'Usa protocollo', exact: true }).click();
    assert.equal(await focusedText(page), 'Password');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /0000001/ }).waitFor();
    assert.match(page.url(), /\/registrazioni\/2026\/1$/);
    assertClean();
  });

  it('says the same of an unknown user and of a wrong password, and keeps the user', async () => {
    const page = await open('/accesso');
    await tryIn(page, 'nessuno', 'non è questa');
    await rifiuto(page).waitFor();
    const unknown = await rifiuto(page).innerText();
    await tryIn(page, 'vicario', 'non è questa');
    await page.getByRole('button', { name: 'Entra' }).waitFor();
    await rifiuto(page).waitFor();
    assert.equal(await rifiuto(page).innerText(), unknown);
    assert.match(unknown, /Nome utente o password non corretti/);
    assert.equal(await page.getByLabel('Nome utente').inputValue(), 'vicario');
    assert.equal(await page.getByLabel('Password', { exact: true }).getAttribute('aria-invalid'), 'true');
    await assertAccessible(page, 'accesso rifiutato');
  });

  it('says until when an account stays locked', async () => {
    const page = await open('/accesso');
    for (let i = 0; i < 6; i += 1) {
      await page.request.post(`${harness.nextWeb().url}/api/v1/sessione`, { data: { utente: 'rgd2', password: 'no' } });
    }
    await tryIn(page, 'rgd2', PASSWORD);
    await rifiuto(page)
      .filter({ hasText: /fermo.*si può riprovare dalle \d\d:\d\d, tra \d+ minuti/s })
      .waitFor();
    await assertAccessible(page, 'accesso fermo');
  });

  it('shows the password on request, and fits every width', async () => {
    const page = await open('/accesso');
    await page.getByLabel('Password', { exact: true }).fill('segreta');
    await page.getByRole('button', { name: 'Mostra la password' }).click();
    assert.equal(await page.getByLabel('Password', { exact: true }).getAttribute('type'), 'text');
    for (const misura of Object.values(MISURE)) {
      await page.setViewportSize(misura);
      await assertNoSideScroll(page);
    }
    await assertAccessible(page, 'accesso su tavoletta');
  });

  it('asks for the password in place when the session ends, and the page stays', async () => {
    const page = await navigatore.signedIn(harness, 'protocollo', '/registro');
    await page.getByRole('row', { name: /0000001/ }).waitFor();
    await navigatore.contesto.clearCookies();
    await page.keyboard.press('Enter');
    const dialogo = page.getByRole('dialog', { name: 'La sessione è scaduta' });
    await dialogo.waitFor();
    await assertAccessible(page, 'sessione scaduta');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await dialogo.waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: /0000001/ }).waitFor();
  });

  it('lets one out, and the pages are closed again', async () => {
    const page = await navigatore.signedIn(harness, 'protocollo', '/aiuto');
    await page.getByRole('heading', { name: 'Tutti i tasti' }).waitFor();
    await assertAccessible(page, 'aiuto');
    await page.getByRole('button', { name: /Operatore/ }).click();
    await assertAccessible(page, 'menu aperto');
    await page.route('**/api/v1/sessione', (asked) => asked.abort());
    await page.getByRole('button', { name: 'Esci' }).click();
    await page.getByText('Non si è ancora usciti.').waitFor(); // the session is still open: it must not look closed
    await page.unroute('**/api/v1/sessione');
    const esci = page.getByRole('button', { name: 'Esci' });
    if (!(await esci.isVisible())) await page.getByRole('button', { name: /Operatore/ }).click();
    await page.getByRole('button', { name: 'Esci' }).click();
    await page.getByRole('heading', { name: 'Accesso', exact: true }).waitFor();
    await page.goto(`${harness.nextWeb().url}/registro`);
    await page.getByRole('heading', { name: 'Accesso', exact: true }).waitFor();
  });

  it('shows an address without a page for what it is', async () => {
    const page = await navigatore.signedIn(harness, 'protocollo', '/questa/non/c-e');
    await page.getByRole('heading', { name: 'A questo indirizzo non c’è nessuna pagina' }).waitFor();
    await assertAccessible(page, 'pagina non trovata');
  });
});
