import sharp, { type Sharp } from 'sharp';
import type { PaginaLetta } from '../../server/scansione/tipi.js';
import { sorte } from './fogli.js';

/** A TIFF around the code of a copy, which every reader takes. */
export function tiffAround({ bytes, larghezza, altezza }: PaginaLetta['copia']): Buffer {
  const entries: [number, number, number][] = [
    [256, 4, larghezza],
    [257, 4, altezza],
    [258, 3, 1],
    [259, 3, 4],
    [262, 3, 0],
    [273, 4, 8],
    [277, 3, 1],
    [278, 4, altezza],
    [279, 4, bytes.length],
  ];
  const start = 8 + bytes.length + (bytes.length % 2);
  const out = Buffer.alloc(start + 2 + 12 * entries.length + 4);
  out.write('II*\0', 0, 'latin1');
  out.writeUInt32LE(start, 4);
  bytes.copy(out, 8);
  out.writeUInt16LE(entries.length, start);
  entries.forEach(([tag, tipo, value], i) => {
    const at = start + 2 + 12 * i;
    out.writeUInt16LE(tag, at);
    out.writeUInt16LE(tipo, at + 2);
    out.writeUInt32LE(1, at + 4);
    out.writeUInt32LE(value, at + 8);
  });
  return out;
}

/** As a scanner gives it: grain, and the haste of its JPEG. */
export async function noisy(steps: Sharp, dpi: number): Promise<Buffer> {
  const { data, info } = await steps.toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  const chance = sorte(dpi);
  for (let i = 0; i < data.length; i += 1)
    data[i] = Math.max(0, Math.min(255, (data[i] ?? 0) + (chance() + chance() - 1) * 40));
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 1 } })
    .toColourspace('b-w')
    .blur(0.7)
    .jpeg({ quality: 70 })
    .withMetadata({ density: dpi })
    .toBuffer();
}

/** What a PNG declares of itself. */
export function ihdr(width: number, height: number): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([8, 2], 8);
  return data;
}

/** A chunk of a PNG with its sum. */
export function chunk(tipo: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(tipo, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  let sum = 0xffffffff;
  for (const byte of body) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  out.writeUInt32BE((sum ^ 0xffffffff) >>> 0, body.length + 4);
  return out;
}
