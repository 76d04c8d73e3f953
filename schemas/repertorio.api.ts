import { z } from 'zod';
import { AnnoNumero, AnnoQuery, Data, LimiteQuery, NumeroQuery, pagina, SiglaRepertorio } from './comune.api.js';
import { NATURE, NUMERAZIONI } from './configurazione-repertori.api.js';
import { Flusso, RegistrazioneRichiesta, STATI } from './registrazione.api.js';
import { RigaRegistrazione } from './registrazione-risposta.api.js';
import { testo } from './testo.api.js';

/** The repertori over HTTP: their list, the acts in them, what is asked to register one. An act is shown as a registration is. */

const campi = RegistrazioneRichiesta.shape;

/** What an act holds when it is asked for; class, flow and means are those of its repertorio where it does not say. */
export const AttoRichiesta = z.strictObject({
  oggetto: campi.oggetto,
  /** who adopted or sent it; without one the office that feeds the repertorio */
  mittenti: campi.mittenti,
  destinatari: campi.destinatari,
  flusso: Flusso.optional(),
  mezzo: campi.mezzo.optional(),
  protocolloMittente: campi.protocolloMittente,
  dataArrivo: campi.dataArrivo,
  classifica: campi.classifica,
  motivoClassifica: campi.motivoClassifica,
  fascicolo: campi.fascicolo,
  assegnazioni: campi.assegnazioni,
  riservatezza: campi.riservatezza,
  tipologia: campi.tipologia,
  /** the registration of protocol of the same document, if it has both numbers */
  registrazione: AnnoNumero.optional(),
  note: campi.note,
});
export type AttoRichiesta = z.output<typeof AttoRichiesta>;

export const CollegamentoRichiesta = z.strictObject({
  registrazione: AnnoNumero,
  motivo: testo({ max: 2000, min: 5, nome: 'Il motivo' }).optional(),
});

export const PercorsoRepertorio = z.strictObject({ registro: SiglaRepertorio });
export const PercorsoAtto = z.strictObject({ registro: SiglaRepertorio, anno: AnnoQuery, numero: NumeroQuery });
export const PercorsoAllegatoAtto = PercorsoAtto.extend({ n: NumeroQuery });

export const ORDINI = ['recenti', 'numero'] as const;
export const QueryAtti = z.strictObject({
  q: testo({ max: 500, nome: 'Il testo da cercare' }).optional(),
  anno: AnnoQuery.optional(),
  dal: Data.optional(),
  al: Data.optional(),
  stato: z.enum(STATI, { error: `Lo stato è uno di ${STATI.join(', ')}.` }).optional(),
  /** `recenti`, the default: newest first; `numero`: from the first */
  ordine: z.enum(ORDINI, { error: 'L’ordine è recenti oppure numero.' }).optional(),
  limite: LimiteQuery.optional(),
  cursore: z.string().max(200, { error: 'Il cursore non è di questo elenco.' }).optional(),
});
export type QueryAtti = z.output<typeof QueryAtti>;
export const QueryEsportazioneAtti = QueryAtti.omit({ limite: true, cursore: true, ordine: true });

export const QueryRepertori = z.strictObject({ anno: AnnoQuery.optional() });

export const RepertorioRisposta = z.object({
  sigla: z.string(),
  denominazione: z.string(),
  tipologia: z.string().optional(),
  voce: z.string().optional(),
  uo: z.string().optional(),
  numerazione: z.enum(NUMERAZIONI),
  natura: z.enum(NATURE),
  flusso: Flusso,
  conservazione: z.string().optional(),
  chiuso: z.boolean(),
  note: z.string().optional(),
  /** whether who asks may register in it */
  scrive: z.boolean(),
  /** of the year asked for, those that the reader may see; the last number of all that were given */
  atti: z.int(),
  ultimoNumero: z.int().optional(),
  ultimaData: z.string().optional(),
});
export type RepertorioRisposta = z.infer<typeof RepertorioRisposta>;
export const ElencoRepertori = z.object({ anno: z.int(), elementi: z.array(RepertorioRisposta) });
export type ElencoRepertori = z.infer<typeof ElencoRepertori>;

export const ElencoAtti = pagina(RigaRegistrazione);
/** The acts that have the number of that registration too. */
export const AttiDiRegistrazione = z.object({ elementi: z.array(RigaRegistrazione) });
