import { useState } from 'react';
import { useUffici } from '../../api/elenchi.js';
import * as percorsi from '../../api/percorsi.js';
import { useIo } from '../../api/sessione.js';
import type { CampoRinnovabile } from '../../api/tipi.js';
import { Campo } from '../../components/Campo.js';
import { detto } from '../parole.js';
import { nomeCampo, paroleValore } from '../valori-in-parole.js';
import type { AttoProps } from './atto-props.js';
import { Cambiata } from './Cambiata.js';
import { CampiProvvedimento, provvedimentoScritto, SENZA_PROVVEDIMENTO } from './CampiProvvedimento.js';
import { DialogoAtto } from './DialogoAtto.js';
import { bozzaDi, CampoNuovo, nuovoDi } from './CampoNuovo.js';
import { useAtto } from './use-atto.js';
import { usePatch } from './use-patch.js';

const SOLO_ENTRATA: readonly CampoRinnovabile[] = ['protocolloMittente', 'dataArrivo'];
const CAMPI: readonly CampoRinnovabile[] = [
  'oggetto',
  'mittenti',
  'destinatari',
  'protocolloMittente',
  'dataArrivo',
  'flusso',
];

/**
 * One datum annulled and renewed (DPR 445/2000 art. 54): the old value stays, struck and readable. Who may not decide
 * writes the same and asks for it.
 */
export function Rinnova({ registrazione, chiede, onChiudi }: AttoProps & { chiede: boolean }) {
  const io = useIo();
  const { data: uffici } = useUffici();
  const { nome: quale } = detto(registrazione);
  const [campo, setCampo] = useState<CampoRinnovabile>('oggetto');
  const [bozza, setBozza] = useState(() => bozzaDi(registrazione));
  const [motivo, setMotivo] = useState('');
  const [provvedimento, setProvvedimento] = useState(SENZA_PROVVEDIMENTO);
  const patch = usePatch(
    registrazione,
    [`Dato rinnovato su ${quale}.`, 'Il valore di prima resta leggibile.'],
    onChiudi,
  );
  const richiesta = useAtto(
    percorsi.chiedeRettifica(registrazione),
    [`Rettifica di ${quale} chiesta.`, 'Decide il responsabile della gestione documentale.'],
    onChiudi,
  );
  const atto = chiede ? richiesta : patch;
  const campi = CAMPI.filter((one) => registrazione.flusso === 'E' || !SOLO_ENTRATA.includes(one));
  const nome = nomeCampo(campo);
  const nuovo = nuovoDi(campo, bozza);

  const send = () => {
    if (chiede) richiesta.invia({ motivo: motivo.trim(), campo, nuovo });
    else patch.salva({ motivo: motivo.trim(), [campo]: nuovo, ...provvedimentoScritto(provvedimento) });
  };

  return (
    <DialogoAtto
      titolo={chiede ? `Chiedi una rettifica di ${quale}` : `Rinnova un dato di ${quale}`}
      premessa={
        chiede
          ? 'Fino alla decisione non cambia nulla.'
          : 'Il valore di prima resta accanto al nuovo, barrato e leggibile, con chi, quando e perché.'
      }
      azione={chiede ? 'Chiedi la rettifica' : `Rinnova ${nome.toLowerCase()}`}
      rinuncia={chiede ? 'Non chiedere' : 'Non rinnovare'}
      inCorso={chiede ? 'Richiesta in corso…' : 'Rinnovo in corso…'}
      largo
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={send}
      onChiudi={onChiudi}
      avviso={patch.conflitto && <Cambiata prima={patch.vista} dopo={registrazione} />}
    >
      <Campo
        tipo="select"
        etichetta="Dato"
        value={campo}
        errore={atto.erroreDi('campo')}
        onChange={(event) => setCampo(event.target.value as CampoRinnovabile)}
      >
        {campi.map((one) => (
          <option key={one} value={one}>
            {nomeCampo(one)}
          </option>
        ))}
      </Campo>
      <div className="pila">
        <span className="etichetta">Valore di ora</span>
        <p className="sm valore-di-ora">
          {paroleValore(campo, registrazione[campo], { io, uffici, nomeOf: (utente) => utente })}
        </p>
      </div>
      <CampoNuovo
        campo={campo}
        bozza={bozza}
        uffici={uffici ?? []}
        flusso={registrazione.flusso}
        errori={atto.errore}
        errore={atto.erroreDi(campo) ?? atto.erroreDi('nuovo')}
        onBozza={setBozza}
      />
      <Campo
        tipo="textarea"
        etichetta="Motivo"
        aiuto="per esempio: mappale letto male"
        rows={2}
        value={motivo}
        errore={atto.erroreDi('motivo')}
        onChange={(event) => setMotivo(event.target.value)}
      />
      {!chiede && (
        <CampiProvvedimento valore={provvedimento} erroreDi={atto.erroreDi} onValore={setProvvedimento} daSistema />
      )}
    </DialogoAtto>
  );
}
