import { type ClientSession, model, Schema, Types } from 'mongoose';
import { SPECIE_CHIAVE, type SpecieChiave } from './chiave-firma.api.js';

/** A key with which the system signs: of an official, or the seal of the AOO. The key itself stands only encrypted. */
export interface ChiaveFirma {
  _id: Types.ObjectId;
  aoo: string;
  specie: SpecieChiave;
  /** whose it is; absent for a seal */
  utente?: string;
  /** name that the certificate gives */
  nome: string;
  /** DER */
  certificato: Buffer;
  /** DER of the certificates above it, the nearest first */
  catena: Buffer[];
  /** SHA-256 of the certificate */
  impronta: string;
  /** what the certificate is good for, from and to */
  dal: Date;
  al: Date;
  tipo: 'rsa' | 'ec';
  /** PKCS#8, AES-256-GCM under the secret of the installation: nonce, tag, ciphertext */
  chiave: Buffer;
  creata: Date;
  da: string;
  ritirata?: { quando: Date; da: string; motivo: string };
}

/** What may be shown of it: all but the key. */
export type ChiaveMostrata = Omit<ChiaveFirma, 'chiave'>;

const text = { type: String, required: true };
const instant = { type: Date, required: true };
const bytes = { type: Schema.Types.Buffer, required: true };

const chiaveSchema = new Schema<ChiaveFirma>(
  {
    aoo: text,
    specie: { ...text, enum: SPECIE_CHIAVE },
    utente: String,
    nome: text,
    certificato: bytes,
    catena: [Schema.Types.Buffer],
    impronta: text,
    dal: instant,
    al: instant,
    tipo: text,
    chiave: bytes,
    creata: instant,
    da: text,
    ritirata: Schema.Types.Mixed,
  },
  { collection: 'chiaviFirma', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
chiaveSchema.index({ aoo: 1, specie: 1, utente: 1, creata: -1 }); // query: the key of who signs, those of an AOO
// a key is loaded once as long as it is in use
chiaveSchema.index(
  { aoo: 1, specie: 1, utente: 1, impronta: 1 },
  { unique: true, partialFilterExpression: { ritirata: null } },
);

export const ChiaveFirmaModel = model('ChiaveFirma', chiaveSchema);

/** The driver gives bytes in an envelope of its own. */
const toBuffer = (value: unknown): Buffer =>
  Buffer.isBuffer(value) ? value : Buffer.from((value as { buffer: Uint8Array }).buffer);

function plain<T extends ChiaveMostrata>(found: T): T {
  const { certificato, catena } = found;
  const whole = found as Partial<Pick<ChiaveFirma, 'chiave'>>;
  return {
    ...found,
    certificato: toBuffer(certificato),
    catena: catena.map(toBuffer),
    ...(whole.chiave !== undefined && { chiave: toBuffer(whole.chiave) }),
  };
}

/** Whose key: of a user, or of the AOO itself. */
export type Titolare = { utente: string } | 'sigillo';

const whereOf = (aoo: string, titolare: Titolare): Record<string, unknown> => ({
  aoo,
  ...(titolare === 'sigillo' ? { specie: 'sigillo' } : { specie: 'funzionario', utente: titolare.utente }),
});

/** @throws a duplicate key if the certificate is there already, in use */
export const insertChiave = async (chiave: ChiaveFirma, session: ClientSession | null = null): Promise<void> => {
  await ChiaveFirmaModel.create([chiave], { session });
};

/** The key that may sign at that instant: of several the last loaded. */
export async function findChiaveAttiva(aoo: string, titolare: Titolare, quando: Date): Promise<ChiaveFirma | null> {
  const found = await ChiaveFirmaModel.findOne({
    ...whereOf(aoo, titolare),
    ritirata: { $exists: false },
    dal: { $lte: quando },
    al: { $gt: quando },
  })
    .sort({ creata: -1, _id: -1 })
    .lean<ChiaveFirma>();
  return found && plain(found);
}

/** Keys of an AOO, the last loaded first, without what signs. @param utente - only those of that user */
export async function findChiavi(aoo: string, utente?: string): Promise<ChiaveMostrata[]> {
  const found = await ChiaveFirmaModel.find(
    { aoo, ...(utente !== undefined && { specie: 'funzionario', utente }) },
    { chiave: 0 },
  )
    .sort({ creata: -1, _id: -1 })
    .lean<ChiaveMostrata[]>();
  return found.map(plain);
}

/** Keys in use that end between two instants, the nearest first. @param utente - only those of that user */
export const findInScadenza = (
  aoo: string,
  dal: Date,
  al: Date,
  utente?: string,
): Promise<Pick<ChiaveFirma, 'nome' | 'specie' | 'dal' | 'al'>[]> =>
  ChiaveFirmaModel.find(
    {
      aoo,
      ritirata: { $exists: false },
      al: { $gt: dal, $lt: al },
      ...(utente !== undefined && { specie: 'funzionario', utente }),
    },
    { nome: 1, specie: 1, dal: 1, al: 1 },
  )
    .sort({ al: 1 })
    .limit(20)
    .lean<Pick<ChiaveFirma, 'nome' | 'specie' | 'dal' | 'al'>[]>()
    .exec();

/** One of that AOO, without what signs; null also for what is no identifier. */
export async function findChiave(aoo: string, id: string): Promise<ChiaveMostrata | null> {
  if (!/^[0-9a-f]{24}$/.test(id)) return null;
  const found = await ChiaveFirmaModel.findOne({ aoo, _id: id }, { chiave: 0 }).lean<ChiaveMostrata>();
  return found && plain(found);
}

/** Users to whom the system knows these certificates (SHA-256) to belong: certificate → user. */
export async function findTitolari(aoo: string, impronte: readonly string[]): Promise<Map<string, string>> {
  const found = await ChiaveFirmaModel.find(
    { aoo, specie: 'funzionario', impronta: { $in: [...impronte] } },
    { impronta: 1, utente: 1 },
  ).lean<Pick<ChiaveFirma, 'impronta' | 'utente'>[]>();
  return new Map(found.flatMap(({ impronta, utente }) => (utente === undefined ? [] : [[impronta, utente] as const])));
}

/** Takes a key out of use, once; what signs is forgotten, what was signed with it stays as it is. @returns false if it was already */
export async function retireChiave(
  { _id, aoo }: Pick<ChiaveFirma, '_id' | 'aoo'>,
  ritirata: NonNullable<ChiaveFirma['ritirata']>,
  session: ClientSession,
): Promise<boolean> {
  const changed = await ChiaveFirmaModel.updateOne(
    { _id, aoo, ritirata: { $exists: false } },
    { $set: { ritirata, chiave: Buffer.alloc(0) } },
    { session },
  );
  return changed.modifiedCount === 1;
}
