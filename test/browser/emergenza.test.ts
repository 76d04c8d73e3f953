import assert from 'node:assert/strict';
import { useHarness } from '../support/harness.js';
import { assertAccessible, assertNoSideScroll, downloadBy, useNavigatore } from './ambiente.js';
import { MISURE, watch } from './pagine.js';

const TITOLI = 'Numero;Data;Ora;Flusso;Cognome;Nome;Oggetto;Mezzo';

describe('the pages of the register of emergency', function () {
  this.timeout(90_000);
  const harness = useHarness('pagine emergenza', { adesso: '2026-03-02T12:00:00+01:00' });
  const navigatore = useNavigatore();
  const foglio = (...righe: string[]) => ({
    name: 'emergenza.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from([TITOLI, ...righe].join('\r\n')),
  });

  it('the RGD authorises, restores and pours in by keys; errors stand by their rows; each row shows what it became', async () => {
    const page = await navigatore.signedIn(harness, 'rgd', '/emergenza');
    const { assertClean } = watch(page);
    await page.getByRole('heading', { name: 'Nessun periodo di emergenza' }).waitFor();
    for (const misura of Object.values(MISURE)) {
      await page.setViewportSize(misura);
      await assertNoSideScroll(page);
    }
    await page.setViewportSize(MISURE.portatile);
    await assertAccessible(page, 'emergenza');
    const sheet = await downloadBy(page, /emergenza-EM\.csv/, () =>
      page.getByRole('button', { name: 'Foglio da compilare' }).press('Enter'),
    );
    assert.match(sheet.suggestedFilename(), /csv$/);

    await page.keyboard.press('+');
    const nuovo = page.getByRole('dialog', { name: 'Autorizza il registro di emergenza' });
    await nuovo.getByLabel('Inizio, giorno').fill('2026-03-02');
    await nuovo.getByLabel('ora', { exact: true }).fill('08:00');
    await page.keyboard.press('Control+Enter');
    await nuovo.getByText('La causa è obbligatori').first().waitFor();
    await nuovo.getByLabel('Causa').fill('guasto della rete elettrica');
    await assertAccessible(page, 'autorizzazione');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('link', { name: /EM, dal 02\/03\/2026/ }).press('Enter');

    await page.getByRole('button', { name: 'Dichiara il ripristino…' }).press('Enter');
    const ripristino = page.getByRole('dialog', { name: 'Dichiara il ripristino' });
    await ripristino.getByLabel('ora', { exact: true }).fill('11:00');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'Riversa le righe' }).waitFor();

    await page
      .getByLabel('Foglio compilato')
      .setInputFiles(
        foglio(
          'EM-2026-0000001;02/03/2026;09:00;E;Rossi;Maria;Istanza di accesso agli atti;sportello',
          'EM-2026-0000002;02/03/2026;11:30;E;Verdi;Anna;Segnalazione di una buca;sportello',
        ),
      );
    await page.getByLabel(/lunedì 2 marzo 2026/).fill('2');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Riga 3: L’ora è fuori dal periodo').waitFor();
    await assertAccessible(page, 'errori del foglio');
    assert.equal(await harness.count('registrazioni'), 0);

    await page
      .getByLabel('Foglio compilato')
      .setInputFiles(
        foglio(
          'EM-2026-0000001;02/03/2026;09:00;E;Rossi;Maria;Istanza di accesso agli atti;sportello',
          'EM-2026-0000002;02/03/2026;10:30;E;Verdi;Anna;Segnalazione di una buca;sportello',
        ),
      );
    await page.getByLabel(/lunedì 2 marzo 2026/).fill('2');
    await page.getByRole('button', { name: 'Riversa 2 righe' }).press('Enter');
    const righe = page.getByRole('table', { name: 'Che cosa è diventata ogni riga' });
    await righe.getByRole('row', { name: /EM-2026-0000002.*0000002\/2026.*Segnalazione/ }).waitFor();
    await page.getByText('Riversato', { exact: true }).first().waitFor();
    await assertAccessible(page, 'riversato');
    await assertNoSideScroll(page);
    await righe.getByRole('link', { name: /^0000001/ }).press('Enter');
    await page
      .getByText(/^EM-2026-0000001/)
      .first()
      .waitFor();
    await page.getByText(/02\/03\/2026 alle 09:00/).waitFor();
    assertClean();
  });
});
