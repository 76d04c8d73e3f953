import { Avviso } from '../../components/Avviso.js';
import { Bottone } from '../../components/Bottone.js';
import { ora, plural } from '../../lib/formati.js';
import { type FaseInvio, useContoAllaRovescia } from './use-invio.js';

interface NonRispondeProps {
  fase: Extract<FaseInvio, { fase: 'incerto' }>;
  onRiprova: () => void;
  onScaduto: () => void;
}

/** A sending without an answer: nothing is lost, it can be sent again, and it is registered once whatever happened. */
export function NonRisponde({ fase, onRiprova, onScaduto }: NonRispondeProps) {
  const restano = useContoAllaRovescia(fase.traS, onScaduto);
  return (
    <Avviso
      tono="warn"
      icona="wifi"
      annuncio="status"
      titolo={`L’invio delle ${ora(fase.dalle)} è senza risposta.`}
      azioni={
        <Bottone misura="piccolo" onClick={onRiprova}>
          Riprova ora
        </Bottone>
      }
    >
      {fase.detail !== undefined && `${fase.detail} `}
      Può continuare a scrivere: la bozza è salva in questo computer e si registra una volta sola, anche se il numero
      era già stato dato.{' '}
      {restano === null ? (
        'Quando è pronto, riprovare.'
      ) : (
        <span aria-live="off">Nuovo tentativo tra {plural(restano, 'secondo', 'secondi')}.</span>
      )}
    </Avviso>
  );
}
