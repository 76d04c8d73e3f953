import { Link, useSearchParams } from 'react-router';
import type { VersamentoRisposta } from '../../schemas/versamento.api.js';
import * as percorsi from '../api/conservazione.js';
import { puo, useIo } from '../api/sessione.js';
import { Stato } from '../components/Stato.js';
import { SuggerimentiTasti } from '../components/SuggerimentiTasti.js';
import { useTasti } from '../lib/tasti.js';
import { AzioniVersamento } from './AzioniVersamento.js';
import { ConfrontoDi } from './ConfrontoDi.js';
import { ContenutoDi } from './ContenutoDi.js';
import { useLinee } from './interrogazioni-conservazione.js';
import { nomeIntero, OPERAZIONI, paginaDi, STATI } from './parole-conservazione.js';
import { RisposteDi } from './RisposteDi.js';
import { SituazioneDi } from './SituazioneDi.js';
import { TestoDi } from './TestoDi.js';
import { useScarica } from './use-scarica.js';
import { nomePacchetto } from './PacchettoScelto.js';
import { XmlLeggibile } from './XmlLeggibile.js';

const VISTE = [
  ['contenuto', 'Contenuto'],
  ['indice', 'Indice'],
  ['risposte', 'Risposte'],
  ['rapporto', 'Rapporto'],
  ['confronto', 'Confronto'],
] as const;
type Vista = (typeof VISTE)[number][0];

const TASTI = [
  [['R'], 'rimedia'],
  [['V'], 'decidi'],
  [['S'], 'scarica il pacchetto'],
  [['1', '…', '5'], 'parti'],
  [['Esc'], 'torna all’elenco'],
] as const;

interface VersamentoApertoProps {
  versamento: VersamentoRisposta;
  onMotivo: (motivo: string) => void;
}

/** A package with its parts side by side: at the left what was sent and what was answered, at the right how it stands. */
export function VersamentoAperto({ versamento, onMotivo }: VersamentoApertoProps) {
  const io = useIo();
  const [parametri, setParametri] = useSearchParams();
  const { id, stato, tentativi, rapporto } = versamento;
  const conRisposta = tentativi.some(({ risposta }) => risposta !== undefined);
  const viste = VISTE.filter(
    ([nome]) =>
      (nome !== 'risposte' || conRisposta) &&
      (nome !== 'rapporto' || rapporto !== undefined) &&
      (nome !== 'confronto' || rapporto !== undefined || conRisposta),
  );
  const vista = viste.find(([nome]) => nome === parametri.get('vista'))?.[0] ?? 'contenuto';
  const show = (nome: Vista, n?: number) =>
    setParametri(
      { ...(nome !== 'contenuto' && { vista: nome }), ...(n !== undefined && { n: String(n) }) },
      { replace: true },
    );
  useTasti(
    viste.map(([nome], i) => ({
      tasti: String(i + 1),
      azione: () => show(nome),
    })),
  );
  const { data: linee } = useLinee();
  const conservatore =
    linee?.find((one) => one.conservatore === versamento.conservatore)?.denominazione ?? versamento.conservatore;
  const { scarica, errore, finestra } = useScarica();
  const nome = nomePacchetto(versamento);
  return (
    <>
      <div className="testa">
        <h1>
          Pacchetto <Link to={paginaDi(versamento)}>{nomeIntero(versamento)}</Link>
        </h1>
        <Stato {...STATI[stato]} pieno />
        <span className="sub ell">
          {OPERAZIONI[versamento.operazione]} a {conservatore}
        </span>
        <span className="cresce" />
        <AzioniVersamento versamento={versamento} versa={puo(io, 'versa')} onScarica={scarica} errore={errore} />
      </div>
      <div className="conservazione-pacchetto">
        <div className="conservazione-parte">
          <div className="fascicolo-schede" role="tablist" aria-label="Parti del pacchetto">
            {viste.map(([quale, parola]) => (
              <button
                key={quale}
                type="button"
                role="tab"
                id={`vista-${quale}`}
                aria-selected={vista === quale}
                aria-controls="vista-aperta"
                tabIndex={vista === quale ? 0 : -1}
                onClick={() => show(quale)}
                onKeyDown={(event) => {
                  const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
                  const next = viste[(viste.findIndex(([one]) => one === quale) + by + viste.length) % viste.length];
                  if (by === 0 || next === undefined) return;
                  show(next[0]);
                  document.getElementById(`vista-${next[0]}`)?.focus();
                }}
              >
                {parola}
              </button>
            ))}
          </div>
          <div
            className="conservazione-vista"
            id="vista-aperta"
            role="tabpanel"
            aria-labelledby={`vista-${vista}`}
            tabIndex={0}
          >
            {vista === 'contenuto' && <ContenutoDi versamento={versamento} />}
            {vista === 'indice' && (
              <TestoDi percorso={percorsi.indiceXml(id)} onMotivo={onMotivo}>
                {(testo) => (
                  <XmlLeggibile
                    etichetta="Indice del pacchetto"
                    testo={testo}
                    onScarica={() => scarica(percorsi.indiceXml(id), `${nome}-indice.xml`)}
                  />
                )}
              </TestoDi>
            )}
            {vista === 'risposte' && (
              <RisposteDi
                versamento={versamento}
                n={Number(parametri.get('n') ?? '0')}
                onScegli={(n) => show('risposte', n)}
                onMotivo={onMotivo}
                onScarica={scarica}
              />
            )}
            {vista === 'rapporto' && (
              <TestoDi percorso={percorsi.rapportoXml(id)} onMotivo={onMotivo}>
                {(testo) => (
                  <XmlLeggibile
                    etichetta="Rapporto di versamento"
                    testo={testo}
                    onScarica={() => scarica(percorsi.rapportoXml(id), `${nome}-rapporto.xml`)}
                  />
                )}
              </TestoDi>
            )}
            {vista === 'confronto' && <ConfrontoDi versamento={versamento} onMotivo={onMotivo} />}
          </div>
        </div>
        <SituazioneDi versamento={versamento} onRisposta={(n) => show('risposte', n)} />
      </div>
      <SuggerimentiTasti tasti={TASTI} />
      {finestra}
    </>
  );
}
