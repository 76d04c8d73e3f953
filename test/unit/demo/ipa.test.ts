import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { TIPI_IPA } from '../../../schemas/importazione.api.js';
import { buildFileIpa } from '../../../server/demo/ipa.js';
import { buildSoggetti } from '../../../server/demo/soggetti.js';
import { readTabella } from '../../../server/rubrica/ipa/lettura.js';
import { voceOf } from '../../../server/rubrica/ipa/voce.js';

describe('the IPA of the demonstration', () => {
  it('is read without a fault, and knows the bodies that write to the Comune at the addresses that they use', async () => {
    const found = new Map<string, string | undefined>();
    for (const tipo of TIPI_IPA) {
      for await (const { valori, difetto } of readTabella(Readable.from([Buffer.from(buildFileIpa()[tipo])]), tipo)) {
        const voce = voceOf(tipo, valori);
        assert.ok(difetto === undefined && !('difetto' in voce), JSON.stringify(voce));
        assert.deepEqual(voce.segnalazioni, []);
        assert.ok(!found.has(voce.chiave), voce.chiave);
        found.set(voce.chiave, voce.soggetto.domicilioDigitale);
      }
    }
    assert.ok(found.size > 60);
    for (const { soggetto } of buildSoggetti())
      if (soggetto.codiceIPA !== undefined && soggetto.codiceAOO !== undefined)
        assert.equal(
          found.get(`ipa|${soggetto.codiceIPA}|${soggetto.codiceAOO}|`.toLowerCase()),
          soggetto.domicilioDigitale,
        );
  });
});
