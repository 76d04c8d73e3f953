import { useState } from 'react';
import { nomeUfficio } from '../../api/elenchi.js';
import type { Ufficio } from '../../api/tipi.js';
import { Chip } from '../../components/Chip.js';
import { Combobox } from '../../components/Combobox.js';
import { cercaUffici } from '../registrazione/uffici.js';

interface CampoUfficioProps {
  id: string;
  etichetta: string;
  aiuto?: string;
  facoltativo?: boolean;
  uffici: readonly Ufficio[];
  /** Codes of the chosen offices. */
  scelti: readonly string[];
  /** One office at most: the next choice takes the place of the first. */
  uno?: boolean;
  errore?: string | undefined;
  onScelti: (scelti: string[]) => void;
}

/** Offices by code or by words of their name, as chips. */
export function CampoUfficio(props: CampoUfficioProps) {
  const { id, uffici, scelti, uno = false, onScelti } = props;
  const [testo, setTesto] = useState('');
  const liberi = uno ? uffici : uffici.filter(({ codice }) => !scelti.includes(codice));
  return (
    <Combobox
      id={id}
      etichetta={props.etichetta}
      elenco="Uffici trovati"
      {...(props.aiuto !== undefined && { aiuto: props.aiuto })}
      facoltativo={props.facoltativo === true}
      errore={props.errore}
      segnaposto={scelti.length === 0 ? 'codice o parole: U410, edilizia' : undefined}
      testo={testo}
      onTesto={setTesto}
      elementi={cercaUffici(liberi, testo)}
      chiaveOf={({ codice }) => codice}
      paroleOf={({ codice, denominazione }) => `${codice} ${denominazione}`}
      mostra={({ codice, denominazione }) => (
        <>
          <b>{codice}</b> {denominazione}
        </>
      )}
      vuoto="Nessun ufficio con queste parole."
      onScelta={({ codice }) => {
        setTesto('');
        onScelti(uno ? [codice] : [...scelti, codice]);
      }}
      onIndietro={() => onScelti(scelti.slice(0, -1))}
    >
      {scelti.map((codice) => (
        <Chip
          key={codice}
          testo={nomeUfficio(uffici, codice)}
          onTogli={() => onScelti(scelti.filter((one) => one !== codice))}
        />
      ))}
    </Combobox>
  );
}
