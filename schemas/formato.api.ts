import { z } from 'zod';

/** What in a file may act when it is opened, by its content (agid-formati: a document that acts can change what it shows). */
export const ATTIVITA = [
  'javascript',
  'avvio-programmi',
  'file-incorporati',
  'invio-dati',
  'multimedia',
  'xfa',
  'script',
  'oggetti',
  'modello-esterno',
] as const;
export type Attivita = (typeof ATTIVITA)[number];

/** What a file turned out to be by its content, never by its name. */
export const Formato = z.object({
  mime: z.string(),
  /** the content is not what the declared type or the name say */
  discordante: z.boolean().optional(),
  cifrato: z.boolean().optional(),
  macro: z.boolean().optional(),
  /** what the file claims to be, `PDF/A-2b`; a claim is not checked */
  pdfA: z.string().optional(),
  /** a kind within the format: `fattura-elettronica`, `segnatura`, `messaggio-pec`, `ricevuta-pec`, `marca-temporale` … */
  specie: z.string().optional(),
  attivo: z.array(z.enum(ATTIVITA)).optional(),
  /** a program or a script, or an archive that holds one */
  eseguibile: z.boolean().optional(),
  /** what is inside an envelope (p7m, tsd); the other marks are those of the inside too */
  interno: z.object({ nome: z.string().optional(), mime: z.string() }).optional(),
  /** read from the list of the archive, which is never unpacked */
  archivio: z
    .object({ voci: z.int(), espansi: z.int(), annidati: z.int().optional(), bomba: z.boolean().optional() })
    .optional(),
  /** not determined in the time that a registration may take: completed later */
  incompleto: z.boolean().optional(),
});
export type Formato = z.infer<typeof Formato>;

/** How a file stands with the antivirus; absent where none is configured. */
export const Antivirus = z.object({
  stato: z.enum(['pulito', 'infetto', 'non-controllato']),
  minaccia: z.string().optional(),
  /** of what was not checked: the antivirus was not there (it is asked again), or will not look at it */
  motivo: z.enum(['assente', 'rifiutato']).optional(),
});
export type Antivirus = z.infer<typeof Antivirus>;
