import { Link } from 'react-router';
import type { RigaVersamento, VersamentoRisposta } from '../../schemas/versamento.api.js';
import * as percorsi from '../api/conservazione.js';
import { wordsOf } from '../api/errori.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { Stato } from '../components/Stato.js';
import { dimensione, plural } from '../lib/formati.js';
import { useVersamento } from './interrogazioni-conservazione.js';
import { LineaTentativi } from './LineaTentativi.js';
import { nomeIntero, OPERAZIONI, PAROLE_RIMEDIO, STATI } from './parole-conservazione.js';
import { isDaDecidere, rimediDi } from './rimedi.js';
import { useScarica } from './use-scarica.js';
import type { PilaProps } from './pila-props.js';

/** `1 documento, metadati, 212 kB` */
export function contenutoDi({ file, dimensione: byte }: Pick<VersamentoRisposta, 'file' | 'dimensione'>): string {
  const documenti = file.filter(({ ruolo }) => ruolo !== 'metadati').length;
  return [
    plural(documenti, 'documento', 'documenti'),
    ...(file.length > documenti ? ['metadati a parte'] : []),
    dimensione(byte),
  ].join(', ');
}

/** The file under which the whole package is taken away. */
export const nomePacchetto = ({ chiave }: Pick<RigaVersamento, 'chiave'>): string =>
  [chiave.registro, chiave.anno, chiave.numero].join('-').replaceAll(/[^\w.-]+/g, '_');

interface PacchettoSceltoProps {
  riga: RigaVersamento;
  versa: boolean;
  rimedia: PilaProps['rimedia'];
}

const ULTIMI = 4;

/** Beside the list: what the chosen package is, what happened to it, the next step. */
export function PacchettoScelto({ riga, versa, rimedia }: PacchettoSceltoProps) {
  const { data } = useVersamento(riga.id);
  const { scarica, inCorso, errore, finestra } = useScarica();
  const shown = data ?? riga;
  const rimedi = rimediDi(shown);
  const conRisposta = data?.tentativi.findLast(({ risposta }) => risposta !== undefined);
  const pagina = percorsi.paginaVersamento(riga.id);
  return (
    <section className="riquadro" aria-labelledby="scelto-titolo">
      <header>
        <h2 id="scelto-titolo">
          Pacchetto <Link to={pagina}>{nomeIntero(riga)}</Link>
        </h2>
        <span className="cresce" />
        <Stato {...STATI[shown.stato]} pieno />
      </header>
      <div className="corpo conservazione-scelto">
        <dl className="dati">
          <dt>Chiave</dt>
          <dd className="mono">
            {riga.chiave.registro} / {riga.chiave.anno} / {riga.chiave.numero}
          </dd>
          {riga.operazione !== 'versamento' && (
            <>
              <dt>Operazione</dt>
              <dd>{OPERAZIONI[riga.operazione]}</dd>
            </>
          )}
          <dt>Contiene</dt>
          <dd>{data === undefined ? dimensione(riga.dimensione) : contenutoDi(data)}</dd>
          <dt>Come sta</dt>
          <dd>{shown.situazione}</dd>
        </dl>
        {data !== undefined && <LineaTentativi versamento={data} ultimi={ULTIMI} />}
        {errore !== null && (
          <Avviso tono="bad" annuncio="alert">
            {wordsOf(errore)}
          </Avviso>
        )}
        <div className="in-riga">
          {versa &&
            rimedi.map((rimedio) => (
              <Bottone key={rimedio} misura="piccolo" onClick={() => rimedia(rimedio, [riga])}>
                {PAROLE_RIMEDIO[rimedio]}
              </Bottone>
            ))}
          {versa && isDaDecidere(shown) && (
            <Bottone misura="piccolo" onClick={() => rimedia('decidi', [riga])}>
              Decidi…
            </Bottone>
          )}
          {conRisposta !== undefined && (
            <Link className="btn btn-terzo btn-piccolo" to={`${pagina}?vista=risposte&n=${conRisposta.n}`}>
              Vedi la risposta
            </Link>
          )}
          <Bottone
            aspetto="testo"
            misura="piccolo"
            alLavoro={inCorso !== null && 'Preparo il pacchetto…'}
            onClick={() => scarica(percorsi.pacchettoZip(riga.id), `${nomePacchetto(riga)}.zip`)}
          >
            Scarica il pacchetto
          </Bottone>
        </div>
      </div>
      {finestra}
    </section>
  );
}
