import { z } from 'zod';
import { LimiteQuery, pagina } from './comune.api.js';
import { CursoreQuery } from './corrispondente.api.js';

/** The three files of the IPA: administrations, their AOO, their offices. */
export const TIPI_IPA = ['enti', 'aoo', 'uo'] as const;
export type TipoIpa = (typeof TIPI_IPA)[number];
export const STATI_IMPORTAZIONE = ['in-coda', 'in-corso', 'conclusa', 'rifiutata', 'errore'] as const;
export type StatoImportazione = (typeof STATI_IMPORTAZIONE)[number];

export const TipoIpaTesto = z.enum(TIPI_IPA, { error: 'Il tipo è enti, aoo oppure uo.' });

const ErroreRiga = z.object({
  riga: z.int(),
  messaggio: z.string(),
  /** true: the row was taken all the same, without the datum named */
  presa: z.boolean(),
});
export type ErroreRiga = z.output<typeof ErroreRiga>;

export const ImportazioneRisposta = z.object({
  id: z.string(),
  tipo: z.enum(TIPI_IPA),
  origine: z.enum(['mano', 'notturna']),
  stato: z.enum(STATI_IMPORTAZIONE),
  /** why it was refused or could not go on */
  motivo: z.string().optional(),
  file: z.object({ nome: z.string(), dimensione: z.int(), sha256: z.string() }),
  utente: z.string().optional(),
  chiesta: z.string(),
  iniziata: z.string().optional(),
  conclusa: z.string().optional(),
  /** rows of the file, once they have been counted */
  totale: z.int().optional(),
  righe: z.object({
    lette: z.int(),
    nuove: z.int(),
    cambiate: z.int(),
    invariate: z.int(),
    rifiutate: z.int(),
    segnalate: z.int(),
  }),
  /** entries that were in the IPA and are not in this file */
  cessate: z.int(),
  /** the first hundred; all of them at .../errori */
  errori: z.array(ErroreRiga),
});
export type ImportazioneRisposta = z.output<typeof ImportazioneRisposta>;

export const Importazioni = pagina(ImportazioneRisposta.omit({ errori: true }));
export const ErroriImportazione = pagina(ErroreRiga);
export const ImportazioniQuery = z.strictObject({ limite: LimiteQuery.optional() });
export const ErroriQuery = z.strictObject({ limite: LimiteQuery.optional(), cursore: CursoreQuery.optional() });
export const PercorsoImportazione = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{24}$/, { error: 'L’importazione si indica con il suo id.' }),
});
