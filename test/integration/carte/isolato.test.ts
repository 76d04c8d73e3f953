import assert from 'node:assert/strict';
import { stampApart } from '../../../server/carte/isolato.js';
import { drawSegni } from '../../../server/carte/segno.js';
import { buildPdf } from '../../support/pdf.js';
import { buildCarta } from '../../unit/carte/esempi.js';
import { ADESSO } from '../../support/factories.js';
import { documentiOstili } from './documenti.js';

/** Longer than a process takes to start on a busy machine, shorter than patience. */
const LIMITE_MS = 4_000;

describe('stamping apart', function () {
  this.timeout(60_000);

  it('outlives what is made to hang it, to fill its memory or to break it', async () => {
    const segni = await drawSegni(buildCarta(), ADESSO);
    const ostili = Object.entries(await documentiOstili());
    const esiti = await Promise.all(
      ostili.map(async ([nome, { bytes }]) => [nome, await stampApart(bytes, segni, LIMITE_MS)] as const),
    );
    for (const [nome, esito] of esiti) assert.ok('motivo' in esito || nome === 'bomba', nome); // a bomb that is defused may be stamped
    const honest = await stampApart(buildPdf('dopo'), segni);
    assert.ok('pdf' in honest);
  });
});
