/** One row of a table as it was read, or what is wrong with it. `riga` is the line of the file where it begins, from 1. */
export type RigaLetta = { riga: number; celle: string[] } | { riga: number; difetto: string; celle: string[] };

/** A field in quotes may hold line ends: no more than these. */
const MAX_LINES = 20;

interface Parsed {
  celle: string[];
  /** the last field's quotes do not close on this line */
  aperta: boolean;
  /** something stands behind closing quotes */
  guasta: boolean;
}

/** The fields of one line of CSV, RFC 4180. Linear in its length. */
function parseLine(text: string, separatore: string): Parsed {
  const celle: string[] = [];
  let guasta = false;
  let at = 0;
  while (at <= text.length) {
    if (text[at] !== '"') {
      const end = text.indexOf(separatore, at);
      celle.push(text.slice(at, end === -1 ? text.length : end));
      at = end === -1 ? text.length + 1 : end + 1;
      continue;
    }
    let field = '';
    let from = at + 1;
    let close = text.indexOf('"', from);
    while (close !== -1 && text[close + 1] === '"') {
      field += text.slice(from, close + 1);
      from = close + 2;
      close = text.indexOf('"', from);
    }
    if (close === -1) return { celle: [...celle, field + text.slice(from)], aperta: true, guasta };
    field += text.slice(from, close);
    const end = text.indexOf(separatore, close + 1);
    const behind = text.slice(close + 1, end === -1 ? text.length : end);
    if (behind.trim() !== '') guasta = true;
    celle.push(field);
    at = end === -1 ? text.length + 1 : end + 1;
  }
  return { celle, aperta: false, guasta };
}

/** What parts the columns: of tab, semicolon and comma the one that the header has most of. */
export function separatoreOf(intestazione: string): string {
  const count = (one: string): number => intestazione.split(one).length;
  return ['\t', ';', ','].reduce((best, one) => (count(one) > count(best) ? one : best));
}

/**
 * The rows of a text of lines. What stands between tabs is taken as it is; with commas quotes are read, and a field in quotes may go
 * on over lines. Quotes that never close spoil their own line, not what follows.
 */
export async function* righeOf(lines: AsyncIterable<string>): AsyncGenerator<RigaLetta, void> {
  let separatore: string | undefined;
  let number = 0;
  /** lines of a field that has not closed: the first one's number, and all of them */
  let open: { riga: number; lines: string[] } | undefined;

  const rowOf = (riga: number, text: string): RigaLetta | 'aperta' => {
    if (separatore === '\t') return { riga, celle: text.split('\t') };
    const { celle, aperta, guasta } = parseLine(text, separatore ?? ',');
    if (aperta) return 'aperta';
    return guasta ? { riga, celle, difetto: 'Le virgolette di un campo non tornano.' } : { riga, celle };
  };
  let columns = 0;

  /** The first of the open lines is spoilt; those after it are rows of their own. */
  function* giveUp({ riga, lines: [spoilt = '', ...others] }: NonNullable<typeof open>): Generator<RigaLetta> {
    open = undefined;
    const { celle } = parseLine(spoilt, separatore ?? ',');
    yield { riga, celle, difetto: 'Le virgolette di un campo non si chiudono.' };
    for (const [i, line] of others.entries()) yield* feed(riga + 1 + i, line);
  }
  function* feed(riga: number, line: string): Generator<RigaLetta> {
    if (open === undefined) {
      if (line.trim() === '') return;
      const row = rowOf(riga, line);
      if (row === 'aperta') open = { riga, lines: [line] };
      else {
        if (columns === 0) columns = row.celle.length;
        yield row;
      }
      return;
    }
    open.lines.push(line);
    const row = rowOf(open.riga, open.lines.join('\n'));
    const isWhole = row !== 'aperta' && !('difetto' in row) && row.celle.length === columns;
    if (row === 'aperta' ? open.lines.length >= MAX_LINES : !isWhole) yield* giveUp(open);
    else if (row !== 'aperta') {
      open = undefined;
      yield row;
    }
  }

  for await (const line of lines) {
    number += 1;
    separatore ??= separatoreOf(line);
    yield* feed(number, line);
  }
  while (open !== undefined) yield* giveUp(open);
}
