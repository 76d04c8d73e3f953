// `npm run bench -- NAME [arguments]`: one benchmark on private services, results as JSON lines on the standard output.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ensureBuild } from './lib/costruzione.mjs';
import { ensureDependencies } from './lib/dipendenze.mjs';
import { explain, PassoError, requireNode, say, tellProgressOn } from './lib/passi.mjs';
import { ROOT } from './lib/percorsi.mjs';
import { startTemporaryServices } from './lib/servizi-temporanei.mjs';

const folder = path.join(ROOT, 'bench');
const names = () =>
  (existsSync(folder) ? readdirSync(folder) : [])
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -3));

async function bench(name, args) {
  tellProgressOn(process.stderr);
  await ensureDependencies();
  await ensureBuild();
  const services = await startTemporaryServices({ scopo: 'bench', s3: false });
  try {
    return await new Promise((done) => {
      const env = { ...process.env, ...services.env, DATA_DIR: services.dir };
      const child = spawn(process.execPath, ['--import', 'tsx', path.join('bench', `${name}.ts`), ...args], {
        cwd: ROOT,
        env,
        stdio: 'inherit',
      });
      child.once('exit', (code) => done(code ?? 1));
    });
  } finally {
    await services.stop();
  }
}

try {
  requireNode();
  const [name, ...args] = process.argv.slice(2);
  if (name === undefined) {
    say(
      `Prestazioni che si possono misurare, con npm run bench -- NOME:\n${names()
        .map((one) => `  ${one}`)
        .join('\n')}`,
    );
  } else if (!names().includes(name)) {
    throw new PassoError(`Non esiste la misura «${name}».`, `scegliere tra ${names().join(', ')}`);
  } else {
    process.exitCode = await bench(name, args);
  }
} catch (error) {
  explain(error);
  process.exitCode = 1;
}
