import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { reportAnswer, useStatoServer } from '../api/stato-server.js';
import { ora, plural } from '../lib/formati.js';
import { Bottone } from './Bottone.js';
import { Icona } from './Icona.js';

const FIRST_WAIT_S = 3;
const LONGEST_WAIT_S = 30;

/** True when the server's readiness page answers 200. */
async function isReady(): Promise<boolean> {
  try {
    return (await fetch('/readyz', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

/**
 * One strip under the bar while the server does not answer: since when, that nothing is lost, when the next try is. It
 * tries by itself, waiting longer each time, and when the server is back the lists are asked for again.
 */
export function StrisciaServer() {
  const { assenteDal } = useStatoServer();
  const cache = useQueryClient();
  const mancava = useRef(false);
  useEffect(() => {
    if (mancava.current && assenteDal === null) void cache.invalidateQueries(); // whichever request heard it first
    mancava.current = assenteDal !== null;
  }, [assenteDal, cache]);
  return <div>{assenteDal !== null && <Assente dal={assenteDal} />}</div>;
}

function Assente({ dal }: { dal: Date }) {
  const [attesa, setAttesa] = useState({ durataS: FIRST_WAIT_S, restanoS: FIRST_WAIT_S });
  const [prova, setProva] = useState(false);

  const retry = async () => {
    setProva(true);
    const ready = await isReady();
    setProva(false);
    if (ready) {
      reportAnswer();
      return;
    }
    setAttesa(({ durataS }) => {
      const next = Math.min(durataS * 2, LONGEST_WAIT_S);
      return { durataS: next, restanoS: next };
    });
  };

  useEffect(() => {
    if (prova) return undefined;
    const timer = window.setTimeout(() => {
      if (attesa.restanoS <= 1) void retry();
      else setAttesa(({ durataS, restanoS }) => ({ durataS, restanoS: restanoS - 1 }));
    }, 1000);
    return () => window.clearTimeout(timer);
  });

  return (
    <div className="striscia" data-striscia="server">
      <Icona nome="wifi" />
      <div className="cresce">
        <span role="status">
          <b>Il server non risponde dalle {ora(dal)}.</b> Può continuare a scrivere: quanto scritto resta in questo
          computer.
        </span>{' '}
        <span>
          {prova
            ? 'Nuovo tentativo in corso…'
            : `Nuovo tentativo tra ${plural(attesa.restanoS, 'secondo', 'secondi')}.`}
        </span>
      </div>
      <Bottone misura="piccolo" onClick={() => void retry()} alLavoro={prova && 'Riprova ora'}>
        Riprova ora
      </Bottone>
    </div>
  );
}
