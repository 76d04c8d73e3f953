import type { Schema } from 'mongoose';
import { DatoNonModificabileError } from '../server/lib/problem.js';

const QUERY_WRITES = [
  'updateOne',
  'updateMany',
  'replaceOne',
  'findOneAndUpdate',
  'findOneAndReplace',
  'findOneAndDelete',
  'deleteOne',
  'deleteMany',
] as const;
/** Without this mark `{ middleware: false }` walks past a hook. */
const BUILT_IN = Symbol.for('mongoose:built-in-middleware');

/** Refuses every write of the schema's model (DPR 445/2000 art. 53 c. 1: "in forma non modificabile") but the query or batch passed through the function it returns. */
export function appendOnly<T>(schema: Schema<T>): <W extends object>(write: W) => W {
  const admitted = new WeakSet();
  const check = (write: object): void => {
    if (!admitted.has(write)) throw new DatoNonModificabileError();
  };
  function byThis(this: object): void {
    check(this);
  }
  function byBatch(batch: object): void {
    check(batch);
  }
  function byStages(this: { pipeline: () => object[] }): void {
    if (this.pipeline().some((stage) => '$out' in stage || '$merge' in stage)) check(this);
  }
  for (const guard of [byThis, byBatch, byStages]) Object.assign(guard, { [BUILT_IN]: true });
  for (const name of QUERY_WRITES) schema.pre(name, { document: true, query: true }, byThis);
  schema.pre('save', byThis).pre('insertMany', byBatch).pre('bulkWrite', byBatch).pre('aggregate', byStages);
  return (write) => {
    admitted.add(write);
    return write;
  };
}
