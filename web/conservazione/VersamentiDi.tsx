import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import './conservazione.css';
import type { VersamentoRichiesto } from '../../schemas/versamento.api.js';
import { chiedi, type Percorso } from '../api/client.js';
import * as percorsi from '../api/conservazione.js';
import { wordsOf } from '../api/errori.js';
import { puo, useIo } from '../api/sessione.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { Stato } from '../components/Stato.js';
import { giornoOra } from '../lib/formati.js';
import { useMotivoAccesso } from '../protocollo/motivo-accesso.js';
import { CHIAVE } from './interrogazioni-conservazione.js';
import { OPERAZIONI, STATI } from './parole-conservazione.js';
import { useAttoVersamento } from './use-atto-versamento.js';

interface VersamentiDiProps {
  percorso: Percorso<percorsi.Brevi>;
  /** to have it shipped now */
  che: VersamentoRichiesto;
  titolo: string;
  /** of the record: another one may stand otherwise */
  versione: number;
}

/** How a registration or a fascicolo stands with the conservation system; not asked where it does not matter. */
export function useVersamentiDi(percorso: Percorso<percorsi.Brevi>, versione: number, chiedere = true) {
  const motivoAccesso = useMotivoAccesso();
  return useQuery({
    queryKey: [CHIAVE, 'di', percorso.url, versione, motivoAccesso ?? ''],
    queryFn: async ({ signal }) => (await chiedi(percorso, { segnale: signal, motivoAccesso })).corpo,
    enabled: chiedere,
  });
}

/** In the page of a registration or of a fascicolo: whether it is conserved, since when, under which receipt; else what is missing. */
export function VersamentiDi({ percorso, che, titolo, versione }: VersamentiDiProps) {
  const io = useIo();
  const { data } = useVersamentiDi(percorso, versione);
  const versa = useAttoVersamento(
    percorsi.versa,
    ['Versamento avviato.', 'L’esito compare qui e in Conservazione.'],
    () => undefined,
  );
  if (data === undefined) return null;
  const { situazione, elementi, mancanze } = data;
  const legge = puo(io, 'legge-conservazione');
  const vivo = elementi.some(({ operazione, stato }) => operazione === 'versamento' && stato !== 'annullato');
  return (
    <section className="riquadro" aria-label={titolo}>
      <header>
        <h2>{titolo}</h2>
        <span className="cresce" />
        {puo(io, 'versa') && !vivo && mancanze.length === 0 && (
          <Bottone misura="piccolo" alLavoro={versa.alLavoro && 'Preparo…'} onClick={() => versa.invia(che)}>
            Versa ora
          </Bottone>
        )}
      </header>
      <div className="corpo sm pila">
        <p>{situazione}</p>
        {versa.errore !== null && (
          <Avviso tono="bad" annuncio="alert">
            {wordsOf(versa.errore)}
          </Avviso>
        )}
        {mancanze.length > 0 && (
          <ul className="conservazione-voci">
            {mancanze.map(({ codice, messaggio, chi }) => (
              <li key={`${codice} ${messaggio}`}>
                {messaggio}
                {chi !== undefined && <span className="mut"> {chi}</span>}
              </li>
            ))}
          </ul>
        )}
        {elementi.length > 0 && (
          <ul className="conservazione-brevi">
            {elementi.map(({ id, operazione, stato, situazione: come, creato, rapporto }) => (
              <li key={id}>
                <span className="riga-sparsa">
                  {legge ? (
                    <Link to={percorsi.paginaVersamento(id)}>{OPERAZIONI[operazione]}</Link>
                  ) : (
                    <span>{OPERAZIONI[operazione]}</span>
                  )}
                  <Stato {...STATI[stato]} />
                </span>
                <span className="xs mut">
                  {rapporto === undefined
                    ? `${come}, ${giornoOra(creato)}`
                    : `Rapporto di versamento del ${giornoOra(rapporto.data)}`}
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
