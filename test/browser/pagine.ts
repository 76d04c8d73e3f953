import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** What every page must never do, gathered while a test runs. */
export interface Guardia {
  /** @throws when the page broke its own Content-Security-Policy or a script failed */
  assertClean: () => void;
}

/** Watches a page from now on. */
export function watch(page: Page): Guardia {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) faults.push(message.text());
  });
  return { assertClean: () => assert.deepEqual(faults, []) };
}

/** The words of the element that has the focus: its label or its text. */
export const focusedText = (page: Page): Promise<string> =>
  page.evaluate<string>(
    'document.activeElement?.labels?.[0]?.textContent ?? document.activeElement?.textContent ?? ""',
  );

/** The widths and heights that the pages are made for. */
export const MISURE = {
  portatile: { width: 1366, height: 768 },
  stretta: { width: 1024, height: 768 },
  tavoletta: { width: 820, height: 1180 },
} as const;
