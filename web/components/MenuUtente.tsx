import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { writeAooScelta } from '../api/aoo-scelta.js';
import { chiedi } from '../api/client.js';
import { ProblemaError, wordsOf } from '../api/errori.js';
import { writePerContoDi } from '../api/per-conto-di.js';
import * as percorsi from '../api/percorsi.js';
import type { Io } from '../api/tipi.js';
import { setTastiAccesi, useTastiAccesi } from '../lib/tasti.js';
import { Bottone } from './Bottone.js';
import { annuncia } from './Esiti.js';
import { Icona } from './Icona.js';
import { PerContoDi } from './PerContoDi.js';
import { Spunta } from './Spunta.js';

const ID = 'menu-utente';

/** Who is at work, in which office and AOO; the switch of the single keys; help; the way out. */
export function MenuUtente({ io }: { io: Io }) {
  const naviga = useNavigate();
  const cache = useQueryClient();
  const accesi = useTastiAccesi();

  const leave = async () => {
    try {
      await chiedi(percorsi.chiudeSessione);
    } catch (error) {
      const isOver = error instanceof ProblemaError && error.status === 401; // an expired session is closed already
      if (!isOver) {
        annuncia('Non si è ancora usciti.', `${wordsOf(error)} Poi scegliere di nuovo Esci.`, 'bad');
        return;
      }
    }
    writeAooScelta(null);
    writePerContoDi(null);
    cache.clear();
    await naviga('/accesso');
  };

  const change = (aoo: string) => {
    writePerContoDi(null);
    writeAooScelta(aoo === io.incarichi[0]?.aoo ? null : aoo);
    window.location.assign('/');
  };

  return (
    <>
      <button type="button" className="bottone-barra" popoverTarget={ID}>
        <Icona nome="user" />
        <b className="nome-utente">{io.denominazione}</b>{' '}
        <span>
          {io.perContoDi !== undefined && `per conto di ${io.perContoDi.denominazione}, `}
          {io.uo.codice}
        </span>
      </button>
      <div id={ID} className="menu-utente" popover="auto" role="group" aria-label="Utente">
        <p>
          <b className="forte">{io.denominazione}</b>
          <br />
          {io.uo.codice} {io.uo.denominazione}
          <br />
          <span className="mut">
            {io.aoo.denominazione}, {io.aoo.codice}
          </span>
        </p>
        {io.incarichi.length > 1 && (
          <div className="campo">
            <label htmlFor={`${ID}-aoo`}>Lavora per</label>
            <select
              id={`${ID}-aoo`}
              className="controllo"
              value={io.aoo.codice}
              onChange={(event) => change(event.target.value)}
            >
              {io.incarichi.map(({ aoo, denominazione }) => (
                <option key={aoo} value={aoo}>
                  {denominazione} ({aoo})
                </option>
              ))}
            </select>
          </div>
        )}
        <PerContoDi io={io} />
        <Spunta id={`${ID}-tasti`} spuntata={accesi} onSpunta={setTastiAccesi}>
          Tasti singoli (J, K, N…) attivi in questo computer
        </Spunta>
        <div className="riga-sparsa">
          <Link to="/aiuto" onClick={() => document.getElementById(ID)?.hidePopover()}>
            Tutti i tasti
          </Link>
          <Bottone misura="piccolo" icona="logout" onClick={() => void leave()}>
            Esci
          </Bottone>
        </div>
      </div>
    </>
  );
}
