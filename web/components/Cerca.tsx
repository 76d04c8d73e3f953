import { type SyntheticEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useNavigate } from 'react-router';
import { useTasti } from '../lib/tasti.js';
import { adesso } from '../lib/orologio.js';
import { annoDi } from '../lib/formati.js';
import { numeroCercato } from '../lib/numero-cercato.js';
import { paginaScheda } from '../api/percorsi.js';
import { Icona } from './Icona.js';

/** The search of the bar: `/` from anywhere; a number opens its registration, words go to the register's filters. */
export function Cerca() {
  const naviga = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [aperta, setAperta] = useState(false);
  const [testo, setTesto] = useState('');

  const open = () => {
    flushSync(() => setAperta(true)); // it must be there before the next key comes
    input.current?.select();
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
