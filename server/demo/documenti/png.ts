import { deflateSync } from 'node:zlib';

const FIRMA_PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(bytes: Buffer): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = (CRC[(c ^ byte) & 0xff] ?? 0) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** A picture whose pixels are places in a palette. */
export interface Immagine {
  larghezza: number;
  altezza: number;
  /** `#rrggbb`; two colours take one bit a pixel, up to sixteen four */
  tavolozza: readonly string[];
  pixel: Uint8Array;
  puntiPerPollice: number;
}

function packRows({ larghezza, altezza, pixel }: Immagine, bits: number): Buffer {
  const rowBytes = Math.ceil((larghezza * bits) / 8);
  const rows = Buffer.alloc((rowBytes + 1) * altezza); // each row after its filter, none
  for (let y = 0; y < altezza; y += 1) {
    const row = y * (rowBytes + 1) + 1;
    for (let x = 0; x < larghezza; x += 1) {
      const value = pixel[y * larghezza + x] ?? 0;
      if (value === 0) continue;
      const bit = x * bits;
      const at = row + (bit >> 3);
      rows[at] = (rows[at] ?? 0) | (value << (8 - bits - (bit & 7)));
    }
  }
  return rows;
}

/** A palette PNG (ISO/IEC 15948) with its resolution. */
export function encodePng(immagine: Immagine): Buffer {
  const bits = immagine.tavolozza.length <= 2 ? 1 : 4;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(immagine.larghezza, 0);
  header.writeUInt32BE(immagine.altezza, 4);
  header.set([bits, 3, 0, 0, 0], 8);
  const resolution = Buffer.alloc(9);
  const perMetre = Math.round(immagine.puntiPerPollice / 0.0254);
  resolution.writeUInt32BE(perMetre, 0);
  resolution.writeUInt32BE(perMetre, 4);
  resolution[8] = 1;
  return Buffer.concat([
    FIRMA_PNG,
    chunk('IHDR', header),
    chunk('pHYs', resolution),
    chunk('PLTE', Buffer.from(immagine.tavolozza.map((colore) => colore.slice(1)).join(''), 'hex')),
    chunk('IDAT', deflateSync(packRows(immagine, bits), { level: 6 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
