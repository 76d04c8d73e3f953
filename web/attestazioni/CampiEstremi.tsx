import { Campo } from '../components/Campo.js';
import { erroreData } from '../lib/errore-data.js';
import { giornoInLettere } from '../lib/formati.js';

/** By what an act of the body is known. */
interface Estremi {
  numero: string;
  /** `2026-11-24`, or nothing yet */
  data: string;
  autore: string;
}

interface CampiEstremiProps {
  /** `atto`, `autorizzazione`: the part of the request that it is */
  parte: string;
  /** Labels of the three fields. */
  etichette: Readonly<Record<keyof Estremi, string>>;
  valore: Estremi;
  erroreDi: (campo: string) => string | undefined;
  onValore: (valore: Estremi) => void;
}

/** The act on which something rests: its number, its day, who adopted it. */
export function CampiEstremi({ parte, etichette, valore, erroreDi, onValore }: CampiEstremiProps) {
  const campo = (nome: keyof Estremi) => (
    <Campo
      etichetta={etichette[nome]}
      {...(nome === 'data' && {
        type: 'date',
        aiuto: valore.data === '' ? undefined : giornoInLettere(valore.data),
      })}
      value={valore[nome]}
      errore={nome === 'data' ? erroreData(valore.data, erroreDi(`${parte}.data`)) : erroreDi(`${parte}.${nome}`)}
      onChange={(event) => onValore({ ...valore, [nome]: event.target.value })}
    />
  );
  return (
    <>
      <div className="griglia-due">
        {campo('numero')}
        {campo('data')}
      </div>
      {campo('autore')}
    </>
  );
}
