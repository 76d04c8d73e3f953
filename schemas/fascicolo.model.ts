import { type ClientSession, model, Schema } from 'mongoose';
import { VersioneSuperataError } from '../server/lib/problem.js';
import { aggiornamentoOf } from './aggiornamento.js';
import { appendOnly } from './append-only.js';
import type { TipoFascicolo } from './fascicolo.api.js';
import type { ArchivioFascicolo } from './archivio.types.js';
import type { Iter } from './procedimento.types.js';
import type { EventoRegistrato } from './registrazione.model.js';
import type { Classifica, RiservatezzaNota } from './registrazione.types.js';
import type { Soggetto } from './soggetto.api.js';

/** What later acts may change of a fascicolo; what is here is what its birth says, with the events applied in their order. */
export interface ContenutoFascicolo {
  oggetto: string;
  tipo: TipoFascicolo;
  /** as it is now; the number keeps the titolo and the classe of the opening */
  classifica: Classifica;
  /** office in charge */
  uo: string;
  /** other offices that take part: they see it and may file */
  altreUo?: string[];
  responsabile?: string;
  /** responsabile unico del procedimento, a user */
  rup?: string;
  intestatario?: Soggetto;
  /** as it was named: code or name in the catalogue, or words */
  procedimento?: string;
  /** the procedimento as it goes: term, phases, stops; absent where the catalogue has none of that name */
  iter?: Iter;
  riservatezza: RiservatezzaNota;
  note?: string;
  /** at most five (Allegato 5, ChiaveDescrittiva) */
  paroleChiave?: string[];
  /** where the paper parts are (Allegato 5, PosizioneFisicaAggregazioneDocumentale) */
  posizione?: string;
  /** other administrations that take part (CAD art. 41 c. 2-ter) */
  partecipanti?: Soggetto[];
  /** ids of the fascicoli linked with this one, both ways */
  collegati?: string[];
  stato: 'aperto' | 'chiuso';
  /** opened by mistake: the number stays taken */
  annullato?: { motivo: string; data: string; utente: string };
  dataChiusura?: string;
  /** what the list of its documents was at the last closing */
  indice?: { documenti: number; sha256: string };
  /** retention, deposito, scarto: what the archive knows of it */
  archivio?: ArchivioFascicolo;
}

/** Names of what `ContenutoFascicolo` may hold, so that what is stored can be compared with what the acts say. */
export const CAMPI_FASCICOLO = [
  'oggetto',
  'tipo',
  'classifica',
  'uo',
  'altreUo',
  'responsabile',
  'rup',
  'intestatario',
  'procedimento',
  'iter',
  'riservatezza',
  'note',
  'paroleChiave',
  'posizione',
  'partecipanti',
  'collegati',
  'stato',
  'annullato',
  'dataChiusura',
  'indice',
  'archivio',
] as const satisfies readonly (keyof ContenutoFascicolo)[];

/** The Idempotency-Key of a later act on a fascicolo. */
interface RichiestaFatta {
  autore: string;
  chiave: string;
  sha256: string;
}

/** A fascicolo, a sottofascicolo or an inserto (titolario.md §6); never deleted. */
export interface Fascicolo extends ContenutoFascicolo {
  /** stable and random: the IdAggregazione of Allegato 5, whatever the number */
  _id: string;
  aoo: string;
  /** of the opening; it never changes */
  anno: number;
  /** Roman, of the opening */
  titolo: string;
  /** absent under a titolo without classi */
  classe?: number;
  /** what its number counts in: `2026-VI/3`; of a part the codice of what it is a part of */
  serie: string;
  /** last + 1 within the serie, given in the insert */
  progressivo: number;
  /** `2026-VI/3.1`, `2026-VI/3.1.1` */
  codice: string;
  /** the codice with its numbers padded, so that texts sort as numbers do */
  ordine: string;
  /** 1 fascicolo, 2 sottofascicolo, 3 inserto */
  livello: number;
  /** id of what it is a part of */
  padre?: string;
  /** id of the fascicolo at the top; its own for that one */
  radice: string;
  /** legal day */
  dataApertura: string;
  apertoIl: Date;
  operatore: string;
  uoOperatore: string;
  perContoDi?: string;
  /** the delegation by which it was opened, where the role alone would not do */
  delega?: { id: string; da: string };
  /** the birth as text, RFC 8785, and its SHA-256; the events are chained to it as those of a registration (docs/catena.md) */
  canonico: string;
  hash: string;
  eventi: EventoRegistrato[];
  richiesta: RichiestaFatta;
  richieste?: RichiestaFatta[];
  /** registrations being born into it: none may be lost by a closing at the same moment */
  attesi?: { chiave: string; fino: Date }[];
  /** +1 for every change, also of what is in it; sent as ETag */
  versione: number;
  /** derived, for the queries: offices that see it; words by which it is found */
  uffici: string[];
  parole: string[];
  /** derived too: it was closed and is to be looked at for conservation (schemas/da-versare.model.ts) */
  daVersare?: 'nascita' | 'atto';
}

const text = { type: String, required: true };
const integer = { type: Number, required: true, min: 1 };
const free = Schema.Types.Mixed;
const texts = { type: [String], default: undefined };

const fascicoloSchema = new Schema<Fascicolo>(
  {
    _id: text,
    aoo: text,
    anno: integer,
    titolo: text,
    classe: Number,
    serie: text,
    progressivo: integer,
    codice: text,
    ordine: text,
    livello: integer,
    padre: String,
    radice: text,
    oggetto: text,
    tipo: text,
    classifica: free,
    uo: text,
    altreUo: texts,
    responsabile: String,
    rup: String,
    intestatario: free,
    procedimento: String,
    iter: free,
    riservatezza: free,
    note: String,
    paroleChiave: texts,
    posizione: String,
    partecipanti: { type: [free], default: undefined },
    collegati: texts,
    stato: { ...text, enum: ['aperto', 'chiuso'] },
    annullato: free,
    dataChiusura: String,
    indice: free,
    archivio: free,
    dataApertura: text,
    apertoIl: { type: Date, required: true },
    operatore: text,
    uoOperatore: text,
    perContoDi: String,
    delega: free,
    canonico: text,
    hash: text,
    eventi: [{ _id: false, canonico: text, hash: text }],
    richiesta: { autore: text, chiave: text, sha256: text },
    richieste: { type: [free], default: undefined },
    attesi: { type: [free], default: undefined },
    versione: integer,
    uffici: [String],
    parole: [String],
    daVersare: { type: String, enum: ['nascita', 'atto'] },
  },
  {
    collection: 'fascicoli',
    strict: 'throw',
    versionKey: false,
    autoIndex: false,
    autoCreate: false,
    minimize: false,
  },
);
fascicoloSchema.index({ aoo: 1, serie: 1, progressivo: 1 }, { unique: true }); // query: findUltimo. Decides between two who open at once
fascicoloSchema.index({ aoo: 1, 'richiesta.autore': 1, 'richiesta.chiave': 1 }, { unique: true }); // query: findByRichiesta
fascicoloSchema.index({ aoo: 1, codice: 1 }); // query: findByCodice
fascicoloSchema.index({ aoo: 1, livello: 1, apertoIl: -1, _id: -1 }); // query: the list, newest first
fascicoloSchema.index({ aoo: 1, ordine: 1 }); // query: the repertorio of a year, the list by codice
fascicoloSchema.index({ aoo: 1, 'classifica.codice': 1, apertoIl: -1 }); // query: the list of a class, the likely ones
// query: the lists of who does not see the whole AOO (server/fascicoli/visibilita.ts): each branch of that $or has its own, in the
// order of the list, or none of them is used
for (const campo of ['uffici', 'responsabile', 'rup', 'riservatezza.uo', 'riservatezza.utenti'])
  fascicoloSchema.index({ aoo: 1, [campo]: 1, apertoIl: -1, _id: -1 });
fascicoloSchema.index({ aoo: 1, parole: 1 }); // query: the search by words
fascicoloSchema.index(
  { aoo: 1, stato: 1, 'iter.scadenza': 1 },
  { partialFilterExpression: { 'iter.inizio': { $exists: true } } },
); // query: readTermini, the terms that run, the first to end first
fascicoloSchema.index({ aoo: 1, radice: 1, ordine: 1 }); // query: findAlbero, the tree of a fascicolo
export const INDICE_FASCICOLI_DA_VERSARE = { aoo: 1, daVersare: 1, dataChiusura: 1 } as const;
fascicoloSchema.index(INDICE_FASCICOLI_DA_VERSARE, {
  partialFilterExpression: { daVersare: { $exists: true } },
}); // query: selectDue, closed first first

const admit = appendOnly(fascicoloSchema);
export const FascicoloModel = model('Fascicolo', fascicoloSchema);

/** The one door for births. @throws a duplicate key when somebody else took the number, or the request was done */
export const insertFascicolo = (fascicolo: Fascicolo, session?: ClientSession): Promise<unknown> =>
  FascicoloModel.insertMany(admit([fascicolo]), { lean: true, ...(session !== undefined && { session }) });

/** The last number of a serie, and when it was given; only what the majority keeps, unless read within a transaction. */
export async function findUltimo(
  aoo: string,
  serie: string,
  session?: ClientSession,
): Promise<{ progressivo: number; apertoIl: Date | null }> {
  const query = FascicoloModel.findOne({ aoo, serie }, { _id: 0, progressivo: 1, apertoIl: 1 }).sort({
    progressivo: -1,
  });
  const last = await (session === undefined ? query.readConcern('majority') : query.session(session)).lean<
    Pick<Fascicolo, 'progressivo' | 'apertoIl'>
  >();
  return last ?? { progressivo: 0, apertoIl: null };
}

export const findByRichiesta = (aoo: string, { autore, chiave }: Pick<RichiestaFatta, 'autore' | 'chiave'>) =>
  FascicoloModel.findOne({ aoo, 'richiesta.autore': autore, 'richiesta.chiave': chiave }).lean<Fascicolo>().exec();

/** A fascicolo and all its parts, in the order of their numbers. */
export const findAlbero = (aoo: string, radice: string, session: ClientSession | null = null): Promise<Fascicolo[]> =>
  FascicoloModel.find({ aoo, radice }, null, { session }).sort({ ordine: 1 }).lean<Fascicolo[]>().exec();

export type CambioFascicolo = { [K in keyof ContenutoFascicolo]?: ContenutoFascicolo[K] | undefined } & Partial<
  Pick<Fascicolo, 'uffici' | 'parole'>
>;

/** A closing puts it among what is to be conserved, a reopening takes it out. */
const withDaVersare = (changes: CambioFascicolo): object =>
  changes.stato === undefined ? changes : { ...changes, daVersare: changes.stato === 'chiuso' ? 'nascita' : undefined };

/**
 * The one door for later acts: adds them and sets what they change, unless the fascicolo has changed since it was read. A key of
 * `changes` whose value is undefined goes.
 * @throws VersioneSuperataError
 */
export async function appendAtti(
  { _id, aoo, versione }: Pick<Fascicolo, '_id' | 'aoo' | 'versione'>,
  eventi: readonly EventoRegistrato[],
  changes: CambioFascicolo,
  { session, richiesta }: { session?: ClientSession; richiesta?: RichiestaFatta } = {},
): Promise<Fascicolo> {
  const changed = await admit(
    FascicoloModel.findOneAndUpdate(
      { _id, aoo, versione },
      aggiornamentoOf(eventi, withDaVersare(changes), richiesta),
      {
        returnDocument: 'after',
        ...(session !== undefined && { session }),
      },
    ),
  ).lean<Fascicolo>();
  if (changed === null) throw new VersioneSuperataError();
  return changed;
}

/** Requests that changed what is in it: so many of the last are known again. */
const RICHIESTE_NOTE = 200;

/** Its version grows because what is in it changes; only while it is open. @returns null if it is not open any more */
export const touchAperto = (
  aoo: string,
  _id: string,
  session: ClientSession,
  richiesta?: RichiestaFatta,
): Promise<Fascicolo | null> =>
  admit(
    FascicoloModel.findOneAndUpdate(
      { _id, aoo, stato: 'aperto', annullato: { $exists: false } },
      {
        $inc: { versione: 1 },
        ...(richiesta !== undefined && { $push: { richieste: { $each: [richiesta], $slice: -RICHIESTE_NOTE } } }),
      },
      { returnDocument: 'after', session },
    ),
  )
    .lean<Fascicolo>()
    .exec();

/** A registration is about to be born into it: until `fino` nobody closes it. @returns null if it is not open */
export const addAtteso = (aoo: string, _id: string, chiave: string, fino: Date): Promise<Fascicolo | null> =>
  admit(
    FascicoloModel.findOneAndUpdate(
      { _id, aoo, stato: 'aperto', annullato: { $exists: false } },
      { $push: { attesi: { chiave, fino } } },
      { returnDocument: 'after' },
    ),
  )
    .lean<Fascicolo>()
    .exec();

/** It was born, or will not be; `nato`: what is in the fascicolo has changed. Said twice it counts once. */
export const removeAtteso = (aoo: string, _id: string, chiave: string, nato: boolean): Promise<unknown> =>
  admit(
    FascicoloModel.updateOne(
      { _id, aoo, 'attesi.chiave': chiave },
      { $pull: { attesi: { chiave } }, ...(nato && { $inc: { versione: 1 } }) },
    ),
  ).exec();
