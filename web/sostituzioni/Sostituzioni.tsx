import './sostituzioni.css';
import { useState } from 'react';
import * as percorsi from '../api/percorsi.js';
import { useIo } from '../api/sessione.js';
import type { Sostituzione } from '../api/tipi.js';
import { Bottone } from '../components/Bottone.js';
import { giorno } from '../lib/formati.js';
import { nomiDistinti } from '../lib/nomi-distinti.js';
import { useTitolo } from '../lib/titolo.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { useAtto } from '../protocollo/atti/use-atto.js';
import { ElencoSostituzioni, sostitutoDi, titolareDi } from './ElencoSostituzioni.js';
import { useSostituzioni } from './interrogazioni.js';
import { NuovaSostituzione } from './NuovaSostituzione.js';

/** Who acts for whom: one's own substitutions, and those of the offices that one leads. */
export function Sostituzioni() {
  const io = useIo();
  const [tutte, setTutte] = useState(false);
  const [nuova, setNuova] = useState(false);
  const [revoca, setRevoca] = useState<Sostituzione | null>(null);
  const { data: sostituzioni = [] } = useSostituzioni(tutte);
  useTitolo('Sostituzioni', io.ente.denominazione);
  return (
    <>
      <div className="testa">
        <h1>Sostituzioni</h1>
        <span className="sub">chi agisce per conto di chi, e fino a quando</span>
        <span className="cresce" />
        <Bottone aria-pressed={tutte} onClick={() => setTutte(!tutte)}>
          {tutte ? 'Solo aperte' : 'Anche finite'}
        </Bottone>
        {io.perContoDi === undefined && (
          <Bottone aspetto="primo" icona="plus" onClick={() => setNuova(true)}>
            Nomina un sostituto
          </Bottone>
        )}
      </div>
      <div className="sostituzioni-corpo" tabIndex={0} role="region" aria-label="Elenco delle sostituzioni">
        <ElencoSostituzioni sostituzioni={sostituzioni} onRevoca={setRevoca} />
      </div>
      {nuova && <NuovaSostituzione onChiudi={() => setNuova(false)} />}
      {revoca !== null && <Revoca sostituzione={revoca} onChiudi={() => setRevoca(null)} />}
    </>
  );
}

function Revoca({ sostituzione, onChiudi }: { sostituzione: Sostituzione; onChiudi: () => void }) {
  const { id, al } = sostituzione;
  const [titolare, sostituto] = [titolareDi(sostituzione), sostitutoDi(sostituzione)];
  const nomeDi = nomiDistinti([titolare, sostituto]);
  const atto = useAtto(
    percorsi.revocaSostituto(id),
    ['Sostituzione finita.', 'Ciò che è stato fatto resta, con i due nomi.'],
    onChiudi,
  );
  return (
    <DialogoAtto
      titolo={`Finire la sostituzione di ${nomeDi(titolare)}?`}
      premessa={`Da subito ${nomeDi(sostituto)} non agisce più per conto di ${nomeDi(titolare)}; sarebbe durata fino al ${giorno(al)}.`}
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
