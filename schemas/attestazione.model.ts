import { randomInt } from 'node:crypto';
import { type ClientSession, model, Schema } from 'mongoose';
import { appendOnly } from './append-only.js';
import type { ModoAttestazione } from './attestazione.api.js';
import type { EsitoFirma, TipoFirma } from './firma.api.js';
import type { Provvedimento } from './registrazione.api.js';
import type { EventoRegistrato } from './registrazione.model.js';

/** A copy that an attestation lists, as it was then. */
export interface CopiaAttestata {
  scansione: string;
  nome: string;
  sha256: string;
  dimensione: number;
  pagine: number;
  /** pages that the official has marked one by one; of the others his declaration says it */
  confrontate: number;
  registrazione?: { anno: number; numero: number };
  originale?: { unico: boolean; collocazione?: string };
}

export interface FileAttestazione {
  nome: string;
  sha256: string;
  dimensione: number;
}

/** The signature of an attestation, as it was kept, and what was found of it then. */
export interface FirmaAttestazione extends FileAttestazione {
  modo: 'server' | 'esterna';
  tipo: TipoFirma;
  esito: EsitoFirma;
  motivo?: string;
  firmatario: string;
  /** SHA-256 of the certificate */
  certificato?: string;
  /** RFC 3339: when it was accepted here */
  quando: string;
}

/**
 * An attestation of conformity (CAD art. 22 c. 1-bis, 23-ter c. 3; LG 2.2): the document that lists the copies, and its signature. Written
 * once; the signature is its only later act. What it lists is attested from the instant at which it is signed, all or nothing.
 */
export interface Attestazione {
  _id: string;
  aoo: string;
  modo: ModoAttestazione;
  stato: 'da-firmare' | 'firmata';
  copie: CopiaAttestata[];
  funzionario: { utente: string; denominazione: string };
  delega: { id: string; atto: Provvedimento };
  /** paragraphs, as the document says them */
  testo: string[];
  /** RFC 3339: the riferimento temporale */
  riferimentoTemporale: string;
  documento: FileAttestazione;
  lotto?: string;
  campione?: string;
  note?: string;
  creata: Date;
  /** the birth as text (RFC 8785) and its SHA-256; the signature is chained to it (docs/catena.md) */
  canonico: string;
  hash: string;
  eventi: EventoRegistrato[];
  firma?: FirmaAttestazione;
  /** scans that it attests: each may be in one signed attestation only */
  attestate?: string[];
  /** the request that made it, where it had a key */
  richiesta?: { autore: string; chiave: string; sha256: string };
  /** files that exist for it */
  impronte: string[];
  /** its copies stand, or may stand, in registrations that do not tell of it yet; another number each time this is said again */
  daAnnotare?: number;
}

const text = { type: String, required: true };
const integer = { type: Number, required: true, min: 0 };
const free = Schema.Types.Mixed;

const attestazioneSchema = new Schema<Attestazione>(
  {
    _id: text,
    aoo: text,
    modo: text,
    stato: text,
    copie: [free],
    funzionario: { _id: false, utente: text, denominazione: text },
    delega: free,
    testo: [String],
    riferimentoTemporale: text,
    documento: { _id: false, nome: text, sha256: text, dimensione: integer },
    lotto: String,
    campione: String,
    note: String,
    creata: { type: Date, required: true },
    canonico: text,
    hash: text,
    eventi: [{ _id: false, canonico: text, hash: text }],
    firma: free,
    attestate: { type: [String], default: undefined },
    richiesta: free,
    impronte: [String],
    daAnnotare: Number,
  },
  { collection: 'attestazioni', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
attestazioneSchema.index({ aoo: 1, _id: -1 }); // query: the list, newest first
attestazioneSchema.index({ aoo: 1, 'copie.scansione': 1 }); // query: those that list a scan
attestazioneSchema.index({ aoo: 1, 'copie.sha256': 1 }); // query: whether a stored file is an attested copy
attestazioneSchema.index({ impronte: 1 }); // query: the sweep of files
attestazioneSchema.index({ daAnnotare: 1 }, { sparse: true }); // query: findDaAnnotare
attestazioneSchema.index({ attestate: 1 }, { unique: true, sparse: true }); // a scan is attested once
attestazioneSchema.index(
  { aoo: 1, 'richiesta.autore': 1, 'richiesta.chiave': 1 },
  { unique: true, partialFilterExpression: { richiesta: { $exists: true } } },
); // a request is done once

const admit = appendOnly(attestazioneSchema);
export const AttestazioneModel = model('Attestazione', attestazioneSchema);

/** @throws a duplicate key if the request was done, or a scan is attested already */
export const insertAttestazione = (one: Attestazione, session: ClientSession | null = null): Promise<unknown> =>
  AttestazioneModel.insertMany(admit([one]), { session });

/** Puts the signature to one that waits for it. @returns false if it is there already */
export async function signAttestazione(
  { _id, aoo, copie }: Attestazione,
  firma: FirmaAttestazione,
  evento: EventoRegistrato,
  session: ClientSession,
): Promise<boolean> {
  const attestate = copie.map(({ scansione }) => scansione);
  const done = await admit(
    AttestazioneModel.updateOne(
      { _id, aoo, stato: 'da-firmare' },
      {
        $set: { stato: 'firmata', firma, attestate, daAnnotare: 1 },
        $push: { eventi: evento, impronte: firma.sha256 },
      },
      { session },
    ),
  ).exec();
  return done.modifiedCount === 1;
}

export const findAttestazione = (aoo: string, id: string): Promise<Attestazione | null> =>
  AttestazioneModel.findOne({ aoo, _id: id }).lean<Attestazione>().exec();

/** A signed one, in whichever AOO: for who has only its address. */
export const findFirmata = (id: string): Promise<Attestazione | null> =>
  AttestazioneModel.findOne({ _id: id, stato: 'firmata' }).lean<Attestazione>().exec();

export const findByRichiesta = (aoo: string, autore: string, chiave: string): Promise<Attestazione | null> =>
  AttestazioneModel.findOne({ aoo, 'richiesta.autore': autore, 'richiesta.chiave': chiave })
    .lean<Attestazione>()
    .exec();

/** Newest first. @param prima - only those before that one */
export const findAttestazioni = (
  aoo: string,
  filtro: { stato?: Attestazione['stato'] | undefined; lotto?: string | undefined; funzionario?: string | undefined },
  limite: number,
  prima?: string,
): Promise<Attestazione[]> => {
  const { stato, lotto, funzionario } = filtro;
  return AttestazioneModel.find({
    aoo,
    ...(stato !== undefined && { stato }),
    ...(lotto !== undefined && { lotto }),
    ...(funzionario !== undefined && { 'funzionario.utente': funzionario }),
    ...(prima !== undefined && { _id: { $lt: prima } }),
  })
    .sort({ _id: -1 })
    .limit(limite)
    .lean<Attestazione[]>()
    .exec();
};

/** Signed ones that list a file of one of these hashes. */
export const findAttestate = (aoo: string, impronte: readonly string[]): Promise<Attestazione[]> =>
  impronte.length === 0
    ? Promise.resolve([])
    : AttestazioneModel.find({ aoo, stato: 'firmata', 'copie.sha256': { $in: [...impronte] } })
        .sort({ _id: 1 })
        .lean<Attestazione[]>()
        .exec();

/** Signed ones of which some registration may not tell yet: those just signed, then the others in no order, so that none keeps back the rest. */
export const findDaAnnotare = (limite: number): Promise<Attestazione[]> =>
  AttestazioneModel.find({ daAnnotare: { $gte: 1 } })
    .sort({ daAnnotare: 1 })
    .limit(limite)
    .lean<Attestazione[]>()
    .exec();

/** A copy of a signed one has come into a registration: whether that tells of it is to be looked at. */
export const markDaAnnotare = async (aoo: string, _id: string): Promise<void> => {
  await admit(
    AttestazioneModel.updateOne({ _id, aoo, stato: 'firmata' }, { $set: { daAnnotare: randomInt(2, 2 ** 40) } }),
  );
};

/** Those that were signed before registrations told of them are all to be looked at. @returns how many */
export async function markTutteDaAnnotare(): Promise<number> {
  const signed = { stato: 'firmata' as const, daAnnotare: { $exists: false } };
  return (await admit(AttestazioneModel.updateMany(signed, { $set: { daAnnotare: 1 } })).exec()).modifiedCount;
}

/** All registrations tell of it, unless it was marked again since it was read. */
export async function settleAnnotata({ _id, daAnnotare }: Pick<Attestazione, '_id' | 'daAnnotare'>): Promise<void> {
  if (daAnnotare !== undefined)
    await admit(AttestazioneModel.updateOne({ _id, daAnnotare }, { $unset: { daAnnotare: 1 } }));
}

/** Which of these files are documents or signatures of attestations. */
export async function findFileDiAttestazioni(sha256s: readonly string[]): Promise<Set<string>> {
  const asked = new Set(sha256s);
  const found = await AttestazioneModel.find({ impronte: { $in: [...sha256s] } }, { _id: 0, impronte: 1 }).lean<
    { impronte: string[] }[]
  >();
  return new Set(found.flatMap(({ impronte }) => impronte).filter((one) => asked.has(one)));
}
