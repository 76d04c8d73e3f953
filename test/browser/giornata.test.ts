import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { formatNumero } from '../../server/protocollo/rules.js';
import { buildRichiesta } from '../support/factories.js';
import { until } from '../support/attesa.js';
import { useHarness } from '../support/harness.js';
import { entrata } from '../integration/protocollo/richieste.js';
import { assertAccessible, assertNoSideScroll, chooserBy, LETTERA, useNavigatore } from './ambiente.js';
import { MISURE } from './pagine.js';
import { untilPrinted, watchPrinter } from './stampante.js';

const ZANELLA = { tipo: 'PF', cognome: 'Zanella', nome: 'Mario' } as const;
const NUOVA = '/protocollo/nuova';
const MAX_TASTI = 12;
const MAX_MS = 10_000;
const LETTERE = 10;
/** A slow hand: three keys a second. */
const MS_A_TASTO = 333;

const oggetto = (page: Page) => page.getByRole('textbox', { name: 'Oggetto', exact: true });
const mittente = (page: Page) => page.getByRole('combobox', { name: 'Mittente' });
const appena = (page: Page) => page.getByRole('link', { name: /n\. \d{7} del/ });
const focused = (page: Page, id: string) => page.locator(`#${id}:focus`).waitFor();
const untilOggetto = (page: Page, words: RegExp) => until(async () => words.test(await oggetto(page).inputValue()));
const numeroOf = (text: string | null): number => Number(/n\. (\d{7})/.exec(text ?? '')?.[1]);

/** Presses keys and counts them: each letter one, each of a combination too. */
class Tastiera {
  tasti = 0;
  constructor(readonly page: Page) {}
  async premi(...combinazioni: string[]): Promise<void> {
    for (const one of combinazioni) {
      this.tasti += one.split('+').length;
      await this.page.keyboard.press(one);
    }
  }
  /** Goes on by Tab to a control of the form. */
  async finoA(id: string): Promise<void> {
    for (let i = 0; i < 30; i += 1) {
      await this.premi('Tab');
      if ((await this.page.locator(`#${id}:focus`).count()) > 0) return;
    }
    throw new Error(`Tab does not come to ${id}`);
  }
  async scrivi(testo: string): Promise<void> {
    this.tasti += testo.length;
    await this.page.keyboard.type(testo);
  }
}

describe('the day of an officer, by keys', function () {
  this.timeout(60_000);
  const here = useHarness('giornata');
  const navigatore = useNavigatore();
  let daScansionare: { anno: number; numero: number }[] = [];

  before(async () => {
    await here.registered('protocollo', buildRichiesta({ mittenti: [ZANELLA] }));
    const carta = entrata({ mezzo: 'posta' });
    daScansionare = [
      await here.registered('protocollo', carta, { documento: null }),
      await here.registered('protocollo', carta, { documento: null }),
    ];
  });

  it('registers a document of a known sender in at most 12 keys besides the oggetto, within 10 s', async () => {
    const page = await navigatore.signedIn(here, 'protocollo', NUOVA);
    await focused(page, 'reg-documento');
    const tastiera = new Tastiera(page);
    const begun = Date.now();
    const chooser = await chooserBy(page, () => tastiera.premi('Space'));
    await chooser.setFiles(LETTERA); // the window of the system is not ours to count
    await focused(page, 'reg-mittenti');
    await tastiera.scrivi('zan');
    await tastiera.premi('Enter');
    await focused(page, 'reg-oggetto');
    await page.keyboard.type('Richiesta di accesso al fascicolo del cantiere di via dei Salici');
    await tastiera.premi('Alt+u');
    await tastiera.scrivi('U4');
    await tastiera.premi('Enter', 'Control+Enter');
    await page.getByRole('heading', { name: 'Registrazione riuscita' }).waitFor();
    const ms = Date.now() - begun;
    assert.ok(tastiera.tasti <= MAX_TASTI, `${tastiera.tasti} keys`);
    assert.ok(ms < MAX_MS, `${ms} ms`);
  });

  it('takes a template of every day: its words, its voce, the sender in its place; Esc puts back what was there', async () => {
    const page = await navigatore.signedIn(here, 'protocollo', NUOVA);
    await page.getByLabel('Documento: scegli il file').setInputFiles(LETTERA);
    await mittente(page).pressSequentially('zan\n');
    await focused(page, 'reg-oggetto');
    await page.keyboard.type('accesso att');
    await page.getByRole('option', { name: /Accesso agli atti/ }).waitFor();
    await page.keyboard.press('Enter');
    await untilOggetto(page, /Zanella Mario/);
    assert.equal(await oggetto(page).inputValue(), 'Richiesta di accesso agli atti: {documenti} - Zanella Mario');
    await page.getByText('Manca {documenti} nell’oggetto').waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await oggetto(page).inputValue(), 'accesso att');

    await oggetto(page).fill('');
    const tastiera = new Tastiera(page);
    await tastiera.premi('Alt+m');
    await page.getByRole('option', { name: /Accesso agli atti/ }).waitFor();
    await assertAccessible(page, 'templates');
    await oggetto(page).focus();
    await page.keyboard.press('Alt+m'); // axe took the focus away
    await page.getByRole('option', { name: /Accesso agli atti/ }).waitFor();
    await tastiera.premi('ArrowDown', 'ArrowDown', 'Enter');
    await untilOggetto(page, /\{documenti\}/);
    await page.keyboard.type('pratica 31/2025'); // the placeholder is selected
    await tastiera.premi('Control+Enter');
    await page.getByRole('heading', { name: 'Registrazione riuscita' }).waitFor();
    assert.ok(tastiera.tasti <= 8, `${tastiera.tasti} keys`);
    const numero = numeroOf(await page.title());
    const stored = await here.stored({ anno: 2026, numero });
    assert.equal(stored['oggetto'], 'Richiesta di accesso agli atti: pratica 31/2025 - Zanella Mario');
    assert.equal((stored['classifica'] as { codice: string }).codice, 'I.6');
    assert.equal(stored['tipologia'], 'Istanza');
  });

  it('registers ten letters of the paper post in ten minutes by keys alone, each with its label printed', async () => {
    const stampate = await watchPrinter(navigatore.contesto);
    const page = await navigatore.signedIn(here, 'protocollo', NUOVA);
    await focused(page, 'reg-documento');
    const tastiera = new Tastiera(page);
    const begun = Date.now();
    await tastiera.premi('Alt+e'); // the label with the number, from now on
    await page
      .getByRole('checkbox', { name: /Stampa subito l’etichetta/ })
      .and(page.locator(':checked'))
      .waitFor();
    await tastiera.finoA('reg-mezzo');
    await tastiera.scrivi('posta o');
    await tastiera.finoA('reg-dataArrivo');
    await tastiera.scrivi('02022026'); // day and month alike, in whatever order the browser asks them
    await tastiera.premi('Alt+u');
    await tastiera.scrivi('U4');
    await tastiera.premi('Enter');
    await tastiera.premi('Alt+m', 'Shift+Tab'); // to the oggetto, and back to the sender
    const numeri: number[] = [];
    for (let i = 1; i <= LETTERE; i += 1) {
      await focused(page, 'reg-mittenti');
      await tastiera.scrivi('zan');
      await tastiera.premi('Enter');
      await focused(page, 'reg-oggetto');
      await tastiera.scrivi(`Lettera ${i} della posta del mattino`);
      await tastiera.premi('Control+Shift+Enter');
      await untilOggetto(page, /^$/);
      await untilPrinted(stampate, i);
      numeri.push(numeroOf(await appena(page).textContent()));
    }
    const ms = Date.now() - begun;
    for (const [i, numero] of numeri.entries()) {
      const { oggetto: scritto, mezzo, dataArrivo } = await here.stored({ anno: 2026, numero });
      assert.deepEqual(
        [scritto, mezzo, dataArrivo],
        [`Lettera ${i + 1} della posta del mattino`, 'posta', '2026-02-02'],
      );
      assert.equal(stampate[i]?.titolo, `Etichetta n. ${formatNumero(numero)}`);
      assert.match(stampate[i].testo, new RegExp(formatNumero(numero)));
    }
    assert.equal(new Set(numeri).size, LETTERE);
    assert.equal(stampate.length, LETTERE);
    const atHand = ms + tastiera.tasti * MS_A_TASTO;
    assert.ok(atHand < 600_000, `${atHand} ms for ten: ${tastiera.tasti} keys, ${ms} ms`);

    await focused(page, 'reg-mittenti'); // one goes on writing while the label is printed
    await tastiera.premi('Alt+r');
    await untilPrinted(stampate, LETTERE + 1);
    assert.equal(stampate.at(-1)?.titolo, stampate.at(-2)?.titolo);
    await focused(page, 'reg-mittenti');
  });

  it('prints the label of the number just given as the officer chose it, in this browser, and not when it is chosen away', async () => {
    const stampate = await watchPrinter(navigatore.contesto);
    const page = await navigatore.signedIn(here, 'protocollo', NUOVA);
    const scelta = page.getByRole('checkbox', { name: /Stampa subito l’etichetta/ });
    const fill = async (testo: string) => {
      await page.getByLabel('Documento: scegli il file').setInputFiles(LETTERA);
      await mittente(page).pressSequentially('zan\n');
      await focused(page, 'reg-oggetto');
      await page.keyboard.type(testo);
    };
    const registered = page.getByRole('heading', { name: 'Registrazione riuscita' });
    assert.equal(await scelta.isChecked(), false);
    await scelta.check();
    await assertAccessible(page, 'label at once');
    await page.reload();
    await scelta.and(page.locator(':checked')).waitFor();
    await fill('Documento con etichetta');
    await page.keyboard.press('Control+Enter');
    await registered.waitFor();
    await untilPrinted(stampate, 1);
    assert.equal(stampate[0]?.titolo, `Etichetta n. ${formatNumero(numeroOf(await page.title()))}`);

    await page.keyboard.press('n');
    await fill('Documento senza etichetta');
    await page.keyboard.press('Alt+e');
    await page.keyboard.press('Control+Enter');
    await registered.waitFor();
    await page.keyboard.press('e'); // only because it is asked for
    await untilPrinted(stampate, 2);
    assert.equal(stampate[1]?.titolo, `Etichetta n. ${formatNumero(numeroOf(await page.title()))}`);
    assert.equal(stampate.length, 2);
  });

  it('keeps several drafts side by side, each with its files, a key from one to the other', async () => {
    const page = await navigatore.signedIn(here, 'protocollo', NUOVA);
    await page.getByLabel('Documento: scegli il file').setInputFiles(LETTERA);
    await page.getByRole('tab', { name: /lettera\.pdf/ }).waitFor();
    await oggetto(page).fill('Prima bozza aperta');
    await page.keyboard.press('Alt+n');
    await page.getByRole('navigation', { name: 'Bozze affiancate' }).waitFor();
    await oggetto(page).fill('Seconda bozza aperta');
    await assertAccessible(page, 'drafts side by side');
    await assertNoSideScroll(page);
    await page.keyboard.press('Alt+PageUp');
    await page.getByRole('tab', { name: /lettera\.pdf/ }).waitFor();
    assert.equal(await oggetto(page).inputValue(), 'Prima bozza aperta');
    await page.keyboard.press('Alt+PageDown');
    await page.getByRole('tab', { name: /lettera\.pdf/ }).waitFor({ state: 'detached' });
    await untilOggetto(page, /^Seconda bozza aperta$/);
    await page.setViewportSize(MISURE.tavoletta);
    await assertNoSideScroll(page);
    await assertAccessible(page, 'drafts side by side on a tablet');
  });

  it('adds a scan from the queue of papers in two keys, and is still there', async () => {
    const [first, second] = daScansionare;
    assert.ok(first !== undefined && second !== undefined);
    const page = await navigatore.signedIn(here, 'protocollo', '/scrivania/senza-scansione');
    const row = ({ numero }: { numero: number }) => page.locator(`tr[data-riga="2026/${numero}"]`);
    await row(first).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('i');
    await page
      .getByLabel(/Documento che mancava/)
      .and(page.locator(':focus'))
      .waitFor();
    const chooser = await chooserBy(page, () => page.keyboard.press('Space'));
    await chooser.setFiles(LETTERA);
    await page.getByText(/lettera\.pdf/).waitFor();
    await assertAccessible(page, 'scan added');
    await page.keyboard.press('Control+Enter');
    await row(first).waitFor({ state: 'detached' });
    await row(second).and(page.locator(':focus')).waitFor();
    assert.equal(((await here.stored(first))['documento'] as { nome: string }).nome, 'lettera.pdf');
  });

  it('sorts the rows of the register by a head, says so, and assigns those marked together', async () => {
    const oggetti = ['Zona pedonale da ampliare', 'Albero caduto in via Roma'];
    const due = [];
    for (const one of oggetti)
      due.push(await here.registered('protocollo', buildRichiesta({ mittenti: [ZANELLA], oggetto: one })));
    const page = await navigatore.signedIn(here, 'protocollo', '/registro');
    await page.getByRole('columnheader', { name: 'Oggetto' }).getByRole('button').click();
    await page.waitForURL('**ordine=oggetto*');
    await page.locator('th[aria-sort=ascending]', { hasText: 'Oggetto' }).waitFor();
    await page.getByRole('row').nth(1).getByText('Albero caduto').waitFor();
    await assertAccessible(page, 'register sorted');
    for (const { numero } of due) {
      await page.locator(`tr[data-riga="2026/${numero}"]`).focus();
      await page.keyboard.press('x');
    }
    await page.keyboard.press('a');
    await page.getByRole('heading', { name: 'Assegna 2 registrazioni' }).waitFor();
    await page.getByRole('combobox', { name: 'Per competenza' }).pressSequentially('U410');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await page
      .getByRole('status')
      .getByText(/2 assegnate a U410/)
      .first()
      .waitFor();
    for (const one of due) {
      const { assegnazioni } = (await here.stored(one)) as { assegnazioni?: { uo: string }[] };
      assert.equal(assegnazioni?.[0]?.uo, 'U410');
    }
  });
});
