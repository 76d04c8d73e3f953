// `npm run requisiti`: the table of the rules and of the tests that prove them, with its holes.
import { ensureDependencies } from './lib/dipendenze.mjs';
import { explain } from './lib/passi.mjs';
import { describeRequisiti, readRequisiti } from './lib/requisiti.mjs';

try {
  await ensureDependencies();
  for (const line of describeRequisiti(await readRequisiti())) console.log(line);
} catch (error) {
  explain(error);
  process.exitCode = 1;
}
