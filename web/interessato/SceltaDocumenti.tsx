import type { InteressatiFascicolo } from '../../schemas/interessato.api.js';
import { giorno, numero7 } from '../lib/formati.js';
import { Spunta } from '../components/Spunta.js';

type Documento = InteressatiFascicolo['documenti'][number];

export const nomeDi = ({ anno, numero }: { anno: number; numero: number }): string => `${anno}/${numero}`;

interface SceltaDocumentiProps {
  documenti: readonly Documento[];
  scelti: ReadonlySet<string>;
  onScelti: (scelti: ReadonlySet<string>) => void;
}

/** Which documents are shown outside, one by one; what never is, says why. */
export function SceltaDocumenti({ documenti, scelti, onScelti }: SceltaDocumentiProps) {
  const toggle = (nome: string) => {
    const next = new Set(scelti);
    if (!next.delete(nome)) next.add(nome);
    onScelti(next);
  };
  return (
    <fieldset className="interessati-scelta">
      <legend className="sm">Documenti che può leggere</legend>
      {documenti.length === 0 && (
        <p className="mut sm">Il fascicolo non ha documenti registrati che si possano mostrare.</p>
      )}
      {documenti.map((one) => {
        const nome = nomeDi(one);
        const id = `interessato-${one.anno}-${one.numero}`;
        return (
          <Spunta
            key={nome}
            id={id}
            spuntata={scelti.has(nome)}
            ferma={one.escluso !== undefined}
            onSpunta={() => toggle(nome)}
          >
            <span className="mono">{numero7(one.numero)}</span> {one.flusso} {giorno(one.data)} {one.oggetto}
            {one.escluso !== undefined && <span className="mut"> ({one.escluso}: non si mostra)</span>}
          </Spunta>
        );
      })}
    </fieldset>
  );
}
