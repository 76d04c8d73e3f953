import type { Tentativo, VersamentoRisposta } from '../../schemas/versamento.api.js';
import { Bottone } from '../components/Bottone.js';
import { Persona } from '../components/Persona.js';
import { dimensione, giorno, ora } from '../lib/formati.js';
import { ESITI } from './parole-conservazione.js';

const SECONDI = new Intl.DateTimeFormat('it-IT', { timeZone: 'Europe/Rome', timeStyle: 'medium' });
/** `25/11/2026, 02:03:11`: of tries the second counts. */
export const giornoOraSecondi = (instant: string): string => `${giorno(instant)}, ${SECONDI.format(new Date(instant))}`;

/** `0,8 secondi`, `2 minuti`. */
export function durata(ms: number): string {
  if (ms < 100) return 'meno di 0,1 secondi';
  if (ms < 60_000) return `${(ms / 1000).toLocaleString('it-IT', { maximumFractionDigits: 1 })} secondi`;
  return `${Math.round(ms / 60_000).toLocaleString('it-IT')} minuti`;
}

const BUONI: readonly Tentativo['esito'][] = ['accettato', 'accettato-con-avvisi', 'in-carico'];

interface LineaTentativiProps {
  versamento: VersamentoRisposta;
  /** The last so many; all of them unless said. */
  ultimi?: number;
  onRisposta?: (n: number) => void;
}

/** One thing that happened to a package: a try, or an act of its history. */
interface Passo {
  chiave: string;
  quando: string;
  tentativo?: Tentativo;
  storia?: VersamentoRisposta['storia'][number];
}

/** Tries and acts together, newest first. An act of the history that only tells a try again is left out. */
export function passiDi({ tentativi, storia }: Pick<VersamentoRisposta, 'tentativi' | 'storia'>): Passo[] {
  const acts = storia.filter(({ tipo }) => !/^(tentativo|esito)/.test(tipo));
  return [
    ...tentativi.map((tentativo) => ({
      chiave: `t${tentativo.n}`,
      quando: tentativo.fine ?? tentativo.inizio,
      tentativo,
    })),
    ...acts.map((one) => ({ chiave: one.hash, quando: one.quando, storia: one })),
  ].sort((one, other) => Date.parse(other.quando) - Date.parse(one.quando));
}

/** What happened, newest first: every try with its code, words and duration, every act with who did it. */
export function LineaTentativi({ versamento, ultimi, onRisposta }: LineaTentativiProps) {
  const all = passiDi(versamento);
  const shown = ultimi === undefined ? all : all.slice(0, ultimi);
  return (
    <>
      <ol className="linea">
        {shown.map(({ chiave, quando, tentativo, storia }) => (
          <li
            key={chiave}
            className={tentativo !== undefined && !BUONI.includes(tentativo.esito) ? 'legale' : undefined}
          >
            <div className="quando">
              {giornoOraSecondi(quando)}
              {tentativo !== undefined &&
                ` · ${tentativo.n}° tentativo${tentativo.azione === 'interrogazione' ? ', richiesta di esito' : ''}`}
              {storia?.utente !== undefined && (
                <>
                  {' '}
                  · <Persona utente={storia.utente} conAccount />
                </>
              )}
            </div>
            {tentativo === undefined ? storia?.parole : <ParoleTentativo tentativo={tentativo} />}
            {tentativo?.risposta !== undefined && onRisposta !== undefined && (
              <Bottone aspetto="testo" misura="piccolo" onClick={() => onRisposta(tentativo.n)}>
                Vedi la risposta<span className="vh"> del {tentativo.n}° tentativo</span>
              </Bottone>
            )}
          </li>
        ))}
      </ol>
      {shown.length < all.length && <p className="xs mut">e altri {all.length - shown.length} passi prima</p>}
    </>
  );
}

function ParoleTentativo({ tentativo }: { tentativo: Tentativo }) {
  const { esito, codice, messaggio, durataMs, inviati, statoHttp, fine, inizio, voci } = tentativo;
  return (
    <>
      <b>{ESITI[esito]}</b>
      {codice !== undefined && (
        <>
          : <span className="mono">{codice}</span>
        </>
      )}
      {messaggio !== undefined && ` ${messaggio}`}
      {voci.length > 1 && (
        <ul className="conservazione-voci">
          {voci.map((voce, i) => (
            <li key={`${voce.codice} ${i}`}>
              {voce.gravita === 'avviso' ? 'avviso ' : ''}
              <span className="mono">{voce.codice}</span> {voce.messaggio}
            </li>
          ))}
        </ul>
      )}
      <div className="xs mut">
        {[
          inviati !== undefined && inviati > 0 ? `inviati ${dimensione(inviati)}` : '',
          durataMs === undefined ? '' : `in ${durata(durataMs)}`,
          statoHttp === undefined ? '' : `HTTP ${statoHttp}`,
          fine === undefined ? `cominciato alle ${ora(inizio)}` : '',
        ]
          .filter(Boolean)
          .join(', ')}
      </div>
    </>
  );
}
