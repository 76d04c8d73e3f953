import { z } from 'zod';
import { CONTENUTI } from './configurazione.api.js';
import { MODI_SMISTAMENTO } from './configurazione-procedimenti.api.js';
import { Flusso } from './registrazione.api.js';
import { Soggetto } from './soggetto.api.js';
import { testo, testoObbligatorio } from './testo.api.js';

/** What is known of a document that is about to be registered. */
export const CasoSmistamento = z.strictObject({
  flusso: Flusso.optional(),
  classifica: testo({ max: 30, nome: 'La classifica' }).optional(),
  tipologia: testo({ max: 100, nome: 'La tipologia' }).optional(),
  mezzo: testo({ max: 30, nome: 'Il mezzo' }).optional(),
  mittenti: z
    .array(Soggetto, { error: 'Indicare un elenco di mittenti.' })
    .max(50, { error: 'Al massimo 50 mittenti.' })
    .optional(),
  /** id or codice of the fascicolo for which it is meant: its procedimento counts */
  fascicolo: testoObbligatorio(100, 'Il fascicolo').optional(),
  procedimento: testoObbligatorio(100, 'Il procedimento').optional(),
});
export type CasoSmistamento = z.output<typeof CasoSmistamento>;

const Proposta = z.object({
  uo: z.string(),
  tipo: z.enum(['competenza', 'conoscenza']),
  regola: z.string(),
  motivo: z.string(),
  modo: z.enum(MODI_SMISTAMENTO),
});
export const ProposteSmistamento = z.object({
  proposte: z.array(Proposta),
  /** it is assigned so at the registration, if nobody says otherwise */
  automatica: z.boolean(),
});

export const ProvaSmistamento = z.strictObject({
  caso: CasoSmistamento,
  /** rules not saved yet; absent: those in force today */
  regole: CONTENUTI.smistamento.optional(),
});
export const EsitoProva = ProposteSmistamento.extend({
  regole: z.array(z.object({ codice: z.string(), adatta: z.boolean(), motivo: z.string() })),
});
