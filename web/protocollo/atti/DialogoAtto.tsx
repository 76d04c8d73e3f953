import { type ReactNode, useEffect, useRef } from 'react';
import { ProblemaError, ServerAssenteError, wordsOf } from '../../api/errori.js';
import { Avviso } from '../../components/Avviso.js';
import { Dialogo, type DialogoProps } from '../../components/Dialogo.js';

export interface DialogoAttoProps extends Omit<DialogoProps, 'alLavoro'> {
  alLavoro: boolean;
  /** Words of the button while it works: `Annullamento in corso…`. */
  inCorso: string;
  errore: Error | null;
  /** Notices of the deed itself, above its fields. */
  avviso?: ReactNode;
}

/** First what happened, then that nothing is lost: the title of a refusal by what refused it. */
function titoloOf(errore: Error): string {
  if (errore instanceof ServerAssenteError) return 'Non ancora fatto.';
  if (errore instanceof ProblemaError && errore.status === 422) return 'Qualcosa è da correggere.';
  if (errore instanceof ProblemaError && errore.type.endsWith('conservato')) return 'Non si può più cambiare.';
  if (errore instanceof ProblemaError && errore.status === 409) return 'Non fatto: nel frattempo qualcosa è cambiato.';
  return 'Non fatto.';
}

/** A dialog that does one deed: the refusal is told above the fields, the first wrong field takes the focus. */
export function DialogoAtto({ alLavoro, inCorso, errore, avviso, children, ...dialogo }: DialogoAttoProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errore === null) return;
    const wrong = box.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    (wrong ?? box.current?.querySelector<HTMLElement>('[role="alert"]'))?.focus();
  }, [errore]);
  const tacito = errore instanceof ProblemaError && errore.status === 412;
  return (
    <Dialogo {...dialogo} alLavoro={alLavoro && inCorso}>
      <div ref={box} className="pila pila-larga">
        {errore !== null && !tacito && (
          <Avviso tono="bad" annuncio="alert" titolo={titoloOf(errore)}>
            {wordsOf(errore)}
          </Avviso>
        )}
        {avviso}
        {children}
      </div>
    </Dialogo>
  );
}
