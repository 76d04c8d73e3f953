import { z } from 'zod';
import { testo } from './testo.api.js';

/** The integrity of what is stored: rounds in which every file is read again and every chain is replayed, and what they have found. */

export const STATI_GIRO = ['in-corso', 'concluso', 'sostituito', 'fermato'] as const;
export const ORIGINI_GIRO = ['periodico', 'richiesta'] as const;
export const GENERI_GUASTO = ['file-alterato', 'file-mancante', 'file-illeggibile', 'catena'] as const;
export type GenereGuasto = (typeof GENERI_GUASTO)[number];

/** Records that name a file. */
export const TIPI_NOMINANTE = [
  'registrazione',
  'atto-repertorio',
  'documento',
  'fascicolo',
  'bozza',
  'registro-giornaliero',
  'registro-annuale',
  'importazione',
  'versamento',
] as const;

const Avanzamento = z.object({ totale: z.int(), fatti: z.int() });

export const Giro = z.object({
  id: z.string(),
  stato: z.enum(STATI_GIRO),
  origine: z.enum(ORIGINI_GIRO),
  inizio: z.string(),
  fine: z.string().optional(),
  /** the last day on which it is to be over, for one that is under way (`YYYY-MM-DD`) */
  entro: z.string().optional(),
  /** as counted at its beginning */
  file: Avanzamento,
  byte: Avanzamento,
  catene: Avanzamento,
  /** whole percents of what is to be read */
  percento: z.int(),
  /** what it has found, what is mended meanwhile included */
  guasti: z.int(),
  /** why it does not go on */
  motivo: z.string().optional(),
});
export type Giro = z.infer<typeof Giro>;

export const Nominante = z.object({
  tipo: z.enum(TIPI_NOMINANTE),
  /** `2026/12`, `DET/2026/12`, `2026-03-02`, an id */
  riferimento: z.string(),
  parole: z.string(),
});
export type Nominante = z.infer<typeof Nominante>;

export const Guasto = z.object({
  id: z.string(),
  genere: z.enum(GENERI_GUASTO),
  sha256: z.string().optional(),
  /** what is wrong, and what to do */
  parole: z.string(),
  consiglio: z.string(),
  trovato: z.string(),
  ultimoControllo: z.string(),
  nominatoDa: z.array(Nominante),
  /** a person has seen it and says what is being done */
  preso: z.object({ quando: z.string(), utente: z.string(), motivo: z.string() }).optional(),
  chiuso: z.object({ quando: z.string(), parole: z.string() }).optional(),
});
export type Guasto = z.infer<typeof Guasto>;

export const Fissita = z.object({
  /** days in which every file is read once */
  giorni: z.int(),
  /** the one under way, or the last */
  giro: Giro.optional(),
  ultimoCompleto: Giro.optional(),
  /** what is wrong now, newest first; at most 200 */
  guasti: z.array(Guasto),
  guastiAperti: z.int(),
  /** what was wrong and is so no more, newest first; at most 50 */
  chiusi: z.array(Guasto),
});
export type Fissita = z.infer<typeof Fissita>;

export const GuastoPreso = z.strictObject({
  motivo: testo({ max: 2000, min: 5, nome: 'Il motivo', righe: true }),
});

export const PercorsoGuasto = z.object({ id: z.string().regex(/^[0-9a-f]{24}$/) });
