import assert from 'node:assert/strict';
import fc from 'fast-check';
import { velati, velato } from '../../../../server/conservazione/conservatori/segreti.js';

describe('secrets in what is kept and said', () => {
  it('are covered in every form in which an answer may give them back', () => {
    const segreto = 'p&ss "w<rd" è';
    for (const forma of [
      segreto,
      encodeURIComponent(segreto),
      'p&amp;ss &quot;w&lt;rd&quot; è',
      Buffer.from(segreto).toString('base64'),
    ]) {
      assert.equal(velato(`prima ${forma} dopo`, [segreto]), 'prima ******** dopo');
      assert.equal(velati(Buffer.from(`prima ${forma} dopo`), [segreto]).toString(), 'prima ******** dopo');
    }
  });

  it('leave alone what has none, and words that are too short to be secrets', () => {
    const bytes = Buffer.from([0xff, 0x00, 0xe8]);
    assert.equal(velati(bytes, ['segreto']), bytes);
    assert.equal(velato('abc', ['abc', '']), 'abc');
  });

  it('never stay, wherever they stand', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8, maxLength: 20 }), fc.string(), fc.string(), (segreto, prima, dopo) => {
        fc.pre(!segreto.includes('*'));
        assert.ok(!velato(prima + segreto + dopo, [segreto]).includes(segreto));
      }),
    );
  });
});
