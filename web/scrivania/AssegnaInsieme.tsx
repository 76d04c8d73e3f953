import { useState } from 'react';
import { useUffici } from '../api/elenchi.js';
import * as percorsi from '../api/percorsi.js';
import type { EsitoInsieme, Riferimento } from '../api/tipi.js';
import { Avviso } from '../components/Avviso.js';
import { Campo } from '../components/Campo.js';
import { annuncia } from '../components/Esiti.js';
import { plural } from '../lib/formati.js';
import { CampiUffici, type UfficiAssegnati } from '../protocollo/atti/CampiUffici.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { useAtto } from '../protocollo/atti/use-atto.js';
import { detto } from '../protocollo/parole.js';

interface AssegnaInsiemeProps {
  /** all registrations, or all acts of the repertori */
  righe: readonly (Riferimento & { versione?: number })[];
  /** Called with what could not be assigned, which stays chosen. */
  onFatto: (rimaste: EsitoInsieme['esiti']) => void;
  onChiudi: () => void;
}

/** Many registrations, or acts, assigned at once; what cannot be is told one by one and stays chosen. */
export function AssegnaInsieme({ righe, onFatto, onChiudi }: AssegnaInsiemeProps) {
  const { data: uffici = [] } = useUffici();
  const [assegnati, setAssegnati] = useState<UfficiAssegnati>({ competenza: [], conoscenza: [] });
  const { competenza, conoscenza } = assegnati;
  const [motivo, setMotivo] = useState('');
  const diAtti = righe.some(percorsi.isDiRepertorio);
  const quante = diAtti ? plural(righe.length, 'atto', 'atti') : plural(righe.length, 'registrazione', 'registrazioni');
  const atto = useAtto(
    percorsi.assegnaInsieme,
    ['Assegnazione eseguita.'],
    () => undefined,
    (esito) => {
      const rimaste = esito.esiti.filter(({ stato }) => stato !== 200);
      const assegnate = diAtti
        ? plural(esito.assegnate, 'assegnato', 'assegnati')
        : plural(esito.assegnate, 'assegnata', 'assegnate');
      annuncia(
        `${assegnate} a ${[...competenza, ...conoscenza].join(', ')}.`,
        rimaste.length === 0
          ? ''
          : `Non assegnat${diAtti ? 'i' : 'e'}: ${rimaste.map((una) => `${detto(una).nome} (${una.messaggio ?? ''})`).join('; ')}`,
        rimaste.length === 0 ? 'ok' : 'warn',
      );
      onFatto(rimaste);
    },
  );
  const send = () =>
    atto.invia({
      registrazioni: righe.map(({ anno, numero, registro, versione }) => ({
        anno,
        numero,
        ...(percorsi.isDiRepertorio({ registro }) && { registro }),
        ...(versione !== undefined && { versione }), // what a colleague has changed meanwhile is not moved unseen
      })),
      assegnazioni: [
        ...competenza.map((uo) => ({ uo, tipo: 'competenza' })),
        ...conoscenza.map((uo) => ({ uo, tipo: 'conoscenza' })),
      ],
      ...(motivo.trim() !== '' && { motivo: motivo.trim() }),
    });
  return (
    <DialogoAtto
      titolo={`Assegna ${quante}`}
      premessa={
        diAtti
          ? 'Ciascuno ha il suo esito: uno che non si può assegnare non ferma gli altri.'
          : 'Ciascuna ha il suo esito: una che non si può assegnare non ferma le altre.'
      }
      azione={competenza[0] === undefined ? 'Assegna' : `Assegna a ${competenza[0]}`}
      rinuncia="Non assegnare"
      inCorso="Assegnazione in corso…"
      largo
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={send}
      onChiudi={onChiudi}
      avviso={righe.length > 200 && <Avviso tono="warn">Al massimo 200 per volta: sceglierne meno.</Avviso>}
    >
      <CampiUffici
        prefisso="insieme"
        uffici={uffici}
        valore={assegnati}
        errore={atto.erroreDi('assegnazioni')}
        onValore={setAssegnati}
      />
      <Campo
        etichetta="Motivo"
        facoltativo
        value={motivo}
        errore={atto.erroreDi('motivo')}
        onChange={(event) => setMotivo(event.target.value)}
      />
    </DialogoAtto>
  );
}
