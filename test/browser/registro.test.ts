import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { buildRichiesta } from '../support/factories.js';
import { at, useHarness } from '../support/harness.js';
import { assertAccessible, assertNoSideScroll, useNavigatore } from './ambiente.js';
import { MISURE, watch } from './pagine.js';

const QUANTE = 110;
const ANNULLATA = 105;
const RISERVATA = 103;
const PASSO = 100;

const riga = (page: Page, numero: number) =>
  page.getByRole('row', { name: new RegExp(String(numero).padStart(7, '0')) });
const scelta = (page: Page) => page.locator('tr[aria-current="true"]');
const focusedRow = (page: Page) => page.evaluate<string | undefined>('document.activeElement.dataset.riga');

describe('the register', function () {
  this.timeout(90_000);
  const harness = useHarness('pagina registro', { processi: true }); // it is killed
  const navigatore = useNavigatore();

  before(async function () {
    this.timeout(90_000);
    for (let i = 1; i <= QUANTE; i += 1) {
      const riservatezza = { livello: 'riservata' as const, uo: ['U310'] };
      const oggetto = i === PASSO ? 'Richiesta di passo carrabile in via Stazione' : `Comunicazione numero ${i}`;
      const altro = i === RISERVATA ? { riservatezza } : {};
      await harness.registered('rgd', buildRichiesta({ oggetto, flusso: i % 10 === 0 ? 'U' : 'E', ...altro }));
    }
    await harness
      .post(`${at({ anno: 2026, numero: ANNULLATA })}/annullamento`, 'rgd')
      .send({ motivo: 'Registrata due volte' });
  });

  const open = async (percorso = '/registro', utente = 'protocollo'): Promise<Page> => {
    const page = await navigatore.signedIn(harness, utente, percorso);
    await page
      .getByRole('heading', { name: /^Registro/ })
      .first()
      .waitFor();
    return page;
  };

  it('shows at least 25 whole rows on a laptop, the newest first, counted', async () => {
    const page = await open();
    const { assertClean } = watch(page);
    await riga(page, QUANTE).waitFor();
    const whole = await page.evaluate<number>(`(() => {
      const box = document.querySelector('.registro-elenco .scorre').getBoundingClientRect();
      return [...document.querySelectorAll('tbody tr')].filter((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return top >= box.top && bottom <= box.bottom;
      }).length;
    })()`);
    assert.ok(whole >= 25, `${whole} rows`);
    await page.getByText(`${QUANTE} registrazioni`).waitFor();
    await assertAccessible(page, 'registro');
    assertClean();
  });

  it('moves by J, K, Home and End, opens by Enter and is found again where it was left', async () => {
    const page = await open();
    await riga(page, QUANTE).waitFor();
    for (const key of ['j', 'j', 'j', 'k']) await page.keyboard.press(key);
    assert.equal(await focusedRow(page), `2026/${QUANTE - 2}`);
    // the frame is ours, inside the row: no shadow of Bootstrap Italia's over the next one
    assert.equal(await page.evaluate<string>('getComputedStyle(document.activeElement).boxShadow'), 'none');
    await page.keyboard.press('End');
    assert.equal(await focusedRow(page), `2026/${QUANTE - 99}`);
    await page.keyboard.press('Home');
    assert.equal(await focusedRow(page), `2026/${QUANTE}`);
    for (let i = 0; i < 4; i += 1) await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /0000106/ }).waitFor();
    await page.keyboard.press('Escape');
    await riga(page, 106).waitFor();
    await page.waitForFunction("document.activeElement.dataset.riga === '2026/106'");
    await page.keyboard.press('j');
    assert.equal(await focusedRow(page), '2026/105');
  });

  it('goes on to the next page and back, keeping the page in the address', async () => {
    const page = await open();
    await riga(page, QUANTE).waitFor();
    await page.getByRole('button', { name: 'Successive' }).click();
    await riga(page, 10).waitFor();
    await page.getByText('101–110 di 110').waitFor();
    assert.match(page.url(), /cursore=/);
    await page.reload();
    await riga(page, 10).waitFor();
    await page.getByRole('button', { name: 'Precedenti' }).click();
    await riga(page, QUANTE).waitFor();
    await page.getByText('1–100 di 110').waitFor();
  });

  it('keeps what is annulled in its place, struck and named', async () => {
    const page = await open();
    const annullata = riga(page, ANNULLATA);
    await annullata.getByText('ANNULLATO').waitFor();
    await annullata.getByRole('cell', { name: `Comunicazione numero ${ANNULLATA}` }).waitFor();
    const line = await page.evaluate<string>(
      "getComputedStyle(document.querySelector('tr.annullata td:nth-child(5)')).textDecorationLine",
    );
    assert.match(line, /line-through/);
  });

  it('shows what is reserved as one masked cell, and nothing of it', async () => {
    const page = await open();
    await riga(page, RISERVATA).getByText('contenuto visibile solo agli incaricati').waitFor();
    assert.equal(await page.getByText(`Comunicazione numero ${RISERVATA}`, { exact: true }).count(), 0);
  });

  it('has its filters in the address, each taken away by its chip', async () => {
    const page = await open();
    await riga(page, QUANTE).waitFor();
    await page.getByRole('button', { name: 'Flusso' }).click();
    await assertAccessible(page, 'filtro aperto');
    await page.getByRole('button', { name: 'Uscita' }).click();
    await page.getByText('11 registrazioni').waitFor();
    assert.match(page.url(), /\/registro\?flusso=U$/);

    await page.keyboard.press('/');
    await page.keyboard.type('passo carrab');
    await page.keyboard.press('Enter');
    await page.getByText('1 registrazione', { exact: true }).waitFor();
    assert.match(page.url(), /q=passo\+carrab/);
    await page.getByRole('button', { name: 'Togli «passo carrab»' }).click();
    await page.getByText(`${QUANTE} registrazioni`).waitFor();
  });

  it('opens the registration whose number is written in the search', async () => {
    const page = await open();
    await riga(page, QUANTE).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('100/2026');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /0000100/ }).waitFor();
  });

  it('has every filter in one window too', async () => {
    const page = await open('/registro?flusso=E');
    await page.getByText('99 registrazioni').waitFor();
    await page.getByRole('button', { name: 'Filtri…' }).click();
    await assertAccessible(page, 'tutti i filtri');
    await page.getByRole('textbox', { name: 'Oggetto', exact: true }).fill('comunicazione 104');
    await page.keyboard.press('Control+Enter');
    await page.getByText('1 registrazione', { exact: true }).waitFor();
    assert.match(page.url(), /flusso=E&oggetto=comunicazione\+104$/);
  });

  it('says why there is nothing, and how to get out of it', async () => {
    const page = await open('/registro?q=introvabile&flusso=U');
    await page.getByRole('heading', { name: 'Nessuna registrazione con questi filtri' }).waitFor();
    await assertAccessible(page, 'nessuna registrazione');
    await page.getByRole('button', { name: 'Togli il filtro «parole»' }).click();
    await page.getByText('11 registrazioni').waitFor();
  });

  it('says what is wrong with an address that cannot be asked', async () => {
    const page = await open('/registro?dal=2026-02-30');
    await page.getByRole('heading', { name: 'Questa ricerca non si può fare' }).waitFor();
    await assertAccessible(page, 'ricerca rifiutata');
    await page.getByRole('link', { name: 'Togli tutti i filtri' }).click();
    await riga(page, QUANTE).waitFor();
  });

  it('is not for who administers the system', async () => {
    const page = await open('/registro', 'admin');
    await page.getByRole('heading', { name: 'Il registro non si legge con questo incarico' }).waitFor();
    assert.equal(await page.getByRole('navigation').getByRole('link', { name: 'Registro' }).count(), 0);
    await assertAccessible(page, 'registro chiuso');
  });

  it('fits every width; its preview is a drawer where there is no room', async () => {
    const page = await open('/registro?flusso=U');
    await riga(page, QUANTE).waitFor();
    for (const misura of Object.values(MISURE)) {
      await page.setViewportSize(misura);
      await assertNoSideScroll(page);
    }
    await assertAccessible(page, 'registro su tavoletta');
    await page.setViewportSize(MISURE.stretta);
    const anteprima = page.getByRole('complementary', { name: /Anteprima/ });
    await anteprima.waitFor({ state: 'hidden' });
    await page.keyboard.press('j');
    await page.keyboard.press('Space');
    await anteprima.waitFor();
    await assertAccessible(page, 'anteprima aperta');
    await page.keyboard.press('Escape');
    await anteprima.waitFor({ state: 'hidden' });

    await page.setViewportSize(MISURE.tavoletta); // by touch
    await riga(page, 90).click();
    await anteprima.getByRole('button', { name: 'Apri' }).click();
    await page.getByRole('heading', { name: /0000090/ }).waitFor();
  });

  it('has no single keys once they are switched off', async () => {
    const page = await open();
    await riga(page, QUANTE).waitFor();
    await page.getByRole('button', { name: /Operatore/ }).click();
    await page.getByRole('checkbox', { name: /Tasti singoli/ }).uncheck();
    await page.keyboard.press('Escape');
    const before = await scelta(page).getAttribute('data-riga');
    await page.keyboard.press('j');
    await page.keyboard.press('?');
    assert.equal(await scelta(page).getAttribute('data-riga'), before);
    assert.match(page.url(), /\/registro$/);
  });

  it('keeps the place and the focus when the row one is on leaves the list', async () => {
    for (const numero of [11, 12, 13]) {
      const assegnazioni = [{ uo: 'U410', tipo: 'competenza' }];
      await harness
        .post(`${at({ anno: 2026, numero })}/assegnazioni`, 'protocollo')
        .send({ assegnazioni })
        .expect(200);
    }
    const page = await open('/registro?flusso=E', 'istruttore');
    await page.getByRole('button', { name: /^Prendi in carico/ }).waitFor();
    await page.keyboard.press('j');
    await page.locator('tr[data-riga="2026/12"]:focus').waitFor();
    await page.keyboard.press('r');
    await page.getByRole('dialog').getByLabel('Motivo').fill('Spetta alla viabilità');
    await page.keyboard.press('Control+Enter');
    await riga(page, 12).waitFor({ state: 'detached' });
    await page.locator('tr[data-riga="2026/11"]:focus').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('nessunacosì');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Nessuna registrazione con questi filtri' }).waitFor();
    await page.locator('main:focus').waitFor();
  });

  it('says since when the server does not answer, and asks again by itself when it is back', async () => {
    const web = await harness.startWeb();
    const page = await navigatore.signedIn(harness, 'protocollo', '/aiuto');
    await page.goto(`${web.url}/registro?flusso=U`);
    await riga(page, QUANTE).waitFor();
    await web.kill();
    await page.getByRole('button', { name: 'Togli Uscita' }).click();
    const striscia = page.getByText(/Il server non risponde dalle \d\d:\d\d\./);
    await striscia.waitFor();
    await page.getByRole('heading', { name: 'Il server non risponde' }).waitFor();
    await assertAccessible(page, 'server assente');
    harness.webs.splice(harness.webs.indexOf(web), 1);
    await harness.startWeb({ PORT: String(web.port) });
    await striscia.waitFor({ state: 'detached', timeout: 20_000 });
    await riga(page, QUANTE - 1).waitFor();
  });
});
