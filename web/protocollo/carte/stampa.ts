import './carte.css';

const CLASSE = 'cornice-stampa';
/** Of a frame whose paper was handed to the printer. */
const CHIESTA = 'chiesta';
/** A browser that runs without a window has no print dialog, and the page would die of being asked for one. */
const SENZA_FINESTRA = /\bHeadless/;

function remove(frame: HTMLIFrameElement): void {
  URL.revokeObjectURL(frame.src);
  frame.remove();
}

/**
 * Hands a PDF to the browser's own print dialog; the focus stays where one is writing. Where the browser does not let a page print
 * what its viewer shows, the paper opens in a tab of its own, to be printed from there.
 */
export function stampa(pdf: Blob, titolo: string): void {
  // the last one may still be in its dialog; one that was not asked for yet is not lost for the next
  for (const old of [...document.querySelectorAll<HTMLIFrameElement>(`.${CLASSE}.${CHIESTA}`)].slice(0, -1))
    remove(old);
  const address = URL.createObjectURL(new Blob([pdf], { type: 'application/pdf' }));
  const frame = document.createElement('iframe');
  frame.className = CLASSE;
  frame.title = titolo;
  frame.tabIndex = -1;
  frame.addEventListener('load', () => {
    frame.classList.add(CHIESTA);
    if (SENZA_FINESTRA.test(navigator.userAgent)) return;
    try {
      frame.contentWindow?.print();
    } catch {
      window.open(address, '_blank', 'noopener');
    }
  });
  frame.src = address;
  document.body.append(frame);
}
