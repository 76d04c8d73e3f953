import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { chiedi } from '../api/client.js';
import type { Lotto } from '../api/scansioni.js';
import * as percorsi from '../api/scansioni.js';
import { OGNI_MS } from '../api/scrivania.js';
import { puo, useIo } from '../api/sessione.js';
import { Persona } from '../components/Persona.js';
import { Stato, type StatoProps } from '../components/Stato.js';
import { giornoOra, intero, plural } from '../lib/formati.js';
import { CHIAVE } from './interrogazioni-scansioni.js';
import { NonSiRegistra } from './NonSiRegistra.js';
import { STATI } from './parole-scansioni.js';

const STATI_LOTTO: Readonly<Record<Lotto['stato'], Pick<StatoProps, 'tono' | 'icona' | 'parola'>>> = {
  'in-coda': { tono: 'neu', icona: 'clock', parola: 'In coda' },
  'in-lavorazione': { tono: 'inf', icona: 'refresh', parola: 'In lettura' },
  diviso: { tono: 'ok', icona: 'check-circle', parola: 'Diviso' },
  errore: { tono: 'bad', icona: 'error', parola: 'Non riuscito' },
};

const isInLettura = ({ stato }: Lotto): boolean => stato === 'in-coda' || stato === 'in-lavorazione';
const isStato = (value: string): value is keyof typeof STATI => value in STATI;

interface LottiProps {
  /** Only this one, above the scans that came of it. */
  solo?: string;
}

/** The last batches, or one: how far each is, what came of it, what went wrong. */
export function Lotti({ solo }: LottiProps) {
  const cache = useQueryClient();
  const io = useIo();
  const [escluso, setEscluso] = useState<string | null>(null);
  const { data: all } = useQuery({
    queryKey: [CHIAVE, 'lotti'],
    queryFn: async ({ signal }) => (await chiedi(percorsi.lotti, { segnale: signal })).corpo.elementi,
    refetchInterval: ({ state }) => (state.data?.some(isInLettura) === true ? 3_000 : OGNI_MS),
  });
  const data = solo === undefined ? all : all?.filter(({ id }) => id === solo);
  const diviso = solo !== undefined && data?.some(({ stato }) => stato === 'diviso') === true;
  useEffect(() => {
    // what came of the batch is in the list from the moment it is parted
    if (diviso) void cache.invalidateQueries({ queryKey: [CHIAVE, 'elenco'] });
  }, [cache, diviso]);
  if (data === undefined || data.length === 0) return null;
  return (
    <section className="riquadro scansioni-lotti" aria-labelledby="scansioni-lotti">
      <header>
        <h2 id="scansioni-lotti">{solo === undefined ? 'Lotti' : 'Lotto'}</h2>
      </header>
      <ul className="corpo">
        {data.map((lotto) => (
          <li key={lotto.id} className="lotto">
            <span className="ell">
              <Link to={`${percorsi.PAGINA}?vista=tutte&lotto=${lotto.id}`}>{lotto.nome}</Link>
            </span>
            <Stato {...STATI_LOTTO[lotto.stato]} />
            <span className="sm">
              {isInLettura(lotto) && (
                <progress
                  className="progresso"
                  aria-label={`Pagine lette di ${lotto.nome}`}
                  max={Math.max(lotto.avanzamento.pagine, 1)}
                  value={lotto.avanzamento.fatte}
                />
              )}
              <span role="status">{racconto(lotto)}</span>
              {puo(io, 'registra-entrata') && lotto.stato === 'errore' && lotto.esclusa === undefined && (
                <>
                  {' '}
                  <button type="button" className="come-link" onClick={() => setEscluso(lotto.id)}>
                    Non si registra…
                  </button>
                </>
              )}
            </span>
            <span className="xs mut nw">
              {giornoOra(lotto.creata)}, <Persona utente={lotto.operatore} />
            </span>
          </li>
        ))}
      </ul>
      {escluso !== null && (
        <NonSiRegistra percorso={percorsi.escludiLotto(escluso)} onChiudi={() => setEscluso(null)} />
      )}
    </section>
  );
}

/** What came of a batch, in words. */
function racconto({ stato, errore, avanzamento, scansioni, separatori, esclusa }: Lotto): string {
  if (esclusa !== undefined) return `Non si registra: ${esclusa.esclusione}`;
  if (stato === 'errore') return errore ?? 'Non si è potuto leggere: controllare il file e acquisirlo di nuovo.';
  if (stato !== 'diviso')
    return avanzamento.pagine === 0
      ? 'si contano le pagine'
      : `${intero(avanzamento.fatte)} di ${intero(avanzamento.pagine)} pagine lette`;
  const all = Object.values(scansioni).reduce((sum, n) => sum + n, 0);
  const parts = Object.entries(scansioni).flatMap(([nome, n]) =>
    n > 0 && isStato(nome) ? [`${n} ${STATI[nome].parola.toLowerCase()}`] : [],
  );
  return [
    `${plural(all, 'documento', 'documenti')}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`,
    ...(separatori > 0 ? [plural(separatori, 'foglio separatore', 'fogli separatori')] : []),
  ].join('; ');
}
