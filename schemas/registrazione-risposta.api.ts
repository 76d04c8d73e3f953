import { z } from 'zod';
import { RettificaChiesta, RichiestaAnnullamento, Rifiuto, Ritardo, Visione } from './attese.api.js';
import { AnnoNumero, pagina } from './comune.api.js';
import { Antivirus, Formato } from './formato.api.js';
import { Assegnazione, Flusso, ProtocolloMittente, Provvedimento, Riservatezza, STATI } from './registrazione.api.js';

/* What is answered of a registration (contract §4). */

const Firma = z.object({
  tipo: z.enum(['CAdES', 'PAdES', 'XAdES', 'CMS']),
  firmatario: z.string(),
  esito: z.enum(['valida', 'non-valida', 'non-verificabile']),
  motivo: z.string().optional(),
});
export const FileRegistrato = z.object({
  nome: z.string(),
  mime: z.string(),
  dimensione: z.int(),
  sha256: z.string(),
  formato: Formato,
  firme: z.array(Firma),
  /** as it stands now; not in the record */
  antivirus: Antivirus.optional(),
});
export type FileRegistrato = z.infer<typeof FileRegistrato>;
const Allegato = FileRegistrato.extend({ n: z.int() });
export type Allegato = z.infer<typeof Allegato>;

export const Avviso = z.object({
  codice: z.string(),
  messaggio: z.string(),
  riferimenti: z.array(AnnoNumero).optional(),
});
export type Avviso = z.infer<typeof Avviso>;
export const Avvisi = z.object({ avvisi: z.array(Avviso) });

const Classifica = z.object({ codice: z.string(), voce: z.string() });
const Rinnovo = z.object({
  campo: z.string(),
  vecchio: z.unknown().optional(),
  nuovo: z.unknown().optional(),
  motivo: z.string(),
  provvedimento: Provvedimento,
  data: z.string(),
  operatore: z.string(),
});

export const Emergenza = z.object({
  registro: z.string(),
  numero: z.int(),
  data: z.string(),
  ora: z.string(),
  /** id of the period */
  periodo: z.string(),
});

const SoggettoRisposta = z.looseObject({ tipo: z.string() });
const riga = {
  anno: z.int(),
  numero: z.int(),
  registro: z.string(),
  aoo: z.string(),
  dataRegistrazione: z.string(),
  flusso: Flusso,
  oggetto: z.string(),
  mittenti: z.array(SoggettoRisposta),
  destinatari: z.array(SoggettoRisposta),
  mezzo: z.string(),
  protocolloMittente: ProtocolloMittente.optional(),
  dataArrivo: z.string().optional(),
  classifica: Classifica.optional(),
  /** id of the primary one, as it was given */
  fascicolo: z.string().optional(),
  /** all in which it stands and that the reader may see, the primary one first */
  fascicoli: z
    .array(
      z.object({
        id: z.string(),
        codice: z.string(),
        oggetto: z.string(),
        stato: z.enum(['aperto', 'chiuso']),
        principale: z.boolean(),
      }),
    )
    .optional(),
  assegnazioni: z.array(Assegnazione),
  presaInCarico: z.object({ utente: z.string(), uo: z.string(), data: z.string() }).optional(),
  riservatezza: Riservatezza,
  tipologia: z.string().optional(),
  risponde: AnnoNumero.optional(),
  /** of an act of a repertorio: the registration of protocol of the same document */
  registrazione: AnnoNumero.optional(),
  operatore: z.string(),
  segnatura: z.string(),
  documento: FileRegistrato.optional(),
  /** where it was registered first, in a register of emergency (DPR 445/2000 art. 63) */
  emergenza: Emergenza.optional(),
  allegati: z.array(Allegato),
  stato: z.enum(STATI),
  annullamento: z
    .object({ motivo: z.string(), provvedimento: Provvedimento, data: z.string(), operatore: z.string() })
    .optional(),
  /** who refused it last, where nobody has assigned it again; how often in all */
  rifiuto: Rifiuto.optional(),
  rifiuti: z.int().optional(),
  richiestaAnnullamento: RichiestaAnnullamento.optional(),
  /** asked for and still to be decided */
  rettifiche: z.array(RettificaChiesta).optional(),
  versione: z.int(),
};
export const RigaRegistrazione = z.object(riga);
/** What of a reserved registration shows in a list to who may know only that it is there (contract §5). */
export const RigaRiservata = z.object({
  anno: z.int(),
  numero: z.int(),
  dataRegistrazione: z.string(),
  flusso: Flusso,
  riservata: z.literal(true),
});
export type RigaRiservata = z.infer<typeof RigaRiservata>;
export type RigaRegistrazione = z.infer<typeof RigaRegistrazione>;
/** What answers a registration, as far as one may see it. */
export const Risposte = z.object({ elementi: z.array(RigaRegistrazione) });
export const ElencoRegistrazioni = pagina(z.union([RigaRegistrazione, RigaRiservata])).extend({
  /** where `raccordo=si` was asked: the voci of earlier versions that were looked under too */
  raccordo: z.array(z.object({ versione: z.int(), codici: z.array(z.string()) })).optional(),
});

export const Registrazione = z.object({
  ...riga,
  differimento: z.object({ id: z.string() }).optional(),
  /** registered late, and still nobody has answered for it; how it was answered for */
  tardiva: z.boolean().optional(),
  ritardo: Ritardo.optional(),
  /** the titolare for whom `operatore`, his substitute, registered it */
  perContoDi: z.string().optional(),
  visioni: z.array(Visione).optional(),
  motivoClassifica: z.string().optional(),
  note: z.string().optional(),
  catena: z.object({ precedente: z.string(), hash: z.string() }),
  rinnovi: z.array(Rinnovo),
  avvisi: z.array(Avviso),
});
export type RegistrazioneRisposta = z.infer<typeof Registrazione>;

export const EventiRisposta = z.object({
  elementi: z.array(
    z.object({
      tipo: z.string(),
      data: z.string(),
      utente: z.string(),
      perContoDi: z.string().optional(),
      dettagli: z.record(z.string(), z.unknown()),
      hash: z.string(),
    }),
  ),
});

export const VerificaScheda = z.object({
  integra: z.boolean(),
  motivo: z.string().optional(),
  precedente: AnnoNumero.optional(),
  successiva: AnnoNumero.optional(),
  file: z.array(z.object({ nome: z.string(), integro: z.boolean() })),
  eventi: z.int(),
});

export const VerificaRegistro = z.object({
  integro: z.boolean(),
  registrazioni: z.int(),
  ultimoHash: z.string(),
  primoErrore: z.object({ anno: z.int(), numero: z.int(), motivo: z.string() }).optional(),
});
