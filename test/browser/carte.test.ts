import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { formatNumero as numero7 } from '../../server/protocollo/rules.js';
import { buildRichiesta } from '../support/factories.js';
import { at, filePdf, useHarness } from '../support/harness.js';
import { assertAccessible, assertNoSideScroll, downloadBy, dragOver, useNavigatore } from './ambiente.js';
import { MISURE } from './pagine.js';
import { untilPrinted, watchPrinter } from './stampante.js';

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

  it('are handed to the printer, each the one that was asked for, and the focus stays in the page', async () => {
    const one = await harness.registered('protocollo', buildRichiesta());
    const stampate = await watchPrinter(navigatore.contesto);
    const page = await navigatore.signedIn(harness, 'protocollo', at(one));
    await page.getByRole('region', { name: 'Dati della registrazione' }).waitFor();
    await page.keyboard.press('e');
    await untilPrinted(stampate, 1);
    await page.keyboard.press('Shift+E');
    await untilPrinted(stampate, 2);
    assert.deepEqual(
      stampate.map(({ titolo }) => titolo),
      [`Etichetta n. ${numero7(one.numero)}`, `Ricevuta n. ${numero7(one.numero)}`],
    );
    for (const { testo } of stampate) assert.match(testo, new RegExp(numero7(one.numero)));
    assert.equal(await page.locator('iframe.cornice-stampa:focus').count(), 0);
  });

  it('of a row of register and desk the label is printed by E, and what does not succeed is told', async () => {
    const [first, second] = [
      await harness.registered('protocollo', buildRichiesta({ oggetto: 'Prima riga da etichettare' })),
      await harness.registered('protocollo', buildRichiesta({ oggetto: 'Seconda riga da etichettare' })),
    ];
    const stampate = await watchPrinter(navigatore.contesto);
    const page = await navigatore.signedIn(harness, 'protocollo', '/registro');
    const row = ({ numero }: { numero: number }) => page.locator(`tr[data-riga="2026/${numero}"]`);
    const focused = page.locator(':focus');
    await row(second).and(focused).waitFor();
    await page.keyboard.press('j');
    await row(first).and(focused).waitFor();
    await page.keyboard.press('e');
    await untilPrinted(stampate, 1);
    assert.equal(stampate[0]?.titolo, `Etichetta n. ${numero7(first.numero)}`);
    await row(first).and(focused).waitFor();

    await page.goto(new URL('/scrivania/da-assegnare', page.url()).href);
    await row(second).focus();
    await page.keyboard.press('e');
    await untilPrinted(stampate, 2);
    assert.equal(stampate[1]?.titolo, `Etichetta n. ${numero7(second.numero)}`);
    assert.match(stampate[1].testo, new RegExp(numero7(second.numero)));

    await page.route('**/etichetta.pdf*', (route) => route.abort('connectionreset'));
    await page.keyboard.press('e');
    await page
      .getByRole('status')
      .getByText(`L’etichetta n. ${numero7(second.numero)} non è pronta.`)
      .waitFor();
    assert.equal(stampate.length, 2);
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

  it('the public page takes a file that is dropped on it, and on the page beside it', async () => {
    const documento = filePdf('Confronto per trascinamento');
    const one = await harness.registered('protocollo', buildRichiesta(), { documento });
    const { page } = navigatore;
    const address = `${harness.nextWeb().url}/verifica/${one.anno}/${one.numero}/${one.catena.hash}`;
    await page.goto(address);
    const zona = page.locator('#zona');
    await zona.waitFor();
    const dir = await mkdtemp(path.join(os.tmpdir(), 'verifica-'));
    const [stesso, altro] = ['stesso.pdf', 'altro.pdf'].map((nome) => path.join(dir, nome));
    assert.ok(stesso !== undefined && altro !== undefined);
    try {
      await writeFile(stesso, documento.bytes);
      await writeFile(altro, 'altro');
      const trascina = await dragOver(page, zona, stesso);
      await page.locator('#zona.sopra').waitFor();
      await trascina.lascia();
      await page.getByText('stesso.pdf: È uno dei file registrati').waitFor();
      assert.equal(await page.locator('#zona.sopra').count(), 0);

      await (await dragOver(page, page.getByRole('heading', { level: 1 }), altro)).lascia();
      await page.getByText('altro.pdf: Non è uno dei file registrati').waitFor();
      assert.equal(page.url(), address);
    } finally {
      await rm(dir, { recursive: true });
    }
  });
});
