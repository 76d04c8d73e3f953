import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buildRichiesta } from '../support/factories.js';
import { at, filePdf, useHarness } from '../support/harness.js';
import { assertAccessible, assertNoSideScroll, downloadBy, useNavigatore } from './ambiente.js';
import { MISURE } from './pagine.js';

describe('the papers in the pages', function () {
  this.timeout(60_000);
  const harness = useHarness('pagina carte');
  const navigatore = useNavigatore();

  it('are printed and downloaded by keys, and the format of the label is remembered', async () => {
    const one = await harness.registered('protocollo', buildRichiesta());
    const page = await navigatore.signedIn(harness, 'protocollo', at(one));
    await page.getByRole('region', { name: 'Dati della registrazione' }).waitFor();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url().split('/').at(-1) ?? ''));
    await page.keyboard.press('e');
    await page.locator('iframe.cornice-stampa[title^="Etichetta n. 0000001"]').waitFor({ state: 'attached' });
    await page.keyboard.press('Shift+E');
    await page.locator('iframe.cornice-stampa[title^="Ricevuta"]').waitFor({ state: 'attached' });
    const copia = await downloadBy(page, /^copia-2026-0000001\.pdf$/, () => page.keyboard.press('d'));
    assert.match((await readFile(await copia.path())).toString('latin1'), /^%PDF-/);
    await page.getByRole('button', { name: 'Carte' }).click();
    await assertAccessible(page, 'menu delle carte');
    await page.getByRole('button', { name: 'Etichetta 100 × 50 mm' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Carte' }).waitFor();
    const again = page.waitForRequest(/etichetta\.pdf\?formato=100x50/);
    await page.keyboard.press('e');
    await again;
    assert.ok(asked.includes('etichetta.pdf?formato=62x29'), asked.join(' '));
  });

  it('the public page compares a file in the browser, and works at every size', async () => {
    const documento = filePdf('Confronto');
    const one = await harness.registered('protocollo', buildRichiesta(), { documento });
    const { page } = navigatore;
    await page.goto(`${harness.nextWeb().url}/verifica/${one.anno}/${one.numero}/${one.catena.hash}`);
    await page.getByRole('heading', { name: 'Registrazione autentica' }).waitFor();
    for (const misura of Object.values(MISURE)) {
      await page.setViewportSize(misura);
      await assertNoSideScroll(page);
    }
    await assertAccessible(page, 'verifica');
    const file = path.join(os.tmpdir(), `confronto-${process.pid}.pdf`);
    const campo = page.getByLabel('Scegli il file');
    await writeFile(file, documento.bytes);
    await campo.setInputFiles(file);
    await page.getByText('È uno dei file registrati').waitFor();
    await writeFile(file, 'altro');
    await campo.setInputFiles(file);
    await page.getByText('Non è uno dei file registrati').waitFor();
    await assertAccessible(page, 'verifica, file diverso');
    await page.goto(`${harness.nextWeb().url}/verifica/2026/1`);
    await page.getByRole('heading', { name: 'Non trovato' }).waitFor();
    await assertAccessible(page, 'verifica, non trovato');
  });
});
