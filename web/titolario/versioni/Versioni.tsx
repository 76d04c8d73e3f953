import { Link } from 'react-router';
import { puo, useIo } from '../../api/sessione.js';
import { giornoIso } from '../../lib/formati.js';
import { adesso } from '../../lib/orologio.js';
import { useTitolo } from '../../lib/titolo.js';
import { useBozza, useVersioni } from '../interrogazioni.js';
import { Bozza } from './Bozza.js';
import { ElencoVersioni, VersioniStrumento } from './Elenchi.js';
import { ImportaStrumento } from './ImportaStrumento.js';
import { ImportaVersione } from './ImportaVersione.js';
import { NonSiApre } from '../../components/NonSiApre.js';
import '../titolario.css';

const DAY_MS = 86_400_000;

/** Versions of the titolario, of the massimario and of the prontuario: read by all, prepared by the archive service, approved by the RGD. */
export function Versioni() {
  const io = useIo();
  const redige = puo(io, 'redige-titolario');
  const approva = puo(io, 'approva-titolario');
  const { data, error, refetch } = useVersioni();
  const { data: bozza } = useBozza(data?.bozza === true);
  useTitolo('Versioni del titolario', io.ente.denominazione);
  const oggi = giornoIso(adesso());
  const domani = giornoIso(new Date(adesso().getTime() + DAY_MS));
  return (
    <div className="pagina-larga">
      <div className="testa">
        <h1>Versioni del titolario</h1>
        <span className="sub">
          cambiano con un atto dell’ente, da un giorno in poi; quello che è classificato resta com’è
        </span>
        <span className="cresce" />
        <Link className="btn btn-terzo" to="/titolario">
          Torna al titolario
        </Link>
      </div>
      <div className="versioni-corpo">
        {error !== null && data === undefined && (
          <NonSiApre titolo="Le versioni non si aprono" errore={error} onRiprova={refetch} />
        )}
        {data !== undefined && (
          <section className="riquadro" aria-label="Versioni">
            <ElencoVersioni versioni={data.elementi} />
          </section>
        )}
        {data?.bozza === true && bozza !== undefined && bozza !== null && (
          <Bozza bozza={bozza} approva={approva} oggi={oggi} />
        )}
        {redige && <ImportaVersione domani={domani} />}
        <VersioniStrumento tipo="massimario" titolo="Massimario" />
        {approva && <ImportaStrumento tipo="massimario" oggi={oggi} />}
        <VersioniStrumento tipo="prontuario" titolo="Prontuario" />
        {approva && <ImportaStrumento tipo="prontuario" oggi={oggi} />}
      </div>
    </div>
  );
}
