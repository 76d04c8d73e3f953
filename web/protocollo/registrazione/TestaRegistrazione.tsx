import { useEffect, useState, useSyncExternalStore } from 'react';
import { Link } from 'react-router';
import * as percorsi from '../../api/percorsi.js';
import type { Riferimento } from '../../api/tipi.js';
import { Bottone } from '../../components/Bottone.js';
import { Icona } from '../../components/Icona.js';
import { Stato } from '../../components/Stato.js';
import { giorno, numero7, ora } from '../../lib/formati.js';
import { BozzeAperte, useAltreBozze } from './BozzeAperte.js';
import { EtichettaAppena } from './EtichettaAppena.js';
import type { Quaderno } from './quaderno.js';
import { SchedeBozze } from './SchedeBozze.js';

interface TestaRegistrazioneProps {
  quaderno: Quaderno;
  autore: string;
  /** Found again in the browser, not new. */
  ripresa: boolean;
  /** The number given just before, by «Registra e prossimo». */
  appena: (Riferimento & { dataRegistrazione: string }) | undefined;
  /** Kept on purpose just now. */
  tenuta: boolean;
  onNuova: () => void;
}

/** Head of the form: what was registered before, since when the draft is safe, the other drafts. */
export function TestaRegistrazione({ quaderno, autore, ripresa, appena, tenuta, onNuova }: TestaRegistrazioneProps) {
  const [elenco, setElenco] = useState(false);
  const { bozze, rileggi } = useAltreBozze(autore, quaderno.id);
  useEffect(() => {
    if (elenco) rileggi();
  }, [elenco, rileggi]);
  return (
    <div className="testa testa-registrazione">
      <h1>Nuova registrazione</h1>
      <span className="sub ell" role="status">
        {appena !== undefined && (
          <span className="st ok">
            <Icona nome="check-circle" misura="s" /> Registrata{' '}
            <Link to={percorsi.paginaScheda(appena)}>
              n. {numero7(appena.numero)} del {giorno(appena.dataRegistrazione)}
            </Link>
          </span>
        )}
        {appena === undefined && ripresa && !tenuta && 'bozza ripresa da dove era rimasta'}
        {tenuta && 'la bozza resta in «Bozze aperte»'}
      </span>
      {appena !== undefined && <EtichettaAppena di={appena} />}
      <span className="cresce" />
      <SchedeBozze quaderno={quaderno} altre={bozze} onNuova={onNuova} />
      <StatoBozza quaderno={quaderno} />
      <Bottone aspetto="testo" onClick={() => setElenco(true)}>
        {bozze.length === 0 ? 'Bozze aperte' : `Bozze aperte: ${bozze.length}`}
      </Bottone>
      <Bottone aspetto="testo" tasto="Alt+N" onClick={onNuova}>
        Nuova
      </Bottone>
      {elenco && <BozzeAperte bozze={bozze} onChiudi={() => setElenco(false)} onEliminata={rileggi} />}
    </div>
  );
}

/** Since when the draft is safe, or why it is not. */
function StatoBozza({ quaderno }: { quaderno: Quaderno }) {
  const { salvata, guasto } = useSyncExternalStore(quaderno.subscribe, quaderno.stato);
  useEffect(() => {
    if (guasto === null) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault(); // the browser asks before it closes what is kept nowhere
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [guasto]);
  if (guasto !== null) return <Stato tono="warn" icona="warning-circle" parola={guasto} />;
  if (salvata === null) return null;
  return <Stato tono="ok" icona="check" parola={`Bozza salvata alle ${ora(salvata)}`} />;
}
