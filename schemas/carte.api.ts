import { z } from 'zod';
import { AnnoQuery } from './comune.api.js';

/** What may be asked of the papers of a registration. */

export const FORMATI_ETICHETTA = ['62x29', '100x50', 'a4'] as const;
export type FormatoEtichetta = (typeof FORMATI_ETICHETTA)[number];

export const QueryEtichetta = z.strictObject({
  formato: z
    .enum(FORMATI_ETICHETTA, { error: `Il formato dell’etichetta è uno di ${FORMATI_ETICHETTA.join(', ')}.` })
    .default('62x29'),
});

const PDFA = z.enum(['si', 'no'], { error: 'Scrivere pdfa=si per la copia in PDF/A, oppure pdfa=no.' }).optional();

export const CONTENUTO = z
  .enum(['si', 'no'], { error: 'Scrivere contenuto=si per il documento dentro la busta, oppure contenuto=no.' })
  .optional();

const UNA_PER_VOLTA = { error: 'Chiedere una copia per volta: segnatura=si, pdfa=si oppure contenuto=si.' };
const isUna = (query: Readonly<Record<string, string | undefined>>): boolean =>
  Object.values(query).filter((one) => one === 'si').length <= 1;

export const QueryAllegato = z
  .strictObject({
    /** of a file of office, beside the original */
    pdfa: PDFA,
    /** of an envelope, the document inside */
    contenuto: CONTENUTO,
  })
  .refine(isUna, { ...UNA_PER_VOLTA, path: ['contenuto'] });

export const QueryDocumento = z
  .strictObject({
    segnatura: z
      .enum(['si', 'no'], { error: 'Scrivere segnatura=si per la copia con segnatura, oppure segnatura=no.' })
      .optional(),
    pdfa: PDFA,
    contenuto: CONTENUTO,
  })
  .refine(isUna, { ...UNA_PER_VOLTA, path: ['pdfa'] });

/** A batch is what one carries to the scanner. */
export const MAX_LOTTO = 100;
const NUMERI = /^\d{1,9}(-\d{1,9})?(,\d{1,9}(-\d{1,9})?){0,99}$/;
const MESSAGGIO_NUMERI = `I numeri del lotto si scrivono come 12-20,25: al massimo ${MAX_LOTTO}, dal più piccolo al più grande.`;

/** `12-20,25` → the numbers, each once, in order; undefined if they are none, too many or the wrong way round. */
function numeriOf(text: string): number[] | undefined {
  const numeri = new Set<number>();
  for (const part of text.split(',')) {
    const [from = 0, to = from] = part.split('-').map(Number);
    if (from < 1 || to < from || to - from >= MAX_LOTTO) return undefined;
    for (let numero = from; numero <= to; numero += 1) numeri.add(numero);
  }
  return numeri.size > MAX_LOTTO ? undefined : [...numeri].sort((a, b) => a - b);
}

export const QueryCopertina = z.strictObject({
  anno: AnnoQuery,
  numeri: z
    .string({ error: MESSAGGIO_NUMERI })
    .regex(NUMERI, { error: MESSAGGIO_NUMERI })
    .transform((text, ctx) => {
      const numeri = numeriOf(text);
      if (numeri === undefined) {
        ctx.addIssue({ code: 'custom', message: MESSAGGIO_NUMERI });
        return z.NEVER;
      }
      return numeri;
    }),
});

/** What the public verification says (contract §2): nothing of the content. */
export const VerificaPubblica = z.object({
  ente: z.string(),
  aoo: z.string(),
  registro: z.string(),
  anno: z.int(),
  numero: z.int(),
  /** legal day of the registration */
  data: z.string(),
  stato: z.enum(['immutata', 'annullata']),
  /** legal day of the annulment */
  dataAnnullamento: z.string().optional(),
  hash: z.string(),
  /** the instant of the verification */
  verificata: z.string(),
});
export type VerificaPubblica = z.infer<typeof VerificaPubblica>;
