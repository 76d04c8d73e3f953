import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { PROBLEMI } from '../../../server/lib/problem.js';

it('every public code of a problem is explained in docs/errori.md with its status, and no other', () => {
  const rows = readFileSync('docs/errori.md', 'utf8').matchAll(/^\| `([a-z-]+)` \| (\d{3}) \|/gm);
  const explained: Record<string, number> = Object.fromEntries(
    [...rows].map(([, code, status]) => [code ?? '', Number(status)]),
  );
  assert.deepEqual(explained, Object.fromEntries(Object.entries(PROBLEMI).map(([code, [status]]) => [code, status])));
});
