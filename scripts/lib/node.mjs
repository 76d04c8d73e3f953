// How a built program of the product is started, in the demonstration and in the tests.
import path from 'node:path';
import { ROOT } from './percorsi.mjs';

/**
 * What lives for one answer is cleaned half as often, so that less of it is moved while it is still in use. As in package.json and
 * in the Dockerfile.
 */
const FLAGS = { 'server/main.js': ['--max-semi-space-size=32'] };

/** Arguments for Node.js. @param {string} program - below dist/ */
export const nodeArguments = (program) => [...(FLAGS[program] ?? []), path.join(ROOT, 'dist', program)];
