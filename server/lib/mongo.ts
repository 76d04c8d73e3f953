import mongoose from 'mongoose';
import { ServizioNonDisponibileError } from './problem.js';

mongoose.set('strictQuery', 'throw');
mongoose.set('bufferCommands', false); // a request that cannot be served now says so now: 503, never a hanging page
mongoose.set('autoIndex', false);
mongoose.set('autoCreate', false);

const AWAY = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoClientClosedError', // the process is going down while it answers
  'MongoPoolClearedError',
  'PoolClearedOnNetworkError',
  'MongoPoolClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoExpiredSessionError',
  'MongoOperationTimeoutError',
]);
/**
 * The server is there but not (yet, or any more) the primary, going down, too slow (50), without disk (14031), or without the instant
 * that a reading was to be of (239, 246).
 */
const AWAY_CODES = new Set([50, 64, 91, 134, 189, 239, 246, 10058, 10107, 11600, 11602, 13435, 13436, 14031]);

/** The connection broke while something was being written on it, before the driver could give the error its own name. */
const BROKEN = new Set(['ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT']);

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

export const isDuplicateKey = (error: unknown): boolean => codeOf(error) === 11000;

/** A batch that the driver could not send or hear of: its error keeps nothing of the cause but the words, a refusal of the server has a code. */
const isBatchCut = (error: Error): boolean => error.name === 'MongoBulkWriteError' && codeOf(error) === undefined;

/** The database did not answer, or not as primary: what was asked may be repeated. */
export const isDatabaseAway = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if (AWAY.has(error.name) || isBatchCut(error)) return true;
  const code = codeOf(error);
  return (
    (typeof code === 'number' && AWAY_CODES.has(code)) ||
    (typeof code === 'string' && BROKEN.has(code)) ||
    isDatabaseAway(error.cause)
  );
};

/** An error of the driver as ours where the user may do something about it. */
export const asDomainError = (error: unknown): unknown =>
  isDatabaseAway(error) ? new ServizioNonDisponibileError({ cause: error }) : error;

/** The indexes that the models ask for, one command a collection and all at once; those that are there cost next to nothing. */
const createIndexes = (): Promise<unknown> =>
  Promise.all(
    Object.values(mongoose.models).map(async ({ schema, collection }) => {
      const indexes = schema.indexes().map(([key, options]) => ({ ...options, key }));
      if (indexes.length > 0) await collection.createIndexes(indexes as mongoose.mongo.IndexDescription[]);
    }),
  );

/**
 * Connects the process to its database. Writes are acknowledged only when the majority has them in its journal.
 */
export async function connectDatabase(uri: string, { indexes = true } = {}): Promise<mongoose.Connection> {
  await mongoose.connect(uri, {
    writeConcern: { w: 'majority', journal: true },
    serverSelectionTimeoutMS: 3_000,
    connectTimeoutMS: 5_000,
    maxPoolSize: 50,
    appName: 'protocollo',
  });
  if (indexes) await createIndexes();
  return mongoose.connection;
}

/** True when the primary answers. */
export async function isDatabaseReady(): Promise<boolean> {
  try {
    const hello = await mongoose.connection.db?.admin().command({ hello: 1 }, { timeoutMS: 2_000 });
    return hello?.['isWritablePrimary'] === true;
  } catch {
    return false;
  }
}

export const disconnectDatabase = (): Promise<void> => mongoose.disconnect();
