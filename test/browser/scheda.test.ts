import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { RegistrazioneRisposta } from '../../schemas/registrazione-risposta.api.js';
import { buildRichiesta } from '../support/factories.js';
import { type Account, at, filePdf, useHarness } from '../support/harness.js';
import { assertAccessible, assertNoSideScroll, LETTERA, useNavigatore } from './ambiente.js';
import { MISURE, watch } from './pagine.js';

const esito = (page: Page, words: RegExp) => page.getByRole('status').filter({ hasText: words });
const campo = (page: Page, nome: string) => page.getByRole('dialog').getByLabel(nome, { exact: true });

describe('the page of a registration', function () {
  this.timeout(60_000);
  const harness = useHarness('pagina scheda');
  const navigatore = useNavigatore();

  const register = (over: Parameters<typeof buildRichiesta>[0] = {}, allegare = {}): Promise<RegistrazioneRisposta> =>
    harness.registered('protocollo', buildRichiesta(over), allegare);
  const read = async (di: RegistrazioneRisposta, account: Account = 'rgd'): Promise<RegistrazioneRisposta> =>
    (await harness.get(at(di), account).expect(200)).body as RegistrazioneRisposta;
  const open = async (di: RegistrazioneRisposta, utente: Account = 'rgd'): Promise<Page> => {
    const page = await navigatore.signedIn(harness, utente, at(di));
    await page.getByRole('region', { name: 'Dati della registrazione' }).waitFor();
    return page;
  };

  it('shows the document, the data, the files with their hashes, the chain in a sentence', async () => {
    const di = await register(
      { protocolloMittente: { numero: '214/2026' } },
      { allegati: [filePdf('Relazione', 'relazione.pdf')] },
    );
    const page = await open(di);
    const { assertClean } = watch(page);
    await page.locator('iframe[title="Documento lettera.pdf"]').waitFor();
    await page.getByText('Integra e al suo posto nel registro').waitFor();
    const dati = page.getByRole('region', { name: 'Dati della registrazione' });
    for (const words of ['Impresa Scavi Nord S.r.l.', '214/2026', di.segnatura, 'File: 1 documento, 1 allegato']) {
      await dati.getByText(words).first().waitFor();
    }
    await dati.locator(`[title="SHA-256 ${di.documento?.sha256 ?? ''}"]`).waitFor();
    await page.getByRole('button', { name: 'relazione.pdf' }).click();
    await page.locator('iframe[title="Allegato relazione.pdf"]').waitFor();
    await assertAccessible(page, 'scheda');
    for (const misura of Object.values(MISURE)) {
      await page.setViewportSize(misura);
      await assertNoSideScroll(page);
    }
    await assertAccessible(page, 'scheda su tavoletta');
    assertClean();
  });

  it('is answered by one key: everything is there but the document, and each then names the other', async () => {
    const di = await register();
    const page = await open(di, 'protocollo');
    await page.getByRole('button', { name: 'Rispondi' }).waitFor();
    await page.keyboard.press('u');
    await page.waitForURL(/flusso=U.*risponde=/);
    const oggetto = page.getByLabel('Oggetto', { exact: true });
    await page.getByRole('button', { name: /^Registra e prossimo/ }).waitFor();
    await page.getByText('Impresa Scavi Nord S.r.l.').first().waitFor();
    assert.match(await oggetto.inputValue(), new RegExp(`^Riscontro a prot\\. n\\. 0*${di.numero} del `));
    await page.setInputFiles('input[type=file]', LETTERA);
    await page.getByText('Pronta da registrare').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/registrata=/);
    const [, numero] = /registrata=\d+-(\d+)/.exec(page.url()) ?? [];
    const risposta = (await harness.get(`/registrazioni/${di.anno}/${numero ?? ''}`, 'rgd').expect(200))
      .body as RegistrazioneRisposta;
    assert.deepEqual(risposta.risponde, { anno: di.anno, numero: di.numero });
    await page.goto(page.url().replace(/\/protocollo.*/, at(di)));
    await page.getByRole('heading', { name: 'Risposte: 1' }).waitFor();
    await assertAccessible(page, 'scheda con risposte');
  });

  it('is annulled by the RGD by keys alone, and stays readable', async () => {
    const di = await register();
    const page = await open(di);
    await page.getByRole('button', { name: 'Annulla…' }).waitFor();
    await page.keyboard.press('z');
    await page.getByRole('dialog', { name: /Annullare n\./ }).waitFor();
    await assertAccessible(page, 'annullamento');

    await page.keyboard.press('Control+Enter');
    await page.locator('[aria-invalid="true"]:focus').waitFor(); // a reason is wanted
    await assertAccessible(page, 'annullamento senza motivo');
    await page.keyboard.type('Registrata due volte per errore');
    await page.keyboard.press('Control+Enter');

    await esito(page, /è annullata/).waitFor();
    await page.getByText('ANNULLATO il').waitFor();
    await page.getByText(di.oggetto).first().waitFor();
    assert.equal(await page.getByRole('button', { name: 'Annulla…' }).count(), 0);
    await assertAccessible(page, 'annullata');
    const annullata = await read(di);
    assert.equal(annullata.stato, 'annullata');
    assert.equal(annullata.annullamento?.motivo, 'Registrata due volte per errore');
  });

  it('has its annulment asked by the protocol office, denied by the RGD, asked again and granted', async () => {
    const di = await register();
    const ask = async (motivo: string): Promise<void> => {
      const page = await open(di, 'protocollo');
      await page.getByRole('button', { name: 'Chiedi l’annullamento…' }).click();
      await campo(page, 'Motivo').fill(motivo);
      await page.keyboard.press('Control+Enter');
      await esito(page, /chiesto/).waitFor();
    };
    await ask('Il mittente è un altro');
    assert.equal((await read(di)).stato, 'annullamento-richiesto');

    let page = await open(di);
    await page.getByText('È stato chiesto l’annullamento.').waitFor();
    await page.getByText(/Operatore di protocollo, .*: «Il mittente è un altro»/).waitFor();
    await assertAccessible(page, 'annullamento chiesto');
    await page.getByRole('button', { name: 'Nega l’annullamento' }).click();
    await campo(page, 'Motivo').fill('Basta rinnovare il mittente');
    await page.keyboard.press('Control+Enter');
    await esito(page, /negato/).waitFor();
    assert.equal((await read(di)).stato, 'valida');

    await ask('È proprio sbagliata');
    page = await open(di);
    await page.getByRole('button', { name: /Concedi e annulla/ }).click();
    await campo(page, 'Motivo').fill('Accolta');
    await page.keyboard.press('Control+Enter');
    await esito(page, /è annullata/).waitFor();
    assert.equal((await read(di)).stato, 'annullata');
  });

  it('tells by name and account who did what, and asks each name once', async () => {
    const di = await register({ riservatezza: { livello: 'riservata', utenti: ['istruttore'] } });
    await harness
      .post(`${at(di)}/assegnazioni`, 'rgd')
      .set('X-Motivo-Accesso', 'la si assegna')
      .send({ assegnazioni: [{ uo: 'U410', tipo: 'competenza', utente: 'istruttore' }] })
      .expect(200);
    const chiesti: string[] = [];
    const page = await navigatore.signedIn(harness, 'istruttore', '/scrivania');
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      if (pathname === '/api/v1/persone/nomi') chiesti.push(...(searchParams.get('utenti') ?? '').split(','));
    });
    await page.goto(new URL(at(di), page.url()).toString());
    const storia = page.getByRole('region', { name: 'Chi, che cosa, quando' });
    await storia.getByText('· Operatore di protocollo (protocollo)').waitFor();
    await storia.getByText('· Responsabile Settore 1 (rgd)').waitFor();
    await storia.getByText('competenza, Istruttore Edilizia privata (istruttore)').waitFor();
    const dati = page.getByRole('region', { name: 'Dati della registrazione' });
    await dati.getByText('Riservata a Istruttore Edilizia privata (istruttore)').waitFor();
    assert.equal(await dati.locator('[title="protocollo"]').textContent(), 'Operatore di protocollo');
    assert.deepEqual(chiesti.toSorted(), ['istruttore', 'protocollo', 'rgd']);
    await assertAccessible(page, 'storia con i nomi');
  });

  it('has a datum renewed, the old one struck beside it', async () => {
    const di = await register({ oggetto: 'Permesso di costruire, mapp. 202' });
    const page = await open(di);
    await page.getByRole('button', { name: 'Rinnova un dato' }).click();
    await assertAccessible(page, 'rinnovo');
    await campo(page, 'Valore giusto').fill('Permesso di costruire, mapp. 220');
    await campo(page, 'Motivo').fill('mappale letto male');
    await page.keyboard.press('Control+Enter');
    await esito(page, /Dato rinnovato/).waitFor();
    const dati = page.getByRole('region', { name: 'Dati della registrazione' });
    await dati.locator('ins', { hasText: 'mapp. 220' }).waitFor();
    await dati.locator('del', { hasText: 'mapp. 202' }).waitFor();
    await page.getByText('1 dato rinnovato').waitFor();
    await assertAccessible(page, 'dato rinnovato');
    assert.equal((await read(di)).rinnovi[0]?.vecchio, 'Permesso di costruire, mapp. 202');
  });

  it('has a subject renewed, searched or written anew', async () => {
    const di = await register();
    const page = await open(di);
    await page.keyboard.press('m');
    await campo(page, 'Dato').selectOption('mittenti');
    await page.getByRole('button', { name: /^Togli Impresa/ }).click();
    await page.keyboard.type('Bottega del Lago S.r.l.');
    await page.getByRole('option', { name: /Aggiungi/ }).click();
    await page.getByRole('button', { name: /^Aggiungi/ }).click();
    await page.getByRole('button', { name: 'Togli Bottega del Lago S.r.l.' }).waitFor();
    await assertAccessible(page, 'rinnovo del mittente');
    await campo(page, 'Motivo').fill('mittente letto male');
    await page.keyboard.press('Control+Enter');
    await esito(page, /Dato rinnovato/).waitFor();
    assert.equal((await read(di)).mittenti[0]?.['denominazione'], 'Bottega del Lago S.r.l.');
  });

  it('tells that a colleague changed it meanwhile, keeps what was typed, saves at the second press', async () => {
    const di = await register({ oggetto: 'Prima stesura' });
    const page = await open(di);
    await page.keyboard.press('m');
    await campo(page, 'Valore giusto').fill('Stesura mia');
    await campo(page, 'Motivo').fill('motivo mio');
    await harness
      .patch(at(di), 'vicario', di.versione)
      .send({ motivo: 'motivo altrui', note: 'Nota del vicario' })
      .expect(200);
    await page.keyboard.press('Control+Enter');
    const avviso = page.getByRole('alert').filter({ hasText: 'Un collega ha cambiato questa scheda' });
    await avviso.getByText('Nota del vicario').waitFor();
    await avviso.getByText('(Responsabile Ufficio protocollo)').waitFor();
    assert.equal(await avviso.locator('[title="vicario"]').textContent(), 'Responsabile Ufficio protocollo');
    await assertAccessible(page, 'cambiata da un collega');
    assert.equal(await campo(page, 'Valore giusto').inputValue(), 'Stesura mia');
    await page.keyboard.press('Control+Enter');
    await esito(page, /Dato rinnovato/).waitFor();
    const saved = await read(di);
    assert.deepEqual([saved.oggetto, saved.note], ['Stesura mia', 'Nota del vicario']);
  });

  it('asks for a correction where one may not decide', async () => {
    const di = await register();
    const page = await open(di, 'protocollo');
    await page.getByRole('button', { name: 'Altro' }).click();
    await page.getByRole('button', { name: 'Chiedi una rettifica' }).click();
    await campo(page, 'Valore giusto').fill('Richiesta di accesso agli atti del concorso');
    await campo(page, 'Motivo').fill('oggetto letto male');
    await page.keyboard.press('Control+Enter');
    await esito(page, /Rettifica .* chiesta/).waitFor();
    await page.getByText('Rettifica chiesta, oggetto').waitFor();
    assert.equal((await read(di)).oggetto, di.oggetto);
  });

  it('goes from the protocol office to an office by keys, is taken in charge, classified, refused', async () => {
    const di = await register({ destinatari: [] });
    let page = await open(di, 'protocollo');
    await page.getByText('Nessun ufficio').waitFor();
    await page.keyboard.press('a');
    await page
      .getByRole('combobox', { name: /Per competenza/ })
      .and(page.locator(':focus'))
      .waitFor();
    await page.keyboard.type('edil');
    await page.getByRole('option', { name: /U410/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Togli U410/ }).waitFor();
    await assertAccessible(page, 'assegnazione');
    await page.keyboard.press('Control+Enter');
    await esito(page, /assegnata/).waitFor();

    page = await open(di, 'istruttore');
    await page.getByRole('button', { name: 'Prendi in carico' }).waitFor();
    await page.keyboard.press('p');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Control+Enter');
    await esito(page, /in carico/).waitFor();
    await page.getByText(/In carico dal/).waitFor();

    await page.keyboard.press('c');
    await page.getByRole('combobox', { name: /Voce/ }).and(page.locator(':focus')).waitFor();
    await page.keyboard.type('6.3');
    await page.getByRole('option', { name: /VI\.3 Edilizia privata/ }).waitFor();
    await page.keyboard.press('Enter');
    await assertAccessible(page, 'classificazione');
    await page.keyboard.press('Control+Enter');
    await esito(page, /classificata/).waitFor();

    await page.keyboard.press('r');
    await campo(page, 'Motivo').fill('Spetta alla viabilità');
    await assertAccessible(page, 'rifiuto');
    await page.keyboard.press('Control+Enter');
    await esito(page, /tornata al protocollo/).waitFor();
    const after = await read(di);
    assert.equal(after.classifica?.codice, 'VI.3');
    assert.ok(!after.assegnazioni.some(({ uo, tipo }) => uo === 'U410' && tipo === 'competenza'));
  });

  it('takes the scan that was missing, and attachments', async () => {
    const di = await register({ mezzo: 'sportello' }, { documento: null });
    const page = await open(di, 'protocollo');
    await page.getByRole('heading', { name: 'Attende la scansione' }).waitFor();
    await assertAccessible(page, 'senza documento');
    await page.keyboard.press('i');
    await page.getByLabel(/Documento che mancava/).setInputFiles(LETTERA);
    await campo(page, 'Motivo').fill('scansione dell’originale');
    await assertAccessible(page, 'integrazione');
    await page.keyboard.press('Control+Enter');
    await esito(page, /integrata/).waitFor();
    await page.locator('iframe[title="Documento lettera.pdf"]').waitFor();
    assert.equal((await read(di)).documento?.nome, 'lettera.pdf');
  });

  it('has note, mezzo, tipologia and riservatezza changed with a trace', async () => {
    const di = await register({ assegnazioni: [{ uo: 'U410', tipo: 'competenza' }] });
    const page = await open(di, 'protocollo');
    await page.keyboard.press('v');
    await campo(page, 'Note (facoltativo)').fill('Chiede risposta per PEC');
    await campo(page, 'Mezzo').selectOption('email');
    await campo(page, 'Motivo').fill('dati incompleti');
    await assertAccessible(page, 'modifica');
    await page.keyboard.press('Control+Enter');
    await esito(page, /modificata/).waitFor();
    const after = await read(di);
    assert.deepEqual([after.note, after.mezzo], ['Chiede risposta per PEC', 'email']);
    await page.getByText('Mezzo:').waitFor();
  });

  it('opens what is reserved only with a reason, and is not there for the others', async () => {
    const riservatezza = { livello: 'riservata' as const, uo: ['U310'] };
    const assegnazioni = [{ uo: 'U310', tipo: 'competenza' as const }];
    const di = await register({ riservatezza, assegnazioni, oggetto: 'Relazione di servizio' });
    const page = await navigatore.signedIn(harness, 'rgd', at(di));
    await page.getByRole('heading', { name: /è riservata/ }).waitFor();
    await assertAccessible(page, 'motivo di accesso');
    await page.keyboard.type('verifica della segnalazione n. 12');
    await page.keyboard.press('Enter');
    await page.getByText('Relazione di servizio').first().waitFor();
    await page.locator('iframe[title="Documento lettera.pdf"][src^="blob:"]').waitFor();
    await assertAccessible(page, 'riservata aperta');

    const other = await navigatore.signedIn(harness, 'istruttore', at(di));
    await other.getByRole('heading', { name: /Nessuna registrazione/ }).waitFor();
    await assertAccessible(other, 'registrazione assente');
  });

  it('has its history and further deeds at hand on a narrow screen', async () => {
    const di = await register();
    const page = await open(di);
    await page.setViewportSize(MISURE.stretta);
    const storia = page.getByRole('region', { name: 'Garanzie e storia' });
    await storia.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Storia' }).click();
    await storia.getByText('Registrata').waitFor();
    await page.keyboard.press('Escape');
    await storia.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Altro' }).click();
    await assertAccessible(page, 'altre azioni');
    await page.getByRole('button', { name: 'Integra con un file' }).click();
    await page.getByRole('dialog', { name: /Integra/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });
});
