import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import type { Ruolo } from '../../../schemas/accesso.api.js';
import { Giornate, Giornata } from '../../../schemas/registro-giornaliero.api.js';
import { sha256Hex } from '../../../server/protocollo/canonico.js';
import { comeByte } from '../../support/byte.js';
import { type Account, at, useHarness } from '../../support/harness.js';
import { runScript } from '../../support/processi.js';
import { isProblem } from '../protocollo/problemi.js';
import { entrata, MOTIVO, uscita } from '../protocollo/richieste.js';
import { judgeXml, numeriOf, testoDi, variazioniOf } from './giornate.js';

const LETTORI: readonly Account[] = ['rgd', 'vicario', 'archivista'];
const ALTRI: readonly Account[] = ['protocollo', 'istruttore', 'responsabile', 'admin'];
const OSTILE = 'Oggetto con <b>&amp;</b> "virgolette", ]]> e caratteri 漢字 😀 é';

describe('the daily register by the API', function () {
  this.timeout(60_000);
  const here = useHarness('registro-giornaliero', { adesso: '2026-12-29T09:00:00+01:00' });
  const bytesOf = (answer: Response): Buffer => answer.body as Buffer;
  const read = (percorso: string, accept = 'application/xml', account: Account = 'rgd') =>
    here.get(percorso, account).set('Accept', accept).buffer(true).parse(comeByte);
  const giorno = (data: string): string => `/registro-giornaliero/${data}`;
  const kept: Record<string, Buffer> = {};

  before(async () => {
    await here.registered('protocollo', entrata({ protocolloMittente: { numero: 'A/12', data: '2026-12-01' } }));
    await here.registered(
      'protocollo',
      entrata({ oggetto: OSTILE, riservatezza: { livello: 'riservata', uo: ['U410'] } }),
    );
    const third = await here.registered('istruttore', uscita());
    await here
      .post(`${at(third)}/annullamento`, 'rgd')
      .send({ motivo: MOTIVO })
      .expect(200);
  });

  it('a day before the first registration is not there; today is not over; tomorrow is to come; a date must exist', async () => {
    isProblem(await here.get(giorno('2026-12-28'), 'rgd'), 404);
    assert.match(isProblem(await here.get(giorno('2026-12-29'), 'rgd'), 409).detail, /non ancora chiusa/);
    isProblem(await here.get(giorno('2026-12-30'), 'rgd'), 422, ['data']);
    for (const wrong of ['2026-02-29', '2026-13-01', '29-12-2026', 'oggi', '20261229', '2026-12-29T00:00:00Z'])
      isProblem(await here.get(giorno(wrong), 'rgd'), 400);
    isProblem(await here.post(`${giorno('2026-12-29')}/chiusura`, 'rgd').send({}), 409);
    isProblem(await here.get('/registro-annuale/2026', 'rgd'), 409);
    isProblem(await here.get('/registro-annuale/2025', 'rgd'), 404);
    isProblem(await here.get('/registro-annuale/2027', 'rgd'), 422);
    isProblem(await here.get('/registro-annuale/duemila', 'rgd'), 400);
    isProblem(await here.get(giorno('2026-12-29'), 'rgd2'), 409);
    assert.equal(await here.count('registriGiornalieri'), 0);
  });

  it('the day after it is given to who may read it, closed by the asking, in full and with a trace', async function () {
    await here.moveClock('2026-12-30T07:00:00+01:00');
    for (const account of ALTRI) isProblem(await here.get(giorno('2026-12-29'), account), 403);
    assert.equal(await here.count('registriGiornalieri'), 0);
    const pdf = await read(giorno('2026-12-29'), '*/*').expect(200);
    assert.equal(pdf.headers['content-type'], 'application/pdf');
    assert.match(pdf.headers['content-disposition'] ?? '', /^inline; filename="registro-giornaliero-2026-12-29\.pdf"/);
    const xml = await read(giorno('2026-12-29')).expect(200);
    assert.equal(xml.headers['content-type'], 'application/xml');
    assert.match(xml.headers['content-disposition'] ?? '', /filename="registro-giornaliero-2026-12-29\.xml"/);
    assert.equal(xml.headers['etag'], `"${sha256Hex(bytesOf(xml).toString('utf8'))}"`);
    for (const account of LETTORI)
      assert.deepEqual(bytesOf(await read(giorno('2026-12-29'), '*/*', account)), bytesOf(pdf));
    Object.assign(kept, { pdf: bytesOf(pdf), xml: bytesOf(xml) });
    assert.deepEqual([numeriOf(bytesOf(xml)), variazioniOf(bytesOf(xml))], [[1, 2, 3], [3]]);
    assert.equal(await judgeXml(this, [bytesOf(xml)]), '');
    const read1 = await here.count('accessi', { atto: 'legge-registro-giornaliero', riferimento: '2026-12-29' });
    assert.equal(read1, 2 + LETTORI.length);
  });

  it('it says of each registration the data of art. 53, and the hash of its last act', async () => {
    const text = String(kept['xml']);
    assert.ok(text.includes('Oggetto con &lt;b&gt;&amp;amp;&lt;/b&gt; "virgolette", ]]&gt; e caratteri 漢字 😀 é'));
    assert.match(text, /<ProtocolloMittente data="2026-12-01">A\/12</);
    assert.match(text, /<Riepilogo><Registrazioni>3<\/Registrazioni><PrimoNumero anno="2026">0000001</);
    for (const numero of [1, 2, 3]) {
      const { catena, eventi, documento } = await here.stored({ anno: 2026, numero });
      const [{ sha256 }, acts] = [documento as { sha256: string }, eventi as { hash: string }[]];
      const row = new RegExp(`<Registrazione numero="000000${numero}".*?</Registrazione>`).exec(text)?.[0] ?? '';
      const { hash } = catena as { hash: string };
      assert.ok(row.includes(`>${sha256}<`) && row.includes(`>${hash}<`));
      assert.equal(testoDi(row, 'ImprontaUltimoAtto'), acts.at(-1)?.hash ?? hash);
    }
    assert.match(text, /numero="0000003" anno="2026" stato="annullata"/);
    assert.equal((await here.get('/io', 'rgd')).status, 200);
  });

  it('asked again it is the same bytes, or 304; another format is 406', async () => {
    const etag = (await read(giorno('2026-12-29'), 'application/pdf')).headers['etag'] ?? '';
    await here.get(giorno('2026-12-29'), 'rgd').set('If-None-Match', etag).expect(304);
    assert.deepEqual(bytesOf(await read(giorno('2026-12-29'), 'text/html, application/xml;q=0.5')), kept['xml']);
    for (const accept of ['text/html', 'application/json', 'image/*'])
      isProblem(await here.get(giorno('2026-12-29'), 'rgd').set('Accept', accept), 406);
    isProblem(await here.get(`${giorno('2026-12-29')}?formato=pdf`, 'rgd'), 400);
  });

  it('what is changed later is in the register of the day of the change; the old one keeps its bytes', async () => {
    await here.moveClock('2027-01-02T10:00:00+01:00');
    await here
      .patch(at({ anno: 2026, numero: 1 }), 'rgd', 1)
      .send({ motivo: MOTIVO, oggetto: 'Oggetto rinnovato dopo la chiusura' })
      .expect(200);
    await here.moveClock('2027-01-03T10:00:00+01:00');
    const second = bytesOf(await read(giorno('2027-01-02')).expect(200));
    assert.deepEqual([numeriOf(second), variazioniOf(second)], [[], [1]]);
    assert.ok(String(second).includes('Oggetto rinnovato dopo la chiusura'));
    assert.deepEqual(bytesOf(await read(giorno('2026-12-29'))), kept['xml']);
    assert.deepEqual(bytesOf(await read(giorno('2026-12-29'), 'application/pdf')), kept['pdf']);
  });

  it('the days before were closed with it, in order, the empty ones too', async () => {
    const list = Giornate.parse((await here.get('/registro-giornaliero?anno=2026', 'archivista').expect(200)).body);
    assert.deepEqual(
      list.elementi.map(({ giorno: day, stato, registrazioni, tardiva }) => [day, stato, registrazioni, tardiva]),
      [
        ['2026-12-31', 'chiusa', 0, true],
        ['2026-12-30', 'chiusa', 0, true],
        ['2026-12-29', 'chiusa', 3, false],
      ],
    );
    assert.deepEqual([list.anni, list.annuale, list.inRitardo], [[2027, 2026], { stato: 'da-chiudere' }, 0]);
    let before = sha256Hex(String(kept['xml']));
    for (const day of ['2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02']) {
      const xml = String(bytesOf(await read(giorno(day))));
      assert.equal(testoDi(xml, 'Precedente'), before);
      before = sha256Hex(xml);
    }
    for (const account of ALTRI) isProblem(await here.get('/registro-giornaliero', account), 403);
    isProblem(await here.get('/registro-giornaliero?anno=26', 'rgd'), 422, ['anno']);
  });

  it('a late day is an alarm in the list, the metrics and the readiness; closing it on demand ends it', async () => {
    await here.moveClock('2027-01-05T08:00:01+01:00');
    const url = here.nextWeb().url;
    const late = async () => ({
      metrica: /^protocollo_giornate_da_chiudere (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1],
      avvisi: ((await (await fetch(`${url}/readyz`)).json()) as { avvisi: string[] }).avvisi,
      elenco: Giornate.parse((await here.get('/registro-giornaliero', 'rgd')).body),
    });
    const before = await late();
    assert.deepEqual(
      [before.metrica, before.avvisi, before.elenco.inRitardo],
      ['2', ['registro-giornaliero-in-ritardo'], 2],
    );
    assert.deepEqual(before.elenco.elementi[1], { giorno: '2027-01-04', stato: 'da-chiudere', tardiva: true });
    assert.equal(before.elenco.elementi[0]?.stato, 'in-corso');
    const answer = await here
      .post(`${giorno('2027-01-04')}/chiusura`, 'vicario')
      .send({})
      .expect(200);
    const closed = Giornata.parse(answer.body);
    assert.deepEqual([closed.stato, closed.tardiva, closed.progressivo], ['chiusa', true, 4]);
    assert.deepEqual(
      Giornata.parse((await here.post(`${giorno('2027-01-04')}/chiusura`, 'rgd').send({})).body),
      closed,
    );
    const after = await late();
    assert.deepEqual([after.metrica, after.avvisi, after.elenco.inRitardo], ['0', [], 0]);
  });

  it('the year that is over has its register, once, with the hashes of its days', async function () {
    const pdf = bytesOf(await read('/registro-annuale/2026', 'application/pdf').expect(200));
    const xml = bytesOf(await read('/registro-annuale/2026').expect(200));
    assert.equal(await judgeXml(this, [xml]), '');
    assert.deepEqual(numeriOf(xml), [1, 2, 3]);
    assert.ok(String(xml).includes(sha256Hex(String(kept['xml']))));
    assert.ok(!String(xml).includes('Oggetto rinnovato dopo la chiusura'), 'as it stood on 31 December');
    assert.deepEqual(bytesOf(await read('/registro-annuale/2026', 'application/pdf', 'archivista')), pdf);
    for (const account of ALTRI) isProblem(await here.get('/registro-annuale/2026', account), 403);
    isProblem(await here.get('/registro-annuale/2027', 'rgd'), 409);
    isProblem(await here.get('/registro-annuale/2026', 'rgd').set('Accept', 'text/csv'), 406);
    assert.equal(await here.count('registriAnnuali'), 1);
  });

  it('nothing of a closed day can be changed or taken away', async () => {
    for (const account of ['rgd', 'admin'] as const) isProblem(await here.delete(giorno('2026-12-29'), account), 405);
    isProblem(await here.put(giorno('2026-12-29'), 'rgd'), 405);
  });

  const RUOLI: Readonly<Record<Ruolo, number>> = {
    operatore: 403,
    istruttore: 403,
    responsabile: 403,
    archivista: 200,
    rgd: 200,
    vicario: 200,
    admin: 403,
  };
  it('closing on demand is of those who read', async () => {
    for (const [ruolo, status] of Object.entries(RUOLI)) {
      const account = (ruolo === 'operatore' ? 'protocollo' : ruolo) as Account;
      await here
        .post(`${giorno('2026-12-29')}/chiusura`, account)
        .send({})
        .expect(status);
    }
  });

  it('the verification finds the days whole, and a register whose last records were cut', async () => {
    const verifica = async (anno: number) =>
      (await here.get(`/registro/verifica?anno=${anno}`, 'rgd').expect(200)).body as {
        integro: boolean;
        primoErrore?: { numero: number; motivo: string };
      };
    const script = () => runScript('scripts/verifica.js', ['--anno', '2026'], { database: here.database });
    assert.equal((await verifica(2026)).integro, true);
    assert.equal((await verifica(2027)).integro, true);
    const whole = await script();
    assert.equal(whole.code, 0, whole.output);
    assert.match(whole.output, /3 registrazioni, 3 registri giornalieri/);
    const cut = await here.stored({ anno: 2026, numero: 3 });
    await here.collection('registrazioni').deleteOne({ _id: cut._id });
    const { integro, primoErrore } = await verifica(2026);
    assert.equal(integro, false);
    assert.equal(primoErrore?.numero, 3);
    assert.match(primoErrore.motivo, /registro giornaliero del 29\/12\/2026 nomina la registrazione 0000003\/2026/);
    const faulty = await script();
    assert.equal(faulty.code, 1);
    assert.match(faulty.output, /Primo errore: AVLD001 n\. 0000003\/2026: il registro giornaliero/);
    await here.collection('registrazioni').insertOne(cut);
    assert.equal((await verifica(2026)).integro, true);
  });
});
