// Mocha's `spec` output, and the sums of the run in a file for whoever started it (PROTOCOLLO_TEST_ESITO).
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

const { EVENT_RUN_END, EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING } = Mocha.Runner.constants;

export default class Riepilogo extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const result = { riusciti: 0, falliti: 0, saltati: [] };
    runner.on(EVENT_TEST_PASS, () => (result.riusciti += 1));
    runner.on(EVENT_TEST_FAIL, () => (result.falliti += 1));
    runner.on(EVENT_TEST_PENDING, (test) => result.saltati.push({ file: test.file ?? '', titolo: test.fullTitle() }));
    runner.once(EVENT_RUN_END, () => {
      if (process.env.PROTOCOLLO_TEST_ESITO) writeFileSync(process.env.PROTOCOLLO_TEST_ESITO, JSON.stringify(result));
    });
  }
}
