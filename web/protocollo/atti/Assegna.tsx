import { useState } from 'react';
import { nomeUfficio, useUffici } from '../../api/elenchi.js';
import * as percorsi from '../../api/percorsi.js';
import type { Assegnazione } from '../../api/tipi.js';
import { Campo } from '../../components/Campo.js';
import { detto } from '../parole.js';
import type { AttoProps } from './atto-props.js';
import { CampiUffici } from './CampiUffici.js';
import { CampoPersona } from './CampoPersona.js';
import { DialogoAtto } from './DialogoAtto.js';
import { useAtto } from './use-atto.js';

/** Codes of the offices of one kind of assignment. */
const di = (assegnazioni: readonly Assegnazione[], tipo: Assegnazione['tipo']): string[] =>
  assegnazioni.filter((one) => one.tipo === tipo).map(({ uo }) => uo);

/** First assignment or another one: one office for competenza, any number for conoscenza. */
export function Assegna({ registrazione, onChiudi }: AttoProps) {
  const { data: uffici = [] } = useUffici();
  const { nome, fine } = detto(registrazione);
  const prima = registrazione.assegnazioni;
  const [assegnati, setAssegnati] = useState({
    competenza: di(prima, 'competenza'),
    conoscenza: di(prima, 'conoscenza'),
  });
  const { competenza, conoscenza } = assegnati;
  const [persona, setPersona] = useState(prima.find(({ tipo }) => tipo === 'competenza')?.utente ?? '');
  const [motivo, setMotivo] = useState('');
  const atto = useAtto(
    percorsi.assegna(registrazione),
    [
      `${nome} assegnat${fine}.`,
      competenza[0] === undefined
        ? ''
        : `È tra ${fine === 'a' ? 'quelle' : 'gli atti'} da prendere in carico di ${persona === '' ? competenza[0] : persona}.`,
    ],
    onChiudi,
  );

  const send = () => {
    const utenteOf = new Map(prima.map((one) => [`${one.tipo} ${one.uo}`, one.utente]));
    const assegnazione = (tipo: Assegnazione['tipo']) => (uo: string) => {
      const utente = tipo === 'competenza' ? (persona === '' ? undefined : persona) : utenteOf.get(`${tipo} ${uo}`);
      return { uo, tipo, ...(utente !== undefined && { utente }) };
    };
    const assegnazioni = [...competenza.map(assegnazione('competenza')), ...conoscenza.map(assegnazione('conoscenza'))];
    atto.invia({ assegnazioni, ...(motivo.trim() !== '' && { motivo: motivo.trim() }) });
  };

  return (
    <DialogoAtto
      titolo={prima.length === 0 ? `Assegna ${nome}` : `Riassegna ${nome}`}
      premessa={registrazione.oggetto}
      azione={competenza[0] === undefined ? 'Assegna' : `Assegna a ${competenza[0]}`}
      rinuncia="Non assegnare"
      inCorso="Assegnazione in corso…"
      largo
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={send}
      onChiudi={onChiudi}
      avviso={
        prima.length > 0 && (
          <p className="sm">
            Ora: <b>{prima.map(({ uo, tipo }) => `${nomeUfficio(uffici, uo)} (${tipo})`).join(', ')}</b>
          </p>
        )
      }
    >
      <CampiUffici
        prefisso="assegna"
        uffici={uffici}
        valore={assegnati}
        aiuto="l’ufficio che tratta la pratica"
        errore={atto.erroreDi('assegnazioni')}
        onValore={(next) => {
          if (next.competenza !== competenza) setPersona('');
          setAssegnati(next);
        }}
      >
        <CampoPersona
          uo={competenza[0]}
          valore={persona}
          errore={atto.erroreDi('assegnazioni[0].utente')}
          onValore={setPersona}
        />
      </CampiUffici>
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
