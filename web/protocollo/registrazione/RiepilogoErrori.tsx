import { type Ref } from 'react';
import { Avviso } from '../../components/Avviso.js';
import { type ErroreModulo, idOf, isDelModulo, nomeOf } from './errori-campi.js';

interface RiepilogoErroriProps {
  errori: readonly ErroreModulo[];
  /** What the register said as a whole, where it is not about one field. */
  detail: string | undefined;
  onVai: (campo: string) => void;
  ref: Ref<HTMLDivElement>;
}

const quanti = (n: number): string => (n === 1 ? '1 dato da correggere' : `${n} dati da correggere`);

/** What keeps the form from being registered, in one place that takes the focus; each link leads to its field. */
export function RiepilogoErrori({ errori, detail, onVai, ref }: RiepilogoErroriProps) {
  const nelModulo = errori.filter(({ campo }) => isDelModulo(campo));
  const altri = errori.filter(({ campo }) => !isDelModulo(campo));
  return (
    <Avviso
      ref={ref}
      tono="bad"
      annuncio="alert"
      className="riepilogo"
      titolo={nelModulo.length > 0 ? `Non registrata: ${quanti(nelModulo.length)}.` : 'Non registrata.'}
    >
      {detail !== undefined && `${detail} `}
      Nulla di ciò che ha scritto è andato perso.
      {altri.map(({ campo, messaggio }) => (
        <p key={campo}>{messaggio}</p>
      ))}
      {nelModulo.length > 0 && (
        <span className="riepilogo-campi">
          {nelModulo.map(({ campo, messaggio }) => (
            <a
              key={campo}
              href={`#${idOf(campo)}`}
              title={messaggio}
              onClick={(event) => {
                event.preventDefault();
                onVai(campo);
              }}
            >
              {nomeOf(campo)}
            </a>
          ))}
        </span>
      )}
    </Avviso>
  );
}
