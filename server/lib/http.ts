import type { Request } from 'express';
import type { Writable } from 'node:stream';
import { z } from 'zod';
import { DatiNonValidiError, type ErroreCampo, Problema } from './problem.js';

/** `['mittenti', 0, 'codiceFiscale']` → `mittenti[0].codiceFiscale`. */
export const campoOf = (path: readonly PropertyKey[]): string =>
  path.map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i > 0 ? '.' : ''}${String(key)}`)).join('');

/** zod's own words where a schema gives none of its own: short, Italian, about the value and not about code. */
function messageOf(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'Dato obbligatorio.' : 'Il valore non è del tipo atteso.';
    case 'unrecognized_keys':
      return 'Proprietà sconosciuta: controllare il nome.';
    case 'too_big':
      return 'Valore troppo lungo o troppo grande.';
    case 'too_small':
      return 'Valore mancante o troppo piccolo.';
    case 'invalid_value':
      return `Valore non previsto: scegliere tra ${issue.values.map(String).join(', ')}.`;
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return 'Valore non valido.';
  }
}

z.config({ customError: messageOf });

/** A request may hold more faults than anyone would read; nor is the answer longer than the question. */
const MAX_ERRORI = 100;

/** One entry a field, the first hundred; of an unknown property the field is the property itself. */
export function erroriOf(error: z.core.$ZodError, prefix: readonly PropertyKey[] = []): ErroreCampo[] {
  const all = error.issues.flatMap((issue): ErroreCampo[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys
          .slice(0, MAX_ERRORI)
          .map((key) => ({ campo: campoOf([...prefix, ...issue.path, key]), messaggio: issue.message }))
      : [{ campo: campoOf([...prefix, ...issue.path]), messaggio: issue.message }],
  );
  return [...new Map(all.map((one) => [one.campo, one])).values()].slice(0, MAX_ERRORI);
}

/** The value as the schema gives it. @throws DatiNonValidiError with one entry a field */
export function parse<S extends z.ZodType>(
  schema: S,
  value: unknown,
  prefix: readonly PropertyKey[] = [],
): z.output<S> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new DatiNonValidiError(erroriOf(parsed.error, prefix));
  return parsed.data;
}

/** A path that cannot be what it should is no address of ours: 400 (contract §2). */
export function parsePath<S extends z.ZodType>(schema: S, params: unknown): z.output<S> {
  const parsed = schema.safeParse(params);
  if (!parsed.success)
    throw new Problema(
      'richiesta-illeggibile',
      'L’indirizzo non si può leggere: controllare anno, numero o data.',
      erroriOf(parsed.error),
    );
  return parsed.data;
}

/** Names that are not known, operators included (`dal[$gt]`): 400; a bad value of a known name: 422 (contract §2). */
export function parseQuery<S extends z.ZodType>(schema: S | undefined, req: Request): z.output<S> | undefined {
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const unknown = Object.keys(req.query)
    .filter((name) => !known.includes(name))
    .slice(0, MAX_ERRORI);
  if (unknown.length > 0) {
    throw new Problema(
      'parametro-sconosciuto',
      `Parametro sconosciuto nell’indirizzo: ${unknown.map((name) => name.slice(0, 80)).join(', ')}. Controllare il nome.`,
      unknown.map((campo) => ({ campo, messaggio: 'Parametro sconosciuto.' })),
    );
  }
  return schema === undefined ? undefined : parse(schema, { ...req.query });
}

const DANGEROUS = new Set(['__proto__', 'constructor', 'prototype']);

/** Refuses what no honest client sends, at any depth: names that would reach a prototype, numbers beyond all that can be counted. */
function requirePlain(value: unknown, path: PropertyKey[] = []): void {
  if (path.length > 30) throw new Problema('richiesta-illeggibile', 'Il contenuto è annidato troppo in profondità.');
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new DatiNonValidiError([{ campo: campoOf(path), messaggio: 'Il numero è troppo grande.' }]);
  if (Array.isArray(value)) value.forEach((item, i) => requirePlain(item, [...path, i]));
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      if (DANGEROUS.has(key))
        throw new DatiNonValidiError([
          { campo: campoOf([...path, key]), messaggio: 'Proprietà sconosciuta: controllare il nome.' },
        ]);
      requirePlain(item, [...path, key]);
    }
  }
}

/** JSON of a request or of a part of it. @throws Problema 400 if it is not JSON */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problema(
      'richiesta-illeggibile',
      'Il contenuto non è JSON leggibile: controllare virgole, virgolette e parentesi.',
    );
  }
  requirePlain(value);
  return value;
}

export function parseBody<S extends z.ZodType>(schema: S, req: Request): z.output<S> {
  if (typeof req.body !== 'string') {
    if (Number(req.get('content-length') ?? 0) > 0 || req.get('transfer-encoding') !== undefined) {
      throw new Problema('tipo-non-supportato', 'Il contenuto va inviato come application/json in UTF-8.');
    }
    return parse(schema, {});
  }
  return parse(schema, req.body === '' ? {} : parseJson(req.body));
}

/** 406 when nothing that the route answers with is acceptable. */
export function requireAcceptable(
  req: Request,
  { risposte }: { risposte: Readonly<Record<number, { tipo?: string; altriTipi?: readonly string[] }>> },
): void {
  const types = Object.entries(risposte)
    .filter(([status]) => Number(status) < 300)
    .flatMap(([, { tipo, altriTipi = [] }]) => [tipo ?? 'application/json', ...altriTipi]);
  if (types.length > 0 && !types.includes('*/*') && req.accepts(types) === false) {
    throw new Problema(
      'risposta-non-disponibile',
      `Questo indirizzo risponde con ${[...new Set(types)].join(', ')}: cambiare l’intestazione Accept.`,
    );
  }
}

/** The version that the client read, from If-Match. @throws Problema 428 if there is none, VersioneSuperata comes later from the write */
export function requireIfMatch(req: Request): number {
  const header = req.get('if-match');
  if (header === undefined)
    throw new Problema(
      'versione-mancante',
      'Manca l’intestazione If-Match con la versione letta: rileggere la scheda e ripetere.',
    );
  const match = /^\s*(?:W\/)?"?(\d{1,9})"?\s*$/.exec(header);
  return match === null ? -1 : Number(match[1]);
}

/** Resolves when more may be written to the answer, or nobody reads it any more. */
export const untilDrained = (res: Writable): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      res.off('drain', go).off('close', go); // a long answer waits many times
      resolve();
    };
    res.on('drain', go).on('close', go);
  });
