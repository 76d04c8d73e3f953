import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/**
 * A database of this browser, opened when it is first asked for, again after it was closed or could not be opened.
 * @param crea - makes its stores, where they are not there yet
 */
export function baseLocale<S extends DBSchema>(
  nome: string,
  crea: (db: IDBPDatabase<S>) => void,
): () => Promise<IDBPDatabase<S>> {
  let aperta: Promise<IDBPDatabase<S>> | undefined;
  const forget = (): void => {
    aperta = undefined;
  };
  return () => {
    aperta ??= openDB<S>(nome, 1, {
      upgrade: crea,
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close(); // a newer page in another tab needs the database
        forget();
      },
      terminated: forget,
    }).catch((error: unknown) => {
      forget();
      throw error;
    });
    return aperta;
  };
}
