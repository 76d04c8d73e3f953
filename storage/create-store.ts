import { FolderStore } from './folder-store.js';
import type { ObjectStore, StoreConfig } from './object-store.js';

/** The store that the configuration names, ready for use: its folder or bucket is made if it is not there. @throws StorageUnavailableError */
export async function createStore(config: StoreConfig): Promise<ObjectStore> {
  if (config.tipo === 'cartella') return FolderStore.create(config.percorso);
  const { S3Store } = await import('./s3-store.js'); // who keeps files in a folder does not load the client
  return S3Store.create(config);
}
