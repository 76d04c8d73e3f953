import { Campo } from '../components/Campo.js';

interface CampoIntestatarioProps {
  fisica: boolean;
  campi: Readonly<Record<string, string>>;
  errore: string | undefined;
  onCampi: (campi: Record<string, string>) => void;
}

const FISICA = [
  ['cognome', 'Cognome'],
  ['nome', 'Nome'],
  ['codiceFiscale', 'Codice fiscale'],
] as const;
const GIURIDICA = [
  ['denominazione', 'Denominazione'],
  ['partitaIva', 'Partita IVA'],
  ['codiceFiscale', 'Codice fiscale'],
] as const;

/** Whom a fascicolo of a person is about. */
export function CampoIntestatario({ fisica, campi, errore, onCampi }: CampoIntestatarioProps) {
  const names = fisica ? FISICA : GIURIDICA;
  const set = (nome: string, valore: string) => {
    const kept = Object.fromEntries(names.map(([one]) => [one, campi[one] ?? '']));
    onCampi({ ...kept, tipo: fisica ? 'PF' : 'PG', [nome]: valore });
  };
  return (
    <div className="riga intestatario" role="group" aria-label="Intestatario">
      {names.map(([nome, etichetta], i) => (
        <Campo
          key={nome}
          etichetta={i === 0 ? `Intestatario: ${etichetta.toLowerCase()}` : etichetta}
          facoltativo={nome === 'codiceFiscale' || nome === 'partitaIva'}
          value={campi[nome] ?? ''}
          errore={i === 0 ? errore : undefined}
          onChange={(event) => set(nome, event.target.value)}
        />
      ))}
    </div>
  );
}
