import type { CampoRegole } from './campo-regole.js';

/** An entry, or the whole of a part that is one form, as JSON. */
export type Voce = Readonly<Record<string, unknown>>;

const isVoce = (value: unknown): value is Voce => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The name of a field, and the rest of it where it stands further down. */
function stepOf(campo: string): [first: string, rest: string | undefined] {
  const dot = campo.indexOf('.');
  return dot < 0 ? [campo, undefined] : [campo.slice(0, dot), campo.slice(dot + 1)];
}

/** What stands in a field, also levels down. */
export function readCampo(voce: Voce, campo: string): unknown {
  const [first, rest] = stepOf(campo);
  const value = voce[first];
  if (rest === undefined) return value;
  return isVoce(value) ? readCampo(value, rest) : undefined;
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0);

const without = (voce: Voce, campo: string): Voce =>
  Object.fromEntries(Object.entries(voce).filter(([name]) => name !== campo));

/**
 * The entry with another value; what is emptied is taken away, since it says nothing.
 * @param tieni - a field that always says something: `false` stays
 */
export function writeCampo(voce: Voce, campo: string, value: unknown, tieni = false): Voce {
  const [first, rest] = stepOf(campo);
  if (rest !== undefined) {
    const inner = voce[first];
    const next = writeCampo(isVoce(inner) ? inner : {}, rest, value);
    return Object.keys(next).length === 0 ? without(voce, first) : { ...voce, [first]: next };
  }
  return isEmpty(value) && !(tieni && value === false) ? without(voce, first) : { ...voce, [first]: value };
}

/** A number as it is written here, with its comma; what is not one stays a text, and is told when it is saved. */
export const decimaleOf = (testo: string): number | string =>
  /^\d{1,6}([.,]\d{1,3})?$/.test(testo.trim()) ? Number(testo.trim().replace(',', '.')) : testo;

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

/** What stands in a field, in words; empty where nothing does. */
export function paroleCampo({ genere, opzioni }: CampoRegole, value: unknown): string {
  if (genere === 'si-no') return value === true ? 'sì' : value === false ? 'no' : '';
  if (genere === 'decimale') return textOf(value).replace('.', ',');
  const name = (one: unknown): string => opzioni?.find(([valore]) => valore === textOf(one))?.[1] ?? textOf(one);
  return Array.isArray(value) ? value.map(name).join(', ') : name(value);
}
