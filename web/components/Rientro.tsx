import { useState } from 'react';
import { chiedi } from '../api/client.js';
import { wordsOf } from '../api/errori.js';
import * as percorsi from '../api/percorsi.js';
import { Avviso } from './Avviso.js';
import { Campo } from './Campo.js';
import { Dialogo } from './Dialogo.js';

/** The session ended while a page was open: one signs in again on top of it, and what was typed is still there. */
export function Rientro({ utente, onRientrato }: { utente: string; onRientrato: () => void }) {
  const [password, setPassword] = useState('');
  const [alLavoro, setAlLavoro] = useState(false);
  const [errore, setErrore] = useState<string>();

  const enter = async () => {
    setAlLavoro(true);
    setErrore(undefined);
    try {
      await chiedi(percorsi.apreSessione, { corpo: { utente, password } });
      onRientrato();
    } catch (error) {
      setErrore(wordsOf(error));
    } finally {
      setAlLavoro(false);
    }
  };

  return (
    <Dialogo
      titolo="La sessione è scaduta"
      premessa="Ciò che ha scritto è ancora qui: rientri per continuare."
      azione="Rientra"
      rinuncia="Vai alla pagina di accesso"
      alLavoro={alLavoro && 'Accesso in corso…'}
      onAzione={() => void enter()}
      onChiudi={() => window.location.assign('/accesso')}
    >
      {errore !== undefined && <Avviso tono="bad" annuncio="alert" titolo={errore} />}
      <Campo etichetta="Nome utente" value={utente} readOnly autoComplete="username" />
      <Campo
        etichetta="Password"
        type="password"
        autoComplete="current-password"
        data-primo=""
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
    </Dialogo>
  );
}
