import { useState } from 'react';
import { Link } from 'react-router';
import type { CampioneLetto } from '../../schemas/campione.api.js';
import { esitoCampione } from '../api/attestazioni.js';
import { paginaScansione } from '../api/scansioni.js';
import { useIo } from '../api/sessione.js';
import { Bottone } from '../components/Bottone.js';
import { Stato } from '../components/Stato.js';
import { DialogoMotivo } from '../protocollo/atti/DialogoMotivo.js';
import { useAttoScansione } from './use-atto-scansione.js';

/** The copies that were drawn: each is compared page by page, then called conforming or not. */
export function SceltiDelCampione({ campione }: { campione: CampioneLetto }) {
  const io = useIo();
  const [difforme, setDifforme] = useState<string>();
  const atto = useAttoScansione<CampioneLetto>({ racconta: true });
  const decide = campione.stato === 'aperto' && campione.funzionario === io.utente;
  const conforme = (scansione: string) =>
    atto.invia({ percorso: esitoCampione(campione.id), corpo: { scansione, esito: 'conforme' } });
  return (
    <>
      <ol className="campione">
        {campione.scelti.map(({ scansione, esito, motivo }, i) => (
          <li key={scansione} className="riga">
            <Link to={`${paginaScansione(scansione)}?passo=raffronta`}>Copia {i + 1}</Link>
            <span className="mono xs mut">{scansione.slice(-8)}</span>
            {esito === 'conforme' && <Stato tono="ok" icona="check-circle" parola="Conforme" />}
            {esito === 'difforme' && <Stato tono="bad" icona="error" parola={`Difforme: ${motivo ?? ''}`} />}
            {esito === undefined && decide && (
              <>
                <Bottone misura="piccolo" onClick={() => conforme(scansione)}>
                  Conforme<span className="vh">: copia {i + 1}</span>
                </Bottone>
                <Bottone misura="piccolo" onClick={() => setDifforme(scansione)}>
                  Difforme…<span className="vh">: copia {i + 1}</span>
                </Bottone>
              </>
            )}
          </li>
        ))}
      </ol>
      {difforme !== undefined && (
        <Difforme campione={campione.id} scansione={difforme} onChiudi={() => setDifforme(undefined)} />
      )}
    </>
  );
}

interface DifformeProps {
  campione: string;
  scansione: string;
  onChiudi: () => void;
}

function Difforme({ campione, scansione, onChiudi }: DifformeProps) {
  const { invia, ...atto } = useAttoScansione<CampioneLetto>({ fatto: ['Segnata difforme.'], onFatto: onChiudi });
  return (
    <DialogoMotivo
      titolo="La copia è difforme dall’originale?"
      premessa="Se le difformi superano quante il piano ne accetta, tutto il lotto torna al controllo."
      azione="Segna difforme"
      rinuncia="La riguardo"
      inCorso="Un momento…"
      pericolo
      atto={{
        ...atto,
        invia: (corpo) =>
          invia({
            percorso: esitoCampione(campione),
            corpo: { scansione, esito: 'difforme', ...(corpo as { motivo: string }) },
          }),
      }}
      onChiudi={onChiudi}
    />
  );
}
