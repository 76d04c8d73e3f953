import { useMemo } from 'react';
import type { Voce } from '../../api/tipi.js';
import { Campo } from '../../components/Campo.js';
import { Chip } from '../../components/Chip.js';
import { Combobox } from '../../components/Combobox.js';
import { type ErroreModulo, idOf, messaggiOf } from './errori-campi.js';
import { Evidenzia } from './Evidenzia.js';
import { Suggeriti } from '../suggerimenti/Suggeriti.js';
import type { Suggeriti as Risposti } from '../suggerimenti/use-suggerimenti.js';
import { cercaVoci, type VoceScelta, vociScegliibili } from './voci.js';

interface CampoClassificaProps {
  voci: readonly Voce[];
  /** Whether this user may go below titolo and classe. */
  sottoclassi: boolean;
  obbligatoria: boolean;
  classifica: string;
  motivo: string;
  testo: string;
  /** voci proposed for what is written so far */
  suggeriti?: Risposti;
  errori: readonly ErroreModulo[];
  onClassifica: (codice: string) => void;
  onMotivo: (motivo: string) => void;
  onTesto: (testo: string) => void;
}

const SHOWN = 8;
/** Titolo «Oggetti diversi»: it takes what no other voce takes, and says why. */
const OGGETTI_DIVERSI = 'XIV';

/** The voce of the titolario, by code in any usual form or by words; code and voce always together. */
export function CampoClassifica(props: CampoClassificaProps) {
  const { voci, sottoclassi, classifica, testo, errori, onClassifica, onTesto } = props;
  const scegliibili = useMemo(() => vociScegliibili(voci, sottoclassi), [voci, sottoclassi]);
  const trovate = useMemo(() => cercaVoci(scegliibili, testo, SHOWN), [scegliibili, testo]);
  const scelta = scegliibili.find(({ codice }) => codice === classifica);
  const nome = scelta === undefined ? classifica : `${scelta.codice} ${scelta.voce}`;
  const errore = messaggiOf(errori, 'classifica').join(' ');

  return (
    <>
      <Combobox<VoceScelta>
        id={idOf('classifica')}
        etichetta="Classifica"
        facoltativo={!props.obbligatoria}
        aiuto={sottoclassi ? 'fino alla sottoclasse' : 'titolo e classe; la sottoclasse la dà il settore'}
        errore={errore === '' ? undefined : errore}
        prima={
          props.suggeriti !== undefined && (
            <Suggeriti
              {...props.suggeriti}
              scelta={classifica}
              onScelta={({ codice }) => {
                onTesto('');
                onClassifica(codice);
              }}
            />
          )
        }
        segnaposto={classifica === '' ? 'codice o parole: VI.3, edilizia privata…' : 'oppure un’altra voce'}
        testo={testo}
        onTesto={onTesto}
        elementi={trovate}
        chiaveOf={({ codice }) => codice}
        paroleOf={({ codice, voce }) => `${codice} ${voce}`}
        mostra={({ codice, voce, sopra }) => (
          <>
            <span className="riga">
              <b className="nw">{codice}</b>
              <span className="ell">
                <Evidenzia testo={voce} cercato={testo} />
              </span>
            </span>
            <span className="due ell">{sopra}</span>
          </>
        )}
        onScelta={({ codice }) => {
          onTesto('');
          onClassifica(codice);
        }}
        elenco="Voci trovate"
        vuoto={
          sottoclassi
            ? 'Nessuna voce con queste parole.'
            : 'Nessuna classe con queste parole. La sottoclasse la dà poi il settore.'
        }
        onIndietro={() => onClassifica('')}
      >
        {classifica !== '' && <Chip testo={nome} onTogli={() => onClassifica('')} errato={errore !== ''} />}
      </Combobox>
      {classifica === OGGETTI_DIVERSI && (
        <Campo
          id={idOf('motivoClassifica')}
          etichetta="Motivo della classifica XIV"
          aiuto="perché nessun’altra voce è adatta"
          value={props.motivo}
          errore={messaggiOf(errori, 'motivoClassifica')[0]}
          onChange={(event) => props.onMotivo(event.target.value)}
        />
      )}
    </>
  );
}
