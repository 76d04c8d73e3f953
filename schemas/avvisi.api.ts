import { z } from 'zod';

/** What somebody must see to, so that nothing is conserved late and nothing is lost. */

export const TIPI_AVVISO = [
  'registro-giornaliero',
  'giornate-da-chiudere',
  'non-registrati',
  'linea-sospesa',
  'linea-in-pausa',
  'linea-interrotta',
  'non-configurata',
  'rifiutati',
  'conflitti',
  'da-verificare',
  'non-inviabili',
  'in-ritardo',
  'firme-in-scadenza',
  'fissita',
  'fissita-giro',
  'salvataggio',
] as const;
export type TipoAvviso = (typeof TIPI_AVVISO)[number];

export const Avviso = z.object({
  tipo: z.enum(TIPI_AVVISO),
  /** told by mail at once, not only in the summary of the day */
  grave: z.boolean(),
  titolo: z.string(),
  parole: z.string(),
  /** what to do next */
  consiglio: z.string(),
  /** page where it is done, `/conservazione?coda=rifiutati` */
  indirizzo: z.string(),
  /** how many things it speaks of */
  numero: z.int(),
  /** since when it lasts */
  dal: z.string(),
});
export type Avviso = z.infer<typeof Avviso>;

export const Avvisi = z.object({
  /** the grave ones first */
  elementi: z.array(Avviso),
  posta: z.object({
    configurata: z.boolean(),
    ultimoInvio: z.string().optional(),
    /** why the last mail did not leave */
    errore: z.string().optional(),
  }),
});
export type Avvisi = z.infer<typeof Avvisi>;
