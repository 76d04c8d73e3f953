import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Types } from 'mongoose';
import type { Registrazione } from '../../../schemas/registrazione.model.js';
import { readEvento } from '../../../server/protocollo/canonico.js';
import { faultOfRecord } from '../../../server/protocollo/verifica.js';
import { buildRegistrazione, PROVVEDIMENTO, stored } from '../../support/factories.js';
import { afterAtti, atti, contenuto } from './arbitraries.js';

type Percorso = readonly (string | number)[];
type Nodo = Record<string | number, unknown>;

/**
 * What an alteration may touch without being found, and why: the chain does not hold it (contract §3) and nothing tells it again.
 * `richiesta` is the Idempotency-Key, `_id` and `uoOperatore` serve the programs, `nascita.avvisi` is what was told to the operator.
 * Beside the chain stands the birth of what changes freely: a later classification says neither the reason nor the reserve it found.
 */
const FUORI = /^(_id|richiesta|uoOperatore|nascita\/avvisi)(\/|$)/;
const FUORI_SE_RICLASSIFICATA = /^nascita\/(motivoClassifica|riservatezza)(\/|$)/;

const isContainer = (value: unknown): value is Nodo =>
  typeof value === 'object' && value !== null && !(value instanceof Date) && !(value instanceof Types.ObjectId);

/** Paths of everything in a record, containers and leaves, but for the record itself. */
function pathsOf(value: unknown, path: Percorso = []): Percorso[] {
  const own = path.length > 0 ? [path] : [];
  if (!isContainer(value)) return own;
  return [
    ...own,
    ...Object.keys(value).flatMap((key) => pathsOf(value[key], [...path, Array.isArray(value) ? Number(key) : key])),
  ];
}

/** Other values than that one. */
function othersThan(value: unknown): unknown[] {
  if (typeof value === 'string') return value === '' ? ['x', null, 7] : [`${value}x`, '', null, value.slice(1), 7];
  if (typeof value === 'number') return [value + 1, -value - 1, String(value), null];
  if (typeof value === 'boolean') return [!value, null];
  if (value instanceof Date) return [new Date(value.getTime() + 1), new Date(0), value.toISOString(), null];
  if (Array.isArray(value))
    return value.length === 0 ? [['x'], null] : [[...(value as unknown[]), 'x'], value.slice(1), [], null];
  return isContainer(value) && Object.keys(value).length > 0 ? [{}, [], null] : [];
}

/** The record with what is at `path` put as another value, or taken away. */
function alteredAt(
  record: Registrazione,
  path: Percorso,
  alter: (node: Nodo, key: string | number) => void,
): Registrazione {
  const copy = stored(record);
  let node = copy as unknown as Nodo;
  for (const key of path.slice(0, -1)) node = node[key] as Nodo;
  alter(node, path.at(-1) ?? '');
  return copy;
}

const valueAt = (record: Registrazione, path: Percorso): unknown =>
  path.reduce<unknown>((node, key) => (node as Nodo)[key], record);

/** The words go when the index of the search has taken them: that they are gone is no fault. */
const mayGo = (path: Percorso): boolean => path.join('/') === 'parole';

/** Every way in which what is at `path` may be altered. */
const alterationsAt = (record: Registrazione, path: Percorso): Registrazione[] => [
  ...othersThan(valueAt(record, path)).map((value) => alteredAt(record, path, (node, key) => (node[key] = value))),
  ...(typeof path.at(-1) === 'string' && !mayGo(path)
    ? [alteredAt(record, path, (node, key) => Reflect.deleteProperty(node, key))]
    : []),
];

const isReclassified = ({ eventi }: Registrazione): boolean =>
  eventi.some((one) => readEvento(one).tipo === 'classificazione');
const isOutside = (record: Registrazione, path: Percorso): boolean =>
  FUORI.test(path.join('/')) || (FUORI_SE_RICLASSIFICATA.test(path.join('/')) && isReclassified(record));

const registrazione = fc
  .record({ contenuto, atti, apertura: fc.boolean() })
  .map(({ contenuto: one, atti: compiuti, apertura }) =>
    afterAtti(
      buildRegistrazione(one, {
        inizio: apertura
          ? {
              coda: {
                anno: 2026,
                numero: 9,
                dataRegistrazione: new Date('2026-03-01T09:00:00Z'),
                hash: '0'.repeat(64),
              },
              apertura: { ultimoNumero: 9, provvedimento: PROVVEDIMENTO },
            }
          : { coda: null },
      }),
      compiuti,
    ),
  );

describe('faultOfRecord, whatever was registered and done', () => {
  it('accepts what the services write', () =>
    fc.assert(fc.property(registrazione, (one) => assert.equal(faultOfRecord(one, null), null))));

  it('finds whatever is altered by hand, but for what the chain leaves out by design', () =>
    fc.assert(
      fc.property(registrazione, fc.nat(), (one, place) => {
        const paths = pathsOf(one).filter((path) => !isOutside(one, path));
        const path = paths[place % paths.length] ?? [];
        for (const forged of alterationsAt(one, path))
          assert.notEqual(faultOfRecord(forged, null), null, path.join('/'));
      }),
      { numRuns: 200 },
    )).timeout(60_000);

  it('misses nothing of what one record holds', () => {
    const [one] = fc.sample(registrazione, { numRuns: 60, seed: 7 }).sort((a, b) => b.eventi.length - a.eventi.length);
    assert.ok(one !== undefined && one.eventi.length > 5);
    for (const path of pathsOf(one).filter((each) => !isOutside(one, each)))
      for (const forged of alterationsAt(one, path)) assert.notEqual(faultOfRecord(forged, null), null, path.join('/'));
  }).timeout(60_000);

  it('lets pass only what the contract leaves out', () => {
    const one = buildRegistrazione();
    for (const path of [['_id'], ['uoOperatore'], ['richiesta', 'chiave'], ['nascita', 'avvisi']])
      for (const forged of alterationsAt(one, path)) assert.equal(faultOfRecord(forged, null), null, path.join('/'));
  });
});
