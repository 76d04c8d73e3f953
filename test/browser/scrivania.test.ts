import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { at, useHarness } from '../support/harness.js';
import { competenza, entrata, MOTIVO } from '../integration/protocollo/richieste.js';
import { assertAccessible, assertNoSideScroll, useNavigatore } from './ambiente.js';
import { MISURE } from './pagine.js';

describe('the desk, by keys', function () {
  this.timeout(60_000);
  const here = useHarness('pagina-scrivania');
  const navigatore = useNavigatore();

  const row = (page: Page, numero: number) => page.locator(`tr[data-riga="2026/${numero}"]`);
  const told = (page: Page, text: RegExp) => page.getByRole('status').getByText(text).first().waitFor();
  const open = async (account: Parameters<typeof navigatore.signedIn>[1], percorso: string) => {
    const page = await navigatore.signedIn(here, account, percorso);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  };

  it('is the home of the officer: chooses rows, assigns them at once, and what is done leaves the queue', async () => {
    const ones = [];
    for (let i = 0; i < 3; i += 1) ones.push(await here.registered('protocollo', entrata({ classifica: 'VI.3' })));
    const [first, second, third] = ones.map(({ numero }) => numero);
    assert.ok(first !== undefined && second !== undefined && third !== undefined);
    const page = await open('protocollo', '/');
    await page.waitForURL('**/scrivania');
    await row(page, first).waitFor();
    assert.equal(await page.locator('.conto').textContent(), ', da fare: 3');
    await assertAccessible(page, 'desk of the officer');
    await assertNoSideScroll(page);
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('a');
    await page.getByRole('heading', { name: 'Assegna 2 registrazioni' }).waitFor();
    await assertAccessible(page, 'bulk assignment');
    await page.getByRole('combobox', { name: 'Per competenza' }).pressSequentially('U410');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await told(page, /2 assegnate a U410/);
    await row(page, first).waitFor({ state: 'detached' });
    assert.deepEqual([await row(page, second).count(), await row(page, third).count()], [0, 1]);
    await page.setViewportSize(MISURE.tavoletta);
    await assertAccessible(page, 'desk on a tablet');
    await assertNoSideScroll(page);
    await page.setViewportSize(MISURE.portatile);

    // opened and left again, the desk is where it was
    await row(page, third).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/registrazioni/2026/${third}`);
    await page.getByRole('heading', { name: 'Assegnazioni' }).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL('**/scrivania');
    await row(page, third).waitFor();
    assert.equal(await row(page, third).getAttribute('aria-current'), 'true');
  });

  it('the clerk takes charge, refuses with a reason, and acts for the head whom he substitutes', async () => {
    await here
      .post('/sostituzioni', 'responsabile')
      .send({ titolare: 'responsabile', sostituto: 'istruttore', dal: '2026-03-01', al: '2026-03-31' })
      .expect(201);
    const page = await open('istruttore', '/scrivania/da-prendere');
    const rows = page.locator('tbody tr');
    await rows.first().waitFor();
    const taken = await rows.first().getAttribute('data-riga');
    await page.keyboard.press('p');
    await page.getByRole('heading', { name: /Prendere in carico/ }).waitFor();
    await page.keyboard.press('Control+Enter');
    await told(page, /è in carico/);
    await page.locator(`tr[data-riga="${taken ?? ''}"]`).waitFor({ state: 'detached' });
    await page.keyboard.press('r');
    await page.getByLabel('Motivo').fill('riguarda il commercio');
    await page.keyboard.press('Control+Enter');
    await told(page, /è tornata al protocollo/);
    await assertAccessible(page, 'desk of the clerk');
    await page.getByRole('button', { name: /Istruttore/ }).click();
    await page.getByLabel('Agisce').selectOption('responsabile');
    await page.getByRole('button', { name: /per conto di Responsabile Settore 4/ }).waitFor();
    await page.getByRole('link', { name: /In attesa negli uffici/ }).waitFor();
    await page.goto(new URL('/sostituzioni', page.url()).toString());
    const named = page.locator('tbody tr').first();
    await named.getByRole('rowheader', { name: 'Responsabile Settore 4', exact: true }).waitFor();
    await named.getByRole('cell', { name: 'Istruttore Edilizia privata', exact: true }).waitFor();
    await assertAccessible(page, 'substitutions');
  });

  it('the RGD decides from the queue, opens a deferral, and answers for what came late', async () => {
    const asked = await here.registered(
      'protocollo',
      entrata({ classifica: 'VI.3', assegnazioni: [competenza('U410')] }),
    );
    await here
      .post(`${at(asked)}/annullamento`, 'protocollo')
      .send({ motivo: MOTIVO })
      .expect(202);
    await here
      .post(`${at(asked)}/rettifiche`, 'responsabile')
      .send({ motivo: MOTIVO, campo: 'oggetto', nuovo: 'Oggetto scritto bene' })
      .expect(202);
    const late = await here.registered('protocollo', entrata({ mezzo: 'posta', dataArrivo: '2026-02-20' }));
    const page = await open('rgd', '/scrivania/rettifiche');
    await row(page, asked.numero).waitFor();
    await assertAccessible(page, 'requests to decide');
    await page.keyboard.press('z');
    await page.getByText('Oggetto scritto bene').first().waitFor();
    await page.keyboard.press('Control+Enter');
    await told(page, /Rettifica di n\. \d{7} concessa/);
    assert.equal((await here.stored(asked))['oggetto'], 'Oggetto scritto bene');
    await page.getByRole('link', { name: /Annullamenti chiesti/ }).click();
    await row(page, asked.numero).waitFor();
    await page.keyboard.press('r');
    await page.getByLabel('Motivo').fill('la registrazione è giusta');
    await page.keyboard.press('Control+Enter');
    await told(page, /Annullamento di n\. \d{7} negato/);

    await page.goto(new URL('/differimenti', page.url()).toString());
    await page.getByRole('button', { name: 'Apri un differimento' }).first().click();
    await page.getByLabel('Provvedimento n.').fill('14/2026');
    await page.getByLabel('Causa').fill('interruzione della rete');
    await page.getByLabel('Quali documenti').fill('posta del 20 febbraio');
    await page.getByLabel('Fino al').fill('2026-03-07');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: /Provvedimento n\. 14\/2026/ }).waitFor();
    await page.getByText(/lunedì 9 marzo 2026, perché il 07\/03\/2026 è festivo/).waitFor();
    await assertAccessible(page, 'deferrals');
    await page.getByRole('link', { name: /1 arrivo tardivo/ }).click();
    await row(page, late.numero).waitFor();
    await page.keyboard.press('d');
    await page.getByLabel('Differimento').selectOption({ index: 1 });
    await page.keyboard.press('Control+Enter');
    await told(page, /si è risposto/);
    assert.equal((await here.stored(late))['tardiva'], undefined);
  });

  it('tells who reads a registration that a colleague has changed it', async () => {
    const one = await here.registered('protocollo', entrata());
    await navigatore.page.clock.install({ time: new Date() });
    const page = await open('protocollo', `/registrazioni/2026/${one.numero}`);
    await page.getByRole('heading', { name: 'Assegnazioni' }).waitFor();
    await here
      .post(`${at(one)}/assegnazioni`, 'vicario')
      .send({ assegnazioni: [competenza('U310')] })
      .expect(200);
    await page.clock.fastForward(25_000);
    await page.getByText('Modificata da un collega.').waitFor();
    await assertAccessible(page, 'changed by a colleague');
    await page.getByRole('button', { name: 'Ricarica' }).click();
    await page.getByText('Modificata da un collega.').waitFor({ state: 'detached' });
    await page.getByText(/Assegnata a U310/).waitFor();
  });

  it('who reads no register has a home too', async () => {
    const page = await open('admin', '/');
    await page.getByRole('heading', { name: 'Cura del sistema' }).waitFor();
    await assertAccessible(page, 'home of the administrator');
  });
});
