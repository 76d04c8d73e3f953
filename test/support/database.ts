import mongoose from 'mongoose';
import { connectDatabase, disconnectDatabase } from '../../server/lib/mongo.js';
import { stopProcessesOf } from './processi.js';
import { forgetDatabase, type TestDatabase, testDatabase } from './servizi.js';

/**
 * Databases whose file has ended, emptied: with some sixty collections and their indexes, to make and drop one for each file takes
 * the server longer than all that the tests ask of it.
 */
const liberi: string[] = [];
let aperto: TestDatabase | undefined;

/** Connects the test's process. What the application remembers goes by the name of the database: each file has its own. */
export async function connectTest({ nome, uri }: TestDatabase): Promise<void> {
  await connectDatabase(uri);
  Object.assign(mongoose.connection, { name: nome });
}

/** An empty database for this test file, with the process connected to it. End it with {@link closeDatabase}. */
export async function openDatabase(name: string): Promise<TestDatabase> {
  const database = testDatabase(name);
  database.uri = liberi.pop() ?? database.uri;
  aperto = database;
  await connectTest(database);
  return database;
}

/** Disconnects; ends the processes that still work on the database, and empties it for the next file. */
export async function closeDatabase(): Promise<void> {
  await disconnectDatabase();
  if (aperto === undefined) return;
  const database = aperto;
  aperto = undefined;
  await stopProcessesOf(database);
  const client = new mongoose.mongo.MongoClient(database.uri);
  try {
    const collections = await client.db().collections();
    const own = collections.filter(({ collectionName }) => !collectionName.startsWith('system.'));
    await Promise.all(own.map((collection) => collection.deleteMany({})));
  } finally {
    await client.close();
  }
  forgetDatabase(database);
  liberi.push(database.uri);
}
