const lengthOf = (length: number): Buffer => {
  if (length < 0x80) return Buffer.from([length]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
};

/** An element with its length (DER). */
export const der = (tag: number, ...contents: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
};
/** An element of indefinite length (BER). */
export const ber = (tag: number, ...contents: readonly Buffer[]): Buffer =>
  Buffer.concat([Buffer.from([tag, 0x80]), ...contents, Buffer.alloc(2)]);

const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const int = (n: number): Buffer => der(0x02, Buffer.from([n]));
const SIGNED_DATA = oid('2a864886f70d010702');
const DATA = oid('2a864886f70d010701');
const SHA256 = der(0x30, oid('608648016503040201'), der(0x05));

/** CMS SignedData around a content, or none (detached); signers are left out: nothing here verifies them. */
export const buildP7m = (content: Buffer | null, tipo: Buffer = DATA): Buffer => {
  const encap = content === null ? der(0x30, tipo) : der(0x30, tipo, der(0xa0, der(0x04, content)));
  return der(0x30, SIGNED_DATA, der(0xa0, der(0x30, int(1), der(0x31, SHA256), encap, der(0x31))));
};

/** The same with indefinite lengths and the content in pieces, as signing of a stream makes it. */
export function buildP7mBer(content: Buffer, piece = 1_000): Buffer {
  const pieces = Array.from({ length: Math.ceil(content.length / piece) }, (_one, i) =>
    der(0x04, content.subarray(i * piece, (i + 1) * piece)),
  );
  const encap = ber(0x30, DATA, ber(0xa0, ber(0x24, ...pieces)));
  return ber(0x30, SIGNED_DATA, ber(0xa0, ber(0x30, int(1), der(0x31, SHA256), encap, der(0x31))));
}

export const buildPem = (bytes: Buffer, nome = 'PKCS7'): Buffer =>
  Buffer.from(
    `-----BEGIN ${nome}-----\n${(bytes.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${nome}-----\n`,
  );

export const buildEnveloped = (): Buffer =>
  der(0x30, oid('2a864886f70d010703'), der(0xa0, der(0x30, int(0), der(0x31))));

const TST_INFO = oid('2a864886f70d0109100104');
/** A time stamp token, and the reply of an authority around it (RFC 3161). */
export const buildToken = (): Buffer => buildP7m(der(0x30, int(1)), TST_INFO);
export const buildTsr = (): Buffer => der(0x30, der(0x30, int(0)), buildToken());
export const buildTsq = (): Buffer => der(0x30, int(1), der(0x30, SHA256, der(0x04, Buffer.alloc(32))));

/** TimeStampedData (RFC 5544) around a file of that name. */
export const buildTsd = (content: Buffer, nome: string): Buffer =>
  der(
    0x30,
    oid('2a864886f70d010910011f'),
    der(
      0xa0,
      der(
        0x30,
        int(1),
        der(0x30, der(0x01, Buffer.from([0])), der(0x0c, Buffer.from(nome))),
        der(0x04, content),
        der(0xa0),
      ),
    ),
  );
