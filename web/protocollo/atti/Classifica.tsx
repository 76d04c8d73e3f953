import { useMemo, useState } from 'react';
import { useTitolario } from '../../api/elenchi.js';
import * as percorsi from '../../api/percorsi.js';
import { puo, useIo } from '../../api/sessione.js';
import { Avviso } from '../../components/Avviso.js';
import { Campo } from '../../components/Campo.js';
import { Chip } from '../../components/Chip.js';
import { Combobox } from '../../components/Combobox.js';
import { numero7 } from '../../lib/formati.js';
import { cercaVoci, vociScegliibili, type VoceScelta } from '../registrazione/voci.js';
import type { AttoProps } from './atto-props.js';
import { DialogoAtto } from './DialogoAtto.js';
import { useAtto } from './use-atto.js';

const SHOWN = 8;

/** A voce for the registration: by code in any usual writing, or by words. */
export function Classifica({ registrazione, onChiudi }: AttoProps) {
  const io = useIo();
  const { data: titolario } = useTitolario(registrazione.dataRegistrazione.slice(0, 10));
  const numero = numero7(registrazione.numero);
  const { classifica: ora } = registrazione;
  const [scelta, setScelta] = useState<VoceScelta | null>(null);
  const [testo, setTesto] = useState('');
  const [motivo, setMotivo] = useState('');
  const sottoclassi = puo(io, 'classifica-sottoclasse');
  const voci = useMemo(() => vociScegliibili(titolario?.voci ?? [], sottoclassi), [titolario, sottoclassi]);
  const atto = useAtto(
    percorsi.classifica(registrazione),
    [`n. ${numero} è classificata.`, scelta === null ? '' : `${scelta.codice} ${scelta.voce}.`],
    onChiudi,
  );
  const codice = scelta?.codice ?? testo.trim();
  return (
    <DialogoAtto
      titolo={`Classifica n. ${numero}`}
      premessa={registrazione.oggetto}
      azione={scelta === null ? 'Classifica' : `Classifica ${scelta.codice}`}
      rinuncia="Non classificare"
      inCorso="Classificazione in corso…"
      largo
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() => atto.invia({ codice, ...(motivo.trim() !== '' && { motivo: motivo.trim() }) })}
      onChiudi={onChiudi}
      avviso={
        <p className="sm">
          Ora: <b>{ora === undefined ? 'senza classifica' : `${ora.codice} ${ora.voce}`}</b>
        </p>
      }
    >
      <Combobox
        id="classifica-voce"
        etichetta="Voce"
        elenco="Voci trovate"
        aiuto="codice (VI.3.2, 6.3.2, vi/3/2) o parole"
        segnaposto={scelta === null ? 'per esempio: edilizia, VI.7' : undefined}
        errore={atto.erroreDi('codice') ?? atto.erroreDi('classifica')}
        testo={testo}
        onTesto={setTesto}
        elementi={cercaVoci(voci, testo, SHOWN)}
        chiaveOf={(voce) => voce.codice}
        paroleOf={(voce) => `${voce.codice} ${voce.voce}`}
        mostra={(voce) => (
          <>
            <div>
              <b>{voce.codice}</b> {voce.voce}
            </div>
            <div className="due">{voce.sopra}</div>
          </>
        )}
        vuoto="Nessuna voce con queste parole."
        onScelta={(voce) => {
          setScelta(voce);
          setTesto('');
        }}
        onIndietro={() => setScelta(null)}
      >
        {scelta !== null && <Chip testo={`${scelta.codice} ${scelta.voce}`} onTogli={() => setScelta(null)} />}
      </Combobox>
      <Campo
        etichetta="Motivo"
        facoltativo={!codice.startsWith('XIV')}
        aiuto={codice.startsWith('XIV') ? 'per il titolo XIV serve' : undefined}
        value={motivo}
        errore={atto.erroreDi('motivo') ?? atto.erroreDi('motivoClassifica')}
        onChange={(event) => setMotivo(event.target.value)}
      />
      {!sottoclassi && (
        <Avviso tono="inf" icona="key">
          Titolo e classe si danno da qui; la sottoclasse la dà il responsabile del settore, o chi ha la sua delega.
        </Avviso>
      )}
    </DialogoAtto>
  );
}
