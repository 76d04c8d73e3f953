// How a built program of the product is started, here and in the tests; `npm start` and the Dockerfile say the same.
import path from 'node:path';
import { ROOT } from './percorsi.mjs';

/** The web process makes much that dies young (rows, answers): with twice the usual room for it a search costs a fifth less. */
const ROOM = { 'server/main.js': ['--max-semi-space-size=32'] };

/** Arguments for Node.js. @param {string} program - below dist/ */
export const nodeArguments = (program) => [
  '--enable-source-maps',
  ...(ROOM[program] ?? []),
  path.join(ROOT, 'dist', program),
];
