import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { RegistrazioneRisposta } from '../../schemas/registrazione-risposta.api.js';
import { until } from '../support/attesa.js';
import { buildRichiesta } from '../support/factories.js';
import { at, useHarness } from '../support/harness.js';
import { assertAccessible, assertNoSideScroll, useNavigatore } from './ambiente.js';
import { MISURE } from './pagine.js';

const LINEA = { tipo: 'PG', denominazione: 'Studio tecnico Linea Verde' } as const;
const proposte = (page: Page) => page.getByRole('group', { name: 'Classifiche proposte' });

describe('the suggested voci', function () {
  this.timeout(60_000);
  const harness = useHarness('pagina suggerimenti');
  const navigatore = useNavigatore();
  let cila: RegistrazioneRisposta;

  before(async () => {
    const dati = { mittenti: [LINEA], classifica: 'VI.3', assegnazioni: [{ uo: 'U410', tipo: 'competenza' as const }] };
    cila = await harness.registered(
      'protocollo',
      buildRichiesta({ ...dati, oggetto: 'CILA per manutenzione straordinaria in via Grande, fg. 9 mapp. 87' }),
    );
    await until(async () => {
      const body = { oggetto: 'CILA per tramezzi', corrispondente: LINEA.denominazione };
      const risposta = await harness.post('/titolario/suggerimenti', 'protocollo').send(body);
      return JSON.stringify(risposta.body).includes('U410');
    });
  });

  it('stand in the form while one writes, with their reasons; a key takes one, none is taken by itself', async () => {
    const page = await navigatore.signedIn(harness, 'protocollo', '/protocollo/nuova');
    const oggetto = page.getByRole('textbox', { name: 'Oggetto', exact: true });
    await oggetto.fill('Trasmissione documenti');
    await page.getByText('Nessun suggerimento sicuro: l’oggetto dice troppo poco.').waitFor();
    assert.equal(await proposte(page).count(), 0);
    await oggetto.fill('SCIA per modifica di prospetto in via dei Salici (art. 22 D.P.R. 380/2001)');
    await proposte(page)
      .getByRole('button', { name: /VI\.3 Edilizia privata/ })
      .waitFor();
    assert.equal(await page.getByRole('button', { name: /^Togli VI/ }).count(), 0);
    await assertAccessible(page, 'registrazione con suggerimenti');
    await assertAccessible(page, 'registrazione con suggerimenti');
    await page.keyboard.press('Alt+1');
    await page.getByRole('button', { name: 'Togli VI.3 Edilizia privata' }).waitFor();
    await proposte(page).locator('[aria-pressed=true]').waitFor();
    await page.getByRole('button', { name: /U410/ }).waitFor();
    await page.keyboard.press('Alt+a');
    await page.getByRole('button', { name: /^Togli U410/ }).waitFor();
    for (const misura of Object.values(MISURE)) {
      await page.setViewportSize(misura);
      await assertNoSideScroll(page);
    }
  });

  it('the dialog of a classified document offers the third level and the open fascicolo with it', async () => {
    const fascicolo = {
      oggetto: 'CILA in via Grande, mapp. 87',
      tipo: 'procedimento',
      classifica: 'VI.3.3',
      uo: 'U410',
    };
    await harness.post('/fascicoli', 'responsabile').send(fascicolo).expect(201);
    const page = await navigatore.signedIn(harness, 'responsabile', at(cila));
    await page.getByRole('button', { name: /^Classifica/ }).waitFor();
    await page.keyboard.press('c');
    const dialogo = page.getByRole('dialog');
    await proposte(page)
      .getByRole('button', { name: /VI\.3\.3/ })
      .waitFor();
    await assertAccessible(page, 'classifica con suggerimenti');
    await assertAccessible(page, 'classifica con suggerimenti');
    await page.keyboard.press('Alt+1');
    await dialogo.getByLabel(/Metti anche nel fascicolo/).selectOption({ index: 1 });
    await page.keyboard.press('Control+Enter');
    await page.getByText(/È nel fascicolo 2026-VI\/3\.1\./).waitFor();
    const dopo = (await harness.get(at(cila), 'responsabile').expect(200)).body as RegistrazioneRisposta;
    assert.match(dopo.classifica?.codice ?? '', /^VI\.3\.\d/);
    assert.ok(dopo.fascicolo !== undefined);
  });
});
