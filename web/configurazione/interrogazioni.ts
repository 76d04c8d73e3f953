import { useQuery } from '@tanstack/react-query';
import { chiedi } from '../api/client.js';
import * as percorsi from '../api/percorsi.js';
import type { TipoConfigurazione } from '../api/tipi.js';

export const CHIAVE_REGOLE = ['regole'] as const;

/** All parts, with the version in force and the next one of each. */
export function useRegole() {
  return useQuery({
    queryKey: [...CHIAVE_REGOLE, 'parti'],
    queryFn: async ({ signal }) => (await chiedi(percorsi.regole, { segnale: signal })).corpo.elementi,
  });
}

/** The version in force on a day, today without one; nothing is asked while `attiva` is false. */
export function useRegoleAl(tipo: TipoConfigurazione, giorno: string | undefined, attiva = true) {
  return useQuery({
    queryKey: [...CHIAVE_REGOLE, tipo, 'al', giorno ?? 'oggi'],
    queryFn: async ({ signal }) => (await chiedi(percorsi.regoleAl(tipo, giorno), { segnale: signal })).corpo,
    enabled: attiva,
    placeholderData: (before) => (before?.tipo === tipo ? before : undefined),
  });
}

/** One version by its number; nothing is asked without one. */
export function useVersione(tipo: TipoConfigurazione, numero: number | undefined) {
  return useQuery({
    queryKey: [...CHIAVE_REGOLE, tipo, 'versione', numero],
    queryFn: async ({ signal }) =>
      (await chiedi(percorsi.versioneRegole(tipo, numero ?? 0), { segnale: signal })).corpo,
    enabled: numero !== undefined,
  });
}

/** The versions of a part, newest first. */
export function useVersioni(tipo: TipoConfigurazione) {
  return useQuery({
    queryKey: [...CHIAVE_REGOLE, tipo, 'versioni'],
    queryFn: async ({ signal }) => (await chiedi(percorsi.versioniRegole(tipo), { segnale: signal })).corpo.elementi,
  });
}
