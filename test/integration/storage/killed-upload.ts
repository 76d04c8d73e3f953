// A process of a test: uploads without end into the folder it is given, until it is killed.
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { FolderStore } from '../../../storage/folder-store.js';

const store = await FolderStore.create(process.argv[2] ?? '');
const source = new Readable({
  read() {
    this.push(randomBytes(65_536));
  },
});
await store.put(source);
