import assert from 'node:assert/strict';
import { createClock, startClock, type TimeSources } from '../../../server/demo/orologio.js';

const START = Date.parse('2026-03-02T09:00:00Z');
const MINUTE = 60_000;

/** Time that the test moves: the machine's clock, the steady count, the database's clock. */
function fakeTime(): {
  sources: TimeSources;
  state: { wall: number; steady: number; database: number; asked: number };
} {
  const state = { wall: START, steady: 0, database: START, asked: 0 };
  const database = (): Promise<number> => {
    state.asked += 1;
    return Promise.resolve(state.database);
  };
  return { state, sources: { wall: () => state.wall, steady: () => state.steady, database } };
}

const orologioNonAffidabile = { code: 'orologio-non-affidabile' };

describe('the clock of a process', () => {
  it('is the machine’s, and asks nobody while it runs evenly', async () => {
    const { sources, state } = fakeTime();
    const clock = await createClock({ dimostrazione: false, sources });
    state.wall += 90 * MINUTE + 59_000;
    state.steady += 90 * MINUTE;
    await clock.ensureReliable();
    assert.equal(clock.now().getTime(), state.wall);
    assert.equal(state.asked, 0);
    clock.stop();
  });

  for (const [name, jump] of [
    ['ahead', 5 * MINUTE],
    ['back', -5 * MINUTE],
  ] as const) {
    it(`refuses after a jump ${name} that the database’s clock does not confirm`, async () => {
      const { sources, state } = fakeTime();
      const clock = await createClock({ dimostrazione: false, sources });
      state.wall += jump;
      assert.equal(await clock.reliable(), false);
      await assert.rejects(clock.ensureReliable(), orologioNonAffidabile);
      state.wall -= jump; // put right again
      await clock.ensureReliable();
    });

    it(`goes on after a jump ${name} that the database’s clock confirms, and does not ask again`, async () => {
      const { sources, state } = fakeTime();
      const clock = await createClock({ dimostrazione: false, sources });
      state.wall += jump;
      state.database += jump + 30_000;
      assert.equal(await clock.reliable(), true);
      assert.equal(await clock.reliable(), true);
      assert.equal(state.asked, 1);
    });
  }

  it('does not answer while the database that should confirm it is away', async () => {
    const { sources, state } = fakeTime();
    const away = Object.assign(new Error('no primary'), { name: 'MongoServerSelectionError' });
    const clock = await createClock({
      dimostrazione: false,
      sources: { ...sources, database: () => Promise.reject(away) },
    });
    state.wall += 5 * MINUTE;
    await assert.rejects(clock.ensureReliable(), { code: 'servizio-non-disponibile' });
  });

  it('OROLOGIO stops the start where the database is not a demonstration', () =>
    assert.rejects(startClock({ orologio: new Date(START) }, false), /OROLOGIO è impostato/));
});
