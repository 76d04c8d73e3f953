import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { SCANSIONE } from '../server/configurazione/dati/scansione.js';
import { componiCopia } from '../server/scansione/copia/componi.js';
import { LettoreImmagini } from '../server/scansione/immagini/lettore.js';
import { Lettore } from '../server/scansione/ocr/lettore.js';
import { testoDiPagina } from '../server/scansione/testo.js';
import type { PaginaCopia } from '../server/scansione/tipi.js';
import { dipingi, type FoglioDipinto, sporca } from '../test/support/pagine-dipinte.js';
import { errori, fogli } from './lib/lettere.js';
import { median, print, round } from './lib/pairs.js';

const PAGINE = Number(process.env['BENCH_PAGINE'] ?? 20);
const GRUPPO = Number(process.env['BENCH_GRUPPO'] ?? 10);
const DPI = 300;
const run = promisify(execFile);
const QUANDO = new Date('2026-01-01T00:00:00Z');

/**
 * A PDF of scanned pages to a searchable PDF/A, whole: pages decoded, measured, made straight, read, put together again. Against
 * ocrmypdf on the same file and the same cores, with the engine of the product and with native tesseract.
 */
interface Gruppo {
  fogli: FoglioDipinto[];
  pdf: Buffer;
}
interface Corsa {
  secondi: number;
  testi: string[];
}

async function* pagineOf(pngs: readonly Buffer[]): AsyncGenerator<PaginaCopia> {
  for (const png of pngs) {
    const { data, info } = await sharp(png)
      .toColourspace('b-w')
      .jpeg({ quality: 95 })
      .toBuffer({ resolveWithObject: true });
    const copia = { larghezza: info.width, altezza: info.height, dpi: DPI, grigio: true };
    yield { copia: { tipo: 'jpeg', bytes: data, ...copia }, parole: [] };
  }
}

const gather = async (stream: AsyncIterable<unknown>): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

async function prepare(rumorose: boolean): Promise<Gruppo[]> {
  const gruppi: Gruppo[] = [];
  const tutti = fogli(PAGINE);
  for (let i = 0; i < tutti.length; i += GRUPPO) {
    const these = tutti.slice(i, i + GRUPPO);
    const pngs: Buffer[] = [];
    for (const [k, foglio] of these.entries()) {
      const clean = await dipingi(foglio, DPI);
      pngs.push(rumorose ? await sporca(clean, i + k) : clean);
    }
    const dati = { titolo: 'Prova', quando: QUANDO, lingua: 'it-IT' };
    gruppi.push({ fogli: these, pdf: await gather(componiCopia(pagineOf(pngs), dati)) });
  }
  return gruppi;
}

async function ours({ pdf, fogli: { length } }: Gruppo, tesseract: string | undefined): Promise<Corsa> {
  const start = performance.now();
  const immagini = new LettoreImmagini();
  const lettore = new Lettore({ tesseract });
  const testi: string[] = Array.from({ length }, () => '');
  try {
    const source = { sha256: createHash('sha256').update(pdf).digest('hex'), bytes: () => Promise.resolve(pdf) };
    const opzioni = { rotazione: 0 as const, soglie: SCANSIONE.soglie };
    const letta = async (indice: number): Promise<PaginaCopia> => {
      const pagina = await immagini.leggiPagina(source, indice, opzioni);
      if (pagina.lettura === undefined) throw new Error('a page without words');
      const { png, ...posa } = pagina.lettura;
      const { parole } = await lettore.leggi(png, { ...posa, copia: pagina.copia });
      testi[indice] = testoDiPagina(parole);
      return { copia: pagina.copia, parole };
    };
    const pages = testi.map((_, indice) => letta(indice));
    async function* inOrdine(): AsyncGenerator<PaginaCopia> {
      for (const page of pages) yield await page;
    }
    await gather(componiCopia(inOrdine(), { titolo: 'Prova', quando: QUANDO, lingua: 'it-IT' }));
    return { secondi: (performance.now() - start) / 1_000, testi };
  } finally {
    await lettore.close();
    immagini.close();
  }
}

async function theirs({ pdf }: Gruppo): Promise<Corsa> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'bench-ocr-'));
  try {
    const [from, to, text] = ['da.pdf', 'a.pdf', 'a.txt'].map((name) => path.join(dir, name)) as [
      string,
      string,
      string,
    ];
    await writeFile(from, pdf);
    const start = performance.now();
    const jobs = String(os.availableParallelism());
    await run('ocrmypdf', ['--jobs', jobs, '-l', 'ita', '--output-type', 'pdfa', '--sidecar', text, '-q', from, to], {
      env: { ...process.env, OMP_THREAD_LIMIT: '1' },
    });
    const secondi = (performance.now() - start) / 1_000;
    return { secondi, testi: (await readFile(text, 'utf8')).split('\f') };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

const runs = {
  'tesseract.js': (gruppo: Gruppo) => ours(gruppo, undefined),
  'tesseract nativo': (gruppo: Gruppo) => ours(gruppo, process.env['TESSERACT'] ?? 'tesseract'),
  ocrmypdf: theirs,
} as const;
type Chi = keyof typeof runs;

for (const rumorose of [false, true]) {
  const gruppi = await prepare(rumorose);
  const secondi: Record<Chi, number[]> = { 'tesseract.js': [], 'tesseract nativo': [], ocrmypdf: [] };
  const sbagliati: Record<Chi, number[]> = { 'tesseract.js': [], 'tesseract nativo': [], ocrmypdf: [] };
  for (const [i, gruppo] of gruppi.entries()) {
    const order = Object.keys(runs) as Chi[];
    for (const chi of i % 2 === 0 ? order : order.toReversed()) {
      const corsa = await runs[chi](gruppo);
      secondi[chi].push(corsa.secondi / gruppo.fogli.length);
      gruppo.fogli.forEach(({ testo }, k) => sbagliati[chi].push(errori(testo, corsa.testi[k] ?? '')));
    }
  }
  const mean = (values: number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;
  for (const chi of Object.keys(runs) as Chi[])
    print({
      bench: 'ocr',
      pagine: PAGINE,
      caso: rumorose ? 'rumorose' : 'pulite',
      chi,
      pagineAlMinuto: round(60 / median(secondi[chi])),
      erroriPerCento: round(mean(sbagliati[chi]), 3),
      velocitaRispettoAOcrmypdf: round(median(secondi[chi].map((s, i) => (secondi.ocrmypdf[i] ?? NaN) / s))),
      atteso: chi === 'tesseract.js' ? 0.8 : 1,
    });
}
