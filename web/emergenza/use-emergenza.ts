import { useQuery } from '@tanstack/react-query';
import { chiedi } from '../api/client.js';
import * as percorsi from './percorsi-emergenza.js';

export const usePeriodi = (attivo: boolean) =>
  useQuery({
    queryKey: ['emergenza'],
    queryFn: async ({ signal }) => (await chiedi(percorsi.periodi, { segnale: signal })).corpo,
    enabled: attivo,
  });

export const usePeriodo = (id: string) =>
  useQuery({
    queryKey: ['emergenza', id],
    queryFn: async ({ signal }) => (await chiedi(percorsi.periodo(id), { segnale: signal })).corpo,
  });

export const useRighe = (id: string) =>
  useQuery({
    queryKey: ['emergenza', id, 'righe'],
    queryFn: async ({ signal }) => (await chiedi(percorsi.righe(id), { segnale: signal })).corpo.elementi,
  });
