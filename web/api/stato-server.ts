import { useSyncExternalStore } from 'react';
import { adesso } from '../lib/orologio.js';

/** Whether the server answers: `assenteDal` is the instant since when it does not, null while it does. */
interface StatoServer {
  assenteDal: Date | null;
}

let stato: StatoServer = { assenteDal: null };
const listeners = new Set<() => void>();

function change(next: StatoServer): void {
  stato = next;
  for (const listener of listeners) listener();
}

/** Some request had an answer, whatever it was: the strip goes. */
export function reportAnswer(): void {
  if (stato.assenteDal !== null) change({ assenteDal: null });
}

/** Some request had no answer: the strip says since when. */
export function reportSilence(): void {
  if (stato.assenteDal === null) change({ assenteDal: adesso() });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useStatoServer(): StatoServer {
  return useSyncExternalStore(subscribe, () => stato);
}
