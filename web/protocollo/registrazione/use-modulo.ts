import { zodResolver } from '@hookform/resolvers/zod';
import { useCallback, useMemo } from 'react';
import { type FieldError, type Resolver, useForm, type UseFormReturn, useWatch } from 'react-hook-form';
import type { RegistrazioneRichiesta } from '../../../schemas/registrazione.api.js';
import type { ProblemaError } from '../../api/errori.js';
import { type ErroreModulo, erroriOf, pathOf } from './errori-campi.js';
import { type Mancanza, mancanzeOf, type OpzioniMancanze } from './mancanze.js';
import { ModuloRegistrazione, type Valori } from './valori.js';

type Form = UseFormReturn<Valori, unknown, RegistrazioneRichiesta>;
type Nome = keyof Valori;

/** Errors nested as React Hook Form wants them: `protocolloMittente.data` under `protocolloMittente`. */
function nest(errors: Record<string, unknown>, path: string, error: FieldError): void {
  const [nome = '', ...resto] = path.split('.');
  if (resto.length === 0) errors[nome] = error;
  else {
    const dentro = { ...(errors[nome] as Record<string, unknown> | undefined) };
    nest(dentro, resto.join('.'), error);
    errors[nome] = dentro;
  }
}

/** The schema of the API, and what is missing said in the words of the form (the schema knows nothing of the files). */
function resolverOf(opzioni: OpzioniMancanze): Resolver<Valori, unknown, RegistrazioneRichiesta> {
  const dallaApi = zodResolver(ModuloRegistrazione);
  return async (valori, context, options) => {
    const esito = await dallaApi(valori, context, options);
    const mancanze = mancanzeOf(valori, opzioni);
    if (mancanze.length === 0) return esito;
    const errors: Record<string, unknown> = { ...esito.errors };
    for (const { campo, messaggio } of mancanze) nest(errors, pathOf(campo), { type: 'manca', message: messaggio });
    return { values: {}, errors };
  };
}

interface ModuloAperto {
  form: Form;
  valori: Valori;
  errori: ErroreModulo[];
  mancanze: Mancanza[];
  /** Sets one value that no native control holds, and looks at it again if the form was already refused once. */
  cambia: <N extends Nome>(nome: N, valore: Valori[N]) => void;
  leggi: () => Valori;
  /** Puts what the register refused beside its controls. */
  rifiuta: (problema: Pick<ProblemaError, 'errori'>) => void;
}

/** The form of one registration: values, what is wrong, what is missing. */
export function useModulo(iniziali: Valori, opzioni: OpzioniMancanze): ModuloAperto {
  const resolver = useMemo(() => resolverOf(opzioni), [opzioni]);
  const form = useForm<Valori, unknown, RegistrazioneRichiesta>({
    defaultValues: iniziali,
    resolver,
    shouldFocusError: false,
  });
  const { control, formState, getValues, setError, setValue } = form;
  const { errors, isSubmitted } = formState;
  const valori = useWatch({ control }) as Valori;

  const cambia = useCallback(
    <N extends Nome>(nome: N, valore: Valori[N]) => {
      setValue(nome, valore as never, { shouldDirty: true, shouldValidate: isSubmitted });
    },
    [setValue, isSubmitted],
  );
  const rifiuta = useCallback(
    ({ errori }: Pick<ProblemaError, 'errori'>) => {
      for (const { campo, messaggio } of errori) {
        setError((campo === '' ? 'root.registro' : pathOf(campo)) as `root.${string}`, {
          type: 'registro',
          message: messaggio,
        });
      }
    },
    [setError],
  );

  return {
    form,
    valori,
    errori: erroriOf(errors),
    mancanze: mancanzeOf(valori, opzioni),
    cambia,
    leggi: getValues,
    rifiuta,
  };
}
