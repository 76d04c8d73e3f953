import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { nameOfSoggetto, type Soggetto } from '../../../schemas/soggetto.api.js';
import { chiedi } from '../../api/client.js';
import type { Ufficio } from '../../api/tipi.js';
import { Chip } from '../../components/Chip.js';
import { Combobox } from '../../components/Combobox.js';
import { Icona } from '../../components/Icona.js';
import { Stato } from '../../components/Stato.js';
import { nomeIntero } from '../../rubrica/parole.js';
import { type ErroreModulo, idOf, messaggiOf } from './errori-campi.js';
import { Evidenzia } from './Evidenzia.js';
import { fonteInParole, ricordaFonti } from './fonti-domicilio.js';
import { NuovoSoggetto } from './NuovoSoggetto.js';
import * as percorsi from './percorsi-registrazione.js';
import { indovinaSoggetto } from './soggetti.js';
import { cercaUffici } from './uffici.js';
import { useFermo } from './use-controllo.js';
import type { Lista, SoggettoAperto } from './valori.js';

interface CampoSoggettiProps {
  lista: Lista;
  etichetta: string;
  /** From the register's correspondents, or from the offices of the AOO. */
  da: 'corrispondenti' | 'uffici';
  facoltativo?: boolean;
  uffici: readonly Ufficio[];
  soggetti: Soggetto[];
  testo: string;
  aperto: SoggettoAperto | null;
  errori: readonly ErroreModulo[];
  onSoggetti: (soggetti: Soggetto[]) => void;
  onTesto: (testo: string) => void;
  onAperto: (aperto: SoggettoAperto | null) => void;
  /** Enter has taken one: on to the next field. `+` takes one and stays. */
  onAvanti?: () => void;
}

interface Trovato {
  soggetto: Soggetto;
  usi: number;
}

const SEARCH_PAUSE_MS = 120;

const keyOf = (soggetto: Soggetto): string => JSON.stringify(soggetto);
const comeUfficio = ({ codice, denominazione }: Ufficio): Soggetto => ({
  tipo: 'UO',
  uo: codice,
  denominazioneUO: denominazione,
});

function useTrovati(
  testo: string,
  da: CampoSoggettiProps['da'],
  uffici: readonly Ufficio[],
): { trovati: Trovato[]; attesa: boolean } {
  const q = useFermo(testo.trim(), SEARCH_PAUSE_MS);
  const esterni = da === 'corrispondenti';
  const { data, isFetching, isPlaceholderData, isError } = useQuery({
    queryKey: ['corrispondenti', q],
    queryFn: async ({ signal }) => {
      const { elementi } = (await chiedi(percorsi.corrispondenti(q), { segnale: signal })).corpo;
      ricordaFonti(elementi);
      return elementi;
    },
    enabled: esterni && q !== '',
    placeholderData: (prima) => prima,
    staleTime: 30_000,
  });
  if (!esterni)
    return {
      trovati: cercaUffici(uffici, testo).map((uno) => ({ soggetto: comeUfficio(uno), usi: 0 })),
      attesa: false,
    };
  if (testo.trim() === '') return { trovati: [], attesa: false };
  const attesa = !isError && (q !== testo.trim() || (isFetching && (data === undefined || isPlaceholderData)));
  return { trovati: data ?? [], attesa };
}

/** Senders or addressees: one line, type-ahead over who is known, chips for who was chosen, a small form for who is new. */
export function CampoSoggetti(props: CampoSoggettiProps) {
  const { lista, da, soggetti, testo, aperto, errori, onSoggetti, onTesto, onAperto } = props;
  const id = idOf(lista);
  const input = useRef<HTMLInputElement>(null);
  const { trovati, attesa } = useTrovati(testo, da, props.uffici);
  const scelti = new Set(soggetti.map(keyOf));
  const elementi = trovati.filter(({ soggetto }) => !scelti.has(keyOf(soggetto)));
  const mio = aperto?.lista === lista ? aperto : null;
  const esterni = da === 'corrispondenti';

  const add = (soggetto: Soggetto) => {
    onTesto('');
    if (!scelti.has(keyOf(soggetto))) onSoggetti([...soggetti, soggetto]);
  };
  const close = () => {
    onAperto(null);
    input.current?.focus();
  };
  const onPronto = (soggetto: Soggetto) => {
    if (mio === null) return;
    if (mio.posto === null) add(soggetto);
    else onSoggetti(soggetti.map((altro, posto) => (posto === mio.posto ? soggetto : altro)));
    close();
    if (mio.posto === null) props.onAvanti?.();
  };
  const remove = (posto: number) => {
    onSoggetti(soggetti.filter((_, altro) => altro !== posto));
    onAperto(mio?.posto === posto ? null : aperto);
    input.current?.focus();
  };
  const erroriDi = (posto: number): ErroreModulo[] => {
    const prefisso = `${lista}[${posto}].`;
    return errori
      .filter(({ campo }) => campo.startsWith(prefisso))
      .map(({ campo, messaggio }) => ({ campo: campo.slice(prefisso.length), messaggio }));
  };
  const isErrato = (posto: number) => messaggiOf(errori, `${lista}[${posto}]`).length > 0;
  const errore = messaggiOf(errori, lista).join(' ');

  return (
    <div className="pila soggetti">
      <Combobox<Trovato>
        id={id}
        etichetta={props.etichetta}
        facoltativo={props.facoltativo === true}
        aiuto={esterni ? 'nome, codice fiscale, P.IVA, codice IPA o PEC' : 'codice o nome dell’ufficio'}
        errore={errore === '' ? undefined : errore}
        segnaposto={soggetti.length === 0 ? undefined : esterni ? 'aggiungi un altro' : 'aggiungi un altro ufficio'}
        testo={testo}
        onTesto={onTesto}
        elementi={elementi}
        attesa={attesa}
        chiaveOf={({ soggetto }) => keyOf(soggetto)}
        paroleOf={({ soggetto }) => nameOfSoggetto(soggetto)}
        mostra={(trovato) => <VoceSoggetto {...trovato} testo={testo} />}
        onScelta={({ soggetto }, resta) => {
          add(soggetto);
          if (!resta) props.onAvanti?.();
        }}
        nuovo={
          esterni && testo.trim() !== '' && !attesa
            ? {
                parole: `Aggiungi «${testo.trim()}» come nuovo corrispondente`,
                onScelta: () => {
                  onAperto({ lista, posto: null, campi: indovinaSoggetto(testo) });
                  onTesto('');
                },
              }
            : undefined
        }
        elenco={esterni ? 'Corrispondenti trovati' : 'Uffici trovati'}
        vuoto={esterni ? undefined : 'Nessun ufficio con queste parole.'}
        piede={
          <>
            <span>
              <kbd>↵</kbd> prende il primo e va avanti
            </span>
            <span>
              <kbd>+</kbd> lo prende e ne aspetta un altro
            </span>
            <span>
              <kbd>Esc</kbd> chiude
            </span>
          </>
        }
        piu
        onIndietro={() => {
          if (soggetti.length > 0) remove(soggetti.length - 1);
        }}
        inputRef={input}
        sotto={
          esterni &&
          soggetti.map((soggetto) => (
            <DomicilioDi key={keyOf(soggetto)} soggetto={soggetto} solo={soggetti.length === 1} />
          ))
        }
      >
        {soggetti.map((soggetto, posto) => (
          <Chip
            key={keyOf(soggetto)}
            testo={nameOfSoggetto(soggetto)}
            errato={isErrato(posto)}
            onApri={soggetto.tipo === 'UO' ? undefined : () => onAperto({ lista, posto, campi: { ...soggetto } })}
            onTogli={() => remove(posto)}
          />
        ))}
      </Combobox>
      {mio !== null && (
        <NuovoSoggetto
          key={`${mio.posto ?? 'nuovo'}`}
          id={`${id}-soggetto`}
          campi={mio.campi}
          presente={mio.posto !== null}
          errori={mio.posto === null ? [] : erroriDi(mio.posto)}
          onCampi={(campi) => onAperto({ ...mio, campi })}
          onPronto={onPronto}
          onLascia={close}
        />
      )}
    </div>
  );
}

const codiciOf = ({ codiceFiscale, partitaIva, codiceIPA }: Soggetto): string[] =>
  [
    partitaIva !== undefined && `P.IVA ${partitaIva}`,
    codiceFiscale !== undefined && codiceFiscale !== partitaIva && `C.F. ${codiceFiscale}`,
    codiceIPA !== undefined && `IPA ${codiceIPA}`,
  ].filter((parte) => parte !== false);

function VoceSoggetto({ soggetto, usi, testo }: Trovato & { testo: string }) {
  if (soggetto.tipo === 'UO') {
    return (
      <>
        <span className="mono">{soggetto.uo}</span> <Evidenzia testo={soggetto.denominazioneUO ?? ''} cercato={testo} />
      </>
    );
  }
  const { domicilioDigitale, indirizzo } = soggetto;
  const registrazioni = usi === 1 ? '1 registrazione' : `${usi} registrazioni`;
  const domicilio =
    domicilioDigitale === undefined
      ? 'domicilio digitale assente'
      : `${domicilioDigitale}${fonteInParole(domicilioDigitale)}`;
  const due = [...codiciOf(soggetto), domicilio, registrazioni].join(' · ');
  return (
    <>
      <span className="riga">
        <b className="ell">
          <Evidenzia testo={nomeIntero(soggetto)} cercato={testo} />
        </b>
        <span className="cresce" />
        {domicilioDigitale === undefined && indirizzo !== undefined && (
          <Stato tono="warn" icona="warning-circle" parola="Solo indirizzo postale" />
        )}
      </span>
      <span className="due ell">{due}</span>
    </>
  );
}

/** Where one can be written to with legal effect, below its chip; with several, whose it is. */
function DomicilioDi({ soggetto, solo }: { soggetto: Soggetto; solo: boolean }) {
  if (soggetto.tipo === 'UO') return null;
  const di = solo ? '' : ` di ${nameOfSoggetto(soggetto)}`;
  return (
    <p className="aiuto ell">
      <Icona nome={soggetto.domicilioDigitale === undefined ? 'map-marker' : 'mail'} misura="s" />{' '}
      {soggetto.domicilioDigitale === undefined
        ? `Domicilio digitale${di} assente${soggetto.indirizzo === undefined ? '' : `; indirizzo: ${soggetto.indirizzo}`}`
        : `Domicilio digitale${di}: ${soggetto.domicilioDigitale}${fonteInParole(soggetto.domicilioDigitale)}`}
    </p>
  );
}
