import type { BrowserContext } from 'playwright-core';
import { testoDiPdf } from '../../server/estrazione/da-pdf.js';
import { Raccolta } from '../../server/estrazione/raccolta.js';
import { until } from '../support/attesa.js';

/** One paper handed to the printer: the name of its frame, and the words on it. */
export interface Stampata {
  titolo: string;
  testo: string;
}

/** In the page: a browser with a window, whose print dialog is a witness that says which paper it was opened for. */
const TESTIMONE = `(() => {
  const papers = new Map();
  const create = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (one) => {
    // it has no viewer of PDF either: the frame of one would never be loaded
    const address = create(one.type === 'application/pdf' ? new Blob([''], { type: 'text/plain' }) : one);
    papers.set(address, one);
    return address;
  };
  Object.defineProperty(navigator, 'userAgent', { value: navigator.userAgent.replace('Headless', '') });
  const real = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow');
  Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', {
    get() {
      if (!this.matches('.cornice-stampa')) return real.get.call(this);
      const print = async () => {
        const bytes = new Uint8Array(await papers.get(this.src).arrayBuffer());
        window.stampata(this.title, btoa(bytes.reduce((text, one) => text + String.fromCharCode(one), '')));
      };
      return { print, focus: () => this.focus() };
    },
  });
})()`;

/**
 * Puts a witness in the place of the print dialog, which a browser without a window does not have. To be called before the page opens.
 * @returns what is printed from then on, in order
 */
export async function watchPrinter(contesto: BrowserContext): Promise<readonly Stampata[]> {
  const stampate: Stampata[] = [];
  await contesto.exposeFunction('stampata', async (titolo: string, base64: string) => {
    const raccolta = new Raccolta();
    await testoDiPdf(Buffer.from(base64, 'base64'), raccolta);
    stampate.push({ titolo, testo: raccolta.esito().testo });
  });
  await contesto.addInitScript(TESTIMONE);
  return stampate;
}

/** Waits until so many papers were printed. */
export const untilPrinted = (stampate: readonly Stampata[], quante: number): Promise<void> =>
  until(() => stampate.length >= quante);
