import { useState } from 'react';
import { Link } from 'react-router';
import type { FascicoloRisposta } from '../../schemas/fascicolo.api.js';
import { Bottone } from '../components/Bottone.js';
import { Campo } from '../components/Campo.js';
import { Stato } from '../components/Stato.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { CampoFascicoloAperto } from './CampoFascicoloAperto.js';
import { useAttoFascicolo } from './interrogazioni-fascicoli.js';
import { statoOf } from './parole-fascicoli.js';
import * as percorsi from './percorsi-fascicoli.js';

/** The fascicoli linked with this one, both ways. */
export function CollegatiDi({ fascicolo, modificabile }: { fascicolo: FascicoloRisposta; modificabile: boolean }) {
  const [nuovo, setNuovo] = useState(false);
  const { collegati = [] } = fascicolo;
  return (
    <div className="fascicolo-collegati">
      {collegati.length === 0 && <p className="sm mut">Nessun fascicolo collegato.</p>}
      <ul>
        {collegati.map(({ id, codice, oggetto, stato }) => (
          <li key={id}>
            <Link to={percorsi.paginaFascicolo(id)}>
              <b className="mono nw">{codice}</b> {oggetto}
            </Link>{' '}
            <Stato {...statoOf({ stato })} />
          </li>
        ))}
      </ul>
      {modificabile && (
        <Bottone icona="link" onClick={() => setNuovo(true)}>
          Collega un fascicolo
        </Bottone>
      )}
      {nuovo && <Collega fascicolo={fascicolo} onChiudi={() => setNuovo(false)} />}
    </div>
  );
}

function Collega({ fascicolo, onChiudi }: { fascicolo: FascicoloRisposta; onChiudi: () => void }) {
  const [scelto, setScelto] = useState<Pick<FascicoloRisposta, 'id' | 'codice' | 'oggetto'> | null>(null);
  const [motivo, setMotivo] = useState('');
  const atto = useAttoFascicolo(
    percorsi.collega(fascicolo.id),
    () => [`${fascicolo.codice} e ${scelto?.codice ?? ''} sono collegati.`],
    onChiudi,
  );
  return (
    <DialogoAtto
      titolo={`Collega ${fascicolo.codice}`}
      premessa="Il collegamento si vede nei due fascicoli."
      azione="Collega"
      rinuncia="Non collegare"
      inCorso="In corso…"
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() => atto.invia({ fascicolo: scelto?.id ?? '', motivo: motivo.trim() })}
      onChiudi={onChiudi}
    >
      <CampoFascicoloAperto
        id="collega-a"
        etichetta="Al fascicolo"
        scelto={scelto}
        primi={[]}
        errore={atto.erroreDi('fascicolo')}
        onScelto={setScelto}
      />
      <Campo
        etichetta="Motivo"
        value={motivo}
        errore={atto.erroreDi('motivo')}
        onChange={(event) => setMotivo(event.target.value)}
      />
    </DialogoAtto>
  );
}
