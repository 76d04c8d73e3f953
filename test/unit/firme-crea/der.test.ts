import assert from 'node:assert/strict';
import fc from 'fast-check';
import forge from 'node-forge';
import {
  childrenOf,
  context,
  header,
  integer,
  octets,
  oid,
  sequence,
  setOf,
  time,
} from '../../../server/firme/crea/der.js';

const parse = (der: Buffer): forge.asn1.Asn1 => forge.asn1.fromDer(der.toString('latin1'));

describe('firme: DER', () => {
  it('writes lengths in as few bytes as they take', () => {
    assert.deepEqual(
      [0, 127, 128, 255, 256, 65_536, 5_000_000_000].map((length) => header(0x04, length).toString('hex')),
      ['0400', '047f', '048180', '0481ff', '04820100', '0483010000', '0485012a05f200'],
    );
  });

  it('writes what another reader reads back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(), (bytes, n) => {
        const der = sequence(octets(Buffer.from(bytes)), integer(n), context(0, oid('1.2.840.113549.1.7.2')));
        const [first, second, third] = parse(der).value as forge.asn1.Asn1[];
        assert.deepEqual(Buffer.from(first?.value as string, 'latin1'), Buffer.from(bytes));
        assert.equal(BigInt(`0x${Buffer.from(second?.value as string, 'latin1').toString('hex')}`), BigInt(n));
        const [named] = third?.value as forge.asn1.Asn1[];
        assert.equal(forge.asn1.derToOid(named?.value as string), '1.2.840.113549.1.7.2');
        assert.deepEqual(
          Buffer.concat(childrenOf(der)),
          der.subarray(header(0x30, 0).length + (der.length > 129 ? (der.length > 258 ? 2 : 1) : 0)),
        );
      }),
    );
  });

  it('sorts a SET OF by its encodings, whatever order it is given', () => {
    const elements = [octets(Buffer.from('bb')), octets(Buffer.from('a')), integer(5)];
    assert.deepEqual(setOf(...elements), setOf(...[...elements].reverse()));
    assert.equal(setOf(...elements).toString('hex'), '310a0201050401610402' + '6262');
  });

  it('keeps whole numbers positive, and writes years as certificates do', () => {
    assert.equal(integer(Buffer.from('00ff', 'hex')).toString('hex'), '020200ff');
    assert.equal(integer(0).toString('hex'), '020100');
    assert.equal(time(new Date('2049-12-31T23:59:59Z')).subarray(2).toString(), '491231235959Z');
    assert.equal(time(new Date('2050-01-01T00:00:00Z')).subarray(2).toString(), '20500101000000Z');
  });

  it('refuses what is cut short', () => {
    const der = sequence(octets(Buffer.alloc(200)));
    assert.throws(() => childrenOf(der.subarray(0, 150)), RangeError);
  });
});
