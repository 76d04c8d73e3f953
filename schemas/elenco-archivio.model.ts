import { type ClientSession, model, Schema } from 'mongoose';
import { VersioneSuperataError } from '../server/lib/problem.js';
import { appendOnly } from './append-only.js';
import type { EventoRegistrato } from './registrazione.model.js';
import { STATI_ELENCO, type StatoElenco, TIPI_ELENCO, type TipoElenco } from './scarto.api.js';

/** A fascicolo as it was when the list was made. */
export interface RigaElenco {
  fascicolo: string;
  codice: string;
  oggetto: string;
  riservato?: true;
  classifica: string;
  voce: string;
  uo: string;
  dataApertura: string;
  dataChiusura: string;
  /** dates of the first and of the last document */
  dal?: string;
  al?: string;
  documenti: number;
  file: number;
  byte: number;
  /** the rule of the massimario that was applied */
  regola: { tempo: number | 'illimitato'; tipologia: string; note?: string; fonte: string };
  inizio?: string;
  fine?: string;
}

/** The authorisation of the Soprintendenza (D.Lgs. 42/2004 art. 21 c. 1 lett. d). */
export interface AutorizzazioneScarto {
  numero: string;
  data: string;
  autore: string;
  /** the registration with which it came */
  registrazione?: { anno: number; numero: number };
}

/** What later acts may change of a list. */
export interface ContenutoElenco {
  stato: StatoElenco;
  autorizzazione?: AutorizzazioneScarto;
  /** codici of the rows that were not authorised: they stay */
  escluse?: string[];
  /** who began to carry it out: another one must confirm */
  avvio?: { utente: string; perContoDi?: string; data: string };
}

/** Append-only: what it says at its birth stays, every later act is an event in its chain (docs/catena.md). */
export interface ElencoArchivio extends ContenutoElenco {
  _id: string;
  aoo: string;
  tipo: TipoElenco;
  anno: number;
  numero: number;
  righe: RigaElenco[];
  note?: string;
  creato: Date;
  utente: string;
  perContoDi?: string;
  canonico: string;
  hash: string;
  eventi: EventoRegistrato[];
  richiesta: { autore: string; chiave: string; sha256: string };
  versione: number;
}

const text = { type: String, required: true };
const integer = { type: Number, required: true, min: 1 };
const free = Schema.Types.Mixed;

const elencoSchema = new Schema<ElencoArchivio>(
  {
    _id: text,
    aoo: text,
    tipo: { ...text, enum: TIPI_ELENCO },
    anno: integer,
    numero: integer,
    righe: [free],
    note: String,
    stato: { ...text, enum: STATI_ELENCO },
    autorizzazione: free,
    escluse: { type: [String], default: undefined },
    avvio: free,
    creato: { type: Date, required: true },
    utente: text,
    perContoDi: String,
    canonico: text,
    hash: text,
    eventi: [{ _id: false, canonico: text, hash: text }],
    richiesta: { autore: text, chiave: text, sha256: text },
    versione: integer,
  },
  {
    collection: 'elenchi-archivio',
    strict: 'throw',
    versionKey: false,
    autoIndex: false,
    autoCreate: false,
    minimize: false,
  },
);
elencoSchema.index({ aoo: 1, tipo: 1, anno: -1, numero: -1 }, { unique: true }); // query: the lists, newest first. Decides between two who make one at once
elencoSchema.index({ aoo: 1, 'richiesta.autore': 1, 'richiesta.chiave': 1 }, { unique: true }); // query: findElencoByRichiesta
elencoSchema.index({ aoo: 1, tipo: 1, stato: 1, 'righe.fascicolo': 1 }); // query: findInElenco, in which open list a fascicolo stands

const admit = appendOnly(elencoSchema);
export const ElencoArchivioModel = model('ElencoArchivio', elencoSchema);

/** The one door for births. @throws a duplicate key when somebody took the number, or the request was done */
export const insertElenco = (elenco: ElencoArchivio, session?: ClientSession): Promise<unknown> =>
  ElencoArchivioModel.insertMany(admit([elenco]), { lean: true, ...(session !== undefined && { session }) });

export const findElenco = (
  aoo: string,
  tipo: TipoElenco,
  _id: string,
  session: ClientSession | null = null,
): Promise<ElencoArchivio | null> =>
  ElencoArchivioModel.findOne({ aoo, tipo, _id }, null, { session }).lean<ElencoArchivio>().exec();

export const findElencoByRichiesta = (aoo: string, autore: string, chiave: string): Promise<ElencoArchivio | null> =>
  ElencoArchivioModel.findOne({ aoo, 'richiesta.autore': autore, 'richiesta.chiave': chiave })
    .lean<ElencoArchivio>()
    .exec();

export async function findUltimoElenco(aoo: string, tipo: TipoElenco, anno: number): Promise<number> {
  const last = await ElencoArchivioModel.findOne({ aoo, tipo, anno }, { _id: 0, numero: 1 })
    .sort({ numero: -1 })
    .readConcern('majority')
    .lean<Pick<ElencoArchivio, 'numero'>>();
  return last?.numero ?? 0;
}

/** A list without what it lists: how many rows, documents and bytes. */
export type TestaElenco = Omit<ElencoArchivio, 'righe' | 'canonico' | 'eventi' | 'richiesta'> & {
  fascicoli: number;
  documenti: number;
  byte: number;
};

/** Newest first. */
export const findElenchi = (aoo: string, tipo: TipoElenco, limite: number): Promise<TestaElenco[]> =>
  ElencoArchivioModel.aggregate<TestaElenco>([
    { $match: { aoo, tipo } },
    { $sort: { anno: -1, numero: -1 } },
    { $limit: limite },
    {
      $set: {
        fascicoli: { $size: '$righe' },
        documenti: { $sum: '$righe.documenti' },
        byte: { $sum: '$righe.byte' },
      },
    },
    { $unset: ['righe', 'canonico', 'eventi', 'richiesta'] },
  ]).exec();

/** Of those fascicoli, the ones that stand in a list in one of these states, with the name of the list. */
export async function findInElenco(
  aoo: string,
  tipo: TipoElenco,
  ids: readonly string[],
  stati: readonly StatoElenco[],
): Promise<Map<string, string>> {
  const found = await ElencoArchivioModel.aggregate<{ _id: string; anno: number; numero: number }>([
    { $match: { aoo, tipo, stato: { $in: [...stati] }, 'righe.fascicolo': { $in: [...ids] } } },
    { $unwind: '$righe' },
    {
      $match: {
        'righe.fascicolo': { $in: [...ids] },
        $expr: { $not: { $in: ['$righe.codice', { $ifNull: ['$escluse', []] }] } },
      },
    },
    { $project: { _id: '$righe.fascicolo', anno: 1, numero: 1 } },
  ]);
  return new Map(found.map(({ _id, anno, numero }) => [_id, `${numero}/${anno}`]));
}

/**
 * The one door for later acts: adds one and sets what it changes, unless the list has changed since it was read.
 * @throws VersioneSuperataError
 */
export async function appendAttoElenco(
  { _id, aoo, versione }: Pick<ElencoArchivio, '_id' | 'aoo' | 'versione'>,
  evento: EventoRegistrato,
  contenuto: ContenutoElenco,
  session?: ClientSession,
): Promise<ElencoArchivio> {
  const gone = contenuto.avvio === undefined ? { $unset: { avvio: 1 as const } } : {};
  const changed = await admit(
    ElencoArchivioModel.findOneAndUpdate(
      { _id, aoo, versione },
      { $push: { eventi: evento }, $set: { ...contenuto }, ...gone, $inc: { versione: 1 } },
      { returnDocument: 'after', ...(session !== undefined && { session }) },
    ),
  ).lean<ElencoArchivio>();
  if (changed === null) throw new VersioneSuperataError();
  return changed;
}
