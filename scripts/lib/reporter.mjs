// Mocha's `spec` output, and what became of each test in a file for whoever started it (PROTOCOLLO_TEST_ESITO).
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

const { EVENT_RUN_END, EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING } = Mocha.Runner.constants;
/** File of a test, or of the suite whose hook it is. */
const fileOf = ({ file, parent }) =>
  file !== undefined
    ? path.relative(process.cwd(), file).split(path.sep).join('/')
    : parent === undefined
      ? ''
      : fileOf(parent);
const MAX_ERRORE = 1_500;

export default class Riepilogo extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const result = { riusciti: 0, falliti: 0, saltati: [], riuscite: [], fallite: [] };
    runner.on(EVENT_TEST_PASS, (test) => {
      result.riusciti += 1;
      result.riuscite.push({ file: fileOf(test), titolo: test.title });
    });
    runner.on(EVENT_TEST_FAIL, (test, error) => {
      result.falliti += 1;
      const errore = String(error?.stack ?? error).slice(0, MAX_ERRORE);
      result.fallite.push({ file: fileOf(test), titolo: test.fullTitle(), errore });
    });
    runner.on(EVENT_TEST_PENDING, (test) =>
      result.saltati.push({ file: fileOf(test), titolo: test.fullTitle(), prova: test.title }),
    );
    runner.once(EVENT_RUN_END, () => {
      if (process.env.PROTOCOLLO_TEST_ESITO) writeFileSync(process.env.PROTOCOLLO_TEST_ESITO, JSON.stringify(result));
    });
  }
}
