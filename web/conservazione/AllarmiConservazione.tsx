import { Link } from 'react-router';
import type { TipoAvviso } from '../../schemas/avvisi.api.js';
import type { Linea } from '../../schemas/conservazione.api.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { Persona } from '../components/Persona.js';
import { giornoOra, ora } from '../lib/formati.js';
import { isFerma } from './FermaLinea.js';
import { useAvvisi } from './interrogazioni-conservazione.js';
import { STATI_DI_LINEA } from './parole-conservazione.js';

const DA_DIRE: readonly Linea['stato'][] = ['in-pausa', 'sospesa', 'interrotta'];

/** Told by the lines themselves, with the way to start them again; and by the piles at the left. */
const ALTROVE: readonly TipoAvviso[] = [
  'linea-sospesa',
  'linea-in-pausa',
  'linea-interrotta',
  'rifiutati',
  'conflitti',
  'da-verificare',
  'non-inviabili',
  'in-ritardo',
  'firme-in-scadenza',
];

interface AllarmiConservazioneProps {
  linee: readonly Linea[];
  versa: boolean;
  onFerma: (linea: Linea) => void;
}

/** What stops the whole, above everything: a line that does not go, a missing daily register, a file that does not hold. */
export function AllarmiConservazione({ linee, versa, onFerma }: AllarmiConservazioneProps) {
  const { data } = useAvvisi();
  const ferme = linee.filter(({ stato }) => DA_DIRE.includes(stato));
  const altri = (data?.elementi ?? []).filter(({ tipo }) => !ALTROVE.includes(tipo));
  const postaFerma = data?.posta.errore;
  if (ferme.length === 0 && altri.length === 0 && postaFerma === undefined) return null;
  return (
    <div className="conservazione-allarmi">
      {altri.map(({ tipo, grave, titolo, parole, consiglio, indirizzo }) => (
        <Avviso
          key={tipo}
          tono={grave ? 'bad' : 'warn'}
          annuncio="status"
          titolo={titolo}
          azioni={<Link to={indirizzo}>Apri</Link>}
        >
          {parole} {consiglio}
        </Avviso>
      ))}
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
          {linea.motivo ?? linea.situazione}
          {linea.motivo !== undefined && linea.utente !== undefined && (
            <>
              {' '}
              (<Persona utente={linea.utente} />)
            </>
          )}
          {linea.prossimaProva !== undefined && ` Si riprova da sé alle ${ora(linea.prossimaProva)}.`}
        </Avviso>
      ))}
      {postaFerma !== undefined && (
        <Avviso tono="warn" annuncio="status" titolo="Gli avvisi per posta non partono.">
          {postaFerma}
        </Avviso>
      )}
    </div>
  );
}
