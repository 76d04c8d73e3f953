import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { findVersamentoById, type Versamento } from '../../../schemas/versamento.model.js';
import { faultOfVersamento } from '../../../server/conservazione/replay.js';
import { recuperaPerse } from '../../../server/conservazione/sweep.js';
import { startWorker, type TestProcess } from '../../support/processi.js';
import { useBanco } from './banco.js';

/** Where the worker is killed, by what has passed between it and the receiver. */
const PUNTI = ['before the call', 'during the upload', 'kept, before the answer', 'after the answer'] as const;
type Punto = (typeof PUNTI)[number];

/** Passes bytes on between a worker and the receiver, and tells when they have come so far; then it lets nothing through. */
class Passaggio {
  #server: net.Server | undefined;
  #punto: Punto | undefined;
  #reached: () => void = () => undefined;
  readonly #open = new Set<net.Socket>();

  async start(verso: string): Promise<number> {
    const { port } = new URL(verso);
    this.#server = net.createServer((client) => {
      const receiver = net.connect(Number(port), '127.0.0.1');
      for (const one of [client, receiver]) {
        this.#open.add(one);
        one.on('error', () => undefined).on('close', () => this.#open.delete(one));
      }
      if (this.#stops('before the call')) return;
      let passed = 0;
      client.on('data', (chunk: Buffer) => {
        passed += chunk.length;
        if (passed > 1_500 && this.#stops('during the upload')) return void client.pause();
        receiver.write(chunk);
      });
      receiver.on('data', (chunk: Buffer) => {
        if (this.#stops('kept, before the answer')) return void receiver.pause();
        client.write(chunk, () => void this.#stops('after the answer'));
      });
    });
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as net.AddressInfo).port;
  }
  /** @returns when the next call has come so far */
  until(punto: Punto): Promise<void> {
    this.#punto = punto;
    return new Promise((resolve) => (this.#reached = resolve));
  }
  #stops(here: Punto): boolean {
    if (this.#punto !== here) return false;
    this.#punto = undefined;
    this.#reached();
    return true;
  }
  cut(): void {
    for (const one of this.#open) one.destroy();
  }
  stop(): void {
    this.cut();
    this.#server?.close();
  }
}

describe('a worker that is killed', function () {
  this.timeout(45_000);
  const b = useBanco('morti');
  const passaggio = new Passaggio();
  let worker: TestProcess | undefined;
  let port = 0;

  before(async () => {
    port = await passaggio.start(b.simulatore.url);
  });
  after(async () => {
    await worker?.kill();
    passaggio.stop();
  });

  const start = (): void => {
    worker = startWorker({
      database: b.here.harness.database,
      env: { ...b.env, PARER_URL: `http://127.0.0.1:${port}`, LIVELLO_LOG: 'warn' },
    });
  };
  /** Redis as after a flush, for this database alone. */
  const forget = async (): Promise<void> => {
    const { redis, config } = b.here.deps;
    const keys = await redis.keys(`${config.redisPrefix}:*`);
    if (keys.length > 0) await redis.del(...keys);
  };
  const until = async (id: string, test: (v: Versamento) => boolean): Promise<Versamento> => {
    for (let i = 0; i < 600; i += 1) {
      const found = await findVersamentoById(id);
      if (found !== null && test(found)) return found;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`not reached: ${JSON.stringify(await findVersamentoById(id))} ${worker?.output() ?? ''}`);
  };

  for (const punto of PUNTI)
    it(`${punto}: the package is there once, and known to be there`, async () => {
      b.adesso = b.here.harness.now(); // the worker reads the clock of the database
      const riferimento = await b.register(`ucciso ${punto}`);
      const { _id } = await b.prepared('unita-documentaria', riferimento);
      await b.openLines();
      const reached = passaggio.until(punto);
      start();
      await reached;
      await worker?.kill();
      passaggio.cut();
      await forget(); // whatever was announced
      const left = await until(_id, ({ tentativi }) => tentativi.length > 0);
      if (left.presa !== undefined) {
        assert.equal(left.stato, 'in-invio');
        assert.equal(left.tentativi.at(-1)?.esito, 'in-corso');
        const later = { ...b.deps, clock: b.here.deps.clock, macchina: { now: () => new Date(Date.now() + 120_000) } };
        assert.equal(await recuperaPerse(later), 1);
      }
      await b.openLines();
      b.adesso = new Date(b.here.harness.now().getTime() + 60_000);
      const end = await b.untilSettled(_id);
      assert.match(end.stato, /^accettato/, JSON.stringify(end.tentativi));
      assert.equal(b.unitaDi(end).length, 1);
      assert.equal(faultOfVersamento(end), null);
    });
});
