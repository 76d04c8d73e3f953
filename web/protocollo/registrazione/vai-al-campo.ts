import { idOf } from './errori-campi.js';

/** Brings the focus to the control of a `campo`, opening what hides it. */
export function vaiAlCampo(campo: string): void {
  const controllo = document.getElementById(idOf(campo));
  if (controllo === null) return;
  const chiuso = controllo.closest('details:not([open])');
  if (chiuso instanceof HTMLDetailsElement) chiuso.open = true;
  controllo.focus();
  controllo.scrollIntoView({ block: 'nearest' });
}
