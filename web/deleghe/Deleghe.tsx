import '../sostituzioni/sostituzioni.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { chiedi } from '../api/client.js';
import { puo, useIo } from '../api/sessione.js';
import { Bottone } from '../components/Bottone.js';
import { giorno } from '../lib/formati.js';
import { useTitolo } from '../lib/titolo.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { useAtto } from '../protocollo/atti/use-atto.js';
import { ElencoDeleghe } from './ElencoDeleghe.js';
import { NuovaDelega } from './NuovaDelega.js';
import * as percorsi from './percorsi-deleghe.js';

/** What heads let their clerks do: given, received, and of the offices that one leads. */
export function Deleghe() {
  const io = useIo();
  const [tutte, setTutte] = useState(false);
  const [nuova, setNuova] = useState(false);
  const [revoca, setRevoca] = useState<percorsi.Delega | null>(null);
  const { data: deleghe = [] } = useQuery({
    queryKey: ['sostituzioni', 'deleghe', tutte],
    queryFn: async ({ signal }) => (await chiedi(percorsi.deleghe(tutte), { segnale: signal })).corpo.elementi,
  });
  useTitolo('Deleghe', io.ente.denominazione);
  return (
    <>
      <div className="testa">
        <h1>Deleghe</h1>
        <span className="sub">chi dà la sottoclasse e apre i fascicoli in vece del responsabile</span>
        <span className="cresce" />
        <Bottone aria-pressed={tutte} onClick={() => setTutte(!tutte)}>
          {tutte ? 'Solo aperte' : 'Anche finite'}
        </Bottone>
        {puo(io, 'delega') && io.perContoDi === undefined && (
          <Bottone aspetto="primo" icona="plus" onClick={() => setNuova(true)}>
            Delega un collaboratore
          </Bottone>
        )}
      </div>
      <div className="sostituzioni-corpo" tabIndex={0} role="region" aria-label="Elenco delle deleghe">
        <ElencoDeleghe deleghe={deleghe} onRevoca={setRevoca} />
      </div>
      {nuova && <NuovaDelega onChiudi={() => setNuova(false)} />}
      {revoca !== null && <Revoca delega={revoca} onChiudi={() => setRevoca(null)} />}
    </>
  );
}

function Revoca({ delega, onChiudi }: { delega: percorsi.Delega; onChiudi: () => void }) {
  const { id, denominazioni, al } = delega;
  const atto = useAtto(
    percorsi.revocaDelega(id),
    ['Delega finita.', 'Ciò che è stato fatto resta, con il nome di chi aveva delegato.'],
    onChiudi,
  );
  return (
    <DialogoAtto
      titolo={`Finire la delega di ${denominazioni.delegato}?`}
      premessa={`Da subito ${denominazioni.delegato} non agisce più per delega; sarebbe durata fino al ${giorno(al)}.`}
      azione="Finisci ora"
      rinuncia="Lasciala"
      inCorso="Un momento…"
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() => atto.invia({})}
      onChiudi={onChiudi}
    />
  );
}
