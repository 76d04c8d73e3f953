import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Data, DataOIstante } from '../../../schemas/comune.api.js';
import { rfc3339 } from '../../../server/lib/clock.js';

const takes = (text: string): boolean => DataOIstante.safeParse(text).success;

describe('the day or the instant of an arrival', () => {
  it('must exist: 29 February in leap years, no hour that the clocks skip in spring', () => {
    for (const text of ['2028-02-29', '2000-02-29', '2026-03-29T01:59:59+01:00', '2026-03-29T03:00:00+02:00'])
      assert.ok(takes(text), text);
    for (const text of ['2026-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '0000-00-00', ''])
      assert.ok(!takes(text) && !Data.safeParse(text).success, text);
    for (const offset of ['+01:00', '+02:00', ''])
      for (const time of ['02:00:00', '02:30:00', '02:59:59.999'])
        assert.ok(!takes(`2026-03-29T${time}${offset}`), time);
  });

  it('may be in the hour that comes twice in autumn, told apart by the offset', () => {
    assert.ok(takes('2026-10-25T02:30:00+02:00') && takes('2026-10-25T02:30:00+01:00'));
    assert.ok(!takes('2026-10-25T02:30:00'));
  });

  it('is taken whenever it is written as the clocks of Italy show it, in whatever year', () =>
    fc.assert(
      fc.property(fc.date({ min: new Date('1981-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }), (date) =>
        takes(rfc3339(date)),
      ),
    ));

  it('is taken at that hour of every other day, and from another zone', () => {
    for (const text of ['2026-03-28T02:30:00+01:00', '2026-03-22T02:30:00+01:00', '2026-03-29T02:30:00+00:00'])
      assert.ok(takes(text), text);
    assert.ok(takes('2026-03-29T02:30:00Z') && takes('2026-06-28T02:30:00+02:00'));
  });
});
