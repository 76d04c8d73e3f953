import { useState } from 'react';
import { Link } from 'react-router';
import type { Fissita, Giro, Guasto } from '../../schemas/fissita.api.js';
import * as percorsi from '../api/conservazione.js';
import { wordsOf } from '../api/errori.js';
import { useNomi } from '../api/nomi.js';
import { puo, useIo } from '../api/sessione.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { Progresso } from '../components/Progresso.js';
import { Stato } from '../components/Stato.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { Persona } from '../components/Persona.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { dimensione, giorno, giornoOra, intero, plural } from '../lib/formati.js';
import type { NomeOf } from '../lib/utenti.js';
import { ConMotivoVersamento } from './ConMotivoVersamento.js';
import { useFissita } from './interrogazioni-conservazione.js';
import { paginaNominante } from './parole-conservazione.js';
import { useAttoVersamento } from './use-atto-versamento.js';

/** The integrity of what is stored here: how far the round is, what does not hold, what was mended. */
export function FissitaDi() {
  const { data, error } = useFissita();
  const avvia = useAttoVersamento(
    percorsi.avviaFissita,
    ['Rilettura avviata.', 'Va avanti da sé, anche se la pagina si chiude.'],
    () => undefined,
  );
  const inCorso = data?.giro?.stato === 'in-corso';
  return (
    <section className="riquadro" aria-labelledby="fissita-titolo">
      <header>
        <h2 id="fissita-titolo">Integrità dei file e delle catene</h2>
        <span className="cresce" />
        {data !== undefined &&
          (data.guastiAperti === 0 ? (
            <Stato tono="ok" icona="check-circle" parola="Nulla fuori posto" pieno />
          ) : (
            <Stato
              tono="bad"
              icona="error"
              parola={plural(data.guastiAperti, 'guasto aperto', 'guasti aperti')}
              pieno
            />
          ))}
        <Bottone
          alLavoro={avvia.alLavoro && 'Avvio…'}
          nonOra={inCorso && data.giro?.origine === 'richiesta' ? 'Una rilettura è già in corso' : undefined}
          onClick={() => avvia.invia({})}
        >
          Rileggi tutto ora
        </Bottone>
      </header>
      <div className="corpo conservazione-fissita">
        {(error ?? avvia.errore) !== null && (
          <Avviso tono="bad" annuncio="alert">
            {wordsOf(error ?? avvia.errore)}
          </Avviso>
        )}
        {data !== undefined && <Giri fissita={data} />}
        {data !== undefined && data.guasti.length > 0 && <Guasti guasti={data.guasti} />}
        {data !== undefined && data.chiusi.length > 0 && (
          <details className="altri">
            <summary>{plural(data.chiusi.length, 'guasto chiuso', 'guasti chiusi')}</summary>
            <ul className="sm">
              {data.chiusi.map(({ id, parole, trovato, chiuso }) => (
                <li key={id}>
                  {giornoOra(trovato)}: {parole}{' '}
                  {chiuso !== undefined && `${chiuso.parole} (${giornoOra(chiuso.quando)})`}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </section>
  );
}

const fattiDi = ({ file, byte, catene }: Giro): string =>
  `${intero(file.fatti)} file su ${intero(file.totale)} (${dimensione(byte.fatti)}), ${intero(catene.fatti)} catene su ${intero(catene.totale)}`;

function Giri({ fissita: { giorni, giro, ultimoCompleto } }: { fissita: Fissita }) {
  return (
    <>
      <p className="sm">
        Ogni file si rilegge una volta ogni {giorni} giorni, di notte, e la sua impronta si confronta con quella di
        quando è arrivato; ogni catena si ripercorre.
        {ultimoCompleto === undefined
          ? ' Nessun giro è ancora arrivato in fondo.'
          : ` Ultimo giro completo: ${giornoOra(ultimoCompleto.fine ?? ultimoCompleto.inizio)}, ${fattiDi(ultimoCompleto)}, ${plural(ultimoCompleto.guasti, 'guasto', 'guasti')}.`}
      </p>
      {giro?.stato === 'in-corso' && (
        <>
          <Progresso
            etichetta={`Giro ${giro.origine === 'richiesta' ? 'chiesto da una persona' : 'periodico'}, cominciato ${giornoOra(giro.inizio)}`}
            valore={giro.percento / 100}
          />
          <p className="sm mut">
            {fattiDi(giro)}
            {giro.entro !== undefined && `; si conclude entro il ${giorno(giro.entro)}`}
          </p>
        </>
      )}
      {giro?.stato === 'fermato' && (
        <Avviso tono="warn" titolo="Il giro si è fermato.">
          {giro.motivo ?? 'Riparte alla prossima notte, da dove era arrivato.'}
        </Avviso>
      )}
    </>
  );
}

const colonneDi = (
  prendi: boolean,
  onPrendi: (guasto: Guasto) => void,
  nomeOf: NomeOf,
): readonly ColonnaOrdinata<Guasto>[] => [
  {
    campo: 'trovato',
    titolo: 'Trovato',
    classe: 'c-aggiornato',
    valore: ({ trovato }) => giornoOra(trovato),
    chiave: ({ trovato }) => trovato,
  },
  {
    campo: 'parole',
    titolo: 'Che cosa non torna, e che cosa fare',
    classe: 'c-parole',
    valore: ({ parole, consiglio }) => `${parole} ${consiglio}`,
    mostra: ({ parole, consiglio }) => (
      <>
        <b>{parole}</b> {consiglio}
      </>
    ),
  },
  {
    campo: 'nominatoDa',
    titolo: 'Dove è usato',
    classe: 'c-nominato',
    valore: ({ nominatoDa }) => nominatoDa.map(({ parole }) => parole).join('; '),
    mostra: ({ nominatoDa }) =>
      nominatoDa.map((one, i) => {
        const pagina = paginaNominante(one);
        return (
          <span key={`${one.tipo} ${one.riferimento}`}>
            {i > 0 && '; '}
            {pagina === undefined ? one.parole : <Link to={pagina}>{one.parole}</Link>}
          </span>
        );
      }),
  },
  { campo: 'sha256', titolo: 'Impronta', classe: 'c-impronta mono', valore: ({ sha256 = '' }) => sha256 },
  {
    campo: 'preso',
    titolo: 'Chi se ne occupa',
    classe: 'c-preso',
    valore: ({ preso }) =>
      preso === undefined ? '' : `${nomeOf(preso.utente)}, ${giornoOra(preso.quando)}: ${preso.motivo}`,
    mostra: (guasto) =>
      guasto.preso === undefined ? (
        prendi && (
          <Bottone misura="piccolo" onClick={() => onPrendi(guasto)}>
            Prendi in carico…
          </Bottone>
        )
      ) : (
        <>
          <Persona utente={guasto.preso.utente} />, {giornoOra(guasto.preso.quando)}: {guasto.preso.motivo}
        </>
      ),
  },
];

function Guasti({ guasti }: { guasti: readonly Guasto[] }) {
  const io = useIo();
  const [preso, setPreso] = useState<Guasto | null>(null);
  const nomeOf = useNomi(guasti.map((one) => one.preso?.utente));
  return (
    <>
      <TabellaOrdinata
        etichetta="Guasti aperti, dal più recente"
        prefisso="g-"
        nomeFile="guasti-integrita"
        colonne={colonneDi(puo(io, 'vede-linee'), setPreso, nomeOf)}
        righe={guasti}
        chiaveOf={({ id }) => id}
        onApri={(guasto) => {
          if (guasto.preso === undefined) setPreso(guasto);
        }}
        vuoto={{ filtrato: 'Nessun guasto con queste parole.', nulla: 'Nessun guasto.' }}
      />
      {preso !== null && (
        <ConMotivoVersamento
          percorso={percorsi.prendeGuasto(preso.id)}
          titolo="Prendi in carico il guasto"
          premessa={`${preso.parole} ${preso.consiglio}`}
          azione="Prendi in carico"
          fatto={['Preso in carico.', 'Resta nell’elenco finché non è riparato.']}
          onChiudi={() => setPreso(null)}
        />
      )}
    </>
  );
}
