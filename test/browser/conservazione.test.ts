import assert from 'node:assert/strict';
import type { RigaVersamento } from '../../schemas/versamento.api.js';
import type { DepsConservazione } from '../../server/conservazione/deps.js';
import { lavoraLinea, sweepConservazione } from '../../server/conservazione/sweep.js';
import { ensureConservazione } from '../../server/demo/conservazione.js';
import { AOO } from '../../server/demo/ente.js';
import { readConfig } from '../../server/lib/config.js';
import { createLogger } from '../../server/lib/logger.js';
import { createStore } from '../../storage/create-store.js';
import { entrata, MOTIVO } from '../integration/protocollo/richieste.js';
import { filePdf, useHarness } from '../support/harness.js';
import { environmentOf } from '../support/processi.js';
import { type SimulatoreDiProva, startSimulatore } from '../support/simulatore.js';
import { assertAccessible, assertNoSideScroll, assertWholeTable, useNavigatore } from './ambiente.js';
import { MISURE } from './pagine.js';

const ADESSO = '2026-03-02T09:00:00+01:00';
const PRONTO = { state: 'visible' } as const;

describe('the archivist’s morning: what was refused is mended, and what is conserved is seen', function () {
  this.timeout(120_000);
  const env: NodeJS.ProcessEnv = {};
  let simulatore: SimulatoreDiProva;
  before(async () => {
    simulatore = await startSimulatore({ adesso: () => here.now() });
    Object.assign(env, {
      PARER_URL: simulatore.url,
      PARER_UTENTE: simulatore.utente,
      PARER_PASSWORD: simulatore.password,
    });
  });
  after(() => simulatore.ferma());
  const here = useHarness('pagina-conservazione', { adesso: ADESSO, env });
  const navigatore = useNavigatore();
  let deps: DepsConservazione;

  /** What the worker does in a turn: prepares what is due, sends what waits. */
  const lavora = async (): Promise<void> => {
    const { signal } = new AbortController();
    await sweepConservazione(deps, signal);
    await lavoraLinea(deps, AOO.codice, 'parer', signal);
  };
  const versamenti = async (): Promise<RigaVersamento[]> =>
    ((await here.get('/versamenti?limite=200', 'archivista').expect(200)).body as { elementi: RigaVersamento[] })
      .elementi;
  const statoDi = async (numero: number): Promise<string | undefined> =>
    (await versamenti()).find(({ riferimento }) => riferimento === `2026/${numero}`)?.stato;

  before(async () => {
    const config = readConfig(environmentOf({ database: here.database, env }));
    const store = await createStore(config.storage);
    deps = { clock: { now: () => here.now() }, store, config, log: createLogger('silent', 'test') };
    await ensureConservazione(2026);
    const registrazioni = [];
    for (const nome of [
      'segnalazione.pdf',
      'tavola.pdf',
      'relazione.pdf',
      'planimetria.pdf',
      'buona.pdf',
      'sciolta.pdf',
    ]) {
      const { anno, numero } = await here.registered('rgd', entrata({ classifica: 'VI.3' }), {
        documento: filePdf(nome, nome),
      });
      registrazioni.push({ anno, numero });
    }
    const richiesta = { oggetto: 'Edilizia in via dei Salici', tipo: 'affare', classifica: 'VI.3', uo: 'U410' };
    const { id } = (await here.post('/fascicoli', 'rgd').send(richiesta).expect(201)).body as { id: string };
    await here
      .post(`/fascicoli/${id}/documenti`, 'rgd')
      .send({ registrazioni: registrazioni.slice(0, 5) })
      .expect(201);
    const esito = (numero: string, codice: string, messaggio: string) =>
      ({ tipo: 'esito', quando: { numero }, parametri: { codice, messaggio } }) as const;
    simulatore.guasti.aggiungi(
      esito('0000001', 'FORMATO-001-001', 'segnalazione.pdf: formato rilevato JPEG'),
      esito('0000002', 'FORMATO-001-001', 'tavola.pdf: formato rilevato TIFF'),
      esito('0000003', 'FIRMA-004-001', 'relazione.pdf: certificato scaduto'),
      { tipo: 'chiaveOccupata', quando: { numero: '0000004' } },
    );
    await lavora();
    assert.deepEqual(await Promise.all([1, 2, 3, 4, 5].map(statoDi)), [
      'rifiutato',
      'rifiutato',
      'rifiutato',
      'conflitto',
      'accettato-con-avvisi',
    ]);
  });

  it('refusals are mended by keys, a group at once; what was mended is accepted', async () => {
    const page = await navigatore.signedIn(here, 'archivista', '/conservazione');
    await page.getByRole('row', { name: /segnalazione\.pdf è in realtà/ }).waitFor(PRONTO);
    await page.getByRole('heading', { name: /Copertura del 2026/ }).waitFor(PRONTO);
    await assertAccessible(page, 'the desk');
    await assertNoSideScroll(page);
    await page.keyboard.press('Space');
    await page.keyboard.press('j');
    await page.keyboard.press('Space');
    await page.getByText('2 scelti').waitFor(PRONTO);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Correggi e reinvia: 2 pacchetti' }).waitFor(PRONTO);
    await assertAccessible(page, 'formats are corrected');
    await page.keyboard.press('Control+Enter');
    await page.getByText('2 reinviati.').waitFor(PRONTO);

    // the one that is left is the next
    await page.getByRole('row', { name: /relazione\.pdf/ }).waitFor(PRONTO);
    await page.getByRole('row', { name: /segnalazione\.pdf è in realtà/ }).waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: /Forza e reinvia: n\. 0000003/ }).waitFor(PRONTO);
    await page.keyboard.press('Control+Enter');
    await page
      .getByText(/Qualcosa è da correggere|almeno 5|motivo/i)
      .first()
      .waitFor(PRONTO);
    await page.getByRole('textbox', { name: 'Motivo' }).fill(MOTIVO);
    await assertAccessible(page, 'a fault is forced');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Reinviato.', { exact: true }).waitFor(PRONTO);
    await page.getByText('Nessun pacchetto rifiutato.').waitFor(PRONTO);
    await lavora();
    assert.deepEqual(
      (await Promise.all([1, 2, 3].map(statoDi))).map((stato) => stato?.startsWith('accettato')),
      [true, true, true],
    );

    await page.goto(new URL('/conservazione?coda=accettati', page.url()).toString());
    await page.getByRole('row', { name: /0000005/ }).waitFor(PRONTO);
    for (const misura of [MISURE.portatile, { width: 1280, height: 720 }, MISURE.stretta]) {
      await page.setViewportSize(misura);
      await assertWholeTable(page, '.conservazione-pila .scorre');
    }
    await page.keyboard.press('d');
    await assertAccessible(page, 'the drawer');
    await assertNoSideScroll(page);
    await page.keyboard.press('o');
    await page.getByRole('tab', { name: 'Rapporto' }).waitFor(PRONTO);
    await page.keyboard.press('Escape');
    await page.waitForURL(/coda=accettati/);
  });

  it('a conflict is compared and decided; a package is read; the lines are stopped and started', async () => {
    const conflitto = (await versamenti()).find(({ stato }) => stato === 'conflitto');
    assert.ok(conflitto !== undefined);
    const page = await navigatore.signedIn(here, 'archivista', `/conservazione/${conflitto.id}?vista=confronto`);
    await page
      .getByRole('row', { name: /Diverso/ })
      .first()
      .waitFor(PRONTO);
    await assertAccessible(page, 'a conflict compared');
    for (const [tasto, vista] of [
      ['3', 'risposte'],
      ['2', 'indice'],
      ['1', 'contenuto'],
    ] as const) {
      await page.keyboard.press(tasto);
      await page.getByRole('tab', { name: new RegExp(vista, 'i'), selected: true }).waitFor(PRONTO);
      if (vista !== 'contenuto') await page.getByRole('button', { name: 'Nomi e valori' }).waitFor(PRONTO);
      if (vista === 'indice') await assertAccessible(page, vista);
    }
    await page.keyboard.press('v');
    await page.getByRole('dialog', { name: /Decidi/ }).waitFor(PRONTO);
    await page.getByRole('textbox', { name: 'Motivo' }).fill(MOTIVO);
    await assertAccessible(page, 'a decision');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Deciso.', { exact: true }).waitFor(PRONTO);
    assert.equal(await statoDi(4), 'rifiutato');

    await page.goto(new URL('/registrazioni/2026/5', page.url()).toString());
    const sezione = page.getByRole('region', { name: 'Conservazione' });
    await sezione.getByText(/Rapporto di versamento del/).waitFor(PRONTO);
    await sezione.getByRole('link', { name: 'Versamento' }).click();
    await page.getByText('Chiave e impronte sono quelle inviate').waitFor(PRONTO);
    await page.getByRole('tab', { name: 'Rapporto' }).click();
    await page.getByText('Data del rapporto di versamento').waitFor(PRONTO);
    await assertAccessible(page, 'a receipt');

    await page.goto(new URL('/conservazione', page.url()).toString());
    await page.getByRole('button', { name: 'Metti in pausa' }).click();
    await page.getByRole('textbox', { name: 'Motivo' }).fill('manutenzione annunciata');
    await page.keyboard.press('Control+Enter');
    await page.getByText(/in pausa dal/).waitFor(PRONTO);
    await assertAccessible(page, 'a line in pause');
  });

  it('who administers sees the lines and the integrity, and nothing of any document', async () => {
    const page = await navigatore.signedIn(here, 'admin', '/conservazione/linee');
    await page.getByRole('row', { name: /In pausa/ }).waitFor(PRONTO);
    await page.getByRole('heading', { name: 'Integrità dei file e delle catene' }).waitFor(PRONTO);
    await assertAccessible(page, 'the lines');
    await assertNoSideScroll(page);
    assert.equal(await page.getByRole('button', { name: /Riprendi/ }).count(), 0);
    await page.goto(new URL('/conservazione', page.url()).toString());
    await page.getByText('Questa pagina è di chi risponde della conservazione').waitFor(PRONTO);
  });
});
