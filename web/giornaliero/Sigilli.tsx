import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { chiedi } from '../api/client.js';
import { wordsOf } from '../api/errori.js';
import * as percorsi from '../api/percorsi.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { Progresso } from '../components/Progresso.js';
import { plural } from '../lib/formati.js';

const CHIAVE = ['sigilli-registri'];
const IN_CORSO_MS = 1_500;
const FERMO_MS = 60_000;

/**
 * Days without a seal, of whatever year, and one act that has it put on all of them: a job does it, and here one sees how far it is.
 * @param onFatti - seals were put: what is shown of the days is old
 */
export function Sigilli({ onFatti }: { onFatti: () => void }) {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: CHIAVE,
    queryFn: async ({ signal }) => (await chiedi(percorsi.sigilliMancanti, { segnale: signal })).corpo,
    refetchInterval: ({ state }) => (state.data?.ultima?.stato === 'in-corso' ? IN_CORSO_MS : FERMO_MS),
  });
  const chiede = useMutation({
    mutationFn: async () => (await chiedi(percorsi.apponeSigilli, { corpo: {} })).corpo,
    onSuccess: (letta) => client.setQueryData(CHIAVE, letta),
  });
  const inCorso = data?.ultima?.stato === 'in-corso';
  const chiesto = useRef(false);
  const prima = useRef(false);
  const qui = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (prima.current && !inCorso) onFatti();
    // the button that asked goes away: who was on it stays here, where the work is told
    if (!prima.current && inCorso && chiesto.current) qui.current?.focus();
    prima.current = inCorso;
  }, [inCorso, onFatti]);
  if (data === undefined) return null;
  const { mancano, ultima } = data;
  if (inCorso && ultima !== undefined)
    return (
      <div ref={qui} tabIndex={-1} className="giornaliero-progresso">
        <Progresso
          etichetta={`Sigilli: ${ultima.fatte} di ${ultima.totale} giornate`}
          valore={ultima.totale === 0 ? 1 : ultima.fatte / ultima.totale}
        />
      </div>
    );
  return (
    <div ref={qui} tabIndex={-1}>
      {chiede.error !== null && (
        <Avviso tono="bad" annuncio="alert" titolo="Non riuscito.">
          {wordsOf(chiede.error)}
        </Avviso>
      )}
      {ultima?.stato === 'ferma' && mancano > 0 && (
        <Avviso tono="warn" annuncio="status" titolo={`Sigilli fermi a ${ultima.fatte} di ${ultima.totale} giornate.`}>
          {ultima.motivo}
        </Avviso>
      )}
      {ultima?.stato === 'finita' && mancano === 0 && chiede.isSuccess && (
        <Avviso
          tono="ok"
          annuncio="status"
          titolo={`Sigillo apposto su ${plural(ultima.totale, 'giornata', 'giornate')}.`}
        >
          Le firme si scaricano dalle righe; PDF e XML restano quelli di prima.
        </Avviso>
      )}
      {mancano > 0 && (
        <p className="giornaliero-sigilli">
          <span className="mut">{plural(mancano, 'giornata è', 'giornate sono')} senza sigillo.</span>
          <Bottone
            misura="piccolo"
            icona="file-signed"
            alLavoro={chiede.isPending && 'Richiesta…'}
            onClick={() => {
              chiesto.current = true;
              chiede.mutate();
            }}
          >
            Apponi a tutte
          </Bottone>
        </p>
      )}
    </div>
  );
}
