// `npm run backup [-- --completo]`: a backup of database and files, verified after it was written (docs/salvataggio.md).
import path from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../server/lib/clock.js';
import { ConfigurazioneError, readConfig } from '../server/lib/config.js';
import { connectDatabase } from '../server/lib/mongo.js';
import { SalvataggioError } from '../server/salvataggio/errori.js';
import { runSalvataggio } from '../server/salvataggio/service.js';
import { createStore } from '../storage/create-store.js';
import { environment } from './ambiente.js';
import { runProgramma } from './programma.js';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { completo: { type: 'boolean' } } });
  const env = environment(process.env);
  const config = readConfig({ BACKUP_DIR: path.join(env['DATA_DIR'] ?? '.data', 'salvataggi'), ...env });
  if (config.salvataggi === undefined) throw new ConfigurazioneError('Manca BACKUP_DIR: la cartella dei salvataggi.');
  await connectDatabase(config.mongodbUri);
  const store = await createStore(config.storage);
  const salvato = await runSalvataggio(
    { store, clock: systemClock, luogo: config.salvataggi },
    { completo: values.completo === true, onPasso: (passo) => console.log(`› ${passo}`) },
  );
  const { cartella, registrazioni, file, fileNuovi, fileRiletti, bytesNuovi } = salvato;
  console.log(
    `Salvataggio riuscito e verificato: ${path.join(config.salvataggi.cartella, cartella)}\n` +
      `  ${registrazioni} registrazioni con la loro catena, ${file} file (${fileNuovi} nuovi, ${Math.ceil(bytesNuovi / 1024)} KB; ${fileRiletti} riletti).`,
  );
}

await runProgramma(main, [SalvataggioError, ConfigurazioneError]);
