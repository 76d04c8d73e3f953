import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { chiedi, inviaParti, type Risposta } from '../api/client.js';
import { ProblemaError, wordsOf } from '../api/errori.js';
import { useIo } from '../api/sessione.js';
import { adesso } from '../lib/orologio.js';
import { useMotivoAccesso } from '../protocollo/motivo-accesso.js';
import type { ErroreModulo } from '../protocollo/registrazione/errori-campi.js';
import { forgetLocale, readLocale, saveLocale } from './lettera-locale.js';
import * as percorsi from './percorsi-bozze.js';
import type { Lettera } from './percorsi-bozze.js';
import { useRinfrescaLettere } from './use-atto-lettera.js';
import { isCambiata, modificaDi, valoriDi, type ValoriLettera } from './valori-lettera.js';

const PAUSE_MS = 400;

/** How the form stands towards the server's letter. */
interface Conflitto {
  /** the server's version now; what is typed was begun on another */
  versione: number;
}

/**
 * The form of a letter. What is typed is kept in this browser until it is at the server; a colleague's change meanwhile is told and
 * overwrites nothing.
 */
export function useModuloLettera(lettera: Lettera) {
  const io = useIo();
  const cache = useQueryClient();
  const rinfresca = useRinfrescaLettere();
  const motivoAccesso = useMotivoAccesso();
  const chiaveLocale = `${io.aoo.codice}/${io.utente}/${lettera.id}`;
  const [valori, setValori] = useState(() => valoriDi(lettera));
  /** the letter on which one types */
  const [base, setBase] = useState(lettera);
  const [errori, setErrori] = useState<ErroreModulo[]>([]);
  const [ripresa, setRipresa] = useState(false);
  const [letta, setLetta] = useState(false);
  const [natia] = useState(lettera.versione);
  const dopo = useRef<((saved: Lettera) => void) | undefined>(undefined);
  const writes = lettera.atti.includes('modifica');
  const cambiata = isCambiata(valori, base);
  // while nothing is typed, what the server says is what is shown
  if (lettera.versione !== base.versione && !cambiata) {
    setBase(lettera);
    setValori(valoriDi(lettera));
  }
  const conflitto: Conflitto | undefined =
    lettera.versione !== base.versione && cambiata ? { versione: lettera.versione } : undefined;

  useEffect(() => {
    let gone = false;
    void readLocale(chiaveLocale)
      .then((kept) => {
        if (gone || kept === undefined) return;
        setValori((before) => ({ ...before, ...kept.valori })); // one kept by an earlier version lacks what is new
        setRipresa(true);
        if (kept.versione !== natia) setBase((before) => ({ ...before, versione: kept.versione }));
      })
      .catch(() => undefined) // a browser that keeps nothing still writes letters
      .finally(() => {
        if (!gone) setLetta(true);
      });
    return () => {
      gone = true;
    };
  }, [chiaveLocale, natia]);

  useEffect(() => {
    if (!letta || !writes) return undefined;
    const timer = window.setTimeout(() => {
      const kept = { chiave: chiaveLocale, versione: base.versione, valori, salvata: adesso().toISOString() };
      void (cambiata ? saveLocale(kept) : forgetLocale(chiaveLocale)).catch(() => undefined);
    }, PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [letta, writes, cambiata, valori, base.versione, chiaveLocale]);

  const taken = async ({ corpo }: Risposta<Lettera>) => {
    setBase(corpo);
    setValori(valoriDi(corpo));
    setErrori([]);
    setRipresa(false);
    cache.setQueryData(['bozze', 'una', lettera.id, motivoAccesso ?? ''], corpo);
    await forgetLocale(chiaveLocale).catch(() => undefined);
    dopo.current?.(corpo);
    dopo.current = undefined;
    await rinfresca();
  };
  const onRifiuto = (error: ProblemaError) => setErrori(error.errori);
  const mutation = useMutation({
    mutationFn: ({ corpo }: { corpo: Record<string, unknown> }) =>
      chiedi(percorsi.modifica(lettera.id), { corpo, versione: base.versione, motivoAccesso }),
    onSuccess: taken,
    onError: async (error) => {
      dopo.current = undefined;
      if (!(error instanceof ProblemaError)) return;
      onRifiuto(error);
      if (error.status === 412 || error.status === 409) await rinfresca();
    },
  });
  const files = useMutation({
    mutationFn: ({ parti, quale, versione }: { parti: FormData; quale: 'documento' | 'allegati'; versione: number }) =>
      inviaParti(quale === 'documento' ? percorsi.mettiDocumento(lettera.id) : percorsi.aggiungiAllegati(lettera.id), {
        parti,
        versione,
        motivoAccesso,
      }),
    onSuccess: taken,
    onError: async (error) => {
      if (!(error instanceof ProblemaError)) return;
      onRifiuto(error);
      if (error.status === 412) await rinfresca();
    },
  });
  const alLavoro = mutation.isPending || files.isPending;

  /** Sends what was typed, with more if it is asked for; `poi` gets the letter as it is at the server then. */
  const salva = (poi?: (saved: Lettera) => void, altro: Record<string, unknown> = {}): void => {
    if (alLavoro || !writes) return;
    const corpo = { ...modificaDi(valori, base), ...altro };
    if (Object.keys(corpo).length === 0) {
      poi?.(base);
      return;
    }
    dopo.current = poi;
    mutation.mutate({ corpo });
  };
  const errore = mutation.error ?? files.error;
  return {
    valori,
    base,
    errori,
    ripresa,
    conflitto,
    cambiata,
    alLavoro,
    salva,
    onRifiuto,
    rifiuto: errore === null || alLavoro ? undefined : wordsOf(errore),
    notizia: alLavoro
      ? 'Un momento…'
      : errore !== null
        ? wordsOf(errore)
        : !writes
          ? undefined
          : cambiata
            ? 'Non ancora salvata; è tenuta in questo computer'
            : 'Salvata',
    cambia: <K extends keyof ValoriLettera>(campo: K, valore: ValoriLettera[K]): void => {
      setValori((before) => ({ ...before, [campo]: valore }));
      setErrori((before) => before.filter((one) => one.campo.split(/[.[]/)[0] !== campo));
    },
    /** Goes on with what one has typed, upon what the colleague wrote. */
    tieni: () => setBase(lettera),
    /** Leaves what one has typed, for what is at the server. */
    lascia: () => {
      setBase(lettera);
      setValori(valoriDi(lettera));
      setErrori([]);
      setRipresa(false);
    },
    /** The words of a template take the place of the text; the rest of what was typed goes with it. */
    prendiModello: (modello: string): void => {
      const { testo: _testo, ...resto } = modificaDi(valori, base) ?? {};
      if (!alLavoro && writes) mutation.mutate({ corpo: { ...resto, modello } });
    },
    /** Files go to the server at once; what was typed goes before them. */
    invia: (quale: 'documento' | 'allegati', file: readonly File[]): void => {
      const parti = new FormData();
      for (const one of quale === 'documento' ? file.slice(0, 1) : file)
        parti.append(quale === 'documento' ? 'documento' : 'allegato', one, one.name);
      salva(({ versione }) => files.mutate({ parti, quale, versione }));
    },
  };
}

export type ModuloDiLettera = ReturnType<typeof useModuloLettera>;
