// What must be put away when a command is interrupted: Ctrl-C, a closed terminal, a polite kill.

const PARENT_CHECK_MS = 500;
const HURRY_MS = 2_000; // one Ctrl-C arrives several times: from the terminal and from npm

/** @type {{ cleanup: () => unknown, hurry?: () => void }[]} */
const cleanups = [];
let leavingSince;
let interruptedCode;

/** Whether the command is on its way out: nothing new may be started. */
export const isLeaving = () => leavingSince !== undefined;

async function leave(signal) {
  const code = interruptedCode ?? (signal === 'SIGINT' ? 130 : 143);
  if (leavingSince !== undefined) {
    if (performance.now() - leavingSince < HURRY_MS) return;
    for (const { hurry } of cleanups) hurry?.();
    process.exit(code);
  }
  leavingSince = performance.now();
  for (const { cleanup } of [...cleanups].reverse()) {
    try {
      await cleanup();
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  process.exit(code);
}

/** A signal to npm alone ends npm and its shell and does not reach what they started: then their end is the sign. */
function followNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    void leave('SIGTERM');
  }, PARENT_CHECK_MS);
  timer.unref();
}

/**
 * Does this before the command ends by a signal, the latest registered first.
 * @param {() => unknown} cleanup may be asynchronous
 * @param {() => void} [hurry] done at once when the person insists
 */
export function onInterrupt(cleanup, hurry) {
  if (cleanups.length === 0) {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, leave);
    followNpm();
  }
  cleanups.push({ cleanup, hurry });
}

/** For a command that runs until it is interrupted: then that is its normal end. */
export function interruptIsTheEnd() {
  interruptedCode = 0;
}

/** After an interruption the command's own course is over: this never resolves, and what was begun cannot go on to something new. */
export const untilGone = () => new Promise(() => {});
