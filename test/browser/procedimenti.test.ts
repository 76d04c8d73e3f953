import assert from 'node:assert/strict';
import { at, useHarness } from '../support/harness.js';
import { competenza, entrata } from '../integration/protocollo/richieste.js';
import { assertAccessible, assertNoSideScroll, useNavigatore } from './ambiente.js';
import { MISURE } from './pagine.js';

const CATALOGO = [
  {
    codice: 'SCIA',
    denominazione: 'Segnalazione certificata di inizio attività edilizia',
    uo: 'U410',
    voce: 'VI.3.2',
    tipoFascicolo: 'procedimento',
    termine: 30,
    computo: 'calendario',
    esito: 'dichiarazione',
    fasi: ['Istruttoria', 'Decisoria o deliberativa'],
  },
];
const REGOLE = [{ codice: 'SUE', classifica: 'VI.3', competenza: 'U410', modo: 'proposta' }];

describe('deleghe, completing, terms and rules, by keys', function () {
  this.timeout(60_000);
  const here = useHarness('pagina-procedimenti');
  const navigatore = useNavigatore();

  before(async () => {
    for (const [tipo, contenuto] of [
      ['procedimenti', CATALOGO],
      ['smistamento', REGOLE],
    ] as const)
      await here
        .post(`/configurazione/${tipo}/versioni`, 'rgd')
        .send({ validoDal: '2026-03-02', motivo: 'Prima versione', contenuto })
        .expect(201);
  });

  it('the head delegates; the clerk gives sottoclasse and fascicolo in one act, and leads the procedimento', async () => {
    const one = await here.registered(
      'protocollo',
      entrata({
        oggetto: 'SCIA per modifica di prospetto in via dei Salici',
        classifica: 'VI.3',
        assegnazioni: [competenza('U410')],
      }),
    );
    let page = await navigatore.signedIn(here, 'responsabile', '/deleghe');
    await page.getByRole('button', { name: 'Delega un collaboratore' }).click();
    await page.getByLabel('Collaboratore', { exact: true }).selectOption('istruttore');
    await page.getByLabel('Al', { exact: true }).fill('2026-12-31');
    await assertAccessible(page, 'a new delegation');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('rowheader', { name: 'istruttore' }).waitFor();
    await assertAccessible(page, 'delegations');

    page = await navigatore.signedIn(here, 'istruttore', '/scrivania/terzo-livello');
    await page.locator(`tr[data-riga="2026/${one.numero}"]`).waitFor();
    await page.getByRole('heading', { name: 'Da completare' }).waitFor();
    await page.keyboard.press('f');
    await page.getByLabel('Procedimento').selectOption('SCIA');
    await assertAccessible(page, 'completing a document');
    await page.keyboard.press('Control+Enter');
    await page
      .getByRole('status')
      .getByText(/è completa/)
      .first()
      .waitFor();
    const stored = await here.stored(one);
    assert.equal((stored['classifica'] as { codice: string }).codice, 'VI.3.2');
    await page.getByRole('heading', { name: /Termini dei procedimenti/ }).waitFor();
    await assertAccessible(page, 'desk with terms');
    await assertNoSideScroll(page);

    await page.getByRole('link', { name: '2026-VI/3.1' }).click();
    await page.getByRole('heading', { name: 'Segnalazione certificata di inizio attività edilizia' }).waitFor();
    await page.getByRole('button', { name: 'Sospendi…' }).click();
    await page.getByLabel('Motivo').fill('mancano le planimetrie');
    await page.keyboard.press('Control+Enter');
    await page
      .getByText(/sospeso/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Fai riprendere…' }).waitFor();
    await assertAccessible(page, 'a procedimento');
    await page.setViewportSize(MISURE.tavoletta);
    await assertNoSideScroll(page);
    await page.goto(new URL('/termini', page.url()).toString());
    await page.getByText(/sospesi 1/).waitFor();
    await assertAccessible(page, 'terms');
    assert.equal((await here.get(at(one), 'istruttore')).status, 200);
  });

  it('the rules are tried on their page', async () => {
    const page = await navigatore.signedIn(here, 'rgd', '/regole/smistamento');
    await page.getByRole('heading', { name: 'Prova le regole' }).waitFor();
    await page.getByLabel('Voce').fill('VI.3.2');
    await page.getByRole('button', { name: 'Prova', exact: true }).click();
    await page.getByText(/regola «SUE», proposta/).waitFor();
    await assertAccessible(page, 'rules of smistamento');
  });
});
