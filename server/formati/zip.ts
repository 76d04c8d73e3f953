import { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { type Fonte, FuoriLimite } from './fonte.js';

/** An entry as the directory of the archive tells it; what it tells may be a lie. */
export interface VoceZip {
  nome: string;
  compressi: number;
  espansi: number;
  cifrata: boolean;
  entry: Entry;
}

/** The list of an archive, which is read and never unpacked. */
export interface ElencoZip {
  voci: VoceZip[];
  /** entries that the directory promises */
  totale: number;
  /** the directory could not be read to its end, or names what no archive should */
  rotto: boolean;
  /** The first bytes of an entry, expanded; undefined where it cannot be read. */
  leggi: (voce: VoceZip, max: number) => Promise<Buffer | undefined>;
  /** An entry as it is expanded, to be read to where one wants; undefined where it cannot be opened. */
  apri: (voce: VoceZip) => Promise<Readable | undefined>;
}

const MAX_VOCI = 20_000;
const ENCRYPTED = 0x1;
const UTF8 = 0x800;

class Lettore extends yauzl.RandomAccessReader {
  constructor(private readonly fonte: Fonte) {
    super();
  }
  override _readStreamForRange(start: number, end: number): Readable {
    const { fonte } = this;
    return Readable.from(
      (async function* () {
        for (let at = start; at < end;) {
          const chunk = await fonte.leggi(at, Math.min(end - at, 64 * 1024));
          if (chunk.length === 0) return;
          yield chunk;
          at += chunk.length;
        }
      })(),
    );
  }
  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.fonte.leggi(position, length).then(
      (bytes) => {
        if (bytes.length < length) return callback(new Error('unexpected EOF'));
        bytes.copy(buffer, offset);
        callback(null);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
    );
  }
}

const open = (fonte: Fonte): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    yauzl.fromRandomAccessReader(
      new Lettore(fonte),
      fonte.dimensione,
      { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: false },
      (error, zip) => {
        if (error === null) resolve(zip);
        else reject(error);
      },
    );
  });

const openEntry = (zip: ZipFile, { entry }: VoceZip): Promise<Readable | undefined> =>
  new Promise((resolve) => {
    zip.openReadStream(entry, (error, opened) => resolve(error === null ? opened : undefined));
  });

/** At most `max` bytes of an entry. */
async function readEntry(zip: ZipFile, voce: VoceZip, max: number): Promise<Buffer | undefined> {
  const stream = await openEntry(zip, voce);
  if (stream === undefined) return undefined;
  const chunks: Buffer[] = [];
  let read = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      read += chunk.length;
      if (read >= max) break; // destroys the stream: no more is expanded
    }
  } catch (error) {
    if (error instanceof FuoriLimite) throw error;
    if (read === 0) return undefined;
  }
  return Buffer.concat(chunks).subarray(0, max);
}

/** The directory of a zip, by ranges. An archive without a directory that can be read has no entries and is `rotto`. @throws FuoriLimite */
export async function elencaZip(fonte: Fonte): Promise<ElencoZip> {
  const voci: VoceZip[] = [];
  const nothing = (): Promise<undefined> => Promise.resolve(undefined);
  const none: ElencoZip = { voci, totale: 0, rotto: true, leggi: nothing, apri: nothing };
  const zip = await open(fonte).catch((error: unknown) => {
    if (error instanceof FuoriLimite) throw error;
    return undefined;
  });
  if (zip === undefined) return none;
  const failure = await new Promise<unknown>((resolve) => {
    zip.on('entry', (entry: Entry) => {
      voci.push({
        nome: Buffer.from(entry.fileNameRaw).toString((entry.generalPurposeBitFlag & UTF8) === 0 ? 'latin1' : 'utf8'),
        compressi: entry.compressedSize,
        espansi: entry.uncompressedSize,
        cifrata: (entry.generalPurposeBitFlag & ENCRYPTED) !== 0,
        entry,
      });
      if (voci.length >= MAX_VOCI) resolve(undefined);
      else zip.readEntry();
    });
    zip.on('end', () => resolve(undefined));
    zip.on('error', resolve);
    zip.readEntry();
  });
  if (failure instanceof FuoriLimite) throw failure;
  return {
    voci,
    totale: zip.entryCount,
    rotto: failure !== undefined || voci.length >= MAX_VOCI,
    leggi: (voce, max) => readEntry(zip, voce, max),
    apri: (voce) => openEntry(zip, voce),
  };
}
