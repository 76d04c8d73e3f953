import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { subtreeOf } from '../../../server/accesso/aoo.js';
import { networkOf } from '../../../server/accesso/blocco.js';
import { createCache } from '../../../server/accesso/cache.js';
import { createGate } from '../../../server/accesso/gate.js';
import { isValidOn, validIncarichi } from '../../../server/accesso/incarico.js';
import { normalizeNomeUtente } from '../../../server/accesso/sign-in.js';
import { faultsOfPadre } from '../../../server/accesso/uffici.js';
import { hashPassword, verifyPassword } from '../../../server/accesso/password.js';

describe('incarico', () => {
  it('holds on its first and last day, and not around them', () => {
    const dated = { dal: '2026-03-01', al: '2026-03-31' };
    const on = (day: string): boolean => isValidOn(dated, day);
    assert.deepEqual(['2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01'].map(on), [false, true, true, false]);
    assert.ok(isValidOn({}, '1999-01-01'));
    assert.ok(!isValidOn({ dal: '2026-03-01' }, '2026-02-28'));
  });

  it('of a deputy is the first one within its dates, then the ordinary one', () => {
    const own = [
      { aoo: 'A', ruolo: 'vicario' as const, uo: 'U110', dal: '2026-08-01', al: '2026-08-15' },
      { aoo: 'A', ruolo: 'responsabile' as const, uo: 'U110' },
    ];
    assert.equal(validIncarichi(own, '2026-08-15')[0]?.ruolo, 'vicario');
    assert.equal(validIncarichi(own, '2026-08-16')[0]?.ruolo, 'responsabile');
  });
});

/** A random forest: each office below one that came before it, or at the top. */
const forest = fc
  .array(fc.option(fc.nat({ max: 40 }), { nil: undefined }), { minLength: 1, maxLength: 40 })
  .map((parents) =>
    parents.map((parent, i) => ({
      codice: `U${i}`,
      attivo: true,
      ...(parent !== undefined && i > 0 && { padre: `U${parent % i}` }),
    })),
  );

describe('the tree of offices', () => {
  it('subtreeOf gives an office and exactly those whose way up passes it', () =>
    fc.assert(
      fc.property(forest, fc.nat(), (uffici, pick) => {
        const uo = `U${pick % uffici.length}`;
        const padreOf = new Map(uffici.map((one) => [one.codice, 'padre' in one ? one.padre : undefined]));
        const passes = (codice: string | undefined): boolean =>
          codice !== undefined && (codice === uo || passes(padreOf.get(codice)));
        assert.deepEqual(
          subtreeOf(uffici, uo).sort(),
          uffici
            .map(({ codice }) => codice)
            .filter(passes)
            .sort(),
        );
      }),
    ));

  it('subtreeOf ends on a tree that was broken by hand', () => {
    const loop = [
      { codice: 'A', padre: 'B' },
      { codice: 'B', padre: 'A' },
    ];
    assert.deepEqual(subtreeOf(loop, 'A'), ['A', 'B']);
  });

  it('faultsOfPadre refuses exactly the moves that make a loop', () =>
    fc.assert(
      fc.property(forest, fc.nat(), fc.nat(), (uffici, a, b) => {
        const [codice, padre] = [`U${a % uffici.length}`, `U${b % uffici.length}`];
        assert.equal(faultsOfPadre(uffici, codice, padre).length > 0, subtreeOf(uffici, codice).includes(padre));
      }),
    ));

  it('faultsOfPadre refuses a closed or unknown office', () => {
    const uffici = [
      { codice: 'A', attivo: false },
      { codice: 'B', attivo: true },
    ];
    assert.equal(faultsOfPadre(uffici, 'B', 'A')[0]?.campo, 'padre');
    assert.equal(faultsOfPadre(uffici, 'B', 'Z')[0]?.campo, 'padre');
  });
});

describe('networkOf', () => {
  const cases: [string, string][] = [
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::6', '2001:db8:1:2'],
    ['2001:db8::6', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1:2:3:4', 'fe80:0:0:0'],
    ['2001:db8:1::', '2001:db8:1:0'],
  ];
  for (const [address, network] of cases)
    it(`${address} → ${network}`, () => assert.equal(networkOf(address), network));
});

describe('createGate', () => {
  it('runs at most so many tasks of a key at once, all of them in the end, also when they fail', async () => {
    const gate = createGate(3);
    let running = 0;
    let most = 0;
    const task = async (i: number): Promise<number> => {
      running += 1;
      most = Math.max(most, running);
      await sleep(i % 4);
      running -= 1;
      if (i % 5 === 0) throw new Error('fails');
      return i;
    };
    const outcomes = await Promise.allSettled(Array.from({ length: 40 }, (_, i) => gate('k', () => task(i))));
    assert.equal(most, 3);
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 32);
    assert.equal(await gate('k', () => Promise.resolve(1)), 1);
  });

  it('does not let one key wait for another', async () => {
    const gate = createGate(1);
    let release = (): void => undefined;
    const held = gate('a', () => new Promise<void>((go) => (release = go)));
    assert.equal(await gate('b', () => Promise.resolve(2)), 2);
    release();
    await held;
  });
});

describe('createCache', () => {
  it('reads once for those who ask together, again after the time, again after forget', async () => {
    let reads = 0;
    const cache = createCache(() => Promise.resolve((reads += 1)), { ttlMs: 40, max: 10 });
    assert.deepEqual(await Promise.all([cache.get('a'), cache.get('a')]), [1, 1]);
    cache.forget('a');
    assert.equal(await cache.get('a'), 2);
    await sleep(60);
    assert.equal(await cache.get('a'), 3);
  });

  it('does not keep what was being read when it was forgotten', async () => {
    const answers: ((value: string) => void)[] = [];
    const cache = createCache(() => new Promise<string>((go) => answers.push(go)), { ttlMs: 10_000, max: 10 });
    const old = cache.get('a');
    cache.forget('a');
    const fresh = cache.get('a');
    answers[1]?.('new');
    answers[0]?.('old');
    assert.deepEqual([await old, await fresh, await cache.get('a')], ['old', 'new', 'new']);
  });

  it('keeps neither a failure nor a value that is not to be kept, and no more keys than allowed', async () => {
    let reads = 0;
    const failing = createCache(
      () => ((reads += 1) === 1 ? Promise.reject(new Error('away')) : Promise.resolve(reads)),
      { ttlMs: 10_000, max: 10 },
    );
    await assert.rejects(failing.get('a'));
    assert.equal(await failing.get('a'), 2);
    let nulls = 0;
    const absent = createCache(() => Promise.resolve((nulls += 1) > 0 ? null : 'x'), {
      ttlMs: 10_000,
      max: 10,
      keep: (value) => value !== null,
    });
    await absent.get('a');
    await absent.get('a');
    assert.equal(nulls, 2);
    const read: string[] = [];
    const small = createCache((key) => Promise.resolve(read.push(key)), { ttlMs: 10_000, max: 2 });
    for (const key of ['a', 'b', 'c', 'c', 'a']) await small.get(key);
    assert.deepEqual(read, ['a', 'b', 'c', 'a']);
  });
});

describe('password', () => {
  it('is kept as argon2id with its parameters and compared in one form of Unicode', async () => {
    const kept = await hashPassword('pe\u0301gaso-lungo');
    assert.match(kept, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    assert.equal(await verifyPassword(kept, 'p\u00e9gaso-lungo'), true);
    assert.equal(await verifyPassword(kept, 'pegaso-lungo'), false);
    assert.equal(await verifyPassword(undefined, 'pegaso-lungo'), false);
  });

  it('a user name does not depend on capitals or blanks around it', () =>
    assert.equal(normalizeNomeUtente('  Protocollo '), 'protocollo'));
});
