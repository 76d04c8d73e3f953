import type { Formato } from '../../schemas/formato.api.js';
import type { Fonte } from './fonte.js';

/** The old files of an office, messages and installers: storages and streams in one file, told apart by the names of their directory. */

export const OLE = 'application/x-cfb';
const MAGIC = 'd0cf11e0a1b11ae1';
const MSI_CLSID = '84100c0000000000c000000000000046';
const HEADER = 512;
const ENTRY = 128;
const MAX_ENTRIES = 4_000;
const MAX_DIFAT = 200;
const LAST_SECTOR = 0xfffffff9; // above, a number says that there is no sector

export const isOle = (head: Buffer): boolean => head.subarray(0, 8).toString('hex') === MAGIC;

interface Voce {
  nome: string;
  tipo: number;
  clsid: string;
  primo: number;
  dimensione: number;
}

interface Cartella {
  voci: Voce[];
  /** the first bytes of a stream that has sectors of its own */
  inizioDi: (voce: Voce) => Promise<Buffer>;
}

/** Sectors of the table of sectors: the first 109 in the header, the others in a chain. */
async function tableSectors(fonte: Fonte, head: Buffer, size: number): Promise<number[]> {
  const found = Array.from({ length: 109 }, (_one, i) => head.readUInt32LE(76 + 4 * i));
  let next = head.readUInt32LE(68);
  for (let i = 0; i < MAX_DIFAT && next <= LAST_SECTOR; i += 1) {
    const block = await fonte.leggi((next + 1) * size, size);
    if (block.length < size) break;
    for (let at = 0; at < size - 4; at += 4) found.push(block.readUInt32LE(at));
    next = block.readUInt32LE(size - 4);
  }
  return found.filter((sector) => sector <= LAST_SECTOR);
}

async function readCartella(fonte: Fonte): Promise<Cartella | undefined> {
  const head = await fonte.leggi(0, HEADER);
  if (head.length < HEADER) return undefined;
  const shift = head.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) return undefined;
  const size = 2 ** shift;
  const table = await tableSectors(fonte, head, size);
  const after = async (sector: number): Promise<number> => {
    const part = table[Math.floor(sector / (size / 4))];
    if (part === undefined) return LAST_SECTOR + 1;
    const word = await fonte.leggi((part + 1) * size + (sector % (size / 4)) * 4, 4);
    return word.length < 4 ? LAST_SECTOR + 1 : word.readUInt32LE(0);
  };
  const voci: Voce[] = [];
  const seen = new Set<number>();
  for (let sector = head.readUInt32LE(48); sector <= LAST_SECTOR && !seen.has(sector); sector = await after(sector)) {
    seen.add(sector); // a chain may be a ring
    const block = await fonte.leggi((sector + 1) * size, size);
    for (let at = 0; at + ENTRY <= block.length; at += ENTRY) voci.push(readVoce(block.subarray(at, at + ENTRY)));
    if (voci.length > MAX_ENTRIES) break;
  }
  return {
    voci: voci.filter(({ tipo }) => tipo !== 0),
    inizioDi: ({ primo }) => fonte.leggi((primo + 1) * size, size),
  };
}

const readVoce = (bytes: Buffer): Voce => ({
  nome: bytes.subarray(0, Math.max(0, Math.min(64, bytes.readUInt16LE(64)) - 2)).toString('utf16le'),
  tipo: bytes[66] ?? 0,
  clsid: bytes.subarray(80, 96).toString('hex'),
  primo: bytes.readUInt32LE(116),
  dimensione: bytes.readUInt32LE(120),
});

const MINI = 4_096; // below, a stream is kept with others
const FIB_ENCRYPTED = 0x0100;
const FILEPASS = 0x2f;

/** True if a workbook (BIFF) says in its first records that a password is needed. */
function hasFilePass(bytes: Buffer): boolean {
  for (let at = 0; at + 4 <= bytes.length; at += 4 + bytes.readUInt16LE(at + 2))
    if (bytes.readUInt16LE(at) === FILEPASS) return true;
  return false;
}

const MACRO = new Set(['Macros', '_VBA_PROJECT_CUR', 'VBA', '_VBA_PROJECT']);

async function isCifrato({ voci, inizioDi }: Cartella): Promise<boolean> {
  const named = (nome: string): Voce | undefined => voci.find((one) => one.nome === nome && one.dimensione >= MINI);
  const word = named('WordDocument');
  if (word !== undefined) {
    const fib = await inizioDi(word);
    return fib.length >= 12 && (fib.readUInt16LE(10) & FIB_ENCRYPTED) !== 0;
  }
  const book = named('Workbook') ?? named('Book');
  if (book !== undefined) return hasFilePass(await inizioDi(book));
  return voci.some(({ nome }) => nome === 'EncryptedSummary');
}

/** The format of an OLE file by the names in it. @throws FuoriLimite */
export async function formatoDiOle(fonte: Fonte): Promise<Formato> {
  const cartella = await readCartella(fonte);
  if (cartella === undefined) return { mime: OLE };
  const { voci } = cartella;
  const names = new Set(voci.map(({ nome }) => nome));
  const macro = voci.some(({ nome }) => MACRO.has(nome)) && { macro: true };
  if (names.has('EncryptedPackage')) return { mime: OLE, specie: 'documento-cifrato', cifrato: true };
  if (voci.some(({ tipo, clsid }) => tipo === 5 && clsid === MSI_CLSID))
    return { mime: 'application/x-msi', eseguibile: true };
  const mime = mimeOf(names);
  return { mime, ...macro, ...((await isCifrato(cartella)) && { cifrato: true }) };
}

function mimeOf(names: ReadonlySet<string>): string {
  if (names.has('WordDocument')) return 'application/msword';
  if (names.has('Workbook') || names.has('Book')) return 'application/vnd.ms-excel';
  if (names.has('PowerPoint Document')) return 'application/vnd.ms-powerpoint';
  return names.has('__properties_version1.0') ? 'application/vnd.ms-outlook' : OLE;
}
