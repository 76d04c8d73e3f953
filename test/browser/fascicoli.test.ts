import assert from 'node:assert/strict';
import type { FascicoloRisposta } from '../../schemas/fascicolo.api.js';
import { filePdf, useHarness } from '../support/harness.js';
import { competenza, entrata, uscita } from '../integration/protocollo/richieste.js';
import { assertAccessible, assertNoSideScroll, useNavigatore } from './ambiente.js';
import { MISURE, watch } from './pagine.js';

describe('the pages of the fascicoli', function () {
  this.timeout(90_000);
  const harness = useHarness('pagine fascicoli');
  const navigatore = useNavigatore();
  const opened = async (oggetto: string): Promise<FascicoloRisposta> => {
    const answer = await harness
      .post('/fascicoli', 'responsabile')
      .send({ oggetto, tipo: 'affare', classifica: 'VI.3.1', uo: 'U410' })
      .expect(201);
    return answer.body as FascicoloRisposta;
  };

  it('a fascicolo is opened from a document by keys, the document is in it, what blocks its closing is told', async () => {
    const altro = await opened('Agibilità del capannone in via Grande');
    const made = await harness.registered(
      'protocollo',
      entrata({
        classifica: 'VI.3',
        oggetto: 'Domanda di permesso di costruire in via dei Salici',
        assegnazioni: [competenza('U410')],
      }),
    );
    const page = await navigatore.signedIn(harness, 'responsabile', `/registrazioni/${made.anno}/${made.numero}`);
    const { assertClean } = watch(page);
    await page
      .getByRole('button', { name: /Classifica/ })
      .first()
      .waitFor();
    await page.keyboard.press('f');
    await page.getByRole('button', { name: new RegExp(altro.codice.replace('/', '\\/')) }).waitFor();
    await assertAccessible(page, 'fascicola');
    await page.getByRole('button', { name: 'Apri un fascicolo nuovo' }).click();
    await page.getByRole('heading', { name: 'Apri un fascicolo' }).waitFor();
    await page.getByLabel('Tipo').selectOption('procedimento');
    await assertAccessible(page, 'apri');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: /Metti in 2026-VI\/3\.2/ }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('link', { name: /2026-VI\/3\.2/ }).click();
    const riga = page.getByRole('treeitem', { name: /^0000001 E Domanda/ });
    await riga.waitFor();
    await page.getByText('aspetta di essere preso in carico').waitFor();
    for (const misura of Object.values(MISURE)) {
      await page.setViewportSize(misura);
      await assertNoSideScroll(page);
    }
    await page.setViewportSize(MISURE.portatile);
    await assertAccessible(page, 'fascicolo');
    await page.keyboard.press('z');
    await page.getByRole('heading', { name: /^Chiudere 2026-VI\/3\.2/ }).waitFor();
    await page
      .getByText(/^Che cosa impedisce la chiusura: [1-9]/)
      .last()
      .waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'Eventi' }).click();
    await page.getByText('Entra').waitFor();
    assertClean();
  });

  it('a document is moved to a part by keys and by hand; many are filed at once; the list sorts and filters', async () => {
    const f = await opened('Ampliamento della scuola di via Stazione');
    const uscite = [
      await harness.registered(
        'istruttore',
        uscita({ classifica: 'VI.3', fascicolo: f.id, oggetto: 'Avvio del procedimento' }),
      ),
      await harness.registered('istruttore', uscita({ classifica: 'VI.3', oggetto: 'Richiesta di integrazioni' })),
      await harness.registered('istruttore', uscita({ classifica: 'VI.3', oggetto: 'Richiesta di parere' })),
    ];
    const page = await navigatore.signedIn(harness, 'istruttore', '/scrivania/senza-fascicolo');
    const { assertClean } = watch(page);
    for (const { numero } of uscite.slice(1))
      await page.getByRole('checkbox', { name: new RegExp(`${numero}$`) }).check();
    await page.getByRole('button', { name: /Fascicola le 2 scelte/ }).click();
    await page.getByLabel('Fascicolo', { exact: true }).fill(f.codice);
    await page.getByRole('option', { name: /Ampliamento della scuola/ }).click();
    await page.getByRole('button', { name: `Metti in ${f.codice}` }).click();
    await page.getByText(`2 documenti nel fascicolo ${f.codice}.`).waitFor();

    await page.keyboard.press('g');
    await page.keyboard.press('f');
    await page.getByRole('row', { name: /Ampliamento della scuola/ }).waitFor();
    await assertAccessible(page, 'elenco');
    await page.getByRole('columnheader', { name: 'Oggetto' }).getByRole('button').click();
    assert.match(page.url(), /ordine=oggetto/);
    await page.getByLabel('Cerca per codice, oggetto o intestatario').fill('scuola');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=scuola/);
    await page.getByRole('row', { name: /Ampliamento della scuola/ }).dblclick();

    const avvio = page.getByRole('treeitem', { name: /Avvio del procedimento/ });
    await avvio.waitFor();
    await page.getByRole('treeitem').first().focus();
    await page.keyboard.press('Shift+N');
    await page.getByLabel('Oggetto', { exact: true }).fill('Pareri');
    await page.keyboard.press('Control+Enter');
    const parte = page.getByRole('treeitem', { name: new RegExp(`${f.codice}\\.1`) });
    await parte.waitFor();
    await page.getByRole('treeitem', { name: /Richiesta di parere/ }).dragTo(parte);
    await page.getByRole('heading', { name: /^Sposta n\./ }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText(`spostato in ${f.codice}.1.`).waitFor();
    await avvio.focus();
    await page.keyboard.press('m');
    await page.getByLabel('Nel fascicolo').fill('Pareri');
    await page.getByRole('option', { name: /Pareri/ }).click();
    await page.getByLabel('Motivo').fill('atto della fase dei pareri');
    await page.keyboard.press('Control+Enter');
    await page.getByText(`n. ${String(uscite[0]?.numero).padStart(7, '0')} spostato in`).waitFor();
    await parte.getByText('2 documenti').waitFor();

    const { bytes } = filePdf('relazione');
    await harness
      .post(`/fascicoli/${f.id}/documenti`, 'istruttore')
      .field('oggetto', 'Relazione istruttoria')
      .attach('documento', bytes, 'relazione.pdf')
      .expect(201);
    await page.reload();
    const relazione = page.getByRole('treeitem', { name: /Relazione istruttoria/ });
    await relazione.focus();
    await page.keyboard.press('Enter');
    await page
      .getByLabel('Nuova versione')
      .setInputFiles({ name: 'relazione-2.pdf', mimeType: 'application/pdf', buffer: filePdf('seconda').bytes });
    await page.keyboard.press('Control+Enter');
    await relazione.getByText('2 versioni').click();
    await page.getByRole('button', { name: 'Metadati della versione 1' }).click();
    await page.getByRole('region', { name: 'Metadati della versione 1' }).getByText('Allegato 5').waitFor();
    await assertAccessible(page, 'versioni');
    assertClean();
  });
});
