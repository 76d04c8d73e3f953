import assert from 'node:assert/strict';
import type { Avvisi } from '../../../schemas/avvisi.api.js';
import type { EventiScansione, Lotto, RigaScansione, Scansione } from '../../../schemas/scansione.api.js';
import { insertScansione } from '../../../schemas/scansione.model.js';
import type { Scrivania } from '../../../schemas/scrivania.api.js';
import { newId } from '../../../server/attestazioni/identita.js';
import { type Account, useHarness } from '../../support/harness.js';
import { buildScansione, scansionePronta } from '../attestazioni/banco.js';
import { isProblem } from '../protocollo/problemi.js';
import { entrata, MOTIVO } from '../protocollo/richieste.js';

const ORA_MS = 3_600_000;

describe('what has arrived and is not registered (L. 241/1990 art. 18-bis c. 1)', function () {
  this.timeout(30_000);
  const here = useHarness('da-registrare');
  const coda = async (account: Account) =>
    ((await here.get('/scrivania', account).expect(200)).body as Scrivania).daRegistrare;
  const elenco = async () =>
    (
      (await here.get('/scansioni?daRegistrare=si', 'protocollo').expect(200)).body as {
        elementi: RigaScansione[];
        totale: number;
      }
    ).elementi.map(({ id }) => id);
  const allarme = async () =>
    ((await here.get('/conservazione/avvisi', 'rgd').expect(200)).body as Avvisi).elementi.find(
      ({ tipo }) => tipo === 'non-registrati',
    );
  /** A scan that came so many hours ago. */
  const arrivata = (ore: number, over: Parameters<typeof scansionePronta>[1] = {}) => {
    const creata = new Date(here.now().getTime() - ore * ORA_MS);
    return scansionePronta(here, { _id: newId(creata), creata, aggiornata: creata, ...over });
  };

  it('a clean scan without a number stands on the desk of who registers, oldest first, until it is registered', async () => {
    assert.deepEqual(await coda('protocollo'), { totale: 0, inRitardo: 0 });
    const [nuova, vecchia] = [await arrivata(1), await arrivata(20)];
    await arrivata(2, { registrazione: { anno: 2026, numero: 1, da: 'operatore' }, unione: { stato: 'in-attesa' } });
    const { totale, dal, inRitardo } = (await coda('protocollo')) ?? assert.fail('no queue');
    assert.deepEqual([totale, inRitardo], [2, 0]);
    assert.equal(Date.parse(dal ?? ''), vecchia.creata.getTime());
    assert.deepEqual(await elenco(), [vecchia._id, nuova._id]);
    for (const account of ['rgd', 'vicario'] as const) assert.equal((await coda(account))?.totale, 2, account);
    for (const account of ['istruttore', 'responsabile', 'archivista'] as const)
      assert.equal(await coda(account), undefined, account);
    assert.equal(await allarme(), undefined);

    await here.post(`/scansioni/${vecchia._id}/registrazione`, 'protocollo').send(entrata({ mezzo: 'posta' })).expect(201); // prettier-ignore
    assert.deepEqual(await elenco(), [nuova._id]);
  });

  it('after a day it is an alarm, whatever its state; the AOO may say another term', async () => {
    const before = (await coda('protocollo'))?.totale ?? 0;
    await arrivata(23);
    assert.equal((await coda('protocollo'))?.inRitardo, 0);
    const tardi = [await arrivata(25), await arrivata(30, { stato: 'attestata' }), await arrivata(49, { stato: 'errore' })]; // prettier-ignore
    const { totale, inRitardo } = (await coda('protocollo')) ?? assert.fail('no queue');
    assert.deepEqual([totale, inRitardo], [before + 4, 3]);
    const told = (await allarme()) ?? assert.fail('no alarm');
    assert.deepEqual([told.numero, told.grave, told.indirizzo], [3, true, '/scansioni?vista=da-registrare']);

    const { contenuto } = (await here.get('/configurazione/impostazioni', 'rgd').expect(200)).body as {
      contenuto: Record<string, unknown>;
    };
    assert.equal(contenuto['registrazioneGiorni'], 1);
    await here
      .post('/configurazione/impostazioni/versioni', 'rgd')
      .send({ motivo: MOTIVO, validoDal: '2026-03-02', contenuto: { ...contenuto, registrazioneGiorni: 2 } })
      .expect(201);
    assert.equal((await coda('protocollo'))?.inRitardo, 1);
    assert.equal((await allarme())?.numero, 1);
    const [, , quarantanove = assert.fail()] = tardi;
    assert.equal((await elenco())[0], quarantanove._id);
  });

  it('a batch that was not parted is in it too', async () => {
    const before = (await coda('protocollo'))?.totale ?? 0;
    const lotto = buildScansione({ sha256: 'a'.repeat(64), dimensione: 9 }, here.now());
    const { copia: _copia, ...intero } = { ...lotto, specie: 'lotto' as const, stato: 'errore' as const };
    await insertScansione(intero);
    assert.equal((await coda('protocollo'))?.totale, before + 1);
    const escludi = here.post(`/scansioni/lotti/${lotto._id}/esclusione`, 'protocollo');
    const { esclusa } = (await escludi.send({ esclusione: 'Scansione ripetuta' }).expect(200)).body as Lotto;
    assert.equal(esclusa?.esclusione, 'Scansione ripetuta');
    assert.equal((await coda('protocollo'))?.totale, before);
  });

  it('leaves it by one of the exclusions of the AOO and no other way, with who and why; it may be registered after all', async () => {
    const { _id } = await arrivata(3);
    const escludi = (corpo: object, account: Account = 'protocollo') =>
      here.post(`/scansioni/${_id}/esclusione`, account).send(corpo);
    isProblem(await escludi({}), 422, ['esclusione']);
    isProblem(await escludi({ esclusione: 'Perché sì' }), 422, ['esclusione']);
    isProblem(await escludi({ esclusione: 'Materiali pubblicitari' }, 'responsabile'), 403);
    assert.ok((await elenco()).includes(_id));
    const motivo = 'volantino di un negozio';
    const done = (await escludi({ esclusione: 'Materiali pubblicitari', motivo }).expect(200)).body as Scansione;
    assert.deepEqual(
      [done.esclusa?.esclusione, done.esclusa?.utente, done.esclusa?.motivo],
      ['Materiali pubblicitari', 'protocollo', motivo],
    );
    assert.ok(!(await elenco()).includes(_id));
    isProblem(await escludi({ esclusione: 'Materiali pubblicitari' }), 409);
    const { elementi } = (await here.get(`/scansioni/${_id}/eventi`, 'protocollo').expect(200)).body as EventiScansione;
    const atto = elementi.find(({ tipo }) => tipo === 'esclusione');
    assert.deepEqual(atto?.dettagli, { esclusione: 'Materiali pubblicitari', norma: 'DPR 445/2000, art. 53, comma 5', motivo }); // prettier-ignore
    await here.post(`/scansioni/${_id}/registrazione`, 'protocollo').send(entrata({ mezzo: 'posta' })).expect(201); // prettier-ignore
    const after = (await here.get(`/scansioni/${_id}`, 'protocollo').expect(200)).body as Scansione;
    assert.deepEqual([after.esclusa, after.registrazione?.anno], [undefined, 2026]);
  });
});
