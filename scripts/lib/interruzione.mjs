// What must be put away when a command is interrupted: Ctrl-C, a closed terminal, a polite kill.

const cleanups = [];

function leave(signal) {
  for (const cleanup of cleanups.splice(0).reverse()) {
    try {
      cleanup();
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  process.exit(signal === 'SIGINT' ? 130 : 143);
}

/** Does this, without waiting for anything, before the command ends by a signal. The latest registered goes first. */
export function onInterrupt(cleanup) {
  if (cleanups.length === 0) for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, leave);
  cleanups.push(cleanup);
}
