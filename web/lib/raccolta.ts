interface Raccolta {
  /** how many go out in one question */
  massimo: number;
  /** for how long what is asked is gathered */
  attesaMs: number;
}

/**
 * Many small questions become one: what is asked within `attesaMs` goes out together, each key once, at most `massimo` at a time.
 * @param chiede - asks for some keys; a key that is not in the answer is answered `null`
 */
export function createRaccolta<T>(
  chiede: (chiavi: readonly string[]) => Promise<ReadonlyMap<string, T>>,
  { massimo, attesaMs }: Raccolta,
): (chiave: string) => Promise<T | null> {
  let aperta: { chiavi: Set<string>; parti: Promise<ReadonlyMap<string, T>> } | undefined;
  return async (chiave) => {
    if (aperta === undefined || (aperta.chiavi.size >= massimo && !aperta.chiavi.has(chiave))) {
      const chiavi = new Set<string>();
      const mia = { chiavi, parti: new Promise<void>((resolve) => setTimeout(resolve, attesaMs)).then(close) };
      function close(): Promise<ReadonlyMap<string, T>> {
        if (aperta === mia) aperta = undefined;
        return chiede([...chiavi]);
      }
      aperta = mia;
    }
    aperta.chiavi.add(chiave);
    return (await aperta.parti).get(chiave) ?? null;
  };
}
