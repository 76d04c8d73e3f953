import { type ClientSession, model, Schema } from 'mongoose';
import { appendOnly } from './append-only.js';

/** One file that was discarded: of which document it was, and the hash of what is no more. */
export interface FileScartato {
  /** `PROT-GEN 0000012/2026`, or the id of a document that is not registered */
  documento: string;
  nome: string;
  sha256: string;
  dimensione: number;
}

/** What was discarded of one fascicolo, by whom, under which authorisation: append-only, kept for ever (titolario.md 12.2). */
export interface VerbaleScarto {
  /** `<elenco>/<fascicolo>`: written twice it is one */
  _id: string;
  aoo: string;
  elenco: string;
  fascicolo: string;
  codice: string;
  data: Date;
  /** the two people */
  utenti: string[];
  autorizzazione: { numero: string; data: string; autore: string };
  file: FileScartato[];
  /** of all the rest as canonical text */
  hash: string;
}

const text = { type: String, required: true };

const verbaleSchema = new Schema<VerbaleScarto>(
  {
    _id: text,
    aoo: text,
    elenco: text,
    fascicolo: text,
    codice: text,
    data: { type: Date, required: true },
    utenti: [text],
    autorizzazione: { type: Schema.Types.Mixed, required: true },
    file: [{ _id: false, documento: text, nome: text, sha256: text, dimensione: { type: Number, required: true } }],
    hash: text,
  },
  { collection: 'verbali-scarto', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
verbaleSchema.index({ aoo: 1, elenco: 1, codice: 1 }); // query: the verbali of a list
verbaleSchema.index({ 'file.sha256': 1 }); // query: findScartati, whether a file that is missing was discarded

const admit = appendOnly(verbaleSchema);
const VerbaleScartoModel = model('VerbaleScarto', verbaleSchema);

/** The one door. @throws a duplicate key for one that is there */
export const insertVerbali = (verbali: readonly VerbaleScarto[], session: ClientSession): Promise<unknown> =>
  VerbaleScartoModel.insertMany(admit([...verbali]), { lean: true, session });

export const findVerbali = (aoo: string, elenco: string): Promise<VerbaleScarto[]> =>
  VerbaleScartoModel.find({ aoo, elenco }).sort({ codice: 1 }).lean<VerbaleScarto[]>().exec();

/** Which of these files some verbale names as discarded; a document that came again with the same bytes may still need them. */
export async function findScartati(sha256s: readonly string[]): Promise<Set<string>> {
  const named = await VerbaleScartoModel.distinct('file.sha256', { 'file.sha256': { $in: [...sha256s] } });
  const asked = new Set(sha256s);
  return new Set(named.filter((one) => asked.has(one)));
}
