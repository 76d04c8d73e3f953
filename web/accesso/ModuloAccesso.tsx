import { type KeyboardEvent, type SyntheticEvent, useRef, useState } from 'react';
import { chiedi } from '../api/client.js';
import * as percorsi from '../api/percorsi.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { Campo } from '../components/Campo.js';
import { Stato } from '../components/Stato.js';
import { type Rifiuto, wordsOfRifiuto } from './rifiuto.js';

interface ModuloAccessoProps {
  utente: string;
  onUtente: (utente: string) => void;
  /** The page asked for, in words. */
  destinazione: string | null;
  onEntrato: () => void;
}

export function ModuloAccesso({ utente, onUtente, destinazione, onEntrato }: ModuloAccessoProps) {
  const password = useRef<HTMLInputElement>(null);
  const [mostra, setMostra] = useState(false);
  const [maiuscole, setMaiuscole] = useState(false);
  const [alLavoro, setAlLavoro] = useState(false);
  const [rifiuto, setRifiuto] = useState<Rifiuto>();

  const watchCaps = (event: KeyboardEvent) => setMaiuscole(event.getModifierState('CapsLock'));

  const enter = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (alLavoro) return;
    setAlLavoro(true);
    setRifiuto(undefined);
    try {
      const corpo = { utente: utente.trim(), password: password.current?.value ?? '' };
      await chiedi(percorsi.apreSessione, { corpo });
      onEntrato();
    } catch (error) {
      setRifiuto(wordsOfRifiuto(error, new Date()));
      setAlLavoro(false);
      password.current?.select();
    }
  };

  return (
    <form
      className="accesso-modulo"
      aria-labelledby="accesso-titolo"
      onSubmit={(event) => void enter(event)}
      noValidate
    >
      <h1 id="accesso-titolo">Accesso</h1>
      {rifiuto !== undefined && (
        <Avviso tono="bad" annuncio="alert" titolo={rifiuto.titolo}>
          {rifiuto.testo}
        </Avviso>
      )}
      <Campo
        etichetta="Nome utente"
        id="utente"
        name="utente"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        value={utente}
        onChange={(event) => onUtente(event.target.value)}
      />
      <div className="accesso-password">
        <Campo
          etichetta="Password"
          id="password"
          name="password"
          ref={password}
          type={mostra ? 'text' : 'password'}
          autoComplete="current-password"
          aria-invalid={rifiuto?.credenziali === true}
          onKeyDown={watchCaps}
          onKeyUp={watchCaps}
        />
        <Bottone
          aspetto="testo"
          misura="piccolo"
          icona={mostra ? 'password-invisible' : 'password-visible'}
          aria-label={mostra ? 'Nascondi la password' : 'Mostra la password'}
          aria-pressed={mostra}
          onClick={() => setMostra(!mostra)}
        >
          {mostra ? 'Nascondi' : 'Mostra'}
        </Bottone>
      </div>
      <div role="status">
        {maiuscole && <Stato tono="warn" icona="warning-circle" parola="Il blocco maiuscole è attivo" />}
      </div>
      <Bottone type="submit" aspetto="primo" misura="grande" tasto="↵" alLavoro={alLavoro && 'Accesso in corso…'}>
        Entra
      </Bottone>
      {destinazione !== null && (
        <p className="sm mut">
          Dopo l’accesso si torna alla pagina che stava aprendo: <b>{destinazione}</b>.
        </p>
      )}
    </form>
  );
}
