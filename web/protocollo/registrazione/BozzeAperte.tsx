import { useCallback, useEffect, useState } from 'react';
import { Link } from 'react-router';
import { useIo } from '../../api/sessione.js';
import { Avviso } from '../../components/Avviso.js';
import { Bottone } from '../../components/Bottone.js';
import { Dialogo } from '../../components/Dialogo.js';
import { Flusso } from '../../components/Flusso.js';
import { type Bozza, bozzeFerme, deleteBozza, listBozze } from '../../lib/bozze.js';
import { eta, plural } from '../../lib/formati.js';
import { adesso } from '../../lib/orologio.js';
import { bozzaInParole } from './bozza-in-parole.js';
import { bozzeTenute } from './use-quaderno.js';
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

interface BozzeAperteProps {
  bozze: readonly Bozza[];
  onChiudi: () => void;
  onEliminata: () => void;
}

/** Forms left half done, last touched first: to take up again, or to throw away. */
export function BozzeAperte({ bozze, onChiudi, onEliminata }: BozzeAperteProps) {
  return (
    <Dialogo
      titolo="Bozze aperte"
      premessa="Sono in questo computer, file compresi, finché non hanno un numero."
      rinuncia="Chiudi"
      largo
      onChiudi={onChiudi}
    >
      {bozze.length === 0 && <p className="sm mut">Nessun’altra bozza.</p>}
      <ElencoBozze bozze={bozze} onEliminata={onEliminata} onAperta={onChiudi} />
    </Dialogo>
  );
}

/** Those of the list that another tab of this browser has open. */
export function useAperteAltrove(bozze: readonly Bozza[]): ReadonlySet<string> {
  const [aperte, setAperte] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    let gone = false;
    void bozzeTenute().then((tenute) => {
      if (!gone) setAperte(tenute);
    });
    return () => {
      gone = true;
    };
  }, [bozze.length]);
  return aperte;
}

interface ElencoBozzeProps {
  bozze: readonly Bozza[];
  onEliminata: () => void;
  onAperta?: () => void;
}

export function ElencoBozze({ bozze, onEliminata, onAperta }: ElencoBozzeProps) {
  const remove = async (id: string) => {
    await deleteBozza(id);
    onEliminata();
  };
  const altrove = useAperteAltrove(bozze);
  return (
    <>
      <Ferme bozze={bozze.filter(({ id }) => !altrove.has(id))} onEliminate={onEliminata} />
      <ul className="bozze">
        {bozze.map((bozza) => (
          <Voce
            key={bozza.id}
            bozza={bozza}
            altrove={altrove.has(bozza.id)}
            onAperta={onAperta}
            onElimina={() => void remove(bozza.id)}
          />
        ))}
      </ul>
    </>
  );
}

/** Drafts that nobody has touched for as long as the AOO says: proposed to be thrown away, files included. */
function Ferme({ bozze, onEliminate }: { bozze: readonly Bozza[]; onEliminate: () => void }) {
  const { bozzeGiorni } = useIo().impostazioni;
  const ferme = bozzeFerme(bozze, bozzeGiorni, adesso());
  if (ferme.length === 0) return null;
  const quante = plural(ferme.length, 'bozza ferma', 'bozze ferme');
  const remove = async () => {
    for (const { id } of ferme) await deleteBozza(id);
    onEliminate();
  };
  return (
    <Avviso
      tono="warn"
      titolo={`${quante} da più di ${plural(bozzeGiorni, 'giorno', 'giorni')}.`}
      azioni={
        <Bottone misura="piccolo" onClick={() => void remove()}>
          {ferme.length === 1 ? 'Elimina la bozza ferma' : `Elimina le ${ferme.length} bozze ferme`}
        </Bottone>
      }
    >
      Su un computer usato da più persone è meglio non lasciarle.
    </Avviso>
  );
}

interface VoceProps {
  bozza: Bozza;
  /** Somebody is writing in it in another tab: it is not to be thrown away from here. */
  altrove: boolean;
  onAperta: (() => void) | undefined;
  onElimina: () => void;
}

function Voce({ bozza, altrove, onAperta, onElimina }: VoceProps) {
  const [certo, setCerto] = useState(false);
  const valori = valoriOf(bozza.valori);
  const { flusso, documento } = valori;
  const { chi, titolo } = bozzaInParole(valori);
  return (
    <li className="bozza">
      <Flusso flusso={flusso} />
      <span className="bozza-testo">
        <Link to={`/protocollo/nuova?bozza=${bozza.id}`} onClick={onAperta} className="ell" title={titolo}>
          {titolo}
        </Link>
        <span className="xs mut ell">
          {[chi === '' ? 'senza corrispondente' : chi, documento?.nome ?? 'senza documento'].join(' · ')}
          {bozza.invii.length > 0 && ' · invio senza risposta'}
        </span>
      </span>
      <span className="xs mut nw">{altrove ? 'aperta in un’altra scheda' : eta(bozza.salvata, adesso())}</span>
      {!altrove && (
        <Bottone
          aspetto={certo ? 'pericolo' : 'testo'}
          misura="piccolo"
          aria-label={`${certo ? 'Elimina davvero' : 'Elimina'} la bozza: ${titolo}`}
          onBlur={() => setCerto(false)}
          onClick={() => {
            if (certo) onElimina();
            else setCerto(true);
          }}
        >
          {certo ? 'Elimina davvero' : 'Elimina'}
        </Bottone>
      )}
    </li>
  );
}
