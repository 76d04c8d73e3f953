import { useState } from 'react';
import * as percorsi from '../../api/percorsi.js';
import { Avviso } from '../../components/Avviso.js';
import { Campo } from '../../components/Campo.js';
import { detto } from '../parole.js';
import type { AttoProps } from './atto-props.js';
import { CampiProvvedimento, provvedimentoScritto, SENZA_PROVVEDIMENTO } from './CampiProvvedimento.js';
import { DialogoAtto } from './DialogoAtto.js';
import { useAtto } from './use-atto.js';

interface AnnullaProps extends AttoProps {
  chiede: boolean;
  /** The reason of who asked: who grants finds it written. */
  motivoRichiesto: string | undefined;
}

/** Annulment by who may decide it, which also grants a pending request; the others ask for it. */
export function Annulla({ registrazione, chiede, motivoRichiesto = '', onChiudi }: AnnullaProps) {
  const { nome, fine } = detto(registrazione);
  const [motivo, setMotivo] = useState(motivoRichiesto);
  const [provvedimento, setProvvedimento] = useState(SENZA_PROVVEDIMENTO);
  const concede = !chiede && registrazione.stato === 'annullamento-richiesto';
  const atto = useAtto(
    percorsi.annulla(registrazione),
    chiede
      ? [`Annullamento di ${nome} chiesto.`, 'Decide il responsabile della gestione documentale.']
      : [
          `${fine === 'a' ? 'La registrazione' : 'L’atto'} ${nome} è annullat${fine}.`,
          'Resta nel registro al suo posto, leggibile.',
        ],
    onChiudi,
  );
  return (
    <DialogoAtto
      titolo={chiede ? `Chiedere l’annullamento di ${nome}?` : `Annullare ${nome}?`}
      premessa={
        chiede
          ? 'Fino alla decisione non cambia nulla. Il motivo lo legge chi decide e resta nella storia.'
          : 'Numero e dati restano nel registro, al loro posto e leggibili, con la scritta ANNULLATO. Non si torna indietro.'
      }
      azione={chiede ? 'Chiedi l’annullamento' : concede ? `Concedi e annulla ${nome}` : `Annulla ${nome}`}
      rinuncia={chiede ? 'Non chiedere' : 'Non annullare'}
      pericolo={!chiede}
      inCorso={chiede ? 'Richiesta in corso…' : 'Annullamento in corso…'}
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() => atto.invia({ motivo: motivo.trim(), ...provvedimentoScritto(provvedimento) })}
      onChiudi={onChiudi}
      avviso={
        !chiede &&
        registrazione.flusso === 'U' && (
          <Avviso tono="warn" titolo="È un documento in uscita.">
            Se è già stato consegnato, di regola non si annulla: se ne spedisce un secondo che lo corregge.
          </Avviso>
        )
      }
    >
      <Campo
        tipo="textarea"
        etichetta="Motivo"
        aiuto="per esempio: registrata due volte, file sbagliato"
        rows={3}
        value={motivo}
        errore={atto.erroreDi('motivo')}
        onChange={(event) => setMotivo(event.target.value)}
      />
      <CampiProvvedimento
        valore={provvedimento}
        erroreDi={atto.erroreDi}
        onValore={setProvvedimento}
        daSistema={!chiede}
      />
    </DialogoAtto>
  );
}
