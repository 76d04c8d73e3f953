import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { mongo } from 'mongoose';
import { ensurePrimary, findMongod, mongodArguments, mongodbUri } from '../../../scripts/lib/mongodb.mjs';
import { Figli } from '../../../scripts/lib/figli.mjs';
import { freePort } from '../../../scripts/lib/porte.mjs';
import { startMongod } from '../../support/processi.js';
import { temporaryFolder } from './cartella.js';

async function withCollection<T>(uri: string, work: (documents: mongo.Collection) => Promise<T>): Promise<T> {
  const client = new mongo.MongoClient(uri, { serverSelectionTimeoutMS: 10_000 });
  try {
    return await work(client.db('test').collection('documenti'));
  } finally {
    await client.close();
  }
}

const insert = (uri: string): Promise<unknown> =>
  withCollection(uri, (documents) => documents.insertOne({}, { writeConcern: { w: 'majority', journal: true } }));
const count = (uri: string): Promise<number> => withCollection(uri, (documents) => documents.countDocuments());

describe('private MongoDB server', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();

  it('keeps what was acknowledged through kill -9 and comes back on the same address', async () => {
    const mongod = await startMongod();
    try {
      await insert(mongod.uri);
      const before = mongod.pid;
      await mongod.kill();
      await mongod.restart();
      assert.notEqual(mongod.pid, before);
      assert.equal(await count(mongod.uri), 1);
    } finally {
      await mongod.stop();
    }
  });

  it('logs nothing of what it keeps, however long it takes', async () => {
    const figli = new Figli(folder.path);
    const dbpath = mkdtempSync(path.join(folder.path, 'mongodb-'));
    const log = path.join(dbpath, 'prova.log');
    const comando = process.env['MONGOD_PROGRAMMA'] ?? (await findMongod());
    const port = await freePort();
    try {
      const argomenti = [...mongodArguments({ port, dbpath }), '--logpath', log];
      figli.start({ nome: 'mongodb', comando, argomenti, limiteMs: 20_000 }, () => undefined);
      await ensurePrimary(port);
      await withCollection(mongodbUri(port), async (documents) => {
        await documents.insertOne({ oggetto: 'sfratto di Zanzibari Ugo' });
        const slow = { oggetto: /Zanzibari/u, $where: 'sleep(400) || true' };
        assert.equal((await documents.find(slow).toArray()).length, 1);
        await documents.updateMany(slow, { $set: { oggetto: 'pignoramento di Zanzibari Ugo' } });
      });
    } finally {
      await figli.stop('mongodb');
      figli.killAll();
    }
    assert.doesNotMatch(readFileSync(log, 'utf8'), /Zanzibari/u);
  });

  it('becomes primary of its old data on another port', async () => {
    const figli = new Figli(folder.path);
    const dbpath = mkdtempSync(path.join(folder.path, 'mongodb-'));
    const comando = process.env['MONGOD_PROGRAMMA'] ?? (await findMongod());
    try {
      for (const expected of [1, 2, 3]) {
        const port = await freePort();
        figli.start(
          { nome: 'mongodb', comando, argomenti: mongodArguments({ port, dbpath }), limiteMs: 20_000 },
          () => undefined,
        );
        await ensurePrimary(port);
        await insert(mongodbUri(port));
        assert.equal(await count(mongodbUri(port)), expected);
        await figli.stop('mongodb');
      }
    } finally {
      figli.killAll();
    }
  });
});
