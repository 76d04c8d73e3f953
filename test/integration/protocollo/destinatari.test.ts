import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import type { Soggetto } from '../../../schemas/soggetto.api.js';
import { at, useHarness } from '../../support/harness.js';
import { uscita } from './richieste.js';

const ditta = (n: number): Soggetto => ({ tipo: 'PG', denominazione: `Ditta ${n} S.r.l.` });

describe('one registration, one row for each addressee', function () {
  this.timeout(60_000);
  const here = useHarness('destinatari');
  const csv = async (): Promise<Record<string, string>[]> =>
    parse((await here.get('/registrazioni.csv?anno=2026', 'rgd').expect(200)).text, {
      columns: true,
      delimiter: ';',
      bom: true,
    });
  /** Registered in one go, read back, and found in the export. */
  const check = async (destinatari: Soggetto[]) => {
    const before = await here.count('registrazioni', {});
    const born = await here.registered('istruttore', uscita({ destinatari }));
    assert.equal(await here.count('registrazioni', {}), before + 1);
    assert.deepEqual(born.destinatari, destinatari);
    const read = (await here.get(at(born), 'rgd').expect(200)).body as RegistrazioneRisposta;
    assert.deepEqual(read.destinatari, destinatari);
    const { elementi } = (await here.get('/registrazioni?anno=2026&limite=1', 'rgd').expect(200)).body as {
      elementi: RegistrazioneRisposta[];
    };
    assert.deepEqual(elementi[0]?.destinatari, destinatari);
    const row = (await csv()).find(({ Numero }) => Number(Numero) === born.numero);
    assert.deepEqual(
      row?.['Destinatari']?.split('; '),
      destinatari.map(({ denominazione }) => denominazione),
    );
    return born;
  };

  it('whatever their number, some of them twice', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 15 }), async (ordine) => {
        const { avvisi } = await check(ordine.map(ditta));
        const twice = new Set(ordine).size < ordine.length;
        assert.deepEqual(
          avvisi.map(({ codice }) => codice).filter((codice) => codice === 'soggetto-ripetuto'),
          twice ? ['soggetto-ripetuto'] : [],
        );
      }),
      { numRuns: 12 },
    ));

  it('as many as one registration takes', async () => {
    await check(Array.from({ length: 500 }, (_, i) => ditta(i)));
  });
});
