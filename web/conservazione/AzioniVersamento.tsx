import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { VersamentoRisposta } from '../../schemas/versamento.api.js';
import type { Percorso } from '../api/client.js';
import * as percorsi from '../api/conservazione.js';
import { wordsOf } from '../api/errori.js';
import { Bottone } from '../components/Bottone.js';
import { Tendina } from '../components/Tendina.js';
import { useTasti } from '../lib/tasti.js';
import { ConMotivoVersamento } from './ConMotivoVersamento.js';
import { useLinee } from './interrogazioni-conservazione.js';
import { nomePacchetto } from './PacchettoScelto.js';
import { nomeIntero, PAROLE_RIMEDIO } from './parole-conservazione.js';
import { bancoDi } from './posto.js';
import { isAccettato, isDaDecidere, rimediDi } from './rimedi.js';
import { useAttoVersamento } from './use-atto-versamento.js';
import { useRimedi } from './use-rimedi.js';

interface AzioniVersamentoProps {
  versamento: VersamentoRisposta;
  versa: boolean;
  onScarica: (percorso: Percorso<unknown>, nome: string) => void;
  errore: Error | null;
}

/** It waits for its turn: it can be put before the others. */
const IN_FILA: readonly VersamentoRisposta['stato'][] = ['preparato', 'attesa-riprova', 'incerto'];

/** What can be done with a package as it stands; what is not of every day under «Altro». */
export function AzioniVersamento({ versamento, versa, onScarica, errore }: AzioniVersamentoProps) {
  const naviga = useNavigate();
  const [annulla, setAnnulla] = useState(false);
  const { rimedia, finestra } = useRimedi();
  const { data: linee } = useLinee();
  const { id, conservatore, priorita, rapporto, stato } = versamento;
  const capacita = linee?.find((one) => one.conservatore === conservatore)?.capacita;
  const [primo, ...altri] = versa ? rimediDi(versamento) : [];
  const decide = versa && isDaDecidere(versamento);
  const nome = nomePacchetto(versamento);
  const inFila = versa && IN_FILA.includes(stato);
  const davanti = useAttoVersamento(
    percorsi.priorita(id),
    priorita ? ['Torna nella fila.', 'Parte al suo turno.'] : ['Messo davanti.', 'Parte appena la linea è libera.'],
    () => undefined,
  );
  const scaricaPacchetto = () => onScarica(percorsi.pacchettoZip(id), `${nome}.zip`);
  useTasti([
    {
      tasti: 'r',
      azione: () => {
        if (primo !== undefined) rimedia(primo, [versamento]);
      },
    },
    {
      tasti: 'v',
      azione: () => {
        if (decide) rimedia('decidi', [versamento]);
      },
    },
    { tasti: 's', azione: scaricaPacchetto },
  ]);
  const problema = errore ?? davanti.errore;
  return (
    <>
      {problema !== null && (
        <span className="errore-campo" role="alert">
          {wordsOf(problema)}
        </span>
      )}
      {primo !== undefined && (
        <Bottone aspetto="primo" tasto="R" onClick={() => rimedia(primo, [versamento])}>
          {PAROLE_RIMEDIO[primo]}
        </Bottone>
      )}
      {decide && (
        <Bottone
          aspetto={primo === undefined ? 'primo' : 'secondo'}
          tasto="V"
          onClick={() => rimedia('decidi', [versamento])}
        >
          Decidi…
        </Bottone>
      )}
      {altri.map((rimedio) => (
        <Bottone key={rimedio} onClick={() => rimedia(rimedio, [versamento])}>
          {PAROLE_RIMEDIO[rimedio]}
        </Bottone>
      ))}
      {inFila && (
        <Bottone alLavoro={davanti.alLavoro && 'Un momento…'} onClick={() => davanti.invia({ priorita: !priorita })}>
          {priorita ? 'Togli la priorità' : 'Metti davanti'}
        </Bottone>
      )}
      <Tendina parole="Altro ▾" classe="btn btn-terzo" lato="destra">
        {(chiudi) => (
          <ul>
            {(
              [
                ['Scarica il pacchetto', true, scaricaPacchetto],
                [
                  'Scarica il rapporto di versamento',
                  rapporto !== undefined,
                  () => onScarica(percorsi.rapportoXml(id), `${nome}-rapporto.xml`),
                ],
                [
                  'Esibisci: documento, metadati e prove',
                  isAccettato(versamento),
                  () => onScarica(percorsi.esibizioneZip(id), `${nome}-esibizione.zip`),
                ],
                [
                  'Chiedi l’annullamento al conservatore…',
                  versa && isAccettato(versamento) && capacita?.annullamento === true,
                  () => setAnnulla(true),
                ],
                ['Torna all’elenco', true, () => void naviga(bancoDi())],
              ] as const
            )
              .filter(([, possibile]) => possibile)
              .map(([parola, , azione]) => (
                <li key={parola}>
                  <button
                    type="button"
                    className="tendina-voce"
                    onClick={() => {
                      chiudi();
                      azione();
                    }}
                  >
                    {parola}
                  </button>
                </li>
              ))}
          </ul>
        )}
      </Tendina>
      {finestra}
      {annulla && (
        <ConMotivoVersamento
          percorso={percorsi.annullamento(id)}
          titolo={`Chiedi l’annullamento: ${nomeIntero(versamento)}`}
          premessa="Si chiede al conservatore di annullare il versamento, non la registrazione. Può servire un suo operatore: l’esito compare qui."
          azione="Chiedi l’annullamento"
          pericolo
          fatto={['Annullamento chiesto.', 'L’esito compare nella storia del pacchetto.']}
          onChiudi={() => setAnnulla(false)}
        />
      )}
    </>
  );
}
