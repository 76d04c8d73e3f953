import { useSearchParams } from 'react-router';
import { giorno } from '../lib/formati.js';
import { useVersioni } from './interrogazioni.js';
import { giornoPrima } from './parole.js';

const MOSTRATE = 4;

/** Which version one looks at: the one in force, those before, one approved for later. */
export function SceltaVersione({ scelta }: { scelta: number | undefined }) {
  const versioni = useVersioni().data?.elementi ?? [];
  const [parametri, setParametri] = useSearchParams();
  if (versioni.length < 2) return null;
  const choose = (numero: number, vigente: boolean) => {
    const next = new URLSearchParams(parametri);
    if (vigente) next.delete('versione');
    else next.set('versione', String(numero));
    setParametri(next, { replace: true });
  };
  return (
    <div className="segmenti" role="group" aria-label="Versione del titolario">
      {versioni.slice(0, MOSTRATE).map(({ numero, dal, al, stato }) => (
        <button
          key={numero}
          type="button"
          aria-pressed={numero === scelta}
          onClick={() => choose(numero, stato === 'vigente')}
        >
          v{numero},{' '}
          {al !== undefined && stato === 'cessata' ? `fino al ${giorno(giornoPrima(al))}` : `dal ${giorno(dal)}`}
        </button>
      ))}
    </div>
  );
}
