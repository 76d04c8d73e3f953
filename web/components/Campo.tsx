import { type ComponentProps, type ReactNode, useId } from 'react';
import { Icona } from './Icona.js';

interface Comune {
  etichetta: ReactNode;
  /** Words at the right of the label: what may be written, how many characters are left. */
  aiuto?: ReactNode;
  /** Why it cannot stay so: red, below, tied to the control. */
  errore?: string | undefined;
  /** What is worth a second look but does not stop: brown, below. */
  avvertenza?: string | undefined;
  /** Shown after the label in grey. */
  facoltativo?: boolean;
}

type CampoProps = Comune &
  (
    | ({ tipo?: 'input' } & ComponentProps<'input'>)
    | ({ tipo: 'textarea' } & ComponentProps<'textarea'>)
    | ({ tipo: 'select' } & ComponentProps<'select'>)
  );

/**
 * Label above, help, error and warning tied to the control by `aria-describedby`. `register('oggetto')` of React Hook
 * Form is spread into it; a problem's `errori` come in by `setError(campo, { message: messaggio })`.
 */
export function Campo({ etichetta, aiuto, errore, avvertenza, facoltativo, ...resto }: CampoProps) {
  const own = useId();
  const id = resto.id ?? own;
  const described = [
    aiuto !== undefined && `${id}-aiuto`,
    errore !== undefined && `${id}-errore`,
    avvertenza !== undefined && `${id}-avvertenza`,
    resto['aria-describedby'],
  ]
    .filter(Boolean)
    .join(' ');
  const comuni = {
    id,
    className: ['controllo', resto.className].filter(Boolean).join(' '),
    'aria-invalid': errore !== undefined || resto['aria-invalid'] === true,
    'aria-describedby': described === '' ? undefined : described,
  };
  return (
    <div className="campo">
      <div className="riga-sparsa">
        <label htmlFor={id}>
          {etichetta}
          {facoltativo === true && <span className="req"> (facoltativo)</span>}
        </label>
        {aiuto !== undefined && (
          <span id={`${id}-aiuto`} className="aiuto">
            {aiuto}
          </span>
        )}
      </div>
      <Controllo {...resto} {...comuni} />
      {errore !== undefined && (
        <p id={`${id}-errore`} className="errore-campo">
          <Icona nome="error" misura="s" />
          <span>{errore}</span>
        </p>
      )}
      {avvertenza !== undefined && (
        <p id={`${id}-avvertenza`} className="aiuto warn">
          <Icona nome="warning-circle" misura="s" /> {avvertenza}
        </p>
      )}
    </div>
  );
}

type ControlloProps =
  | ({ tipo?: 'input' } & ComponentProps<'input'>)
  | ({ tipo: 'textarea' } & ComponentProps<'textarea'>)
  | ({ tipo: 'select' } & ComponentProps<'select'>);

function Controllo({ tipo, ...control }: ControlloProps) {
  if (tipo === 'textarea') return <textarea {...(control as ComponentProps<'textarea'>)} />;
  if (tipo === 'select') return <select {...(control as ComponentProps<'select'>)} />;
  return <input {...(control as ComponentProps<'input'>)} />;
}
