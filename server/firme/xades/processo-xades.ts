import { type DaProvare, provaTutte } from './prove.js';

/** A process that tries the signatures of one XML document: one that makes endless work harms this alone. */
process.once('message', (domanda: DaProvare) => void process.send?.(provaTutte(domanda)));
process.once('disconnect', () => process.exit(0));
