import { type ClientSession, model, Schema } from 'mongoose';
import { VersioneSuperataError } from '../server/lib/problem.js';
import { aggiornamentoOf } from './aggiornamento.js';
import { appendOnly } from './append-only.js';
import type { EventoRegistrato } from './registrazione.model.js';
import type { FileRegistrato, RiservatezzaNota } from './registrazione.types.js';

/** One state of a document that is not registered; a later one never takes its place. */
export interface VersioneDocumento {
  n: number;
  file: FileRegistrato;
  nota?: string;
  data: string;
  utente: string;
}

/** What later acts may change of a document that is not registered. */
export interface ContenutoDocumento {
  oggetto: string;
  /** from the first one; the last is what is read */
  versioni: VersioneDocumento[];
  /** id of its primary fascicolo, and of the others in which it stands */
  fascicolo?: string;
  altriFascicoli?: string[];
  riservatezza: RiservatezzaNota;
  note?: string;
}

export const CAMPI_DOCUMENTO = [
  'oggetto',
  'versioni',
  'fascicolo',
  'altriFascicoli',
  'riservatezza',
  'note',
] as const satisfies readonly (keyof ContenutoDocumento)[];

/**
 * A document of a fascicolo that is not registered, with its working versions (DPR 445/2000 art. 64 c. 4: also documents that are
 * not registered belong to an aggregation). Its birth and its events are chained as those of a registration.
 */
export interface Documento extends ContenutoDocumento {
  /** stable and random */
  _id: string;
  aoo: string;
  /** instant at which it came in */
  data: Date;
  operatore: string;
  uoOperatore: string;
  perContoDi?: string;
  canonico: string;
  hash: string;
  eventi: EventoRegistrato[];
  richiesta: { autore: string; chiave: string; sha256: string };
  richieste?: { autore: string; chiave: string; sha256: string }[];
  versione: number;
  /** derived: hashes of its files. Who sees it is said by its fascicoli and its reserve (server/fascicoli/visibilita.ts) */
  impronte: string[];
}

const text = { type: String, required: true };
const free = Schema.Types.Mixed;

const documentoSchema = new Schema<Documento>(
  {
    _id: text,
    aoo: text,
    oggetto: text,
    versioni: [free],
    fascicolo: String,
    altriFascicoli: { type: [String], default: undefined },
    riservatezza: free,
    note: String,
    data: { type: Date, required: true },
    operatore: text,
    uoOperatore: text,
    perContoDi: String,
    canonico: text,
    hash: text,
    eventi: [{ _id: false, canonico: text, hash: text }],
    richiesta: { autore: text, chiave: text, sha256: text },
    richieste: { type: [free], default: undefined },
    versione: { type: Number, required: true, min: 1 },
    impronte: [String],
  },
  {
    collection: 'documenti',
    strict: 'throw',
    versionKey: false,
    autoIndex: false,
    autoCreate: false,
    minimize: false,
  },
);
documentoSchema.index({ aoo: 1, 'richiesta.autore': 1, 'richiesta.chiave': 1 }, { unique: true }); // query: findDocumentoByRichiesta
documentoSchema.index({ aoo: 1, fascicolo: 1, data: 1, _id: 1 }); // query: the documents of a fascicolo
documentoSchema.index(
  { aoo: 1, altriFascicoli: 1, data: 1, _id: 1 },
  { partialFilterExpression: { altriFascicoli: { $exists: true } } },
); // query: the same, where it is not the primary one
documentoSchema.index({ impronte: 1 }); // query: the references of a stored file

const admit = appendOnly(documentoSchema);
export const DocumentoModel = model('Documento', documentoSchema);

/** The one door for births. @throws a duplicate key when the request was done */
export const insertDocumento = (documento: Documento, session: ClientSession): Promise<unknown> =>
  DocumentoModel.insertMany(admit([documento]), { lean: true, session });

export const findDocumentoByRichiesta = (aoo: string, { autore, chiave }: { autore: string; chiave: string }) =>
  DocumentoModel.findOne({ aoo, 'richiesta.autore': autore, 'richiesta.chiave': chiave }).lean<Documento>().exec();

/**
 * The one door for later acts. A key of `changes` whose value is undefined goes.
 * @throws VersioneSuperataError
 */
export async function appendAttiDocumento(
  { _id, aoo, versione }: Pick<Documento, '_id' | 'aoo' | 'versione'>,
  eventi: readonly EventoRegistrato[],
  changes: { [K in keyof ContenutoDocumento]?: ContenutoDocumento[K] | undefined } & Partial<
    Pick<Documento, 'impronte'>
  >,
  session: ClientSession,
  richiesta?: Documento['richiesta'],
): Promise<Documento> {
  const changed = await admit(
    DocumentoModel.findOneAndUpdate({ _id, aoo, versione }, aggiornamentoOf(eventi, changes, richiesta), {
      returnDocument: 'after',
      session,
    }),
  ).lean<Documento>();
  if (changed === null) throw new VersioneSuperataError();
  return changed;
}

/** Which of these files some document names, of whatever AOO. */
export async function findFileDiDocumenti(sha256s: string[]): Promise<Set<string>> {
  const named = await DocumentoModel.distinct('impronte', { impronte: { $in: sha256s } });
  return new Set(named);
}
