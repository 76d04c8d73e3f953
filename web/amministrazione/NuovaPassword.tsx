import { useState } from 'react';
import * as percorsi from '../api/percorsi.js';
import type { UtenteLetto } from '../api/tipi.js';
import { Campo } from '../components/Campo.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { proponiPassword } from './parole.js';
import { useSalva } from './use-salva.js';

/** A password for who has lost his: all his sessions end. */
export function NuovaPassword({ utente, onChiudi }: { utente: UtenteLetto; onChiudi: () => void }) {
  const [password, setPassword] = useState(proponiPassword);
  const { salva, alLavoro, errore, erroreDi } = useSalva(
    percorsi.cambiaUtente(utente.utente),
    ['Password cambiata.', `Darla a ${utente.utente} di persona: la cambierà al primo accesso.`],
    onChiudi,
  );
  return (
    <DialogoAtto
      titolo={`Nuova password per ${utente.utente}`}
      premessa="Le sessioni aperte di questo utente si chiudono subito. La password si mostra soltanto qui."
      azione="Cambia la password"
      inCorso="Salvataggio…"
      alLavoro={alLavoro}
      errore={errore}
      onAzione={() => salva({ corpo: { password }, versione: utente.versione })}
      onChiudi={onChiudi}
    >
      <Campo
        etichetta="Password provvisoria"
        aiuto="almeno 12 caratteri"
        className="mono"
        value={password}
        autoComplete="off"
        onChange={(event) => setPassword(event.target.value)}
        errore={erroreDi('password')}
      />
    </DialogoAtto>
  );
}
