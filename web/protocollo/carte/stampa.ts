import './carte.css';

const CLASSE = 'cornice-stampa';
/** A browser that runs without a window has no print dialog, and the page would die of being asked for one. */
const SENZA_FINESTRA = /\bHeadless/;

/**
 * Hands a PDF to the browser's own print dialog. Where the browser does not let a page print what its viewer shows, the paper
 * opens in a tab of its own, to be printed from there.
 */
export function stampa(pdf: Blob, titolo: string): void {
  for (const old of document.querySelectorAll<HTMLIFrameElement>(`.${CLASSE}`)) {
    URL.revokeObjectURL(old.src);
    old.remove();
  }
  const address = URL.createObjectURL(new Blob([pdf], { type: 'application/pdf' }));
  const frame = document.createElement('iframe');
  frame.className = CLASSE;
  frame.title = titolo;
  frame.tabIndex = -1;
  frame.addEventListener('load', () => {
    if (SENZA_FINESTRA.test(navigator.userAgent)) return;
    try {
      frame.contentWindow?.focus();
      frame.contentWindow?.print();
    } catch {
      window.open(address, '_blank', 'noopener');
    }
  });
  frame.src = address;
  document.body.append(frame);
}
