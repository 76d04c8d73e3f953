import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Context } from 'mocha';
import {
  type Browser,
  type BrowserContext,
  chromium,
  type Download,
  type FileChooser,
  type Locator,
  type Page,
} from 'playwright-core';
import { PASSWORD } from '../support/ente.js';
import type { Harness } from '../support/harness.js';
import { requireChromium } from '../support/servizi.js';

export const LETTERA = path.resolve(import.meta.dirname, '../support/lettera.pdf');

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
const LAPTOP = { width: 1366, height: 768 };
const WAIT_MS = 20_000;
/** One process for the pages of a test, and none in advance: each costs as much as the test itself. */
const ARGS = ['--no-sandbox', '--renderer-process-limit=1', '--disable-site-isolation-trials'];

/** A browser for the tests of one `describe`, with a fresh profile for each test. */
interface Navigatore {
  readonly page: Page;
  readonly contesto: BrowserContext;
  /** A page of an account that signed in by its cookie, at `percorso`. */
  signedIn(harness: Harness, utente: string, percorso: string): Promise<Page>;
}

/** To be called in a `describe`: it asks for a Chromium, and leaves none behind. */
export function useNavigatore(): Navigatore {
  let browser: Browser | undefined;
  let contesto: BrowserContext | undefined;
  let page: Page | undefined;
  const guasti: string[] = [];
  before(async function (this: Context) {
    this.timeout(60_000);
    browser = await chromium.launch({ executablePath: requireChromium(this), args: ARGS });
  });
  beforeEach(async () => {
    contesto = await browser?.newContext({ viewport: LAPTOP, locale: 'it-IT', timezoneId: 'Europe/Rome' });
    contesto?.setDefaultTimeout(WAIT_MS);
    page = await contesto?.newPage();
    page?.on('filechooser', () => undefined); // from the start: asked for at the key, it comes too late now and then
    guasti.length = 0;
    contesto?.on('weberror', (error) => guasti.push(error.error().message));
    contesto?.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) guasti.push(message.text());
    });
  });
  afterEach(async () => {
    await contesto?.close();
    assert.deepEqual(guasti, [], 'what broke in the page, or what its policy refused');
  });
  after(async () => {
    await browser?.close();
  });
  const present = <T>(value: T | undefined): T => {
    assert.ok(value !== undefined, 'the browser is open');
    return value;
  };
  return {
    get page() {
      return present(page);
    },
    get contesto() {
      return present(contesto);
    },
    async signedIn(harness, utente, percorso) {
      await signIn(present(page), harness, utente, percorso);
      return present(page);
    },
  };
}

/** Opens `percorso` for an account that signed in by its cookie. */
export async function signIn(page: Page, harness: Harness, utente: string, percorso: string): Promise<void> {
  const { url } = harness.nextWeb();
  const data = { utente, password: PASSWORD };
  const answer = await page.context().request.post(`${url}/api/v1/sessione`, { data });
  assert.equal(answer.status(), 200, await answer.text());
  await page.goto(url + percorso);
}

/** The window of the system that a key opens: it does so only for the page in front. */
export async function chooserBy(page: Page, premi: () => Promise<void>): Promise<FileChooser> {
  await page.bringToFront();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), premi()]);
  return chooser;
}

/** The file of that name that an act brings; a browser without a window downloads the PDF that a page shows, too. */
export async function downloadBy(page: Page, nome: RegExp, act: () => Promise<void>): Promise<Download> {
  const predicate = (one: Download): boolean => nome.test(one.suggestedFilename());
  const [download] = await Promise.all([page.waitForEvent('download', { predicate }), act()]);
  return download;
}

/** A file carried over a place of the page by the pointer, as from a folder of the system; `lascia` lets it go there. */
export async function dragOver(page: Page, luogo: Locator, file: string): Promise<{ lascia: () => Promise<void> }> {
  const box = await luogo.boundingBox();
  assert.ok(box !== null, 'the place is seen');
  const input = await page.context().newCDPSession(page);
  const send = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    input.send('Input.dispatchDragEvent', {
      type,
      x: box.x + box.width / 2,
      y: box.y + box.height / 2,
      data: { items: [], files: [file], dragOperationsMask: 1 },
    });
  await send('dragEnter');
  await send('dragOver');
  return {
    lascia: async () => {
      await send('drop');
      await input.detach();
    },
  };
}

/** From now on the server fails at those addresses. @returns what makes it answer again */
export async function failing(page: Page, glob: string): Promise<() => Promise<void>> {
  const problema = { type: 'about:blank', title: 'Errore interno', status: 500, detail: 'Operazione non riuscita.' };
  const answer = { status: 500, contentType: 'application/problem+json', body: JSON.stringify(problema) };
  await page.route(glob, (one) => one.fulfill(answer));
  return () => page.unroute(glob);
}

/** No violation of WCAG 2.0 and 2.1, levels A and AA, in the page as it is now. */
export async function assertAccessible(page: Page, stato: string): Promise<void> {
  // frames show files, not our pages: one that does not answer would be waited for half a second
  const builder = new AxeBuilder({ page }).options({ iframes: false }).withTags(WCAG).setLegacyMode();
  const { violations } = await builder.analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  assert.deepEqual(found, [], stato);
  noteVista(new URL(page.url()).pathname);
}

/** `npm test` compares what was looked at with the pages that there are (scripts/lib/pagine.mjs). */
function noteVista(percorso: string): void {
  const notes = process.env['PROTOCOLLO_TEST_PAGINE'] ?? '';
  if (notes !== '') appendFileSync(notes, `${JSON.stringify({ percorso })}\n`);
}

/** The page does not scroll sideways. */
export async function assertNoSideScroll(page: Page): Promise<void> {
  const [wide, place] = await page.evaluate<[number, number]>('[document.documentElement.scrollWidth, innerWidth]');
  assert.ok(wide <= place, `${wide} px in ${place}`);
}

/** A table is seen whole: its region does not scroll sideways, and no cell cuts its words. @param region - selector */
export async function assertWholeTable(page: Page, region: string): Promise<void> {
  const cut = await page.evaluate<string[]>(
    `[${JSON.stringify(region)}, ${JSON.stringify(`${region} .t :is(td, th)`)}].flatMap((one) => [...document.querySelectorAll(one)]).filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent.slice(0, 60))`,
  );
  assert.deepEqual(cut, []);
}
