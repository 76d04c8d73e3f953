import { useRef } from 'react';
import { NavLink, useLocation } from 'react-router';
import { ContoConservazione } from '../conservazione/ContoConservazione.js';
import type { VoceMenu } from './menu.js';

const ID = 'menu-gestione';
const CONSERVAZIONE = '/conservazione';

/** The pages that are not of every hour, under one word of the bar; a popover: Esc and a click elsewhere close it. */
export function Gestione({ voci }: { voci: readonly VoceMenu[] }) {
  const { pathname } = useLocation();
  const button = useRef<HTMLButtonElement>(null);
  const here = voci.some(({ pagina }) => pathname === pagina || pathname.startsWith(`${pagina}/`));
  const conservazione = voci.some(({ pagina }) => pagina === CONSERVAZIONE);
  return (
    <>
      <button ref={button} type="button" className={here ? 'voce-gestione active' : 'voce-gestione'} popoverTarget={ID}>
        Gestione {conservazione && <ContoConservazione />} <span aria-hidden="true">▾</span>
      </button>
      <div
        id={ID}
        className="menu-gestione"
        popover="auto"
        onBeforeToggle={({ currentTarget }) => {
          const right = window.innerWidth - 230;
          currentTarget.style.left = `${Math.max(0, Math.min(button.current?.getBoundingClientRect().left ?? 0, right))}px`;
        }}
      >
        <ul>
          {voci.map(({ pagina, parola }) => (
            <li key={pagina}>
              <NavLink to={pagina} onClick={() => document.getElementById(ID)?.hidePopover()}>
                {parola} {pagina === CONSERVAZIONE && <ContoConservazione />}
              </NavLink>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
