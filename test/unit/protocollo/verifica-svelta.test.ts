import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mongo } from 'mongoose';
import { type Registrazione, RegistrazioneModel } from '../../../schemas/registrazione.model.js';
import { sha256Hex } from '../../../server/protocollo/canonico.js';
import { RECORD } from '../../../server/protocollo/verifica-nascita.js';
import { anelloIfWhole } from '../../../server/protocollo/verifica-svelta.js';
import { type Anello, anelloOf, faultOfRecord } from '../../../server/protocollo/verifica.js';
import { ADESSO, buildRegistrazione } from '../../support/factories.js';
import { afterAtti, atti, contenuto } from './arbitraries.js';
import { alterazione } from './bson-alterato.js';

const { deserialize, serialize } = mongo.BSON;
const before: Anello = { hash: sha256Hex('prima'), data: ADESSO.getTime() - 1, anno: 2026, numero: 41 };
const coda = { ...before, dataRegistrazione: new Date(before.data) };

type AttiCompiuti = typeof atti extends fc.Arbitrary<infer T> ? T : never;
const registrazione = fc
  .record({ contenuto, atti: fc.oneof(atti, fc.constant<AttiCompiuti>([])), differito: fc.boolean() })
  .map(({ contenuto: one, atti: compiuti, differito }) =>
    afterAtti(
      buildRegistrazione(one, { inizio: { coda }, ...(differito && { differimento: { id: 'd1' } }) }),
      compiuti,
    ),
  );
const bytesOf = (record: Registrazione): Buffer => Buffer.from(serialize(record));
const exact = (bytes: Buffer, from: Anello | null): string | null => {
  try {
    return faultOfRecord(deserialize(bytes) as Registrazione, from, { parole: false });
  } catch (error) {
    return String(error); // not even the driver reads it
  }
};

/** Files that stand twice are rare, and left to the exact rules, as are acts. */
const isLeft = ({ eventi, impronte, documento, allegati }: Registrazione): boolean =>
  eventi.length > 0 || impronte.length < allegati.length + (documento === undefined ? 0 : 1);

describe('anelloIfWhole', () => {
  it('is sure of what the services write, as long as no act came after', () =>
    fc.assert(
      fc.property(registrazione, (record) => {
        const sure = anelloIfWhole(bytesOf(record), before);
        if (sure !== null || !isLeft(record)) assert.deepEqual(sure, anelloOf(record));
      }),
      { numRuns: 100 },
    )).timeout(60_000);

  it('is never sure of what the exact rules do not accept, whatever bytes are altered', () =>
    fc.assert(
      fc.property(registrazione, fc.array(alterazione, { minLength: 12, maxLength: 12 }), (record, alterazioni) => {
        for (const alter of alterazioni) {
          const bytes = alter(bytesOf(record));
          const sure = anelloIfWhole(bytes, before);
          if (sure === null) continue;
          assert.equal(exact(bytes, before), null);
          assert.deepEqual(sure, anelloOf(deserialize(bytes)));
        }
      }),
      { numRuns: 200 },
    )).timeout(60_000);

  it('is sure of no record out of its place', () => {
    const bytes = bytesOf(buildRegistrazione({}, { inizio: { coda } }));
    assert.notEqual(anelloIfWhole(bytes, before), null);
    for (const other of [
      null,
      { ...before, numero: 40 },
      { ...before, numero: 42 },
      { ...before, hash: sha256Hex('altro') },
      { ...before, anno: 2025 },
      { ...before, data: ADESSO.getTime() + 1 },
    ]) {
      assert.equal(anelloIfWhole(bytes, other), null);
      assert.ok(other === null || exact(bytes, other) !== null);
    }
  });

  it('follows the register from one year into the next', () => {
    const sera = { ...coda, anno: 2025, numero: 900, dataRegistrazione: new Date('2025-12-31T22:59:59.999Z') };
    const bytes = bytesOf(buildRegistrazione({}, { inizio: { coda: sera }, adesso: new Date('2025-12-31T23:00:00Z') }));
    const from = { hash: sera.hash, data: sera.dataRegistrazione.getTime(), anno: 2025, numero: 900 };
    assert.equal(anelloIfWhole(bytes, from)?.numero, 1);
  });

  it('knows each field that a record may hold, so that none makes it unsure of all', () => {
    const fields = Object.keys(RegistrazioneModel.schema.obj);
    assert.deepEqual(
      fields.filter((name) => !(name in RECORD.n)),
      [],
    );
  });

  it('leaves bytes that are no record, and one that is cut short', () => {
    const bytes = bytesOf(buildRegistrazione({}, { inizio: { coda } }));
    for (const one of [Buffer.alloc(0), Buffer.alloc(5), bytes.subarray(0, -1), Buffer.concat([bytes, bytes])])
      assert.equal(anelloIfWhole(one, before), null);
  });
});
