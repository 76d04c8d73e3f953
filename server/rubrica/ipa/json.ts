import type { RigaLetta } from './righe.js';

/** Longer than any record of the IPA by far. */
const MAX_RECORD = 1024 * 1024;

/** A JSON file in which no list of records can be found. */
export class ElencoIllegibileError extends Error {}

/**
 * The elements of the lists of a JSON text that stand at its top, or under `records` or `fields`, each as its own text: the whole is
 * never held. Nothing is parsed here but quotes and brackets.
 */
async function* elementsOf(
  lines: AsyncIterable<string>,
): AsyncGenerator<{ lista: string; testo: string; riga: number }, void> {
  const lists: string[] = []; // names of the open brackets, '' for those that are no list of ours
  let text = '';
  let key = '';
  let inString = false;
  let escaped = false;
  let string = '';
  let inside = -1; // depth of the list whose elements are taken
  let riga = 0;
  let began = 0;
  for await (const line of lines) {
    riga += 1;
    for (const c of line + '\n') {
      const taking = inside !== -1;
      if (taking && text.length > MAX_RECORD) throw new ElencoIllegibileError();
      if (inString) {
        if (taking) text += c;
        else if (string.length < 20) string += c;
        if (escaped) escaped = false;
        else if (c === '\\') escaped = true;
        else if (c === '"') inString = false;
        continue;
      }
      if (c === '"') {
        inString = true;
        string = '';
        if (taking) text += c;
        continue;
      }
      if (c === '[' || c === '{') {
        const own = c === '[' && !taking && (lists.length === 0 || key === 'records' || key === 'fields');
        lists.push(own ? key : '');
        if (own) inside = lists.length;
        else if (taking) {
          if (text.trim() === '') began = riga;
          text += c;
        }
        if (lists.length > 50) throw new ElencoIllegibileError();
        continue;
      }
      if (c === ']' || c === '}') {
        const name = lists.pop() ?? '';
        if (taking && lists.length < inside) {
          if (text.trim() !== '') yield { lista: name, testo: text, riga: began };
          text = '';
          inside = -1;
        } else if (taking) text += c;
        continue;
      }
      if (taking && c === ',' && lists.length === inside) {
        yield { lista: lists.at(-1) ?? '', testo: text, riga: began };
        text = '';
        continue;
      }
      if (taking) text += c;
      else if (c === ':') key = string.slice(0, -1);
    }
  }
}

const cell = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

/**
 * The rows of a JSON dump: a list of records as objects (at the top, or under `records`), or, as the data store of the IPA writes
 * it, `fields` and then `records` as lists. The first row given is that of the columns.
 * @throws ElencoIllegibileError
 */
export async function* righeOfJson(lines: AsyncIterable<string>): AsyncGenerator<RigaLetta, void> {
  const fields: string[] = [];
  let columns: string[] | undefined;
  for await (const { lista, testo, riga } of elementsOf(lines)) {
    let value: unknown;
    try {
      value = JSON.parse(testo);
    } catch {
      yield { riga, celle: [], difetto: 'Il record non è JSON leggibile.' };
      continue;
    }
    if (lista === 'fields') {
      fields.push(typeof value === 'object' && value !== null && 'id' in value ? cell(value.id) : cell(value));
      continue;
    }
    if (columns === undefined) {
      columns = Array.isArray(value) ? fields : Object.keys(value ?? {});
      yield { riga, celle: columns };
    }
    const record = value as Record<string, unknown> | unknown[] | null;
    if (Array.isArray(record)) yield { riga, celle: record.map(cell) };
    else if (typeof record === 'object' && record !== null)
      yield { riga, celle: columns.map((name) => cell(Object.hasOwn(record, name) ? record[name] : undefined)) };
    else yield { riga, celle: [], difetto: 'Il record non è un oggetto.' };
  }
  if (columns === undefined) throw new ElencoIllegibileError();
}
