import { z } from 'zod';

/** Shapes that every area shares: problems, lists, dates. Messages are for the user, in Italian. */
export const Problema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errori: z.array(z.object({ campo: z.string(), messaggio: z.string(), sha256: z.string().optional() })).optional(),
  /** what is still to be given before the act is possible, and who can give it */
  mancanze: z
    .array(z.looseObject({ codice: z.string(), messaggio: z.string(), chi: z.string().optional() }))
    .optional(),
});

export const LIMITE_PREDEFINITO = 50;
export const LIMITE_MASSIMO = 200;

const DATA = /^(\d{4})-(\d{2})-(\d{2})$/;

/** True for a day that exists: 29 February only in leap years. */
export function isDataEsistente(text: string): boolean {
  const match = DATA.exec(text);
  if (match === null) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) && Number(match[1]) >= 1900;
}

export const Data = z
  .string({ error: 'Indicare una data, anno-mese-giorno.' })
  .refine(isDataEsistente, { error: 'La data non esiste: scriverla come 2026-03-02.' });

const ISTANTE = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** Beyond it the local year has five digits. */
const ULTIMO = Date.parse('9999-12-31T00:00:00Z');

/** An instant with its offset: without one an hour of the autumn night would be two. */
export const Istante = z
  .string()
  .refine((text) => ISTANTE.test(text) && isDataEsistente(text.slice(0, 10)) && Date.parse(text) < ULTIMO, {
    error: 'L’istante va scritto con il fuso, per esempio 2026-03-02T09:14:00+01:00.',
  });

const NOTTE_DI_PRIMAVERA = /^\d{4}-03-(?:2[5-9]|3[01])T02:.*\+0[12]:00$/;

/** False for an hour that no clock in Italy shows: on the last Sunday of March two o’clock is followed by three. */
const isOraEsistente = (text: string): boolean =>
  !NOTTE_DI_PRIMAVERA.test(text) || new Date(`${text.slice(0, 10)}T00:00:00Z`).getUTCDay() !== 0;

export const DataOIstante = z.string({ error: 'Indicare una data o un istante.' }).superRefine((text, ctx) => {
  const ok = text.includes('T') ? Istante.safeParse(text).success && isOraEsistente(text) : isDataEsistente(text);
  if (!ok)
    ctx.addIssue({
      code: 'custom',
      message: 'La data non esiste: scriverla come 2026-03-02, oppure con l’ora e il fuso, 2026-03-02T09:14:00+01:00.',
    });
});

const intero = (min: number, max: number, messaggio: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, { error: messaggio })
    .transform(Number)
    .refine((n) => n >= min && n <= max, { error: messaggio });

export const AnnoQuery = intero(1900, 9999, 'L’anno va scritto con quattro cifre.');
export const NumeroQuery = intero(1, 999_999_999, 'Il numero va scritto in cifre.');
export const LimiteQuery = intero(1, LIMITE_MASSIMO, `Il limite va da 1 a ${LIMITE_MASSIMO}.`);

export const AnnoNumero = z.strictObject({
  anno: z
    .int({ error: 'Indicare l’anno, in cifre.' })
    .min(1900, { error: 'Anno non valido.' })
    .max(9999, { error: 'Anno non valido.' }),
  numero: z
    .int({ error: 'Indicare il numero, in cifre.' })
    .min(1, { error: 'Numero non valido.' })
    .max(999_999_999, { error: 'Numero non valido.' }),
});
export type AnnoNumero = z.infer<typeof AnnoNumero>;

/** The sigla of a register or repertorio, in the form that the metadata ask (Allegato 5, CodiceRegistro). */
export const SiglaRepertorio = z
  .string({ error: 'Indicare la sigla del repertorio.' })
  .regex(/^[A-Z][A-Z0-9-]{0,15}$/, {
    error: 'La sigla del repertorio ha al massimo 16 caratteri: lettere maiuscole, cifre e trattini.',
  });

/** A registration; with `registro` an act of that repertorio. */
export const PostoRegistrato = AnnoNumero.extend({ registro: SiglaRepertorio.optional() });
export type PostoRegistrato = z.infer<typeof PostoRegistrato>;

/** A page of a list: `totale` exact up to 1000, else `oltre`. */
export const pagina = <T extends z.ZodType>(elemento: T) =>
  z.object({
    elementi: z.array(elemento),
    cursore: z.string().optional(),
    totale: z.int().optional(),
    oltre: z.int().optional(),
  });

export const SHA256 = /^[0-9a-f]{64}$/;
