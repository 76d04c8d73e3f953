import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AnnoNumero } from '../../../schemas/comune.api.js';
import type { Avviso } from '../../../schemas/registrazione-risposta.api.js';
import { chiedi } from '../../api/client.js';
import { nomeMezzo } from '../../api/elenchi.js';
import * as percorsi from '../../api/percorsi.js';
import { useIo } from '../../api/sessione.js';
import { Bottone } from '../../components/Bottone.js';
import { Stato } from '../../components/Stato.js';
import { dimensione, giorno, numero7, ora } from '../../lib/formati.js';
import { useTasti } from '../../lib/tasti.js';

const keyOf = ({ anno, numero }: AnnoNumero): string => `${anno}/${numero}`;

/** Why it looks like that one, short: number and day stand below; what is not known by its code in the server's words. */
const PERCHE: Readonly<Record<string, string>> = {
  'duplicato-documento': 'stesso file',
  'duplicato-protocollo-mittente': 'stesso mittente e stesso suo protocollo',
};
const perche = ({ codice, messaggio }: Avviso): string => PERCHE[codice] ?? messaggio;

/** Registrations that look like this one, under the document and beside the form, with what they are. Nothing is blocked. */
export function Gemello({ avvisi }: { avvisi: readonly Avviso[] }) {
  const [lasciati, setLasciati] = useState<ReadonlySet<string>>(new Set());
  useTasti([{ tasti: 'Alt+g', azione: () => document.querySelector<HTMLAnchorElement>('.apri-gemello')?.focus() }]);
  const gemelli = new Map(avvisi.flatMap(({ riferimenti = [] }) => riferimenti.map((uno) => [keyOf(uno), uno])));
  const mostrati = [...gemelli.values()].filter((uno) => !lasciati.has(keyOf(uno)));
  const altri = avvisi.filter(({ riferimenti = [] }) => riferimenti.length === 0);
  if (mostrati.length === 0 && altri.length === 0) return <div role="status" />;
  return (
    <div className="gemello" role="status" aria-label={mostrati.length > 0 ? 'Possibile doppione' : 'Avvisi'}>
      <div className="riga">
        <Stato
          tono="warn"
          icona={mostrati.length > 0 ? 'copy' : 'warning-circle'}
          parola={mostrati.length > 0 ? 'Forse è già registrata' : 'Da guardare'}
        />
        <span className="sm">{avvisi.map(perche).join(' · ')}</span>
        <span className="cresce" />
        {mostrati.length > 0 && (
          <Bottone
            aspetto="testo"
            misura="piccolo"
            onClick={() => setLasciati(new Set([...lasciati, ...gemelli.keys()]))}
          >
            È un’altra, registra comunque
          </Bottone>
        )}
      </div>
      {mostrati.map((uno, posto) => (
        <Registrata key={keyOf(uno)} di={uno} primo={posto === 0} />
      ))}
    </div>
  );
}

function Registrata({ di, primo }: { di: AnnoNumero; primo: boolean }) {
  const io = useIo();
  const { data } = useQuery({
    queryKey: ['gemello', di.anno, di.numero],
    queryFn: async ({ signal }) => (await chiedi(percorsi.registrazione(di), { segnale: signal })).corpo,
    staleTime: 60_000,
    retry: false,
  });
  const documento = data?.documento;
  return (
    <div className="gemello-scheda">
      <div className="cresce">
        <b className="mono">{numero7(di.numero)}</b>{' '}
        {data === undefined
          ? `del ${di.anno}`
          : `del ${giorno(data.dataRegistrazione)}, ${ora(data.dataRegistrazione)} · ${nomeMezzo(io, data.mezzo)}`}
        {data?.stato === 'annullata' && ' · ANNULLATO'}
        {data !== undefined && (
          <span className="ell gemello-oggetto">
            {data.oggetto}
            {documento !== undefined && ` · ${documento.nome}, ${dimensione(documento.dimensione)}`}
          </span>
        )}
      </div>
      <a
        className="btn btn-testo btn-piccolo apri-gemello"
        href={percorsi.paginaScheda(di)}
        target="_blank"
        rel="noreferrer"
      >
        Apri n. {numero7(di.numero)} {primo && <kbd aria-hidden="true">Alt+G</kbd>}
      </a>
    </div>
  );
}
