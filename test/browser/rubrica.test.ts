import assert from 'node:assert/strict';
import type { RegistrazioneRisposta } from '../../schemas/registrazione-risposta.api.js';
import { at, useHarness } from '../support/harness.js';
import { startWorker, type TestProcess } from '../support/processi.js';
import { fileAoo, fileEnti, primi, rigaAoo, rigaEnte } from '../integration/rubrica/ipa-di-prova.js';
import { entrata } from '../integration/protocollo/richieste.js';
import { assertAccessible, assertNoSideScroll, LETTERA, useNavigatore } from './ambiente.js';
import { MISURE, watch } from './pagine.js';

describe('the pages of the address book', function () {
  this.timeout(90_000);
  const harness = useHarness('pagine rubrica');
  const navigatore = useNavigatore();
  let worker: TestProcess | undefined;
  before(() => {
    worker = startWorker({ database: harness.database });
  });
  after(async () => {
    await worker?.stop();
  });

  it('a file of the IPA is imported, its rows told by line; what it says is in the list', async () => {
    const page = await navigatore.signedIn(harness, 'rgd', '/rubrica/importazioni');
    const { assertClean } = watch(page);
    for (const [tipo, text] of [
      ['enti', fileEnti(...primi(12).map((n) => rigaEnte(n)), 'c_y0099,corta')],
      ['aoo', fileAoo(...primi(12).map((n) => rigaAoo(n)))],
    ] as const) {
      await page.getByLabel('Tipo', { exact: true }).selectOption(tipo);
      await page
        .getByLabel('File dell’IPA')
        .setInputFiles({ name: `${tipo}.csv`, mimeType: 'text/csv', buffer: Buffer.from(text) });
      await page.getByRole('button', { name: 'Importa' }).click();
      await page.getByRole('link', { name: 'a che punto è' }).waitFor();
      await page.getByRole('row', { name: new RegExp(`${tipo}\\.csv.*conclusa`) }).waitFor();
    }
    await page
      .getByRole('row', { name: /enti\.csv/ })
      .getByRole('link')
      .click();
    await page.getByRole('row', { name: /14 La riga ha 2 colonne invece di 7/ }).waitFor();
    await assertAccessible(page, 'importazioni');
    for (const misura of Object.values(MISURE)) {
      await page.setViewportSize(misura);
      await assertNoSideScroll(page);
    }
    assertClean();
  });

  it('a correspondent is written, found, corrected and merged, by keys; two that may be one are in the queue', async () => {
    await harness.registered(
      'protocollo',
      entrata({ mittenti: [{ tipo: 'PG', denominazione: 'Delta Lavori S.r.l.' }] }),
    );
    const page = await navigatore.signedIn(harness, 'protocollo', '/rubrica');
    const { assertClean } = watch(page);
    await page.getByRole('row', { name: /Comune di Prova 0001 · Protocollo generale/ }).waitFor();
    await assertAccessible(page, 'rubrica');
    await page.keyboard.press('+');
    await page.getByLabel('Denominazione', { exact: true }).fill('Delta Lavori S.r.l.');
    await page.getByLabel('Partita IVA').fill('12345678903');
    await page.getByLabel('Domicilio digitale', { exact: true }).fill('delta@pec.example');
    await page.getByLabel('Fonte del domicilio digitale').selectOption('ini-pec');
    await assertAccessible(page, 'nuovo corrispondente');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'Delta Lavori S.r.l.' }).waitFor();
    await page.getByRole('row', { name: /delta@pec\.example Domicilio digitale INI-PEC/ }).waitFor();
    await assertAccessible(page, 'corrispondente');
    await page.getByRole('region', { name: 'Forse è lo stesso' }).getByRole('link').waitFor();
    await page.goto(`${new URL(page.url()).origin}/rubrica/doppioni`);
    const pair = page.getByRole('row', { name: /Delta Lavori.*Delta Lavori/ });
    await pair.waitFor();
    await assertAccessible(page, 'doppioni');
    for (const misura of Object.values(MISURE)) {
      await page.setViewportSize(misura);
      await assertNoSideScroll(page);
    }
    await pair.getByRole('button', { name: 'Unisci' }).click();
    await assertAccessible(page, 'unione');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'Nessun doppione' }).waitFor();
    assert.equal(await harness.count('rubrica', { stato: 'unito' }), 1);
    assertClean();
  });

  it('paper for who has a digital domicile asks for its reason, which goes into the note', async () => {
    const page = await navigatore.signedIn(harness, 'protocollo', '/protocollo/nuova?flusso=U');
    const { assertClean } = watch(page);
    await page.getByRole('button', { name: 'Uscita', exact: true }).click();
    await page.getByRole('combobox', { name: 'Destinatario' }).pressSequentially('delta');
    await page.getByRole('option', { name: /delta@pec\.example \(INI-PEC\)/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByLabel('Mezzo').selectOption('raccomandata');
    const perche = page.getByLabel('Perché su carta');
    await perche.waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('Scrivere perché si sceglie la carta').waitFor();
    await assertAccessible(page, 'carta a chi ha un domicilio digitale');
    await perche.fill('Il plico contiene un plastico.');
    assert.match(await page.locator('[name="note"]').inputValue(), /nonostante il domicilio digitale: Il plico/);
    await page.getByLabel('Mezzo').selectOption('pec');
    await perche.waitFor({ state: 'detached' });
    await page.getByLabel('Mezzo').selectOption('raccomandata');
    await perche.waitFor();
    assert.equal(await perche.inputValue(), 'Il plico contiene un plastico.');
    await page
      .getByRole('textbox', { name: 'Oggetto', exact: true })
      .fill('Trasmissione del plastico del sottopasso ciclabile');
    await page.getByLabel('Documento: scegli il file').setInputFiles(LETTERA);
    await page.getByText('lettera.pdf').first().waitFor();
    await page.keyboard.press('Control+Enter');
    const esito = page.getByRole('status').filter({ hasText: /n\. \d{7}\s+del/ });
    await esito.waitFor();
    const numero = Number(/n\. (\d{7})/.exec((await esito.textContent()) ?? '')?.[1]);
    const registrata = (await harness.get(at({ anno: 2026, numero }), 'protocollo').expect(200))
      .body as RegistrazioneRisposta;
    assert.deepEqual(
      [registrata.mezzo, registrata.note],
      ['raccomandata', 'Spedizione su carta nonostante il domicilio digitale: Il plico contiene un plastico.'],
    );
    assert.ok(registrata.avvisi.some(({ codice }) => codice === 'domicilio-digitale'));
    assertClean();
  });
});
