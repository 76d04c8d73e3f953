import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { chiedi } from '../api/client.js';
import * as percorsi from '../api/percorsi.js';
import { CHIAVE_IO, useIo } from '../api/sessione.js';
import type { TipoConfigurazione, VersioneRegole } from '../api/tipi.js';
import { annuncia } from '../components/Esiti.js';
import { giorno, giornoIso } from '../lib/formati.js';
import { memorizza, ricorda } from '../lib/memoria.js';
import { CHIAVE_REGOLE } from './interrogazioni.js';

/** A change not sent yet. It is kept in this browser: a reload or another page does not lose it. */
export interface Modifica {
  /** number of the last version when it was begun, or looked at again */
  base: number;
  contenuto: unknown;
  validoDal: string;
  motivo: string;
}

const isModifica = (value: Record<string, unknown> | null): boolean =>
  value !== null &&
  typeof value['base'] === 'number' &&
  typeof value['validoDal'] === 'string' &&
  typeof value['motivo'] === 'string' &&
  value['contenuto'] !== undefined;

/**
 * The change under way of a part.
 * @param onFatta - the version that was made
 */
export function useModifica(tipo: TipoConfigurazione, onFatta: (versione: VersioneRegole) => void) {
  const io = useIo();
  const cache = useQueryClient();
  const chiave = `protocollo.regole.${io.aoo.codice}.${io.utente}.${tipo}`;
  const [modifica, setState] = useState<Modifica | null>(() => {
    const kept = ricorda(chiave, localStorage);
    return isModifica(kept) ? (kept as unknown as Modifica) : null;
  });
  const set = (next: Modifica | null): void => {
    setState(next);
    if (next === null) localStorage.removeItem(chiave);
    else memorizza(chiave, { ...next }, localStorage);
  };
  const mutation = useMutation({
    mutationFn: async (corpo: Modifica) =>
      chiedi(percorsi.cambiaRegole(tipo), {
        corpo: {
          validoDal: corpo.validoDal,
          motivo: corpo.motivo,
          contenuto: corpo.contenuto,
          daVersione: corpo.base,
        },
      }),
    onSuccess: async ({ corpo: versione, status }) => {
      set(null);
      const dal = giorno(versione.validoDal ?? io.adesso);
      if (status === 201)
        annuncia(`Versione ${versione.numero} salvata.`, `Vale dal ${dal}; le precedenti restano leggibili.`);
      else annuncia('Nessun cambiamento.', `Da quel giorno è già così: lo dice la versione ${versione.numero}.`, 'inf');
      onFatta(versione);
      await Promise.all([
        cache.invalidateQueries({ queryKey: CHIAVE_REGOLE }),
        cache.invalidateQueries({ queryKey: CHIAVE_IO }),
      ]);
    },
  });
  return {
    modifica,
    comincia: ({ ultima, contenuto }: VersioneRegole) =>
      set({ base: ultima, contenuto, validoDal: giornoIso(io.adesso), motivo: '' }),
    cambia: (parte: Partial<Modifica>) => {
      if (modifica !== null) set({ ...modifica, ...parte });
    },
    lascia: () => {
      mutation.reset();
      set(null);
    },
    salva: () => {
      if (modifica !== null) mutation.mutate(modifica);
    },
    alLavoro: mutation.isPending,
    errore: mutation.error,
  };
}
