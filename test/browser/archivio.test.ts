import assert from 'node:assert/strict';
import type { FascicoloRisposta } from '../../schemas/fascicolo.api.js';
import { MOTIVO, ROSSI, uscita } from '../integration/protocollo/richieste.js';
import { useHarness } from '../support/harness.js';
import { assertAccessible, assertNoSideScroll, useNavigatore } from './ambiente.js';

describe('scarto, deposito, statistics of the archive, the person concerned', function () {
  this.timeout(90_000);
  const here = useHarness('pagina-archivio', { adesso: '2012-03-05T09:00:00+01:00' });
  const navigatore = useNavigatore();
  let f: FascicoloRisposta;

  /** A fascicolo with one letter, closed. */
  const chiuso = async (oggetto: string): Promise<FascicoloRisposta> => {
    const richiesta = { oggetto, tipo: 'affare', classifica: 'V.2', uo: 'U410' };
    const made = (await here.post('/fascicoli', 'responsabile').send(richiesta).expect(201)).body as FascicoloRisposta;
    const { anno, numero } = await here.registered('istruttore', uscita({ classifica: 'V.2', destinatari: [ROSSI] }));
    await here
      .post(`/fascicoli/${made.id}/documenti`, 'responsabile')
      .send({ registrazioni: [{ anno, numero }] })
      .expect(201);
    const { versione } = (await here.get(`/fascicoli/${made.id}`, 'responsabile')).body as FascicoloRisposta;
    await here
      .post(`/fascicoli/${made.id}/chiusura`, 'responsabile')
      .set('If-Match', `"${versione}"`)
      .send({ motivo: MOTIVO })
      .expect(200);
    return made;
  };

  before(async () => {
    f = await chiuso('Richiesta di risarcimento in via dei Salici');
    await here.moveClock('2026-03-02T09:00:00+01:00');
  });

  it('the archivist sees why, proposes by keys; the RGD approves; what may not be carried out says why', async () => {
    let page = await navigatore.signedIn(here, 'archivista', '/scarto');
    await page.getByRole('link', { name: f.codice }).waitFor();
    await assertAccessible(page, 'what may be discarded');
    await page.keyboard.press('+');
    await assertAccessible(page, 'a new list');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'Scarto, elenco 1/2026' }).waitFor();
    await assertAccessible(page, 'a list');
    await assertNoSideScroll(page);
    const elenco = new URL(page.url()).pathname;

    page = await navigatore.signedIn(here, 'rgd', elenco);
    await page.getByRole('button', { name: /Approva/ }).waitFor();
    await page.keyboard.press('c');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: /Annota l’autorizzazione/ }).waitFor();
    await page.keyboard.press('c');
    await page.getByLabel('Numero', { exact: true }).fill('12');
    await page.getByLabel('Data', { exact: true }).fill('2026-03-02');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: /Avvia l’esecuzione/ }).waitFor();
    await page.keyboard.press('c');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Non è ancora nel sistema di conservazione').last().waitFor();
    await assertAccessible(page, 'a refusal with its reasons');
    await page.goto(new URL('/deposito?anno=2012', page.url()).toString());
    await page.getByRole('link', { name: f.codice }).waitFor();
    await assertAccessible(page, 'deposito');
    for (const tavola of ['classificazione?anno=2012', 'procedimenti']) {
      await page.goto(new URL(`/statistiche/${tavola}`, page.url()).toString());
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.getByRole('navigation', { name: 'Statistiche' }).waitFor();
      await assertAccessible(page, tavola);
    }
  });

  it('what was closed this year passes to the deposito by keys; the archivist takes it, or gives it back with a reason', async () => {
    const recente = await chiuso('Autorizzazione allo scavo in via dei Tigli');
    const page = await navigatore.signedIn(here, 'archivista', '/deposito?anno=2026');
    await page.getByRole('link', { name: recente.codice }).waitFor();
    await page.keyboard.press('+');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL('**/deposito/elenchi/*');
    await page.getByRole('link', { name: recente.codice }).waitFor();
    await assertAccessible(page, 'a list of what passes to the deposito');
    await assertNoSideScroll(page);
    await page.keyboard.press('r');
    const dialogo = page.getByRole('dialog', { name: 'Restituire l’elenco?' });
    await dialogo.waitFor();
    await page.keyboard.press('Control+Enter');
    await dialogo.locator('.errore-campo').waitFor();
    await assertAccessible(page, 'given back, without a reason');
    await page.keyboard.press('Escape');
    await dialogo.waitFor({ state: 'detached' });
    await page.keyboard.press('c');
    await page.getByRole('dialog', { name: 'Accettare i fascicoli nel deposito?' }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('Accettato').first().waitFor();
    await assertAccessible(page, 'a list in the deposito');
  });

  it('the head lets a person concerned in, who reads in a plain page', async () => {
    const page = await navigatore.signedIn(here, 'responsabile', `/fascicoli/${f.id}?scheda=interessati`);
    await page.getByRole('button', { name: 'Dai accesso…' }).click();
    await assertAccessible(page, 'giving access');
    await page.keyboard.press('Control+Enter');
    const indirizzo = await page.getByLabel('Collegamento').inputValue();
    const codice = await page.getByLabel('Codice, da consegnare a parte').inputValue();
    await page.keyboard.press('Escape');
    await page.getByText('Attivo').waitFor();
    await assertAccessible(page, 'accesses of a fascicolo');

    await page.goto(new URL(new URL(indirizzo).pathname, page.url()).toString());
    await assertAccessible(page, 'the code is asked');
    await page.getByLabel('Codice').fill('sbagliato');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await assertAccessible(page, 'a wrong code');
    await page.getByLabel('Codice').fill(codice);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: f.oggetto }).waitFor();
    assert.equal(await page.getByRole('link', { name: /Documento/ }).count(), 1);
    await assertAccessible(page, 'the fascicolo as the person concerned sees it');
    await page.setViewportSize({ width: 390, height: 844 });
    await assertNoSideScroll(page);
  });
});
