import { runFissita } from '../../../server/conservazione/fissita/lavora.js';
import { systemClock } from '../../../server/lib/clock.js';
import { connectDatabase } from '../../../server/lib/mongo.js';
import { FolderStore } from '../../../storage/folder-store.js';

/* A worker that is killed in the middle of a round: it reads some files, says so, and hangs on the next one. */
const [uri = '', folder = '', quanti = '1'] = process.argv.slice(2);
await connectDatabase(uri, { indexes: false });
const store = await FolderStore.create(folder);
const open = store.open.bind(store);
let opened = 0;
store.open = async (...args) => {
  opened += 1;
  if (opened > Number(quanti)) {
    process.stdout.write('appeso\n');
    await new Promise((resolve) => setTimeout(resolve, 600_000));
  }
  return open(...args);
};
await runFissita({ store, clock: systemClock }, 30, { salvaMs: 0 });
