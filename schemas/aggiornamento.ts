interface Evento {
  canonico: string;
  hash: string;
}

/**
 * The update by which acts are added to a record and what they change is set, as one write that grows its version by one. A key of
 * `changes` whose value is undefined goes.
 * @param richiesta - the request that asked for them, kept so that it is known again
 */
export function aggiornamentoOf<R extends object>(eventi: readonly Evento[], changes: object, richiesta?: R) {
  const entries = Object.entries(changes) as [string, unknown][];
  const gone = entries.filter(([, value]) => value === undefined).map(([key]) => [key, 1 as const]);
  return {
    $push: { eventi: { $each: eventi }, ...(richiesta !== undefined && { richieste: richiesta }) },
    $set: Object.fromEntries(entries.filter(([, value]) => value !== undefined)),
    ...(gone.length > 0 && { $unset: Object.fromEntries(gone) as Record<string, 1> }),
    $inc: { versione: 1 },
  };
}
