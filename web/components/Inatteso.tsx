import { useEffect } from 'react';
import { useRouteError } from 'react-router';
import { reportSilence } from '../api/stato-server.js';
import { Bottone } from './Bottone.js';
import { Vuoto } from './Vuoto.js';

/** A page that did not open: its code did not arrive (server down), or it failed. Drafts are in the browser. */
export function Inatteso() {
  const error = useRouteError();
  const missing = error instanceof TypeError && /import|module|fetch/i.test(error.message);
  useEffect(() => {
    if (missing) reportSilence();
  }, [missing]);
  return (
    <div className="pagina-larga">
      <h1 className="vh">La pagina non si apre</h1>
      <Vuoto
        icona={missing ? 'wifi' : 'warning-circle'}
        titolo={missing ? 'La pagina non è arrivata' : 'La pagina non si apre'}
        azioni={<Bottone onClick={() => window.location.reload()}>Ricarica la pagina</Bottone>}
      >
        Ciò che era in bozza è salvo in questo computer. Ricaricare; se succede di nuovo, avvisare chi cura il sistema.
      </Vuoto>
    </div>
  );
}
