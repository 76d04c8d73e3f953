import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import { updateIndice } from '../../../server/ricerca/sigilla.js';
import { AOO_PROVA, useHarness } from '../../support/harness.js';
import { entrata } from '../protocollo/richieste.js';

const RIGHE = 8_000;
/** Four thousand characters a row: what the sockets of the two sides hold is a few thousand rows at most. */
const OGGETTO = 'Relazione tecnica '.repeat(220);
const IN_ANTICIPO = 4_000;
const PAGINA = 500;

describe('the export of a great register', function () {
  this.timeout(60_000);
  const here = useHarness('esportazione');
  const db = () => mongoose.connection.db ?? assert.fail('not connected');

  /** Records of the register that the database has given out since it was told to remember. */
  async function read(): Promise<number> {
    const ns = `${db().databaseName}.registrazioni`;
    const [sum] = await db()
      .collection('system.profile')
      .aggregate<{ rows: number }>([
        { $match: { ns, op: { $in: ['query', 'getmore'] } } },
        { $group: { _id: null, rows: { $sum: '$nreturned' } } },
      ])
      .toArray();
    return sum?.rows ?? 0;
  }
  /** What it was when it grew no more. */
  async function settled(): Promise<number> {
    for (let before = -1; ;) {
      const now = await read();
      if (now === before) return now;
      before = now;
      await sleep(400);
    }
  }
  const forget = async (): Promise<void> => {
    await db().command({ profile: 0 });
    await db().collection('system.profile').drop();
  };
  const remember = (): Promise<unknown> => db().command({ profile: 2 });
  /** The beginning of the export, of which nothing is taken. */
  async function ask(): Promise<http.IncomingMessage> {
    const headers = { authorization: `Bearer ${here.token('protocollo')}` };
    const request = http.get(`${here.nextWeb().url}/api/v1/registrazioni.csv`, { headers, agent: false });
    const [answer] = (await once(request, 'response')) as [http.IncomingMessage];
    answer.pause();
    assert.equal(answer.statusCode, 200);
    return answer;
  }

  before(async () => {
    const { anno, numero } = await here.registered('protocollo', entrata());
    const { _id: _altra, ...record } = await here.stored({ anno, numero });
    const twins = Array.from({ length: RIGHE - 1 }, (_, i) => ({
      ...record,
      numero: numero + i + 1,
      oggetto: OGGETTO,
      catena: { precedente: `${i}`, hash: `${i + 1}` },
      richiesta: { ...(record['richiesta'] as object), chiave: `copia-${i}` },
    }));
    for (let i = 0; i < twins.length; i += 2_000)
      await here.collection('registrazioni').insertMany(twins.slice(i, i + 2_000));
    await updateIndice(AOO_PROVA, new AbortController().signal, 1);
  });
  beforeEach(remember);
  afterEach(forget);

  it('reads the register no faster than who asked takes it; all of it comes, once and in order', async () => {
    const answer = await ask();
    const ahead = await settled();
    assert.ok(ahead >= PAGINA && ahead < IN_ANTICIPO, `${ahead} of ${RIGHE} records read while no row was taken`);
    let text = '';
    for await (const chunk of answer as AsyncIterable<Buffer>) text += chunk.toString('latin1');
    const numeri = [...text.matchAll(/^"2026";"(\d{7})"/gm)].map(([, numero]) => Number(numero));
    assert.deepEqual(
      numeri,
      Array.from({ length: RIGHE }, (_, i) => RIGHE - i),
    );
    assert.ok((await settled()) >= RIGHE);
  });

  it('who goes away stops the reading', async () => {
    const answer = await ask();
    await settled();
    answer.destroy();
    await sleep(200);
    assert.ok((await settled()) < IN_ANTICIPO + PAGINA);
  });
});
