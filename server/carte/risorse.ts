import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Risorse } from './verifica-pagina.js';

/** Source of what the page of verification of a registration loads; the build says under which name it is served. */
const SORGENTE = 'verifica/verifica.ts';

const Manifesto = z.record(
  z.string(),
  z.object({ file: z.string(), css: z.array(z.string()).optional(), imports: z.array(z.string()).optional() }),
);
type Manifesto = z.infer<typeof Manifesto>;

function stiliOf(manifesto: Manifesto, name: string, seen = new Set<string>()): string[] {
  const chunk = manifesto[name];
  if (chunk === undefined || seen.has(name)) return [];
  seen.add(name);
  return [...(chunk.imports ?? []).flatMap((one) => stiliOf(manifesto, one, seen)), ...(chunk.css ?? [])];
}

/**
 * What the page of verification loads of the built pages.
 * @param root - folder of the built pages
 * @param sorgente - of the script, among the sources of the pages
 */
export function risorseOf(root: string, sorgente = SORGENTE): Risorse {
  let text: string;
  try {
    text = readFileSync(path.join(root, '.vite/manifest.json'), 'utf8');
  } catch {
    return { stili: [] }; // not built: the page is plain, and whole
  }
  const manifesto = Manifesto.parse(JSON.parse(text));
  const script = manifesto[sorgente]?.file;
  return {
    stili: stiliOf(manifesto, sorgente).map((one) => `/${one}`),
    ...(script !== undefined && { script: `/${script}` }),
  };
}
