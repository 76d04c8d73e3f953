import type { RaffrontoLetto } from '../../schemas/attestazione.api.js';

interface PagineVisteProps {
  raffronto: RaffrontoLetto;
  scelta: string | undefined;
  onScegli: (pagina: string) => void;
}

const SEGNI = { uguale: '✓', diversa: '✕' } as const;
const PAROLE = { uguale: ', uguale', diversa: ', non uguale' } as const;

/** A tick for each page that was compared; a page scanned again has lost its own. */
export function PagineViste({ raffronto: { pagine }, scelta, onScegli }: PagineVisteProps) {
  return (
    <ol className="pagine-viste" aria-label="Pagine da confrontare">
      {pagine.map(({ id, numero, esito }) => (
        <li key={id}>
          <button
            type="button"
            className={esito}
            aria-current={id === scelta ? 'true' : undefined}
            onClick={() => onScegli(id)}
          >
            {esito !== undefined && <span aria-hidden="true">{SEGNI[esito]}</span>}
            <span className="vh">Pagina </span>
            {numero}
            <span className="vh">{esito === undefined ? ', da vedere' : PAROLE[esito]}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
