import { disconnectDatabase } from '../server/lib/mongo.js';

/** Runs a program of the command line to its end. What it foresees is told by its message alone, the rest with its place; both exit with 1. */
export async function runProgramma(
  main: () => Promise<void>,
  attesi: readonly (abstract new (...args: never[]) => Error)[],
): Promise<void> {
  try {
    await main();
  } catch (error) {
    const expected = error instanceof Error && attesi.some((one) => error instanceof one);
    process.stderr.write(`${expected ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
    process.exitCode = 1;
  } finally {
    await disconnectDatabase();
  }
}
