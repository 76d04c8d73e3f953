import assert from 'node:assert/strict';
import { saveAntivirus } from '../../schemas/esame-file.model.js';
import { buildP7m } from '../support/corpus/der.js';
import { buildPdfCon, xmp } from '../support/corpus/pdf.js';
import { buildDocx } from '../support/corpus/zip.js';
import { buildRichiesta } from '../support/factories.js';
import { at, filePdf, useHarness } from '../support/harness.js';
import { assertAccessible, assertNoSideScroll, useNavigatore } from './ambiente.js';

const JS = buildPdfCon('<< /S /JavaScript /JS (app.alert(1)) >>');
const MACRO = buildDocx(['ciao'], [{ nome: 'word/vbaProject.bin', bytes: 'x' }]);

describe('the formats of the files in the pages', function () {
  this.timeout(60_000);
  const harness = useHarness('pagina formati');
  const navigatore = useNavigatore();

  it('a registration tells in words what each file is, and shows nothing that acts or is infected', async () => {
    const di = await harness.registered('protocollo', buildRichiesta(), {
      documento: { nome: 'modulo.pdf', mime: 'application/pdf', bytes: JS },
      allegati: [
        { nome: 'lettera.docx', mime: 'application/octet-stream', bytes: MACRO },
        { nome: 'atto.pdf.p7m', mime: 'application/pkcs7-mime', bytes: buildP7m(buildPdfCon(xmp(2, 'B'))) },
        filePdf('infetto', 'infetto.pdf'),
      ],
    });
    await saveAntivirus(di.allegati[2]?.sha256 ?? '', { stato: 'infetto', minaccia: 'Eicar-Prova' }, new Date());
    const page = await navigatore.signedIn(harness, 'rgd', at(di));
    const dati = page.getByRole('region', { name: 'Dati della registrazione' });
    for (const words of [
      'Contiene JavaScript: si scarica soltanto.',
      'Contiene macro.',
      'file firmato (P7M) che contiene PDF, si dichiara PDF/A-2b (non verificato)',
      'In quarantena: l’antivirus vi ha trovato Eicar-Prova.',
    ])
      await dati.getByText(words).first().waitFor();
    const foglio = page.getByRole('region', { name: 'Documento' });
    await foglio.getByText('Contiene JavaScript').waitFor();
    assert.equal(await page.locator('iframe').count(), 0);
    await page.getByRole('button', { name: 'infetto.pdf' }).click();
    await foglio.getByText('In quarantena: ').waitFor();
    assert.equal(await foglio.getByRole('link').count(), 0, 'nothing to open or download');
    await assertAccessible(page, 'file in quarantena');
    await assertNoSideScroll(page);
  });

  it('the form tells at once what a chosen file may do', async () => {
    const page = await navigatore.signedIn(harness, 'protocollo', '/protocollo/nuova');
    await page
      .getByLabel('Documento: scegli il file')
      .setInputFiles({ name: 'modulo.pdf', mimeType: 'application/pdf', buffer: JS });
    await page.getByText('Contiene comandi o altri file: non si mostra qui.').waitFor();
    await page.getByText('Il file è intero e viene registrato così com’è.').waitFor();
    await assertAccessible(page, 'file attivo nel modulo');
  });
});
