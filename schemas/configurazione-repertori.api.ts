import { z } from 'zod';
import { Data, SiglaRepertorio } from './comune.api.js';
import { testo, testoObbligatorio } from './testo.api.js';

/** The repertori and particular registers of an AOO (DPR 445/2000 art. 53 c. 5; LG §3.5): what is registered there and not in the protocol. */

/** Registers that the system itself keeps: nobody writes in them by hand. */
export const REGISTRI_DEL_SISTEMA: readonly string[] = ['PROT-GEN', 'RGP', 'RE', 'RF'];

export const NUMERAZIONI = ['annuale', 'continua'] as const;
export const NATURE = ['repertorio', 'registro'] as const;

const ufficio = testo({ max: 30, nome: 'L’ufficio' }).regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, {
  error: 'Scrivere il codice dell’ufficio.',
});

export const Repertorio = z.strictObject({
  /** its sigla; never used for another one */
  codice: SiglaRepertorio.refine((sigla) => !REGISTRI_DEL_SISTEMA.includes(sigla), {
    error: 'Questa sigla è di un registro che tiene il sistema: sceglierne un’altra.',
  }),
  denominazione: testoObbligatorio(200, 'La denominazione'),
  /** kind of the documents, in the singular: `Determinazione` */
  tipologia: testo({ max: 100, nome: 'La tipologia' }).optional(),
  voce: z
    .string({ error: 'Indicare la voce.' })
    .regex(/^[IVXLC]{1,6}(\.\d{1,3}){0,3}$/, { error: 'La voce si scrive come I.6, titolo in cifre romane.' })
    .optional(),
  /** the office that feeds it; without one only the RGD and his vicario write */
  uo: ufficio.optional(),
  /** other offices that write in it */
  scrivono: z
    .array(ufficio, { error: 'Indicare un elenco di uffici.' })
    .max(100, { error: 'Gli uffici sono al massimo 100.' })
    .optional(),
  /** from 1 every year, or going on for ever */
  numerazione: z.enum(NUMERAZIONI, { error: 'La numerazione è annuale oppure continua.' }),
  natura: z.enum(NATURE, { error: 'È un repertorio oppure un registro.' }),
  flusso: z.enum(['E', 'U', 'I'], { error: 'Il flusso è E (entrata), U (uscita) oppure I (interno).' }),
  /** years, or `illimitato`; without it the massimario decides */
  conservazione: z
    .string({ error: 'Indicare gli anni di conservazione.' })
    .regex(/^(illimitato|[1-9]\d{0,2})$/, {
      error: 'La conservazione si scrive in anni, per esempio 10, oppure illimitato.',
    })
    .optional(),
  /** last number given elsewhere, before the first one given here */
  apertura: z
    .strictObject({
      anno: z.int({ error: 'Indicare l’anno, in cifre.' }).min(1900, { error: 'Anno non valido.' }).max(9999),
      ultimoNumero: z.int({ error: 'Indicare l’ultimo numero, in cifre.' }).min(1).max(99_999_999),
      atto: testoObbligatorio(100, 'L’atto'),
      data: Data,
    })
    .optional(),
  /** nothing more is registered in it; what is there stays */
  chiuso: z.boolean({ error: 'Indicare vero o falso.' }).optional(),
  note: testo({ max: 500, nome: 'Le note' }).optional(),
});
export type Repertorio = z.infer<typeof Repertorio>;
