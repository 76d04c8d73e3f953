import './suggeriti.css';
import { type KeyboardEvent } from 'react';
import type { Suggerimento } from '../../../schemas/suggerimento.api.js';
import { useTasti } from '../../lib/tasti.js';
import type { Suggeriti as Risposti } from './use-suggerimenti.js';

interface SuggeritiProps extends Risposti {
  scelta: string;
  onScelta: (suggerimento: Suggerimento) => void;
}

/** A word says as much as one may rely on; a number would say more than is known. */
function fiduciaOf(punteggio: number): string {
  if (punteggio >= 0.7) return 'Molto probabile';
  return punteggio >= 0.2 ? 'Possibile' : 'Poco probabile';
}

const MOTIVI = 4;
const PASSI: Readonly<Record<string, -1 | 1>> = { ArrowUp: -1, ArrowDown: 1 };

/** One stop for Tab, arrows from one to the next. */
function sposta(event: KeyboardEvent<HTMLButtonElement>): void {
  const passo = PASSI[event.key];
  if (passo === undefined) return;
  event.preventDefault();
  const altro = passo === 1 ? event.currentTarget.nextElementSibling : event.currentTarget.previousElementSibling;
  if (altro instanceof HTMLElement) altro.focus();
}

/** Up to three voci with their reasons, taken by Alt+1..3 or a click and never by themselves. */
export function Suggeriti({ risposta, vecchia, scelta, onScelta }: SuggeritiProps) {
  const mostrati = risposta?.sicuro === true ? risposta.suggerimenti : [];
  useTasti(mostrati.map((uno, i) => ({ tasti: `Alt+${i + 1}`, azione: () => onScelta(uno) })));
  const fermata = Math.max(
    0,
    mostrati.findIndex(({ codice }) => codice === scelta),
  );
  return (
    <div className={vecchia ? 'suggeriti vecchi' : 'suggeriti'}>
      {mostrati.length > 0 && (
        <div role="group" aria-label="Classifiche proposte" className="suggeriti-voci">
          {mostrati.map((uno, i) => (
            <button
              key={uno.codice}
              type="button"
              className="suggerito"
              aria-pressed={uno.codice === scelta}
              tabIndex={i === fermata ? 0 : -1}
              onKeyDown={sposta}
              aria-keyshortcuts={`Alt+${i + 1}`}
              onClick={() => onScelta(uno)}
            >
              <kbd aria-hidden="true">Alt+{i + 1}</kbd>
              <span className="suggerito-voce">
                <b className="ell" title={`${uno.codice} ${uno.voce}`}>
                  {uno.codice} {uno.voce}
                </b>
                <span className="due ell" title={uno.motivi.join(' · ')}>
                  {uno.motivi.slice(0, MOTIVI).join(' · ')}
                </span>
              </span>
              <b className="suggerito-fiducia">{fiduciaOf(uno.punteggio)}</b>
            </button>
          ))}
        </div>
      )}
      {risposta?.sicuro === false && (
        <p className="sm mut">Nessun suggerimento sicuro: l’oggetto dice troppo poco. Cercare la voce per parole.</p>
      )}
      <span className="vh" role="status">
        {annuncioOf(risposta)}
      </span>
    </div>
  );
}

/** Said once the answer is there: what is first, and by which key it is taken. */
function annuncioOf(risposta: Risposti['risposta']): string {
  if (risposta === undefined) return '';
  const [primo] = risposta.suggerimenti;
  if (!risposta.sicuro || primo === undefined) return 'Nessun suggerimento sicuro per la classifica.';
  return `Classifica proposta: ${primo.codice} ${primo.voce}, ${fiduciaOf(primo.punteggio).toLowerCase()}. Alt+1 la prende.`;
}
