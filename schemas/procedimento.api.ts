import { z } from 'zod';
import { CodiceUfficio, NomeUtente } from './amministrazione.api.js';
import { AnnoNumero, Data } from './comune.api.js';
import { TipoFascicolo } from './fascicolo.api.js';
import { Soggetto } from './soggetto.api.js';
import { Computo, ESITI_PROCEDIMENTO, Fase, FASI } from './configurazione-procedimenti.api.js';
import { testo, testoObbligatorio } from './testo.api.js';

/** The procedimento of a fascicolo: from when its term runs, its phases, what stops it, its end. */

/** The fascicolo to be opened; absent `uo`: the office that is competent for the document. */
const NuovoFascicolo = z.strictObject({
  oggetto: testo({ max: 1000, min: 1, nome: 'L’oggetto' }),
  tipo: TipoFascicolo,
  classifica: testoObbligatorio(30, 'La classifica'),
  uo: CodiceUfficio.optional(),
  procedimento: testoObbligatorio(200, 'Il procedimento').optional(),
  responsabile: NomeUtente.optional(),
  rup: NomeUtente.optional(),
  intestatario: Soggetto.optional(),
});

const motivo = testo({ max: 2000, min: 5, nome: 'Il motivo' });

export const AvvioRichiesta = z.strictObject({
  /** code of the catalogue; absent: the one that the fascicolo names */
  procedimento: testoObbligatorio(200, 'Il procedimento').optional(),
  /** the day from which the term runs; absent: that on which `registrazione` arrived, else that on which the fascicolo was opened */
  inizio: Data.optional(),
  /** the istanza: the term runs from its arrival (L. 241/1990 art. 2 c. 6) */
  registrazione: AnnoNumero.optional(),
  motivo: motivo.optional(),
});
export type AvvioRichiesta = z.output<typeof AvvioRichiesta>;

export const FaseRichiesta = z.strictObject({ fase: Fase, dal: Data.optional(), motivo: motivo.optional() });
export const FERMATE = ['sospensione', 'interruzione'] as const;
export const FermataRichiesta = z.strictObject({
  tipo: z.enum(FERMATE, { error: 'Il termine si sospende o si interrompe: indicare sospensione oppure interruzione.' }),
  dal: Data.optional(),
  /** the day on which the term runs again by itself, at the latest */
  entro: Data.optional(),
  motivo,
});
export type FermataRichiesta = z.output<typeof FermataRichiesta>;
export const RipresaRichiesta = z.strictObject({ al: Data.optional(), motivo: motivo.optional() });
export const ConclusioneRichiesta = z.strictObject({ fine: Data.optional(), motivo: motivo.optional() });

export const STATI_ITER = ['da-avviare', 'in-corso', 'sospeso', 'scaduto', 'concluso'] as const;

/** The procedimento of a fascicolo as it stands today. */
export const ProcedimentoLetto = z.object({
  fascicolo: z.string(),
  /** absent while it has not begun */
  procedimento: z.object({ codice: z.string(), denominazione: z.string(), norma: z.string().optional() }).optional(),
  stato: z.enum(STATI_ITER),
  inizio: z.string().optional(),
  termine: z.object({ giorni: z.int(), computo: Computo, agosto: z.boolean() }).optional(),
  esito: z.enum(ESITI_PROCEDIMENTO).optional(),
  usati: z.int().optional(),
  restano: z.int().optional(),
  /** days of the calendar past the last day */
  ritardo: z.int().optional(),
  /** last day; absent while a stop without end makes it unknown */
  scadenza: z.string().optional(),
  /** from then on silence is the answer, if no act has come */
  silenzioDal: z.string().optional(),
  fine: z.string().optional(),
  fasi: z.array(z.object({ fase: z.enum(FASI), dal: z.string(), al: z.string().optional() })),
  fermate: z.array(
    z.object({
      tipo: z.enum(FERMATE),
      dal: z.string(),
      al: z.string().optional(),
      entro: z.string().optional(),
      motivo: z.string(),
    }),
  ),
  versione: z.int(),
});
export type ProcedimentoLetto = z.infer<typeof ProcedimentoLetto>;

/** A term that runs, for the desks. */
export const TermineScrivania = z.object({
  fascicolo: z.string(),
  codice: z.string(),
  oggetto: z.string(),
  uo: z.string(),
  responsabile: z.string().optional(),
  procedimento: z.string(),
  stato: z.enum(STATI_ITER),
  usati: z.int(),
  restano: z.int(),
  giorni: z.int(),
  ritardo: z.int(),
  scadenza: z.string().optional(),
  /** since when it stands, if it does */
  sospesoDal: z.string().optional(),
});
export type TermineScrivania = z.infer<typeof TermineScrivania>;
export const TerminiScrivania = z.object({
  elementi: z.array(TermineScrivania),
  /** of all that run, not only of those listed */
  inScadenza: z.int(),
  scaduti: z.int(),
  sospesi: z.int(),
});
export const QueryTermini = z.strictObject({
  quali: z
    .enum(['in-scadenza', 'scaduti', 'sospesi', 'tutti'], {
      error: 'Indicare in-scadenza, scaduti, sospesi oppure tutti.',
    })
    .optional(),
});

/** A document is completed: into a fascicolo that is there, or into one opened for it, whose sottoclasse it takes. */
export const CompletamentoRichiesta = z
  .strictObject({
    fascicolo: testoObbligatorio(100, 'Il fascicolo').optional(),
    nuovo: NuovoFascicolo.optional(),
    motivo: motivo.optional(),
  })
  .refine(({ fascicolo, nuovo }) => (fascicolo === undefined) !== (nuovo === undefined), {
    path: ['fascicolo'],
    error: 'Indicare un fascicolo, oppure i dati di uno nuovo: uno dei due.',
  });
export type CompletamentoRichiesta = z.output<typeof CompletamentoRichiesta>;
