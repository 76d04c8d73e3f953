import { useState } from 'react';
import type { FascicoloRisposta } from '../../schemas/fascicolo.api.js';
import { Campo } from '../components/Campo.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { CampoFascicoloAperto } from './CampoFascicoloAperto.js';
import { useAttoFascicolo } from './interrogazioni-fascicoli.js';
import type { RigaDocumento } from './righe-documenti.js';
import * as percorsi from './percorsi-fascicoli.js';

interface SpostaDocumentoProps {
  /** where it stands now */
  da: string;
  codice: string;
  riga: RigaDocumento;
  /** the parts of the same fascicolo, offered first */
  parti: readonly FascicoloRisposta[];
  togli: boolean;
  /** where it was dropped */
  a?: FascicoloRisposta | undefined;
  onChiudi: () => void;
}

/** Moves a document to another fascicolo or part, or takes it out; the reason stays in both. */
export function SpostaDocumento({ da, codice, riga, parti, togli, a, onChiudi }: SpostaDocumentoProps) {
  const [scelto, setScelto] = useState<Pick<FascicoloRisposta, 'id' | 'codice' | 'oggetto'> | null>(a ?? null);
  const [motivo, setMotivo] = useState(a === undefined ? '' : `Ordinato in ${a.codice}`);
  const atto = useAttoFascicolo(
    togli ? percorsi.toglie(da) : percorsi.sposta(da),
    () => [togli ? `${riga.nome} tolto da ${codice}.` : `${riga.nome} spostato in ${scelto?.codice ?? ''}.`],
    onChiudi,
  );
  return (
    <DialogoAtto
      titolo={togli ? `Togliere ${riga.nome} da ${codice}?` : `Sposta ${riga.nome}`}
      premessa={
        togli
          ? 'Il documento resta nel protocollo e, se non è in altri fascicoli, torna tra quelli da fascicolare.'
          : 'Lo spostamento lascia traccia nei due fascicoli.'
      }
      azione={togli ? 'Togli dal fascicolo' : 'Sposta'}
      rinuncia="Lascia dov’è"
      inCorso="In corso…"
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() => atto.invia({ ...riga.quali, motivo: motivo.trim(), ...(!togli && { a: scelto?.id ?? '' }) })}
      onChiudi={onChiudi}
    >
      {!togli && (
        <CampoFascicoloAperto
          id="sposta-a"
          etichetta="Nel fascicolo"
          scelto={scelto}
          primi={parti.filter(({ id, stato }) => id !== da && stato === 'aperto')}
          errore={atto.erroreDi('a')}
          onScelto={setScelto}
        />
      )}
      <Campo
        tipo="textarea"
        etichetta="Motivo"
        rows={2}
        value={motivo}
        errore={atto.erroreDi('motivo')}
        onChange={(event) => setMotivo(event.target.value)}
      />
    </DialogoAtto>
  );
}
