import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { buildRichiesta } from '../support/factories.js';
import { useHarness } from '../support/harness.js';
import { assertAccessible, LETTERA, useNavigatore } from './ambiente.js';

const ROSSI = { tipo: 'PF', cognome: 'Rossi', nome: 'Mario', codiceFiscale: 'RSSMRA80A01H501U' } as const;
const NUOVA = '/protocollo/nuova';

const oggetto = (page: Page) => page.getByRole('textbox', { name: 'Oggetto', exact: true });
const salvata = (page: Page) => page.getByText(/Bozza salvata alle/);
const senzaRisposta = (page: Page) => page.getByRole('status').filter({ hasText: 'senza risposta' });

async function fillForm(page: Page, testo: string): Promise<void> {
  await page.getByLabel('Documento: scegli il file').setInputFiles(LETTERA);
  await page.getByRole('combobox', { name: 'Mittente' }).fill('ros');
  await page.getByRole('option', { name: /Rossi Mario/ }).click();
  await oggetto(page).fill(testo);
  await page.getByText('Pronta da registrare').waitFor();
}

async function numeroDato(page: Page): Promise<number> {
  const esito = page.getByRole('status').filter({ hasText: /n\. \d{7}\s+del/ });
  await esito.waitFor({ timeout: 25_000 });
  return Number(/n\. (\d{7})/.exec((await esito.textContent()) ?? '')?.[1]);
}

/** Long enough for what is typed to be kept: a quarter of a second after the last key. */
const untilKept = (page: Page) => page.waitForTimeout(600);

describe('a form that has no number yet', function () {
  this.timeout(90_000);
  const harness = useHarness('bozza', { processi: true }); // one is killed
  const navigatore = useNavigatore();

  before(async () => {
    await harness.registered('protocollo', buildRichiesta({ mittenti: [ROSSI] }));
  });

  const registrate = (testo: string) => harness.count('registrazioni', { oggetto: testo });

  it('outlives the server, which is killed while it is full: same draft, one number', async () => {
    const testo = 'Documento scritto mentre il server moriva';
    const page = await navigatore.signedIn(harness, 'protocollo', NUOVA);
    await fillForm(page, testo.slice(0, 20));
    const web = harness.webs.pop();
    assert.ok(web !== undefined);
    await web.kill();

    await oggetto(page).fill(testo); // one goes on writing
    await page.keyboard.press('Control+Enter');
    await senzaRisposta(page).waitFor();
    await page.getByText(/Il server non risponde dalle/).waitFor();
    await assertAccessible(page, 'server assente');
    assert.equal(await oggetto(page).inputValue(), testo);
    assert.equal(await registrate(testo), 0);

    const again = await harness.startWeb({ PORT: String(web.port) });
    assert.equal(again.url, web.url);
    await page.reload();
    await page.getByText('bozza ripresa da dove era rimasta').waitFor();
    assert.equal(await oggetto(page).inputValue(), testo);
    await page.getByRole('button', { name: 'Togli Rossi Mario' }).waitFor();
    await page.getByRole('tab', { name: /lettera\.pdf/ }).waitFor();
    await assertAccessible(page, 'bozza ripresa');
    await page.getByRole('button', { name: 'Riprova ora' }).click();
    const numero = await numeroDato(page);
    assert.equal(await registrate(testo), 1);
    const { documento } = await harness.stored({ anno: 2026, numero });
    assert.equal((documento as { nome: string }).nome, 'lettera.pdf');
  });

  it('sends itself again when the server is back, once', async () => {
    const testo = 'Documento che si registra da solo';
    const page = await navigatore.signedIn(harness, 'protocollo', NUOVA);
    await fillForm(page, testo);
    const web = harness.webs.pop();
    assert.ok(web !== undefined);
    await web.kill();
    await page.keyboard.press('Control+Enter');
    await senzaRisposta(page).waitFor();
    await harness.startWeb({ PORT: String(web.port) });
    await numeroDato(page);
    assert.equal(await registrate(testo), 1);
  });

  it('finds the number again when only the answer was lost', async () => {
    const testo = 'Documento la cui risposta si perde';
    const page = await navigatore.signedIn(harness, 'protocollo', NUOVA);
    await fillForm(page, testo);
    let perse = 0;
    await page.route('**/api/v1/registrazioni', async (route) => {
      if (perse > 0) return route.continue();
      perse += 1;
      await route.fetch(); // the register has it
      return route.abort('connectionreset');
    });
    await page.keyboard.press('Control+Enter');
    await senzaRisposta(page).waitFor();
    assert.equal(await registrate(testo), 1);
    await page.getByRole('button', { name: 'Riprova ora' }).last().click();
    const numero = await numeroDato(page);
    assert.equal(await registrate(testo), 1);
    assert.equal((await harness.stored({ anno: 2026, numero }))['oggetto'], testo);
  });

  it('tells that the number is of the first sending, when something was changed after it', async () => {
    const testo = 'Documento cambiato dopo il primo invio';
    const page = await navigatore.signedIn(harness, 'protocollo', NUOVA);
    await fillForm(page, testo);
    let perse = 0;
    await page.route('**/api/v1/registrazioni', async (route) => {
      if (perse > 0) return route.continue();
      perse += 1;
      await route.fetch();
      return route.abort('connectionreset');
    });
    await page.keyboard.press('Control+Enter');
    await senzaRisposta(page).waitFor();
    await oggetto(page).fill(`${testo}, corretto`);
    await page.keyboard.press('Control+Enter');
    await page.getByText('Il numero era già stato dato al primo invio').waitFor();
    const numero = await numeroDato(page);
    await assertAccessible(page, 'numero del primo invio');
    assert.equal((await harness.stored({ anno: 2026, numero }))['oggetto'], testo);
    assert.equal(await registrate(`${testo}, corretto`), 0);
  });

  it('is one registration, however often Enter is pressed', async () => {
    const testo = 'Documento registrato con due Invio';
    const page = await navigatore.signedIn(harness, 'protocollo', NUOVA);
    await fillForm(page, testo);
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Control+Enter');
    await numeroDato(page);
    assert.equal(await registrate(testo), 1);
  });

  it('is kept as one types, even half a name and half a correspondent, and found in the list of drafts', async () => {
    const page = await navigatore.signedIn(harness, 'protocollo', NUOVA);
    await oggetto(page).fill('Bozza lasciata a metà');
    await page.getByRole('combobox', { name: 'Mittente' }).fill('Bianchi Anna');
    await page.getByRole('option', { name: /Aggiungi «Bianchi Anna»/ }).click();
    await page.getByLabel('Codice fiscale').fill('BNCNNA92');
    await untilKept(page);
    await page.reload();
    await salvata(page).waitFor();
    assert.equal(await page.getByLabel('Codice fiscale').inputValue(), 'BNCNNA92');
    assert.equal(await oggetto(page).inputValue(), 'Bozza lasciata a metà');

    await page.getByRole('button', { name: 'Nuova', exact: true }).click();
    await page.getByRole('button', { name: 'Bozze aperte: 1' }).click();
    await assertAccessible(page, 'bozze aperte');
    await page.getByRole('dialog').getByRole('link', { name: 'Bozza lasciata a metà' }).click();
    await page.getByText('bozza ripresa da dove era rimasta').waitFor();
    assert.equal(await oggetto(page).inputValue(), 'Bozza lasciata a metà');
  });

  it('is not there for another person on the same computer, and is thrown away only when asked twice', async () => {
    const page = await navigatore.signedIn(harness, 'protocollo', NUOVA);
    await oggetto(page).fill('Bozza di una persona sola');
    await page.keyboard.press('Control+s');
    await page.getByText('la bozza resta in «Bozze aperte»').waitFor();
    const address = new URL(page.url()).pathname + new URL(page.url()).search;

    await navigatore.signedIn(harness, 'rgd', address);
    await oggetto(page).waitFor();
    assert.equal(await oggetto(page).inputValue(), '');
    await oggetto(page).fill('Bozza di un’altra persona');
    await untilKept(page);
    await navigatore.signedIn(harness, 'protocollo', NUOVA);
    await page.getByRole('button', { name: 'Bozze aperte: 1' }).click();
    await page.getByRole('button', { name: /^Elimina la bozza/ }).click();
    await page.getByRole('button', { name: /^Elimina davvero/ }).click();
    await page.getByText('Nessun’altra bozza').waitFor();
  });

  it('waits, intact, for who has to sign in again', async () => {
    const testo = 'Documento di una sessione scaduta';
    const page = await navigatore.signedIn(harness, 'protocollo', NUOVA);
    await fillForm(page, testo);
    await navigatore.contesto.clearCookies();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'La sessione è scaduta' }).waitFor();
    await page.getByLabel('Password', { exact: true }).fill('Parola-di-prova-2026');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Enter');
    await numeroDato(page);
    assert.equal(await registrate(testo), 1);
  });

  it('is open in one tab at a time', async () => {
    const page = await navigatore.signedIn(harness, 'protocollo', NUOVA);
    await oggetto(page).fill('Bozza in due schede');
    await untilKept(page);
    const other = await navigatore.contesto.newPage();
    await other.goto(page.url());
    await other.getByRole('heading', { name: 'Questa bozza è aperta in un’altra scheda' }).waitFor();
    await assertAccessible(other, 'bozza di un’altra scheda');
  });
});
