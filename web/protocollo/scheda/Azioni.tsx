import type { StatoRegistrazione } from '../../api/tipi.js';
import { type AspettoBottone, Bottone } from '../../components/Bottone.js';
import { Icona } from '../../components/Icona.js';
import { Tendina } from '../../components/Tendina.js';
import { useMedia } from '../../lib/soglia.js';
import type { AttoScheda } from '../atti/possibili.js';

interface Azione {
  atto: AttoScheda;
  parola: string;
  tasto?: string;
  aspetto: AspettoBottone;
  icona?: string;
}

/** The deeds in the order of the work: what waits for a decision first, then what only this reader may do, last what cannot be taken back. */
function azioniOf(possibili: ReadonlySet<AttoScheda>, stato: StatoRegistrazione, nome: string): Azione[] {
  const pending = stato === 'annullamento-richiesto';
  const all: Azione[] = [
    { atto: 'nega-annullamento', parola: 'Nega l’annullamento', aspetto: 'secondo' },
    { atto: 'prendi', parola: 'Prendi in carico', tasto: 'P', aspetto: 'secondo' },
    { atto: 'rinnova', parola: 'Rinnova un dato', tasto: 'M', aspetto: 'secondo' },
    { atto: 'assegna', parola: 'Assegna', tasto: 'A', aspetto: 'terzo' },
    { atto: 'classifica', parola: 'Classifica', tasto: 'C', aspetto: 'terzo' },
    { atto: 'fascicola', parola: 'Fascicola', tasto: 'F', aspetto: 'terzo' },
    { atto: 'rifiuta', parola: 'Rifiuta', tasto: 'R', aspetto: 'terzo' },
    { atto: 'rettifica', parola: 'Chiedi una rettifica', tasto: 'M', aspetto: 'terzo' },
    { atto: 'modifica', parola: 'Modifica note e altri dati', tasto: 'V', aspetto: 'terzo' },
    { atto: 'integra', parola: 'Integra con un file', tasto: 'I', aspetto: 'terzo' },
    { atto: 'chiedi-annullamento', parola: 'Chiedi l’annullamento…', tasto: 'Z', aspetto: 'pericolo', icona: 'ban' },
    {
      atto: 'annulla',
      parola: pending ? `Concedi e annulla ${nome}…` : 'Annulla…',
      tasto: 'Z',
      aspetto: 'pericolo',
      icona: 'ban',
    },
  ];
  return all.filter(({ atto }) => possibili.has(atto));
}

const isDanger = ({ aspetto }: Azione): boolean => aspetto === 'pericolo';

interface AzioniProps {
  /** how words name the registration, or the act */
  nome: string;
  stato: StatoRegistrazione;
  possibili: ReadonlySet<AttoScheda>;
  onAtto: (atto: AttoScheda) => void;
  /** opens a registration that answers this one; undefined: one may not */
  onRispondi: (() => void) | undefined;
  /** begins a letter that answers this one; undefined: one may not */
  onScrivi: (() => void) | undefined;
}

/** The actions of the head: as many as find room, then «Altro»; the danger stays apart at the right. */
export function Azioni({ nome, stato, possibili, onAtto, onRispondi, onScrivi }: AzioniProps) {
  const wide = useMedia('(min-width: 1290px)');
  const all = azioniOf(possibili, stato, nome);
  // the two answers take the room of one action where there is little
  const room = wide ? 3 : onRispondi !== undefined && onScrivi !== undefined ? 0 : 1;
  const plain = all.filter((azione) => !isDanger(azione));
  const danger = all.filter(isDanger);
  const hidden = plain.slice(room);
  return (
    <div className="riga scheda-azioni">
      {onRispondi !== undefined && (
        <Bottone aspetto="secondo" tasto="U" onClick={onRispondi}>
          Rispondi
        </Bottone>
      )}
      {onScrivi !== undefined && (
        <Bottone aspetto="terzo" tasto="T" onClick={onScrivi}>
          Scrivi
        </Bottone>
      )}
      {plain.slice(0, room).map(({ atto, parola, tasto, aspetto }) => (
        <Bottone key={atto} aspetto={aspetto} {...(tasto !== undefined && { tasto })} onClick={() => onAtto(atto)}>
          {parola}
        </Bottone>
      ))}
      {hidden.length > 0 && (
        <Tendina
          parole={
            <>
              Altro <Icona nome="more-actions" misura="s" />
            </>
          }
          classe="btn btn-terzo"
          lato="destra"
        >
          {(chiudi) => (
            <ul>
              {hidden.map(({ atto, parola, tasto }) => (
                <li key={atto}>
                  <button
                    type="button"
                    className="tendina-voce"
                    onClick={() => {
                      chiudi();
                      onAtto(atto);
                    }}
                  >
                    {parola}
                    {tasto !== undefined && <kbd aria-hidden="true">{tasto}</kbd>}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </Tendina>
      )}
      {danger.map(({ atto, parola, icona }) => (
        <Bottone key={atto} aspetto="pericolo" {...(icona !== undefined && { icona })} onClick={() => onAtto(atto)}>
          {parola}
        </Bottone>
      ))}
    </div>
  );
}
