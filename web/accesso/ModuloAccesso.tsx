import { type KeyboardEvent, type SyntheticEvent, useRef, useState } from 'react';
import { chiedi } from '../api/client.js';
import { ProblemaError, wordsOf } from '../api/errori.js';
import * as percorsi from '../api/percorsi.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { Campo } from '../components/Campo.js';
import { Stato } from '../components/Stato.js';
import { ora } from '../lib/formati.js';

interface Rifiuto {
  titolo: string;
  testo: string;
  /** The password is worth another look: its field is marked. */
  credenziali: boolean;
}

/**
 * Words of a refused sign-in. Unknown user and wrong password have the same ones, whatever the server writes.
 * @param adesso - by the browser's clock: the lock-out is a wait, not a date of the register
 */
export function wordsOfRifiuto(error: unknown, adesso: Date): Rifiuto {
  if (error instanceof ProblemaError && error.status === 401) {
    const testo = 'Controllare e riprovare. Dopo più tentativi l’accesso resta fermo qualche minuto.';
    return { titolo: 'Nome utente o password non corretti.', testo, credenziali: true };
  }
  if (error instanceof ProblemaError && error.status === 429) {
    const quando = new Date(adesso.getTime() + (error.riprovaTraS ?? 60) * 1000);
    const minuti = Math.max(1, Math.ceil((error.riprovaTraS ?? 60) / 60));
    const tra = minuti === 1 ? 'tra un minuto' : `tra ${minuti} minuti`;
    const testo = `Troppi tentativi non riusciti: si può riprovare dalle ${ora(quando)}, ${tra}.`;
    return { titolo: 'L’accesso è fermo per un po’.', testo, credenziali: false };
  }
  if (error instanceof ProblemaError && error.status === 422) {
    return { titolo: 'Mancano dei dati.', testo: 'Scrivere nome utente e password.', credenziali: true };
  }
  return { titolo: 'Accesso non riuscito.', testo: wordsOf(error), credenziali: false };
}

export interface ModuloAccessoProps {
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
