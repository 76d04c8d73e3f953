import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Leases } from '../../../storage/leases.js';
import { protectFiles } from '../../../storage/protect-files.js';
import { sweepFiles } from '../../../storage/sweep-files.js';

const NOW = new Date('2026-11-25T12:00:00Z');
const hoursAgo = (hours: number): Date => new Date(NOW.getTime() - hours * 3_600_000);
const DAY = 24;

class KilledError extends Error {}

/**
 * The shared state that registrations and sweeps touch, one atomic step a method; `turn` decides whose step is next. What a real
 * folder, bucket or database does at each step is for the integration tests.
 */
class World {
  readonly stored = new Map<string, Date>();
  readonly trashed = new Map<string, Date>();
  readonly leased = new Map<string, Date>();
  readonly named = new Set<string>();
  /** steps the sweep may still take before it is killed */
  stepsLeft = Infinity;

  constructor(private readonly turn: <T>(step: () => T) => Promise<T> = async (step) => Promise.resolve(step())) {}

  /** The store and the leases as one of the actors uses them. */
  actor(killable: boolean) {
    const step = <A extends unknown[], T>(act: (...args: A) => T) => {
      return (...args: A): Promise<T> => {
        if (killable && this.stepsLeft-- <= 0) return Promise.reject(new KilledError());
        return this.turn(() => act(...args));
      };
    };
    const { stored, trashed, leased, named } = this;
    const listOf = (files: Map<string, Date>) =>
      step(() => [...files].map(([sha256, date]) => ({ sha256, dimensione: 1, modificato: date, cestinato: date })));
    const listStored = listOf(stored);
    const listTrashed = listOf(trashed);
    const leases: Leases = {
      renewLease: step((sha256s: readonly string[], now: Date) => sha256s.forEach((sha256) => leased.set(sha256, now))),
      findLeased: step(
        (sha256s: readonly string[], since: Date) =>
          new Set(sha256s.filter((sha256) => (leased.get(sha256) ?? hoursAgo(1e4)) >= since)),
      ),
    };
    const store = {
      /** as `put` does: reuses, or stores anew */
      put: step((sha256: string) => {
        const modificato = stored.get(sha256) ?? NOW;
        stored.set(sha256, modificato);
        return { sha256, modificato };
      }),
      stat: step((sha256: string) => {
        const modificato = stored.get(sha256);
        return modificato === undefined ? null : { dimensione: 1, modificato };
      }),
      list: async function* () {
        yield* await listStored();
      },
      listTrash: async function* () {
        yield* await listTrashed();
      },
      moveToTrash: step((sha256: string, unlessSince?: Date) => {
        const modificato = stored.get(sha256);
        if (modificato === undefined || (unlessSince !== undefined && modificato >= unlessSince)) return false;
        stored.delete(sha256);
        trashed.set(sha256, NOW);
        return true;
      }),
      restoreFromTrash: step((sha256: string) => {
        if (!stored.has(sha256) && trashed.delete(sha256)) stored.set(sha256, hoursAgo(100));
        return stored.has(sha256);
      }),
      emptyTrash: step((olderThan: Date) => {
        const gone = [...trashed].filter(([, date]) => date < olderThan).map(([sha256]) => sha256);
        gone.forEach((sha256) => trashed.delete(sha256));
        return gone.length;
      }),
      removeStaleUploads: step(() => 0),
    };
    return {
      leases,
      store,
      isReferenced: step((sha256s: string[]) => new Set(sha256s.filter((sha256) => named.has(sha256)))),
      insert: step((sha256: string) => void named.add(sha256)),
    };
  }

  async register(sha256: string): Promise<void> {
    const { store, leases, insert } = this.actor(false);
    const file = await store.put(sha256);
    await protectFiles(store, [file], { leases, now: NOW });
    await insert(sha256);
  }

  async sweep({ killable = false, now = NOW } = {}): Promise<Awaited<ReturnType<typeof sweepFiles>>> {
    const { store, leases, isReferenced } = this.actor(killable);
    return sweepFiles(store, isReferenced, { leases, now: () => now });
  }
}

const NAMES = ['a', 'b', 'c'];
const age = fc.constantFrom(0, 1, 11, 13, 23, 25, 1000);

describe('sweepFiles', () => {
  it('takes what has neither record nor lease for a day, and nothing else', async () => {
    const world = new World();
    for (const name of ['young', 'named', 'leased', 'ended', 'old']) world.stored.set(name, hoursAgo(DAY + 1));
    world.stored.set('young', hoursAgo(DAY - 1));
    world.named.add('named');
    world.leased.set('leased', hoursAgo(DAY - 1));
    world.leased.set('ended', hoursAgo(DAY + 1));
    assert.deepEqual(await world.sweep(), { examined: 5, trashed: 2, restored: 0, deleted: 0, staleUploads: 0 });
    assert.deepEqual([...world.stored.keys()].sort(), ['leased', 'named', 'young']);
    assert.deepEqual([...world.trashed.keys()].sort(), ['ended', 'old']);
  });

  it('deletes after thirty days in the trash, but what is named comes back', async () => {
    const world = new World();
    world.trashed
      .set('recent', hoursAgo(29 * DAY))
      .set('gone', hoursAgo(31 * DAY))
      .set('needed', hoursAgo(31 * DAY));
    world.named.add('needed');
    const { restored, deleted } = await world.sweep();
    assert.deepEqual({ restored, deleted }, { restored: 1, deleted: 1 });
    assert.deepEqual([...world.trashed.keys()], ['recent']);
    assert.deepEqual([...world.stored.keys()], ['needed']);
  });

  it('puts everything back when references cannot be looked up after the move', async () => {
    const world = new World();
    world.stored.set('old', hoursAgo(50));
    const { store, leases } = world.actor(false);
    let looks = 0;
    const isReferenced = (): Promise<Set<string>> =>
      (looks += 1) > 1 ? Promise.reject(new Error('database away')) : Promise.resolve(new Set<string>());
    await assert.rejects(sweepFiles(store, isReferenced, { leases, now: () => NOW }), { message: 'database away' });
    assert.deepEqual([...world.stored.keys()], ['old']);
  });

  it('stops between batches when asked to', async () => {
    const world = new World();
    world.stored.set('old', hoursAgo(50));
    const { store, leases, isReferenced } = world.actor(false);
    await assert.rejects(sweepFiles(store, isReferenced, { leases, now: () => NOW, signal: AbortSignal.abort() }), {
      name: 'AbortError',
    });
    assert.deepEqual([...world.stored.keys()], ['old']);
  });

  /** Runs registrations and sweeps in every order that the scheduler thinks of. */
  const interleaved = (run: (world: World, names: string[]) => Promise<void>) =>
    fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.dictionary(fc.constantFrom(...NAMES), age),
        fc.dictionary(fc.constantFrom(...NAMES), age),
        fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 }),
        async (scheduler, stored, trashed, names) => {
          const world = new World((step) => scheduler.schedule(Promise.resolve()).then(step));
          for (const [name, hours] of Object.entries(stored)) world.stored.set(name, hoursAgo(hours));
          for (const [name, hours] of Object.entries(trashed)) world.trashed.set(name, hoursAgo(hours));
          await scheduler.waitFor(run(world, names));
          for (const name of world.named) assert.ok(world.stored.has(name), `${name} is named and not in the store`);
        },
      ),
      { numRuns: 2_000 },
    );

  it('leaves no record without its file, in whatever order registrations and two sweeps take their steps', () =>
    interleaved(async (world, names) => {
      await Promise.all([...names.map((name) => world.register(name)), world.sweep(), world.sweep()]);
    }));

  it('leaves what was stored anew while another sweep still had the old one on its list', () =>
    fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const world = new World((step) => scheduler.schedule(Promise.resolve()).then(step));
        world.stored.set('a', hoursAgo(1000));
        await scheduler.waitFor(Promise.all([world.sweep(), world.sweep(), world.register('a')]));
        assert.ok(world.stored.has('a'));
      }),
      { numRuns: 5_000 },
    ));

  it('brings back at the next sweep what one that was killed had put aside', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 12 }),
        fc.scheduler(),
        fc.constantFrom(...NAMES),
        async (steps, scheduler, name) => {
          const world = new World((step) => scheduler.schedule(Promise.resolve()).then(step));
          for (const one of NAMES) world.stored.set(one, hoursAgo(1000));
          world.stepsLeft = steps;
          const killed = world
            .sweep({ killable: true })
            .catch((error: unknown) => assert.ok(error instanceof KilledError));
          await scheduler.waitFor(Promise.all([killed, world.register(name)]));
          await scheduler.waitFor(world.sweep());
          assert.ok(world.stored.has(name));
        },
      ),
      { numRuns: 2_000 },
    ));
});
