import { type ClientSession, model, Schema } from 'mongoose';
import { VersioneSuperataError } from '../server/lib/problem.js';
import { appendOnly } from './append-only.js';
import type { AnnoNumero } from './comune.api.js';
import type { EventoRegistrato } from './registrazione.model.js';
import type { CodiceQualita, Proposte, Scansione, StatoScansione } from './scansione.api.js';

/** A file as it arrived; never touched, never replaced. */
export interface OriginaleScansione {
  nome: string;
  mime: string;
  dimensione: number;
  sha256: string;
  /** the page after which its pages come; `0`: first of all; absent: at the end */
  dopo?: string;
  /** how many pages were found in it; absent until it is opened */
  aperto?: number;
}

/** A page in its place: what is read of it stands in `pagineScansione` under the same id. */
export interface PostoPagina {
  /** digits, given once within the scan, never again */
  id: string;
  /** place of its file among the originals, from 0 */
  file: number;
  /** place in that file, from 0 */
  indice: number;
  rotazione: 0 | 90 | 180 | 270;
  /** why its file could not be opened */
  rifiutata?: string;
}

export interface AccettazioneTenuta {
  pagina: string;
  codice: CodiceQualita;
  utente: string;
  quando: Date;
  motivo: string;
}

export interface CopiaTenuta {
  sha256: string;
  dimensione: number;
  pagine: number;
  /** generation of the pages that it shows */
  generazione: number;
}

/** Who asked for it, as he was then: what a job does later is done for him. */
export interface OperatoreScansione {
  utente: string;
  denominazione: string;
  perContoDi?: string;
}

/** What the acts change. */
export interface ContenutoScansione {
  stato: StatoScansione;
  originali: OriginaleScansione[];
  pagine: PostoPagina[];
  tolte: { id: string; motivo: string; utente: string; quando: Date }[];
  /** next id of a page */
  prossima: number;
  /** grows whenever the pages change; the copy belongs to one */
  generazione: number;
  accettazioni: AccettazioneTenuta[];
  copia?: CopiaTenuta;
  proposte?: Proposte;
  errore?: string;
  pagineAttese?: number;
  originale?: NonNullable<Scansione['originale']>;
  /** to which the copy goes: said by a person, or by the label on the paper; `soloNumero`: by a bare number, which others may print too */
  registrazione?: AnnoNumero & { da: 'operatore' | 'etichetta' | 'nascita'; soloNumero?: true };
  /** numbers that a label said wrongly: a person took the scan off them, and no label puts it there again */
  nonSue?: AnnoNumero[];
  unione?: { stato: 'in-attesa' | 'da-confermare' | 'fatta' | 'rifiutata'; messaggio?: string };
  attestazione?: string;
  /** it is not to be registered: by which entry of the AOO's list, who said so */
  esclusa?: { esclusione: string; utente: string; quando: Date; motivo?: string };
  /** of a batch: how many scans came of it, and the sheets that only parted them */
  divisa?: { scansioni: number; separatori: number };
}

/** A scan of paper, or (`specie: lotto`) a file that holds many: read page by page in the same way, then parted. */
export interface ScansioneTenuta extends ContenutoScansione {
  /** 24 hex digits; the first ones grow with time */
  _id: string;
  aoo: string;
  specie: 'scansione' | 'lotto';
  lotto?: string;
  operatore: OperatoreScansione;
  creata: Date;
  aggiornata: Date;
  /** the worker has something to do for it */
  daFare?: true;
  /** who composes it, until when, by the clock of the machine */
  presa?: { quale: string; fino: Date };
  /** set before a number is asked for: whoever comes after asks with the same key, and finds it */
  inRegistrazione?: { utente: string; quando: Date };
  nascita: { autore: string; chiave: string; sha256: string };
  richieste: { autore: string; chiave: string; sha256: string }[];
  canonico: string;
  hash: string;
  eventi: EventoRegistrato[];
  /** every file that it ever named */
  impronte: string[];
  versione: number;
}

const text = { type: String, required: true };
const integer = { type: Number, required: true, min: 0 };
const instant = { type: Date, required: true };
const free = Schema.Types.Mixed;

const scansioneSchema = new Schema<ScansioneTenuta>(
  {
    _id: text,
    aoo: text,
    specie: text,
    lotto: String,
    operatore: free,
    creata: instant,
    aggiornata: instant,
    daFare: Boolean,
    presa: free,
    inRegistrazione: free,
    nascita: { autore: text, chiave: text, sha256: text },
    richieste: [free],
    canonico: text,
    hash: text,
    eventi: [{ _id: false, canonico: text, hash: text }],
    impronte: [String],
    versione: integer,
    stato: text,
    originali: [free],
    pagine: [free],
    tolte: [free],
    prossima: integer,
    generazione: integer,
    accettazioni: [free],
    copia: free,
    proposte: free,
    errore: String,
    pagineAttese: Number,
    originale: free,
    registrazione: free,
    nonSue: { type: [free], default: undefined },
    unione: free,
    attestazione: String,
    esclusa: free,
    divisa: free,
  },
  {
    collection: 'scansioni',
    strict: 'throw',
    versionKey: false,
    autoIndex: false,
    autoCreate: false,
    minimize: false,
  },
);
scansioneSchema.index({ aoo: 1, specie: 1, _id: -1 }); // query: the lists
scansioneSchema.index({ aoo: 1, specie: 1, stato: 1, _id: -1 }); // query: the list of a state, the desk
scansioneSchema.index({ aoo: 1, 'operatore.utente': 1, _id: -1 }); // query: one's own
scansioneSchema.index({ aoo: 1, registrazione: 1, _id: 1 }); // query: what has no number (server/scansione/attese.ts), oldest first
scansioneSchema.index({ lotto: 1, stato: 1 }, { partialFilterExpression: { lotto: { $exists: true } } }); // query: the scans of a batch
scansioneSchema.index(
  { aoo: 1, 'registrazione.anno': 1, 'registrazione.numero': 1 },
  { partialFilterExpression: { 'registrazione.anno': { $exists: true } } },
); // query: the scans of a registration
scansioneSchema.index({ daFare: 1, _id: 1 }, { partialFilterExpression: { daFare: true } }); // query: findDaFare
scansioneSchema.index({ aoo: 1, 'nascita.autore': 1, 'nascita.chiave': 1 }, { unique: true }); // query: findByNascita. A repeated request is one scan
scansioneSchema.index({ impronte: 1 }); // query: the references of a stored file

const admit = appendOnly(scansioneSchema);
export const ScansioneModel = model('Scansione', scansioneSchema);

/** The one door for births. @throws a duplicate key if the same request, or the same part of a batch, is there already */
export const insertScansione = async (scansione: ScansioneTenuta, session?: ClientSession): Promise<void> => {
  await ScansioneModel.insertMany(admit([scansione]), { lean: true, ...(session !== undefined && { session }) });
};

export type CambioScansione = { [K in keyof ContenutoScansione]?: ContenutoScansione[K] | undefined } & {
  [K in 'daFare' | 'presa' | 'inRegistrazione' | 'aggiornata']?: ScansioneTenuta[K] | undefined;
};

/** What goes with an act into the same write. */
export interface ConAtto {
  impronte?: readonly string[];
  richiesta?: ScansioneTenuta['nascita'] | undefined;
  /** what else must still hold: the lease of who writes */
  soltanto?: Record<string, unknown>;
  /** it is one write with others: an attestation and all that it lists */
  session?: ClientSession;
}

/**
 * The one door for acts: adds them and sets what they change as one write, unless the scan has changed since it was read.
 * @throws VersioneSuperataError
 */
export async function appendScansione(
  { _id, aoo, versione }: Pick<ScansioneTenuta, '_id' | 'aoo' | 'versione'>,
  eventi: readonly EventoRegistrato[],
  changes: CambioScansione,
  { impronte = [], richiesta, soltanto = {}, session }: ConAtto = {},
): Promise<ScansioneTenuta> {
  const entries = Object.entries(changes) as [string, unknown][];
  const gone = entries.filter(([, value]) => value === undefined).map(([key]) => [key, 1 as const]);
  const changed = await admit(
    ScansioneModel.findOneAndUpdate(
      { _id, aoo, versione, ...soltanto },
      {
        $push: {
          eventi: { $each: [...eventi] },
          ...(richiesta !== undefined && { richieste: richiesta }),
        },
        $set: Object.fromEntries(entries.filter(([, value]) => value !== undefined)),
        ...(gone.length > 0 && { $unset: Object.fromEntries(gone) as Record<string, 1> }),
        ...(impronte.length > 0 && { $addToSet: { impronte: { $each: [...impronte] } } }),
        $inc: { versione: 1 },
      },
      { returnDocument: 'after', ...(session !== undefined && { session }) },
    ),
  ).lean<ScansioneTenuta>();
  if (changed === null) throw new VersioneSuperataError();
  return changed;
}

/** Takes a scan to work on it, if nobody has it. @returns null where somebody has */
export const takeScansione = (_id: string, quale: string, adesso: Date, fino: Date): Promise<ScansioneTenuta | null> =>
  admit(
    ScansioneModel.findOneAndUpdate(
      { _id, daFare: true, $or: [{ presa: { $exists: false } }, { 'presa.fino': { $lt: adesso } }] },
      { $set: { presa: { quale, fino } } },
      { returnDocument: 'after' },
    ),
  )
    .lean<ScansioneTenuta>()
    .exec();

/** The lease is still mine and lasts until then. @returns whether it was */
export async function renewPresaScansione(_id: string, quale: string, fino: Date): Promise<boolean> {
  const write = ScansioneModel.updateOne({ _id, 'presa.quale': quale }, { $set: { 'presa.fino': fino } });
  return (await admit(write)).matchedCount === 1;
}
export const releaseScansione = async (_id: string, quale: string): Promise<void> => {
  await admit(ScansioneModel.updateOne({ _id, 'presa.quale': quale }, { $unset: { presa: 1 } }));
};

/** The work of a scan is over, unless it has changed meanwhile. */
export const settleScansione = async ({ _id, versione }: Pick<ScansioneTenuta, '_id' | 'versione'>): Promise<void> => {
  await admit(ScansioneModel.updateOne({ _id, versione }, { $unset: { daFare: 1 } }));
};

/** The scan on its way out of the queue: once, whoever comes first. */
export const beginScansione = async (_id: string): Promise<void> => {
  await admit(ScansioneModel.updateOne({ _id, stato: 'in-coda' }, { $set: { stato: 'in-lavorazione' } }));
};

/** Where a number is being asked for. @returns null where the scan has changed */
export const claimRegistrazione = (
  { _id, aoo, versione }: Pick<ScansioneTenuta, '_id' | 'aoo' | 'versione'>,
  inRegistrazione: ScansioneTenuta['inRegistrazione'],
): Promise<ScansioneTenuta | null> =>
  admit(
    ScansioneModel.findOneAndUpdate(
      { _id, aoo, versione },
      {
        ...(inRegistrazione === undefined ? { $unset: { inRegistrazione: 1 } } : { $set: { inRegistrazione } }),
        $inc: { versione: 1 },
      },
      { returnDocument: 'after' },
    ),
  )
    .lean<ScansioneTenuta>()
    .exec();

export const findScansioneById = (_id: string): Promise<ScansioneTenuta | null> =>
  ScansioneModel.findOne({ _id }).lean<ScansioneTenuta>().exec();

export const findNataDa = (
  aoo: string,
  { autore, chiave }: Omit<ScansioneTenuta['nascita'], 'sha256'>,
): Promise<ScansioneTenuta | null> =>
  ScansioneModel.findOne({ aoo, 'nascita.autore': autore, 'nascita.chiave': chiave }).lean<ScansioneTenuta>().exec();

/** Scans for which the worker has something to do and nobody does it, oldest first. */
export const findDaFare = (adesso: Date, limite: number): Promise<Pick<ScansioneTenuta, '_id'>[]> =>
  ScansioneModel.find(
    { daFare: true, $or: [{ presa: { $exists: false } }, { 'presa.fino': { $lt: adesso } }] },
    { _id: 1 },
  )
    .sort({ _id: 1 })
    .limit(limite)
    .lean<Pick<ScansioneTenuta, '_id'>[]>()
    .exec();

/** Which of these files some scan names, of whatever AOO. */
export async function findNelleScansioni(sha256s: string[]): Promise<Set<string>> {
  return new Set(await ScansioneModel.distinct('impronte', { impronte: { $in: sha256s } }));
}
