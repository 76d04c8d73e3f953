import type { ReactNode } from 'react';
import type { useCoda } from './interrogazioni.js';
import { RIGHE_PER_PAGINA } from './interrogazioni.js';
import type { Coda, RigaScrivania } from '../api/tipi.js';
import { Bottone } from '../components/Bottone.js';
import { FiltroRighe } from '../components/elenco/FiltroRighe.js';
import { NonSiApre } from '../components/NonSiApre.js';
import { SuggerimentiTasti } from '../components/SuggerimentiTasti.js';
import { type Colonna, Tabella } from '../components/Tabella.js';
import { Vuoto } from '../components/Vuoto.js';
import { scaricaCsv } from '../lib/csv.js';
import { intero } from '../lib/formati.js';
import { useDopo } from '../lib/ritardo.js';
import type { NomeOf } from '../lib/utenti.js';
import type { AttoScrivania } from './atti-scrivania.js';
import { ConRiservate } from './ConRiservate.js';
import { contoInParole, dalPiuVecchio, PAROLE_CODA } from './parole-code.js';
import { CelleCoda, chiaveRiga, COLONNA_SCELTA, colonneCoda } from './RigaCoda.js';

interface ElencoCodaProps {
  coda: Coda | undefined;
  /** Why the queues could not be read. */
  errore: Error | null;
  elenco: ReturnType<typeof useCoda>;
  /** The rows of this page; of them those that hold the words of the filter. */
  lette: readonly RigaScrivania[];
  righe: readonly RigaScrivania[];
  q: string;
  onQ: (q: string) => void;
  /** Who has taken charge, by name. */
  nomeOf: NomeOf;
  teste: readonly Colonna[];
  /** Sorted by a head, not from the one that waits longest. */
  inOrdine: boolean;
  pagina: number;
  scelta: RigaScrivania | undefined;
  segnate: ReadonlySet<string>;
  scegliibili: boolean;
  /** How many are marked to be assigned or filed at once. */
  insieme: number;
  /** Who may read what is reserved by saying why. */
  riservate: boolean;
  motivo: string | undefined;
  /** choice of one office, where the queue is of several */
  perUfficio: ReactNode;
  possibili: ReadonlySet<AttoScrivania>;
  onMotivo: (motivo: string | undefined) => void;
  onScegli: (riga: RigaScrivania) => void;
  onApri: (riga: RigaScrivania) => void;
  onTocca: () => void;
  onSegna: (riga: RigaScrivania) => void;
  /** undefined: one may not */
  onInsieme: (() => void) | undefined;
  onFascicola: (() => void) | undefined;
  onPrima: (() => void) | undefined;
  onDopo: (() => void) | undefined;
}

/** The rows that are marked, as what is done with them at once names them. */
function scelte(coda: Coda | undefined, n: number): string {
  if (coda !== undefined && PAROLE_CODA[coda].atti === true) return n === 1 ? 'l’atto scelto' : `i ${n} scelti`;
  return n === 1 ? 'la scelta' : `le ${n} scelte`;
}

/** One queue, oldest first, a page at a time. */
export function ElencoCoda(props: ElencoCodaProps) {
  const { coda, elenco, lette, righe, nomeOf, pagina, scelta, segnate, scegliibili, insieme, possibili } = props;
  const lenta = useDopo(elenco.isPending, 300);
  const errore = props.errore ?? elenco.error;
  const parole = coda === undefined ? undefined : PAROLE_CODA[coda];
  const da = coda === undefined ? '' : dalPiuVecchio(coda);
  const primo = (pagina - 1) * RIGHE_PER_PAGINA + 1;
  return (
    <section className="scrivania-elenco" aria-labelledby="coda-titolo">
      <header>
        <h2 id="coda-titolo">
          {parole?.titolo ?? 'Scrivania'}
          {elenco.data !== undefined && `: ${contoInParole(elenco.data)}`}
        </h2>
        <span className="sub">{parole !== undefined && `${parole.spiega}, ${da}`}</span>
        <span className="cresce" />
        {insieme > 0 && props.onFascicola !== undefined && (
          <Bottone aspetto="secondo" misura="piccolo" tasto="F" onClick={props.onFascicola}>
            Fascicola {scelte(coda, insieme)}
          </Bottone>
        )}
        {insieme > 0 && props.onInsieme !== undefined && (
          <Bottone aspetto="secondo" misura="piccolo" tasto="A" onClick={props.onInsieme}>
            Assegna {scelte(coda, insieme)}
          </Bottone>
        )}
        {lette.length > 0 && (
          <FiltroRighe
            etichetta={parole?.titolo ?? 'coda'}
            q={props.q}
            onQ={props.onQ}
            viste={righe.length}
            righe={lette.length}
            diPagina={props.onPrima !== undefined || props.onDopo !== undefined}
          />
        )}
        {props.perUfficio}
        {props.riservate && <ConRiservate motivo={props.motivo} onMotivo={props.onMotivo} />}
      </header>
      <div className="scorre" tabIndex={righe.length > 0 ? -1 : 0} role="region" aria-label="Elenco della coda">
        {righe.length > 0 && (
          <Tabella
            etichetta={`${parole?.titolo ?? ''}${props.inOrdine ? '' : `, ${da}`}`}
            colonne={scegliibili ? [COLONNA_SCELTA, ...props.teste] : props.teste}
            righe={righe}
            chiaveOf={chiaveRiga}
            scelta={scelta === undefined ? null : chiaveRiga(scelta)}
            celle={(riga) => (
              <CelleCoda
                riga={riga}
                nomeOf={nomeOf}
                segnata={segnate.has(chiaveRiga(riga))}
                scegliibili={scegliibili}
                onSegna={() => props.onSegna(riga)}
              />
            )}
            attenuata={elenco.isPlaceholderData}
            onScegli={props.onScegli}
            onApri={props.onApri}
            onTocca={props.onTocca}
          />
        )}
        {errore !== null && <NonSiApre titolo="La coda non si legge" errore={errore} onRiprova={elenco.refetch} />}
        {lette.length > 0 && righe.length === 0 && (
          <p className="ordinata-vuota mut">Nessuna riga con queste parole.</p>
        )}
        {errore === null && elenco.data !== undefined && lette.length === 0 && parole !== undefined && (
          <Vuoto icona="check-circle" titolo={`Nulla in «${parole.titolo}»`}>
            {parole.vuota}
          </Vuoto>
        )}
        {lenta && (
          <p className="attesa mut" role="status">
            Leggo la coda…
          </p>
        )}
      </div>
      <SuggerimentiTasti
        tasti={[
          [['J', 'K'], 'scorri'],
          [['↵'], 'apri'],
          ...(possibili.has('visione') ? [[['P'], 'prendi visione'] as const] : []),
          ...(possibili.has('prendi') ? [[['P'], 'prendi in carico'] as const] : []),
          ...(possibili.has('assegna') ? [[['A'], 'assegna'] as const] : []),
          ...(possibili.has('assegna') && scegliibili ? [[['X'], 'scegli'] as const] : []),
          ...(possibili.has('classifica') ? [[['C'], 'classifica'] as const] : []),
          ...(righe.length > 0 ? [[['E'], 'etichetta'] as const] : []),
          [['?'], 'tutti i tasti'],
        ]}
      >
        {props.inOrdine && (props.onPrima !== undefined || props.onDopo !== undefined) && (
          <span role="status">in ordine soltanto le righe di questa pagina</span>
        )}
        {righe.length > 0 && (
          <Bottone
            aspetto="testo"
            misura="piccolo"
            icona="download"
            onClick={() => scaricaCsv(coda ?? 'coda', righe, colonneCoda(nomeOf))}
          >
            CSV di questa pagina
          </Bottone>
        )}
        {props.onPrima !== undefined && (
          <Bottone aspetto="testo" misura="piccolo" onClick={props.onPrima}>
            Precedenti
          </Bottone>
        )}
        {lette.length > 0 && (
          <span>
            {intero(primo)}–{intero(primo + lette.length - 1)}
          </span>
        )}
        {props.onDopo !== undefined && (
          <Bottone aspetto="testo" misura="piccolo" onClick={props.onDopo}>
            Successive
          </Bottone>
        )}
      </SuggerimentiTasti>
    </section>
  );
}
