import assert from 'node:assert/strict';
import mongoose, { type AnyBulkWriteOperation, type Model, mongo } from 'mongoose';
import { AccessoRegistratoModel } from '../../../schemas/accesso-registrato.model.js';
import { RegistrazioneModel } from '../../../schemas/registrazione.model.js';
import { DatoNonModificabileError } from '../../../server/lib/problem.js';
import { useHarness } from '../../support/harness.js';
import { entrata, MOTIVO } from './richieste.js';

/** Ways of mongoose to write, each given the model, a stored record and a name that it holds. */
type Write = (
  model: Model<Record<string, unknown>>,
  record: Record<string, unknown>,
  campo: string,
) => PromiseLike<unknown>;

const OFF = { middleware: false };
const another = (record: Record<string, unknown>) => ({ ...record, _id: new mongo.ObjectId() });

const WRITES: Record<string, Write> = {
  'save of a read one': async (model, { _id }, campo) => {
    const found = await model.findById(_id).orFail();
    found.set(campo, 'altro');
    return found.save();
  },
  'save, middleware off': async (model, { _id }, campo) => {
    const found = await model.findById(_id).orFail();
    found.set(campo, 'altro');
    return found.save(OFF);
  },
  'save of a new one': (model, record) => new model(another(record)).save(),
  'save over': (model, record) => new model(record).save(),
  create: (model, record) => model.create(another(record)),
  'create over': (model, record) => model.create(record),
  'create, middleware off': (model, record) => model.create([another(record)], OFF),
  insertOne: (model, record) => model.insertOne(another(record)),
  'insertOne over': (model, record) => model.insertOne(record),
  insertMany: (model, record) => model.insertMany([another(record)]),
  'insertMany over': (model, record) => model.insertMany([record]),
  'insertMany, middleware off': (model, record) => model.insertMany([another(record)], OFF),
  updateOne: (model, { _id }, campo) => model.updateOne({ _id }, { $set: { [campo]: 'altro' } }),
  'updateOne, middleware off': (model, { _id }, campo) => model.updateOne({ _id }, { $set: { [campo]: 'altro' } }, OFF),
  'updateOne with upsert': (model, _record, campo) =>
    model.updateOne({ _id: new mongo.ObjectId() }, { $set: { [campo]: 'altro' } }, { upsert: true }),
  'updateOne by a pipeline': (model, { _id }, campo) =>
    model.updateOne({ _id }, [{ $set: { [campo]: 'altro' } }], { updatePipeline: true }),
  'updateOne, $unset': (model, { _id }, campo) => model.updateOne({ _id }, { $unset: { [campo]: 1 } }),
  'updateOne, not strict': (model, { _id }, campo) =>
    model.updateOne({ _id }, { $set: { [campo]: 'altro', inventato: 1 } }, { strict: false }),
  'updateOne of a document': async (model, { _id }, campo) => {
    const found = await model.findById(_id).orFail();
    await found.updateOne({ $set: { [campo]: 'altro' } });
  },
  updateMany: (model, _record, campo) => model.updateMany({}, { $set: { [campo]: 'altro' } }),
  'updateMany, middleware off': (model, _record, campo) => model.updateMany({}, { $set: { [campo]: 'altro' } }, OFF),
  'updateMany by a pipeline': (model, _record, campo) =>
    model.updateMany({}, [{ $set: { [campo]: 'altro' } }], { updatePipeline: true }),
  replaceOne: (model, { _id, ...rest }, campo) => model.replaceOne({ _id }, { ...rest, [campo]: 'altro' }),
  'replaceOne, middleware off': (model, { _id, ...rest }, campo) =>
    model.replaceOne({ _id }, { ...rest, [campo]: 'altro' }, OFF),
  findOneAndUpdate: (model, { _id }, campo) => model.findOneAndUpdate({ _id }, { $set: { [campo]: 'altro' } }),
  'findOneAndUpdate, middleware off': (model, { _id }, campo) =>
    model.findOneAndUpdate({ _id }, { $set: { [campo]: 'altro' } }, OFF),
  findOneAndReplace: (model, { _id, ...rest }, campo) =>
    model.findOneAndReplace({ _id }, { ...rest, [campo]: 'altro' }),
  findOneAndDelete: (model, { _id }) => model.findOneAndDelete({ _id }),
  'findOneAndDelete, middleware off': (model, { _id }) => model.findOneAndDelete({ _id }, OFF),
  findByIdAndUpdate: (model, { _id }, campo) => model.findByIdAndUpdate(_id, { $set: { [campo]: 'altro' } }),
  findByIdAndDelete: (model, { _id }) => model.findByIdAndDelete(_id),
  deleteOne: (model, { _id }) => model.deleteOne({ _id }),
  'deleteOne, middleware off': (model, { _id }) => model.deleteOne({ _id }, OFF),
  'deleteOne of a document': async (model, { _id }) => (await model.findById(_id).orFail()).deleteOne(),
  deleteMany: (model) => model.deleteMany({}),
  'deleteMany, middleware off': (model) => model.deleteMany({}, OFF),
  ...Object.fromEntries(
    bulkOperations().flatMap(([name, operation]) => [
      [`bulkWrite, ${name}`, ((model, record, campo) => model.bulkWrite([operation(record, campo)])) satisfies Write],
      [
        `bulkWrite, ${name}, middleware off`,
        ((model, record, campo) => model.bulkWrite([operation(record, campo)], OFF)) satisfies Write,
      ],
    ]),
  ),
  bulkSave: async (model, { _id }, campo) => {
    const found = await model.findById(_id).orFail();
    found.set(campo, 'altro');
    return model.bulkSave([found]);
  },
  'bulkSave of a new one': (model, record) => model.bulkSave([new model(another(record))]),
  '$merge over itself': (model, _record, campo) =>
    model.aggregate([
      { $set: { [campo]: 'altro' } },
      { $merge: { into: model.collection.name, on: '_id', whenMatched: 'replace' } },
    ]),
  '$merge, middleware off': (model, _record, campo) =>
    model.aggregate([{ $set: { [campo]: 'altro' } }, { $merge: { into: model.collection.name } }]).option(OFF),
  '$out over itself': (model) => model.aggregate([{ $limit: 1 }, { $out: model.collection.name }]),
  '$out, middleware off': (model) => model.aggregate([{ $limit: 1 }, { $out: model.collection.name }]).option(OFF),
};

type BulkOperation = (record: Record<string, unknown>, campo: string) => AnyBulkWriteOperation;
function bulkOperations(): [string, BulkOperation][] {
  return [
    ['insertOne', (record) => ({ insertOne: { document: another(record) } })],
    ['updateOne', ({ _id }, campo) => ({ updateOne: { filter: { _id }, update: { $set: { [campo]: 'altro' } } } })],
    ['updateMany', (_record, campo) => ({ updateMany: { filter: {}, update: { $set: { [campo]: 'altro' } } } })],
    [
      'replaceOne',
      ({ _id, ...rest }, campo) => ({ replaceOne: { filter: { _id }, replacement: { ...rest, [campo]: 'altro' } } }),
    ],
    ['deleteOne', ({ _id }) => ({ deleteOne: { filter: { _id } } })],
    ['deleteMany', () => ({ deleteMany: { filter: {} } })],
  ];
}

describe('immutable means immutable, by any path of mongoose', function () {
  this.timeout(30_000);
  const here = useHarness('immutabile', { web: 1 });
  before(async () => {
    for (let i = 0; i < 3; i++) {
      const one = await here.registered('protocollo', entrata());
      await here
        .patch(`/registrazioni/${one.anno}/${one.numero}`, 'rgd', 1)
        .send({ motivo: MOTIVO, oggetto: `Rinnovato ${i}` })
        .expect(200);
    }
    await here.get('/registro/esportazione', 'rgd').expect(200); // a line of the audit
  });

  /** The collection as the server keeps it, byte for byte. */
  const bytesOf = async (name: string): Promise<string> => {
    const all = await here
      .collection(name)
      .find({}, { sort: { _id: 1 }, raw: true })
      .toArray();
    return Buffer.concat(all as unknown as Buffer[]).toString('hex');
  };

  const subjects: [string, Model<Record<string, unknown>>, string][] = [
    ['registrazioni', RegistrazioneModel as unknown as Model<Record<string, unknown>>, 'oggetto'],
    ['accessi', AccessoRegistratoModel as unknown as Model<Record<string, unknown>>, 'utente'],
  ];
  for (const [collection, model, campo] of subjects)
    describe(collection, () => {
      for (const [name, write] of Object.entries(WRITES))
        it(name, async () => {
          const before = await bytesOf(collection);
          assert.ok(before.length > 100);
          const record = await here.collection(collection).findOne({});
          assert.ok(record);
          await assert.rejects(async () => write(model, record, campo), DatoNonModificabileError);
          assert.equal(await bytesOf(collection), before);
        });

      it('reading, and counting by aggregation, are free', async () => {
        const record = await here.collection(collection).findOne({});
        assert.equal(await model.countDocuments({}), await here.count(collection));
        assert.equal((await model.aggregate([{ $group: { _id: null, n: { $sum: 1 } } }])).length, 1);
        assert.deepEqual(await model.findById(record?._id).lean(), record);
      });
    });

  it('leaves no other collection behind', async () => {
    const names = (await mongoose.connection.db?.listCollections().toArray())?.map(({ name }) => name) ?? [];
    assert.ok(!names.some((name) => name.startsWith('tmp')), names.join());
  });
});
