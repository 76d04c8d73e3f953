import assert from 'node:assert/strict';
import { findAllAoo } from '../../../schemas/aoo.model.js';
import { findPronte } from '../../../schemas/riga-ricerca.model.js';
import { listCatene } from '../../../server/conservazione/fissita/catene.js';
import { FORMA_RIGA } from '../../../server/ricerca/righe.js';
import { updateIndice } from '../../../server/ricerca/sigilla.js';
import { verifyYear } from '../../../server/protocollo/verifica-totale.js';
import { createStore } from '../../../storage/create-store.js';
import { AOO_PROVA } from '../../support/harness.js';
import { useRegistroDiProva } from '../protocollo/registro-di-prova.js';

describe('the verification of the ready rows of the lists', function () {
  this.timeout(60_000);
  const { here, done, numeroOf, endpoint, everything, requireWhole } = useRegistroDiProva('verifica-righe');
  const righe = () => here.collection('ricerca-righe');
  const idOf = (name: string) => `${AOO_PROVA}/${done[name]?.anno ?? 0}/${numeroOf(name)}` as never; // a text in this collection
  const rigaOf = async (name: string) => (await righe().findOne({ _id: idOf(name) })) ?? assert.fail(name);

  before(() => updateIndice(AOO_PROVA, new AbortController().signal, 1));

  /** Alters a row by hand, looks, and puts it back. */
  async function altered(name: string, change: object, look: () => Promise<void>): Promise<void> {
    const riga = await rigaOf(name);
    await righe().updateOne({ _id: riga._id }, { $set: change });
    try {
      await look();
    } finally {
      await righe().replaceOne({ _id: riga._id }, riga, { upsert: true });
    }
  }
  const named = (name: string, change: object) =>
    altered(name, change, async () => {
      const fault = await everything();
      assert.deepEqual([fault?.aoo, fault?.numero], [AOO_PROVA, numeroOf(name)]);
      assert.match(fault?.motivo ?? '', /riga pronta per gli elenchi/);
      assert.equal((await endpoint()).integro, true, 'the register itself is whole');
    });

  it('finds those that the worker makes whole, of every kind of registration', requireWhole);

  it('names a row with another text, other words, other data or another version', async () => {
    const testo = JSON.parse(String((await findPronte([idOf('primo')], FORMA_RIGA))[0]?.testo)) as object;
    await named('primo', { testo: Buffer.from(JSON.stringify({ ...testo, oggetto: 'Altro' })) });
    await named('primo', { testo: Buffer.from('{') });
    await named('rinnovato', { parole: ' altro ' });
    await named('annullato', { dati: '{}' });
    await named('carta', { versione: 1 }); // it has an act, and does not wait for the index
    await named('ultimo', { versione: 99 });
  });

  it('names the row of a reserved registration that has a text', async () => {
    await named('riservato', { testo: Buffer.from('{"oggetto":"letto"}') });
  });

  it('says nothing of a row that is missing or of another form: the register is read', async () => {
    await altered('primo', { forma: FORMA_RIGA - 1, testo: Buffer.from('{}') }, requireWhole);
    const riga = await rigaOf('primo');
    await righe().deleteOne({ _id: riga._id });
    await requireWhole();
    await righe().insertOne(riga);
  });

  it('does not show a row that has lost its text', async () => {
    const riga = await rigaOf('primo');
    await righe().updateOne({ _id: riga._id }, { $unset: { testo: 1 } });
    assert.deepEqual(await findPronte([idOf('primo')], FORMA_RIGA), []);
    await righe().replaceOne({ _id: riga._id }, riga);
  });

  it('tells an altered registration before an altered row', async () => {
    await altered('primo', { parole: ' altro ' }, async () => {
      const record = await here.stored(done['ultimo'] ?? assert.fail());
      const { _id, mezzo } = record as unknown as { _id: never; mezzo: string };
      await here.collection('registrazioni').updateOne({ _id }, { $set: { mezzo: 'fax' } });
      assert.equal((await everything())?.numero, numeroOf('ultimo'));
      await here.collection('registrazioni').updateOne({ _id }, { $set: { mezzo } });
    });
  });

  it('is told by the worker once, which takes the row away', async () => {
    const store = await createStore({ tipo: 'cartella', percorso: here.storageDir });
    const anno = done['primo']?.anno ?? assert.fail();
    await righe().updateOne({ _id: idOf('primo') }, { $set: { testo: Buffer.from('{}') } });
    const esito = await verifyYear(
      store,
      (await findAllAoo()).find(({ _id }) => _id === AOO_PROVA) ?? assert.fail(),
      anno,
    );
    assert.deepEqual(esito.righeFalse, [numeroOf('primo')]);
    const catena = (await listCatene()).find(({ chiave }) => chiave === `${AOO_PROVA}/${anno}/registro`);
    assert.match((await catena?.verify(store))?.motivo ?? '', /riga pronta/);
    assert.equal(await righe().countDocuments({ _id: idOf('primo') }), 0);
    assert.equal(await catena?.verify(store), null);
  });
});
