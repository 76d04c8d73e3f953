import assert from 'node:assert/strict';
import type { z } from 'zod';
import { Problema } from '../../../schemas/comune.api.js';
import type { Risposta } from '../../support/svelto.js';

const NEVER = /\bat (?:async )?[\w.<>]+ \(|node_modules|node:internal|\.[jt]s:\d+|Mongo|ECONN|zod/i;

/**
 * Sees that the answer is a problem document of that status (RFC 9457; contract §2), in Italian and without a stack trace.
 * @param campi - fields that it must name, all of them
 */
export function isProblem(answer: Risposta, status: number, campi: readonly string[] = []): z.infer<typeof Problema> {
  assert.equal(answer.status, status, `expected ${status}, got ${answer.status}: ${answer.text}`);
  assert.match(answer.headers['content-type'] ?? '', /^application\/problem\+json/);
  const problem = Problema.strict().parse(JSON.parse(answer.text));
  assert.equal(problem.status, status);
  assert.match(problem.type, /^\/problemi\/[a-z-]+$/);
  assert.doesNotMatch(answer.text, NEVER);
  assert.ok(problem.detail.length > 10 && !problem.detail.includes('!'), problem.detail);
  const named = (problem.errori ?? []).map(({ campo }) => campo);
  for (const campo of campi) assert.ok(named.includes(campo), `${campo} is not among ${named.join(', ')}`);
  if (status === 429 || status === 503) assert.ok(Number(answer.headers['retry-after']) > 0, 'no Retry-After');
  return problem;
}
