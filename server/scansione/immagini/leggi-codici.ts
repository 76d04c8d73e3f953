import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes, type ReadResult } from 'zxing-wasm/reader';
import type { Codice } from '../tipi.js';
import { haBarre } from './barre.js';
import { dpiStimati } from './giudizio.js';
import type { Raster } from './raster.js';

const FORMATI = ['QRCode', 'Code128'] as const;
const MAX_CODICI = 40;
/** What a sheet that separates bears is as large as this, millimetres (copertina.ts); the largest label is well below. */
const QR_SEPARATORE = 40;
const BARRE_SEPARATORE = 92;
const POLLICE = 25.4;

let ready: Promise<unknown> | undefined;

async function load(): Promise<void> {
  const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  await prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(wasm).buffer }, fireImmediately: true });
}

/** Longer side of a code, millimetres. */
function latoDi({ position: { topLeft, topRight, bottomLeft } }: ReadResult, dpi: number): number {
  const side = (a: { x: number; y: number }, b: { x: number; y: number }): number => Math.hypot(a.x - b.x, a.y - b.y);
  return (Math.max(side(topLeft, topRight), side(topLeft, bottomLeft)) / dpi) * POLLICE;
}

/** By how many quarters a code is turned, whatever the scanner has made crooked. */
function girataOf({ rotation }: ReadResult): Pick<Codice, 'girata'> {
  const girata = (((Math.round(rotation / 90) * 90) % 360) + 360) % 360;
  return girata === 90 || girata === 180 || girata === 270 ? { girata } : {};
}

const asPicture = ({ larghezza, altezza, dati }: Raster) => {
  const pixels = new Uint32Array(larghezza * altezza);
  for (let i = 0; i < pixels.length; i += 1) pixels[i] = 0xff000000 | ((dati[i] ?? 0) * 0x010101);
  return { data: new Uint8ClampedArray(pixels.buffer), width: larghezza, height: altezza, colorSpace: 'srgb' as const };
};

/** Whether the bars are those of somebody else, which are read and are no matter of ours: of the post, of a bill, of goods. */
const isAltrui = async (picture: ReturnType<typeof asPicture>): Promise<boolean> =>
  (await readBarcodes(picture, { tryHarder: true, tryInvert: false, maxNumberOfSymbols: 1 })).some(
    ({ isValid }) => isValid,
  );

/**
 * The codes printed on a grey page, each once.
 * @param dpi - of these pixels, 0 where it is not known
 * @param carta - luminance of the paper, 0 to 255
 * @returns `illeggibile`: something like a code is there that says nothing
 */
export async function leggiCodici(
  raster: Raster,
  dpi: number,
  carta: number,
): Promise<{ codici: Codice[]; illeggibile: boolean }> {
  await (ready ??= load());
  const options = { formats: [...FORMATI], tryHarder: true, tryInvert: false, maxNumberOfSymbols: MAX_CODICI };
  const picture = asPicture(raster);
  let found = await readBarcodes(picture, { ...options, returnErrors: true });
  if (!found.some((one) => one.isValid) && found.length > 0)
    found = [...found, ...(await readBarcodes(picture, { ...options, tryDenoise: true }))];
  const codici = new Map<string, Codice>();
  const known = dpi > 0 ? dpi : dpiStimati(raster.larghezza, raster.altezza);
  for (const one of found) {
    const tipo = one.format === 'QRCode' ? 'qr' : 'code128';
    if (!one.isValid || one.text === '') continue;
    const grande = latoDi(one, known) >= (tipo === 'qr' ? QR_SEPARATORE : BARRE_SEPARATORE);
    codici.set(`${tipo} ${one.text}`, {
      tipo,
      testo: one.text,
      ...(grande && { separatore: true as const }),
      ...girataOf(one),
    });
  }
  const illeggibile =
    codici.size === 0 &&
    (found.some((one) => !one.isValid) || (haBarre(raster, carta, known) && !(await isAltrui(picture))));
  return { codici: [...codici.values()], illeggibile };
}
