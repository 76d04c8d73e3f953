import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react';
import type { UseFormRegister } from 'react-hook-form';
import { nomeUfficio } from '../../api/elenchi.js';
import type { Ufficio } from '../../api/tipi.js';
import { Campo } from '../../components/Campo.js';
import { Chip } from '../../components/Chip.js';
import { Combobox } from '../../components/Combobox.js';
import { numero7 } from '../../lib/formati.js';
import { type ErroreModulo, idOf, messaggiOf } from './errori-campi.js';
import { Evidenzia } from './Evidenzia.js';
import { cercaUffici } from './uffici.js';
import type { Valori } from './valori.js';

interface AltriDatiProps {
  valori: Valori;
  uffici: readonly Ufficio[];
  tipologie: readonly string[];
  register: UseFormRegister<Valori>;
  errori: readonly ErroreModulo[];
  onRiservatezza: (riservatezza: Valori['riservatezza']) => void;
  /** The office named on an incoming document. */
  children?: ReactNode;
}

function inBreve({ riservatezza, tipologia, risponde, note }: Valori): string {
  const aChe =
    risponde.numero.trim() === '' ? 'nessuna' : `n. ${numero7(Number(risponde.numero) || 0)}/${risponde.anno}`;
  return [
    `riservatezza ${riservatezza.livello}`,
    `tipologia ${tipologia.trim() === '' ? 'non indicata' : tipologia}`,
    `risponde a ${aChe}`,
    note.trim() === '' ? 'senza note' : 'con note',
  ].join(' · ');
}

/** What most registrations do without: who may see it, kind of document, what it answers, notes. Closed, it says what is in it. */
export function AltriDati({ valori, uffici, tipologie, register, errori, onRiservatezza, children }: AltriDatiProps) {
  const mostrati = ['riservatezza', 'tipologia', 'risponde', 'note', ...(valori.flusso === 'E' ? ['destinatari'] : [])];
  const sbagliati = mostrati.some((campo) => messaggiOf(errori, campo).length > 0);
  const [aperti, setAperti] = useState(valori.riservatezza.livello === 'riservata');
  useEffect(() => {
    if (sbagliati) setAperti(true);
  }, [sbagliati]);
  return (
    <details className="altri-dati" open={aperti} onToggle={(event) => setAperti(event.currentTarget.open)}>
      <summary>
        <b>Altri dati</b> <span className="mut">{inBreve(valori)}</span>
      </summary>
      <div className="pila">
        {children}
        <Riservatezza {...{ uffici, errori, onRiservatezza }} riservatezza={valori.riservatezza} />
        <div className="due-colonne">
          <Campo
            {...register('tipologia')}
            id={idOf('tipologia')}
            etichetta="Tipologia"
            facoltativo
            list="reg-tipologie"
            autoComplete="off"
            errore={messaggiOf(errori, 'tipologia')[0]}
          />
          <datalist id="reg-tipologie">
            {tipologie.map((tipologia) => (
              <option key={tipologia} value={tipologia} />
            ))}
          </datalist>
          <div className="risponde">
            <Campo
              {...register('risponde.numero')}
              id={idOf('risponde')}
              etichetta="Risponde al n."
              inputMode="numeric"
              autoComplete="off"
              errore={messaggiOf(errori, 'risponde')[0]}
            />
            <Campo
              {...register('risponde.anno')}
              etichetta="dell’anno"
              inputMode="numeric"
              autoComplete="off"
              maxLength={4}
            />
          </div>
        </div>
        <Campo
          {...register('note')}
          id={idOf('note')}
          tipo="textarea"
          rows={2}
          etichetta="Note"
          facoltativo
          errore={messaggiOf(errori, 'note')[0]}
        />
      </div>
    </details>
  );
}

interface RiservatezzaProps extends Pick<AltriDatiProps, 'uffici' | 'errori' | 'onRiservatezza'> {
  riservatezza: Valori['riservatezza'];
}

function Riservatezza({ riservatezza, uffici, errori, onRiservatezza }: RiservatezzaProps) {
  const [ufficio, setUfficio] = useState('');
  const [utente, setUtente] = useState('');
  const messaggi = messaggiOf(errori, 'riservatezza').join(' ');
  const { livello, uo, utenti } = riservatezza;

  const addUtente = (event: KeyboardEvent<HTMLInputElement>) => {
    const nome = utente.trim();
    if (event.key !== 'Enter' || event.ctrlKey || nome === '') return;
    event.preventDefault();
    setUtente('');
    if (!utenti.includes(nome)) onRiservatezza({ ...riservatezza, utenti: [...utenti, nome] });
  };

  return (
    <>
      <div className="riga">
        <span className="nome-campo" id="reg-riservatezza-nome">
          Riservatezza
        </span>
        <div className="segmenti piccoli" role="group" aria-labelledby="reg-riservatezza-nome">
          {(['ordinaria', 'riservata'] as const).map((uno) => (
            <button
              key={uno}
              type="button"
              aria-pressed={livello === uno}
              onClick={() =>
                onRiservatezza(
                  uno === 'ordinaria' ? { livello: uno, uo: [], utenti: [] } : { ...riservatezza, livello: uno },
                )
              }
            >
              {uno}
            </button>
          ))}
        </div>
        <span className="aiuto">
          {livello === 'ordinaria' ? 'la vede chi può vedere il registro' : 'la vede soltanto chi è nominato qui sotto'}
        </span>
      </div>
      {livello === 'riservata' && (
        <div className="due-colonne">
          <Combobox<Ufficio>
            id={idOf('riservatezza.uo')}
            etichetta="La vedono gli uffici"
            errore={messaggi === '' ? undefined : messaggi}
            segnaposto="codice o nome"
            testo={ufficio}
            onTesto={setUfficio}
            elementi={cercaUffici(uffici, ufficio).filter(({ codice }) => !uo.includes(codice))}
            chiaveOf={({ codice }) => codice}
            paroleOf={({ denominazione }) => denominazione}
            mostra={({ codice, denominazione }) => (
              <>
                <span className="mono">{codice}</span> <Evidenzia testo={denominazione} cercato={ufficio} />
              </>
            )}
            onScelta={({ codice }) => {
              setUfficio('');
              onRiservatezza({ ...riservatezza, uo: [...uo, codice] });
            }}
            elenco="Uffici trovati"
            vuoto="Nessun ufficio con queste parole."
            onIndietro={() => onRiservatezza({ ...riservatezza, uo: uo.slice(0, -1) })}
          >
            {uo.map((codice) => (
              <Chip
                key={codice}
                testo={nomeUfficio(uffici, codice)}
                onTogli={() => onRiservatezza({ ...riservatezza, uo: uo.filter((altro) => altro !== codice) })}
              />
            ))}
          </Combobox>
          <div className="pila stretta">
            <Campo
              id={idOf('riservatezza.utenti')}
              etichetta="e le persone"
              aiuto="nome utente, poi Invio"
              value={utente}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setUtente(event.target.value)}
              onKeyDown={addUtente}
              onBlur={() => {
                const nome = utente.trim();
                setUtente('');
                if (nome !== '' && !utenti.includes(nome))
                  onRiservatezza({ ...riservatezza, utenti: [...utenti, nome] });
              }}
            />
            <span className="gettoni-riga">
              {utenti.map((nome) => (
                <Chip
                  key={nome}
                  testo={nome}
                  onTogli={() => onRiservatezza({ ...riservatezza, utenti: utenti.filter((altro) => altro !== nome) })}
                />
              ))}
            </span>
          </div>
        </div>
      )}
    </>
  );
}
