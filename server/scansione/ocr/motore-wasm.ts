import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createWorker, OEM, type Page, PSM } from 'tesseract.js';
import type { Parola } from '../tipi.js';
import type { Motore } from './motore.js';

const require = createRequire(import.meta.url);
/** Italian as a package of the registry brings it: nothing is fetched while the system runs. */
const DATI = path.join(path.dirname(require.resolve('@tesseract.js-data/ita/package.json')), '4.0.0_best_int');
/** Where the data of native tesseract are, if it is installed: as accurate and half as quick again, being made for speed. */
const DATI_DEL_SISTEMA = [
  process.env['TESSDATA_PREFIX'],
  '/usr/share/tesseract-ocr/5/tessdata',
  '/usr/share/tesseract-ocr/4.00/tessdata',
  '/usr/share/tessdata',
];
const dati = (): { langPath: string; gzip: boolean } => {
  const found = DATI_DEL_SISTEMA.find((dir) => dir !== undefined && existsSync(path.join(dir, 'ita.traineddata')));
  return found === undefined ? { langPath: DATI, gzip: true } : { langPath: found, gzip: false };
};
/** The data name a list of words that does not come with them: it is not looked for. */
const SENZA_ELENCHI = 'user_words_suffix ';

function paroleOf({ blocks }: Page): Parola[] {
  const righe = (blocks ?? []).flatMap(({ paragraphs }) => paragraphs.flatMap(({ lines }) => lines));
  return righe.flatMap(({ words }, riga) =>
    words
      .map(({ text, bbox, confidence }) => ({ testo: text.trim(), ...boxOf(bbox), fiducia: confidence, riga }))
      .filter(({ testo }) => testo !== ''),
  );
}

const boxOf = ({ x0, y0, x1, y1 }: { x0: number; y0: number; x1: number; y1: number }) => ({ x0, y0, x1, y1 });

/** Tesseract as a program of the browser, in a thread of its own. */
export async function startWasm(): Promise<Motore> {
  let fail: (error: Error) => void = () => undefined;
  const broken = new Promise<never>((_, reject) => {
    fail = reject;
  });
  broken.catch(() => undefined);
  const worker = await createWorker(
    'ita',
    OEM.LSTM_ONLY,
    { ...dati(), cacheMethod: 'none', errorHandler: () => undefined }, // told by the answer of the page
    SENZA_ELENCHI,
  );
  threadOf(worker)
    ?.on('error', fail)
    .on('exit', () => fail(new Error('the thread that reads has ended')));
  await worker.setParameters({ tessedit_pageseg_mode: PSM.AUTO, debug_file: '/dev/null' });
  return {
    leggi: async (png, dpi) => {
      await Promise.race([worker.setParameters({ user_defined_dpi: String(dpi) }), broken]);
      const { data } = await Promise.race([worker.recognize(png, {}, { text: false, blocks: true }), broken]);
      return paroleOf(data);
    },
    close: async () => {
      await worker.terminate();
    },
  };
}

interface Thread {
  on(event: 'error', listener: (error: Error) => void): Thread;
  on(event: 'exit', listener: () => void): Thread;
}

/** The thread behind the worker, which its types do not tell: unheard, its death would be that of this process. */
function threadOf(worker: object): Thread | undefined {
  const thread: unknown = Reflect.get(worker, 'worker');
  return isThread(thread) ? thread : undefined;
}

const isThread = (value: unknown): value is Thread =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, 'on') === 'function';
