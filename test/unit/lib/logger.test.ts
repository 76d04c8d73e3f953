import assert from 'node:assert/strict';
import { createLogger } from '../../../server/lib/logger.js';

/** The lines that were written by `say`, as they stand in the log. */
function linesOf(say: (log: ReturnType<typeof createLogger>) => void): string[] {
  const lines: string[] = [];
  say(createLogger('info', 'prova', { write: (line: string) => void lines.push(line) }));
  return lines;
}

describe('createLogger', () => {
  it('says of a failed write what happened and where, and nothing of what was being written', () => {
    const failure = Object.assign(
      new Error('E11000 duplicate key error collection: p.corrispondenti dup key: { chiave: "PF|nome|rossi mario" }'),
      {
        code: 11000,
        insertedDocs: [{ oggetto: 'Cartella clinica' }],
        writeErrors: [{ err: { op: { cognome: 'Bianchi' } } }],
      },
    );
    const [line = ''] = linesOf((log) => log.error({ err: new Error('away', { cause: failure }) }, 'request error'));
    assert.doesNotMatch(line, /Cartella clinica|Bianchi|rossi/i);
    const { err } = JSON.parse(line) as { err: { type: string; message: string; cause: Record<string, unknown> } };
    assert.equal(err.message, 'away');
    assert.equal(err.cause['code'], 11000);
    assert.match(String(err.cause['message']), /^E11000 duplicate key error collection: p\.corrispondenti dup key$/);
    assert.match(String(err.cause['stack']), /logger\.test/);
  });
  it('ends with a failure that is its own cause', () => {
    const failure = new Error('again');
    failure.cause = failure;
    assert.equal(linesOf((log) => log.error({ err: failure })).length, 1);
  });
  it('takes a text for an error', () =>
    assert.match(linesOf((log) => log.warn({ err: 'redis away' }))[0] ?? '', /"message":"redis away"/));
  it('leaves passwords and tokens out', () =>
    assert.doesNotMatch(
      linesOf((log) => log.info({ corpo: { password: 'segreta', token: 'segreto' } }))[0] ?? '',
      /segret/,
    ));
});
