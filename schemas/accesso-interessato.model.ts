import { type ClientSession, model, Schema } from 'mongoose';
import { VersioneSuperataError } from '../server/lib/problem.js';
import { appendOnly } from './append-only.js';
import type { EventoRegistrato } from './registrazione.model.js';
import type { Soggetto } from './soggetto.api.js';

/** What later acts may change of an access given to a person concerned. */
export interface ContenutoAccesso {
  /** the registrations that he may read, chosen one by one; those that may not be shown any more are left out when he reads */
  documenti: { anno: number; numero: number }[];
  revoca?: { data: string; utente: string; motivo: string };
}

/**
 * A person concerned may see his fascicolo from outside (CAD art. 41 c. 2-quater). Append-only; neither the token nor the code is kept,
 * only their hashes.
 */
export interface AccessoInteressato extends ContenutoAccesso {
  _id: string;
  aoo: string;
  fascicolo: string;
  soggetto: Soggetto;
  /** SHA-256 of the token in the link */
  tokenHash: string;
  /** argon2id of the code that is given apart */
  codiceHash: string;
  creato: Date;
  /** by the injected clock */
  scadenza: Date;
  utente: string;
  perContoDi?: string;
  canonico: string;
  hash: string;
  eventi: EventoRegistrato[];
  versione: number;
}

const text = { type: String, required: true };
const instant = { type: Date, required: true };
const free = Schema.Types.Mixed;
const options = { strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false } as const;

const accessoSchema = new Schema<AccessoInteressato>(
  {
    _id: text,
    aoo: text,
    fascicolo: text,
    soggetto: { type: free, required: true },
    documenti: [free],
    revoca: free,
    tokenHash: text,
    codiceHash: text,
    creato: instant,
    scadenza: instant,
    utente: text,
    perContoDi: String,
    canonico: text,
    hash: text,
    eventi: [{ _id: false, canonico: text, hash: text }],
    versione: { type: Number, required: true, min: 1 },
  },
  { collection: 'accessi-interessato', ...options },
);
accessoSchema.index({ tokenHash: 1 }, { unique: true }); // query: findAccessoByToken
accessoSchema.index({ aoo: 1, fascicolo: 1, creato: -1 }); // query: those of a fascicolo

const admitAccesso = appendOnly(accessoSchema);
export const AccessoInteressatoModel = model('AccessoInteressato', accessoSchema);

/** The one door for births. */
export const insertAccessoInteressato = (accesso: AccessoInteressato, session: ClientSession): Promise<unknown> =>
  AccessoInteressatoModel.insertMany(admitAccesso([accesso]), { lean: true, session });

export const findAccessoByToken = (tokenHash: string): Promise<AccessoInteressato | null> =>
  AccessoInteressatoModel.findOne({ tokenHash }).lean<AccessoInteressato>().exec();

/** Newest first. */
export const findAccessiDi = (
  aoo: string,
  fascicolo: string,
  session: ClientSession | null = null,
): Promise<AccessoInteressato[]> =>
  AccessoInteressatoModel.find({ aoo, fascicolo }, null, { session })
    .sort({ creato: -1, _id: -1 })
    .lean<AccessoInteressato[]>()
    .exec();

/** The one door for later acts. @throws VersioneSuperataError */
export async function appendAttoAccesso(
  { _id, aoo, versione }: Pick<AccessoInteressato, '_id' | 'aoo' | 'versione'>,
  evento: EventoRegistrato,
  contenuto: Partial<ContenutoAccesso>,
  session: ClientSession,
): Promise<AccessoInteressato> {
  const changed = await admitAccesso(
    AccessoInteressatoModel.findOneAndUpdate(
      { _id, aoo, versione },
      { $push: { eventi: evento }, $set: contenuto, $inc: { versione: 1 } },
      { returnDocument: 'after', session },
    ),
  ).lean<AccessoInteressato>();
  if (changed === null) throw new VersioneSuperataError();
  return changed;
}

/** One reading from outside, or a code that was wrong: append-only. */
export interface LetturaInteressato {
  aoo: string;
  fascicolo: string;
  accesso: string;
  quando: Date;
  che: 'ingresso' | 'codice-errato' | 'pagina' | 'documento';
  /** `2026/12`, and which file of it: 0 the document, from 1 the attachments */
  documento?: string;
  file?: number;
}

const letturaSchema = new Schema<LetturaInteressato>(
  {
    aoo: text,
    fascicolo: text,
    accesso: text,
    quando: instant,
    che: { ...text, enum: ['ingresso', 'codice-errato', 'pagina', 'documento'] },
    documento: String,
    file: Number,
  },
  { collection: 'letture-interessato', ...options },
);
letturaSchema.index({ aoo: 1, fascicolo: 1, quando: -1, _id: -1 }); // query: the readings of a fascicolo, newest first
letturaSchema.index({ accesso: 1, che: 1, quando: -1 }); // query: countErrati, the wrong codes since the last right one

const admitLettura = appendOnly(letturaSchema);
const LetturaInteressatoModel = model('LetturaInteressato', letturaSchema);

/** Durable before it returns: to be called before what is read is shown. */
export const insertLettura = async (lettura: LetturaInteressato): Promise<void> => {
  await LetturaInteressatoModel.insertMany(admitLettura([lettura]));
};

export const findLetture = (aoo: string, fascicolo: string, limite: number): Promise<LetturaInteressato[]> =>
  LetturaInteressatoModel.find({ aoo, fascicolo })
    .sort({ quando: -1, _id: -1 })
    .limit(limite)
    .lean<LetturaInteressato[]>()
    .exec();

/** How many wrong codes since the last right one. */
export async function countErrati(accesso: string): Promise<number> {
  const last = await LetturaInteressatoModel.findOne({ accesso, che: 'ingresso' }, { quando: 1 })
    .sort({ quando: -1 })
    .lean<Pick<LetturaInteressato, 'quando'>>();
  return LetturaInteressatoModel.countDocuments({
    accesso,
    che: 'codice-errato',
    ...(last !== null && { quando: { $gt: last.quando } }),
  });
}

/** Who has proved who he is, for a while. `_id` is the SHA-256 of what the browser holds. */
interface SessioneInteressato {
  _id: string;
  accesso: string;
  scadenza: Date;
}
const sessioneSchema = new Schema<SessioneInteressato>(
  { _id: text, accesso: text, scadenza: instant },
  { collection: 'sessioni-interessato', ...options },
);
sessioneSchema.index({ scadenza: 1 }); // query: those that are over. Not a TTL index: that one would not follow a clock that was moved
const SessioneInteressatoModel = model('SessioneInteressato', sessioneSchema);

/** Begins one, and forgets those that are long over. */
export async function insertSessioneInteressato(sessione: SessioneInteressato, vecchie: Date): Promise<void> {
  await SessioneInteressatoModel.create(sessione);
  await SessioneInteressatoModel.deleteMany({ scadenza: { $lt: vecchie } });
}
export const findSessioneInteressato = (_id: string): Promise<SessioneInteressato | null> =>
  SessioneInteressatoModel.findById(_id).lean<SessioneInteressato>().exec();
export const deleteSessioneInteressato = async (_id: string): Promise<void> => {
  await SessioneInteressatoModel.deleteOne({ _id });
};
