// How a built program of the product is started, in the demonstration and in the tests.
import path from 'node:path';
import { ROOT } from './percorsi.mjs';

/** Arguments for Node.js. @param {string} program - below dist/ */
export const nodeArguments = (program) => [path.join(ROOT, 'dist', program)];
