import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A temporary folder for the suite in whose body this is called; it goes when the suite is over. */
export function temporaryFolder(): { path: string } {
  const folder = { path: '' };
  before(() => {
    folder.path = mkdtempSync(path.join(os.tmpdir(), 'prova-scripts-'));
  });
  after(() => {
    rmSync(folder.path, { recursive: true, force: true, maxRetries: 5 });
  });
  return folder;
}
