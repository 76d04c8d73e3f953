import { z } from 'zod';
import { TIPI_FASCICOLO } from './fascicolo.api.js';
import { testo, testoObbligatorio } from './testo.api.js';

/** What an AOO says of its procedimenti, and of the offices to which documents go by rule. */

/** The phases of a procedimento, in the words of the metadata (Allegato 5, TipoFase): they are written so into the XML. */
export const FASI = [
  'Preparatoria',
  'Istruttoria',
  'Consultiva',
  'Decisoria o deliberativa',
  'Integrazione dell’efficacia',
] as const;
export const Fase = z.enum(FASI, { error: `La fase è una di ${FASI.join(', ')}.` });
export type Fase = z.infer<typeof Fase>;

/** How a procedimento ends: by an act, by silence, or by what the applicant declares (L. 241/1990 art. 2, 19, 20, 25 c. 4). */
export const ESITI_PROCEDIMENTO = ['provvedimento', 'silenzio-assenso', 'silenzio-rigetto', 'dichiarazione'] as const;
export const EsitoProcedimento = z.enum(ESITI_PROCEDIMENTO, {
  error: `La conclusione è una di ${ESITI_PROCEDIMENTO.join(', ')}.`,
});
export type EsitoProcedimento = z.infer<typeof EsitoProcedimento>;

export const COMPUTI = ['calendario', 'lavorativi'] as const;
export const Computo = z.enum(COMPUTI, { error: 'I giorni sono di calendario oppure lavorativi.' });

const VOCE = /^[IVXLC]{1,6}(\.\d{1,3}){0,3}$/;
const voce = z
  .string({ error: 'Indicare la voce.' })
  .regex(VOCE, { error: 'La voce si scrive come VI.3, titolo in cifre romane.' });
const codiceOf = (nome: string) => testoObbligatorio(100, nome);
const ufficio = z
  .string({ error: 'Indicare il codice dell’ufficio.' })
  .max(30, { error: 'Il codice dell’ufficio è troppo lungo.' })
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, { error: 'Scrivere il codice dell’ufficio.' });
const siNo = z.boolean({ error: 'Indicare vero o falso.' });

/** A procedimento of the census of the body (L. 241/1990 art. 2 and 4; D.Lgs. 33/2013 art. 35). */
export const Procedimento = z.strictObject({
  codice: codiceOf('Il codice'),
  denominazione: testoObbligatorio(300, 'La denominazione'),
  /** what it is about, as the catalogue groups them (Allegato 5, MateriaArgomentoStruttura); absent: the office */
  materia: testo({ max: 200, nome: 'La materia' }).optional(),
  /** competent office; absent: that of the matter */
  uo: ufficio.optional(),
  voce: voce.optional(),
  tipoFascicolo: z
    .enum(TIPI_FASCICOLO, { error: `Il tipo di fascicolo è uno di ${TIPI_FASCICOLO.join(', ')}.` })
    .optional(),
  /** days within which it ends */
  termine: z
    .int({ error: 'Il termine: indicare i giorni, un numero intero.' })
    .min(1, { error: 'Il termine è di almeno un giorno.' })
    .max(1000, { error: 'Il termine è al massimo di 1000 giorni.' }),
  computo: Computo,
  /** the days of August do not count */
  agosto: siNo.optional(),
  esito: EsitoProcedimento,
  /** by which rule it has that term */
  norma: testo({ max: 300, nome: 'La norma' }).optional(),
  /** the phases that it goes through, in order */
  fasi: z
    .array(Fase, { error: 'Indicare un elenco di fasi.' })
    .max(FASI.length, { error: 'Ogni fase una volta sola.' })
    .refine((fasi) => new Set(fasi).size === fasi.length, { error: 'Ogni fase una volta sola.' })
    .optional(),
  /** the documents that its fascicolo is to hold before it is closed */
  documenti: z
    .array(testoObbligatorio(200, 'Il documento atteso'), { error: 'Indicare un elenco di documenti.' })
    .max(50, { error: 'I documenti attesi sono al massimo 50.' })
    .optional(),
  portale: testo({ max: 200, nome: 'Il portale' }).optional(),
  note: testo({ max: 1000, nome: 'Le note', righe: true }).optional(),
});
export type Procedimento = z.infer<typeof Procedimento>;

export const MODI_SMISTAMENTO = ['proposta', 'automatica'] as const;

/**
 * A rule of smistamento: what is as all of its conditions say goes to its offices. The first rule that fits gives the competenza; every one
 * that fits adds its offices for information.
 */
export const RegolaSmistamento = z
  .strictObject({
    codice: codiceOf('La regola'),
    flusso: z.enum(['E', 'U', 'I'], { error: 'Il flusso è E (entrata), U (uscita) oppure I (interno).' }).optional(),
    /** the voce, and what is below it */
    classifica: voce.optional(),
    tipologia: codiceOf('La tipologia').optional(),
    mezzo: z
      .string({ error: 'Indicare il mezzo.' })
      .regex(/^[a-z0-9][a-z0-9-]{0,29}$/, { error: 'Scrivere il codice del mezzo.' })
      .optional(),
    /** codice fiscale, partita IVA, codice IPA, address, `@domain`, or the whole name */
    mittente: testoObbligatorio(254, 'Il mittente').optional(),
    procedimento: codiceOf('Il procedimento').optional(),
    competenza: ufficio.optional(),
    conoscenza: z
      .array(ufficio, { error: 'Indicare un elenco di uffici.' })
      .max(20, { error: 'Al massimo 20 uffici per conoscenza.' })
      .optional(),
    modo: z.enum(MODI_SMISTAMENTO, { error: 'La regola è una proposta oppure automatica.' }),
  })
  .superRefine(({ classifica, tipologia, mezzo, mittente, procedimento, competenza, conoscenza = [] }, ctx) => {
    if ([classifica, tipologia, mezzo, mittente, procedimento].every((one) => one === undefined))
      ctx.addIssue({
        code: 'custom',
        path: ['classifica'],
        message: 'Indicare almeno una condizione: voce, tipologia, mezzo, mittente o procedimento.',
      });
    if (competenza === undefined && conoscenza.length === 0)
      ctx.addIssue({ code: 'custom', path: ['competenza'], message: 'Indicare almeno un ufficio.' });
    if (competenza !== undefined && conoscenza.includes(competenza))
      ctx.addIssue({
        code: 'custom',
        path: ['conoscenza'],
        message: 'L’ufficio che ha la competenza non occorre anche per conoscenza.',
      });
  });
export type RegolaSmistamento = z.infer<typeof RegolaSmistamento>;
