import assert from 'node:assert/strict';
import { SalvataggioModel } from '../../schemas/salvataggio.model.js';
import { useHarness } from '../support/harness.js';
import { assertAccessible, assertNoSideScroll, failing, useNavigatore } from './ambiente.js';
import { MISURE, watch } from './pagine.js';

const MINUTE_MS = 60_000;
/** So many minutes ago, by the clock of the machine: a backup is a thing of the machine. */
const fa = (minuti: number): Date => new Date(Date.now() - minuti * MINUTE_MS);

describe('the page of the backups', function () {
  this.timeout(60_000);
  const here = useHarness('pagina salvataggi');
  const navigatore = useNavigatore();
  const aggiungi = (...tentativi: object[]) => SalvataggioModel.create(tentativi);

  it('before the first one: why the data have no copy, and what to do', async () => {
    const page = await navigatore.signedIn(here, 'admin', '/salvataggi');
    const { assertClean } = watch(page);
    await page.getByRole('heading', { name: 'Nessun salvataggio' }).waitFor();
    await page.getByText(/variabile BACKUP_DIR/).waitFor();
    await assertAccessible(page, 'no backups');
    assertClean();
  });

  it('each with its outcome, its sums and its cause; sorted and filtered; seen whole on a tablet', async () => {
    const sums = { registrazioni: 12_345, documenti: 90_000, file: 23_456, fileNuovi: 12, fileRiletti: 781 };
    await aggiungi(
      { stato: 'riuscito', inizio: fa(3_000), fine: fa(2_997), cartella: '2026-02-28T02-30-00', ...sums },
      { stato: 'interrotto', inizio: fa(1_600), fine: fa(1_590), errore: 'Il processo si è fermato prima della fine.' },
      { stato: 'fallito', inizio: fa(100), fine: fa(99), errore: 'Manca lo spazio nella cartella dei salvataggi' },
      { stato: 'in-corso', inizio: fa(1), battito: fa(0), lucchetto: 1 },
    );
    const page = await navigatore.signedIn(here, 'rgd', '/salvataggi');
    const { assertClean } = watch(page);
    const righe = page.getByRole('table', { name: /Salvataggi/ }).getByRole('row');
    await page.getByRole('row', { name: /riuscito e verificato.*3 min 0 s.*12\.345/ }).waitFor();
    await page.getByRole('row', { name: /in corso/ }).waitFor();
    assert.equal(await righe.count(), 5);
    await assertAccessible(page, 'backups');
    for (const misura of Object.values(MISURE)) {
      await page.setViewportSize(misura);
      await assertNoSideScroll(page);
    }
    await page.getByRole('searchbox', { name: /Filtra/ }).fill('spazio');
    await page.getByText('1 riga su 4').waitFor();
    await page.getByRole('searchbox', { name: /Filtra/ }).fill('nulla di simile');
    await page.getByText('Nessun salvataggio con queste parole.').waitFor();
    await assertAccessible(page, 'no backup with these words');
    assertClean();
  });

  it('where the list does not come it says so and asks again; who has no care of the system is told whose it is', async () => {
    const page = await navigatore.signedIn(here, 'rgd', '/scrivania');
    const restore = await failing(page, '**/api/v1/salvataggi');
    await page.goto(new URL('/salvataggi', page.url()).toString());
    await page.getByRole('heading', { name: 'L’elenco non si apre' }).waitFor();
    await assertAccessible(page, 'the backups do not come');
    await restore();
    await page.getByRole('button', { name: 'Riprova ora' }).click();
    await page.getByRole('row', { name: /riuscito e verificato/ }).waitFor();

    const other = await navigatore.signedIn(here, 'protocollo', '/salvataggi');
    await other.getByRole('heading', { name: 'Questa pagina è di chi cura il sistema' }).waitFor();
    await assertAccessible(other, 'backups of others');
  });
});
