import { type SyntheticEvent, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useTasti } from '../lib/tasti.js';
import { adesso } from '../lib/orologio.js';
import { annoDi } from '../lib/formati.js';
import { paginaScheda } from '../api/percorsi.js';
import { Icona } from './Icona.js';

/** `347`, `0000347`, `347/2026`, `2026/347`: a number written alone is the registration itself; else null. */
export function numeroCercato(text: string, annoCorrente: number): { anno: number; numero: number } | null {
  const alone = /^\s*(?:n\.?\s*)?(\d{1,9})\s*$/i.exec(text);
  if (alone?.[1] !== undefined) return { anno: annoCorrente, numero: Number(alone[1]) };
  const pair = /^\s*(\d{1,9})\s*\/\s*(\d{1,9})\s*$/.exec(text);
  if (pair?.[1] === undefined || pair[2] === undefined) return null;
  const isYear = (digits: string) => /^(19|20)\d{2}$/.test(digits);
  if (isYear(pair[2])) return { anno: Number(pair[2]), numero: Number(pair[1]) };
  return isYear(pair[1]) ? { anno: Number(pair[1]), numero: Number(pair[2]) } : null;
}

/** The search of the bar: `/` from anywhere; a number opens its registration, words go to the register's filters. */
export function Cerca() {
  const naviga = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [aperta, setAperta] = useState(false);
  const [testo, setTesto] = useState('');

  const open = () => {
    setAperta(true);
    requestAnimationFrame(() => input.current?.select());
  };
  useTasti([{ tasti: '/', azione: open }]);

  const search = (event: SyntheticEvent) => {
    event.preventDefault();
    const numero = numeroCercato(testo, annoDi(adesso()));
    setAperta(false);
    input.current?.blur();
    if (numero !== null && numero.numero > 0) void naviga(paginaScheda(numero));
    else if (testo.trim() !== '') void naviga(`/registro?${new URLSearchParams({ q: testo.trim() }).toString()}`);
    setTesto('');
  };

  return (
    <>
      <button type="button" className="bottone-barra cerca-icona" onClick={open}>
        <Icona nome="search" />
        <span className="vh">Cerca nel registro</span>
      </button>
      <form
        className={aperta ? 'cerca aperta' : 'cerca'}
        role="search"
        aria-label="Cerca nel registro"
        onSubmit={search}
      >
        <Icona nome="search" misura="s" />
        <input
          ref={input}
          type="text"
          aria-label="Numero, oggetto o soggetto"
          placeholder="Numero, oggetto, soggetto"
          value={testo}
          onChange={(event) => setTesto(event.target.value)}
          onBlur={() => setAperta(false)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
        <kbd aria-hidden="true">/</kbd>
      </form>
    </>
  );
}
