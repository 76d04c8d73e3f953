import { z } from 'zod';
import { TIPI_CONSERVATORE } from './configurazione-conservazione.api.js';
import { LimiteQuery, pagina } from './comune.api.js';
import { testo } from './testo.api.js';
import {
  CODE_CONSERVAZIONE,
  OPERAZIONI_VERSAMENTO,
  Ritenta,
  RigaVersamento,
  STATI_VERSAMENTO,
  TIPI_VERSAMENTO,
} from './versamento.api.js';

/** The desk of who answers for conservation: piles, coverage, refusals by cause, lines; and what a person may do there. */

const motivo = testo({ max: 2000, min: 5, nome: 'Il motivo', righe: true });

export const PercorsoVersamento = z.strictObject({ id: testo({ max: 64, min: 1, nome: 'L’identificativo' }) });
export const PercorsoRisposta = PercorsoVersamento.extend({
  n: z.string().regex(/^[1-9]\d{0,5}$/, { error: 'Il numero del tentativo va scritto in cifre.' }),
});
export const PercorsoLinea = z.strictObject({ conservatore: testo({ max: 30, min: 1, nome: 'Il conservatore' }) });

export const MotivoVersamento = z.strictObject({ motivo });
export const PrioritaRichiesta = z.strictObject({ priorita: z.boolean({ error: 'Indicare vero o falso.' }) });
export const DECISIONI = ['accettato', 'rifiutato', 'annullato'] as const;
export const DecisioneRichiesta = z.strictObject({
  decisione: z.enum(DECISIONI, { error: 'La decisione è accettato, rifiutato oppure annullato.' }),
  motivo,
});
export type DecisioneRichiesta = z.infer<typeof DecisioneRichiesta>;
export const RitentaMolti = Ritenta.extend({
  ids: z
    .array(testo({ max: 64, min: 1, nome: 'L’identificativo' }), { error: 'Indicare i versamenti.' })
    .min(1, { error: 'Indicare almeno un versamento.' })
    .max(200, { error: 'I versamenti sono al massimo 200 alla volta.' }),
});
export type RitentaMolti = z.infer<typeof RitentaMolti>;
/** One line for each that was asked, in the same order. */
export const EsitiRitenta = z.object({
  elementi: z.array(
    z.object({
      id: z.string(),
      fatto: z.boolean(),
      stato: z.enum(STATI_VERSAMENTO).optional(),
      /** why not */
      messaggio: z.string().optional(),
    }),
  ),
});

export const VersamentiElenco = pagina(RigaVersamento);

/** What whoever sees a registration or a fascicolo is told of its conservation; newest first. */
export const VersamentiBrevi = z.object({
  /** in words, of the first shipping: `Da versare`, `Accettato il 03/03/2026` */
  situazione: z.string(),
  elementi: z.array(
    z.object({
      id: z.string(),
      operazione: z.enum(OPERAZIONI_VERSAMENTO),
      stato: z.enum(STATI_VERSAMENTO),
      situazione: z.string(),
      conservatore: z.string(),
      creato: z.string(),
      aggiornato: z.string(),
      /** of the receipt */
      rapporto: z.object({ sha256: z.string(), data: z.string() }).optional(),
    }),
  ),
  /** why it cannot be shipped yet */
  mancanze: z.array(z.object({ codice: z.string(), messaggio: z.string(), chi: z.string().optional() })),
});

export const NonInviabile = z.object({
  tipo: z.enum(TIPI_VERSAMENTO),
  riferimento: z.string(),
  /** as one calls it: `n. 0000341/2026`, `2026-V/2.1`, `Registro del 24/11/2026` */
  nome: z.string(),
  mancanze: z.array(z.object({ codice: z.string(), messaggio: z.string(), chi: z.string().optional() })),
  quando: z.string(),
});
export type NonInviabile = z.infer<typeof NonInviabile>;
export const QueryNonInviabili = z.strictObject({
  tipo: z
    .enum(TIPI_VERSAMENTO, { error: 'Il tipo è unita-documentaria, registro-giornaliero o fascicolo.' })
    .optional(),
  riferimento: testo({ max: 200, nome: 'Il riferimento' }).optional(),
  limite: LimiteQuery.optional(),
  cursore: testo({ max: 200, nome: 'Il cursore' }).optional(),
});
export const NonInviabiliElenco = pagina(NonInviabile);

/** What is due and of which no package is made yet. */
export const DovutoLetto = z.object({
  tipo: z.enum(TIPI_VERSAMENTO),
  riferimento: z.string(),
  nome: z.string(),
  /** why it leaves now, in words */
  motivo: z.string(),
  /** it goes before what is only old */
  priorita: z.boolean(),
  /** last legal day of its term */
  termine: z.string(),
});
export type DovutoLetto = z.infer<typeof DovutoLetto>;
export const QueryDovuti = z.strictObject({ limite: LimiteQuery.optional() });
/** The first to leave, in their order; `oltre`: there are more than that. */
export const DovutiElenco = z.object({ elementi: z.array(DovutoLetto), oltre: z.int().optional() });

/**
 * `attiva`; `fuori-orario`: not now; `in-pausa`: a person has stopped it; `sospesa`: the receiver refused credentials or place;
 * `interrotta`: it did not answer several times, it is tried again by itself; `spenta`: by configuration.
 */
export const STATI_LINEA = ['attiva', 'fuori-orario', 'in-pausa', 'sospesa', 'interrotta', 'spenta'] as const;

/** One receiver of the AOO and how the way to it stands; nothing of any document. */
export const Linea = z.object({
  conservatore: z.string(),
  denominazione: z.string(),
  tipo: z.enum(TIPI_CONSERVATORE),
  stato: z.enum(STATI_LINEA),
  /** in words, with what to do next */
  situazione: z.string(),
  /** since when it stands so, where it was stopped */
  dal: z.string().optional(),
  utente: z.string().optional(),
  motivo: z.string().optional(),
  /** when it is tried again by itself */
  prossimaProva: z.string().optional(),
  ultimaRisposta: z.string().optional(),
  /** packages being sent now, and the limit */
  inInvio: z.int(),
  insieme: z.int(),
  alMinuto: z.int().optional(),
  /** packages that wait to be sent or asked about */
  inAttesa: z.int(),
  /** tries that ended badly one after the other */
  guasti: z.int(),
  capacita: z.object({
    ricevuta: z.enum(['immediata', 'a-richiesta', 'a-mano']),
    fascicoli: z.boolean(),
    aggiungeDocumenti: z.boolean(),
    aggiornaMetadati: z.boolean(),
    annullamento: z.boolean(),
    esibizione: z.boolean(),
  }),
});
export type Linea = z.infer<typeof Linea>;
export const LineeElenco = z.object({ elementi: z.array(Linea) });

export const GRUPPI_CONSERVAZIONE = ['da-fare', 'va-da-se', 'presto', 'fatto'] as const;

const conti = {
  /** what there is to conserve */
  totale: z.int(),
  accettate: z.int(),
  inCorso: z.int(),
  /** refused, in conflict, to be looked at */
  rifiutate: z.int(),
  daInviare: z.int(),
};

export const Riepilogo = z.object({
  adesso: z.string(),
  /** in the order in which they are shown */
  code: z.array(
    z.object({
      codice: z.enum(CODE_CONSERVAZIONE),
      gruppo: z.enum(GRUPPI_CONSERVAZIONE),
      totale: z.int(),
      /** since when the oldest of them waits */
      dal: z.string().optional(),
      /** the next step of the first of them */
      prossimoPasso: z.string().optional(),
      /** a sentence beside the number: `il più vecchio: 3 giorni`, `12 con avvisi` */
      nota: z.string().optional(),
    }),
  ),
  /** of registrations, by the year and month in which they were registered; newest year first */
  copertura: z.array(
    z.object({
      anno: z.int(),
      inCorso: z.boolean(),
      registrazioni: z.object({ ...conti, percento: z.number() }),
      giornalieri: z.object({ ...conti, percento: z.number() }),
      /** of the year that was asked for alone; 1 to 12, those that have something */
      mesi: z
        .array(
          z.object({
            mese: z.int(),
            ...conti,
            /** days between registration and acceptance, of those accepted */
            giorniMedi: z.number().optional(),
            giorniMassimi: z.int().optional(),
          }),
        )
        .optional(),
    }),
  ),
  /** refusals by cause, the most frequent first */
  rifiutati: z.array(
    z.object({
      gruppo: z.string(),
      codice: z.string(),
      titolo: z.string(),
      totale: z.int(),
    }),
  ),
  /** the last closed daily register that was shipped */
  ultimoGiornaliero: z
    .object({ data: z.string(), stato: z.enum(STATI_VERSAMENTO), quando: z.string(), id: z.string() })
    .optional(),
  linee: z.array(Linea),
});
export type Riepilogo = z.infer<typeof Riepilogo>;

export const QueryRiepilogo = z.strictObject({
  /** year of which the months are told; the current one unless said */
  anno: z
    .string()
    .regex(/^(19|2\d)\d{2}$/, { error: 'L’anno si scrive con quattro cifre, dal 1900 al 2999.' })
    .transform(Number)
    .optional(),
});
