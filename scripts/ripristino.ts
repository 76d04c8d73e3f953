// `npm run ripristino -- <cartella del salvataggio>`: brings a backup into an empty installation (docs/salvataggio.md).
import { parseArgs } from 'node:util';
import { ConfigurazioneError, readConfig } from '../server/lib/config.js';
import { connectDatabase } from '../server/lib/mongo.js';
import { SalvataggioError } from '../server/salvataggio/errori.js';
import { restoreAll } from '../server/salvataggio/ripristina.js';
import { createStore } from '../storage/create-store.js';
import { runProgramma } from './programma.js';

async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [cartella] = positionals;
  if (cartella === undefined || positionals.length > 1)
    throw new SalvataggioError('Indicare la cartella del salvataggio: npm run ripristino -- <cartella>');
  const config = readConfig({ REDIS_URL: 'redis://127.0.0.1:6379', ...process.env });
  await connectDatabase(config.mongodbUri, { indexes: false }); // the backup knows its indexes
  const store = await createStore(config.storage);
  const { registrazioni, file } = await restoreAll(cartella, store, (passo) => console.log(`› ${passo}`));
  console.log(
    `Ripristino riuscito: ${registrazioni} registrazioni e ${file} file, verificati dopo la scrittura.\n` +
      'Che cosa fare adesso: avviare «npm start» e «npm run worker» su questa base dati; le sessioni vanno riaperte.',
  );
}

await runProgramma(main, [SalvataggioError, ConfigurazioneError]);
