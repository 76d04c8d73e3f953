import { useState } from 'react';
import {
  type AccessoDato,
  GIORNI_ACCESSO,
  type InteressatiFascicolo,
  MAX_GIORNI_ACCESSO,
} from '../../schemas/interessato.api.js';
import { Campo } from '../components/Campo.js';
import { annuncia } from '../components/Esiti.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { usePasso } from '../scarto/use-passo.js';
import * as percorsi from './percorsi-interessato.js';
import { nomeDi, SceltaDocumenti } from './SceltaDocumenti.js';

interface DaiAccessoProps {
  id: string;
  dati: InteressatiFascicolo;
  onDato: (dato: AccessoDato) => void;
  onChiudi: () => void;
}

/** Those that he sent or received, and that may be shown: proposed, one may take them away. */
const proposti = ({ documenti }: InteressatiFascicolo, chiave: string): Set<string> =>
  new Set(
    documenti
      .filter(({ soggetti, escluso, flusso }) => escluso === undefined && flusso !== 'I' && soggetti.includes(chiave))
      .map(nomeDi),
  );

/** A subject of the fascicolo gets a link, and apart a code. */
export function DaiAccesso({ id, dati, onDato, onChiudi }: DaiAccessoProps) {
  const first = dati.soggetti[0]?.chiave ?? '';
  const [soggetto, setSoggetto] = useState(first);
  const [giorni, setGiorni] = useState(String(GIORNI_ACCESSO));
  const [scelti, setScelti] = useState<ReadonlySet<string>>(() => proposti(dati, first));
  const atto = usePasso<AccessoDato>(percorsi.da(id), ['Accesso dato.'], onChiudi, (corpo) => {
    annuncia('Accesso dato.', 'Consegnare il collegamento e, a parte, il codice.');
    onDato(corpo);
  });
  const documenti = dati.documenti
    .filter((one) => scelti.has(nomeDi(one)))
    .map(({ anno, numero }) => ({ anno, numero }));
  return (
    <DialogoAtto
      titolo="Dare accesso a un interessato?"
      premessa="Riceve un collegamento e, a parte, un codice. Un accesso dato prima alla stessa persona smette di valere."
      azione="Dai accesso"
      rinuncia="Non dare"
      inCorso="Un momento…"
      largo
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() => atto.invia({ soggetto, giorni: Number(giorni), documenti })}
      onChiudi={onChiudi}
    >
      <Campo
        tipo="select"
        etichetta="Interessato"
        value={soggetto}
        errore={atto.erroreDi('soggetto')}
        onChange={(event) => {
          setSoggetto(event.target.value);
          setScelti(proposti(dati, event.target.value));
        }}
      >
        {dati.soggetti.map(({ chiave, nome, ruolo }) => (
          <option key={chiave} value={chiave}>
            {nome} ({ruolo})
          </option>
        ))}
      </Campo>
      <Campo
        type="number"
        min={1}
        max={MAX_GIORNI_ACCESSO}
        etichetta="Dura giorni"
        value={giorni}
        errore={atto.erroreDi('giorni')}
        onChange={(event) => setGiorni(event.target.value)}
      />
      <SceltaDocumenti documenti={dati.documenti} scelti={scelti} onScelti={setScelti} />
    </DialogoAtto>
  );
}
