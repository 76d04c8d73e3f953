import './scarto.css';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { RigaAnteprima, TestaElencoLetta, TipoElenco } from '../../schemas/scarto.api.js';
import { chiedi } from '../api/client.js';
import { puo, useIo } from '../api/sessione.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { Campo } from '../components/Campo.js';
import { Stato } from '../components/Stato.js';
import { conParametro } from '../components/elenco/con-parametro.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { NonSiApre } from '../components/NonSiApre.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { dimensione, giorno, intero, plural } from '../lib/formati.js';
import { useTasti } from '../lib/tasti.js';
import { useTitolo } from '../lib/titolo.js';
import { SenzaRegistro } from '../protocollo/SenzaRegistro.js';
import { STATI, TITOLI, durataEFine } from './parole-scarto.js';
import * as percorsi from './percorsi-scarto.js';
import { ProponiElenco } from './ProponiElenco.js';

/** The yearly work of the archive: why each closed fascicolo may go or must stay, and the lists made of them. */
export const Scarto = () => <Pagina tipo="scarto" />;
/** What was closed in a year and may pass to the archivio di deposito. */
export const Deposito = () => <Pagina tipo="deposito" />;

function Pagina({ tipo }: { tipo: TipoElenco }) {
  const io = useIo();
  useTitolo(TITOLI[tipo], io.ente.denominazione);
  return puo(io, 'legge-scarto') ? (
    <Aperta tipo={tipo} adesso={io.adesso} propone={puo(io, 'propone-scarto')} />
  ) : (
    <SenzaRegistro titolo={TITOLI[tipo]} />
  );
}

const motiviOf = ({ elenco, rilievi }: RigaAnteprima): string[] => [
  ...rilievi.map(({ messaggio }) => messaggio),
  ...(elenco === undefined ? [] : [`Sta già nell’elenco ${elenco}.`]),
];

const perche = (tipo: TipoElenco, riga: RigaAnteprima): string => {
  const { impedimenti, sospesi } = riga.conservazione;
  const scarto = tipo === 'scarto' ? [...impedimenti, ...sospesi].map(({ messaggio }) => messaggio) : [];
  const all = [...motiviOf(riga), ...scarto];
  return all.length === 0 ? 'Nulla lo impedisce.' : all.join(' ');
};

const colonneOf = (tipo: TipoElenco): ColonnaOrdinata<RigaAnteprima>[] => [
  {
    campo: 'codice',
    titolo: 'Fascicolo',
    valore: ({ codice }) => codice,
    mostra: ({ codice, fascicolo }) => (
      <Link className="mono" to={`/fascicoli/${fascicolo}`}>
        {codice}
      </Link>
    ),
  },
  { campo: 'oggetto', titolo: 'Oggetto', valore: ({ oggetto = 'riservato' }) => oggetto },
  { campo: 'chiuso', titolo: 'Chiuso', valore: (r) => giorno(r.dataChiusura), chiave: (r) => r.dataChiusura },
  {
    campo: 'estremi',
    titolo: 'Date estreme',
    valore: ({ dal, al }) =>
      dal === undefined || al === undefined ? 'nessun documento' : `${giorno(dal)} – ${giorno(al)}`,
  },
  {
    campo: 'quantita',
    titolo: 'Quantità',
    valore: ({ documenti, byte }) => `${plural(documenti, 'documento', 'documenti')}, ${dimensione(byte)}`,
    chiave: ({ documenti }) => String(documenti).padStart(9, '0'),
  },
  {
    campo: 'regola',
    titolo: 'Si conserva',
    valore: ({ conservazione: { regola, fine } }) =>
      regola === undefined ? 'manca la regola' : durataEFine(regola.tempo, fine),
  },
  {
    campo: 'esito',
    titolo: tipo === 'scarto' ? 'Nell’elenco' : 'Può passare',
    valore: ({ proponibile }) => (proponibile ? 'sì' : 'no'),
    mostra: ({ proponibile }) =>
      proponibile ? <Stato tono="ok" icona="check" parola="Sì" /> : <Stato tono="neu" icona="ban" parola="No" />,
  },
  { campo: 'perche', titolo: 'Perché', valore: (riga) => perche(tipo, riga) },
];

const COLONNE_ELENCHI: readonly ColonnaOrdinata<TestaElencoLetta>[] = [
  {
    campo: 'numero',
    titolo: 'Elenco',
    valore: ({ numero, anno }) => `${numero}/${anno}`,
    mostra: ({ tipo, id, numero, anno }) => (
      <Link to={percorsi.paginaElenco(tipo, id)}>
        {numero}/{anno}
      </Link>
    ),
  },
  {
    campo: 'stato',
    titolo: 'Stato',
    valore: ({ stato }) => STATI[stato].parola,
    mostra: ({ stato }) => <Stato {...STATI[stato]} />,
  },
  { campo: 'creato', titolo: 'Proposto il', valore: (e) => giorno(e.creato), chiave: (e) => e.creato },
  {
    campo: 'fascicoli',
    titolo: 'Fascicoli',
    valore: ({ fascicoli }) => intero(fascicoli),
    chiave: ({ fascicoli }) => String(fascicoli),
  },
];

interface ApertaProps {
  tipo: TipoElenco;
  adesso: string;
  propone: boolean;
}

function Aperta({ tipo, adesso, propone }: ApertaProps) {
  const naviga = useNavigate();
  const [parametri, setParametri] = useSearchParams();
  const [nuovo, setNuovo] = useState(false);
  const [scelta, setScelta] = useState<string | null>(null);
  const ultimo = Number(adesso.slice(0, 4));
  const anno = /^\d{4}$/.exec(parametri.get('anno') ?? '')?.[0] ?? String(ultimo);
  const { data: elenchi } = useQuery({
    queryKey: ['fascicoli', 'elenchi', tipo],
    queryFn: async ({ signal }) => (await chiedi(percorsi.elenchi(tipo), { segnale: signal })).corpo.elementi,
  });
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['fascicoli', 'anteprima', tipo, anno],
    queryFn: async ({ pageParam, signal }) =>
      (await chiedi(percorsi.anteprima(tipo, anno, pageParam), { segnale: signal })).corpo,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ cursore }) => cursore,
  });
  const righe = data?.pages.flatMap(({ elementi }) => elementi) ?? [];
  const buone = righe.filter(({ proponibile }) => proponibile).length;
  const nonOra =
    data !== undefined && buone === 0 && !hasNextPage ? 'Nessuno di questi fascicoli si può proporre oggi' : undefined;
  useTasti([{ tasti: '+', azione: () => setNuovo(propone && nonOra === undefined) }]);
  return (
    <div className="pagina-larga">
      <div className="testa">
        <h1>{TITOLI[tipo]}</h1>
        <span className="sub">
          {tipo === 'scarto'
            ? 'nulla si scarta da sé: proposta, approvazione, autorizzazione, due persone'
            : 'i fascicoli chiusi passano dall’ufficio all’archivio; gli uffici continuano a leggerli'}
        </span>
        <span className="cresce" />
        {propone && (
          <Bottone aspetto="primo" icona="plus" tasto="+" nonOra={nonOra} onClick={() => setNuovo(true)}>
            Proponi un elenco
          </Bottone>
        )}
      </div>
      <div className="corpo-pagina scarto">
        {tipo === 'scarto' && (
          <Avviso tono="inf">
            Un elenco si esegue soltanto se tutti i suoi fascicoli sono nel sistema di conservazione: fino ad allora si
            propone, si approva e si autorizza. I tempi sono del massimario caricato, ciascuno con la sua fonte; non
            sono un parere legale.
          </Avviso>
        )}
        <section className="riquadro scarto-elenchi" aria-label="Elenchi">
          <TabellaOrdinata
            etichetta="Elenchi"
            prefisso="e-"
            nomeFile={`elenchi-${tipo}`}
            colonne={COLONNE_ELENCHI}
            righe={elenchi ?? []}
            chiaveOf={({ id }) => id}
            onApri={({ id }) => void naviga(percorsi.paginaElenco(tipo, id))}
            vuoto={{
              filtrato: 'Nessun elenco con queste parole.',
              nulla: 'Nessun elenco: se ne propone uno dall’anteprima.',
            }}
          />
        </section>
        <Campo
          tipo="select"
          etichetta={tipo === 'scarto' ? 'Chiusi entro l’anno' : 'Chiusi nel'}
          value={anno}
          onChange={(event) => setParametri(conParametro(parametri, 'anno', event.target.value), { replace: true })}
        >
          {Array.from({ length: 60 }, (_, i) => String(ultimo - i)).map((one) => (
            <option key={one}>{one}</option>
          ))}
        </Campo>
        {error !== null && <NonSiApre titolo="L’anteprima non si apre" errore={error} onRiprova={refetch} />}
        {data !== undefined && (
          <section className="riquadro scarto-anteprima" aria-label="Anteprima">
            <TabellaOrdinata
              etichetta="Fascicoli chiusi, e perché"
              nomeFile={`anteprima-${tipo}-${anno}`}
              colonne={colonneOf(tipo)}
              righe={righe}
              diPagina={hasNextPage}
              chiaveOf={({ fascicolo }) => fascicolo}
              scelta={scelta}
              onScegli={({ fascicolo }) => setScelta(fascicolo)}
              onApri={({ fascicolo }) => void naviga(`/fascicoli/${fascicolo}`)}
              vuoto={{
                filtrato: 'Nessun fascicolo con queste parole.',
                nulla:
                  tipo === 'scarto'
                    ? 'Nessun fascicolo chiuso entro quell’anno.'
                    : 'Nessun fascicolo chiuso in quell’anno è ancora negli uffici.',
              }}
              azioni={
                hasNextPage && (
                  <Bottone
                    misura="piccolo"
                    alLavoro={isFetchingNextPage && 'Lettura…'}
                    onClick={() => void fetchNextPage()}
                  >
                    Altri
                  </Bottone>
                )
              }
            />
          </section>
        )}
      </div>
      {nuovo && (
        <ProponiElenco
          tipo={tipo}
          anno={Number(anno)}
          buone={buone}
          altri={hasNextPage}
          onChiudi={() => setNuovo(false)}
        />
      )}
    </div>
  );
}
