import { isUtf8 } from 'node:buffer';

/** Longer than any row of the IPA by far: a file without line ends is no table. */
const MAX_LINE_BYTES = 1024 * 1024;
const LF = 0x0a;
/** What Windows writes at 0x80 to 0x9F, where Latin-1 has controls; `TextDecoder` of some versions of Node reads Latin-1 instead. */
const WINDOWS = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8DŽ\x8F\x90‘’“”•–—˜™š›œ\x9DžŸ';
const readWindows = (bytes: Buffer): string =>
  bytes.toString('latin1').replace(/[\x80-\x9F]/g, (c) => WINDOWS.charAt(c.charCodeAt(0) - 0x80));

const BOM = '\uFEFF';

/** Bytes of one line, or of many: UTF-8, and where that is not so Latin-1 as Windows writes it. */
const decode = (bytes: Buffer): string => (isUtf8(bytes) ? bytes.toString('utf8') : readWindows(bytes));

/** A file whose lines cannot be told apart. */
export class RigheIllimitateError extends Error {}

/** UTF-16, as spreadsheets save "Unicode text", known by its first two bytes. */
const utf16Of = (first: Buffer): 'utf-16le' | 'utf-16be' | undefined => {
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le';
  return first[0] === 0xfe && first[1] === 0xff ? 'utf-16be' : undefined;
};

async function* decodeUtf16(source: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Buffer, void> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of source) yield Buffer.from(decoder.decode(chunk, { stream: true }));
}

async function* chunksOf(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  const iterator = source[Symbol.asyncIterator]();
  let first = Buffer.alloc(0);
  while (first.length < 2) {
    const next = await iterator.next();
    if (next.done === true) break;
    first = Buffer.concat([first, next.value]);
  }
  const rest = async function* (): AsyncGenerator<Buffer, void> {
    yield first;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  };
  const encoding = utf16Of(first);
  yield* encoding === undefined ? rest() : decodeUtf16(rest(), encoding);
}

/**
 * The lines of a text, without their ends, in constant memory. Each is read as UTF-8, or where it is not as Latin-1: files that
 * were joined may hold both.
 * @throws RigheIllimitateError for a line of over 1 MB
 */
export async function* linesOf(source: AsyncIterable<Buffer>): AsyncGenerator<string, void> {
  let rest: Buffer = Buffer.alloc(0);
  let first = true;
  const clean = (line: string): string => {
    const text = first && line.startsWith(BOM) ? line.slice(1) : line;
    first = false;
    return text.endsWith('\r') ? text.slice(0, -1) : text;
  };
  for await (const chunk of chunksOf(source)) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(LF);
    rest = end === -1 ? bytes : bytes.subarray(end + 1);
    if (rest.length > MAX_LINE_BYTES) throw new RigheIllimitateError();
    if (end === -1) continue;
    const whole = bytes.subarray(0, end);
    if (isUtf8(whole)) for (const line of whole.toString('utf8').split('\n')) yield clean(line);
    else
      for (let from = 0; from <= whole.length;) {
        const to = whole.indexOf(LF, from);
        yield clean(decode(whole.subarray(from, to === -1 ? whole.length : to)));
        from = to === -1 ? whole.length + 1 : to + 1;
      }
  }
  if (rest.length > 0) yield clean(decode(rest));
}
