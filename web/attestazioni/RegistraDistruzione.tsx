import { useState } from 'react';
import type { AnnoNumero } from '../../schemas/comune.api.js';
import * as percorsi from '../api/firme.js';
import { Campo } from '../components/Campo.js';
import { erroreData } from '../lib/errore-data.js';
import { giornoInLettere, giornoIso } from '../lib/formati.js';
import { adesso } from '../lib/orologio.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { useAtto } from '../protocollo/atti/use-atto.js';
import { CampiEstremi } from './CampiEstremi.js';

/** Records that the paper of an attested copy was destroyed: by which act, when, how and before whom. */
export function RegistraDistruzione({
  registrazione,
  attestazione,
  onChiudi,
}: {
  registrazione: AnnoNumero;
  attestazione: string;
  onChiudi: () => void;
}) {
  const oggi = giornoIso(adesso());
  const [autorizzazione, setAutorizzazione] = useState({ numero: '', data: '', autore: '' });
  const [fatto, setFatto] = useState({ giorno: oggi, modalita: '', presenti: '' });
  const atto = useAtto(
    percorsi.distruggeOriginale(registrazione),
    ['Distruzione registrata.', 'Si legge nella storia della registrazione.'],
    onChiudi,
  );
  const detto = (nome: keyof typeof fatto, etichetta: string, aiuto: string, type = 'text') => (
    <Campo
      etichetta={etichetta}
      aiuto={aiuto}
      type={type}
      value={fatto[nome]}
      errore={type === 'date' ? erroreData(fatto[nome], atto.erroreDi(nome)) : atto.erroreDi(nome)}
      onChange={(event) => setFatto({ ...fatto, [nome]: event.target.value })}
    />
  );
  return (
    <DialogoAtto
      titolo="Registra la distruzione dell’originale"
      premessa="Dice che la carta non c’è più: la copia attestata la sostituisce (CAD art. 22 c. 4). L’atto resta nella storia e non si toglie."
      azione="Registra la distruzione"
      rinuncia="Non registrare"
      inCorso="Registrazione in corso…"
      largo
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() =>
        atto.invia({
          attestazione,
          autorizzazione,
          giorno: fatto.giorno,
          modalita: fatto.modalita,
          presenti: fatto.presenti.split(/[\n,;]+/).flatMap((one) => one.trim() || []),
        })
      }
      onChiudi={onChiudi}
    >
      <CampiEstremi
        parte="autorizzazione"
        etichette={{
          numero: 'Numero dell’autorizzazione',
          data: 'Data dell’autorizzazione',
          autore: 'Chi ha autorizzato',
        }}
        valore={autorizzazione}
        erroreDi={atto.erroreDi}
        onValore={setAutorizzazione}
      />
      {detto('giorno', 'Distrutto il', fatto.giorno === '' ? '' : giornoInLettere(fatto.giorno), 'date')}
      {detto('modalita', 'Come', 'per esempio: triturazione, macero')}
      {detto('presenti', 'Presenti', 'nome e cognome di chi ha assistito, separati da virgole')}
    </DialogoAtto>
  );
}
