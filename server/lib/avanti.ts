/**
 * The same, but the next one is being made while this one is used: what waits for the database or for another process waits beside
 * what keeps this one busy. A failure is told when its turn comes; whoever stops early ends the source too.
 */
export async function* unoAvanti<T>(source: AsyncIterable<T>): AsyncGenerator<T, void> {
  const iterator = source[Symbol.asyncIterator]();
  let coming = iterator.next();
  try {
    for (;;) {
      const here = await coming;
      if (here.done === true) return;
      coming = iterator.next();
      coming.catch(() => undefined); // told when it is awaited
      yield here.value;
    }
  } finally {
    await iterator.return?.();
  }
}
