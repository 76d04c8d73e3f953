import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const SEMINA = path.join(import.meta.dirname, 'semina.ts');

/**
 * Fills a register, and its index, in a process that ends then: who has made a million registrations has a memory in which all that
 * comes after costs twice as much, and that would be counted as the server's.
 * @returns seconds for the records, and for the index
 */
export async function seedApart(uri: string, quante: number): Promise<{ registroS: number; indiceS: number }> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', SEMINA, uri, String(quante)]);
  return JSON.parse(stdout) as { registroS: number; indiceS: number };
}
