// `npm run build`: dependencies, server and pages, as far as they are not up to date.
import { ensureBuild } from './lib/costruzione.mjs';
import { ensureDependencies } from './lib/dipendenze.mjs';
import { explain, requireNode, say } from './lib/passi.mjs';

try {
  requireNode();
  await ensureDependencies();
  await ensureBuild();
  say('La costruzione è aggiornata (dist/).');
} catch (error) {
  explain(error);
  process.exitCode = 1;
}
