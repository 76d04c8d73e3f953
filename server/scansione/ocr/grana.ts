import type { Sharp } from 'sharp';

/** Difference of a pixel from the mean of its two neighbours, 0 to 255, beyond which the paper is grainy. */
const GRANA = 5;
/** Enough to let the grain go, too little for a letter. */
const SFUMATURA = 0.7;
/** One line of the picture in so many is looked at. */
const OGNI = 16;

/**
 * How grainy the paper of a grey picture is: the mean difference of its bright pixels from what is beside them. Pure.
 * @param dati - one byte a pixel, row after row
 */
export function granaOf(dati: Uint8Array, larghezza: number, altezza: number): number {
  let sum = 0;
  let count = 0;
  for (let y = OGNI >> 1; y < altezza; y += OGNI) {
    const row = y * larghezza;
    for (let x = row + 1; x < row + larghezza - 1; x += 2) {
      const [before, here, after] = [dati[x - 1] ?? 0, dati[x] ?? 0, dati[x + 1] ?? 0];
      if (Math.min(before, after) < 128) continue;
      sum += Math.abs(here - (before + after) / 2);
      count += 1;
    }
  }
  return count === 0 ? 0 : sum / count;
}

/**
 * A grainy picture smoothed, any other as it is. The engine takes each grain for a letter, and minutes for a page instead of seconds:
 * only what is read is changed, never what is kept.
 */
export async function senzaGrana(png: Buffer): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const steps: Sharp = sharp(png).toColourspace('b-w');
  const { data, info } = await steps.clone().raw().toBuffer({ resolveWithObject: true });
  if (info.channels !== 1 || granaOf(data, info.width, info.height) < GRANA) return png;
  return steps.blur(SFUMATURA).png({ compressionLevel: 1 }).toBuffer();
}
