import './bozze.css';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { nameOfSoggetto } from '../../schemas/soggetto.api.js';
import { puo, useIo } from '../api/sessione.js';
import { Bottone } from '../components/Bottone.js';
import { NonSiApre } from '../components/NonSiApre.js';
import { Stato } from '../components/Stato.js';
import { SuggerimentiTasti } from '../components/SuggerimentiTasti.js';
import { Tabella } from '../components/Tabella.js';
import { useRighe } from '../components/use-righe.js';
import { Vuoto } from '../components/Vuoto.js';
import { eta, giornoOra, numero7 } from '../lib/formati.js';
import { adesso } from '../lib/orologio.js';
import { useTitolo } from '../lib/titolo.js';
import { SenzaRegistro } from '../protocollo/SenzaRegistro.js';
import { CodeLettere } from './CodeLettere.js';
import { useCodeLettere, useElencoLettere } from './interrogazioni-bozze.js';
import { PAROLE_CODA_BOZZE, statoLettera } from './parole-bozze.js';
import { type CodaBozze, paginaLettera, type RigaLettera } from './percorsi-bozze.js';
import { useNuovaLettera } from './use-nuova.js';

const COLONNE = [
  { titolo: 'Oggetto', classe: 'c-oggetto' },
  { titolo: 'A', classe: 'c-a' },
  { titolo: 'Autore', classe: 'c-autore' },
  { titolo: 'Stato', classe: 'c-stato-lettera' },
  { titolo: 'Da', classe: 'c-eta' },
];
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
  const righe = data?.elementi ?? [];
  const titolo = coda === undefined ? 'Lettere in uscita' : PAROLE_CODA_BOZZE[coda].titolo;
  useTitolo(`${titolo}, lettere in uscita`, io.ente.denominazione);

  const open = (riga: RigaLettera) => void naviga(paginaLettera(riga.id));
  const { scelta, setScelta, pronta } = useRighe(righe, ({ id }) => id, open, [
    { tasti: '+', azione: () => nuova.comincia({ oggetto: 'Comunicazione' }) },
  ]);

  const following = data?.cursore;
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
          <div className="scorre" tabIndex={-1} role="region" aria-label="Elenco delle lettere">
            {pronta && (
              <Tabella
                etichetta={`${titolo}, le ultime toccate prima`}
                colonne={COLONNE}
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
            {data !== undefined && !pronta && coda !== undefined && (
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
            {cursore !== null && (
              <Bottone aspetto="testo" misura="piccolo" onClick={() => void naviga(-1)}>
                Precedenti
              </Bottone>
            )}
            {following !== undefined && (
              <Bottone
                aspetto="testo"
                misura="piccolo"
                onClick={() => setParametri({ coda: coda ?? '', cursore: following })}
              >
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
  const a = riga.destinatari.map(nameOfSoggetto).join(', ');
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
