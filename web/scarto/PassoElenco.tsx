import { useState } from 'react';
import type { ElencoLetto } from '../../schemas/scarto.api.js';
import { ProblemaError } from '../api/errori.js';
import { Avviso } from '../components/Avviso.js';
import { Campo } from '../components/Campo.js';
import { plural } from '../lib/formati.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import * as percorsi from './percorsi-scarto.js';
import { usePasso } from './use-passo.js';

export type NomePasso = 'approvazione' | 'restituzione' | 'autorizzazione' | 'esecuzione' | 'conferma' | 'accettazione';

interface Parole {
  titolo: string;
  premessa: string;
  azione: string;
  fatto: string;
  pericolo?: boolean;
}

const PAROLE: Readonly<Record<NomePasso, Parole>> = {
  approvazione: {
    titolo: 'Approvare l’elenco?',
    premessa: 'Poi si chiede l’autorizzazione alla Soprintendenza, con un documento registrato. Nulla si distrugge.',
    azione: 'Approva',
    fatto: 'Elenco approvato.',
  },
  restituzione: {
    titolo: 'Restituire l’elenco?',
    premessa: 'I suoi fascicoli tornano liberi e possono stare in un altro elenco.',
    azione: 'Restituisci',
    fatto: 'Elenco restituito.',
  },
  autorizzazione: {
    titolo: 'Annotare l’autorizzazione?',
    premessa: 'D.Lgs. 42/2004, art. 21: si esegue soltanto ciò che la Soprintendenza ha autorizzato.',
    azione: 'Annota',
    fatto: 'Autorizzazione annotata.',
  },
  esecuzione: {
    titolo: 'Avviare l’esecuzione?',
    premessa: 'È la prima delle due firme: nulla si distrugge finché un’altra persona non conferma.',
    azione: 'Avvia',
    fatto: 'Esecuzione avviata: ora serve un’altra persona.',
    pericolo: true,
  },
  conferma: {
    titolo: 'Confermare ed eseguire?',
    premessa:
      'I file delle righe autorizzate si distruggono. Registrazioni, dati dei fascicoli, elenco e verbale con le impronte restano per sempre.',
    azione: 'Conferma ed esegui',
    fatto: 'Scarto eseguito: il verbale è nell’elenco.',
    pericolo: true,
  },
  accettazione: {
    titolo: 'Accettare i fascicoli nel deposito?',
    premessa: 'Da ora ne risponde l’archivio; gli uffici continuano a leggerli.',
    azione: 'Accetta',
    fatto: 'Fascicoli passati al deposito.',
  },
};

/** What stands in the way, as the refusal tells it. */
function mancanzeOf(errore: Error | null): string[] {
  const found = errore instanceof ProblemaError ? errore.corpo['mancanze'] : undefined;
  return (Array.isArray(found) ? (found as { messaggio?: unknown }[]) : []).flatMap(({ messaggio }) =>
    typeof messaggio === 'string' ? [messaggio] : [],
  );
}

interface PassoElencoProps {
  elenco: ElencoLetto;
  passo: NomePasso;
  onChiudi: () => void;
}

/** One step of a list, with what it needs to know; a refusal names each fascicolo that stands in the way. */
export function PassoElenco({ elenco, passo, onChiudi }: PassoElencoProps) {
  const [motivo, setMotivo] = useState('');
  const [numero, setNumero] = useState('');
  const [data, setData] = useState('');
  const [autore, setAutore] = useState('Soprintendenza archivistica e bibliografica');
  const [escluse, setEscluse] = useState('');
  const parole = PAROLE[passo];
  const atto = usePasso(percorsi.passo(elenco.tipo, elenco.id, passo), [parole.fatto], onChiudi);
  const codici = escluse.split(/[\s,;]+/).filter((one) => one !== '');
  const corpo =
    passo === 'restituzione'
      ? { motivo }
      : passo === 'autorizzazione'
        ? { numero, data, autore, ...(codici.length > 0 && { escluse: codici }) }
        : undefined;
  const mancanze = mancanzeOf(atto.errore);
  return (
    <DialogoAtto
      titolo={parole.titolo}
      premessa={`${parole.premessa} ${plural(elenco.fascicoli, 'fascicolo', 'fascicoli')}.`}
      azione={parole.azione}
      rinuncia="Lascia com’è"
      inCorso="Un momento…"
      pericolo={parole.pericolo === true}
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      avviso={
        mancanze.length > 0 && (
          <Avviso tono="warn" titolo="Che cosa lo impedisce">
            <ul className="scarto-mancanze">
              {mancanze.map((messaggio) => (
                <li key={messaggio}>{messaggio}</li>
              ))}
            </ul>
          </Avviso>
        )
      }
      onAzione={() => atto.invia(corpo)}
      onChiudi={onChiudi}
    >
      {passo === 'restituzione' && (
        <Campo
          tipo="textarea"
          etichetta="Motivo"
          rows={3}
          value={motivo}
          errore={atto.erroreDi('motivo')}
          onChange={(event) => setMotivo(event.target.value)}
        />
      )}
      {passo === 'autorizzazione' && (
        <>
          <Campo
            etichetta="Numero"
            value={numero}
            errore={atto.erroreDi('numero')}
            onChange={(event) => setNumero(event.target.value)}
          />
          <Campo
            type="date"
            etichetta="Data"
            value={data}
            errore={atto.erroreDi('data')}
            onChange={(event) => setData(event.target.value)}
          />
          <Campo
            etichetta="Autore"
            value={autore}
            errore={atto.erroreDi('autore')}
            onChange={(event) => setAutore(event.target.value)}
          />
          <Campo
            etichetta="Codici non autorizzati"
            facoltativo
            aiuto="restano; separati da uno spazio"
            value={escluse}
            errore={atto.erroreDi('escluse')}
            onChange={(event) => setEscluse(event.target.value)}
          />
        </>
      )}
    </DialogoAtto>
  );
}
