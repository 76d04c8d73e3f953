// What the person at the terminal sees: steps that say what is being done, and failures that say what is missing and which command gets it.

/** A step that cannot be done. `rimedio`: the command or action that helps, shown on a line of its own. */
export class PassoError extends Error {
  /** @param {string} message @param {string} [rimedio] */
  constructor(message, rimedio) {
    super(message);
    this.name = 'PassoError';
    this.rimedio = rimedio;
  }
}

let output = process.stdout;

/** Sends the progress elsewhere: a command whose standard output is read by programs tells it on standard error. */
export function tellProgressOn(stream) {
  output = stream;
}

/** One line of progress. */
export function say(text) {
  output.write(`${text}\n`);
}

/** Elapsed time for people: `0,8 s`, `12 s`, `2 min 5 s`. */
export function duration(ms) {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1).replace('.', ',')} s`;
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * Announces a step, does it, tells how long it took. Long ones repeat every 15 s that they are still at work.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const start = performance.now();
  say(`› ${title}`);
  const pulse = setInterval(() => say(`  ancora in corso dopo ${duration(performance.now() - start)}`), 15_000);
  try {
    const result = await work();
    say(`  fatto in ${duration(performance.now() - start)}`);
    return result;
  } finally {
    clearInterval(pulse);
  }
}

/** Prints why a command cannot go on: the message and the remedy of a PassoError, the stack of anything unforeseen. */
export function explain(error) {
  if (error instanceof PassoError) {
    process.stderr.write(`\n✗ ${error.message}\n`);
    if (error.rimedio !== undefined) process.stderr.write(`  Per proseguire: ${error.rimedio}\n`);
  } else {
    process.stderr.write(`\n✗ ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  }
}

const MINIMUM = [20, 19];

/** @throws PassoError when this Node.js is older than the project runs on */
export function requireNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) return;
  throw new PassoError(
    `Serve Node.js ${MINIMUM.join('.')} o successivo; questo è ${version}.`,
    'installare una versione più recente da https://nodejs.org',
  );
}
