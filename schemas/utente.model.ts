import { type ClientSession, model, Schema } from 'mongoose';
import { type Ruolo, RUOLI } from './accesso.api.js';

/** A role in one office of one AOO, valid from `dal` to `al`, both included, as legal days `YYYY-MM-DD`. */
export interface Incarico {
  aoo: string;
  ruolo: Ruolo;
  uo: string;
  dal?: string;
  al?: string;
}

/** A person who signs in; `_id` is the user name. Never deleted: acts name it for ever. No shared accounts (LG §3.1.6). */
export interface Utente {
  _id: string;
  denominazione: string;
  /** as the metadata name who did an act or answers for a procedimento (Allegato 5); the denominazione may be a role */
  cognome?: string;
  nome?: string;
  codiceFiscale?: string;
  /** argon2id, with its parameters */
  passwordHash: string;
  attivo: boolean;
  /** the first that is valid on the day counts, in each AOO: a deputy's dated charge stands before the ordinary one */
  incarichi: Incarico[];
  /** what the sign-in page of a demonstration database says of the account; only there */
  descrizione?: string;
  versione: number;
}

const text = { type: String, required: true };

const utenteSchema = new Schema<Utente>(
  {
    _id: text,
    denominazione: text,
    cognome: String,
    nome: String,
    codiceFiscale: String,
    passwordHash: text,
    attivo: { type: Boolean, required: true },
    incarichi: [{ _id: false, aoo: text, ruolo: { ...text, enum: RUOLI }, uo: text, dal: String, al: String }],
    descrizione: String,
    versione: { type: Number, required: true, min: 1 },
  },
  { collection: 'utenti', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
utenteSchema.index({ 'incarichi.aoo': 1 }); // query: the users that an administrator sees

export const UtenteModel = model('Utente', utenteSchema);

export const findUtente = (utente: string): Promise<Utente | null> =>
  UtenteModel.findById(utente).lean<Utente>().exec();

/** @throws a duplicate key if the name is taken */
export const insertUtente = async (utente: Utente, session: ClientSession | null = null): Promise<void> => {
  await UtenteModel.create([utente], { session });
};

export type ModificheUtente = Partial<
  Pick<Utente, 'denominazione' | 'cognome' | 'nome' | 'codiceFiscale' | 'attivo' | 'passwordHash' | 'incarichi'>
>;

/** @returns the user after the change; null if no longer at that version */
export const updateUtente = (
  { _id, versione }: Pick<Utente, '_id' | 'versione'>,
  modifiche: ModificheUtente,
  session: ClientSession | null = null,
): Promise<Utente | null> =>
  UtenteModel.findOneAndUpdate(
    { _id, versione },
    { $set: modifiche, $inc: { versione: 1 } },
    { returnDocument: 'after', session },
  )
    .lean<Utente>()
    .exec();

/** Users with a charge in one of the AOO, and those who have none at all, after `dopo` in the order of their names. */
export const findUtenti = (aoo: readonly string[], dopo: string | undefined, limite: number): Promise<Utente[]> =>
  UtenteModel.find({
    $or: [{ 'incarichi.aoo': { $in: [...aoo] } }, { incarichi: { $size: 0 } }],
    ...(dopo !== undefined && { _id: { $gt: dopo } }),
  })
    .sort({ _id: 1 })
    .limit(limite)
    .lean<Utente[]>()
    .exec();

/** Names of the active users with a charge, past and future ones too, in that AOO. */
export async function findNomiUtenti(aoo: string): Promise<string[]> {
  const found = await UtenteModel.find({ 'incarichi.aoo': aoo, attivo: true }, { _id: 1 }).lean<
    Pick<Utente, '_id'>[]
  >();
  return found.map(({ _id }) => _id);
}

/** Denominazione and names of these users, whatever their state: acts name them for ever. */
export const findPersone = (
  utenti: readonly string[],
): Promise<Pick<Utente, '_id' | 'denominazione' | 'cognome' | 'nome' | 'codiceFiscale'>[]> =>
  UtenteModel.find({ _id: { $in: [...utenti] } }, { denominazione: 1, cognome: 1, nome: 1, codiceFiscale: 1 })
    .lean<Pick<Utente, '_id' | 'denominazione' | 'cognome' | 'nome' | 'codiceFiscale'>[]>()
    .exec();

/** Of these users, whatever their state, their denominazione and the AOO of all of their charges, past ones too. */
export const findConIncarichi = (
  utenti: readonly string[],
): Promise<Pick<Utente, '_id' | 'denominazione' | 'incarichi'>[]> =>
  UtenteModel.find({ _id: { $in: [...utenti] } }, { denominazione: 1, incarichi: 1 })
    .lean<Pick<Utente, '_id' | 'denominazione' | 'incarichi'>[]>()
    .exec();

/** Users of an AOO who have one of these codici fiscali: codice fiscale → user. */
export async function findUtentiByCodiceFiscale(aoo: string, codici: readonly string[]): Promise<Map<string, string>> {
  if (codici.length === 0) return new Map();
  const found = await UtenteModel.find(
    { 'incarichi.aoo': aoo, codiceFiscale: { $in: [...codici] } },
    { codiceFiscale: 1 },
  ).lean<Pick<Utente, '_id' | 'codiceFiscale'>[]>();
  return new Map(found.map(({ _id, codiceFiscale = '' }) => [codiceFiscale, _id]));
}

/** Accounts that the sign-in page of a demonstration database shows. */
export const findAccountDemo = (): Promise<Utente[]> =>
  UtenteModel.find({ descrizione: { $exists: true }, attivo: true })
    .lean<Utente[]>()
    .exec();

/** True if somebody else, active, has a valid charge as admin of that AOO on that legal day. */
export async function existsOtherAdmin(utente: string, aoo: string, day: string): Promise<boolean> {
  const validOn = {
    $and: [
      { $or: [{ dal: { $exists: false } }, { dal: { $lte: day } }] },
      { $or: [{ al: { $exists: false } }, { al: { $gte: day } }] },
    ],
  };
  const found = await UtenteModel.exists({
    _id: { $ne: utente },
    attivo: true,
    incarichi: { $elemMatch: { aoo, ruolo: 'admin', ...validOn } },
  });
  return found !== null;
}
