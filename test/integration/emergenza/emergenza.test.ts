import assert from 'node:assert/strict';
import type {
  ElencoPeriodi,
  EsitoRiversamento,
  PeriodoEmergenza,
  RigheRiversate,
} from '../../../schemas/emergenza.api.js';
import { comeByte } from '../../support/byte.js';
import { readText } from '../../support/giudici.js';
import { type Account, at, useHarness } from '../../support/harness.js';
import { judgeXml } from '../giornaliero/giornate.js';
import { isProblem } from '../protocollo/problemi.js';
import { EDILE, entrata, interna, PROVVEDIMENTO, ROSSI, ufficio } from '../protocollo/richieste.js';

const BASE = '/registro-emergenza';
/** The clock stands at nine of 2 March 2026. */
const INIZIO = '2026-03-01T08:00:00+01:00';
const FINE = '2026-03-01T18:00:00+01:00';

describe('the register of emergency', function () {
  this.timeout(60_000);
  const here = useHarness('emergenza', { web: 2 });
  let serial = 0;

  const open = (account: Account, over: object = {}) =>
    here
      .post(`${BASE}/periodi`, account)
      .send({ causa: 'guasto della rete elettrica', inizio: INIZIO, registro: `R${(serial += 1)}`, ...over });
  const opened = async (over: object = {}) => (await open('rgd', over).expect(201)).body as PeriodoEmergenza;
  const restored = (over: object = {}) => opened({ ripristino: FINE, ...over });
  const riga = (numero: number | string, over: object = {}) => {
    const { flusso, oggetto, mittenti, destinatari, mezzo } = entrata({ mezzo: 'sportello' });
    return { numero, data: '2026-03-01', ora: '09:30', flusso, oggetto, mittenti, destinatari, mezzo, ...over };
  };
  const righeDi = (n: number, from = 1) => Array.from({ length: n }, (_one, i) => riga(from + i));
  const pour = (periodo: string, righe: readonly object[], over: object = {}, account: Account = 'rgd') =>
    here.post(`${BASE}/riversamento`, account).send({
      periodo,
      righe,
      giornate: [{ data: '2026-03-01', operazioni: righe.length }],
      ...over,
    });
  const numeriOf = ({ righe }: EsitoRiversamento) => righe.map(({ registrazione }) => registrazione.numero);
  const integro = async () => {
    const answer = await here.get('/registro/verifica', 'rgd').expect(200);
    const { integro: whole, primoErrore } = answer.body as { integro: boolean; primoErrore?: unknown };
    assert.equal(primoErrore, undefined);
    return whole;
  };

  it('the RGD, or his deputy, authorises a period, with its cause and its beginning; then he states the restoration', async () => {
    for (const account of ['protocollo', 'istruttore', 'responsabile', 'archivista', 'admin'] as const)
      isProblem(await open(account), 403);
    await open('vicario').expect(201);
    const answer = await open('rgd', { registro: 'EM' }).expect(201);
    const one = answer.body as PeriodoEmergenza;
    assert.deepEqual(
      [one.registro, one.stato, one.inizio, one.autorizzato.utente, answer.headers['location']],
      ['EM', 'aperto', '2026-03-01T08:00:00.000+01:00', 'rgd', `/api/v1${BASE}/periodi/${one.id}`],
    );
    const restore = (body: object, account: Account = 'rgd') =>
      here.post(`${BASE}/periodi/${one.id}/ripristino`, account).send(body);
    isProblem(await restore({ ripristino: FINE }, 'protocollo'), 403);
    isProblem(await restore({ ripristino: '2026-03-01T07:00:00+01:00' }), 422, ['ripristino']);
    isProblem(await restore({ ripristino: FINE, giornate: [{ data: '2026-02-28', operazioni: 1 }] }), 422, [
      'giornate[0].data',
    ]);
    const done = (await restore({ ripristino: FINE, giornate: [{ data: '2026-03-01', operazioni: 2 }] }).expect(200))
      .body as PeriodoEmergenza;
    assert.deepEqual(
      [done.stato, done.giornate],
      ['ripristinato', [{ data: '2026-03-01', operazioni: 2, riversate: 0 }]],
    );
    isProblem(await restore({ ripristino: FINE }), 409);
    assert.deepEqual((await here.get(`${BASE}/periodi/${one.id}`, 'archivista').expect(200)).body, done);
    isProblem(await here.get(`${BASE}/periodi`, 'protocollo'), 403);
    isProblem(await here.get(`${BASE}/periodi/${one.id}`, 'rgd2'), 404);
  });

  it('over a day there is an act, a period lasts a week at most, those of one register do not overlap', async () => {
    const cases: [object, string][] = [
      [{ causa: undefined }, 'causa'],
      [{ inizio: undefined }, 'inizio'],
      [{ inizio: '2026-03-02T09:30:00+01:00' }, 'inizio'],
      [{ ripristino: '2026-03-01T07:59:00+01:00' }, 'ripristino'],
      [{ inizio: '2026-02-28T08:00:00+01:00', ripristino: FINE }, 'provvedimento'],
      [{ inizio: '2026-02-20T08:00:00+01:00', ripristino: FINE, provvedimento: PROVVEDIMENTO }, 'ripristino'],
      [{ registro: 'em 1' }, 'registro'],
      [{ fine: FINE }, 'fine'],
    ];
    for (const [over, campo] of cases) isProblem(await open('rgd', over), 422, [campo]);
    await opened({ inizio: '2026-02-28T08:00:00+01:00', ripristino: FINE, provvedimento: PROVVEDIMENTO });
    const { registro } = await opened();
    isProblem(await open('rgd', { registro, inizio: '2026-03-02T07:00:00+01:00' }), 409);
    isProblem(await open('rgd', { registro, inizio: '2026-02-28T20:00:00+01:00' }), 409);
    await opened({ registro, inizio: '2026-03-02T08:00:00+01:00' });
    const together = await Promise.all(Array.from({ length: 6 }, () => open('rgd', { registro: 'INSIEME' })));
    assert.deepEqual(together.map(({ status }) => status).sort(), [201, 409, 409, 409, 409, 409]);
  });

  it('rows become ordinary registrations of today, in their order, and keep the number of emergency', async () => {
    const before = await here.registered('protocollo', entrata());
    const { id, registro } = await restored({ registro: 'SALA' });
    const rows = [
      riga(2, { ...{ mittenti: [EDILE] }, ora: '10:15' }),
      riga('SALA-2026-0000001', { protocolloMittente: { numero: 'XY/77' } }),
      riga(3, { flusso: 'U', mittenti: [ufficio('U410')], destinatari: [ROSSI], mezzo: 'posta' }),
      riga(4, { ...interna(), mezzo: 'interno' }),
    ];
    const esito = (await pour(id, rows).expect(201)).body as EsitoRiversamento;
    const n = before.numero;
    assert.deepEqual(numeriOf(esito), [n + 2, n + 1, n + 3, n + 4]);
    assert.deepEqual([esito.periodo.stato, esito.periodo.riversate], ['riversato', 4]);
    const one = (await here.get(`/registrazioni/2026/${n + 2}`, 'protocollo').expect(200)).body as Record<
      string,
      unknown
    >;
    assert.deepEqual(one['emergenza'], { registro, numero: 2, data: '2026-03-01', ora: '10:15', periodo: id });
    assert.match(String(one['dataRegistrazione']), /^2026-03-02T/);
    assert.equal(one['tardiva'], undefined);
    const { canonico } = (await here.stored({ anno: 2026, numero: n + 2 })) as unknown as { canonico: string };
    assert.deepEqual((JSON.parse(canonico) as Record<string, unknown>)['emergenza'], one['emergenza'], 'in the chain');
    assert.ok(await integro());
    isProblem(
      await here.patch(`/registrazioni/2026/${n + 2}`, 'rgd', 1).send({ motivo: 'numero sbagliato', emergenza: {} }),
      422,
      ['emergenza'],
    );
    const { elementi } = (await here.get(`${BASE}/periodi/${id}/righe`, 'rgd').expect(200)).body as RigheRiversate;
    assert.deepEqual(
      elementi.map(({ codice, registrazione }) => [codice, registrazione.numero]),
      [1, 2, 3, 4].map((numero) => [`SALA-2026-000000${numero}`, n + numero]),
    );
  });

  it('a batch sent twice has the same ordinary numbers', async () => {
    const { id } = await restored();
    const rows = righeDi(5);
    const first = (await pour(id, rows).expect(201)).body as EsitoRiversamento;
    const stored = await here.count('registrazioni');
    const again = (await pour(id, rows).expect(200)).body as EsitoRiversamento;
    assert.deepEqual(numeriOf(again), numeriOf(first));
    assert.ok(again.righe.every(({ creata }) => !creata));
    const turned = (await pour(id, [...rows].reverse()).expect(200)).body as EsitoRiversamento;
    assert.deepEqual(numeriOf(turned).reverse(), numeriOf(first));
    const part = (
      await pour(id, [...rows, riga(6)], {
        giornate: [{ data: '2026-03-01', operazioni: 6 }],
      }).expect(201)
    ).body as EsitoRiversamento;
    assert.deepEqual(numeriOf(part).slice(0, 5), numeriOf(first));
    assert.deepEqual(
      part.righe.map(({ creata }) => creata),
      [false, false, false, false, false, true],
    );
    assert.equal(await here.count('registrazioni'), stored + 1);
    const other = isProblem(
      await pour(id, [...rows.slice(0, 4), { ...rows[4], oggetto: 'Tutt’altro documento' }]),
      409,
    );
    assert.deepEqual(
      other.errori?.map(({ campo }) => campo),
      ['righe[4].numero'],
    );
  });

  it('sent many times at once, among others who register: all rows once, no hole, one chain', async () => {
    const { id, registro } = await restored();
    const rows = righeDi(30);
    const [batches] = await Promise.all([
      Promise.all(Array.from({ length: 6 }, () => pour(id, rows))),
      Promise.all(Array.from({ length: 40 }, () => here.registered('protocollo', entrata()))),
    ]);
    for (const { status, text } of batches) assert.ok(status === 201 || status === 200, text);
    const numbers = batches.map(({ body }) => numeriOf(body as EsitoRiversamento));
    for (const one of numbers) assert.deepEqual(one, numbers[0]);
    assert.equal(await here.count('registrazioni', { 'emergenza.registro': registro }), 30);
    const [first = 0] = numbers[0] ?? [];
    assert.deepEqual(
      numbers[0],
      rows.map((_one, i) => first + i),
      'consecutive',
    );
    assert.ok(await integro());
  });

  it('a process killed in the middle leaves all rows or none; sent again they are there once', async () => {
    for (const waitMs of [0, 15, 40]) {
      const { id, registro } = await restored();
      const rows = righeDi(60);
      const web = await here.startWeb();
      const lost = here
        .post(`${BASE}/riversamento`, 'rgd', web)
        .send({ periodo: id, righe: rows, giornate: [{ data: '2026-03-01', operazioni: 60 }] })
        .then(
          () => undefined,
          () => undefined,
        );
      await new Promise((done) => setTimeout(done, 60 + waitMs));
      await web.kill();
      here.webs.splice(here.webs.indexOf(web), 1);
      await lost;
      const left = await here.count('registrazioni', { 'emergenza.registro': registro });
      assert.ok(left === 0 || left === 60, `${left} rows`);
      const { status, text } = await pour(id, rows);
      assert.equal(status, left === 0 ? 201 : 200, text);
      assert.equal(await here.count('registrazioni', { 'emergenza.registro': registro }), 60);
    }
    assert.ok(await integro());
  });

  it('what is wrong is told by row, and nothing is registered', async () => {
    const stored = await here.count('registrazioni');
    const { id } = await restored();
    const notYet = await opened();
    isProblem(await pour(notYet.id, [riga(1)]), 409);
    isProblem(await pour('0'.repeat(24), [riga(1)]), 404);
    isProblem(await pour(id, [riga(1)], {}, 'archivista'), 403);
    const cases: [object[], string[], object?][] = [
      [[], ['righe']],
      [[riga(1), riga(2, { data: '2026-02-27' })], ['righe[1].data']],
      [[riga(1), riga(2, { ora: '19:00' })], ['righe[1].ora']],
      [[riga(1), riga(2, { ora: '9' })], ['righe[1].ora']],
      [[riga(1), riga(1)], ['righe[1].numero']],
      [[riga(1), riga(3)], ['righe[1].numero']],
      [[riga('uno')], ['righe[0].numero']],
      [[riga(1), riga(2, { oggetto: '   ' })], ['righe[1].oggetto']],
      [[riga(1), riga(2, { mittenti: [] })], ['righe[1].mittenti']],
      [[riga(1), riga(2, { mezzo: 'piccione' })], ['righe[1].mezzo']],
      [[riga(1), riga(2, { classifica: 'XX.99' })], ['righe[1].classifica']],
      [[riga(1, { fascicolo: 'x' })], ['righe[0].fascicolo']],
      [
        [riga(1), riga(2)],
        ['giornate[0].operazioni', 'righe[1].data'],
        { giornate: [{ data: '2026-03-01', operazioni: 3 }] },
      ],
      [[riga(1)], ['giornate'], { giornate: undefined }],
    ];
    for (const [rows, campi, over] of cases) isProblem(await pour(id, rows, over), 422, campi);
    assert.equal(await here.count('registrazioni'), stored);
    await pour(id, [riga(1), riga(3)], { motivoBuchi: 'modulo 2 rovinato' }).expect(201);
    const { riversamenti } = (await here.get(`${BASE}/periodi/${id}`, 'rgd').expect(200)).body as PeriodoEmergenza;
    assert.equal(riversamenti[0]?.motivoBuchi, 'modulo 2 rovinato');
  });

  it('at a new interruption the numbers go on', async () => {
    const first = await restored({ registro: 'SEGUE' });
    await pour(first.id, righeDi(3)).expect(201);
    const second = await opened({
      registro: 'SEGUE',
      inizio: '2026-03-01T20:00:00+01:00',
      ripristino: '2026-03-01T23:00:00+01:00',
    });
    const late = (numero: number) => riga(numero, { ora: '21:00' });
    isProblem(await pour(second.id, [late(1)]), 409);
    isProblem(await pour(second.id, [late(5)]), 422, ['righe[0].numero']);
    const { registri } = (await here.get(`${BASE}/periodi`, 'vicario').expect(200)).body as ElencoPeriodi;
    assert.deepEqual(
      registri.find(({ registro }) => registro === 'SEGUE'),
      { registro: 'SEGUE', anno: 2026, prossimo: 4 },
    );
    await pour(second.id, [late(4)]).expect(201);
  });

  it('both numbers are on the papers, in the search and in the register of the day; terms run from the emergency', async function () {
    const { id } = await restored({ registro: 'CARTE' });
    const esito = (await pour(id, [riga(1)]).expect(201)).body as EsitoRiversamento;
    const one = esito.righe[0]?.registrazione ?? assert.fail('no row');
    const words = async (path: string) => {
      const answer = await here.get(path, 'rgd').buffer(true).parse(comeByte).expect(200);
      return readText(this, answer.body as Buffer);
    };
    const receipt = await words(`${at(one)}/ricevuta.pdf`);
    assert.match(receipt, /CARTE-2026-0000001 del 01\/03\/2026/);
    assert.match(receipt, /01\/03\/2026 alle ore 09:30/);
    assert.match(receipt, /31\/03\/2026/, 'thirty days from the first of March');
    assert.match(await words(`${at(one)}/etichetta.pdf?formato=100x50`), /CARTE-2026-0000001/);
    const found = async (query: string) =>
      (
        (await here.get(`/registrazioni?${query}`, 'protocollo').expect(200)).body as {
          elementi: { numero: number; emergenza?: object }[];
        }
      ).elementi;
    const [hit] = await found('q=CARTE-2026-0000001');
    assert.deepEqual([hit?.numero, hit?.emergenza !== undefined], [one.numero, true]);
    await here.moveClock('2026-03-03T09:00:00+01:00');
    const day = await here
      .get('/registro-giornaliero/2026-03-02', 'rgd')
      .set('Accept', 'application/xml')
      .buffer(true)
      .parse(comeByte)
      .expect(200);
    assert.match(
      (day.body as Buffer).toString('utf8'),
      /<Emergenza registro="CARTE" data="2026-03-01" ora="09:30">CARTE-2026-0000001<\/Emergenza>/,
    );
    assert.equal(await judgeXml(this, [day.body as Buffer]), '');
    const pdf = await words('/registro-giornaliero/2026-03-02');
    assert.match(pdf.replaceAll(/\s/g, ''), /CARTE-2026-0000001/);
  });

  it('the forms bear the numbers that come next', async function () {
    const sheet = await here.get(`${BASE}/modulo.csv?registro=CARTE&righe=3`, 'rgd').expect(200);
    assert.deepEqual(
      sheet.text
        .split('\r\n')
        .slice(1, 4)
        .map((line) => line.split(';')[0]),
      ['"CARTE-2026-0000002"', '"CARTE-2026-0000003"', '"CARTE-2026-0000004"'],
    );
    const blank = await here
      .get(`${BASE}/modulo.pdf?dal=1&righe=2`, 'archivista')
      .buffer(true)
      .parse(comeByte)
      .expect(200);
    assert.match(await readText(this, blank.body as Buffer), /EM-2026-0000001[^]*EM-2026-0000002/);
    isProblem(await here.get(`${BASE}/modulo.csv?righe=501`, 'rgd'), 422, ['righe']);
    isProblem(await here.get(`${BASE}/modulo.csv`, 'protocollo'), 403);
  });
});
