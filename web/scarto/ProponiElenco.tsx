import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { ElencoLetto, TipoElenco } from '../../schemas/scarto.api.js';
import { Campo } from '../components/Campo.js';
import { annuncia } from '../components/Esiti.js';
import { plural } from '../lib/formati.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import * as percorsi from './percorsi-scarto.js';
import { usePasso } from './use-passo.js';

interface ProponiElencoProps {
  tipo: TipoElenco;
  anno: number;
  /** how many of those shown may stand in it; with `altri`, there are more pages */
  buone: number;
  altri: boolean;
  onChiudi: () => void;
}

/** The archivist makes a list of what may go; he may leave out what he wants to keep. */
export function ProponiElenco({ tipo, anno, buone, altri, onChiudi }: ProponiElencoProps) {
  const naviga = useNavigate();
  const [escludi, setEscludi] = useState('');
  const [note, setNote] = useState('');
  const atto = usePasso<ElencoLetto>(percorsi.propone(tipo), ['Elenco proposto.'], onChiudi, (fatto) => {
    annuncia(`Elenco ${fatto.numero}/${fatto.anno} proposto.`, plural(fatto.fascicoli, 'fascicolo', 'fascicoli'));
    void naviga(percorsi.paginaElenco(tipo, fatto.id));
  });
  const codici = escludi.split(/[\s,;]+/).filter((one) => one !== '');
  return (
    <DialogoAtto
      titolo={tipo === 'scarto' ? 'Proporre un elenco di scarto?' : 'Proporre il passaggio al deposito?'}
      premessa={`${altri ? 'Almeno ' : ''}${plural(buone, 'fascicolo', 'fascicoli')}, ciascuno con la regola che lo dice. ${
        tipo === 'scarto'
          ? 'L’elenco va poi approvato e autorizzato: nulla si distrugge ora.'
          : 'L’archivista lo accetta dopo averlo riscontrato.'
      }`}
      azione="Proponi"
      rinuncia="Non proporre"
      inCorso="Un momento…"
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() =>
        atto.invia({
          anno,
          ...(codici.length > 0 && { escludi: codici }),
          ...(note.trim() !== '' && { note: note.trim() }),
        })
      }
      onChiudi={onChiudi}
    >
      <Campo
        etichetta="Codici da lasciare fuori"
        facoltativo
        aiuto="separati da uno spazio"
        value={escludi}
        errore={atto.erroreDi('escludi')}
        onChange={(event) => setEscludi(event.target.value)}
      />
      <Campo
        tipo="textarea"
        etichetta="Note"
        facoltativo
        rows={3}
        value={note}
        errore={atto.erroreDi('note')}
        onChange={(event) => setNote(event.target.value)}
      />
    </DialogoAtto>
  );
}
