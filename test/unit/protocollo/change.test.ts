import assert from 'node:assert/strict';
import type { Caller } from '../../../schemas/accesso.api.js';
import type { Deps } from '../../../server/deps.js';
import { OrologioNonAffidabileError } from '../../../server/lib/problem.js';
import { changeRegistrazione } from '../../../server/protocollo/change.js';

describe('changeRegistrazione', () => {
  it('does nothing while the clock is not to be trusted', async () => {
    const clock = {
      now: () => new Date('2031-01-01T00:00:00Z'),
      ensureReliable: () => Promise.reject(new OrologioNonAffidabileError(1e11)),
    };
    const decide = (): never => assert.fail('decided');
    await assert.rejects(
      changeRegistrazione({ clock } as unknown as Deps, {} as Caller, { anno: 2026, numero: 1 }, decide),
      {
        code: 'orologio-non-affidabile',
      },
    );
  });
});
