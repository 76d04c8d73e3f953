import type { ReactNode } from 'react';
import type { Ufficio } from '../../api/tipi.js';
import { CampoUfficio } from './CampoUfficio.js';

/** Offices by code: one for competenza, any number for conoscenza. */
export interface UfficiAssegnati {
  competenza: string[];
  conoscenza: string[];
}

interface CampiUfficiProps {
  /** before the ids of the fields */
  prefisso: string;
  uffici: readonly Ufficio[];
  valore: UfficiAssegnati;
  errore: string | undefined;
  aiuto?: string;
  onValore: (valore: UfficiAssegnati) => void;
  /** Between the two: the person of the office. */
  children?: ReactNode;
}

/** To which offices something goes; the one that treats it is not told again for information. */
export function CampiUffici({ prefisso, uffici, valore, errore, aiuto, onValore, children }: CampiUfficiProps) {
  const { competenza, conoscenza } = valore;
  return (
    <>
      <CampoUfficio
        id={`${prefisso}-competenza`}
        etichetta="Per competenza"
        {...(aiuto !== undefined && { aiuto })}
        uffici={uffici}
        scelti={competenza}
        uno
        errore={errore}
        onScelti={(next) => onValore({ competenza: next, conoscenza: conoscenza.filter((uo) => !next.includes(uo)) })}
      />
      {children}
      <CampoUfficio
        id={`${prefisso}-conoscenza`}
        etichetta="Per conoscenza"
        facoltativo
        uffici={uffici.filter(({ codice }) => !competenza.includes(codice))}
        scelti={conoscenza}
        onScelti={(next) => onValore({ competenza, conoscenza: next })}
      />
    </>
  );
}
