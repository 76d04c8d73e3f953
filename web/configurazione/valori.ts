import type { CampoRegole } from './campo-regole.js';

/** An entry, or the whole of a part that is one form, as JSON. */
export type Voce = Readonly<Record<string, unknown>>;

const isVoce = (value: unknown): value is Voce => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands in a field, also one level down. */
export function readCampo(voce: Voce, campo: string): unknown {
  const [first = '', second] = campo.split('.');
  const value = voce[first];
  if (second === undefined) return value;
  return isVoce(value) ? value[second] : undefined;
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
  const [first = '', second] = campo.split('.');
  if (second !== undefined) {
    const inner = voce[first];
    const next = writeCampo(isVoce(inner) ? inner : {}, second, value);
    return Object.keys(next).length === 0 ? without(voce, first) : { ...voce, [first]: next };
  }
  return isEmpty(value) && !(tieni && value === false) ? without(voce, first) : { ...voce, [first]: value };
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

/** What stands in a field, in words; empty where nothing does. */
export function paroleCampo({ genere, opzioni }: CampoRegole, value: unknown): string {
  if (genere === 'si-no') return value === true ? 'sì' : value === false ? 'no' : '';
  const name = (one: unknown): string => opzioni?.find(([valore]) => valore === textOf(one))?.[1] ?? textOf(one);
  return Array.isArray(value) ? value.map(name).join(', ') : name(value);
}
