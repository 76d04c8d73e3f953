import type { Context, RootHookObject } from 'mocha';
import { stopProcesses } from './processi.js';
import { dropDatabases } from './servizi.js';

/** After the last test: nothing that a test started or made stays behind, whatever became of the test. */
export const mochaHooks: RootHookObject = {
  afterAll: async function (this: Context) {
    this.timeout(60_000);
    await stopProcesses();
    await dropDatabases();
  },
};
