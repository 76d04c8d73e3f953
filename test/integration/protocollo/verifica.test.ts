import assert from 'node:assert/strict';
import { AOO_ALTRA } from '../../support/harness.js';
import { ALTERAZIONI } from './alterazioni.js';
import { type Esito, set, useRegistroDiProva } from './registro-di-prova.js';

describe('verification of what was altered by hand in the database', function () {
  this.timeout(60_000);
  const { here, done, numeroOf, endpoint, everything, altered, requireWhole } = useRegistroDiProva('verifica');
  const registrazioni = () => here.collection('registrazioni');

  it('of what nobody touched is whole', requireWhole);

  describe('names', () => {
    for (const [what, name, alter, kind, named = name] of ALTERAZIONI)
      it(what, async () => {
        await altered(name, alter, async () => {
          const { integro, primoErrore } = await endpoint();
          assert.equal(integro, false);
          const expected = [numeroOf(named), 900_000].includes(primoErrore?.numero ?? 0);
          assert.ok(expected, `named ${primoErrore?.numero ?? 0}: ${primoErrore?.motivo ?? ''}`);
          assert.match(primoErrore?.motivo ?? '', kind);
          const fault = await everything();
          assert.ok(fault !== undefined && fault.motivo.length > 5);
        });
      });

    it('a record taken away: the next one tells of the hole', async () => {
      const record = await here.stored(done['rinnovato'] ?? assert.fail());
      await registrazioni().deleteOne({ _id: record._id });
      try {
        const { primoErrore, registrazioni: n } = await endpoint();
        assert.deepEqual([primoErrore?.numero, n], [numeroOf('annullato'), numeroOf('ultimo') - 1]);
        assert.match(primoErrore?.motivo ?? '', /buco nella numerazione: qui è atteso il numero 0000002/);
      } finally {
        await registrazioni().insertOne(record);
      }
    });

    it('a record put in at the end, with a chain of its own', async () => {
      const { _id, richiesta: _richiesta, ...record } = await here.stored(done['ultimo'] ?? assert.fail());
      const forged = {
        ...record,
        numero: numeroOf('ultimo') + 1,
        richiesta: { autore: 'x', chiave: 'x', sha256: 'x' },
        catena: { precedente: 'd'.repeat(64), hash: (record['catena'] as { hash: string }).hash },
      };
      const { insertedId } = await registrazioni().insertOne(forged);
      try {
        const { primoErrore } = await endpoint();
        assert.equal(primoErrore?.numero, forged.numero);
        assert.match(primoErrore.motivo, /precedente non è/);
      } finally {
        await registrazioni().deleteOne({ _id: insertedId });
      }
    });

    it('of two faults the first is named', async () => {
      await altered(
        'risposta',
        () => set({ oggetto: 'altro' }),
        () =>
          altered(
            'annullato',
            () => set({ operatore: 'rgd' }),
            async () => {
              assert.equal((await endpoint()).primoErrore?.numero, numeroOf('annullato'));
              assert.equal((await everything())?.numero, numeroOf('annullato'));
            },
          ),
      );
    });

    it('of another AOO: its own people are told, the others are not', async () => {
      const record = await here.stored({ ...(done['altra'] ?? assert.fail()), aoo: AOO_ALTRA });
      await registrazioni().updateOne({ _id: record._id }, set({ oggetto: 'altro' }));
      try {
        assert.equal((await endpoint()).integro, true);
        assert.equal(((await here.get('/registro/verifica', 'rgd2').expect(200)).body as Esito).integro, false);
        assert.deepEqual([(await everything())?.aoo, (await everything())?.numero], [AOO_ALTRA, 1]);
      } finally {
        await registrazioni().updateOne({ _id: record._id }, set({ oggetto: record['oggetto'] }));
      }
    });
  });

  describe('put back', () => {
    it('is whole again', requireWhole);
  });
});
