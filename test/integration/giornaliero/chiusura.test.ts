import assert from 'node:assert/strict';
import {
  findGiornaliero,
  RegistroGiornalieroModel,
  type RegistroGiornaliero,
} from '../../../schemas/registro-giornaliero.model.js';
import { closeAnno } from '../../../server/giornaliero/annuale.js';
import { ensureCopia } from '../../../server/giornaliero/copia.js';
import { HASH_INIZIALE, sha256Hex } from '../../../server/protocollo/canonico.js';
import { judgePdfA } from '../../support/giudici.js';
import { AOO } from '../../support/factories.js';
import { judgeXml, numeriOf, testoDi, useRegistroAMano, variazioniOf } from './giornate.js';

const dayOf = async (giorno: string): Promise<RegistroGiornaliero> =>
  (await findGiornaliero(AOO, giorno)) ?? assert.fail(`${giorno} is not closed`);

describe('the days of a register', function () {
  this.timeout(60_000);
  const here = useRegistroAMano('giornate');
  const xmlOf = async (giorno: string): Promise<Buffer> => here.read((await dayOf(giorno)).xml.sha256);

  it('nothing is registered: nothing is closed', async () => {
    here.at('2026-03-27T10:00:00+01:00');
    assert.deepEqual(await here.close('2026-03-26'), { ultimo: null, quante: 0 });
  });

  it('a day of 23 hours, the empty days around it and the change of month hold every record once', async () => {
    const istanti = [
      '2026-03-28T23:59:59.999+01:00',
      '2026-03-29T00:00:00.000+01:00',
      '2026-03-29T01:59:59.999+01:00',
      '2026-03-29T03:00:00.000+02:00',
      '2026-03-29T23:59:59.999+02:00',
      '2026-03-30T00:00:00.000+02:00',
      '2026-04-02T12:00:00.000+02:00',
    ];
    for (const istante of istanti) await here.register(istante);
    here.at('2026-04-03T00:05:00+02:00');
    const { quante } = await here.close('2026-04-02');
    assert.equal(quante, 6);
    const held = await Promise.all(
      ['2026-03-28', '2026-03-29', '2026-03-30', '2026-03-31', '2026-04-01', '2026-04-02'].map(async (giorno) =>
        numeriOf(await xmlOf(giorno)),
      ),
    );
    assert.deepEqual(held, [[1], [2, 3, 4, 5], [6], [], [], [7]]);
  });

  it('a day of 25 hours too, where an hour comes twice; New Year begins its numbers anew', async () => {
    const istanti = [
      '2026-10-24T23:59:59.999+02:00',
      '2026-10-25T00:00:00.000+02:00',
      '2026-10-25T02:30:00.000+02:00',
      '2026-10-25T02:30:00.000+01:00',
      '2026-10-25T23:59:59.999+01:00',
      '2026-10-26T00:00:00.000+01:00',
      '2026-12-31T23:59:59.900+01:00',
      '2027-01-01T00:00:00.100+01:00',
    ];
    for (const istante of istanti) await here.register(istante);
    here.at('2027-01-02T00:05:00+01:00');
    await here.close('2027-01-01');
    for (const [giorno, numeri] of [
      ['2026-10-24', [8]],
      ['2026-10-25', [9, 10, 11, 12]],
      ['2026-10-26', [13]],
      ['2026-12-31', [14]],
      ['2027-01-01', [1]],
    ] as const)
      assert.deepEqual(numeriOf(await xmlOf(giorno)), numeri, giorno);
    const twice = String(await xmlOf('2026-10-25'));
    assert.ok(twice.includes('T02:30:00.000+02:00') && twice.includes('T02:30:00.000+01:00'));
    assert.equal((await dayOf('2027-01-01')).progressivo, 1);
  });

  it('is one chain of days without a hole, each the hash of its file, numbered in its year', async () => {
    const days = await RegistroGiornalieroModel.find({ aoo: AOO }).sort({ giorno: 1 }).lean<RegistroGiornaliero[]>();
    let before = HASH_INIZIALE;
    let progressivo = 0;
    for (const day of days) {
      const xml = await here.read(day.xml.sha256);
      assert.equal(sha256Hex(xml.toString('utf8')), day.xml.sha256);
      assert.deepEqual([day.precedente, testoDi(xml, 'Precedente')], [before, before], day.giorno);
      progressivo = day.anno === days[0]?.anno ? progressivo + 1 : 1;
      assert.equal(day.progressivo, progressivo, day.giorno);
      before = day.xml.sha256;
    }
    assert.deepEqual([days[0]?.giorno, days.at(-1)?.giorno, days.length], ['2026-03-28', '2027-01-01', 280]);
  });

  it('asked again, by many at once, it is closed once', async () => {
    await here.register('2027-01-02T09:00:00+01:00');
    here.at('2027-01-06T00:05:00+01:00');
    const before = await RegistroGiornalieroModel.countDocuments();
    await Promise.all(Array.from({ length: 5 }, () => here.close('2027-01-05')));
    assert.equal(await RegistroGiornalieroModel.countDocuments(), before + 4);
    assert.deepEqual(await here.close('2027-01-05'), { ultimo: await dayOf('2027-01-05'), quante: 0 });
  });

  it('a day that is not over stays open, whatever is asked', async () => {
    here.at('2027-01-06T23:59:59.999+01:00');
    assert.equal((await here.close('2027-01-09')).ultimo?.giorno, '2027-01-05');
    assert.equal(await findGiornaliero(AOO, '2027-01-06'), null);
  });

  it('closed late it says what it would have said in time, and that it is late', async () => {
    const { numero } = await here.register('2027-01-06T10:00:00+01:00');
    await here.act(14, '2027-01-06T11:00:00+01:00', 'Corretto il sei');
    await here.act(14, '2027-01-07T11:00:00+01:00', 'Corretto il sette');
    here.at('2027-01-08T07:59:59+01:00');
    await here.close('2027-01-07');
    const six = String(await xmlOf('2027-01-06'));
    assert.match(six, /tardiva="true">2027-01-08T07:59/);
    assert.deepEqual([numeriOf(six), variazioniOf(six)], [[numero], [14]]);
    assert.ok(six.includes('Corretto il sei') && !six.includes('Corretto il sette'));
    const seven = String(await xmlOf('2027-01-07'));
    assert.match(seven, /tardiva="false"/);
    assert.deepEqual([numeriOf(seven), variazioniOf(seven)], [[], [14]]);
  });

  it('what took its instant before midnight and was written after the closing is in the next one, once', async () => {
    here.at('2027-01-09T00:05:00+01:00');
    await here.close('2027-01-08');
    const before = await xmlOf('2027-01-08');
    const { numero } = await here.register('2027-01-08T23:59:59.900+01:00');
    await here.act(3, '2027-01-08T23:59:59.950+01:00', 'Scritto dopo la mezzanotte');
    here.at('2027-01-10T00:05:00+01:00');
    await here.close('2027-01-09');
    assert.deepEqual(await xmlOf('2027-01-08'), before);
    const nine = String(await xmlOf('2027-01-09'));
    assert.deepEqual([numeriOf(nine), variazioniOf(nine)], [[numero], [3]]);
    assert.match(nine, /<Registrazione [^>]*tardiva="true"/);
    here.at('2027-01-11T00:05:00+01:00');
    await here.close('2027-01-10');
    const ten = await xmlOf('2027-01-10');
    assert.deepEqual([numeriOf(ten), variazioniOf(ten)], [[], []]);
  });

  it('holds to our schema, and its PDF is a PDF/A-2b of the same bytes for ever', async function () {
    const days = ['2026-03-29', '2026-04-01', '2027-01-06', '2027-01-09'];
    const registri = await Promise.all(days.map(dayOf));
    assert.equal(await judgeXml(this, await Promise.all(registri.map(({ xml }) => here.read(xml.sha256)))), '');
    const annuale = await closeAnno(here.deps, await here.aoo(), 2026);
    const copie = await Promise.all([...registri, annuale].map(({ xml }) => ensureCopia(here.store, xml.sha256)));
    const pdfs = await Promise.all(copie.map(({ pdf }) => here.read(pdf.sha256)));
    const again = await ensureCopia(here.store, registri[0]?.xml.sha256 ?? '');
    assert.deepEqual(again, copie[0]);
    const named = [...days, 'anno'].map((nome, i) => [nome, pdfs[i] ?? Buffer.alloc(0)] as const);
    const verdicts = await judgePdfA(this, Object.fromEntries(named));
    assert.deepEqual(verdicts, Object.fromEntries(named.map(([nome]) => [nome, 'PASS'])));
  });
});
