import { readRepertori } from '../../server/demo/repertori.js';
import { filePdf, useHarness } from '../support/harness.js';
import { assertAccessible, assertNoSideScroll, useNavigatore } from './ambiente.js';
import { MISURE, watch } from './pagine.js';

describe('the pages of the repertori', function () {
  this.timeout(90_000);
  const harness = useHarness('pagine repertori');
  const navigatore = useNavigatore();
  before(async () => {
    await harness
      .post('/configurazione/repertori/versioni', 'rgd')
      .send({ validoDal: '2026-03-02', motivo: 'Uffici che tengono i repertori', contenuto: readRepertori() })
      .expect(201);
  });

  it('an act is registered, read, annulled and found again by keys', async () => {
    const page = await navigatore.signedIn(harness, 'rgd', '/repertori');
    const { assertClean } = watch(page);
    await page.getByRole('link', { name: 'DET' }).waitFor();
    for (const misura of Object.values(MISURE)) {
      await page.setViewportSize(misura);
      await assertNoSideScroll(page);
    }
    await page.setViewportSize(MISURE.portatile);
    await assertAccessible(page, 'repertori');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'DET Determinazioni' }).waitFor();
    await page.getByRole('button', { name: 'Registra' }).waitFor();
    await page.keyboard.press('+');
    await page.getByLabel('Oggetto', { exact: true }).fill('Impegno di spesa per la manutenzione della scuola');
    const { nome, mime, bytes } = filePdf('Determinazione', 'determinazione.pdf');
    await page.getByLabel('Documento', { exact: true }).setInputFiles({ name: nome, mimeType: mime, buffer: bytes });
    await assertAccessible(page, 'nuovo atto');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: /DET 0000001/ }).waitFor();
    await page.getByText('Integra e al suo posto nel registro').waitFor();
    await assertAccessible(page, 'atto');
    await page.keyboard.press('z');
    await page.getByLabel('Motivo').fill('Registrata due volte per errore');
    await page.keyboard.press('Control+Enter');
    await page
      .getByText(/ANNULLATO il/)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('row', { name: /0000001.*manutenzione/ }).waitFor();
    await page.getByLabel('Stato', { exact: true }).selectOption('annullata');
    await page.getByText('1 atto').waitFor();
    for (const misura of Object.values(MISURE)) {
      await page.setViewportSize(misura);
      await assertNoSideScroll(page);
    }
    await assertAccessible(page, 'repertorio');
    assertClean();
  });
});
