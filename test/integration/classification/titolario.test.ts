import assert from 'node:assert/strict';
import {
  ensureTitolario,
  findVersione,
  findVoce,
  requireClassifica,
  titolarioOf,
} from '../../../classification/service.js';
import { demoTitolario, standardTitolario } from '../../../classification/standard.js';
import { insertVersioni, VersioneTitolarioModel } from '../../../schemas/titolario.model.js';
import { DatoNonModificabileError } from '../../../server/lib/problem.js';
import { closeDatabase, openDatabase } from '../../support/database.js';

const AOO = 'AVLD001';
const DAY = '2026-03-02';

const stored = () => VersioneTitolarioModel.find({}).sort({ numero: 1 }).lean();

describe('titolario in the database', () => {
  before(async () => {
    await openDatabase('titolario');
  });
  after(async () => {
    await closeDatabase();
  });

  it('is not there before it is loaded', async () => {
    assert.equal(await titolarioOf(AOO, DAY), undefined);
    await assert.rejects(requireClassifica(AOO, DAY, 'VI.3', { sottoclasse: false }), { code: 'dati-non-validi' });
  });

  it('is loaded once, however many processes begin together and however often', async () => {
    await Promise.all(Array.from({ length: 8 }, () => ensureTitolario(AOO, demoTitolario(2026))));
    await ensureTitolario(AOO, demoTitolario(2026));
    assert.deepEqual(
      (await stored()).map(({ numero, voci }) => [numero, voci.length]),
      [
        [1, 139],
        [2, 407],
      ],
    );
  });

  it('is completed after a start that died between its versions', async () => {
    const [first, second] = demoTitolario(2026);
    await insertVersioni('AVLD009', [first ?? assert.fail()]);
    await ensureTitolario('AVLD009', demoTitolario(2026));
    assert.equal((await titolarioOf('AVLD009', DAY))?.denominazione, second?.denominazione);
  });

  it('answers with the version in force on the day', async () => {
    const before = await titolarioOf(AOO, '2025-12-31');
    const now = await titolarioOf(AOO, DAY);
    assert.deepEqual(
      [before?.numero, before?.dal, before?.al, before?.voci.length],
      [1, '2006-01-01', '2026-01-01', 139],
    );
    assert.deepEqual([now?.numero, now?.dal, now?.al, now?.voci.length], [2, '2026-01-01', undefined, 407]);
    assert.equal(await titolarioOf(AOO, '2005-12-31'), undefined);
    assert.equal((await findVersione(AOO, 1, DAY))?.voci.length, 139);
    assert.equal(await findVersione(AOO, 3, DAY), undefined);
  });

  it('finds a voce as people write it, and each AOO its own', async () => {
    await ensureTitolario('AVLD002', standardTitolario('2026-01-01'));
    for (const typed of ['VI.3', 'vi/3', '6.3', '06-03'])
      assert.equal((await findVoce(AOO, DAY, typed))?.voce, 'Edilizia privata');
    assert.equal((await findVoce(AOO, DAY, 'VI.3.1'))?.padre, 'VI.3');
    assert.equal(await findVoce('AVLD002', DAY, 'VI.3.1'), undefined);
    assert.equal(await findVoce(AOO, DAY, 'XV.1'), undefined);
    assert.equal((await findVoce(AOO, DAY, 'II.12'))?.attiva, false);
    assert.equal((await findVoce(AOO, '2025-12-31', 'II.12'))?.attiva, true);
  });

  it('says by field why a voce cannot be used', async () => {
    const faultOf = (typed: string, motivo?: string) =>
      requireClassifica(AOO, DAY, typed, { motivo, sottoclasse: false }).then(
        ({ codice }) => codice,
        (error: unknown) => (error as { errori: { campo: string }[] }).errori[0]?.campo,
      );
    assert.equal(await faultOf('6.3'), 'VI.3');
    for (const typed of ['II.12', 'VI', 'VI.3.1', 'XV.1', '{"$gt":""}', ''])
      assert.equal(await faultOf(typed), 'classifica', typed);
    assert.equal(await faultOf('XIV'), 'motivoClassifica');
    assert.equal(await faultOf('XIV', 'Materia senza classe'), 'XIV');
  });

  it('sees within a second or so what another process added', async () => {
    assert.equal((await titolarioOf('AVLD002', '2027-06-01'))?.numero, 1);
    // straight to the store, as another process would: the cache here is not told
    await insertVersioni('AVLD002', [
      { numero: 2, denominazione: 'Titolario 2027', dal: '2027-01-01', voci: [{ codice: 'I', voce: 'Uno' }] },
    ]);
    for (let i = 0; i < 30 && (await titolarioOf('AVLD002', '2027-06-01'))?.numero !== 2; i += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal((await titolarioOf('AVLD002', '2027-06-01'))?.numero, 2);
    assert.equal((await titolarioOf('AVLD002', '2026-12-31'))?.al, '2027-01-01');
  });

  it('has one version for a number and for a first day', async () => {
    const voci = [{ codice: 'I', voce: 'Uno' }];
    await assert.rejects(insertVersioni(AOO, [{ numero: 2, denominazione: 'X', dal: '2030-01-01', voci }]), {
      code: 11000,
    });
    await assert.rejects(insertVersioni(AOO, [{ numero: 9, denominazione: 'X', dal: '2026-01-01', voci }]), {
      code: 11000,
    });
  });

  it('is never written over, by any path of the model', async () => {
    const before = await stored();
    const one = await VersioneTitolarioModel.findOne({ aoo: AOO, numero: 2 }).orFail();
    one.denominazione = 'Altro';
    const filter = { aoo: AOO, numero: 2 };
    const change = { $set: { 'voci.0.voce': 'Altro' } };
    const paths: Record<string, () => unknown> = {
      save: () => one.save(),
      create: () =>
        VersioneTitolarioModel.create({
          aoo: AOO,
          numero: 7,
          denominazione: 'X',
          dal: '2031-01-01',
          voci: [],
          revisione: 1,
        }),
      insertMany: () =>
        VersioneTitolarioModel.insertMany([
          { aoo: AOO, numero: 7, denominazione: 'X', dal: '2031-01-01', voci: [], revisione: 1 },
        ]),
      bulkWrite: () => VersioneTitolarioModel.bulkWrite([{ updateOne: { filter, update: change } }]),
      updateOne: () => VersioneTitolarioModel.updateOne(filter, change),
      updateMany: () => VersioneTitolarioModel.updateMany(filter, change),
      'updateOne without middleware': () => VersioneTitolarioModel.updateOne(filter, change, { middleware: false }),
      findOneAndUpdate: () => VersioneTitolarioModel.findOneAndUpdate(filter, change),
      replaceOne: () =>
        VersioneTitolarioModel.replaceOne(filter, {
          ...filter,
          denominazione: 'X',
          dal: '2026-01-01',
          voci: [],
          revisione: 1,
        }),
      findOneAndDelete: () => VersioneTitolarioModel.findOneAndDelete(filter),
      deleteMany: () => VersioneTitolarioModel.deleteMany({}),
      'document.deleteOne': () => one.deleteOne(),
      $out: () => VersioneTitolarioModel.aggregate([{ $match: {} }, { $out: 'versioniTitolario' }]),
    };
    for (const [name, path] of Object.entries(paths))
      await assert.rejects(
        async () => {
          await path();
        },
        DatoNonModificabileError,
        name,
      );
    assert.deepEqual(await stored(), before);
  });
});
