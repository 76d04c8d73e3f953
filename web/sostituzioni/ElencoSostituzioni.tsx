import { useMemo } from 'react';
import type { Sostituzione } from '../api/tipi.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { TabellaConAtto } from '../components/TabellaConAtto.js';
import { nomiDistinti } from '../lib/nomi-distinti.js';
import { colonnaStato, GIORNI, isAperta } from './colonne-periodo.js';

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

/** The two of a substitution. */
export const titolareDi = ({ titolare, denominazioni }: Sostituzione) => ({
  utente: titolare,
  denominazione: denominazioni.titolare,
});
export const sostitutoDi = ({ sostituto, denominazioni }: Sostituzione) => ({
  utente: sostituto,
  denominazione: denominazioni.sostituto,
});

const colonne = (nomeDi: ReturnType<typeof nomiDistinti>): readonly ColonnaOrdinata<Sostituzione>[] => [
  { campo: 'titolare', titolo: 'Titolare', valore: (one) => nomeDi(titolareDi(one)) },
  { campo: 'sostituto', titolo: 'Sostituto', valore: (one) => nomeDi(sostitutoDi(one)) },
  ...GIORNI,
  { campo: 'scopo', titolo: 'Per che cosa', valore: perChe },
  colonnaStato('user'),
];

/** Who acts for whom, and until when; the chosen one can be ended while it runs. */
export function ElencoSostituzioni({ sostituzioni, onRevoca }: ElencoSostituzioniProps) {
  const nomeDi = useMemo(
    () => nomiDistinti(sostituzioni.flatMap((one) => [titolareDi(one), sostitutoDi(one)])),
    [sostituzioni],
  );
  const dette = useMemo(() => colonne(nomeDi), [nomeDi]);
  return (
    <div className="ordinata-periodi">
      <TabellaConAtto
        etichetta="Sostituzioni"
        nomeFile="sostituzioni"
        colonne={dette}
        righe={sostituzioni}
        chiaveOf={({ id }) => id}
        vuoto={{ filtrato: 'Nessuna sostituzione con queste parole.', nulla: NESSUNA }}
        atto={
          onRevoca && {
            isPossibile: isAperta,
            nonOra: 'Scegliere prima una sostituzione in corso o futura',
            parole: (una) => (una === undefined ? 'Finisci' : `Finisci quella di ${nomeDi(titolareDi(una))}`),
            onAtto: onRevoca,
          }
        }
      />
    </div>
  );
}
