import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { FascicoloRisposta } from '../../schemas/fascicolo.api.js';
import type { RegistrazioneRisposta } from '../../schemas/registrazione-risposta.api.js';
import { buildRichiesta } from '../support/factories.js';
import { at, filePdf, useHarness } from '../support/harness.js';
import { PASSWORD } from '../support/ente.js';
import { assertAccessible, assertNoSideScroll, chooserBy, LETTERA, useNavigatore } from './ambiente.js';

const ROSSI = { tipo: 'PF', cognome: 'Rossi', nome: 'Mario', codiceFiscale: 'RSSMRA80A01H501U' } as const;
const NUOVA = '/protocollo/nuova';

const oggetto = (page: Page) => page.getByRole('textbox', { name: 'Oggetto', exact: true });
const mittente = (page: Page) => page.getByRole('combobox', { name: 'Mittente' });
const riepilogo = (page: Page) => page.getByRole('alert').filter({ hasText: 'Non registrata' });
const focused = (page: Page) => page.evaluate<string>('document.activeElement.id');

/** The number that the page tells, once it is registered. */
async function numeroDato(page: Page): Promise<number> {
  const esito = page.getByRole('status').filter({ hasText: /n\. \d{7}\s+del/ });
  await esito.waitFor();
  return Number(/n\. (\d{7})/.exec((await esito.textContent()) ?? '')?.[1]);
}

async function chooseByKeys(page: Page, file: string): Promise<void> {
  await page.getByLabel('Documento: scegli il file').and(page.locator(':focus')).waitFor();
  const chooser = await chooserBy(page, () => page.keyboard.press('Space'));
  await chooser.setFiles(file);
}

describe('the registration page', function () {
  this.timeout(60_000);
  const harness = useHarness('pagina registrazione');
  const navigatore = useNavigatore();

  before(async () => {
    await harness.registered('protocollo', buildRichiesta({ mittenti: [ROSSI] }));
  });

  const read = async (numero: number): Promise<RegistrazioneRisposta> => {
    const answer = await harness.get(at({ anno: 2026, numero }), 'protocollo').expect(200);
    return answer.body as RegistrazioneRisposta;
  };

  it('signs in and registers a PDF by keys alone: three letters and Enter for a known sender', async () => {
    const { page } = navigatore;
    await page.goto(harness.nextWeb().url + NUOVA);
    await page.getByLabel('Nome utente').waitFor();
    await page.keyboard.type('protocollo');
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'password');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');

    await chooseByKeys(page, LETTERA);
    await mittente(page).and(page.locator(':focus')).waitFor();
    await page.keyboard.type('ros');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Togli Rossi Mario' }).waitFor();
    await oggetto(page).and(page.locator(':focus')).waitFor();
    await page.keyboard.type('Richiesta di accesso agli atti del 3 marzo');
    await page.keyboard.press('Control+Enter');

    const numero = await numeroDato(page);
    await assertAccessible(page, 'registrata');
    const registrata = await read(numero);
    assert.equal(registrata.oggetto, 'Richiesta di accesso agli atti del 3 marzo');
    assert.deepEqual(registrata.mittenti, [ROSSI]);
    assert.equal(registrata.mezzo, 'pec');
    assert.equal(registrata.documento?.nome, 'lettera.pdf');
    assert.equal(registrata.documento.sha256, createHash('sha256').update(readFileSync(LETTERA)).digest('hex'));

    await page.keyboard.press('o');
    await page.waitForURL(`**/registrazioni/2026/${numero}`);
  });

  it('takes what one types for a sender even before the answer has come', async () => {
    const page = await navigatore.signedIn(harness, 'protocollo', NUOVA);
    await mittente(page).waitFor();
    await page.route('**/corrispondenti?*', async (route) => {
      await new Promise((done) => setTimeout(done, 600));
      await route.continue();
    });
    await mittente(page).pressSequentially('ros\n');
    await page.getByRole('button', { name: 'Togli Rossi Mario' }).waitFor();
    assert.equal(await mittente(page).inputValue(), '');
  });

  it('shows the document as it is, and takes it by drag and by paste too', async () => {
    const page = await navigatore.signedIn(harness, 'protocollo', NUOVA);
    await page.getByLabel('Documento: scegli il file').waitFor();
    const give = (evento: string, tipo: string, dato: string, nome: string) =>
      page.evaluate<unknown>(
        `const data = new DataTransfer();
         data.items.add(new File([${JSON.stringify(readFileSync(LETTERA, 'latin1'))}], '${nome}', { type: 'application/pdf' }));
         document.body.dispatchEvent(new ${tipo}('${evento}', { bubbles: true, cancelable: true, ${dato}: data }));`,
      );
    await give('drop', 'DragEvent', 'dataTransfer', 'trascinato.pdf');
    await page.getByRole('tab', { name: /trascinato\.pdf.*documento/ }).waitFor();
    await page.locator('iframe[title="Anteprima di trascinato.pdf"]').waitFor();
    await give('paste', 'ClipboardEvent', 'clipboardData', 'incollato.pdf');
    await page.getByRole('tab', { name: /incollato\.pdf.*allegato 1/ }).click();
    await page.getByRole('button', { name: 'Rendi principale' }).click();
    await page.getByRole('tab', { name: /incollato\.pdf.*documento/ }).waitFor();
    await page
      .getByRole('button', { name: 'Togli trascinato.pdf' })
      .or(page.getByRole('button', { name: 'Togli incollato.pdf' }))
      .first()
      .click();
    assert.equal(await page.getByRole('tab').count(), 1);
  });

  it('says field by field what is wrong, takes the focus there, and clears nothing', async () => {
    const page = await navigatore.signedIn(harness, 'protocollo', NUOVA);
    await oggetto(page).fill('Istanza');
    await page.getByText('Molto breve').waitFor();
    await page.keyboard.press('Control+Enter');

    await riepilogo(page).and(page.locator(':focus')).waitFor();
    await assertAccessible(page, 'errori');
    const links = riepilogo(page).getByRole('link');
    assert.deepEqual(await links.allTextContents(), ['Documento', 'Mittente']);
    await links.filter({ hasText: 'Mittente' }).press('Enter');
    assert.equal(await focused(page), 'reg-mittenti');
    assert.equal(await mittente(page).getAttribute('aria-invalid'), 'true');
    assert.match((await mittente(page).getAttribute('aria-describedby')) ?? '', /reg-mittenti-errore/);
    assert.equal(await oggetto(page).inputValue(), 'Istanza');
    assert.equal(await harness.count('registrazioni', { oggetto: 'Istanza' }), 0);
  });

  it('puts what the register refuses beside its own control', async () => {
    const page = await navigatore.signedIn(harness, 'protocollo', NUOVA);
    await page.getByLabel('Documento: scegli il file').setInputFiles(LETTERA);
    await mittente(page).fill('ros');
    await page.getByRole('option', { name: /Rossi Mario/ }).click();
    await oggetto(page).fill('Documento con una data impossibile');
    await page.getByLabel('Prot. del mittente').fill('214/2026');
    await page.locator('#reg-protocolloMittente-data').fill('2026-12-24'); // after the day of the server's clock
    await page.getByLabel('Classifica').fill('XIV');
    await page.keyboard.press('Enter');
    await page.getByLabel('Motivo della classifica XIV').fill('nessun’altra voce è adatta');
    await page.keyboard.press('Control+Enter');

    await riepilogo(page).waitFor();
    assert.deepEqual(await riepilogo(page).getByRole('link').allTextContents(), ['Data del mittente']);
    await riepilogo(page).getByRole('link').click();
    assert.equal(await focused(page), 'reg-protocolloMittente-data');
    await page.locator('#reg-protocolloMittente-data').fill('2026-02-24');
    await page.getByText('martedì 24 febbraio 2026').waitFor();
    await page.keyboard.press('Control+Enter');
    const registrata = await read(await numeroDato(page));
    assert.deepEqual(registrata.protocolloMittente, { numero: '214/2026', data: '2026-02-24' });
    assert.equal(registrata.classifica?.codice, 'XIV');
  });

  it('shows the twin beside the form, before anything is saved', async () => {
    const doppio = filePdf('Un documento che arriva due volte');
    const prima = await harness.registered(
      'protocollo',
      buildRichiesta({ mittenti: [ROSSI], protocolloMittente: { numero: '77/A' } }),
      { documento: doppio },
    );
    const page = await navigatore.signedIn(harness, 'protocollo', NUOVA);
    await page
      .getByLabel('Documento: scegli il file')
      .setInputFiles({ name: 'altro nome.pdf', mimeType: doppio.mime, buffer: doppio.bytes });
    const gemello = page.getByRole('status', { name: 'Possibile doppione' });
    await gemello.getByRole('link', { name: `Apri n. ${String(prima.numero).padStart(7, '0')}` }).waitFor();
    assert.match((await gemello.textContent()) ?? '', /02\/03\/2026/);
    await assertAccessible(page, 'gemello');
  });

  it('adds a new correspondent, its codes checked while they are typed', async () => {
    const page = await navigatore.signedIn(harness, 'protocollo', NUOVA);
    await page.getByLabel('Documento: scegli il file').setInputFiles(LETTERA);
    await mittente(page).fill('Bianchi Anna');
    await page.getByRole('option', { name: /Aggiungi «Bianchi Anna»/ }).click();
    const codice = page.getByLabel('Codice fiscale');
    await codice.fill('BNCNNA92R55Z404X');
    await page.getByText('Il carattere di controllo del codice fiscale non torna').waitFor();
    await assertAccessible(page, 'nuovo corrispondente');
    await codice.fill('BNCNNA92R55Z404N');
    await page.getByLabel('Domicilio digitale').fill('anna@pec.example');
    await page.keyboard.press('Enter');
    await page.getByText('Domicilio digitale: anna@pec.example').waitFor();
    await oggetto(page).fill('Domanda di una persona nuova');
    await page.keyboard.press('Control+Enter');
    assert.deepEqual((await read(await numeroDato(page))).mittenti, [
      {
        tipo: 'PF',
        cognome: 'Bianchi',
        nome: 'Anna',
        codiceFiscale: 'BNCNNA92R55Z404N',
        domicilioDigitale: 'anna@pec.example',
      },
    ]);
  });

  it('registers and goes on, keeping the last means and office, and takes attachments in their order', async () => {
    const page = await navigatore.signedIn(harness, 'protocollo', NUOVA);
    const file = (name: string) => ({ name, mimeType: 'application/pdf', buffer: filePdf(name).bytes });
    await page
      .getByLabel('Documento: scegli il file')
      .setInputFiles([file('lettera.pdf'), file('uno.pdf'), file('due.pdf')]);
    await mittente(page).fill('ros');
    await page.getByRole('option', { name: /Rossi Mario/ }).click();
    await oggetto(page).fill('Raccomandata con due allegati');
    await page.getByLabel('Mezzo').selectOption('raccomandata');
    await page.getByLabel('Assegna a').fill('edilizia privata');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Shift+Enter');

    const link = page.getByRole('link', { name: /n\. \d{7} del/ });
    await link.waitFor();
    const numero = Number(/n\. (\d{7})/.exec((await link.textContent()) ?? '')?.[1]);
    const registrata = await read(numero);
    assert.deepEqual(
      registrata.allegati.map(({ nome }) => nome),
      ['uno.pdf', 'due.pdf'],
    );
    assert.deepEqual(registrata.assegnazioni, [{ uo: 'U410', tipo: 'competenza' }]);
    await page.getByLabel('Documento: scegli il file').waitFor();
    assert.equal(await oggetto(page).inputValue(), '');
    assert.equal(await page.getByLabel('Mezzo').inputValue(), 'raccomandata');
    await page.getByRole('button', { name: /Togli U410/ }).waitFor();
  });

  it('offers only the flows that one may register, and turns the sides round with them', async () => {
    const page = await navigatore.signedIn(harness, 'istruttore', NUOVA);
    await mittente(page).waitFor();
    assert.deepEqual(await page.getByRole('group', { name: 'Flusso' }).getByRole('button').allTextContents(), [
      'Uscita',
      'Interna',
    ]);
    await page.getByRole('button', { name: /^Togli / }).waitFor(); // the own office is there already
    await page.getByRole('button', { name: 'Interna' }).click();
    await page.getByRole('combobox', { name: 'Destinatario' }).fill('U110');
    await page.keyboard.press('Enter');
    await page.getByLabel('Documento: scegli il file').setInputFiles(LETTERA);
    await oggetto(page).fill('Trasmissione interna di un documento');
    await assertAccessible(page, 'interna');
    await page.keyboard.press('Control+Enter');
    const registrata = await read(await numeroDato(page));
    assert.equal(registrata.flusso, 'I');
    assert.deepEqual(
      registrata.destinatari.map(({ uo }) => uo),
      ['U110'],
    );
  });

  it('is born into the fascicolo of its class and sender, that ↓ and Enter take', async () => {
    const opened = await harness
      .post('/fascicoli', 'archivista')
      .send({
        oggetto: 'Rossi Mario, nuova recinzione',
        tipo: 'persona-fisica',
        classifica: 'VI.3',
        uo: 'U410',
        intestatario: ROSSI,
      })
      .expect(201);
    const { id, codice } = opened.body as FascicoloRisposta;
    const page = await navigatore.signedIn(harness, 'protocollo', NUOVA);
    await page.getByLabel('Documento: scegli il file').setInputFiles(LETTERA);
    await mittente(page).fill('ros');
    await page.getByRole('option', { name: /Rossi Mario/ }).click();
    await oggetto(page).fill('Comunicazione di inizio dei lavori');
    await page.getByRole('combobox', { name: 'Classifica' }).fill('VI.3');
    await page.keyboard.press('Enter');
    await page.getByText(`forse ${codice}`).waitFor();
    const fascicolo = page.getByRole('combobox', { name: 'Fascicolo' });
    await fascicolo.focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option', { name: /intestato a (Rossi Mario|questo corrispondente)/ }).waitFor();
    await assertAccessible(page, 'fascicoli proposti');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `Togli ${codice} Rossi Mario, nuova recinzione` }).click();
    await fascicolo.fill('recinz');
    await page.getByRole('option', { name: codice }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    assert.equal((await read(await numeroDato(page))).fascicolo, id);
  });

  it('says to who may not register whose work it is', async () => {
    const page = await navigatore.signedIn(harness, 'archivista', NUOVA);
    await page.getByRole('heading', { name: 'Con questo incarico non si registra' }).waitFor();
    await assertAccessible(page, 'senza diritto');
  });

  it('gives axe nothing to say, empty or with a list open, on a laptop', async () => {
    const page = await navigatore.signedIn(harness, 'protocollo', NUOVA);
    await page.getByLabel('Documento: scegli il file').waitFor();
    await assertAccessible(page, 'vuota');
    await mittente(page).fill('ros');
    await page.getByRole('option', { name: /Rossi Mario/ }).waitFor();
    await assertAccessible(page, 'elenco aperto');
  });

  for (const [width, height] of [
    [1366, 768],
    [1024, 768],
    [820, 1180],
    [683, 384],
  ] as const) {
    it(`fits ${width}x${height} without scrolling sideways, and axe finds nothing`, async () => {
      const page = await navigatore.signedIn(harness, 'protocollo', NUOVA);
      await page.setViewportSize({ width, height });
      await page.getByLabel('Documento: scegli il file').waitFor();
      await assertNoSideScroll(page);
      await page.getByLabel('Documento: scegli il file').setInputFiles(LETTERA);
      await mittente(page).fill('ros');
      await page.getByRole('option', { name: /Rossi Mario/ }).click();
      await page.getByText('Altri dati').click();
      await page.getByRole('button', { name: 'riservata', exact: true }).click();
      await assertNoSideScroll(page);
      await assertAccessible(page, 'altri dati');
    });
  }
});
