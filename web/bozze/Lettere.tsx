import './bozze.css';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { nameOfSoggetto } from '../../schemas/soggetto.api.js';
import { puo, useIo } from '../api/sessione.js';
import { Bottone } from '../components/Bottone.js';
import { BarraRighe } from '../components/elenco/BarraRighe.js';
import { NonSiApre } from '../components/NonSiApre.js';
import { Stato } from '../components/Stato.js';
import { SuggerimentiTasti } from '../components/SuggerimentiTasti.js';
import { Tabella } from '../components/Tabella.js';
import { type ColonnaInOrdine, useOrdine } from '../components/use-ordine.js';
import { useRighe } from '../components/use-righe.js';
import { Vuoto } from '../components/Vuoto.js';
import { scaricaCsv } from '../lib/csv.js';
import { eta, giornoOra, numero7 } from '../lib/formati.js';
import { adesso } from '../lib/orologio.js';
import { useTitolo } from '../lib/titolo.js';
import { SenzaRegistro } from '../protocollo/SenzaRegistro.js';
import { CodeLettere } from './CodeLettere.js';
import { useCodeLettere, useElencoLettere } from './interrogazioni-bozze.js';
import { PAROLE_CODA_BOZZE, statoLettera } from './parole-bozze.js';
import { type CodaBozze, paginaLettera, type RigaLettera } from './percorsi-bozze.js';
import { useNuovaLettera } from './use-nuova.js';

const destinatariOf = ({ destinatari }: RigaLettera): string => destinatari.map(nameOfSoggetto).join(', ');

const COLONNE: readonly ColonnaInOrdine<RigaLettera>[] = [
  { campo: 'oggetto', titolo: 'Oggetto', classe: 'c-oggetto', valore: ({ oggetto }) => oggetto },
  { campo: 'a', titolo: 'A', classe: 'c-a', valore: destinatariOf },
  { campo: 'autore', titolo: 'Autore', classe: 'c-autore', valore: ({ autore }) => autore.denominazione },
  {
    campo: 'stato',
    titolo: 'Stato',
    classe: 'c-stato-lettera',
    valore: (riga) =>
      riga.registrazione === undefined ? statoLettera(riga).parola : `n. ${numero7(riga.registrazione.numero)}`,
  },
  {
    campo: 'da',
    titolo: 'Da',
    classe: 'c-eta',
    valore: ({ aggiornata }) => giornoOra(aggiornata),
    chiave: ({ aggiornata }) => aggiornata,
  },
];
const DALLA_PIU_RECENTE = { naturale: { campo: 'da', inverso: true } };
const NESSUNA: readonly RigaLettera[] = [];
const isCoda = (text: string | null): text is CodaBozze => text !== null && Object.hasOwn(PAROLE_CODA_BOZZE, text);

/** The outgoing letters, or why this person has none. */
export function Lettere() {
  const io = useIo();
  return puo(io, 'scrive-bozze') ? <LettereAperte /> : <SenzaRegistro titolo="Lettere in uscita" />;
}

/** Letters before their number, by what waits for whom: queues at the left, the list beside, Enter opens. */
function LettereAperte() {
  const io = useIo();
  const naviga = useNavigate();
  const [parametri, setParametri] = useSearchParams();
  const { data: code } = useCodeLettere();
  const asked = parametri.get('coda');
  const prima = code?.find(({ daFare, totale }) => daFare && totale !== 0) ?? code?.find(({ totale }) => totale !== 0);
  const coda = isCoda(asked) ? asked : (prima?.codice ?? (code === undefined ? undefined : 'in-lavorazione'));
  const domanda = new URLSearchParams({ limite: '100', ...(coda !== undefined && { coda }) });
  const cursore = parametri.get('cursore');
  if (cursore !== null) domanda.set('cursore', cursore);
  const { data, error, refetch, isPlaceholderData } = useElencoLettere(domanda, coda !== undefined);
  const nuova = useNuovaLettera();
  const lette = data?.elementi ?? NESSUNA;
  const { q, ordine, viste: righe, teste, set } = useOrdine(lette, COLONNE, DALLA_PIU_RECENTE);
  const titolo = coda === undefined ? 'Lettere in uscita' : PAROLE_CODA_BOZZE[coda].titolo;
  useTitolo(`${titolo}, lettere in uscita`, io.ente.denominazione);

  const open = (riga: RigaLettera) => void naviga(paginaLettera(riga.id));
  const { scelta, setScelta, pronta } = useRighe(righe, ({ id }) => id, open, [
    { tasti: '+', azione: () => nuova.comincia({ oggetto: 'Comunicazione' }) },
  ]);

  const following = data?.cursore;
  const diPagina = cursore !== null || following !== undefined;
  const goOn = (next: string) => {
    const address = new URLSearchParams(parametri);
    address.set('coda', coda ?? '');
    address.set('cursore', next);
    setParametri(address);
  };
  return (
    <>
      <div className="testa">
        <h1>Lettere in uscita</h1>
        <span className="sub">
          {io.uo.codice} {io.uo.denominazione} · prima del numero
        </span>
        <span className="cresce" />
        <Bottone
          aspetto="primo"
          tasto="+"
          alLavoro={nuova.alLavoro && 'Un momento…'}
          onClick={() => nuova.comincia({ oggetto: 'Comunicazione' })}
        >
          Nuova lettera
        </Bottone>
      </div>
      <div className="lettere-corpo">
        <CodeLettere code={code ?? []} scelta={coda} />
        <section className="lettere-elenco" aria-label={titolo}>
          {lette.length > 0 && (
            <BarraRighe
              etichetta={titolo}
              q={q}
              onQ={(value) => set('q', value)}
              viste={righe.length}
              righe={lette.length}
              diPagina={diPagina}
              onCsv={() => scaricaCsv(`lettere-${coda ?? ''}`, righe, COLONNE)}
            />
          )}
          <div className="scorre" tabIndex={-1} role="region" aria-label="Elenco delle lettere">
            {pronta && (
              <Tabella
                etichetta={ordine === null ? `${titolo}, le ultime toccate prima` : titolo}
                colonne={teste}
                righe={righe}
                chiaveOf={({ id }) => id}
                scelta={scelta}
                celle={(riga) => <Celle riga={riga} />}
                attenuata={isPlaceholderData}
                onScegli={({ id }) => setScelta(id)}
                onApri={open}
              />
            )}
            {error !== null && <NonSiApre titolo="L’elenco non si apre" errore={error} onRiprova={refetch} />}
            {lette.length > 0 && !pronta && <p className="ordinata-vuota mut">Nessuna lettera con queste parole.</p>}
            {data !== undefined && lette.length === 0 && coda !== undefined && (
              <Vuoto icona="mail" titolo={titolo}>
                {PAROLE_CODA_BOZZE[coda].vuota} Da una registrazione in entrata il tasto T comincia la risposta.
              </Vuoto>
            )}
          </div>
          <SuggerimentiTasti
            tasti={[
              [['J', 'K'], 'scorri'],
              [['↵'], 'apri'],
              [['+'], 'nuova lettera'],
              [['?'], 'tutti i tasti'],
            ]}
          >
            {data !== undefined && (
              <span role="status">
                {data.totale === undefined ? `oltre ${data.oltre ?? 0}` : data.totale} in elenco
              </span>
            )}
            {ordine !== null && diPagina && <span role="status">in ordine soltanto le righe di questa pagina</span>}
            {cursore !== null && (
              <Bottone aspetto="testo" misura="piccolo" onClick={() => void naviga(-1)}>
                Precedenti
              </Bottone>
            )}
            {following !== undefined && (
              <Bottone aspetto="testo" misura="piccolo" onClick={() => goOn(following)}>
                Successive
              </Bottone>
            )}
          </SuggerimentiTasti>
        </section>
      </div>
    </>
  );
}

function Celle({ riga }: { riga: RigaLettera }) {
  const a = destinatariOf(riga);
  return (
    <>
      <th scope="row" title={riga.oggetto}>
        <Link to={paginaLettera(riga.id)} tabIndex={-1}>
          {riga.oggetto}
        </Link>
        {riga.rinvio !== undefined && <span className="osservazione ell">«{riga.rinvio.osservazioni}»</span>}
      </th>
      <td title={a}>{a === '' ? <span className="mut">manca</span> : a}</td>
      <td title={riga.autore.denominazione}>{riga.autore.denominazione}</td>
      <td>
        {riga.registrazione === undefined ? (
          <Stato {...statoLettera(riga)} />
        ) : (
          <span className="numero">n. {numero7(riga.registrazione.numero)}</span>
        )}
      </td>
      <td title={giornoOra(riga.aggiornata)}>{eta(riga.aggiornata, adesso())}</td>
    </>
  );
}
