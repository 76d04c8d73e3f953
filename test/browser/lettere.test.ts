import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { RegistrazioneRisposta } from '../../schemas/registrazione-risposta.api.js';
import { createAutorita, createFirmatario } from '../../server/demo/firma/autorita.js';
import { signCms } from '../../server/demo/firma/cms.js';
import { competenza, EDILE, entrata } from '../integration/protocollo/richieste.js';
import { at, useHarness } from '../support/harness.js';
import { assertAccessible, assertNoSideScroll, useNavigatore } from './ambiente.js';
import { MISURE } from './pagine.js';

const PEC = { ...EDILE, domicilioDigitale: 'edile@pec.example' };

describe('a letter goes out, by keys', function () {
  this.timeout(90_000);
  const here = useHarness('pagina-lettere');
  const navigatore = useNavigatore();
  let chiesta: RegistrazioneRisposta;

  const told = (page: Page, text: RegExp) => page.getByRole('status').getByText(text).first().waitFor();
  const testo = (page: Page) => page.getByRole('textbox', { name: 'Testo' });
  /** The page of the same browser, for somebody else. */
  const asAccount = async (account: Parameters<typeof navigatore.signedIn>[1], percorso: string) => {
    const page = await navigatore.signedIn(here, account, percorso);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  };

  before(async () => {
    chiesta = await here.registered(
      'protocollo',
      entrata({
        oggetto: 'Richiesta di accesso agli atti',
        mittenti: [PEC],
        classifica: 'VI.3',
        assegnazioni: [competenza('U410')],
      }),
    );
  });

  it('answered, corrected, approved, signed and registered without a mouse; what is typed outlives the page', async () => {
    const page = await asAccount('istruttore', at(chiesta));
    await page.getByRole('button', { name: 'Scrivi' }).waitFor();
    await page.keyboard.press('t');
    await page.waitForURL('**/bozze/*');
    const address = new URL(page.url()).pathname;
    await testo(page).waitFor();
    await testo(page).focus(); // the first thing still to be written is chosen: one writes over it
    await page.keyboard.type('La richiesta è accolta.');
    await page.getByText('è tenuta in questo computer').waitFor();
    await page.waitForTimeout(700); // longer than the pause after which it is kept
    await page.reload(); // as after a crash
    await page.getByText('Ripresa da questo computer.').waitFor();
    assert.match(await testo(page).inputValue(), /La richiesta è accolta\./);
    await page.getByRole('article', { name: 'Anteprima della lettera' }).getByText('La richiesta è accolta.').waitFor();
    await assertAccessible(page, 'a letter being written');
    await assertNoSideScroll(page);
    await page.keyboard.press('Control+Enter');
    await told(page, /Mandata in approvazione/);

    await asAccount('responsabile', '/scrivania');
    await page.getByRole('link', { name: /Da approvare/ }).click();
    await page.waitForURL('**/bozze?coda=da-approvare');
    await page
      .getByRole('table', { name: /^Da approvare/ })
      .getByRole('row')
      .nth(1)
      .waitFor();
    await assertAccessible(page, 'the letters to approve');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${address}`);
    await page.getByRole('button', { name: 'Rinvia con osservazioni' }).waitFor();
    await page.keyboard.press('r');
    await page.getByRole('textbox', { name: 'Osservazioni' }).fill('Citare il regolamento.');
    await page.keyboard.press('Control+Enter');
    await told(page, /Rinviata a chi l’ha scritta/);

    await asAccount('istruttore', address);
    await page.getByText('Citare il regolamento.').first().waitFor();
    await testo(page).press('Control+End');
    await page.keyboard.type('\n\nCome da regolamento.');
    await page.keyboard.press('Control+Enter');
    await told(page, /Mandata in approvazione/);

    await asAccount('responsabile', address);
    await page.getByRole('button', { name: 'Approva' }).waitFor();
    await page.keyboard.press('Control+Enter');
    await told(page, /Approvata/);
    await page.getByRole('button', { name: /Carica il file firmato/ }).waitFor();
    await assertAccessible(page, 'a letter to sign');
    const autorita = createAutorita(2026);
    const firmatario = createFirmatario(autorita, { nome: 'Esempio Undici', codiceFiscale: 'SMPNDC80A01X000X' }, 2026);
    const file = (await here.get(`${address}/documento`, 'responsabile').responseType('blob').expect(200))
      .body as Buffer;
    const buffer = signCms(file, { firmatario, autorita, istante: new Date('2026-03-02T10:00:00Z'), incluso: true });
    await page.keyboard.press('f');
    await page
      .getByLabel('File firmato', { exact: true })
      .setInputFiles({ name: 'lettera.pdf.p7m', mimeType: 'application/pkcs7-mime', buffer });
    await page.keyboard.press('Control+Enter');
    await page.getByLabel(/L’ho controllato/).check();
    await page.getByLabel('Motivo della conferma').fill('Firma di prova');
    await page.keyboard.press('Control+Enter');
    await told(page, /File firmato caricato/);
    await page.getByText('Motivo: Firma di prova').waitFor();
    await page.getByRole('button', { name: 'Registra in uscita' }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.waitForURL('**/registrazioni/2026/*');
    await told(page, /Registrata: n\. \d{7}/);
    assert.equal(await here.count('registrazioni', { flusso: 'U', 'risponde.numero': chiesta.numero }), 1);

    await page.goto(new URL(address, page.url()).toString());
    await page.getByText(/Registrata con il n\./).waitFor();
    await page.setViewportSize(MISURE.tavoletta);
    await assertAccessible(page, 'a registered letter on a tablet');
    await assertNoSideScroll(page);
  });

  it('on paper to who has a digital domicile it asks why, as a registration does; the reason is in what is registered', async () => {
    const { id } = (
      await here
        .post('/bozze', 'istruttore')
        .send({
          oggetto: 'Trasmissione del plastico',
          destinatari: [PEC],
          mezzo: 'pec',
          classifica: 'VI.3',
          testo: 'Si trasmette.',
        })
        .expect(201)
    ).body as { id: string };
    const page = await asAccount('istruttore', `/bozze/${id}`);
    await testo(page).waitFor();
    const perche = page.getByLabel('Perché su carta');
    assert.equal(await perche.count(), 0);
    await page.getByLabel('Mezzo').selectOption('raccomandata');
    await perche.waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('Scrivere perché si sceglie la carta').waitFor();
    await assertAccessible(page, 'a letter on paper to who has a digital domicile');
    await perche.and(page.locator(':focus')).waitFor();
    await page.keyboard.type('il plico contiene un plastico');
    await page.keyboard.press('Control+Enter');
    await told(page, /Mandata in approvazione/);
    await here.post(`/bozze/${id}/approvazione`, 'responsabile').send({ esito: 'approvata' }).expect(200);
    const registrata = (await here.post(`/bozze/${id}/registrazione`, 'istruttore').send({}).expect(201))
      .body as RegistrazioneRisposta;
    assert.deepEqual(
      [registrata.mezzo, registrata.note],
      ['raccomandata', 'Spedizione su carta nonostante il domicilio digitale: il plico contiene un plastico'],
    );
  });
});
