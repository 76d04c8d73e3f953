import { useQueries } from '@tanstack/react-query';
import { raffronto as percorsoRaffronto } from '../api/attestazioni.js';
import { chiedi } from '../api/client.js';
import type { Scansione } from '../api/scansioni.js';
import { plural } from '../lib/formati.js';
import { chiaveRaffronto } from './interrogazioni-attestazioni.js';
import { useScansioni } from './interrogazioni-scansioni.js';
import { Spunta } from '../components/Spunta.js';

interface AltreCopieProps {
  scansione: Scansione & { lotto: string };
  scelte: readonly string[];
  onScelte: (scelte: readonly string[]) => void;
}

/** Copies that one attestation may cover together: of the same batch, each compared to its last page by who signs. */
export function AltreCopie({ scansione: { id, lotto }, scelte, onScelte }: AltreCopieProps) {
  const { data } = useScansioni({ lotto, stato: 'pronta' });
  const altre = (data?.elementi ?? []).filter((one) => one.id !== id);
  const raffronti = useQueries({
    queries: altre.map((one) => ({
      queryKey: [...chiaveRaffronto(one.id), one.versione],
      queryFn: async ({ signal }: { signal: AbortSignal }) =>
        (await chiedi(percorsoRaffronto(one.id), { segnale: signal })).corpo,
    })),
  });
  const pronte = altre.filter((_, i) => raffronti[i]?.data?.mancano === 0 && raffronti[i].data.diverse === 0);
  if (pronte.length === 0) return null;
  return (
    <fieldset>
      <legend className="etichetta">Attestare insieme altre copie del lotto, già raffrontate</legend>
      {pronte.map((one) => (
        <Spunta
          key={one.id}
          id={`insieme-${one.id}`}
          spuntata={scelte.includes(one.id)}
          onSpunta={(si) => onScelte(si ? [...scelte, one.id] : scelte.filter((other) => other !== one.id))}
        >
          {one.nome}, {plural(one.avanzamento.pagine, 'pagina', 'pagine')}
        </Spunta>
      ))}
    </fieldset>
  );
}
