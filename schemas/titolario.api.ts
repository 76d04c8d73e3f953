import { z } from 'zod';
import { Data, LimiteQuery, NumeroQuery } from './comune.api.js';
import { testoObbligatorio } from './testo.api.js';

/** Which titolario: the one in force on a day (default today), or a version by its number; `data` says also which voci are active. */
export const TitolarioQuery = z.strictObject({ data: Data.optional(), versione: NumeroQuery.optional() });

export const VoceTitolario = z.object({
  codice: z.string(),
  voce: z.string(),
  livello: z.int(),
  padre: z.string().optional(),
  descrizione: z.string().optional(),
  /** may be used on that day */
  attiva: z.boolean(),
  attivaDal: z.string().optional(),
  chiusaDal: z.string().optional(),
  motivoChiusura: z.string().optional(),
  /** only where true: what is classified here is `riservata` by default */
  riservata: z.boolean().optional(),
  /** what is usually made of it (piano di organizzazione delle aggregazioni): an aggregation of Allegato 5, a type of fascicolo */
  tipoAggregazione: z.string().optional(),
  tipologiaFascicolo: z.string().optional(),
});
export type VoceTitolario = z.infer<typeof VoceTitolario>;

export const Titolario = z.object({
  versione: z.object({
    numero: z.int(),
    denominazione: z.string(),
    dal: z.string(),
    /** first day on which the next version is in force */
    al: z.string().optional(),
  }),
  /** in numeric order, closed ones too */
  voci: z.array(VoceTitolario),
});
export type Titolario = z.infer<typeof Titolario>;

export const RicercaTitolarioQuery = z.strictObject({
  /** a code, or words: all of them, the last one as far as it is typed */
  q: testoObbligatorio(200, 'Il testo da cercare'),
  data: Data.optional(),
  versione: NumeroQuery.optional(),
  limite: LimiteQuery.optional(),
});

export const FONTI_RICERCA = ['codice', 'voce', 'prontuario', 'descrizione', 'massimario'] as const;

export const RicercaTitolario = z.object({
  /** the nearest first */
  elementi: z.array(
    z.object({
      codice: z.string(),
      voce: z.string(),
      attiva: z.boolean(),
      /** where the words stand, the nearest first */
      dove: z.array(z.object({ fonte: z.enum(FONTI_RICERCA), testo: z.string() })),
    }),
  ),
  totale: z.int(),
  /** voci found by code, name or description; words of the prontuario; kinds of document of the massimario */
  conteggi: z.object({ voci: z.int(), prontuario: z.int(), massimario: z.int() }),
});
export type RicercaTitolario = z.infer<typeof RicercaTitolario>;

export const RegolaMassimario = z.object({
  codice: z.string(),
  tipologia: z.string(),
  /** whole years, or for ever */
  tempo: z.union([z.int(), z.literal('illimitato')]),
  note: z.string().optional(),
  /** where the rule comes from, and how sure it is */
  fonte: z.string(),
});

const Passaggio = z.object({
  versione: z.int(),
  denominazione: z.string(),
  voci: z.array(z.object({ codice: z.string(), voce: z.string(), tipo: z.string() })),
});

/** All that is known of one voce. */
export const VoceLetta = VoceTitolario.extend({
  versione: z.object({ numero: z.int(), denominazione: z.string(), dal: z.string(), al: z.string().optional() }),
  massimario: z.object({
    numero: z.int(),
    denominazione: z.string(),
    /** false: it is the model that comes with the product, which the body has not adopted */
    adottato: z.boolean(),
    /** of the voce; where it has none, of the nearest one above with rules of its own */
    regole: z.array(RegolaMassimario),
    avvertenza: z.string(),
  }),
  /** words that lead here, or to what is below */
  prontuario: z.array(z.object({ parola: z.string(), codice: z.string() })),
  /** what it was in the version before */
  prima: Passaggio.optional(),
  /** what it becomes in the next one */
  dopo: Passaggio.optional(),
});
export type VoceLetta = z.infer<typeof VoceLetta>;
