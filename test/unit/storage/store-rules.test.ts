import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toProblem } from '../../../server/lib/problem.js';
import {
  FileNotFoundError,
  IntegrityError,
  RangeNotSatisfiableError,
  StorageUnavailableError,
  TooLargeError,
} from '../../../storage/errors.js';
import { needsLease } from '../../../storage/leases.js';
import { lastByteOf } from '../../../storage/object-store.js';
import { isSha256, relativePath } from '../../../storage/sha256.js';

const hex64 = fc.stringMatching(/^[0-9a-f]{64}$/);

describe('names of stored files', () => {
  it('lie under the first four digits of their hash', () =>
    fc.assert(
      fc.property(hex64, (sha256) => {
        assert.ok(isSha256(sha256));
        assert.equal(relativePath(sha256), `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`);
      }),
    ));
  it('are never made of anything else', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          hex64.map((text) => text.toUpperCase().padEnd(65, 'F')),
          hex64.map((text) => `../${text.slice(3)}`),
        ),
        (text) => {
          assert.ok(!isSha256(text));
          assert.throws(() => relativePath(text), TypeError);
        },
      ),
    ));
});

describe('lastByteOf', () => {
  it('stays inside the file', () =>
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.integer({ min: -5, max: 1005 }),
        fc.option(fc.integer({ min: -5, max: 2000 }), { nil: undefined }),
        (dimensione, start, end) => {
          const range = end === undefined ? { start } : { start, end };
          if (start < 0 || start >= dimensione || (end !== undefined && end < start)) {
            assert.throws(() => lastByteOf(range, dimensione), RangeNotSatisfiableError);
            return;
          }
          const last = lastByteOf(range, dimensione);
          assert.ok(last >= start && last < dimensione);
          assert.equal(last, Math.min(end ?? Infinity, dimensione - 1));
        },
      ),
    ));
});

describe('needsLease', () => {
  const now = new Date('2026-11-25T12:00:00Z');
  for (const [hours, needed] of [
    [0, false],
    [11.9, false],
    [12.1, true],
    [24, true],
    [1000, true],
    [-1, false],
  ] as const) {
    it(`${needed ? 'is needed' : 'is not needed'} for a file stored ${hours} hours ago`, () =>
      assert.equal(needsLease(new Date(now.getTime() - hours * 3_600_000), now), needed));
  }
});

describe('errors of the store', () => {
  const EXPECTED = [
    [new TooLargeError(500 * 1024 ** 2), 413, /500 MB/],
    [new TooLargeError(1536), 413, /1,5 KB/],
    [new TooLargeError(7), 413, /7 byte/],
    [new FileNotFoundError('a'.repeat(64)), 404, /non si trova/],
    [new IntegrityError('a'.repeat(64)), 500, /impronta/],
    [new RangeNotSatisfiableError(10), 416, /10 byte/],
    [new StorageUnavailableError(new Error('ENOSPC at /secret/path')), 503, /riprovare/],
  ] as const;
  for (const [error, status, detail] of EXPECTED) {
    it(`answer ${error.code} with ${status} and tell no path`, () => {
      const problem = toProblem(error);
      assert.equal(problem.status, status);
      assert.match(problem.detail, detail);
      assert.doesNotMatch(JSON.stringify(problem), /secret|a{64}/);
    });
  }
});
