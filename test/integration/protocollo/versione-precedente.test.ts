import assert from 'node:assert/strict';
import { completeDerivati } from '../../../server/derivati.js';
import { updateIndice } from '../../../server/ricerca/sigilla.js';
import { AOO_PROVA, at } from '../../support/harness.js';
import { useRegistroDiProva } from './registro-di-prova.js';
import { competenza, entrata, MOTIVO } from './richieste.js';

const AGGIUNTI = ['attese', 'giorniAtti', 'daIndicizzare', 'rifiuto', 'rifiuti', 'richiestaAnnullamento'];
const without = (campi: readonly string[]) => ({ $unset: Object.fromEntries(campi.map((campo) => [campo, 1])) });

describe('a database made by an earlier version', function () {
  this.timeout(60_000);
  const { here, numeroOf, endpoint, everything } = useRegistroDiProva('versione_precedente');
  const registrazioni = () => here.collection('registrazioni');
  const all = () =>
    registrazioni()
      .find({}, { projection: { parole: 0, daIndicizzare: 0 } })
      .sort({ aoo: 1, numero: 1 })
      .toArray();
  let rifiutata: { anno: number; numero: number };

  before(async () => {
    rifiutata = await here.registered(
      'protocollo',
      entrata({ oggetto: 'Manutenzione del ponte romano', assegnazioni: [competenza('U410')] }),
    );
    for (const [sub, account, body] of [
      ['rifiuto', 'istruttore', { motivo: 'non è nostra' }],
      ['annullamento', 'protocollo', { motivo: MOTIVO }],
    ] as const)
      assert.ok((await here.post(`${at(rifiutata)}/${sub}`, account).send(body)).status < 300);
  });

  it('is completed at the start: whole for the verification, in its queues, found by its words', async () => {
    const now = await all();
    await registrazioni().updateMany({}, without(AGGIUNTI));
    await registrazioni().updateMany({}, { $set: { parole: ['ponte', 'romano'] } });
    await here.collection('corrispondenti').updateMany({}, without(['nome', 'codici', 'recapiti']));
    await here.collection('sistema').updateMany({}, without(['derivati']));
    await Promise.all(['ricerca-stato', 'ricerca-blocchi'].map((name) => here.collection(name).deleteMany({})));
    assert.equal((await endpoint()).integro, false);

    const web = await here.startWeb(); // as it is started after the installation of this version
    assert.equal(await completeDerivati(), 0);
    assert.deepEqual(await all(), now);
    assert.deepEqual([(await endpoint()).integro, await everything()], [true, undefined]);
    assert.equal(await here.count('corrispondenti', { codici: { $exists: false } }), 0);
    const { elementi } = (await here.get('/scrivania/rifiutate', 'protocollo', web).expect(200)).body as {
      elementi: { numero: number }[];
    };
    assert.deepEqual(
      elementi.map(({ numero }) => numero),
      [rifiutata.numero],
    );
    await updateIndice(AOO_PROVA, new AbortController().signal);
    const found = (await here.get('/registrazioni?q=ponte romano', 'protocollo', web).expect(200)).body as {
      elementi: { numero: number }[];
    };
    assert.deepEqual(
      found.elementi.map(({ numero }) => numero),
      [rifiutata.numero],
    );
  });

  it('does not make good what was altered', async () => {
    const filter = { aoo: AOO_PROVA, numero: numeroOf('primo') };
    const record = await registrazioni().findOne(filter);
    await registrazioni().updateOne(filter, { ...without(AGGIUNTI), $set: { mezzo: 'pec', note: 'altra' } });
    await here.collection('sistema').updateMany({}, without(['derivati']));
    assert.equal(await completeDerivati(), 1);
    const { primoErrore } = await endpoint();
    assert.deepEqual([primoErrore?.numero, primoErrore?.motivo.includes('note')], [numeroOf('primo'), true]);
    await registrazioni().replaceOne(filter, record ?? assert.fail());
    assert.equal(await everything(), undefined);
  });
});
