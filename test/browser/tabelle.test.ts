import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Locator, Page } from 'playwright-core';
import { readRepertori } from '../../server/demo/repertori.js';
import { EDILE, entrata, uscita } from '../integration/protocollo/richieste.js';
import { useHarness } from '../support/harness.js';
import { assertAccessible, assertNoSideScroll, downloadBy, useNavigatore } from './ambiente.js';
import { MISURE } from './pagine.js';
import { CERCATE_DAL_SERVER, NON_ELENCHI, TABELLE, type TabellaDiPagina } from './tabelle.js';

const WEB = path.resolve(import.meta.dirname, '../../web');
/** A table with a shape of its own: one that is a `TabellaOrdinata` has all that is asked for by what it is. */
const PROPRIA = /<table[\s>]|<Tabella[\s>]/;
const DOVE_SI_ESPORTA = '.ordinata-barra, .conservazione-pila > header, .scrivania-elenco:not(.conservazione-centro)';

describe('every table is sorted, filtered, kept in the address, exported', function () {
  this.timeout(60_000);
  const here = useHarness('pagine-tabelle', { adesso: '2026-03-02T09:00:00+01:00' });
  const navigatore = useNavigatore();
  const fatti: Record<string, string> = {};

  before(async () => {
    for (const [oggetto, classifica] of [
      ['Istanza di accesso', 'VI.3'],
      ['Richiesta di un contributo', 'VI.5'],
      ['Segnalazione di una buca', 'VI.5'],
    ])
      await here.registered('protocollo', entrata({ oggetto, classifica }));
    await here.registered('istruttore', uscita({ oggetto: 'Risposta a un’istanza', classifica: 'VI.3' }));
    for (const oggetto of ['Accoglimento della richiesta', 'Motivi del diniego parziale'])
      await here.post('/bozze', 'istruttore').send({ oggetto, mezzo: 'pec', testo: 'Testo.' }).expect(201);
    await here
      .post('/configurazione/repertori/versioni', 'rgd')
      .send({ validoDal: '2026-03-02', motivo: 'Uffici che tengono i repertori', contenuto: readRepertori() })
      .expect(201);
    const made = async (url: string, utente: 'responsabile' | 'protocollo', body: object) =>
      ((await here.post(url, utente).send(body).expect(201)).body as { id: string }).id;
    fatti[':fascicolo'] = await made('/fascicoli', 'responsabile', {
      oggetto: 'Riqualificazione della piazza',
      tipo: 'affare',
      classifica: 'VI.3',
      uo: 'U410',
    });
    fatti[':corrispondente'] = await made('/corrispondenti', 'protocollo', {
      soggetto: { ...EDILE, domicilioDigitale: 'edile@pec.example' },
      fonteDomicilio: 'ini-pec',
      altriRecapiti: [{ tipo: 'email', valore: 'segreteria@edile.example', fonte: 'ini-pec' }],
    });
    await here.moveClock('2026-03-04T09:00:00+01:00');
  });

  /** The page of a table, with the answers that the test gives in the place of the server. */
  const opened = async ({ utente, percorso, risposte = {} }: TabellaDiPagina): Promise<Page> => {
    await navigatore.page.route('**/api/v1/**', async (route) => {
      const { pathname, search } = new URL(route.request().url());
      const asked = pathname.replace('/api/v1', '');
      const found = Object.entries(risposte).find(([url]) =>
        url.includes('?') ? asked + search === url : asked.endsWith(url),
      );
      if (found === undefined || route.request().method() !== 'GET') await route.fallback();
      else await route.fulfill({ json: found[1] });
    });
    const url = Object.entries(fatti).reduce((text, [nome, id]) => text.replace(nome, id), percorso);
    return navigatore.signedIn(here, utente, url);
  };

  /** What stands in the column of that head, from above; headings of groups have no such cell. */
  const column = async (table: Locator, head: Locator): Promise<string[]> => {
    const place = (await head.locator('xpath=preceding-sibling::*').count()) + 1;
    const cells = await table.locator(`tbody tr:not(.gruppo) > :nth-child(${place})`).allTextContents();
    return cells.map((text) => text.trim());
  };

  for (const tabella of TABELLE) {
    const { file, nome, filtro, colonna, parola } = tabella;
    it(`${file}: ${filtro}`, async () => {
      const page = await opened(tabella);
      const table = page.getByRole('table', { name: nome });
      const head = table.getByRole('columnheader', { name: colonna, exact: false }).first();
      const search = page.getByRole('searchbox', { name: `Filtra: ${filtro}`, exact: true });
      await table.locator('tbody tr').nth(1).waitFor();
      const all = await column(table, head);

      const sortedBy = async (ordine: 'ascending' | 'descending') => {
        await head.getByRole('button').focus();
        await page.keyboard.press('Enter');
        await head.and(page.locator(`[aria-sort="${ordine}"]`)).waitFor();
        return column(table, head);
      };
      const up = await sortedBy('ascending');
      const down = await sortedBy('descending');
      assert.deepEqual(up.toSorted(), all.toSorted(), 'sorting loses no row');
      assert.deepEqual(down, up.toReversed(), 'and goes both ways');
      assert.match(page.url(), /ordine=-/);

      await search.fill(parola);
      const few = page.getByText(new RegExp(`righ?[ae] su ${all.length}`)).filter({ visible: true });
      await few.first().waitFor();
      const left = await column(table, head);
      assert.ok(left.length > 0 && left.length < all.length, `${left.length} rows of ${all.length}`);
      assert.deepEqual(
        left,
        down.filter((text) => left.includes(text)),
        'filtered, they stay in order',
      );
      await assertAccessible(page, file);
      await page.reload();
      await few.first().waitFor();
      assert.equal(await search.inputValue(), parola);
      await head.and(page.locator('[aria-sort="descending"]')).waitFor();
      assert.deepEqual(await column(table, head), left, 'the address keeps it');

      const button = page.locator(DOVE_SI_ESPORTA).filter({ has: search }).getByRole('button', { name: /^CSV/ });
      const download = await downloadBy(page, /\.csv$/, () => button.click());
      const [titoli = [], ...righe] = parse(await readFile(await download.path()), {
        bom: true,
        delimiter: ';',
      });
      assert.ok(titoli.includes(colonna), titoli.join());
      assert.equal(righe.length, left.length);
      for (const riga of righe) assert.ok(riga.join(' ').toLowerCase().includes(parola.toLowerCase()), riga.join());

      await page.setViewportSize(MISURE.tavoletta);
      await assertNoSideScroll(page);
    });
  }

  it('a filter that leaves nothing says so, and is taken back', async () => {
    for (const tabella of TABELLE.filter(({ file }) => /^(scrivania|bozze|scansioni|repertori)/.test(file))) {
      const page = await opened(tabella);
      const search = page.getByRole('searchbox', { name: `Filtra: ${tabella.filtro}`, exact: true });
      await search.fill('parolachenoncè');
      await page.getByText(/^Ness.* con queste parole\.$/).waitFor();
      await search.fill('');
      await page.getByRole('table', { name: tabella.nome }).waitFor();
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    }
  });

  it('no page with a table is left out', async () => {
    const own: string[] = [];
    for (const file of await readdir(WEB, { recursive: true }))
      if (/^(?!components).*\.tsx$/.test(file) && PROPRIA.test(await readFile(path.join(WEB, file), 'utf8')))
        own.push(file);
    const known = [...TABELLE.map(({ file }) => file), ...Object.keys(CERCATE_DAL_SERVER), ...Object.keys(NON_ELENCHI)];
    assert.deepEqual(
      own.filter((file) => !known.includes(file)),
      [],
      'tables that are neither tried here nor said to be no list',
    );
    const excused = [...Object.keys(CERCATE_DAL_SERVER), ...Object.keys(NON_ELENCHI)];
    assert.deepEqual(
      excused.filter((file) => !own.includes(file)),
      [],
      'what is excused is still there',
    );
  });
});
