/** A JSON Schema (2020-12), as far as the OpenAPI document uses it. */
export type Schema = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  array: Array.isArray,
  object: isObject,
  null: (value) => value === null,
};

type Check = (rule: unknown, value: unknown, at: string, schema: Schema) => string[];
const fails = (is: boolean, at: string, words: string): string[] => (is ? [] : [`${at}: ${words}`]);
const length = (value: string): number => Array.from(value).length;
const lists = (rule: unknown): Schema[] => rule as Schema[];

/** One check a keyword. A keyword that is not here is an error of the test, never passed over. */
const CHECKS: Readonly<Record<string, Check>> = {
  type: (rule, value, at) =>
    fails(
      [rule].flat().some((type) => TYPES[String(type)]?.(value) === true),
      at,
      `is not ${String(rule)}`,
    ),
  enum: (rule, value, at) =>
    fails(
      (rule as unknown[]).some((one) => same(one, value)),
      at,
      `is none of ${JSON.stringify(rule)}`,
    ),
  const: (rule, value, at) => fails(same(rule, value), at, `is not ${JSON.stringify(rule)}`),
  pattern: (rule, value, at) =>
    fails(typeof value !== 'string' || new RegExp(String(rule), 'u').test(value), at, `is not like ${String(rule)}`),
  minLength: (rule, value, at) => fails(typeof value !== 'string' || length(value) >= Number(rule), at, 'is too short'),
  maxLength: (rule, value, at) => fails(typeof value !== 'string' || length(value) <= Number(rule), at, 'is too long'),
  minimum: (rule, value, at) => fails(typeof value !== 'number' || value >= Number(rule), at, 'is too small'),
  maximum: (rule, value, at) => fails(typeof value !== 'number' || value <= Number(rule), at, 'is too great'),
  minItems: (rule, value, at) => fails(!Array.isArray(value) || value.length >= Number(rule), at, 'has too few'),
  maxItems: (rule, value, at) => fails(!Array.isArray(value) || value.length <= Number(rule), at, 'has too many'),
  items: (rule, value, at) =>
    Array.isArray(value) ? value.flatMap((item, i) => differenze(rule as Schema, item, `${at}[${i}]`)) : [],
  required: (rule, value, at) =>
    isObject(value)
      ? (rule as string[]).filter((name) => !Object.hasOwn(value, name)).map((name) => `${at}: lacks ${name}`)
      : [],
  properties: (rule, value, at) =>
    isObject(value)
      ? Object.entries(rule as Record<string, Schema>).flatMap(([name, one]) =>
          Object.hasOwn(value, name) ? differenze(one, value[name], `${at}.${name}`) : [],
        )
      : [],
  anyOf: (rule, value, at) => {
    const each = lists(rule).map((one) => differenze(one, value, at));
    return each.some((found) => found.length === 0) ? [] : [`${at}: is none of the forms: ${each.flat().join('; ')}`];
  },
  allOf: (rule, value, at) => lists(rule).flatMap((one) => differenze(one, value, at)),
  additionalProperties: () => [], // see below: what is not named is told always
  propertyNames: () => [],
  description: () => [],
  default: () => [],
  format: () => [],
};

/** Names that the schema does not know: an answer holds nothing that the document does not tell, unless it says that it may. */
function undeclared(schema: Schema, value: unknown, at: string): string[] {
  const { additionalProperties: more, properties = {} } = schema;
  if (!isObject(value) || schema['type'] !== 'object' || more === true) return [];
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(properties as object, name));
  return isObject(more)
    ? unknown.flatMap((name) => differenze(more, value[name], `${at}.${name}`))
    : unknown.map((name) => `${at}: ${name} is not in the document`);
}

/** Where a value is not what the schema says; empty if it is. */
export function differenze(schema: Schema, value: unknown, at = '$'): string[] {
  const found = Object.entries(schema).flatMap(([keyword, rule]) => {
    const check = CHECKS[keyword];
    if (check === undefined) throw new Error(`the test does not know the keyword ${keyword} (${at})`);
    return check(rule, value, at, schema);
  });
  return [...found, ...undeclared(schema, value, at)];
}
