import { z } from 'zod';
import { AnnoQuery, Data, LimiteQuery, pagina, PostoRegistrato } from './comune.api.js';
import { codice, Riservatezza } from './registrazione.api.js';
import { FileRegistrato, RigaRegistrazione } from './registrazione-risposta.api.js';
import { Soggetto } from './soggetto.api.js';
import { testo, testoLibero, testoObbligatorio } from './testo.api.js';

/** Fascicoli as they are asked for and shown (contract §4). Messages are for the user, in Italian. */

export const TIPI_FASCICOLO = ['affare', 'attivita', 'persona-fisica', 'persona-giuridica', 'procedimento'] as const;
export const TipoFascicolo = z.enum(TIPI_FASCICOLO, {
  error: `Il tipo di fascicolo è uno di ${TIPI_FASCICOLO.join(', ')}.`,
});
export type TipoFascicolo = z.infer<typeof TipoFascicolo>;

export const MAX_DOCUMENTI_INSIEME = 50;
const MAX_OGGETTO = 1000;

const motivo = testo({ max: 2000, min: 5, nome: 'Il motivo' });
const oggetto = testo({ max: MAX_OGGETTO, min: 1, nome: 'L’oggetto' }).refine((text) => /[\p{L}\p{N}]/u.test(text), {
  error: 'L’oggetto deve contenere parole, non soltanto segni.',
});
const identificativo = (nome: string) => codice(nome);
/** `2026-VI/3.1` or an id */
export const CodiceOId = testoObbligatorio(100, 'Il fascicolo').regex(/^[^\s$\\]+$/, {
  error: 'Il fascicolo si indica con il suo codice, per esempio 2026-VI/3.1.',
});
const note = testo({ max: 10_000, nome: 'Le note', righe: true });
const persone = z
  .array(Soggetto, { error: 'Indicare un elenco di amministrazioni.' })
  .max(100, { error: 'Al massimo 100 amministrazioni.' });
const paroleChiave = z
  .array(testoObbligatorio(100, 'La parola chiave'))
  .max(5, { error: 'Al massimo cinque parole chiave.' });
const uffici = z.array(codice('L’ufficio')).max(100, { error: 'Al massimo 100 uffici.' });

const dati = {
  oggetto,
  tipo: TipoFascicolo,
  classifica: testoObbligatorio(30, 'La classifica'),
  uo: codice('L’ufficio'),
  altreUo: uffici.optional(),
  responsabile: codice('Il responsabile').optional(),
  rup: codice('Il responsabile del procedimento').optional(),
  intestatario: Soggetto.optional(),
  procedimento: testoObbligatorio(200, 'Il procedimento').optional(),
  riservatezza: Riservatezza.optional(),
  note: note.optional(),
  paroleChiave: paroleChiave.optional(),
  posizione: testoLibero(500, 'La posizione').optional(),
  partecipanti: persone.optional(),
};

/** The request, before what only the system knows is checked. */
export const FascicoloRichiesta = z.strictObject({
  ...dati,
  motivoClassifica: motivo.optional(),
});
export type FascicoloRichiesta = z.output<typeof FascicoloRichiesta>;

/** `null` takes a datum away. */
export const FascicoloModifica = z.strictObject({
  motivo: motivo.optional(),
  oggetto: oggetto.optional(),
  tipo: TipoFascicolo.optional(),
  classifica: testoObbligatorio(30, 'La classifica').optional(),
  uo: codice('L’ufficio').optional(),
  altreUo: uffici.optional(),
  responsabile: codice('Il responsabile').optional(),
  rup: codice('Il responsabile del procedimento').nullable().optional(),
  intestatario: Soggetto.nullable().optional(),
  procedimento: testoObbligatorio(200, 'Il procedimento').nullable().optional(),
  riservatezza: Riservatezza.optional(),
  note: note.optional(),
  paroleChiave: paroleChiave.optional(),
  posizione: testoLibero(500, 'La posizione').optional(),
  partecipanti: persone.optional(),
});
export type FascicoloModifica = z.output<typeof FascicoloModifica>;

export const SottofascicoloRichiesta = z.strictObject({ oggetto, note: note.optional() });
export const ChiusuraRichiesta = z.strictObject({
  /** the day of the last document unless it is said */
  dataChiusura: Data.optional(),
  motivo: motivo.optional(),
});
export const MotivoFascicolo = z.strictObject({ motivo });
export const CollegamentoRichiesta = z.strictObject({ fascicolo: CodiceOId, motivo });

const registrazioni = z
  .array(PostoRegistrato, { error: 'Indicare un elenco di registrazioni, ciascuna con anno e numero.' })
  .max(MAX_DOCUMENTI_INSIEME, { error: `Al massimo ${MAX_DOCUMENTI_INSIEME} documenti per volta.` });
const documenti = z
  .array(identificativo('Il documento'), { error: 'Indicare un elenco di documenti.' })
  .max(MAX_DOCUMENTI_INSIEME, { error: `Al massimo ${MAX_DOCUMENTI_INSIEME} documenti per volta.` });

/** Documents to be put into a fascicolo; `principale` makes it their primary one. */
export const DocumentiRichiesta = z.strictObject({
  registrazioni: registrazioni.optional(),
  /** documents that are not registered and stand in another fascicolo already */
  documenti: documenti.optional(),
  principale: z.boolean({ error: 'Indicare vero o falso.' }).optional(),
  motivo: motivo.optional(),
});
export type DocumentiRichiesta = z.output<typeof DocumentiRichiesta>;

const quali = { registrazioni: registrazioni.optional(), documenti: documenti.optional() };
export const RimozioneRichiesta = z.strictObject({ ...quali, motivo });
export const SpostamentoRichiesta = z.strictObject({ ...quali, a: CodiceOId, motivo });

/** Texts that come beside the file of a document that is not registered. */
export const DocumentoTesti = z.strictObject({
  oggetto: oggetto.optional(),
  note: note.optional(),
  principale: z.enum(['true', 'false'], { error: 'Indicare true oppure false.' }).optional(),
  motivo: motivo.optional(),
});
export const VersioneTesti = z.strictObject({ nota: testoLibero(2000, 'La nota').optional() });

export const PercorsoFascicolo = z.strictObject({ id: z.string().min(1).max(100) });
export const PercorsoDocumento = z.strictObject({ id: z.string().min(1).max(100) });

const cursore = z.string().max(200, { error: 'Il cursore non è di questo elenco.' });
const si = z.enum(['si', 'no'], { error: 'Indicare si oppure no.' });
export const QueryFascicoli = z.strictObject({
  q: testo({ max: 500, nome: 'Il testo da cercare' }).optional(),
  anno: AnnoQuery.optional(),
  classifica: testoObbligatorio(30, 'La classifica').optional(),
  uo: codice('L’ufficio').optional(),
  stato: z.enum(['aperto', 'chiuso'], { error: 'Lo stato è aperto oppure chiuso.' }).optional(),
  responsabile: codice('Il responsabile').optional(),
  tipo: TipoFascicolo.optional(),
  /** also sottofascicoli and inserti */
  parti: si.optional(),
  ordine: z.enum(['recenti', 'codice'], { error: 'L’ordine è recenti oppure codice.' }).optional(),
  limite: LimiteQuery.optional(),
  cursore: cursore.optional(),
});
export type QueryFascicoli = z.output<typeof QueryFascicoli>;
export const QueryEsportazioneFascicoli = QueryFascicoli.omit({ limite: true, cursore: true });

export const QueryDocumenti = z.strictObject({
  /** also those of the parts below */
  parti: si.optional(),
  ordine: z.enum(['cronologico', 'recenti'], { error: 'L’ordine è cronologico oppure recenti.' }).optional(),
  limite: LimiteQuery.optional(),
  cursore: cursore.optional(),
});
export const QueryMovimenti = z.strictObject({ limite: LimiteQuery.optional(), cursore: cursore.optional() });
export const QueryProposte = z.strictObject({
  anno: AnnoQuery.optional(),
  numero: z
    .string()
    .regex(/^\d{1,9}$/, { error: 'Il numero va scritto in cifre.' })
    .transform(Number)
    .optional(),
  classifica: testoObbligatorio(30, 'La classifica').optional(),
  corrispondente: testoLibero(500, 'Il corrispondente').optional(),
});
export const QueryFile = z.strictObject({
  versione: z
    .string()
    .regex(/^\d{1,4}$/, { error: 'La versione va scritta in cifre.' })
    .transform(Number)
    .optional(),
});
export const QueryRepertorio = z.strictObject({
  anno: AnnoQuery.optional(),
  limite: LimiteQuery.optional(),
  cursore: cursore.optional(),
});

// ---- answers ----
const SoggettoRisposta = z.looseObject({ tipo: z.string() });

/** A fascicolo in a few words, where others name it. */
export const FascicoloBreve = z.object({
  id: z.string(),
  codice: z.string(),
  oggetto: z.string(),
  stato: z.enum(['aperto', 'chiuso']),
});
export type FascicoloBreve = z.infer<typeof FascicoloBreve>;

export const FascicoloRisposta = z.object({
  id: z.string(),
  aoo: z.string(),
  anno: z.int(),
  /** the progressivo within its serie */
  numero: z.int(),
  codice: z.string(),
  livello: z.int(),
  padre: z.string().optional(),
  radice: z.string(),
  oggetto: z.string(),
  tipo: TipoFascicolo,
  classifica: z.object({ codice: z.string(), voce: z.string() }),
  uo: z.string(),
  altreUo: z.array(z.string()).optional(),
  responsabile: z.string().optional(),
  rup: z.string().optional(),
  intestatario: SoggettoRisposta.optional(),
  procedimento: z.string().optional(),
  riservatezza: Riservatezza,
  note: z.string().optional(),
  paroleChiave: z.array(z.string()).optional(),
  posizione: z.string().optional(),
  partecipanti: z.array(SoggettoRisposta).optional(),
  /** as far as the reader may see them */
  collegati: z.array(FascicoloBreve).optional(),
  stato: z.enum(['aperto', 'chiuso']),
  annullato: z.object({ motivo: z.string(), data: z.string(), utente: z.string() }).optional(),
  dataApertura: z.string(),
  dataChiusura: z.string().optional(),
  indice: z.object({ documenti: z.int(), sha256: z.string() }).optional(),
  operatore: z.string(),
  perContoDi: z.string().optional(),
  /** those that the reader may see */
  documenti: z.int(),
  versione: z.int(),
});
export type FascicoloRisposta = z.infer<typeof FascicoloRisposta>;

export const ElencoFascicoli = pagina(FascicoloRisposta);
/** A fascicolo and its parts, in the order of their numbers. */
export const AlberoFascicolo = z.object({ elementi: z.array(FascicoloRisposta) });

export const DocumentoRisposta = z.object({
  id: z.string(),
  oggetto: z.string(),
  data: z.string(),
  operatore: z.string(),
  perContoDi: z.string().optional(),
  versioni: z.array(
    z.object({
      n: z.int(),
      file: FileRegistrato,
      nota: z.string().optional(),
      data: z.string(),
      utente: z.string(),
    }),
  ),
  riservatezza: Riservatezza,
  note: z.string().optional(),
  fascicoli: z.array(FascicoloBreve.extend({ principale: z.boolean() })),
  versione: z.int(),
});
export type DocumentoRisposta = z.infer<typeof DocumentoRisposta>;

const diFascicolo = {
  /** the part in which it stands, and whether that is its primary fascicolo */
  fascicolo: z.string(),
  principale: z.boolean(),
  data: z.string(),
};
export const ElementoFascicolo = z.union([
  z.object({ tipo: z.literal('registrazione'), ...diFascicolo, registrazione: RigaRegistrazione }),
  z.object({ tipo: z.literal('documento'), ...diFascicolo, documento: DocumentoRisposta }),
]);
export type ElementoFascicolo = z.infer<typeof ElementoFascicolo>;
export const DocumentiDelFascicolo = pagina(ElementoFascicolo);

export const Mancanza = z.object({ codice: z.string(), messaggio: z.string() });
export type Mancanza = z.infer<typeof Mancanza>;
export const MancanzeChiusura = z.object({ mancanze: z.array(Mancanza) });

export const MovimentiRisposta = pagina(
  z.object({
    tipo: z.enum(['aggiunto', 'tolto', 'spostato-qui', 'spostato-altrove']),
    data: z.string(),
    utente: z.string(),
    perContoDi: z.string().optional(),
    registrazione: PostoRegistrato.optional(),
    documento: z.string().optional(),
    oggetto: z.string(),
    principale: z.boolean(),
    altro: FascicoloBreve.optional(),
    motivo: z.string().optional(),
  }),
);

export const Proposte = z.object({
  elementi: z.array(z.object({ fascicolo: FascicoloRisposta, motivi: z.array(z.string()) })),
});

/** A row of the repertorio; of what is reserved to others only that it is there. */
export const RigaRepertorio = z.union([
  FascicoloRisposta,
  z.object({ codice: z.string(), anno: z.int(), numero: z.int(), riservato: z.literal(true) }),
]);
export const RepertorioFascicoli = pagina(RigaRepertorio);
