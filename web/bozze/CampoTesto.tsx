import { type KeyboardEvent, useRef } from 'react';
import { Campo } from '../components/Campo.js';
import { quantiSegnaposti, segnapostoDa } from './segnaposto-da.js';

interface CampoTestoProps {
  testo: string;
  errore: string | undefined;
  onTesto: (testo: string) => void;
}

/** The words of the letter. Tab goes from what is still to be written to the next, then on to the next field. */
export function CampoTesto({ testo, errore, onTesto }: CampoTestoProps) {
  const ref = useRef<HTMLTextAreaElement>(null);
  const quanti = quantiSegnaposti(testo);
  const select = ([inizio, fine]: [number, number]) => {
    ref.current?.focus();
    ref.current?.setSelectionRange(inizio, fine);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Tab' || event.ctrlKey || event.altKey) return;
    const { selectionStart, selectionEnd } = event.currentTarget;
    const next = segnapostoDa(testo, event.shiftKey ? selectionStart : selectionEnd, event.shiftKey);
    if (next === undefined) return;
    event.preventDefault();
    select(next);
  };
  return (
    <Campo
      tipo="textarea"
      id="reg-testo"
      ref={ref}
      className="testo-lettera"
      rows={12}
      etichetta="Testo"
      aiuto={
        quanti > 0
          ? `${quanti === 1 ? '1 dato' : `${quanti} dati`} da scrivere: Tab va da uno all’altro`
          : '# titolo · - elenco · **grassetto**'
      }
      errore={errore}
      value={testo}
      onChange={(event) => onTesto(event.target.value)}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        const { selectionStart, selectionEnd } = event.currentTarget;
        const first = segnapostoDa(testo, 0, false);
        if (first !== undefined && selectionStart === selectionEnd && selectionStart % testo.length === 0)
          select(first);
      }}
    />
  );
}
