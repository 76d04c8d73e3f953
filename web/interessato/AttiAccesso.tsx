import { useState } from 'react';
import type { AccessoLetto, InteressatiFascicolo } from '../../schemas/interessato.api.js';
import { Campo } from '../components/Campo.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { usePasso } from '../scarto/use-passo.js';
import * as percorsi from './percorsi-interessato.js';
import { nomeDi, SceltaDocumenti } from './SceltaDocumenti.js';

interface AttoAccessoProps {
  id: string;
  accesso: AccessoLetto;
  onChiudi: () => void;
}

/** Which documents he may read from now on; link and code stay as they are. */
export function DocumentiAccesso({ id, accesso, dati, onChiudi }: AttoAccessoProps & { dati: InteressatiFascicolo }) {
  const [scelti, setScelti] = useState<ReadonlySet<string>>(() => new Set(accesso.documenti.map(nomeDi)));
  const atto = usePasso(percorsi.documenti(id, accesso.id), ['Documenti aggiornati.', 'Vale da subito.'], onChiudi);
  const documenti = dati.documenti
    .filter((one) => scelti.has(nomeDi(one)))
    .map(({ anno, numero }) => ({ anno, numero }));
  return (
    <DialogoAtto
      titolo={`Che cosa può leggere ${accesso.nome}?`}
      azione="Aggiorna"
      inCorso="Un momento…"
      largo
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() => atto.invia({ documenti })}
      onChiudi={onChiudi}
    >
      <SceltaDocumenti documenti={dati.documenti} scelti={scelti} onScelti={setScelti} />
    </DialogoAtto>
  );
}

/** The link opens nothing any more; what was read stays written. */
export function RevocaAccesso({ id, accesso, onChiudi }: AttoAccessoProps) {
  const [motivo, setMotivo] = useState('');
  const atto = usePasso(percorsi.revoca(id, accesso.id), ['Accesso revocato.'], onChiudi);
  return (
    <DialogoAtto
      titolo={`Revocare l’accesso di ${accesso.nome}?`}
      premessa="Da subito il collegamento non si apre più. Le letture fatte restano annotate."
      azione="Revoca l’accesso"
      pericolo
      inCorso="Un momento…"
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() => atto.invia({ motivo })}
      onChiudi={onChiudi}
    >
      <Campo
        tipo="textarea"
        rows={3}
        etichetta="Motivo"
        value={motivo}
        errore={atto.erroreDi('motivo')}
        onChange={(event) => setMotivo(event.target.value)}
      />
    </DialogoAtto>
  );
}
