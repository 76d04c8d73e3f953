import assert from 'node:assert/strict';
import mongoose from 'mongoose';
import '../../../schemas/accesso-registrato.model.js';
import '../../../schemas/bozza.model.js';
import '../../../schemas/delega.model.js';
import '../../../schemas/documento.model.js';
import '../../../schemas/fascicolo.model.js';
import '../../../schemas/movimento-fascicolo.model.js';
import '../../../schemas/registrazione.model.js';
import '../../../schemas/strumento.model.js';
import '../../../schemas/titolario.model.js';
import '../../../schemas/verbale-scarto.model.js';
import { DatoNonModificabileError } from '../../../server/lib/problem.js';

/** What is written once. Each way of mongoose to write is walked on two of them in test/integration/protocollo/immutabile.test.ts. */
const COLLEZIONI = [
  'registrazioni',
  'attiRepertori',
  'accessi',
  'fascicoli',
  'documenti',
  'movimenti-fascicolo',
  'versioni-bozza',
  'deleghe',
  'versioniTitolario',
  'strumentiTitolario',
  'verbali-scarto',
];

describe('what is written once is refused before it comes to the database', () => {
  const models = new Map(Object.values(mongoose.models).map((model) => [model.collection.collectionName, model]));
  for (const nome of COLLEZIONI)
    it(nome, async () => {
      const model = models.get(nome);
      assert.ok(model, [...models.keys()].join());
      const off = { middleware: false };
      for (const write of [
        () => model.updateOne({}, { $set: { aoo: 'x' } }, off),
        () => model.updateMany({}, { $set: { aoo: 'x' } }),
        () => model.findOneAndUpdate({}, { $set: { aoo: 'x' } }),
        () => model.insertMany([{ aoo: 'x' }], { lean: true }),
        () => model.bulkWrite([{ deleteMany: { filter: {} } }]),
        () => model.deleteMany({}, off),
      ])
        await assert.rejects(async () => write(), DatoNonModificabileError);
    });
});
