// Where things are.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Absolute path of DATA_DIR, default `.data` in the checkout. */
export const dataDir = (env = process.env) => path.resolve(ROOT, env.DATA_DIR || '.data');

/** A file of node_modules/.bin's package, to be run by this very Node.js. */
export const moduleFile = (relative) => path.join(ROOT, 'node_modules', relative);
