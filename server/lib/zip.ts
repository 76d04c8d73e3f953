import { crc32 } from 'node:zlib';
import { rfc3339 } from './clock.js';

/**
 * Writing of ZIP archives as a stream, entries stored as they are (APPNOTE 6.3): what is exported is mostly compressed already, and
 * stays readable by any program. In constant memory but for one line an entry; ZIP64 where sizes, offsets or numbers ask for it.
 */

/** Bytes that come from somewhere, of a size that is known before; who reads the archive is done with a chunk before it asks for the next. */
export interface ContenutoZip {
  dimensione: number;
  open: () => Promise<AsyncIterable<Buffer>>;
  /** their hash, for who lists it; whoever opens them answers for it */
  sha256?: string;
}

/** An entry: its bytes are at hand, or come from somewhere. */
export interface VoceZip {
  /** path in the archive, with `/`; names are safe and unique: who makes them answers for that */
  nome: string;
  contenuto: Buffer | ContenutoZip;
}

const MAX_16 = 0xffff;
const MAX_32 = 0xffffffff;
const UTF8 = 0x0800;
/** Sizes and CRC come after the bytes. */
const DOPO = 0x0008;
const ZIP64_VERSIONE = 45;
const VERSIONE = 20;
/** Made on Unix: the modes of the files are told. */
const FATTO_DA = (3 << 8) | ZIP64_VERSIONE;
const MODO = (0o100644 << 16) >>> 0;

/** From which number of bytes, and of entries, the form of ZIP64 is used. */
export interface SoglieZip {
  byte: number;
  voci: number;
}
const SOGLIE: SoglieZip = { byte: MAX_32, voci: MAX_16 };

interface Scritta {
  nome: Buffer;
  flags: number;
  crc: number;
  dimensione: number;
  offset: number;
}

/** Date and time as DOS has them, of Italian legal time. */
function dosTime(instant: Date): { ora: number; data: number } {
  const text = rfc3339(instant);
  const [anno = 1980, mese = 1, giorno = 1] = text.slice(0, 10).split('-').map(Number);
  const [h = 0, m = 0, s = 0] = text.slice(11, 19).split(':').map(Number);
  return { ora: (h << 11) | (m << 5) | (s >> 1), data: (Math.max(0, anno - 1980) << 9) | (mese << 5) | giorno };
}

/** Fields of 2, 4 or 8 bytes, little-endian. */
function fields(...pairs: readonly (readonly [bytes: 2 | 4 | 8, value: number])[]): Buffer {
  const out = Buffer.alloc(pairs.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of pairs) {
    if (bytes === 8) out.writeBigUInt64LE(BigInt(value), at);
    else out.writeUIntLE(value, at, bytes);
    at += bytes;
  }
  return out;
}

const zip64Extra = (...values: readonly number[]): Buffer =>
  values.length === 0
    ? Buffer.alloc(0)
    : fields([2, 1], [2, values.length * 8], ...values.map((value) => [8, value] as const));

/** The end of the archive: in the old form, and before it in that of ZIP64 where a number does not fit. */
function endOf(entries: number, size: number, offset: number, soglie: SoglieZip): Buffer {
  const far = entries >= soglie.voci || size >= soglie.byte || offset >= soglie.byte;
  const old = fields(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, far ? MAX_16 : entries],
    [2, far ? MAX_16 : entries],
    [4, far ? MAX_32 : size],
    [4, far ? MAX_32 : offset],
    [2, 0],
  );
  if (!far) return old;
  const end64 = fields(
    [4, 0x06064b50],
    [8, 44],
    [2, FATTO_DA],
    [2, ZIP64_VERSIONE],
    [4, 0],
    [4, 0],
    [8, entries],
    [8, entries],
    [8, size],
    [8, offset],
  );
  return Buffer.concat([end64, fields([4, 0x07064b50], [4, 0], [8, offset + size], [4, 1]), old]);
}

/** The line of an entry in the directory at the end. */
function lineOf(
  { nome, flags, crc, dimensione, offset }: Scritta,
  { ora, data }: ReturnType<typeof dosTime>,
  soglie: SoglieZip,
): Buffer {
  const large = dimensione >= soglie.byte;
  const far = offset >= soglie.byte;
  const extra = zip64Extra(...(large ? [dimensione, dimensione] : []), ...(far ? [offset] : []));
  const head = fields(
    [4, 0x02014b50],
    [2, FATTO_DA],
    [2, large || far ? ZIP64_VERSIONE : VERSIONE],
    [2, flags],
    [2, 0],
    [2, ora],
    [2, data],
    [4, crc],
    [4, large ? MAX_32 : dimensione],
    [4, large ? MAX_32 : dimensione],
    [2, nome.length],
    [2, extra.length],
    [2, 0],
    [2, 0],
    [2, 0],
    [4, MODO],
    [4, far ? MAX_32 : offset],
  );
  return Buffer.concat([head, nome, extra]);
}

/**
 * The bytes of an archive of those entries, in their order. The same entries with the same instant give the same bytes.
 * @throws RangeError for an entry that has another size than it said, or a name beyond 65,535 bytes; whatever a source throws
 *   ends the archive unfinished, which no program opens
 */
export async function* zipOf(
  voci: AsyncIterable<VoceZip> | Iterable<VoceZip>,
  quando: Date,
  soglie = SOGLIE,
): AsyncGenerator<Buffer, void> {
  const time = dosTime(quando);
  const scritte: Scritta[] = [];
  let at = 0;
  for await (const { nome: text, contenuto } of voci) {
    const nome = Buffer.from(text, 'utf8');
    if (nome.length > MAX_16) throw new RangeError('the name of an entry is too long');
    const known = Buffer.isBuffer(contenuto);
    const dimensione = known ? contenuto.length : contenuto.dimensione;
    const large = dimensione >= soglie.byte;
    const scritta: Scritta = {
      nome,
      flags: UTF8 | (known ? 0 : DOPO),
      crc: known ? crc32(contenuto) : 0,
      dimensione,
      offset: at,
    };
    const said = large ? MAX_32 : known ? dimensione : 0;
    const extra = large ? zip64Extra(known ? dimensione : 0, known ? dimensione : 0) : Buffer.alloc(0);
    const head = fields(
      [4, 0x04034b50],
      [2, large ? ZIP64_VERSIONE : VERSIONE],
      [2, scritta.flags],
      [2, 0],
      [2, time.ora],
      [2, time.data],
      [4, scritta.crc],
      [4, said],
      [4, said],
      [2, nome.length],
      [2, extra.length],
    );
    yield Buffer.concat([head, nome, extra]);
    at += head.length + nome.length + extra.length + dimensione;
    if (known) yield contenuto;
    else {
      let passed = 0;
      for await (const chunk of await contenuto.open()) {
        scritta.crc = crc32(chunk, scritta.crc);
        passed += chunk.length;
        yield chunk;
      }
      if (passed !== dimensione) throw new RangeError(`an entry of ${dimensione} bytes has ${passed}`);
      const size = large ? 8 : 4;
      const after = fields([4, 0x08074b50], [4, scritta.crc], [size, dimensione], [size, dimensione]);
      at += after.length;
      yield after;
    }
    scritte.push(scritta);
  }
  const start = at;
  for (const scritta of scritte) {
    const line = lineOf(scritta, time, soglie);
    at += line.length;
    yield line;
  }
  yield endOf(scritte.length, at - start, start, soglie);
}
