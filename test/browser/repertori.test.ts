import assert from 'node:assert/strict';
import type { RegistrazioneRisposta } from '../../schemas/registrazione-risposta.api.js';
import { readRepertori } from '../../server/demo/repertori.js';
import { competenza, entrata } from '../integration/protocollo/richieste.js';
import { filePdf, useHarness } from '../support/harness.js';
import { assertAccessible, assertNoSideScroll, useNavigatore } from './ambiente.js';
import { MISURE, watch } from './pagine.js';

const numero7 = (numero: number): string => String(numero).padStart(7, '0');

describe('the pages of the repertori', function () {
  this.timeout(90_000);
  const harness = useHarness('pagine repertori');
  const navigatore = useNavigatore();
  /** An ordinance that an office is to handle. */
  const ordinanza = async (oggetto: string, uo: string): Promise<RegistrazioneRisposta> => {
    const { nome, mime, bytes } = filePdf(oggetto);
    const answer = await harness
      .post('/repertori/ORD/registrazioni', 'rgd')
      .field('registrazione', JSON.stringify({ oggetto, assegnazioni: [competenza(uo)] }))
      .attach('documento', bytes, { filename: nome, contentType: mime })
      .expect(201);
    return answer.body as RegistrazioneRisposta;
  };

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
    await page.getByText('Integro e al suo posto nel repertorio').waitFor();
    await assertAccessible(page, 'atto');
    await page.keyboard.press('x');
    const metadati = page.getByRole('dialog', { name: 'Metadati: DET 0000001/2026' });
    await metadati.getByText(/AVLD001\/DET\/2026-\d\d-\d\d\/0000001/).waitFor(); // its own, not those of n. 1 of the protocol
    await page.keyboard.press('Escape');
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

  it('an act that is assigned waits on the desk of the office: taken in charge, or refused and assigned again, by keys', async () => {
    const primo = numero7(
      (await ordinanza('Ordinanza di messa in sicurezza di un balcone in via delle Rose', 'U410')).numero,
    );
    const secondo = numero7((await ordinanza('Ordinanza di chiusura di un mercato', 'U410')).numero);
    const page = await navigatore.signedIn(harness, 'istruttore', '/scrivania');
    const { assertClean } = watch(page);
    const told = (text: RegExp) => page.getByRole('status').getByText(text).first().waitFor();
    await page.getByRole('heading', { name: 'Atti di repertorio da prendere in carico: 2' }).waitFor();
    await page.getByRole('row', { name: new RegExp(`ORD ${primo}.*balcone`) }).waitFor();
    for (const misura of [MISURE.tavoletta, MISURE.portatile]) {
      await page.setViewportSize(misura);
      await assertNoSideScroll(page);
    }
    await assertAccessible(page, 'queue of acts');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: new RegExp(`ORD ${primo}`) }).waitFor();
    await page.getByRole('button', { name: 'Prendi in carico' }).waitFor();
    await page.keyboard.press('p');
    await page.getByRole('heading', { name: `Prendere in carico ORD ${primo}?` }).waitFor();
    await page.keyboard.press('Control+Enter');
    await told(/è in carico/);
    await page.getByText(/In carico dal/).waitFor();
    await assertAccessible(page, 'act in charge');
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Atti di repertorio da prendere in carico: 1' }).waitFor();
    await page.keyboard.press('r');
    await page.getByLabel('Motivo').fill('riguarda il commercio');
    await page.keyboard.press('Control+Enter');
    await told(/è tornato al protocollo/);
    await page.getByText('Nulla in «Atti di repertorio da prendere in carico»').waitFor();
    assertClean();

    const desk = await navigatore.signedIn(harness, 'rgd', '/scrivania/atti-rifiutati');
    await desk.getByRole('row', { name: new RegExp(`ORD ${secondo}.*Rifiutato da U410`) }).waitFor();
    await desk.keyboard.press('Enter');
    await desk.getByRole('heading', { name: new RegExp(`ORD ${secondo}`) }).waitFor();
    await desk.getByText('Integro e al suo posto nel repertorio').waitFor();
    await desk.keyboard.press('a');
    await desk.getByRole('heading', { name: /ssegna ORD/ }).waitFor();
    await desk.getByRole('combobox', { name: 'Per competenza' }).pressSequentially('U310');
    await desk.keyboard.press('Enter');
    await desk.keyboard.press('Control+Enter');
    await desk
      .getByRole('status')
      .getByText(/assegnato/)
      .first()
      .waitFor();
    await desk.getByRole('dialog').waitFor({ state: 'detached' });
    await desk.keyboard.press('c');
    await desk.getByRole('heading', { name: `Classifica ORD ${secondo}` }).waitFor();
    await desk.getByRole('combobox', { name: 'Voce' }).pressSequentially('VIII.1');
    await desk.keyboard.press('Enter');
    await assertAccessible(desk, 'classification of an act');
    await desk.keyboard.press('Control+Enter');
    await desk
      .getByRole('status')
      .getByText(/è classificato/)
      .first()
      .waitFor();
  });

  it('acts are chosen and assigned at once by keys; one that a colleague has moved meanwhile is told, and stays chosen', async () => {
    const primo = await ordinanza('Ordinanza di sgombero di un’area', 'U411');
    const secondo = await ordinanza('Ordinanza di divieto di transito', 'U411');
    const terzo = await ordinanza('Ordinanza di demolizione', 'U411');
    const page = await navigatore.signedIn(harness, 'protocollo', '/scrivania');
    const { assertClean } = watch(page);
    await page.getByRole('link', { name: /Atti di repertorio in attesa/ }).click();
    const rowOf = ({ anno, numero }: RegistrazioneRisposta) => page.locator(`tr[data-riga="ORD/${anno}/${numero}"]`);
    const told = (text: RegExp) => page.getByRole('status').getByText(text).first().waitFor();
    const chosen = (one: RegistrazioneRisposta) =>
      page.getByRole('checkbox', { name: `Scegli ORD ${numero7(one.numero)}` });
    await rowOf(primo).focus();
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByRole('button', { name: /Assegna i 2 scelti/ }).waitFor();
    await page.keyboard.press('a');
    await page.getByRole('heading', { name: 'Assegna 2 atti' }).waitFor();
    await page.getByRole('combobox', { name: 'Per competenza' }).pressSequentially('U310');
    await page.keyboard.press('Enter');
    await harness
      .post(`/repertori/ORD/${secondo.anno}/${secondo.numero}/assegnazioni`, 'rgd')
      .send({ assegnazioni: [competenza('U412')] })
      .expect(200);
    await page.keyboard.press('Control+Enter');
    await told(/1 assegnato a U310/);
    await told(new RegExp(`Non assegnati: ORD ${numero7(secondo.numero)} \\(.*cambiata da un’altra persona`));
    assert.deepEqual(await Promise.all([primo, secondo, terzo].map((one) => chosen(one).isChecked())), [
      false,
      true,
      false,
    ]);
    for (const misura of [MISURE.tavoletta, MISURE.portatile]) {
      await page.setViewportSize(misura);
      await assertNoSideScroll(page);
    }
    await assertAccessible(page, 'queue of acts, some chosen');
    await page.keyboard.press('a');
    await page.getByRole('heading', { name: 'Assegna 1 atto' }).waitFor();
    await assertAccessible(page, 'acts assigned at once');
    await page.getByRole('combobox', { name: 'Per competenza' }).pressSequentially('U310');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: /Assegna l’atto scelto/ }).waitFor({ state: 'detached' });
    const { assegnazioni } = (await harness.get(`/repertori/ORD/${secondo.anno}/${secondo.numero}`, 'rgd').expect(200))
      .body as RegistrazioneRisposta;
    assert.deepEqual(assegnazioni, [competenza('U310')]);
    assertClean();
  });

  it('tells who reads an act that a colleague has changed it', async () => {
    const oggetto = 'Ordinanza di divieto di sosta in via Roma';
    const { anno, numero } = await ordinanza(oggetto, 'U410');
    await harness.registered('protocollo', entrata()); // of the protocol, it may have the number of the act
    await navigatore.page.clock.install({ time: new Date() });
    const page = await navigatore.signedIn(harness, 'istruttore', `/repertori/ORD/${anno}/${numero}`);
    const { assertClean } = watch(page);
    const avviso = page.getByText('Modificato da un collega.');
    await page.getByText('Integro e al suo posto nel repertorio').waitFor();
    const asked = page.waitForResponse((one) => one.url().endsWith(`/repertori/ORD/${anno}/${numero}/versione`));
    await page.clock.fastForward(25_000);
    await (await asked).finished();
    assert.equal(await avviso.count(), 0, 'nothing has changed yet');
    await harness
      .post(`/repertori/ORD/${anno}/${numero}/classificazione`, 'rgd')
      .send({ codice: 'VIII.1' })
      .expect(200);
    await page.clock.fastForward(25_000);
    await avviso.waitFor();
    await assertAccessible(page, 'act changed by a colleague');
    await page.getByRole('button', { name: 'Ricarica' }).click();
    await avviso.waitFor({ state: 'detached' });
    await page
      .getByText(/VIII\.1/)
      .first()
      .waitFor();
    assertClean();
  });
});
