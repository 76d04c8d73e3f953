import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { Sigillatura } from '../../../schemas/registro-giornaliero.api.js';
import { aooOf } from '../../../server/accesso/aoo.js';
import { requireGiornaliero } from '../../../server/giornaliero/service.js';
import { sigillaRichieste } from '../../../server/giornaliero/sigillatura.js';
import { addDays, legalDay, startOfLegalDay } from '../../../server/lib/clock.js';
import { FileNotFoundError } from '../../../storage/errors.js';
import { AutoritaDiProva } from '../../support/autorita-prova.js';
import { AOO, buildRichiesta } from '../../support/factories.js';
import { useInProcesso } from '../conservazione/in-processo.js';

const PASSWORD = 'prova-di-chiave';
const GIORNATE = 4;
const P = '/registro-giornaliero/sigilli';

describe('the seals that are missing, all in one act', function () {
  this.timeout(60_000);
  const here = useInProcesso('sigilli', { CHIAVE_SEGRETI: randomBytes(32).toString('hex') });
  let autorita: AutoritaDiProva;
  before(async () => {
    autorita = await AutoritaDiProva.create();
    await here.register('protocollo', buildRichiesta({ flusso: 'E' }), 'lettera');
    const giorno = addDays(legalDay(here.deps.clock.now()), GIORNATE - 1);
    const adesso = new Date(startOfLegalDay(addDays(giorno, 1)).getTime() + 3_600_000);
    const clock = { now: () => adesso, ensureReliable: () => Promise.resolve() };
    await requireGiornaliero({ ...here.deps, clock }, await aooOf(AOO), giorno);
  });
  after(() => autorita.close());
  const letta = async (): Promise<Sigillatura> => (await here.get(P, 'archivista').expect(200)).body as Sigillatura;
  const chiede = async (status: number): Promise<Sigillatura> =>
    (await here.post(P, 'rgd').send({}).expect(status)).body as Sigillatura;

  it('are asked for once, go on where a worker was stopped, and are made once', async () => {
    assert.deepEqual(await letta(), { mancano: GIORNATE });
    const senza = await here.post(P, 'rgd').send({}).expect(409);
    assert.match(senza.text, /sigillo/);
    await here.get(P, 'protocollo').expect(403);
    const sigillo = await autorita.rilascia('Sigillo', { dal: '20260101000000Z', chiave: 'ec' });
    await here
      .post('/firme/chiavi', 'rgd')
      .field('password', PASSWORD)
      .field('specie', 'sigillo')
      .attach('chiave', await autorita.pkcs12(sigillo, PASSWORD), 'sigillo.p12')
      .expect(201);

    const insieme = await Promise.all([1, 2, 3].map(() => here.post(P, 'rgd').send({})));
    assert.deepEqual(insieme.map(({ status }) => status).sort(), [200, 200, 202]);
    assert.equal((await letta()).ultima?.stato, 'in-corso');

    const stop = new AbortController();
    const store = here.deps.store;
    let messi = 0;
    const cade = new Proxy(store, {
      get: (target, name) => {
        if (name === 'put' && (messi += 1) === 5) stop.abort(); // in the middle of the second day or later
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    await assert.rejects(sigillaRichieste({ ...here.deps, store: cade }, stop.signal));
    const meta = await letta();
    assert.ok(meta.ultima?.stato === 'in-corso' && meta.ultima.fatte > 0 && meta.mancano > 0, JSON.stringify(meta));
    assert.equal((await chiede(200)).ultima?.stato, 'in-corso');

    let perso: unknown;
    const senzaUno = new Proxy(store, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (sha256: unknown, ...others: unknown[]): unknown => {
          if (name === 'open' && (perso ??= sha256) === sha256) throw new FileNotFoundError(String(sha256));
          return value.call(target, sha256, ...others);
        };
      },
    });
    assert.equal(await sigillaRichieste({ ...here.deps, store: senzaUno }), meta.mancano - 1, 'the others do not wait');
    const ferma = await letta();
    assert.deepEqual([ferma.mancano, ferma.ultima?.stato], [1, 'ferma']);
    assert.match(ferma.ultima?.motivo ?? '', /non si trova/);

    await chiede(202);
    await Promise.all([sigillaRichieste(here.deps), sigillaRichieste(here.deps)]);
    const { mancano, ultima } = await letta();
    assert.deepEqual([mancano, ultima?.stato, ultima?.totale, ultima?.fatte], [0, 'finita', 1, 1]);
    assert.equal(await here.harness.count('firmeRegistri'), 2 * GIORNATE);
    assert.equal((await chiede(200)).mancano, 0);
    assert.equal(await sigillaRichieste(here.deps), 0);
  });
});
