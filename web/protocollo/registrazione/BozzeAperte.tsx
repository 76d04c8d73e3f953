import { useCallback, useEffect, useState } from 'react';
import { Link } from 'react-router';
import { nameOfSoggetto } from '../../../schemas/soggetto.api.js';
import { Bottone } from '../../components/Bottone.js';
import { Dialogo } from '../../components/Dialogo.js';
import { Flusso } from '../../components/Flusso.js';
import { type Bozza, deleteBozza, listBozze } from '../../lib/bozze.js';
import { eta } from '../../lib/formati.js';
import { adesso } from '../../lib/orologio.js';
import { valoriOf } from './valori.js';

/** The drafts of this person in this browser, without the one that is open; `rileggi` looks again. */
export function useAltreBozze(autore: string, aperta: string): { bozze: Bozza[]; rileggi: () => void } {
  const [tutte, setTutte] = useState<Bozza[]>([]);
  const rileggi = useCallback(() => {
    listBozze(autore).then(setTutte, () => setTutte([]));
  }, [autore]);
  useEffect(rileggi, [rileggi, aperta]);
  return { bozze: tutte.filter(({ id }) => id !== aperta), rileggi };
}

export interface BozzeAperteProps {
  bozze: readonly Bozza[];
  onChiudi: () => void;
  onEliminata: () => void;
}

/** Forms left half done, last touched first: to take up again, or to throw away. */
export function BozzeAperte({ bozze, onChiudi, onEliminata }: BozzeAperteProps) {
  const remove = async (id: string) => {
    await deleteBozza(id);
    onEliminata();
  };
  return (
    <Dialogo
      titolo="Bozze aperte"
      premessa="Sono in questo computer, file compresi, finché non hanno un numero."
      rinuncia="Chiudi"
      largo
      onChiudi={onChiudi}
    >
      {bozze.length === 0 && <p className="sm mut">Nessun’altra bozza.</p>}
      <ul className="bozze">
        {bozze.map((bozza) => (
          <Voce key={bozza.id} bozza={bozza} onChiudi={onChiudi} onElimina={() => void remove(bozza.id)} />
        ))}
      </ul>
    </Dialogo>
  );
}

function Voce({ bozza, onChiudi, onElimina }: { bozza: Bozza; onChiudi: () => void; onElimina: () => void }) {
  const { flusso, oggetto, mittenti, destinatari, documento } = valoriOf(bozza.valori);
  const chi = (flusso === 'E' ? mittenti : destinatari).map(nameOfSoggetto).join(', ');
  const titolo = oggetto.trim() === '' ? 'senza oggetto' : oggetto;
  return (
    <li className="bozza">
      <Flusso flusso={flusso} />
      <span className="bozza-testo">
        <Link to={`/protocollo/nuova?bozza=${bozza.id}`} onClick={onChiudi} className="ell" title={titolo}>
          {titolo}
        </Link>
        <span className="xs mut ell">
          {[chi === '' ? 'senza corrispondente' : chi, documento?.nome ?? 'senza documento'].join(' · ')}
          {bozza.invii.length > 0 && ' · invio senza risposta'}
        </span>
      </span>
      <span className="xs mut nw">{eta(bozza.salvata, adesso())}</span>
      <Bottone aspetto="testo" misura="piccolo" onClick={onElimina} aria-label={`Elimina la bozza: ${titolo}`}>
        Elimina
      </Bottone>
    </li>
  );
}
