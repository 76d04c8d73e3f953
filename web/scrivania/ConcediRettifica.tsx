import { useState } from 'react';
import { useUffici } from '../api/elenchi.js';
import { useNomi } from '../api/nomi.js';
import { useIo } from '../api/sessione.js';
import type { RigaPiena } from '../api/tipi.js';
import { Avviso } from '../components/Avviso.js';
import { Campo } from '../components/Campo.js';
import { Persona } from '../components/Persona.js';
import { utentiIn } from '../lib/utenti.js';
import { Cambiata } from '../protocollo/atti/Cambiata.js';
import {
  CampiProvvedimento,
  provvedimentoScritto,
  SENZA_PROVVEDIMENTO,
} from '../protocollo/atti/CampiProvvedimento.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { usePatch } from '../protocollo/atti/use-patch.js';
import { detto } from '../protocollo/parole.js';
import { nomeCampo, paroleValore } from '../protocollo/valori-in-parole.js';

interface ConcediRettificaProps {
  registrazione: RigaPiena;
  rettifica: NonNullable<RigaPiena['rettifiche']>[number];
  onChiudi: () => void;
}

/** Grants a request: the datum is renewed with the value asked for, the old one stays struck and readable beside it. */
export function ConcediRettifica({ registrazione, rettifica, onChiudi }: ConcediRettificaProps) {
  const io = useIo();
  const { data: uffici } = useUffici();
  const { nome } = detto(registrazione);
  const nomeOf = useNomi(utentiIn([registrazione, rettifica]));
  const { campo, nuovo, utente, motivo: chiesto } = rettifica;
  const [motivo, setMotivo] = useState(chiesto);
  const [provvedimento, setProvvedimento] = useState(SENZA_PROVVEDIMENTO);
  const patch = usePatch(
    registrazione,
    [`Rettifica di ${nome} concessa.`, 'Il valore di prima resta leggibile.'],
    onChiudi,
  );
  const ora = (registrazione as unknown as Record<string, unknown>)[campo];
  return (
    <DialogoAtto
      titolo={`Rettificare ${nome}?`}
      premessa={
        <>
          {nomeCampo(campo)}: lo chiede <Persona utente={utente} />.
        </>
      }
      azione={`Concedi e rinnova ${nomeCampo(campo).toLowerCase()}`}
      rinuncia="Decido più tardi"
      inCorso="Rinnovo in corso…"
      largo
      alLavoro={patch.alLavoro}
      errore={patch.errore}
      onAzione={() => patch.salva({ motivo: motivo.trim(), [campo]: nuovo, ...provvedimentoScritto(provvedimento) })}
      onChiudi={onChiudi}
      avviso={patch.conflitto && <Cambiata prima={patch.vista} dopo={registrazione} />}
    >
      <p className="sm valore-di-ora">
        <del>{paroleValore(campo, ora, { io, uffici, nomeOf })}</del> →{' '}
        <b>{paroleValore(campo, nuovo, { io, uffici, nomeOf })}</b>
      </p>
      {patch.erroreDi(campo) !== undefined && (
        <Avviso tono="bad" titolo="Il valore chiesto non va bene:">
          {patch.erroreDi(campo)} Si può negare la rettifica dicendo perché, o rinnovare il dato dalla scheda.
        </Avviso>
      )}
      <Campo
        tipo="textarea"
        etichetta="Motivo che resterà visibile"
        rows={2}
        value={motivo}
        errore={patch.erroreDi('motivo')}
        onChange={(event) => setMotivo(event.target.value)}
      />
      <CampiProvvedimento valore={provvedimento} erroreDi={patch.erroreDi} onValore={setProvvedimento} daSistema />
    </DialogoAtto>
  );
}
