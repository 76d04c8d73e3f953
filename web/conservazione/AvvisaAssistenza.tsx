import { useState } from 'react';
import type { RigaVersamento } from '../../schemas/versamento.api.js';
import { Bottone } from '../components/Bottone.js';
import { Campo } from '../components/Campo.js';
import { Dialogo } from '../components/Dialogo.js';
import { giornoOra } from '../lib/formati.js';
import { nomeIntero, TIPI } from './parole-conservazione.js';

/** What whoever looks after the system, or the receiver's help desk, must know of it: keys and codes, nothing of the content. */
function testoPerAssistenza(riga: RigaVersamento): string {
  const { chiave, causa } = riga;
  return [
    `Conservatore: ${riga.conservatore}`,
    `Pacchetto: ${riga.id} (${TIPI[riga.tipo][1].toLowerCase()})`,
    `Chiave: ${chiave.registro} / ${chiave.anno} / ${chiave.numero}`,
    `Impronta del pacchetto (SHA-256): ${riga.sha256}`,
    `Stato: ${riga.situazione}`,
    ...(causa === undefined ? [] : [`Causa: ${causa.codice} ${causa.titolo}`, causa.parole]),
    `Tentativi: ${riga.tentativi.length}; ultimo aggiornamento ${giornoOra(riga.aggiornato)}`,
  ].join('\n');
}

/** The words to send to the help desk, ready to be copied. */
export function AvvisaAssistenza({ riga, onChiudi }: { riga: RigaVersamento; onChiudi: () => void }) {
  const [copiato, setCopiato] = useState(false);
  const testo = testoPerAssistenza(riga);
  return (
    <Dialogo
      titolo={`Per l’assistenza: ${nomeIntero(riga)}`}
      premessa="Non si rimedia da qui: serve chi cura il sistema, o l’assistenza del conservatore. Questo testo non contiene nulla del documento."
      rinuncia="Chiudi"
      largo
      onChiudi={onChiudi}
    >
      <Campo tipo="textarea" etichetta="Testo da inviare" rows={8} readOnly value={testo} />
      <div className="riga">
        <Bottone
          aspetto="secondo"
          onClick={() => {
            const appunti = 'clipboard' in navigator ? navigator.clipboard : undefined;
            void appunti?.writeText(testo).then(() => setCopiato(true));
          }}
        >
          Copia il testo
        </Bottone>
        <span className="sm mut" role="status">
          {copiato && 'Copiato.'}
        </span>
      </div>
    </Dialogo>
  );
}
