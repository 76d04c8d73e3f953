import { useState } from 'react';
import type { Sostituzione } from '../api/tipi.js';
import { Bottone } from '../components/Bottone.js';
import { Stato, type StatoProps } from '../components/Stato.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { giorno } from '../lib/formati.js';

const STATI: Record<Sostituzione['stato'], Pick<StatoProps, 'tono' | 'icona' | 'parola'>> = {
  'in-corso': { tono: 'inf', icona: 'user', parola: 'In corso' },
  futura: { tono: 'neu', icona: 'calendar', parola: 'Futura' },
  finita: { tono: 'neu', icona: 'check', parola: 'Finita' },
  revocata: { tono: 'neu', icona: 'ban', parola: 'Revocata' },
};

const NESSUNA =
  'Nessuna sostituzione in corso. Chi si assenta nomina chi agisce per suo conto, da un giorno a un giorno; ogni atto dice l’uno e l’altro.';

interface ElencoSostituzioniProps {
  sostituzioni: readonly Sostituzione[];
  onRevoca?: (sostituzione: Sostituzione) => void;
}

const perChe = ({ ruoli = [], uffici = [], riservate, motivo }: Sostituzione): string => {
  const scope = [...ruoli, ...uffici].join(', ');
  return `${scope === '' ? 'tutto' : scope}${riservate ? ', anche riservate' : ''}${motivo === undefined ? '' : `: ${motivo}`}`;
};

const COLONNE: readonly ColonnaOrdinata<Sostituzione>[] = [
  { campo: 'titolare', titolo: 'Titolare', valore: ({ titolare }) => titolare },
  { campo: 'sostituto', titolo: 'Sostituto', valore: ({ sostituto }) => sostituto },
  { campo: 'dal', titolo: 'Dal', valore: ({ dal }) => giorno(dal), chiave: ({ dal }) => dal },
  { campo: 'al', titolo: 'Al', valore: ({ al }) => giorno(al), chiave: ({ al }) => al },
  { campo: 'scopo', titolo: 'Per che cosa', valore: perChe },
  {
    campo: 'stato',
    titolo: 'Stato',
    valore: ({ stato }) => STATI[stato].parola,
    mostra: ({ stato }) => <Stato {...STATI[stato]} />,
  },
];

/** Who acts for whom, and until when; the chosen one can be ended while it runs. */
export function ElencoSostituzioni({ sostituzioni, onRevoca }: ElencoSostituzioniProps) {
  const [scelta, setScelta] = useState<string | null>(null);
  const una = sostituzioni.find(({ id }) => id === scelta);
  const aperta = una?.stato === 'in-corso' || una?.stato === 'futura';
  return (
    <div className="sostituzioni">
      <TabellaOrdinata
        etichetta="Sostituzioni"
        nomeFile="sostituzioni"
        colonne={COLONNE}
        righe={sostituzioni}
        chiaveOf={({ id }) => id}
        scelta={scelta}
        onScegli={({ id }) => setScelta(id)}
        vuoto={{ filtrato: 'Nessuna sostituzione con queste parole.', nulla: NESSUNA }}
        azioni={
          onRevoca !== undefined &&
          sostituzioni.length > 0 && (
            <Bottone
              misura="piccolo"
              nonOra={aperta ? undefined : 'Scegliere prima una sostituzione in corso o futura'}
              onClick={() => una !== undefined && onRevoca(una)}
            >
              {una === undefined ? 'Finisci' : `Finisci quella di ${una.titolare}`}
            </Bottone>
          )
        }
      />
    </div>
  );
}
