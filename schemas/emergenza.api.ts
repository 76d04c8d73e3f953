import { z } from 'zod';
import { AnnoNumero, Data, Istante, SiglaRepertorio } from './comune.api.js';
import { MAX_NUMERO, readNumero, REGISTRO_PREDEFINITO } from './emergenza-numero.api.js';
import { checkDocumento, DATI_DOCUMENTO, Provvedimento } from './registrazione.api.js';
import { Emergenza } from './registrazione-risposta.api.js';
import { testo } from './testo.api.js';

/* The registers of emergency (DPR 445/2000 art. 63, protocollo.md §9). */

const MAX_RIGHE = 500;

const id = z.string().regex(/^[0-9a-f]{24}$/, { error: 'L’identificativo non è di un periodo di emergenza.' });

/** For each day the operations that were done by hand (art. 63 c. 3). */
const Giornata = z.strictObject({
  data: Data,
  operazioni: z
    .int({ error: 'Indicare quante operazioni, in cifre.' })
    .min(0, { error: 'Indicare un numero da zero in su.' })
    .max(MAX_NUMERO, { error: 'Numero troppo grande.' }),
});
export type Giornata = z.infer<typeof Giornata>;
const giornate = z.array(Giornata, { error: 'Indicare un elenco di giornate.' }).max(400, {
  error: 'Al massimo 400 giornate.',
});

export const PeriodoRichiesta = z.strictObject({
  registro: SiglaRepertorio.default(REGISTRO_PREDEFINITO),
  causa: testo({ max: 2000, min: 5, nome: 'La causa' }),
  inizio: Istante,
  /** obligatory over 24 hours (art. 63 c. 2) */
  provvedimento: Provvedimento.optional(),
  /** where it is told when all is over already: the system was out of order meanwhile */
  ripristino: Istante.optional(),
  giornate: giornate.optional(),
});
export type PeriodoRichiesta = z.output<typeof PeriodoRichiesta>;

export const RipristinoRichiesta = z.strictObject({
  ripristino: Istante,
  provvedimento: Provvedimento.optional(),
  giornate: giornate.optional(),
});
export type RipristinoRichiesta = z.output<typeof RipristinoRichiesta>;

/** A row of the register of emergency: its place there, and the data of DPR 445/2000 art. 53. Its document comes later, as a scan does. */
export const RigaEmergenza = z
  .strictObject({
    numero: z
      .union([z.int(), z.string()], { error: 'Indicare il numero del registro di emergenza.' })
      .refine((value) => readNumero(String(value)) !== null, {
        error: 'Indicare il numero del registro di emergenza, per esempio 12 oppure EM-2026-0000012.',
      })
      .transform(String),
    data: Data,
    ora: z
      .string({ error: 'Indicare l’ora, per esempio 09:14.' })
      .regex(/^([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/, { error: 'L’ora va scritta come 09:14.' })
      .transform((text) => text.slice(0, 5)),
    ...DATI_DOCUMENTO,
  })
  .superRefine(checkDocumento);
export type RigaEmergenza = z.output<typeof RigaEmergenza>;

export const RiversamentoRichiesta = z.strictObject({
  periodo: id,
  giornate: giornate.optional(),
  /** why some numbers of the register are not there: spoiled forms, say */
  motivoBuchi: testo({ max: 2000, min: 5, nome: 'Il motivo dei numeri mancanti' }).optional(),
  righe: z
    .array(RigaEmergenza, { error: 'Indicare le righe del registro di emergenza.' })
    .min(1, { error: 'Indicare almeno una riga.' })
    .max(MAX_RIGHE, { error: `Al massimo ${MAX_RIGHE} righe alla volta.` }),
});
export type RiversamentoRichiesta = z.output<typeof RiversamentoRichiesta>;

export const PercorsoPeriodo = z.strictObject({ id });

const anno = z.string().regex(/^\d{4}$/, { error: 'L’anno va scritto con quattro cifre.' });
const cifre = z.string().regex(/^[1-9]\d{0,7}$/, { error: 'Indicare un numero da 1 in su.' });
export const QueryModulo = z.strictObject({
  registro: SiglaRepertorio.optional(),
  anno: anno.optional(),
  /** first number; without it, the one that follows the last that was poured in */
  dal: cifre.optional(),
  righe: z
    .string()
    .regex(/^([1-9]\d?|[1-4]\d\d|500)$/, { error: `Le righe vanno da 1 a ${MAX_RIGHE}.` })
    .optional(),
});
export type QueryModulo = z.output<typeof QueryModulo>;

const atto = { data: z.string(), utente: z.string() };
export const PeriodoEmergenza = z.object({
  id: z.string(),
  registro: z.string(),
  causa: z.string(),
  inizio: z.string(),
  /** until when it may be written on at most */
  termine: z.string(),
  provvedimento: Provvedimento.optional(),
  ripristino: z.string().optional(),
  /** the period that goes on with it, where the interruption lasted longer; and when that one began */
  prosegue: z.object({ id: z.string(), dal: z.string() }).optional(),
  stato: z.enum(['aperto', 'proseguito', 'ripristinato', 'riversato']),
  giornate: z.array(z.object({ data: z.string(), operazioni: z.int(), riversate: z.int() })),
  /** rows that have become registrations */
  riversate: z.int(),
  autorizzato: z.object(atto),
  ripristinato: z.object(atto).optional(),
  riversamenti: z.array(
    z.object({
      ...atto,
      righe: z.int(),
      dal: z.string(),
      al: z.string(),
      motivoBuchi: z.string().optional(),
    }),
  ),
});
export type PeriodoEmergenza = z.infer<typeof PeriodoEmergenza>;
export const ElencoPeriodi = z.object({
  elementi: z.array(PeriodoEmergenza),
  /** the registers, and the number that the next form of this year must bear */
  registri: z.array(z.object({ registro: z.string(), anno: z.int(), prossimo: z.int() })),
});
export type ElencoPeriodi = z.infer<typeof ElencoPeriodi>;

const RigaRiversata = z.object({
  /** place among the rows that were sent */
  riga: z.int(),
  emergenza: Emergenza,
  /** `EM-2026-0000012` */
  codice: z.string(),
  registrazione: AnnoNumero.extend({ dataRegistrazione: z.string(), segnatura: z.string() }),
  /** false: it was there already, with this number */
  creata: z.boolean(),
});
export const EsitoRiversamento = z.object({ righe: z.array(RigaRiversata), periodo: PeriodoEmergenza });
export type EsitoRiversamento = z.infer<typeof EsitoRiversamento>;

export const RigheRiversate = z.object({
  elementi: z.array(
    RigaRiversata.pick({ emergenza: true, codice: true, registrazione: true }).extend({ oggetto: z.string() }),
  ),
});
export type RigheRiversate = z.infer<typeof RigheRiversate>;
