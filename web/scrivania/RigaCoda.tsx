import { Link } from 'react-router';
import { isDiRepertorio, paginaScheda } from '../api/percorsi.js';
import type { Riferimento, RigaScrivania } from '../api/tipi.js';
import { Icona } from '../components/Icona.js';
import { Stato } from '../components/Stato.js';
import type { Colonna } from '../components/Tabella.js';
import type { ColonnaInOrdine } from '../components/use-ordine.js';
import { eta, giornoOra, numero7 } from '../lib/formati.js';
import { adesso } from '../lib/orologio.js';
import type { NomeOf } from '../lib/utenti.js';
import { corrispondenti, detto } from '../protocollo/parole.js';
import { daSapere } from './da-sapere.js';

/** `2026/12`, or `DET/2026/12` in a repertorio: two of them may have the same number. */
export const chiaveRiga = ({ anno, numero, registro }: Riferimento): string =>
  isDiRepertorio({ registro }) ? `${registro}/${anno}/${numero}` : `${anno}/${numero}`;

/** What the rows of a queue are sorted by; by themselves they come from the one that waits longest. */
export const colonneCoda = (nomeOf: NomeOf): readonly ColonnaInOrdine<RigaScrivania>[] => [
  {
    campo: 'numero',
    titolo: 'Numero',
    classe: 'c-numero',
    valore: (riga) => `${isDiRepertorio(riga) ? `${riga.registro} ` : ''}${numero7(riga.numero)}/${riga.anno}`,
    chiave: ({ anno, numero }) => `${anno}${numero7(numero)}`,
  },
  {
    campo: 'da',
    titolo: 'Da',
    classe: 'c-da',
    valore: ({ attesaDal }) => giornoOra(attesaDal),
    chiave: ({ attesaDal }) => attesaDal,
  },
  {
    campo: 'oggetto',
    titolo: 'Corrispondente e oggetto',
    classe: 'c-oggetto',
    valore: (riga) => `${corrispondenti(riga)}: ${riga.oggetto}`,
  },
  { campo: 'sapere', titolo: 'Da sapere', classe: 'c-sapere', valore: (riga) => daSapere(riga, nomeOf)?.parola ?? '' },
];

/** The marks of choice, only where many can be assigned at once. */
export const COLONNA_SCELTA: Colonna = { titolo: <span className="vh">Scelta</span>, classe: 'c-scelta' };

/** The age in a narrow column. */
const etaBreve = (instant: string): string => eta(instant, adesso()).replace('meno di un minuto', 'adesso');

interface CelleCodaProps {
  riga: RigaScrivania;
  nomeOf: NomeOf;
  segnata: boolean;
  scegliibili: boolean;
  onSegna: () => void;
}

/** Two lines a row: whose letter it is, and what it says. */
export function CelleCoda({ riga, nomeOf, segnata, scegliibili, onSegna }: CelleCodaProps) {
  const nota = daSapere(riga, nomeOf);
  const con = corrispondenti(riga);
  return (
    <>
      {scegliibili && (
        <td className="c-scelta">
          <input
            type="checkbox"
            tabIndex={-1}
            checked={segnata}
            onChange={onSegna}
            aria-label={`Scegli ${detto(riga).nome}`}
          />
        </td>
      )}
      <th scope="row" className="num due-righe">
        {isDiRepertorio(riga) && <span>{riga.registro}</span>}{' '}
        <Link to={paginaScheda(riga)} tabIndex={-1}>
          {numero7(riga.numero)}
        </Link>
      </th>
      <td title={giornoOra(riga.attesaDal)}>{etaBreve(riga.attesaDal)}</td>
      <td className="due-righe" title={`${con}: ${riga.oggetto}`}>
        <b className="ell">{con}</b>
        <span className="ell">
          {riga.riservatezza.livello === 'riservata' && (
            <>
              <Icona nome="locked" misura="s" /> <span className="vh">Riservata: </span>
            </>
          )}
          {riga.oggetto}
        </span>
      </td>
      <td>{nota !== undefined && <Stato {...nota} />}</td>
    </>
  );
}
