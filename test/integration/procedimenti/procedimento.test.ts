import assert from 'node:assert/strict';
import type { Context } from 'mocha';
import type { z } from 'zod';
import type { ProcedimentoLetto, TerminiScrivania } from '../../../schemas/procedimento.api.js';
import { buildPersone } from '../../../server/demo/ente.js';
import { comeByte } from '../../support/byte.js';
import { readText } from '../../support/giudici.js';
import { type Account, at, useHarness } from '../../support/harness.js';
import { isProblem } from '../protocollo/problemi.js';
import { competenza, entrata } from '../protocollo/richieste.js';

const CATALOGO = [
  {
    codice: 'PDC',
    denominazione: 'Rilascio Permesso di Costruire',
    materia: 'Edilizia privata',
    uo: 'U410',
    voce: 'VI.3.1',
    tipoFascicolo: 'procedimento',
    termine: 60,
    computo: 'calendario',
    esito: 'silenzio-assenso',
    norma: 'DPR 380/2001 art. 20',
    fasi: ['Preparatoria', 'Istruttoria', 'Decisoria o deliberativa'],
    documenti: ['Istanza', 'Permesso di costruire'],
  },
];

describe('the procedimento of a fascicolo, with its term', function () {
  this.timeout(30_000);
  const here = useHarness('procedimento');
  let fascicolo = '';
  let ricevuta = '';
  const readRicevuta = async (context: Context): Promise<string> => {
    const pdf = await here.get(`${ricevuta}/ricevuta.pdf`, 'protocollo').buffer(true).parse(comeByte).expect(200);
    return (await readText(context, pdf.body as Buffer, '-raw')).replaceAll(/\s+/g, ' ');
  };
  const read = async (account: Account = 'istruttore') =>
    (await here.get(`/fascicoli/${fascicolo}/procedimento`, account).expect(200)).body as ProcedimentoLetto;
  const act = (passo: string, body: object = {}, account: Account = 'istruttore') =>
    here.post(`/fascicoli/${fascicolo}/procedimento/${passo}`, account).send(body);
  const termini = async (account: Account, quali = 'tutti') =>
    (await here.get(`/termini?quali=${quali}`, account).expect(200)).body as z.infer<typeof TerminiScrivania>;

  before(async () => {
    await here
      .post('/configurazione/procedimenti/versioni', 'rgd')
      .send({ validoDal: '2026-03-02', motivo: 'Ricognizione dei procedimenti', contenuto: CATALOGO })
      .expect(201);
    const opened = await here
      .post('/fascicoli', 'responsabile')
      .send({
        oggetto: 'Permesso di costruire in via dei Salici',
        tipo: 'procedimento',
        classifica: 'VI.3.1',
        uo: 'U410',
        rup: 'istruttore',
        procedimento: 'rilascio permesso di costruire',
      })
      .expect(201);
    fascicolo = (opened.body as { id: string }).id;
  });

  it('begins with the fascicolo; its first day becomes that of the arrival of the istanza', async function () {
    const born = await read();
    assert.deepEqual(
      [born.stato, born.inizio, born.scadenza, born.restano],
      ['in-corso', '2026-03-02', '2026-05-02', 60],
    );
    assert.deepEqual(born.fasi, [{ fase: 'Preparatoria', dal: '2026-03-02' }]);
    const istanza = await here.registered(
      'protocollo',
      entrata({ mezzo: 'posta', dataArrivo: '2026-02-27', classifica: 'VI.3', assegnazioni: [competenza('U410')] }),
    );
    await act('avvio', { registrazione: { anno: istanza.anno, numero: istanza.numero } }).expect(200);
    const begun = await read();
    assert.deepEqual([begun.inizio, begun.scadenza, begun.silenzioDal], ['2026-02-27', '2026-04-28', '2026-04-29']);

    await here
      .post(`/fascicoli/${fascicolo}/documenti`, 'istruttore')
      .send({ registrazioni: [{ anno: istanza.anno, numero: istanza.numero }] })
      .expect(201);
    ricevuta = at(istanza);
    const testo = await readRicevuta(this);
    const { denominazione = '' } = buildPersone(2026).find(({ utente }) => utente === 'istruttore') ?? {};
    for (const parola of [
      'Procedimento Rilascio Permesso di Costruire',
      `Responsabile ${denominazione}`,
      'Data di arrivo 27/02/2026',
      'Termine 60 giorni dal 27/02/2026: cioè entro il 28/04/2026, salve sospensioni (DPR 380/2001 art. 20)',
      'Silenzio Decorso il termine senza un provvedimento, il silenzio equivale ad accoglimento (L. 241/1990, art. 20, c. 1)',
      'potere sostitutivo (L. 241/1990, art. 2, c. 9-ter)',
      'vale come comunicazione di avvio del procedimento',
    ])
      assert.ok(testo.includes(parola), `${parola}: ${testo}`);
  });

  it('goes on by phases, stands, runs again; the days are counted, the events say who and why', async function () {
    await act('fasi', { fase: 'Istruttoria' }).expect(200);
    await here.moveClock('2026-03-09T10:00:00+01:00');
    isProblem(await act('sospensione', { tipo: 'sospensione' }), 422, ['motivo']);
    await act('sospensione', { tipo: 'sospensione', motivo: 'documenti da integrare' }).expect(200);
    const still = await read();
    assert.deepEqual([still.stato, still.usati, still.scadenza], ['sospeso', 10, undefined]);
    assert.ok((await readRicevuta(this)).includes('il termine è sospeso e la sua fine sarà comunicata alla ripresa'));
    assert.deepEqual(
      (await termini('istruttore', 'sospesi')).elementi.map(({ sospesoDal }) => sospesoDal),
      ['2026-03-09'],
    );
    isProblem(await act('sospensione', { tipo: 'interruzione', motivo: 'un’altra volta' }), 422, ['dal']);
    await here.moveClock('2026-03-19T10:00:00+01:00');
    isProblem(await act('ripresa', { al: '2026-03-01' }), 422, ['al']);
    await act('ripresa').expect(200);
    const again = await read();
    assert.deepEqual([again.stato, again.usati, again.scadenza], ['in-corso', 10, '2026-05-08']);
    const { elementi } = (await here.get(`/fascicoli/${fascicolo}/eventi`, 'responsabile').expect(200)).body as {
      elementi: { tipo: string; utente: string; dettagli: { passo?: string; motivo?: string } }[];
    };
    assert.deepEqual(
      elementi
        .filter(({ tipo }) => tipo === 'procedimento')
        .map(({ utente, dettagli }) => [utente, dettagli.passo, dettagli.motivo])
        .reverse()
        .sort((a, b) => String(a[1]).localeCompare(String(b[1]))),
      [
        ['istruttore', 'avvio', undefined],
        ['istruttore', 'fase', undefined],
        ['istruttore', 'fermata', 'documenti da integrare'],
        ['istruttore', 'ripresa', undefined],
      ],
    );
  });

  it('is on the desks when its end comes near, and when it has passed; other offices do not see it', async () => {
    assert.deepEqual((await termini('istruttore')).inScadenza, 0);
    await here.moveClock('2026-05-04T10:00:00+02:00');
    const near = await termini('responsabile', 'in-scadenza');
    assert.deepEqual(
      near.elementi.map(({ restano, scadenza }) => [restano, scadenza]),
      [[4, '2026-05-08']],
    );
    assert.deepEqual((await termini('istruttore.u114')).elementi, []);
    isProblem(await here.get(`/fascicoli/${fascicolo}/procedimento`, 'istruttore.u114'), 404);
    isProblem(await here.get('/termini', 'admin'), 403);
    await here.moveClock('2026-05-11T10:00:00+02:00');
    const late = await termini('rgd', 'scaduti');
    assert.deepEqual(
      late.elementi.map(({ ritardo, stato }) => [ritardo, stato]),
      [[3, 'scaduto']],
    );
    assert.equal(late.scaduti, 1);
  });

  it('ends once; what its fascicolo lacks is told at the closing', async () => {
    const refused = await here
      .post(`/fascicoli/${fascicolo}/chiusura`, 'responsabile')
      .set('If-Match', `"${(await read()).versione}"`)
      .send({});
    isProblem(refused, 409);
    const codici = (refused.body as { mancanze: { codice: string }[] }).mancanze.map(({ codice }) => codice);
    for (const codice of ['documento-atteso', 'procedimento-in-corso'])
      assert.ok(codici.includes(codice), codici.join());
    await act('conclusione', { motivo: 'istanza ritirata dal richiedente' }).expect(200);
    assert.equal((await read()).stato, 'concluso');
    const left = (await here.get(`/fascicoli/${fascicolo}/chiusura`, 'responsabile').expect(200)).body as {
      mancanze: { codice: string }[];
    };
    assert.ok(!left.mancanze.some(({ codice }) => codice === 'procedimento-in-corso'));
    isProblem(await act('sospensione', { tipo: 'sospensione', motivo: 'troppo tardi' }), 409);
    assert.deepEqual((await termini('rgd')).elementi, []);
  });

  it('completes a document in one act: sottoclasse and fascicolo, opened once however often it is asked', async () => {
    const one = await here.registered(
      'protocollo',
      entrata({ classifica: 'VI.3', assegnazioni: [competenza('U410')], dataArrivo: '2026-05-08', mezzo: 'posta' }),
    );
    const nuovo = {
      oggetto: 'Permesso di costruire in via del Molino',
      tipo: 'procedimento',
      classifica: 'VI.3.1',
      procedimento: 'PDC',
    };
    const complete = (account: Account) => here.post(`${at(one)}/completamento`, account).send({ nuovo });
    isProblem(await complete('istruttore'), 403);
    await complete('responsabile').expect(200);
    await complete('responsabile').expect(200);
    const stored = await here.stored(one);
    assert.equal((stored['classifica'] as { codice: string }).codice, 'VI.3.1');
    const opened = await here.collection('fascicoli').find({ oggetto: nuovo.oggetto }).toArray();
    assert.deepEqual(
      opened.map(({ _id, uo, iter }) => [String(_id), uo as string, (iter as { inizio: string }).inizio]),
      [[stored['fascicolo'], 'U410', '2026-05-08']],
    );
    assert.ok(!(stored['attese'] as string[]).some((marca) => marca.startsWith('terzo-livello')));
    isProblem(await here.post(`${at(one)}/completamento`, 'responsabile').send({ fascicolo, nuovo }), 422, [
      'fascicolo',
    ]);
    isProblem(
      await here.post(`${at(one)}/completamento`, 'responsabile').send({ nuovo: { ...nuovo, oggetto: 'Varie' } }),
      422,
      ['nuovo.oggetto'],
    );
  });
});
