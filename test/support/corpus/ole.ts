const SECTOR = 512;
const END = 0xfffffffe;
const FREE = 0xffffffff;

export interface VoceOle {
  nome: string;
  /** 1 storage, 2 stream */
  tipo?: 1 | 2;
  /** first bytes of a stream of 4,096 bytes */
  inizio?: Buffer;
}

/** A small compound file with these names in its directory; at most seven, each stream in sectors of its own. */
export function buildOle(voci: readonly VoceOle[], clsid = ''): Buffer {
  const directorySectors = Math.ceil((voci.length + 1) / 4);
  const streams: Buffer[] = [];
  const firstStream = 1 + directorySectors;
  const entry = (nome: string, tipo: number, primo: number, size: number, id = ''): Buffer => {
    const bytes = Buffer.alloc(128);
    bytes.write(nome, 'utf16le');
    bytes.writeUInt16LE(2 * (nome.length + 1), 64);
    bytes[66] = tipo;
    bytes.write(id, 80, 'hex');
    bytes.writeUInt32LE(primo, 116);
    bytes.writeUInt32LE(size, 120);
    return bytes;
  };
  const entries = voci.map(({ nome, tipo = 2, inizio }) => {
    if (inizio === undefined) return entry(nome, tipo, END, 0);
    const stream = Buffer.alloc(8 * SECTOR);
    inizio.copy(stream);
    const primo = firstStream + streams.length * 8;
    streams.push(stream);
    return entry(nome, tipo, primo, stream.length);
  });
  const directory = Buffer.alloc(directorySectors * SECTOR);
  Buffer.concat([entry('Root Entry', 5, END, 0, clsid), ...entries]).copy(directory);
  const fat = Buffer.alloc(SECTOR, 0xff);
  fat.writeUInt32LE(0xfffffffd, 0);
  const chain = (from: number, count: number): void => {
    for (let i = 0; i < count; i += 1) fat.writeUInt32LE(i === count - 1 ? END : from + i + 1, 4 * (from + i));
  };
  chain(1, directorySectors);
  streams.forEach((_one, i) => chain(firstStream + i * 8, 8));
  const head = Buffer.alloc(SECTOR);
  head.write('d0cf11e0a1b11ae1', 'hex');
  head.writeUInt16LE(0x3e, 24);
  head.writeUInt16LE(3, 26);
  head.writeUInt16LE(0xfffe, 28);
  head.writeUInt16LE(9, 30);
  head.writeUInt16LE(6, 32);
  head.writeUInt32LE(1, 44);
  head.writeUInt32LE(1, 48);
  head.writeUInt32LE(4096, 56);
  head.writeUInt32LE(END, 60);
  head.writeUInt32LE(END, 68);
  for (let i = 0; i < 109; i += 1) head.writeUInt32LE(i === 0 ? 0 : FREE, 76 + 4 * i);
  return Buffer.concat([head, fat, directory, ...streams]);
}
