import type { Linea } from '../../schemas/conservazione.api.js';
import { PAGINA_LINEE } from '../api/conservazione.js';
import { Link } from 'react-router';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { giornoOra, ora, plural } from '../lib/formati.js';
import { isFerma } from './FermaLinea.js';
import { useFissita } from './interrogazioni-conservazione.js';
import { STATI_DI_LINEA } from './parole-conservazione.js';

interface AllarmiConservazioneProps {
  linee: readonly Linea[];
  versa: boolean;
  onFerma: (linea: Linea) => void;
}

const DA_DIRE: readonly Linea['stato'][] = ['in-pausa', 'sospesa', 'interrotta'];

/** What stops the whole, above everything: a line that does not go, a stored file or a chain that does not hold. */
export function AllarmiConservazione({ linee, versa, onFerma }: AllarmiConservazioneProps) {
  const { data } = useFissita();
  const ferme = linee.filter(({ stato }) => DA_DIRE.includes(stato));
  const guasti = data?.guastiAperti ?? 0;
  if (ferme.length === 0 && guasti === 0) return null;
  return (
    <div className="conservazione-allarmi">
      {guasti > 0 && (
        <Avviso
          tono="bad"
          annuncio="status"
          titolo={`${plural(guasti, 'guasto', 'guasti')} nell’integrità di ciò che è conservato qui.`}
          azioni={<Link to={PAGINA_LINEE}>Che cosa non torna</Link>}
        />
      )}
      {ferme.map((linea) => (
        <Avviso
          key={linea.conservatore}
          tono={linea.stato === 'sospesa' ? 'bad' : 'warn'}
          annuncio="status"
          titolo={`${linea.denominazione}: ${STATI_DI_LINEA[linea.stato].parola.toLowerCase()}${linea.dal === undefined ? '' : ` dal ${giornoOra(linea.dal)}`}.`}
          azioni={
            versa &&
            isFerma(linea) && (
              <Bottone misura="piccolo" onClick={() => onFerma(linea)}>
                Riprendi…
              </Bottone>
            )
          }
        >
          {linea.motivo === undefined
            ? linea.situazione
            : `${linea.motivo}${linea.utente === undefined ? '' : ` (${linea.utente})`}`}
          {linea.prossimaProva !== undefined && ` Si riprova da sé alle ${ora(linea.prossimaProva)}.`}
        </Avviso>
      ))}
    </div>
  );
}
