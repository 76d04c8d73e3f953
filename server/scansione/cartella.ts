import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { findAllAoo } from '../../schemas/aoo.model.js';
import { insertScansione, findNataDa } from '../../schemas/scansione.model.js';
import { protectFiles } from '../../storage/protect-files.js';
import { isDuplicateKey } from '../lib/mongo.js';
import { faultOfFileName, type ReceivedFile } from '../lib/multipart.js';
import { canonicalText, sha256Hex } from '../protocollo/canonico.js';
import { nasce } from './crea.js';
import { oraDiMacchina, type DepsScansione } from './deps.js';
import { DA_CARTELLA } from './operatore.js';
import { tipoDi } from './ricevi.js';

/** A file that was written to so little ago may still be on its way. */
const FERMO_MS = 10_000;
const FATTI = 'fatti';
const LOTTI = 'lotti';
const RIFIUTATI = 'rifiutati';
const MAX_TURNO = 50;
const HEAD_BYTES = 64 * 1024;

type Deps = Pick<DepsScansione, 'store' | 'clock' | 'config' | 'log' | 'macchina'>;

interface Posto {
  aoo: string;
  folder: string;
  specie: 'scansione' | 'lotto';
}

const postiDi = (cartella: string, aoo: string): Posto[] => [
  { aoo, folder: path.join(cartella, aoo), specie: 'scansione' },
  { aoo, folder: path.join(cartella, aoo, LOTTI), specie: 'lotto' },
];

/** A name in a folder where the same name may be there already. */
async function moveTo(from: string, folder: string, name: string, sha256: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const taken = await stat(path.join(folder, name)).catch(() => null);
  await rename(from, path.join(folder, taken === null ? name : `${sha256.slice(0, 12)}-${name}`));
}

async function readHead(file: string): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
}

/** Whether nobody writes to the file any more: its size and its date have stood still. */
async function isAtRest({ macchina }: Pick<Deps, 'macchina'>, file: string): Promise<boolean> {
  const found = await stat(file).catch(() => null);
  if (found === null || !found.isFile() || found.size === 0) return false;
  return oraDiMacchina({ ...(macchina !== undefined && { macchina }) }).getTime() - found.mtimeMs >= FERMO_MS;
}

/**
 * Takes one file in: into the store, then the record, then it is moved aside. Killed between two of these it is taken again, and its
 * hash says that its record is there: a file is one scan, however often it is met.
 * @returns the id of its scan; undefined for what is no scan, which is put aside as such
 */
async function takeFile(deps: Deps, { aoo, folder, specie }: Posto, name: string): Promise<string | undefined> {
  const from = path.join(folder, name);
  const inizio = await readHead(from);
  const { size } = await stat(from);
  if (tipoDi(inizio) === undefined || faultOfFileName(name) !== null || size > deps.config.limiteFileBytes) {
    await moveTo(from, path.join(folder, RIFIUTATI), name, await hashOf(from));
    deps.log.warn({ aoo }, 'a file of the watched folder is no scan: put aside');
    return undefined;
  }
  const stored = await deps.store.put(createReadStream(from), { limitBytes: deps.config.limiteFileBytes });
  const file: ReceivedFile = { nome: name.normalize('NFC'), mime: 'application/octet-stream', inizio, ...stored };
  const nascita = {
    autore: DA_CARTELLA,
    chiave: stored.sha256,
    sha256: sha256Hex(canonicalText({ cartella: aoo, file: stored.sha256 })),
  };
  const known = await findNataDa(aoo, nascita);
  let id = known?._id;
  if (id === undefined) {
    const operatore = { utente: DA_CARTELLA, denominazione: 'Cartella di scansione' };
    const scansione = nasce(aoo, operatore, { specie, richiesta: {}, file: [file] }, nascita, deps.clock.now());
    await protectFiles(deps.store, [file]);
    await insertScansione(scansione).catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error; // another worker met it at the same time
    });
    id = (await findNataDa(aoo, nascita))?._id;
  }
  await moveTo(from, path.join(folder, FATTI), name, stored.sha256).catch(() => undefined); // moved by the other worker
  return id;
}

/**
 * Looks into the watched folder: below it a folder for each AOO, into which a scanner or a share writes; what lies in its `lotti` are
 * batches. Only what is at rest is taken.
 * @returns ids of the scans that were made
 */
export async function guardaCartella(deps: Deps, segnale: AbortSignal): Promise<string[]> {
  const { cartella } = deps.config.scansione;
  if (cartella === undefined) return [];
  const made: string[] = [];
  for (const posto of (await findAllAoo()).flatMap(({ _id }) => postiDi(cartella, _id))) {
    const { aoo, folder } = posto;
    const names = await readdir(folder).catch(() => []);
    for (const name of names.filter((one) => !one.startsWith('.')).sort()) {
      if (segnale.aborted || made.length >= MAX_TURNO) return made;
      if (!(await isAtRest(deps, path.join(folder, name)))) continue;
      try {
        const id = await takeFile(deps, posto, name);
        if (id !== undefined) made.push(id);
      } catch (error) {
        deps.log.warn({ err: error, aoo }, 'a file of the watched folder was not taken: the next turn tries again');
      }
    }
  }
  return made;
}
