// The built pages, compressed once, so that the web process only sends.
import { createReadStream, createWriteStream, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';

const WORTHWHILE = /\.(?:js|mjs|css|html|svg|json|txt|webmanifest|map)$/;
const MINIMUM_BYTES = 1024;

/** Writes `file.br` and `file.gz` beside every text file of the folder that is worth it. */
export async function compressFolder(dir) {
  const files = readdirSync(dir, { recursive: true })
    .map((name) => path.join(dir, name))
    .filter((file) => WORTHWHILE.test(file) && statSync(file).isFile() && statSync(file).size >= MINIMUM_BYTES);
  const brotli = () => createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
  for (const file of files) {
    await Promise.all([
      pipeline(createReadStream(file), brotli(), createWriteStream(`${file}.br`)),
      pipeline(createReadStream(file), createGzip({ level: 9 }), createWriteStream(`${file}.gz`)),
    ]);
  }
}
