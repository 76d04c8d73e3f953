import { useMemo, useState } from 'react';
import type { ChiaveFirma } from '../../schemas/chiave-firma.api.js';
import { wordsOf } from '../api/errori.js';
import * as percorsi from '../api/firme.js';
import { useIo } from '../api/sessione.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { Stato, type StatoProps } from '../components/Stato.js';
import { TabellaConAtto } from '../components/TabellaConAtto.js';
import { giorno } from '../lib/formati.js';
import { nomiDistinti } from '../lib/nomi-distinti.js';
import { useTitolo } from '../lib/titolo.js';
import { ConMotivo } from '../protocollo/atti/ConMotivo.js';
import { CaricaChiave } from './CaricaChiave.js';
import { useChiavi } from './use-mia-chiave.js';
import './firme.css';

const NESSUNA: readonly ChiaveFirma[] = [];

function statoOf({ stato, giorni, attiva }: ChiaveFirma): StatoProps {
  if (stato === 'ritirata') return { tono: 'neu', icona: 'ban', parola: 'Ritirata' };
  if (stato === 'scaduta') return { tono: 'bad', icona: 'error', parola: 'Scaduta' };
  if (stato === 'non-ancora-valida') return { tono: 'neu', icona: 'calendar', parola: 'Non ancora valida' };
  if (giorni !== undefined)
    return { tono: 'warn', icona: 'clock', parola: giorni === 1 ? 'Scade domani' : `Scade tra ${giorni} giorni` };
  return attiva
    ? { tono: 'ok', icona: 'check-circle', parola: 'Firma' }
    : { tono: 'neu', icona: 'minus-circle', parola: 'Sostituita' };
}

const personaDi = ({ utente = '', denominazione = utente }: ChiaveFirma) => ({ utente, denominazione });

const colonne = (nomeDi: ReturnType<typeof nomiDistinti>): readonly ColonnaOrdinata<ChiaveFirma>[] => [
  {
    campo: 'specie',
    titolo: 'Di chi',
    valore: (chiave) => (chiave.specie === 'sigillo' ? 'Sigillo della AOO' : nomeDi(personaDi(chiave))),
  },
  { campo: 'nome', titolo: 'Nel certificato', valore: ({ nome }) => nome },
  { campo: 'emittente', titolo: 'Autorità', valore: ({ certificato }) => certificato.emittente },
  {
    campo: 'dal',
    titolo: 'Dal',
    classe: 'c-giorno',
    valore: ({ certificato }) => giorno(certificato.dal),
    chiave: ({ certificato }) => certificato.dal,
  },
  {
    campo: 'al',
    titolo: 'Al',
    classe: 'c-giorno',
    valore: ({ certificato }) => giorno(certificato.al),
    chiave: ({ certificato }) => certificato.al,
  },
  {
    campo: 'stato',
    titolo: 'Stato',
    classe: 'c-stato-periodo',
    valore: (chiave) => statoOf(chiave).parola,
    mostra: (chiave) => <Stato {...statoOf(chiave)} />,
  },
];

/** The keys with which the system signs, with their expiry; nothing of a key itself is ever shown. */
export function Chiavi() {
  const io = useIo();
  const [carica, setCarica] = useState(false);
  const [ritira, setRitira] = useState<ChiaveFirma | null>(null);
  const { data, error } = useChiavi();
  useTitolo('Chiavi e certificati', io.ente.denominazione);
  const elementi = data?.elementi ?? NESSUNA;
  const colonneDette = useMemo(() => colonne(nomiDistinti(elementi.map(personaDi))), [elementi]);
  return (
    <>
      <div className="testa">
        <h1>Chiavi e certificati</h1>
        <span className="sub">con che cosa firma il sistema, e fino a quando</span>
        <span className="cresce" />
        {data?.custodia === true && (
          <Bottone aspetto="primo" icona="plus" onClick={() => setCarica(true)}>
            Carica una chiave
          </Bottone>
        )}
      </div>
      <div className="firme-pagina pila ordinata-periodi" tabIndex={0} role="region" aria-label="Elenco delle chiavi">
        {error !== null && (
          <Avviso tono="bad" annuncio="alert" titolo="L’elenco non si apre.">
            {wordsOf(error)}
          </Avviso>
        )}
        {data?.custodia === false && (
          <Avviso tono="inf" titolo="Questa installazione non può conservare chiavi.">
            Si firma con il proprio dispositivo. Per firmare dal server, chi gestisce l’installazione imposta
            CHIAVE_SEGRETI e riavvia.
          </Avviso>
        )}
        <TabellaConAtto
          etichetta="Chiavi"
          nomeFile="chiavi"
          colonne={colonneDette}
          righe={elementi}
          chiaveOf={({ id }) => id}
          vuoto={{
            filtrato: 'Nessuna chiave con queste parole.',
            nulla: 'Nessuna chiave. Senza, le attestazioni e le lettere si firmano fuori e si caricano firmate.',
          }}
          atto={{
            isPossibile: ({ ritirabile }) => ritirabile,
            nonOra: 'Scegliere prima una chiave che si può ritirare',
            parole: (una) => (una === undefined ? 'Ritira…' : `Ritira quella di ${una.nome}…`),
            onAtto: setRitira,
          }}
        />
        {data !== undefined && (
          <p className="sm mut">
            {data.marche
              ? 'A ogni firma si aggiunge una marca temporale.'
              : 'Nessun servizio di marche temporali: il momento della firma è quello dichiarato.'}
          </p>
        )}
      </div>
      {carica && <CaricaChiave onChiudi={() => setCarica(false)} />}
      {ritira !== null && (
        <ConMotivo
          percorso={percorsi.ritiraChiave(ritira.id)}
          titolo={`Ritirare la chiave di ${ritira.nome}?`}
          premessa="La chiave si cancella e non si recupera: per firmare ancora se ne carica un’altra."
          azione="Ritira la chiave"
          rinuncia="Lasciala"
          inCorso="Ritiro in corso…"
          pericolo
          fatto={['Chiave ritirata.', 'Ciò che ha firmato resta valido; non firmerà più nulla.']}
          onChiudi={() => setRitira(null)}
        />
      )}
    </>
  );
}
