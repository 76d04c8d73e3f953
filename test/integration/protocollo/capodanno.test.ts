import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Types } from 'mongoose';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { RegistrazioneModel, type Registrazione } from '../../../schemas/registrazione.model.js';
import type { RegisterClock } from '../../../server/lib/clock.js';
import { registroSource } from '../../../server/protocollo/apertura.js';
import { type Bozza, Registro } from '../../../server/protocollo/registro.js';
import { at, useHarness } from '../../support/harness.js';
import { buildInvio, type Esito, invia, requireCatena } from './carico.js';
import { isProblem } from './problemi.js';
import { entrata, MOTIVO } from './richieste.js';

describe('the clock of the register', function () {
  this.timeout(60_000);
  const here = useHarness('capodanno', { web: 2, adesso: '2026-03-29T00:30:00+01:00' });

  /** Clients on both processes, until the clock has passed that instant. */
  async function registerUntil(instant: string, clients = 6): Promise<RegistrazioneRisposta[]> {
    const done: Esito[] = [];
    await Promise.all(
      Array.from({ length: clients }, async () => {
        while (here.now().getTime() < Date.parse(instant)) {
          done.push(await invia(here.nextWeb(), here.token('protocollo'), buildInvio()));
          await sleep(30);
        }
      }),
    );
    for (const { stato } of done) assert.equal(stato, 201);
    return done.map(({ corpo }) => corpo);
  }
  const totaleOf = async (day: string): Promise<number> =>
    ((await here.get('/registrazioni', 'rgd').query({ dal: day, al: day }).expect(200)).body as { totale: number })
      .totale;

  it('the night of 23 hours: 01:59:59+01:00 is followed by 03:00:00+02:00, every record is of the one day', async () => {
    await here.moveClock('2026-03-29T01:59:57+01:00');
    const done = await registerUntil('2026-03-29T03:00:01+02:00');
    const hours = new Set(
      done.map(({ dataRegistrazione }) => dataRegistrazione.slice(0, 13) + dataRegistrazione.slice(-6)),
    );
    assert.deepEqual([...hours].sort(), ['2026-03-29T01+01:00', '2026-03-29T03+02:00']);
    await here.moveClock('2026-03-29T23:59:59.900+02:00');
    const late = await registerUntil('2026-03-30T00:00:01+02:00', 2);
    const ofDay = [...done, ...late].filter(({ dataRegistrazione }) => dataRegistrazione.startsWith('2026-03-29'));
    assert.ok(ofDay.length < done.length + late.length, 'some came after midnight');
    assert.equal(await totaleOf('2026-03-29'), ofDay.length);
    assert.equal(await totaleOf('2026-03-28'), 0);
    assert.equal(await totaleOf('2026-03-30'), done.length + late.length - ofDay.length);
  });

  it('the day of 25 hours: 02:59:59+02:00 is followed by 02:00:00+01:00, dates do not decrease', async () => {
    await here.moveClock('2026-10-25T00:00:00.200+02:00');
    const first = await here.registered('protocollo', entrata());
    await here.moveClock('2026-10-25T02:59:57+02:00');
    const done = [first, ...(await registerUntil('2026-10-25T02:00:01+01:00'))];
    const hours = new Set(
      done.map(({ dataRegistrazione }) => dataRegistrazione.slice(0, 13) + dataRegistrazione.slice(-6)),
    );
    assert.deepEqual([...hours].sort(), ['2026-10-25T00+02:00', '2026-10-25T02+01:00', '2026-10-25T02+02:00']);
    await here.moveClock('2026-10-25T23:59:58+01:00');
    done.push(await here.registered('protocollo', entrata()));
    assert.equal(await totaleOf('2026-10-25'), done.length, 'every record of the day, once');
    await requireCatena(here);
  });

  it('New Year with two processes writing: both years whole, one chain, no fork', async () => {
    await here.moveClock('2026-12-31T23:59:57+01:00');
    const before = await here.count('registrazioni');
    const done = await registerUntil('2027-01-01T00:00:02+01:00', 20);
    const all = await requireCatena(here);
    assert.equal(all.length, before + done.length);
    const next = all.filter(({ anno }) => anno === 2027);
    assert.ok(next.length > 5 && next.length < done.length, `${next.length} of ${done.length} in the new year`);
    const midnight = Date.parse('2026-12-31T23:00:00Z');
    for (const { anno, dataRegistrazione } of all)
      assert.equal(anno, dataRegistrazione.getTime() < midnight ? 2026 : 2027);
    assert.equal(next[0]?.catena.precedente, all.filter(({ anno }) => anno === 2026).at(-1)?.catena.hash);
    for (const { anno, dataRegistrazione, segnatura } of done) {
      assert.equal(dataRegistrazione.slice(0, 4), String(anno));
      assert.ok(segnatura.includes(`/${dataRegistrazione.slice(0, 10)}/`));
    }
    for (const anno of [2026, 2027]) {
      const verified = (await here.get('/registro/verifica', 'rgd').query({ anno }).expect(200)).body as {
        integro: boolean;
        registrazioni: number;
      };
      assert.deepEqual(verified.integro, true);
      assert.equal(verified.registrazioni, all.filter((one) => one.anno === anno).length);
    }
  });

  it('a number of the old year and one of the new are read by their year', async () => {
    for (const anno of [2026, 2027])
      assert.equal(((await here.get(at({ anno, numero: 1 }), 'rgd').expect(200)).body as { anno: number }).anno, anno);
    const { totale } = (await here.get('/registrazioni', 'rgd').query({ q: '1' }).expect(200)).body as {
      totale: number;
    };
    assert.ok(totale >= 2, 'a bare number is found in every year');
  });

  it('two writers whose clocks differ by a second and a half at midnight: no fork, no date goes back', async () => {
    const template = await RegistrazioneModel.findOne({}).lean<Registrazione>();
    assert.ok(template);
    const {
      anno: _a,
      numero: _n,
      dataRegistrazione: _d,
      canonico: _c,
      catena: _k,
      segnatura: _s,
      apertura: _o,
      ...bozza
    } = template;
    const next = (): Bozza => ({
      ...bozza,
      _id: new Types.ObjectId(),
      richiesta: { autore: 'protocollo', chiave: randomUUID(), sha256: '0' },
    });
    const start = Date.parse('2027-12-31T23:59:58.500+01:00') - Date.now();
    const clock = (aheadMs: number): RegisterClock => ({
      now: () => new Date(Date.now() + start + aheadMs),
      ensureReliable: () => Promise.resolve(),
    });
    const writers = [new Registro(clock(0), registroSource), new Registro(clock(1_500), registroSource)];
    const end = performance.now() + 2_500;
    await Promise.all(
      writers.flatMap((registro) =>
        Array.from({ length: 3 }, async () => {
          while (performance.now() < end) {
            await registro.register(next());
            await sleep(5);
          }
        }),
      ),
    );
    const all = await requireCatena(here);
    assert.ok(all.filter(({ anno }) => anno === 2028).length > 5 && all.filter(({ anno }) => anno === 2027).length > 5);
  });

  describe('set back one hour', () => {
    before(() => here.moveClock('2028-03-01T10:00:00+01:00'));

    it('refuses to register, with Retry-After, and uses no number; reading goes on; forward again it goes on', async () => {
      const last = await here.registered('protocollo', entrata());
      const stored = await here.count('registrazioni');
      await here.moveClock('2028-03-01T09:00:00+01:00');
      const chiave = randomUUID();
      for (let i = 0; i < 3; i++) {
        const { type, detail } = isProblem(await here.register('protocollo', entrata(), { chiave }), 503);
        assert.deepEqual([type, detail.includes('Orologio')], ['/problemi/orologio-non-affidabile', true]);
      }
      assert.equal(await here.count('registrazioni'), stored);
      await here.get(at(last), 'protocollo').expect(200);
      await here.get('/registrazioni', 'protocollo').expect(200);
      await here.moveClock('2028-03-01T10:00:30+01:00');
      assert.equal((await here.registered('protocollo', entrata(), { chiave })).numero, last.numero + 1);
    });

    it('refuses later acts too: none is dated before the one that it follows', async () => {
      const one = await here.registered('protocollo', entrata());
      const asked = () => here.patch(at(one), 'rgd', 1).send({ motivo: MOTIVO, oggetto: 'Un oggetto rinnovato' });
      await here.moveClock('2028-03-01T09:00:00+01:00');
      isProblem(await asked(), 503);
      isProblem(await here.post(`${at(one)}/annullamento`, 'rgd').send({ motivo: MOTIVO }), 503);
      assert.equal((await here.stored(one))['versione'], 1);
      await here.moveClock('2028-03-01T11:00:00+01:00');
      await asked().expect(200);
    });

    it('by up to two seconds the last instant counts', async () => {
      const last = await here.registered('protocollo', entrata());
      await here.moveClock(new Date(Date.parse(last.dataRegistrazione) - 1_200).toISOString());
      const next = await here.registered('protocollo', entrata());
      assert.ok(Date.parse(next.dataRegistrazione) >= Date.parse(last.dataRegistrazione));
      assert.equal(next.numero, last.numero + 1);
      await requireCatena(here);
    });
  });

  it('is moved by admin only, and not to what is no instant', async () => {
    for (const account of ['protocollo', 'rgd', 'archivista'] as const)
      isProblem(await here.put('/demo/orologio', account).send({ adesso: '2028-03-02T10:00:00+01:00' }), 403);
    for (const adesso of ['ieri', '2028-03-02', '2028-03-02T10:00:00', 12])
      isProblem(await here.put('/demo/orologio', 'admin').send({ adesso }), 422, ['adesso']);
  });
});
