import { z } from 'zod';
import { Data } from './comune.api.js';
import { testoObbligatorio } from './testo.api.js';
import { RegolaMassimario } from './titolario.api.js';

/** Shapes of the massimario and of the prontuario of an AOO. */

export const StrumentoQuery = z.strictObject({ data: Data.optional() });

/** What an import says beside its file. */
export const ImportaStrumentoQuery = z
  .strictObject({
    /** `si`: tells what would be, and writes nothing */
    prova: z
      .enum(['si', 'no'], { error: 'La prova si scrive si oppure no.' })
      .optional()
      .transform((value) => value === 'si'),
    denominazione: testoObbligatorio(200, 'La denominazione').optional(),
    /** first day on which it counts, today or later; today unless it is said */
    dal: Data.optional(),
    /** the act by which the body adopted it: all three or none */
    attoTipo: testoObbligatorio(100, 'Il tipo dell’atto').optional(),
    attoNumero: testoObbligatorio(100, 'Il numero dell’atto').optional(),
    attoData: Data.optional(),
  })
  .refine(
    ({ attoTipo, attoNumero, attoData }) =>
      new Set([attoTipo, attoNumero, attoData].map((one) => one === undefined)).size === 1,
    {
      error: 'Dell’atto indicare tipo, numero e data, oppure niente.',
      path: ['attoTipo'],
    },
  );
export type ImportaStrumentoQuery = z.output<typeof ImportaStrumentoQuery>;

const Parola = z.object({ parola: z.string(), codice: z.string() });

const Testa = z.object({
  /** 0: what comes with the product, which no act has adopted */
  numero: z.int(),
  denominazione: z.string(),
  /** absent: from the beginning */
  dal: z.string().optional(),
  adottato: z.boolean(),
  atto: z.object({ tipo: z.string(), numero: z.string(), data: z.string() }).optional(),
  caricata: z.object({ utente: z.string(), data: z.string() }).optional(),
});
export const VersioniStrumento = z.object({ elementi: z.array(Testa) });

export const STRUMENTI = {
  massimario: Testa.extend({ elementi: z.array(RegolaMassimario), avvertenza: z.string() }),
  prontuario: Testa.extend({ elementi: z.array(Parola) }),
} as const;

export const ImportazioneStrumento = z.object({
  prova: z.boolean(),
  /** absent in a dry run */
  numero: z.int().optional(),
  denominazione: z.string(),
  dal: z.string(),
  righe: z.int(),
  differenze: z.array(
    z.object({
      tipo: z.enum(['aggiunta', 'tolta', 'cambiata']),
      codice: z.string(),
      testo: z.string(),
      prima: z.string().optional(),
      dopo: z.string().optional(),
    }),
  ),
});
