import { Link } from 'react-router';
import { paginaScheda } from '../../api/percorsi.js';
import type { Io, RigaPiena, RigaRegistro, Ufficio } from '../../api/tipi.js';
import { nomeUfficio } from '../../api/elenchi.js';
import { Flusso } from '../../components/Flusso.js';
import { Icona } from '../../components/Icona.js';
import { Stato } from '../../components/Stato.js';
import type { Colonna } from '../../components/Tabella.js';
import type { ColonnaInOrdine } from '../../components/use-ordine.js';
import { annoDi, giorno, giornoBreve, giornoOra, numero7, ora } from '../../lib/formati.js';
import { ordineVoce } from '../registrazione/voci.js';
import { corrispondenti, isMascherata, statoDiLavoro, ufficioDi } from '../parole.js';

const piena = (riga: RigaRegistro, valore: (riga: RigaPiena) => string): string =>
  isMascherata(riga) ? '' : valore(riga);

/** The columns and what each is sorted by; what one may not read comes last. */
export const COLONNE: readonly ColonnaInOrdine<RigaRegistro>[] = [
  {
    campo: 'numero',
    classe: 'c-numero',
    titolo: 'Numero',
    valore: ({ anno, numero }) => `${anno}${numero7(numero)}`,
  },
  { campo: 'data', classe: 'c-data', titolo: 'Data e ora', valore: ({ dataRegistrazione }) => dataRegistrazione },
  {
    campo: 'flusso',
    classe: 'c-flusso',
    titolo: 'Flusso',
    testa: <abbr title="Flusso">Fl.</abbr>,
    valore: ({ flusso }) => flusso,
  },
  {
    campo: 'corrispondente',
    classe: 'c-corrispondente',
    titolo: 'Corrispondente',
    valore: (riga) => piena(riga, corrispondenti),
  },
  { campo: 'oggetto', classe: 'c-oggetto', titolo: 'Oggetto', valore: (riga) => piena(riga, ({ oggetto }) => oggetto) },
  {
    campo: 'classe',
    classe: 'c-classe',
    titolo: 'Classe',
    valore: (riga) => piena(riga, ({ classifica }) => ordineVoce(classifica?.codice ?? '')),
  },
  {
    campo: 'ufficio',
    classe: 'c-ufficio',
    titolo: 'Ufficio',
    valore: (riga) => piena(riga, (una) => ufficioDi(una) ?? ''),
  },
  { campo: 'stato', classe: 'c-stato', titolo: 'Stato', valore: (riga) => statoDiLavoro(riga).parola },
];

/** The columns that a tablet has room for. */
export const COLONNE_STRETTE = COLONNE.filter(({ campo }) => campo !== 'classe' && campo !== 'ufficio');

/** The marks of what is to be assigned together. */
export const COLONNA_SCELTA: Colonna = { titolo: <span className="vh">Scelta</span>, classe: 'c-scelta' };

export const chiaveRiga = ({ anno, numero }: RigaRegistro): string => `${anno}/${numero}`;

export const classeRiga = (riga: RigaRegistro): string | undefined => {
  if (isMascherata(riga)) return 'riservata';
  return riga.stato === 'annullata' ? 'annullata' : undefined;
};

/** Whether it may be assigned with others: not what one may not read, nor what is annulled. */
export const isAssegnabile = (riga: RigaRegistro): boolean => !isMascherata(riga) && riga.stato === 'valida';

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
  /** Marked to be assigned with others; undefined where nothing is marked. */
  segnata: boolean | undefined;
  onSegna: () => void;
}

/** The cells of a row; what one may not read is one masked cell. */
export function CelleRiga({ riga, io, uffici, stretta, segnata, onSegna }: CelleRigaProps) {
  const testa = (
    <>
      {segnata !== undefined && (
        <td className="c-scelta">
          {isAssegnabile(riga) && (
            <input
              type="checkbox"
              tabIndex={-1}
              checked={segnata}
              aria-label={`Scegli n. ${numero7(riga.numero)}`}
              onChange={onSegna}
            />
          )}
        </td>
      )}
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
