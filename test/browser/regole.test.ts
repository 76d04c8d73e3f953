import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { useHarness } from '../support/harness.js';
import { assertAccessible, assertNoSideScroll, failing, useNavigatore } from './ambiente.js';
import { MISURE, watch } from './pagine.js';

const riga = (page: Page, nome: string) => page.getByRole('row', { name: new RegExp(nome) });

/** Parts that are lists, and those that are forms with who may change them, where no other test opens them. */
const ELENCHI = [
  ['tipologie', 'Tipologie'],
  ['esclusioni', 'Esclusioni'],
  ['oggettario', 'Oggettario'],
  ['lettere', 'Modelli di lettera'],
  ['formati', 'Formati'],
  ['procedimenti', 'Procedimenti'],
  ['smistamento', 'Smistamento'],
  ['repertori', 'Repertori'],
] as const;
const MODULI = [
  ['manuale', 'Manuale di gestione', 'rgd'],
  ['parametri', 'Parametri', 'admin'],
] as const;

describe('the pages of the rules and of the administration', function () {
  this.timeout(60_000);
  const harness = useHarness('pagina regole');
  const navigatore = useNavigatore();

  it('an entry is added from a day on, with its reason, and the difference is seen before it is saved', async () => {
    const page = await navigatore.signedIn(harness, 'rgd', '/regole/mezzi');
    const { assertClean } = watch(page);
    await riga(page, 'raccomandata').waitFor();
    await page.getByRole('button', { name: 'Denominazione' }).click();
    await page.waitForURL(/ordine=denominazione/);
    await page.getByRole('searchbox', { name: 'Filtra: Mezzi' }).fill('posta');
    await page.getByText('2 righe su 10').waitFor();
    await page.getByRole('searchbox', { name: 'Filtra: Mezzi' }).fill('');

    await page.getByRole('button', { name: 'Cambia…' }).click();
    await page.getByRole('button', { name: 'Aggiungi' }).click();
    await page.getByLabel('Codice').fill('Fax');
    await page.getByLabel('Denominazione').last().fill('Telefax');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Il codice ha al massimo 30 caratteri').waitFor(); // told by the same shape as the server's
    await assertAccessible(page, 'voce errata');
    await page.getByLabel('Codice').fill('fax');
    await page.keyboard.press('Control+Enter');
    await riga(page, 'Telefax').waitFor();
    await page.getByRole('region', { name: 'Differenze' }).getByText('Aggiunta: fax').waitFor();
    await page.reload(); // what is not saved yet is kept
    await page.getByRole('region', { name: 'Differenze' }).getByText('Aggiunta: fax').waitFor();
    await page.getByLabel('Valida dal').fill('2026-03-05');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Il motivo è obbligatorio.').waitFor();
    await assertAccessible(page, 'modifica rifiutata');
    await page.getByLabel('Motivo').fill('arrivano ancora telefax dalle scuole');
    await page.getByRole('button', { name: 'Salva la versione' }).click();
    await page.waitForURL(/versione=1/);
    await page.getByRole('heading', { name: 'Versioni' }).waitFor();
    await page.getByText('arrivano ancora telefax dalle scuole').waitFor();
    await assertAccessible(page, 'versione futura');
    for (const misura of Object.values(MISURE)) {
      await page.setViewportSize(misura);
      await assertNoSideScroll(page);
    }
    assert.equal(await harness.count('configurazioni', { tipo: 'mezzi', validoDal: '2026-03-05' }), 1);
    assertClean();
  });

  it('settings are one form; who may not change them only reads them', async () => {
    const page = await navigatore.signedIn(harness, 'rgd', '/regole/impostazioni');
    await page.getByRole('button', { name: 'Cambia…' }).click();
    await page.getByLabel('Classifica obbligatoria alla registrazione').check();
    await page.getByText('no → sì').waitFor();
    await assertAccessible(page, 'impostazioni');
    await page.getByLabel('Motivo').fill('così dice il manuale di gestione');
    await page.getByRole('button', { name: 'Salva la versione' }).click();
    await page.getByText('Versione 1 salvata.').waitFor();
    const other = await navigatore.signedIn(harness, 'protocollo', '/regole/impostazioni');
    await other.getByText('Classifica obbligatoria alla registrazione').waitFor();
    assert.equal(await other.getByRole('button', { name: /Cambia/ }).count(), 0);
  });

  it('what goes to conservation has receivers, rules and terms; what is wrong is told in its section', async () => {
    const page = await navigatore.signedIn(harness, 'rgd', '/regole/conservazione');
    const { assertClean } = watch(page);
    await riga(page, 'parer.*Conservatore da indicare').waitFor();
    await page.getByRole('button', { name: 'Cambia…' }).click();
    await riga(page, 'parer').dblclick();
    await page.getByLabel('Attivo').check();
    await page.getByLabel('Orario, dalle').fill('20:00');
    await page.getByLabel('Orario, alle').fill('07:30');
    await page.getByLabel('lunedì').check();
    await assertAccessible(page, 'conservatore');
    await page.keyboard.press('Control+Enter');
    await page.getByLabel('Motivo').fill('accordo con il conservatore');
    await page.getByRole('button', { name: 'Salva la versione' }).click();
    await page.getByRole('link', { name: /Conservatori.*3 da correggere/ }).waitFor();
    await riga(page, 'parer').dblclick();
    await page.getByText('Per versare occorre').first().waitFor();
    for (const [nome, valore] of [
      ['Ambiente', 'PARER_PROVA'],
      ['Ente', 'Comune di Valdoria'],
      ['Struttura', 'AVLD001'],
    ] as const)
      await page.getByLabel(nome).last().fill(valore);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('link', { name: 'Regole di versamento' }).click();
    await riga(page, 'PROT-GEN.*DOCUMENTO PROTOCOLLATO').waitFor();
    await assertAccessible(page, 'regole di versamento');
    await page.getByRole('link', { name: 'Termini' }).click();
    await page.getByLabel(/Le registrazioni si versano dopo/).fill('5');
    await page.getByRole('region', { name: 'Differenze' }).getByText('PARER_PROVA').waitFor();
    await page.getByRole('button', { name: 'Salva la versione' }).click();
    await page.getByText('Versione 1 salvata.').waitFor();
    const [saved] = await harness.collection('configurazioni').find({ tipo: 'conservazione' }).toArray();
    const { conservatori, termini } = saved?.['contenuto'] as {
      conservatori: { attivo: boolean; orario: unknown }[];
      termini: { registrazioniGiorni: number };
    };
    assert.deepEqual(
      [conservatori[0]?.attivo, conservatori[0]?.orario, termini.registrazioniGiorni],
      [true, { dalle: '20:00', alle: '07:30', giorni: [1] }, 5],
    );
    for (const misura of Object.values(MISURE)) {
      await page.setViewportSize(misura);
      await assertNoSideScroll(page);
    }
    assertClean();
  });

  it('every part that is a list: its entries, one that is added and what is wrong with it', async function () {
    this.timeout(180_000); // eight parts, each looked at three times
    const page = await navigatore.signedIn(harness, 'rgd', '/regole/mezzi');
    const { assertClean } = watch(page);
    const parti = page.getByRole('navigation', { name: 'Parti delle regole' });
    for (const [tipo, nome] of ELENCHI) {
      await parti.getByRole('link', { name: new RegExp(`^${nome}`) }).click();
      await page.waitForURL(`**/regole/${tipo}`);
      await page.getByRole('heading', { name: nome, exact: true }).waitFor();
      await page.getByText(/^\d+ righ[ae]$/).waitFor();
      await assertAccessible(page, tipo);
      await page.getByRole('button', { name: 'Cambia…' }).click();
      await page.keyboard.press('+');
      const dialogo = page.getByRole('dialog', { name: /^Aggiungi / });
      await dialogo.waitFor();
      await page.keyboard.press('Control+Enter');
      await dialogo.getByText('Qualcosa è da correggere.').waitFor();
      await assertAccessible(page, `${tipo}: an entry that is not right`);
      await page.keyboard.press('Escape');
      await dialogo.waitFor({ state: 'detached' });
      await page.setViewportSize(MISURE.tavoletta);
      await assertNoSideScroll(page);
      await page.setViewportSize(MISURE.portatile);
    }
    assertClean();
  });

  for (const [tipo, nome, utente] of MODULI)
    it(`${tipo}: a form, and what is wrong with what is saved`, async () => {
      const page = await navigatore.signedIn(harness, utente, `/regole/${tipo}`);
      const { assertClean } = watch(page);
      await page.getByRole('heading', { name: nome, exact: true }).waitFor();
      await page.getByRole('region', { name: 'Versioni', exact: true }).getByRole('link').first().waitFor();
      await assertAccessible(page, tipo);
      await page.getByRole('button', { name: 'Cambia…' }).click();
      await page.keyboard.press('Control+Enter');
      await page.getByText('Il motivo è obbligatorio.').waitFor();
      await assertAccessible(page, `${tipo}: a change without a reason`);
      await page.setViewportSize(MISURE.tavoletta);
      await assertNoSideScroll(page);
      assertClean();
    });

  it('where the rules do not come the page says so, and asks again', async () => {
    const page = await navigatore.signedIn(harness, 'rgd', '/scrivania');
    const restore = await failing(page, '**/api/v1/configurazione/tipologie**');
    await page.goto(new URL('/regole/tipologie', page.url()).toString());
    await page.getByRole('heading', { name: 'Le regole non si aprono' }).waitFor();
    await assertAccessible(page, 'the rules do not come');
    await restore();
    await page.getByRole('button', { name: 'Riprova ora' }).first().click();
    await page.getByText(/^\d+ righ[ae]$/).waitFor();
  });

  it('the administrator makes a user with a charge, and closes an office', async () => {
    const page = await navigatore.signedIn(harness, 'admin', '/amministrazione');
    const { assertClean } = watch(page);
    await riga(page, 'istruttore\\.u114').waitFor();
    await assertAccessible(page, 'utenti');
    await page.getByRole('button', { name: 'Nuovo utente' }).click();
    await page.getByLabel('Nome utente').fill('istruttore.nuovo');
    await page.getByLabel('Denominazione').last().fill('Istruttore Tributi');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Il codice dell’ufficio').waitFor();
    await page.getByLabel('Ufficio 1').selectOption('U211');
    await page.getByLabel(/^Al 1/).fill('2026-12-31');
    await page.keyboard.press('Control+Enter');
    await riga(page, 'istruttore\\.nuovo.*Istruttore, U211 \\(al 31/12/2026\\)').waitFor();

    await page.getByRole('link', { name: 'Uffici' }).click();
    await riga(page, 'U211').click();
    await page.getByRole('button', { name: 'Chiudi', exact: true }).first().click();
    await page.getByRole('button', { name: 'Chiudi l’ufficio' }).click();
    await riga(page, 'U211.*chiuso dal 02/03/2026').waitFor();
    await assertAccessible(page, 'uffici');

    await page.getByRole('link', { name: 'AOO e amministrazione' }).click();
    await page.getByLabel('Denominazione della AOO').fill('Protocollo generale');
    await page.getByRole('button', { name: 'Salva i dati della AOO' }).click();
    await page.getByText('Dati della AOO salvati.').waitFor();
    await assertAccessible(page, 'aoo');

    await page.getByRole('link', { name: 'Accessi', exact: true }).first().click();
    await riga(page, 'Crea un utente istruttore\\.nuovo').waitFor();
    await assertAccessible(page, 'accessi');
    for (const misura of Object.values(MISURE)) {
      await page.setViewportSize(misura);
      await assertNoSideScroll(page);
    }
    assertClean();
  });
});
