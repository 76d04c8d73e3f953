import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { InCorso } from '../../../server/demo/in-corso.js';

describe('demo: acts under way', () => {
  it('follow each other on one registration, go side by side on different ones', async () => {
    const done: string[] = [];
    const atti = new InCorso(10);
    const act = (name: string, ms: number) => async (): Promise<void> => {
      await sleep(ms);
      done.push(name);
    };
    await atti.start('a', act('a1', 30));
    await atti.start('a', act('a2', 0));
    await atti.start('b', act('b1', 5));
    await atti.settled('a');
    assert.deepEqual(done, ['b1', 'a1', 'a2']);
    await atti.end();
  });

  it('are never more than the limit and the one that is being started', async () => {
    const atti = new InCorso(2);
    let running = 0;
    let most = 0;
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await atti.start(name, async () => {
        running += 1;
        most = Math.max(most, running);
        await sleep(5);
        running -= 1;
      });
    }
    await atti.end();
    assert.ok(most <= 3, String(most));
  });

  it('tell a failure to who waits, and do nothing more on that registration', async () => {
    const atti = new InCorso(10);
    let after = false;
    await atti.start('a', () => Promise.reject(new Error('refused')));
    await atti.start('a', () => {
      after = true;
      return Promise.resolve();
    });
    await assert.rejects(atti.settled('a'), /refused/);
    await assert.rejects(atti.end(), /refused/);
    assert.equal(after, false);
  });
});
