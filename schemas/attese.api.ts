import { z } from 'zod';

/** What a registration waits for, as the answers tell it: refusals, requests to be decided, readings, lateness. */
export const Rifiuto = z.object({
  uo: z.string(),
  utente: z.string(),
  motivo: z.string(),
  data: z.string(),
  /** the office to which it goes back; absent: the protocol office */
  a: z.string().optional(),
});

export const RichiestaAnnullamento = z.object({ motivo: z.string(), utente: z.string(), data: z.string() });

export const RettificaChiesta = z.object({
  n: z.int(),
  campo: z.string(),
  nuovo: z.unknown(),
  motivo: z.string(),
  utente: z.string(),
  data: z.string(),
});

export const Visione = z.object({ uo: z.string(), utente: z.string().optional(), da: z.string(), data: z.string() });

export const Ritardo = z.object({
  differimento: z.object({ id: z.string() }).optional(),
  motivo: z.string().optional(),
  utente: z.string(),
  data: z.string(),
});
