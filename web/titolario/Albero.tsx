import { type KeyboardEvent, useEffect, useRef } from 'react';
import { Evidenzia } from '../protocollo/registrazione/Evidenzia.js';
import { Stato } from '../components/Stato.js';
import { padreDi, type Vista } from './vista.js';

interface AlberoProps {
  vista: Vista;
  /** During a search everything that answers is shown, nothing can be closed. */
  tutte: boolean;
  aperte: ReadonlySet<string>;
  scelta: string | null;
  cercato: string;
  /** Where the words were found that are not in the name: `prontuario: abusi edilizi`. */
  indizi: ReadonlyMap<string, string>;
  /** How many registrations, by code; absent: not to be told. */
  numeri: ReadonlyMap<string, number> | undefined;
  onAperte: (aperte: ReadonlySet<string>) => void;
  onScelta: (codice: string) => void;
}

/** A WAI-ARIA tree: up and down move, right opens or goes in, left closes or goes up, `*` opens all. */
export function Albero({ vista, tutte, aperte, scelta, cercato, indizi, numeri, onAperte, onScelta }: AlberoProps) {
  const { righe, conFigli } = vista;
  const box = useRef<HTMLDivElement>(null);
  const attuale = useRef(scelta); // the address follows a moment later: keys in a row count from here
  const inViaggio = useRef<string[]>([]); // chosen here, not yet come back through the address
  const current = righe.findIndex(({ codice }) => codice === scelta);
  const isOpen = (codice: string) => tutte || aperte.has(codice);

  useEffect(() => {
    const arrivata = scelta === null ? -1 : inViaggio.current.indexOf(scelta);
    inViaggio.current = inViaggio.current.slice(arrivata + 1);
    if (arrivata === -1) {
      attuale.current = scelta; // another way than a key: a click, a link, back
      inViaggio.current = [];
    }
    const item = box.current?.querySelector<HTMLElement>('[aria-selected="true"]');
    item?.scrollIntoView({ block: 'nearest' });
    if (arrivata !== -1) item?.focus();
  }, [scelta]);

  const choose = (codice: string | undefined) => {
    if (codice === undefined || codice === attuale.current) return;
    attuale.current = codice;
    inViaggio.current.push(codice);
    onScelta(codice);
  };
  const toggle = (codice: string, open: boolean) => {
    const next = new Set(aperte);
    if (open) next.add(codice);
    else next.delete(codice);
    onAperte(next);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const posto = righe.findIndex(({ codice }) => codice === attuale.current);
    const codice = righe[posto]?.codice ?? righe[0]?.codice;
    if (codice === undefined || event.ctrlKey || event.altKey) return;
    switch (event.key) {
      case 'ArrowDown':
        choose(righe[Math.min(righe.length - 1, posto + 1)]?.codice);
        break;
      case 'ArrowUp':
        choose(righe[Math.max(0, posto - 1)]?.codice);
        break;
      case 'Home':
        choose(righe[0]?.codice);
        break;
      case 'End':
        choose(righe.at(-1)?.codice);
        break;
      case 'ArrowRight':
        if (!conFigli.has(codice)) break;
        if (!isOpen(codice)) toggle(codice, true);
        else choose(righe[posto + 1]?.codice);
        break;
      case 'ArrowLeft':
        if (conFigli.has(codice) && isOpen(codice) && !tutte) toggle(codice, false);
        else choose(padreDi(codice));
        break;
      case '*':
        onAperte(new Set(conFigli));
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  return (
    <div ref={box} className="scorre" role="tree" aria-label="Voci del titolario" onKeyDown={onKeyDown}>
      {righe.map(({ codice, voce, livello, attiva, riservata }, i) => {
        const chosen = codice === scelta;
        const parent = conFigli.has(codice);
        return (
          <div
            key={codice}
            role="treeitem"
            className={['voce-riga', `livello-${livello}`, !attiva && 'chiusa'].filter(Boolean).join(' ')}
            aria-level={livello}
            aria-selected={chosen}
            aria-expanded={parent ? isOpen(codice) : undefined}
            tabIndex={chosen || (current === -1 && i === 0) ? 0 : -1}
            onClick={() => {
              onScelta(codice);
              if (parent && !tutte) toggle(codice, chosen ? !isOpen(codice) : true);
            }}
          >
            <span className="freccia" aria-hidden="true">
              {parent && (isOpen(codice) ? '▾' : '▸')}
            </span>
            <span className="codice">{codice}</span>
            <span className="parole cresce">
              <Evidenzia testo={voce} cercato={cercato} />
            </span>
            {indizi.has(codice) && <span className="xs mut ell titolario-indizio">{indizi.get(codice)}</span>}
            {!attiva && <span className="xs mut">chiusa</span>}
            {riservata === true && <Stato tono="neu" icona="locked" parola="riservata" />}
            {numeri !== undefined && livello < 3 && (
              <span className="xs mut titolario-numero">{numeri.get(codice) ?? 0}</span>
            )}
          </div>
        );
      })}
    </div>
  );
}
