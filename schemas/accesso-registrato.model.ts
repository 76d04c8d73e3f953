import { type ClientSession, model, Schema, Types } from 'mongoose';
import { appendOnly } from './append-only.js';

/** One line of the audit: who did what to people and rights, and who read what is reserved (LG §3.1.6). Ids only. */
export interface AccessoRegistrato {
  quando: Date;
  utente: string;
  /** the titolare, where a substitute acted */
  perContoDi?: string;
  aoo?: string;
  atto: string;
  /** what the act was about: `2026/12`, a user, an office */
  riferimento?: string;
  /** the reason given, of X-Motivo-Accesso or of the act */
  motivo?: string;
  /** what changed, for an act on people and rights, never a password or its hash; which registrations, for a list that was read */
  dettagli?: Record<string, unknown>;
  /** id of the request, as in the logs */
  richiesta: string;
}

const text = { type: String, required: true };

const accessoSchema = new Schema<AccessoRegistrato>(
  {
    quando: { type: Date, required: true },
    utente: text,
    perContoDi: String,
    aoo: String,
    atto: text,
    riferimento: String,
    motivo: String,
    dettagli: Schema.Types.Mixed,
    richiesta: text,
  },
  { collection: 'accessi', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
accessoSchema.index({ aoo: 1, riferimento: 1, quando: -1 }); // query: who read that registration
accessoSchema.index(
  { aoo: 1, 'dettagli.registrazioni': 1, _id: -1 },
  { partialFilterExpression: { 'dettagli.registrazioni': { $exists: true } } },
); // query: findAccessi, which lists showed that registration
accessoSchema.index({ aoo: 1, _id: -1 }); // query: findAccessi
accessoSchema.index({ utente: 1, quando: -1 }); // query: what that user did

const admit = appendOnly(accessoSchema);
export const AccessoRegistratoModel = model('AccessoRegistrato', accessoSchema);

/** The one door: a line is added, and never changed or taken away. */
export const insertAccesso = async (
  accesso: AccessoRegistrato,
  session: ClientSession | null = null,
): Promise<void> => {
  await AccessoRegistratoModel.insertMany(admit([accesso]), { lean: true, session });
};

/**
 * Of these users, those to whom a charge in that AOO was once given, or from whom it was taken.
 * @param presso - all AOO: who administers two of them changes the charges of both from either
 */
export const findIncaricatiUnTempo = (
  aoo: string,
  utenti: readonly string[],
  presso: readonly string[],
): Promise<string[]> =>
  AccessoRegistratoModel.distinct('riferimento', {
    aoo: { $in: [...presso] },
    riferimento: { $in: [...utenti] },
    atto: { $in: ['crea-utente', 'modifica-utente'] },
    $or: [{ 'dettagli.incarichi.aoo': aoo }, { 'dettagli.incarichiPrima.aoo': aoo }],
  });

export type AccessoTrovato = AccessoRegistrato & { _id: Types.ObjectId };

interface FiltriAccessi {
  aoo: string;
  atti: readonly string[];
  utente: string | undefined;
  riferimento: string | undefined;
  dal: Date | undefined;
  /** before that instant */
  prima: Date | undefined;
}

/** Lines of an AOO, in the order in which they were written, newest first. @param dopo - id of the last line of the page before */
export const findAccessi = (
  { aoo, atti, utente, riferimento, dal, prima }: FiltriAccessi,
  limite: number,
  dopo?: string,
): Promise<AccessoTrovato[]> =>
  AccessoRegistratoModel.find({
    aoo,
    atto: { $in: [...atti] },
    ...(utente !== undefined && { utente }),
    // a list that was read says in its details which registrations it showed; with the AOO each branch has its index
    ...(riferimento !== undefined && {
      $or: [
        { aoo, riferimento },
        { aoo, 'dettagli.registrazioni': riferimento },
      ],
    }),
    ...((dal !== undefined || prima !== undefined) && {
      quando: { ...(dal !== undefined && { $gte: dal }), ...(prima !== undefined && { $lt: prima }) },
    }),
    ...(dopo !== undefined && { _id: { $lt: new Types.ObjectId(dopo) } }),
  })
    .sort({ _id: -1 })
    .limit(limite)
    .lean<AccessoTrovato[]>()
    .exec();
