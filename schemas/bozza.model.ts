import { type ClientSession, model, Schema, Types } from 'mongoose';
import { appendOnly } from './append-only.js';
import type { AttoBozza, StatoBozza } from './bozza.api.js';
import type { AnnoNumero, PostoRegistrato } from './comune.api.js';
import type { EsitoFirma, TipoFirma } from './firma.api.js';
import type { Classifica, FileRegistrato, RiservatezzaNota } from './registrazione.types.js';
import type { Soggetto } from './soggetto.api.js';

export interface Chi {
  utente: string;
  denominazione: string;
  perContoDi?: string;
}

/** `da`: the document it comes from; the same file by its hash, never a copy. */
export interface AllegatoBozza extends FileRegistrato {
  n: number;
  /** `registro`: of an act of that repertorio */
  da?: { registrazione: PostoRegistrato } | { documento: string };
}

/** What a draft says. Either `testo` or `documento`: the letter is written here, or is a file of one's own. */
export interface ContenutoBozza {
  oggetto: string;
  destinatari: Soggetto[];
  mezzo?: string;
  testo?: string;
  modello?: string;
  documento?: FileRegistrato;
  allegati: AllegatoBozza[];
  classifica?: Classifica;
  motivoClassifica?: string;
  fascicolo?: string;
  tipologia?: string;
  riservatezza: RiservatezzaNota;
  risponde?: AnnoNumero;
  note?: string;
}

/** The Idempotency-Key of a request with the digest of its content. */
export interface RichiestaBozza {
  autore: string;
  chiave: string;
  sha256: string;
}

export interface Passo extends Chi {
  tipo: 'crea' | AttoBozza;
  quando: Date;
  /** number of the version that was there then */
  n: number;
  osservazioni?: string;
  richiesta?: RichiestaBozza;
}

/** A signature of what was signed elsewhere, as it was found when it came. */
export interface FirmaDiBozza {
  tipo: TipoFirma;
  firmatario: string;
  esito: EsitoFirma;
  motivo?: string;
  /** the user of the AOO whom its certificate names */
  utente?: string;
}

/** A letter before its number; outside the register, and without a number kept for it. */
export interface Bozza extends ContenutoBozza {
  _id: Types.ObjectId;
  aoo: string;
  /** the office that writes */
  uo: string;
  autore: Chi;
  stato: StatoBozza;
  n: number;
  /** who wrote version `n` */
  scritta: string;
  passi: Passo[];
  rinvio?: Chi & { quando: Date; osservazioni: string };
  approvata?: Chi & { n: number; quando: Date; documento: FileRegistrato };
  firma?: Chi & {
    modo: 'esterna' | 'server';
    controllo: 'identico' | 'confermato';
    quando: Date;
    documento: FileRegistrato;
    verifica?: FirmaDiBozza[];
    /** the head who took it in although that much could not be checked */
    conferma?: Chi & { quando: Date; mancanze: string[]; motivo?: string };
  };
  /** set before a number is asked for: whoever comes after asks with the same key, and finds it */
  inRegistrazione?: { utente: string; quando: Date };
  registrazione?: AnnoNumero & { dataRegistrazione: Date; segnatura: string };
  creata: Date;
  aggiornata: Date;
  /** of the request that made it: unique, so that one repeated makes one draft */
  nascita: RichiestaBozza;
  /** hashes of all files that it ever named */
  impronte: string[];
  versione: number;
}

/** One version of the content; never changed: another one follows it. */
export interface VersioneBozza extends Chi {
  bozza: Types.ObjectId;
  aoo: string;
  n: number;
  quando: Date;
  contenuto: ContenutoBozza;
}

const text = { type: String, required: true };
const free = Schema.Types.Mixed;
const options = { strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false, minimize: false } as const;

const bozzaSchema = new Schema<Bozza>(
  {
    aoo: text,
    uo: text,
    autore: free,
    stato: text,
    n: { type: Number, required: true, min: 1 },
    scritta: text,
    oggetto: text,
    destinatari: [free],
    mezzo: String,
    testo: String,
    modello: String,
    documento: free,
    allegati: [free],
    classifica: free,
    motivoClassifica: String,
    fascicolo: String,
    tipologia: String,
    riservatezza: free,
    risponde: free,
    note: String,
    passi: [free],
    rinvio: free,
    approvata: free,
    firma: free,
    inRegistrazione: free,
    registrazione: free,
    creata: { type: Date, required: true },
    aggiornata: { type: Date, required: true },
    nascita: { autore: text, chiave: text, sha256: text },
    impronte: [String],
    versione: { type: Number, required: true, min: 1 },
  },
  { ...options, collection: 'bozze' },
);
bozzaSchema.index({ aoo: 1, stato: 1, aggiornata: -1, _id: -1 }); // query: the lists and counts of the queues
bozzaSchema.index({ aoo: 1, aggiornata: -1, _id: -1 }); // query: the list without a queue, of who sees the whole AOO
// query: the same of the others (server/bozze/visibilita.ts): each branch of that $or has its own, or none of them is used
for (const campo of ['uo', 'autore.utente', 'riservatezza.uo', 'riservatezza.utenti'])
  bozzaSchema.index({ aoo: 1, [campo]: 1, aggiornata: -1, _id: -1 });
bozzaSchema.index({ aoo: 1, 'risponde.anno': 1, 'risponde.numero': 1 }); // query: the drafts that answer a registration
bozzaSchema.index({ aoo: 1, 'nascita.autore': 1, 'nascita.chiave': 1 }, { unique: true }); // query: findByNascita. A repeated request is one draft
bozzaSchema.index({ aoo: 1, fascicolo: 1 }, { partialFilterExpression: { fascicolo: { $exists: true } } }); // query: the letters of a fascicolo that is to be closed
bozzaSchema.index({ impronte: 1 }); // query: the references of a stored file

const versioneSchema = new Schema<VersioneBozza>(
  {
    bozza: { type: Schema.Types.ObjectId, required: true },
    aoo: text,
    n: { type: Number, required: true, min: 1 },
    quando: { type: Date, required: true },
    utente: text,
    denominazione: text,
    perContoDi: String,
    contenuto: free,
  },
  { ...options, collection: 'versioni-bozza' },
);
versioneSchema.index({ bozza: 1, n: 1 }, { unique: true }); // query: the versions of a draft. A number is one version

export const BozzaModel = model('Bozza', bozzaSchema);
const admit = appendOnly(versioneSchema);
const VersioneBozzaModel = model('VersioneBozza', versioneSchema);

export const insertVersioneBozza = async (versione: VersioneBozza, session: ClientSession): Promise<void> => {
  await VersioneBozzaModel.insertMany(admit([versione]), { session });
};

/** The versions of a draft, first one first, without what they hold. */
export const findVersioniBozza = (bozza: Types.ObjectId): Promise<Omit<VersioneBozza, 'contenuto'>[]> =>
  VersioneBozzaModel.find({ bozza }, { _id: 0, contenuto: 0 })
    .sort({ n: 1 })
    .lean<Omit<VersioneBozza, 'contenuto'>[]>()
    .exec();

export const findVersioneBozza = (bozza: Types.ObjectId, n: number): Promise<VersioneBozza | null> =>
  VersioneBozzaModel.findOne({ bozza, n }, { _id: 0 }).lean<VersioneBozza>().exec();

export const findByNascita = (aoo: string, { autore, chiave }: Omit<RichiestaBozza, 'sha256'>): Promise<Bozza | null> =>
  BozzaModel.findOne({ aoo, 'nascita.autore': autore, 'nascita.chiave': chiave }).lean<Bozza>().exec();

/** Which of these files some draft names, of whatever AOO. */
export async function findNelleBozze(sha256s: string[]): Promise<Set<string>> {
  return new Set(await BozzaModel.distinct('impronte', { impronte: { $in: sha256s } }));
}

type Tolti = Partial<Record<keyof Bozza, 1>>;

export interface CambioBozza {
  set: Partial<Bozza>;
  unset?: Tolti;
  passo?: Passo;
  impronte?: readonly string[];
}

/** Changes a draft unless it has changed since it was read. @returns null if it has */
export const updateBozza = (
  { _id, aoo, versione }: Pick<Bozza, '_id' | 'aoo' | 'versione'>,
  { set, unset = {}, passo, impronte = [] }: CambioBozza,
  session: ClientSession | null = null,
): Promise<Bozza | null> =>
  BozzaModel.findOneAndUpdate(
    { _id, aoo, versione },
    {
      $set: set,
      $unset: unset,
      $inc: { versione: 1 },
      ...(passo !== undefined && { $push: { passi: passo } }),
      ...(impronte.length > 0 && { $addToSet: { impronte: { $each: [...impronte] } } }),
    },
    { returnDocument: 'after', session },
  )
    .lean<Bozza>()
    .exec();
