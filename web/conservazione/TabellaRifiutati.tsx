import type { Rimedio, RigaVersamento } from '../../schemas/versamento.api.js';
import { Bottone } from '../components/Bottone.js';
import type { Colonna } from '../components/Tabella.js';
import { COLONNE_RIFIUTATI } from './colonne-versamenti.js';
import { cosaPorta, nomeBreve, PAROLE_RIMEDIO } from './parole-conservazione.js';
import { type GruppoCausa, rimediComuni, rimediDi } from './rimedi.js';

interface TabellaRifiutatiProps {
  gruppi: readonly GruppoCausa[];
  teste: readonly Colonna[];
  scelta: string | null;
  mostraScelta: boolean;
  isSegnata: (riga: RigaVersamento) => boolean;
  onScegli: (riga: RigaVersamento) => void;
  onSegna: (riga: RigaVersamento) => void;
  onSegnaTutte: (righe: readonly RigaVersamento[]) => void;
  onRimedia: (rimedio: Rimedio, righe: readonly RigaVersamento[]) => void;
  onApri: (riga: RigaVersamento) => void;
  onTocca: () => void;
}

/** Refusals under their causes: the cause in words with the code small after it, each package with its mend. */
export function TabellaRifiutati({ gruppi, teste, scelta, mostraScelta, isSegnata, ...on }: TabellaRifiutatiProps) {
  return (
    <table className="t conservazione-rifiutati" aria-label="Rifiutati, per motivo">
      <thead>
        <tr>
          {mostraScelta && (
            <th scope="col" className="c-scelta">
              <span className="vh">Scelta</span>
            </th>
          )}
          {teste.map(({ titolo, classe, ordine }) => (
            <th key={classe} scope="col" className={classe} aria-sort={ordine}>
              {titolo}
            </th>
          ))}
          <th scope="col" className="c-rimedio">
            <span className="vh">Rimedio</span>
          </th>
        </tr>
      </thead>
      {gruppi.map((gruppo) => (
        <tbody key={gruppo.gruppo}>
          <TestaGruppo gruppo={gruppo} mostraScelta={mostraScelta} isSegnata={isSegnata} {...on} />
          {gruppo.righe.map((riga) => (
            <Riga
              key={riga.id}
              riga={riga}
              scelta={riga.id === scelta}
              mostraScelta={mostraScelta}
              segnata={isSegnata(riga)}
              {...on}
            />
          ))}
        </tbody>
      ))}
    </table>
  );
}

type TestaGruppoProps = Pick<TabellaRifiutatiProps, 'mostraScelta' | 'isSegnata' | 'onSegnaTutte' | 'onRimedia'> & {
  gruppo: GruppoCausa;
};

/** The cause; where there are many, they are chosen or mended in one go. */
function TestaGruppo({
  gruppo: { titolo, codice, righe },
  mostraScelta,
  isSegnata,
  onSegnaTutte,
  onRimedia,
}: TestaGruppoProps) {
  const [comune] = righe.length > 1 ? rimediComuni(righe) : [];
  return (
    <tr className="gruppo">
      {mostraScelta && (
        <td className="c-scelta">
          <input
            type="checkbox"
            tabIndex={-1}
            checked={righe.every(isSegnata)}
            onChange={() => onSegnaTutte(righe)}
            aria-label={`Scegli tutti: ${titolo}`}
          />
        </td>
      )}
      <th scope="rowgroup" colSpan={COLONNE_RIFIUTATI.length}>
        {titolo}{' '}
        <span className="mut">
          {righe.length}
          {codice !== '' && ` · ${codice}`}
        </span>
      </th>
      <td className="c-rimedio">
        {mostraScelta && comune !== undefined && (
          <Bottone aspetto="testo" misura="piccolo" onClick={() => onRimedia(comune, righe)}>
            {PAROLE_RIMEDIO[comune].replace('…', '')}: tutti e {righe.length}
          </Bottone>
        )}
      </td>
    </tr>
  );
}

type RigaProps = Pick<
  TabellaRifiutatiProps,
  'mostraScelta' | 'onScegli' | 'onSegna' | 'onRimedia' | 'onApri' | 'onTocca'
> & {
  riga: RigaVersamento;
  scelta: boolean;
  segnata: boolean;
};

function Riga({ riga, scelta, mostraScelta, segnata, onScegli, onSegna, onRimedia, onApri, onTocca }: RigaProps) {
  const { causa, situazione, porta } = riga;
  const [rimedio] = rimediDi(riga);
  return (
    <tr
      data-riga={riga.id}
      className={scelta ? 'scelta' : undefined}
      tabIndex={scelta ? 0 : -1}
      aria-current={scelta ? 'true' : undefined}
      onFocus={() => {
        if (!scelta) onScegli(riga);
      }}
      onClick={() => {
        onScegli(riga);
        onTocca();
      }}
      onDoubleClick={() => onApri(riga)}
    >
      {mostraScelta && (
        <td className="c-scelta">
          <input
            type="checkbox"
            tabIndex={-1}
            checked={segnata}
            onChange={() => onSegna(riga)}
            aria-label={`Scegli ${nomeBreve(riga)}`}
          />
        </td>
      )}
      {COLONNE_RIFIUTATI.slice(0, 2).map(({ campo, classe = campo, valore, mostra }, i) =>
        i === 0 ? (
          <th key={campo} scope="row" className={classe}>
            {mostra?.(riga)}
          </th>
        ) : (
          <td key={campo} className={classe}>
            {mostra?.(riga) ?? valore(riga)}
          </td>
        ),
      )}
      <td className="c-parole due-righe">
        <b>
          {porta !== undefined && `${cosaPorta(riga)}. `}
          {causa?.parole ?? situazione}
        </b>
        {causa !== undefined && <span className="xs mut">{causa.consiglio}</span>}
      </td>
      <td className="c-rimedio">
        {mostraScelta && rimedio !== undefined && (
          <Bottone
            aspetto={scelta ? 'primo' : 'terzo'}
            misura="piccolo"
            tabIndex={scelta ? 0 : -1}
            {...(scelta && { tasto: '↵' })}
            onClick={(event) => {
              event.stopPropagation();
              onScegli(riga);
              onRimedia(rimedio, [riga]);
            }}
          >
            {PAROLE_RIMEDIO[rimedio]}
          </Bottone>
        )}
      </td>
    </tr>
  );
}
