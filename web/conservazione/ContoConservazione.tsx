import { intero } from '../lib/formati.js';
import { useRiepilogo } from './interrogazioni-conservazione.js';

/** How rarely the bar looks: who works at the desk sees it sooner there. */
const OGNI_MINUTO_MS = 60_000;

/** Packages that ask for a decision of a person, beside the word of the bar. */
export function ContoConservazione() {
  const { data } = useRiepilogo({ ogniMs: OGNI_MINUTO_MS });
  const daFare = (data?.code ?? [])
    .filter(({ codice }) => codice === 'rifiutati' || codice === 'conflitti' || codice === 'sospesi')
    .reduce((sum, { totale }) => sum + totale, 0);
  if (daFare === 0) return null;
  return (
    <span className="conto">
      <span className="vh">, da rimediare: </span>
      {intero(daFare)}
    </span>
  );
}
