import { recordUsi, type UsoVisto } from '../../schemas/corrispondente.model.js';
import type { Logger } from '../lib/logger.js';
import { isDuplicateKey } from '../lib/mongo.js';

/** How long uses gather before they are written: the register does not wait for its address book. */
const FLUSH_MS = 250;

let waiting = new Map<string, UsoVisto>();
let timer: NodeJS.Timeout | undefined;
let writing: Promise<void> = Promise.resolve();

const keyOf = ({ aoo, vista, chiave }: UsoVisto): string => `${aoo}\n${vista}\n${chiave}`;

/** Writes what has gathered; what cannot be written is told and forgotten: the address book is made of the register, not the other way round. */
export function flushRicordi(log?: Logger): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  const batch = [...waiting.values()];
  waiting = new Map();
  writing = writing.then(async () => {
    if (batch.length === 0) return;
    await recordUsi(batch).catch((error: unknown) => {
      // two processes that make the same entry at once: one use less in one of them
      if (!isDuplicateKey(error)) log?.warn({ err: error }, 'corrispondenti not remembered');
    });
  });
  return writing;
}

const union = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])];

/** The addresses of both, each as often as it was said. */
function joinVisti(a: UsoVisto['visti'], b: UsoVisto['visti']): UsoVisto['visti'] {
  const joined = { ...a };
  for (const [impronta, visto] of Object.entries(b))
    joined[impronta] = { ...visto, volte: visto.volte + (a[impronta]?.volte ?? 0) };
  return joined;
}

/** Gathers uses, to be written shortly; the same correspondent in the same view is one write with its uses together. */
export function gatherUsi(usi: readonly UsoVisto[], log: Logger): void {
  for (const uso of usi) {
    const known = waiting.get(keyOf(uso));
    waiting.set(
      keyOf(uso),
      known === undefined
        ? uso
        : {
            ...uso,
            parole: union(known.parole, uso.parole),
            codici: union(known.codici, uso.codici),
            visti: joinVisti(known.visti, uso.visti),
            volte: known.volte + uso.volte,
          },
    );
  }
  timer ??= setTimeout(() => void flushRicordi(log), FLUSH_MS).unref();
}
