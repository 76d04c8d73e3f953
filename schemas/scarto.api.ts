import { z } from 'zod';
import { AnnoNumero, AnnoQuery, Data, LimiteQuery, pagina } from './comune.api.js';
import { testo, testoObbligatorio } from './testo.api.js';

/* Retention of fascicoli, lists of scarto, passage to the archivio di deposito. */

/** A list of fascicoli made by the archive: to be discarded, or to pass to the archivio di deposito. */
export const TIPI_ELENCO = ['scarto', 'deposito'] as const;
export type TipoElenco = (typeof TIPI_ELENCO)[number];

/** The states of each kind; where a list ends stands last. */
export const STATI_ELENCO = [
  'proposto',
  'restituito',
  'approvato',
  'autorizzato',
  'da-confermare',
  'eseguito',
  'accettato',
] as const;
export type StatoElenco = (typeof STATI_ELENCO)[number];

const Tempo = z.union([z.int(), z.literal('illimitato')]);
const Regola = z.object({
  tempo: Tempo,
  tipologia: z.string(),
  note: z.string().optional(),
  /** where the rule comes from: to be shown beside it */
  fonte: z.string(),
  /** false: the voce has rules of different length, the longest counts until somebody says which one it is */
  univoca: z.boolean().optional(),
});
const Motivo = z.object({ codice: z.string(), messaggio: z.string() });

/** What is the retention of a fascicolo, and what stands in the way of its discard. */
export const ConservazioneLetta = z.object({
  regola: Regola.optional(),
  evento: z.string().optional(),
  inizio: z.string().optional(),
  /** a day, or `illimitato`; absent while it cannot be known */
  fine: z.string().optional(),
  impedimenti: z.array(Motivo),
  sospesi: z.array(Motivo),
});
export type ConservazioneLetta = z.infer<typeof ConservazioneLetta>;

const ArchivioLetto = z.object({
  decorrenza: z.string().optional(),
  regola: z.string().optional(),
  storico: z.string().optional(),
  blocchi: z.array(z.object({ id: z.string(), motivo: z.string(), dal: z.string(), utente: z.string() })),
  deposito: z.object({ elenco: z.string(), data: z.string() }).optional(),
  scarto: z.object({ elenco: z.string(), data: z.string() }).optional(),
});

export const ConservazioneFascicolo = z.object({
  fascicolo: z.string(),
  codice: z.string(),
  avvertenza: z.string(),
  conservazione: ConservazioneLetta,
  archivio: ArchivioLetto,
  /** among which rules one may say which counts */
  regole: z.array(Regola),
  versione: z.int(),
});
export type ConservazioneFascicolo = z.infer<typeof ConservazioneFascicolo>;

const motivo = testo({ max: 1000, min: 5, nome: 'Il motivo' });

/** null takes away what was said. */
export const ConservazioneModifica = z
  .strictObject({
    decorrenza: Data.nullable().optional(),
    /** tipologia of the massimario */
    regola: testoObbligatorio(500, 'La tipologia').nullable().optional(),
    /** why it is kept for ever */
    storico: motivo.nullable().optional(),
    /** why nothing of it may be discarded for now */
    blocca: motivo.optional(),
    /** id of a hold that is over */
    sblocca: testoObbligatorio(60, 'Il blocco').optional(),
    motivo: motivo.optional(),
  })
  .refine((body) => Object.entries(body).some(([nome, value]) => nome !== 'motivo' && value !== undefined), {
    error: 'Indicare che cosa cambia.',
  });
export type ConservazioneModifica = z.output<typeof ConservazioneModifica>;

export const PercorsoElenco = z.strictObject({ id: testoObbligatorio(60, 'L’elenco') });

export const QueryAnteprima = z.strictObject({
  /** closed by the end of that year; for the deposito: in that year */
  anno: AnnoQuery.optional(),
  limite: LimiteQuery.optional(),
  cursore: z.string().max(200).optional(),
});
export type QueryAnteprima = z.output<typeof QueryAnteprima>;

const RigaLetta = z.object({
  fascicolo: z.string(),
  codice: z.string(),
  /** absent where the fascicolo is reserved and no reason to read it was given */
  oggetto: z.string().optional(),
  riservato: z.boolean(),
  classifica: z.string(),
  voce: z.string(),
  uo: z.string(),
  dataApertura: z.string(),
  dataChiusura: z.string(),
  dal: z.string().optional(),
  al: z.string().optional(),
  documenti: z.int(),
  file: z.int(),
  byte: z.int(),
});
export const RigaAnteprima = RigaLetta.extend({
  conservazione: ConservazioneLetta,
  /** false: `conservazione.impedimenti`, or `elenco`, or `rilievi` say why */
  proponibile: z.boolean(),
  /** the open list in which it stands already */
  elenco: z.string().optional(),
  /** what the checks of the transfer have found */
  rilievi: z.array(Motivo),
});
export type RigaAnteprima = z.infer<typeof RigaAnteprima>;
export const Anteprima = pagina(RigaAnteprima);

export const ElencoRichiesta = z.strictObject({
  /** closed by the end of that year; for the deposito: in that year */
  anno: z.int({ error: 'Indicare l’anno, in cifre.' }).min(1900).max(9999),
  /** codici that the archivist leaves out */
  escludi: z.array(testoObbligatorio(60, 'Il codice')).max(2000).optional(),
  note: testo({ max: 2000, nome: 'Le note', righe: true }).optional(),
});
export type ElencoRichiesta = z.output<typeof ElencoRichiesta>;

const EventoElenco = z.object({
  tipo: z.string(),
  data: z.string(),
  utente: z.string(),
  perContoDi: z.string().optional(),
  dettagli: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
const Autorizzazione = z.object({
  numero: z.string(),
  data: z.string(),
  autore: z.string(),
  registrazione: z.object({ anno: z.int(), numero: z.int() }).optional(),
});
const testa = {
  id: z.string(),
  tipo: z.enum(TIPI_ELENCO),
  anno: z.int(),
  numero: z.int(),
  stato: z.enum(STATI_ELENCO),
  creato: z.string(),
  utente: z.string(),
  note: z.string().optional(),
  fascicoli: z.int(),
  documenti: z.int(),
  byte: z.int(),
  autorizzazione: Autorizzazione.optional(),
  versione: z.int(),
};
export const TestaElencoLetta = z.object(testa);
export type TestaElencoLetta = z.infer<typeof TestaElencoLetta>;
export const ElenchiArchivio = z.object({ elementi: z.array(TestaElencoLetta) });

export const RigaElencoLetta = RigaLetta.extend({
  regola: Regola,
  inizio: z.string().optional(),
  fine: z.string().optional(),
  /** not authorised: it stays */
  esclusa: z.boolean(),
  /** what has come since the list was made, and keeps it from being carried out on this row */
  impedimenti: z.array(Motivo),
});
export type RigaElencoLetta = z.infer<typeof RigaElencoLetta>;
export const ElencoLetto = z.object({
  ...testa,
  righe: z.array(RigaElencoLetta),
  eventi: z.array(EventoElenco),
  avvio: z.object({ utente: z.string(), data: z.string() }).optional(),
});
export type ElencoLetto = z.infer<typeof ElencoLetto>;

export const RestituzioneRichiesta = z.strictObject({ motivo });
export const AutorizzazioneRichiesta = z.strictObject({
  numero: testoObbligatorio(60, 'Il numero dell’autorizzazione'),
  data: Data,
  autore: testoObbligatorio(200, 'Chi ha autorizzato'),
  registrazione: AnnoNumero.optional(),
  /** codici of the rows that were not authorised */
  escluse: z.array(testoObbligatorio(60, 'Il codice')).max(2000).optional(),
});
export type AutorizzazioneRichiesta = z.output<typeof AutorizzazioneRichiesta>;

export const VerbaleScarto = z.object({
  elenco: z.string(),
  elementi: z.array(
    z.object({
      codice: z.string(),
      data: z.string(),
      utenti: z.array(z.string()),
      file: z.array(z.object({ documento: z.string(), nome: z.string(), sha256: z.string(), dimensione: z.int() })),
      hash: z.string(),
    }),
  ),
});
