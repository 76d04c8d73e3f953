import { z } from 'zod';
import type { SoglieScansione } from '../../../schemas/configurazione-scansione.api.js';
import type { CodiceRifiuto, InfoFile, PaginaLetta, Rotazione } from '../tipi.js';

/* What is said between the process that asks and the one that decodes. */

export interface OpzioniPagina {
  /** clockwise, upon what the file says already of itself */
  rotazione: Rotazione;
  soglie: Pick<SoglieScansione, 'milleBianca'>;
}

export type Domanda =
  { tipo: 'file'; bytes: Uint8Array } | { tipo: 'apri' } | ({ tipo: 'pagina'; indice: number } & OpzioniPagina);

const CODICI = {
  formato: true,
  vuoto: true,
  troncato: true,
  'troppo-grande': true,
  cifrato: true,
  'troppe-pagine': true,
  tempo: true,
  memoria: true,
  illeggibile: true,
} as const satisfies Record<CodiceRifiuto, true>;

const bytes = z.instanceof(Uint8Array).transform((array) => Buffer.from(array.buffer, array.byteOffset, array.length));
const lato = z.int().min(1).max(100_000);
const quota = z.number().min(0).max(1);

const Rifiuto = z.object({
  rifiuto: z.object({ codice: z.enum(Object.keys(CODICI) as CodiceRifiuto[]), messaggio: z.string().max(500) }),
});

export const RispostaInfo: z.ZodType<{ info: InfoFile }> = z.object({
  info: z.object({
    tipo: z.enum(['pdf', 'tiff', 'jpeg', 'png']),
    pagine: z
      .array(
        z
          .object({ larghezza: lato, altezza: lato, dpi: z.int().optional(), testo: z.boolean() })
          .transform(({ dpi, ...one }) => ({ ...one, ...(dpi !== undefined && { dpi }) })),
      )
      .max(5_000),
  }),
});

const Parola = z.object({
  testo: z.string().max(1_000),
  x0: z.number(),
  y0: z.number(),
  x1: z.number(),
  y1: z.number(),
  fiducia: z.number(),
  riga: z.int(),
});

export const RispostaPagina: z.ZodType<{ pagina: PaginaLetta }> = z.object({
  pagina: z
    .object({
      misure: z.object({
        larghezza: lato,
        altezza: lato,
        dpi: z.int(),
        colore: z.enum(['mono', 'grigio', 'colore']),
        storta: z.number(),
        inchiostro: quota,
        carta: z.number(),
        contrasto: z.number(),
        bordi: z.object({ sopra: quota, destra: quota, sotto: quota, sinistra: quota }),
        impronta: z.string().regex(/^[0-9a-f]{16}$/),
      }),
      codici: z.array(
        z
          .object({
            tipo: z.enum(['qr', 'code128']),
            testo: z.string().max(5_000),
            separatore: z.literal(true).optional(),
            girata: z.literal([90, 180, 270]).optional(),
          })
          .transform(({ separatore, girata, ...one }) => ({
            ...one,
            ...(separatore && { separatore }),
            ...(girata !== undefined && { girata }),
          })),
      ),
      codiceIllegibile: z.boolean(),
      copia: z.object({
        tipo: z.enum(['g4', 'jpeg']),
        bytes,
        larghezza: lato,
        altezza: lato,
        dpi: z.int().min(1),
        grigio: z.boolean(),
      }),
      lettura: z.object({ png: bytes, larghezza: lato, altezza: lato, angolo: z.number() }).optional(),
      parole: z.array(Parola).optional(),
      anteprima: bytes,
      miniatura: bytes,
    })
    .transform(({ lettura, parole, ...one }) => ({
      ...one,
      ...(lettura !== undefined && { lettura }),
      ...(parole !== undefined && { parole }),
    })),
});

export const RispostaRifiuto = Rifiuto;
/** The bytes of a file have arrived. */
export const RispostaFile = z.object({ preso: z.literal(true) });
