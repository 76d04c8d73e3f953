import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { rifiuto } from './rifiuti.js';

type Funzione = (...argomenti: number[]) => number;

/** What is used of PDFium; its wrapper types less than that. */
export interface Pdfium {
  chiama: (nome: string, ...argomenti: number[]) => number;
  malloc: (size: number) => number;
  free: (at: number) => void;
  /** taken anew at each use: the memory moves as it grows */
  u8: () => Uint8Array;
  i32: () => Int32Array;
  f32: () => Float32Array;
  f64: () => Float64Array;
}

let loaded: Promise<Pdfium> | undefined;

async function load(): Promise<Pdfium> {
  const wasm = await readFile(createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm'));
  const library = await PDFiumLibrary.init({ wasmBinary: Uint8Array.from(wasm).buffer });
  const module = Reflect.get(library, 'module') as Record<string, unknown> & { wasmExports: Record<string, Funzione> };
  const functionOf = (nome: string): Funzione => {
    const found = module[nome] ?? module.wasmExports[nome.slice(1)];
    if (typeof found !== 'function') throw new TypeError(`no ${nome}`);
    return found as Funzione;
  };
  const known = new Map<string, Funzione>();
  return {
    chiama: (nome, ...argomenti) => {
      const found = known.get(nome) ?? functionOf(`_${nome}`);
      known.set(nome, found);
      return found(...argomenti);
    },
    malloc: (size) => {
      const at = module.wasmExports['malloc']?.(size) ?? 0;
      if (at === 0) throw rifiuto('memoria');
      return at >>> 0;
    },
    free: (at) => void module.wasmExports['free']?.(at),
    u8: () => module['HEAPU8'] as Uint8Array,
    i32: () => module['HEAP32'] as Int32Array,
    f32: () => module['HEAPF32'] as Float32Array,
    f64: () => module['HEAPF64'] as Float64Array,
  };
}

/** PDFium, its program read from the package; nothing is fetched. */
export const pdfium = (): Promise<Pdfium> => (loaded ??= load());
