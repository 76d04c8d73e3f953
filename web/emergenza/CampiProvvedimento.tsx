import { Campo } from '../components/Campo.js';

export interface Atto {
  numero: string;
  data: string;
  autore: string;
}

/** What is sent: nothing where no number was written. */
export const provvedimentoOf = ({ numero, data, autore }: Atto): { provvedimento?: Atto } =>
  numero.trim() === '' ? {} : { provvedimento: { numero: numero.trim(), data, autore: autore.trim() } };

interface CampiProvvedimentoProps {
  valori: Atto;
  onValori: (valori: Atto) => void;
  erroreDi: (campo: string) => string | undefined;
}

/** The act that a period of more than 24 hours needs. */
export function CampiProvvedimento({ valori, onValori, erroreDi }: CampiProvvedimentoProps) {
  const field = (nome: keyof Atto, campo = `provvedimento.${nome}`) => ({
    value: valori[nome],
    errore: erroreDi(campo),
    onChange: (event: { target: { value: string } }) => onValori({ ...valori, [nome]: event.target.value }),
  });
  return (
    <>
      <div className="griglia-due">
        <Campo
          etichetta="Provvedimento n."
          facoltativo
          {...field('numero', valori.numero === '' ? 'provvedimento' : 'provvedimento.numero')}
        />
        <Campo etichetta="del" facoltativo type="date" {...field('data')} />
      </div>
      <Campo etichetta="Autore" {...field('autore')} />
    </>
  );
}
