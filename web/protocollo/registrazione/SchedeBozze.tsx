import { useEffect, useRef, useSyncExternalStore } from 'react';
import { Link, useNavigate } from 'react-router';
import { Flusso } from '../../components/Flusso.js';
import type { Bozza } from '../../lib/bozze.js';
import { useTasti } from '../../lib/tasti.js';
import { useAperteAltrove } from './BozzeAperte.js';
import { bozzaInParole } from './bozza-in-parole.js';
import type { Quaderno } from './quaderno.js';
import { valoriOf } from './valori.js';

const indirizzoOf = (id: string): string => `/protocollo/nuova?bozza=${id}`;

interface SchedeBozzeProps {
  quaderno: Quaderno;
  /** The drafts besides the one that is open. */
  altre: readonly Bozza[];
  onNuova: () => void;
}

/**
 * The drafts of this person side by side, in the order in which they were begun: one is open, the others a key away, each with its
 * files. Those that another tab of the browser has open are left to it.
 */
export function SchedeBozze({ quaderno, altre, onNuova }: SchedeBozzeProps) {
  const naviga = useNavigate();
  const aperta = useSyncExternalStore(quaderno.subscribe, quaderno.bozza);
  const altrove = useAperteAltrove(altre);
  const corrente = useRef<HTMLAnchorElement>(null);
  const tutte = [...altre.filter(({ id }) => !altrove.has(id)), aperta].sort((a, b) =>
    a.creata.localeCompare(b.creata),
  );
  const posto = tutte.indexOf(aperta);
  const go = (step: number) => {
    const next = tutte[(posto + step + tutte.length) % tutte.length];
    if (next !== undefined && next !== aperta) void naviga(indirizzoOf(next.id));
  };
  useTasti([
    { tasti: 'Alt+n', azione: onNuova },
    // in a tab of its own Chromium keeps Ctrl+PageDown for itself: Alt is there for that
    { tasti: 'Ctrl+PageDown', azione: () => go(1) },
    { tasti: 'Ctrl+PageUp', azione: () => go(-1) },
    { tasti: 'Alt+PageDown', azione: () => go(1) },
    { tasti: 'Alt+PageUp', azione: () => go(-1) },
  ]);
  useEffect(() => {
    corrente.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [tutte.length]);
  if (tutte.length === 1) return null;
  return (
    <nav className="schede-bozze" aria-label="Bozze affiancate">
      {tutte.map((bozza) => {
        const valori = valoriOf(bozza.valori);
        const { titolo, chi } = bozzaInParole(valori);
        const qui = bozza === aperta;
        return (
          <Link
            key={bozza.id}
            to={indirizzoOf(bozza.id)}
            ref={qui ? corrente : null}
            aria-current={qui ? 'page' : undefined}
            title={[chi, titolo].filter((parte) => parte !== '').join(': ')}
          >
            <Flusso flusso={valori.flusso} />
            <span className="ell">{chi === '' ? titolo : chi}</span>
          </Link>
        );
      })}
    </nav>
  );
}
