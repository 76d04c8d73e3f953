import { Link } from 'react-router';
import { paginaScheda } from '../../api/percorsi.js';
import type { Io, RigaRegistro, Ufficio } from '../../api/tipi.js';
import { nomeUfficio } from '../../api/elenchi.js';
import { Flusso } from '../../components/Flusso.js';
import { Icona } from '../../components/Icona.js';
import { Stato } from '../../components/Stato.js';
import type { Colonna } from '../../components/Tabella.js';
import { annoDi, giorno, giornoBreve, giornoOra, numero7, ora } from '../../lib/formati.js';
import { corrispondenti, isMascherata, statoDiLavoro, ufficioDi } from '../parole.js';

export const COLONNE: readonly Colonna[] = [
  { titolo: 'Numero ↓', classe: 'c-numero', ordine: 'descending' },
  { titolo: 'Data e ora', classe: 'c-data' },
  { titolo: <abbr title="Flusso">Fl.</abbr>, classe: 'c-flusso' },
  { titolo: 'Corrispondente', classe: 'c-corrispondente' },
  { titolo: 'Oggetto', classe: 'c-oggetto' },
  { titolo: 'Classe', classe: 'c-classe' },
  { titolo: 'Ufficio', classe: 'c-ufficio' },
  { titolo: 'Stato', classe: 'c-stato' },
];

/** The columns that a tablet has room for. */
export const COLONNE_STRETTE: readonly Colonna[] = COLONNE.filter(
  ({ classe }) => classe !== 'c-classe' && classe !== 'c-ufficio',
);

export const chiaveRiga = ({ anno, numero }: RigaRegistro): string => `${anno}/${numero}`;

export const classeRiga = (riga: RigaRegistro): string | undefined => {
  if (isMascherata(riga)) return 'riservata';
  return riga.stato === 'annullata' ? 'annullata' : undefined;
};

/** `24/11 16:12` in the year that runs, the whole date in another one. */
function quando(instant: string, annoCorrente: number): string {
  return annoDi(instant) === annoCorrente ? `${giornoBreve(instant)} ${ora(instant)}` : giorno(instant);
}

interface CelleRigaProps {
  riga: RigaRegistro;
  io: Io;
  uffici: readonly Ufficio[] | undefined;
  /** Without class and office: on a tablet. */
  stretta: boolean;
}

/** The eight cells of a row; what one may not read is one masked cell. */
export function CelleRiga({ riga, io, uffici, stretta }: CelleRigaProps) {
  const testa = (
    <>
      <th scope="row" className="num cancellato">
        <Link to={paginaScheda(riga)} tabIndex={-1}>
          {numero7(riga.numero)}
        </Link>
      </th>
      <td className="num cancellato" title={giornoOra(riga.dataRegistrazione)}>
        {quando(riga.dataRegistrazione, annoDi(io.adesso))}
      </td>
      <td>
        <Flusso flusso={riga.flusso} />
      </td>
    </>
  );
  if (isMascherata(riga)) {
    return (
      <>
        {testa}
        <td colSpan={stretta ? 2 : 4} className="c-mascherata">
          <Icona nome="locked" misura="s" /> Registrazione riservata: contenuto visibile solo agli incaricati
        </td>
        <td>
          <Stato {...statoDiLavoro(riga)} />
        </td>
      </>
    );
  }
  const con = corrispondenti(riga);
  const ufficio = ufficioDi(riga);
  return (
    <>
      {testa}
      <td className="cancellato" title={con}>
        {con}
      </td>
      <td className="cancellato" title={riga.oggetto}>
        {riga.riservatezza.livello === 'riservata' && (
          <>
            <Icona nome="locked" misura="s" /> <span className="vh">Riservata: </span>
          </>
        )}
        {riga.oggetto}
      </td>
      {!stretta && (
        <>
          <td className="cancellato c-classe" title={riga.classifica?.voce}>
            {riga.classifica?.codice ?? <span className="mut">manca</span>}
          </td>
          <td className="cancellato c-ufficio" title={ufficio === undefined ? undefined : nomeUfficio(uffici, ufficio)}>
            {ufficio ?? '–'}
          </td>
        </>
      )}
      <td>
        <Stato {...statoDiLavoro(riga)} />
      </td>
    </>
  );
}
