import assert from 'node:assert/strict';
import fc from 'fast-check';
import { portaDi } from '../../../../server/conservazione/parole.js';
import { PAUSA_MASSIMA_MS, pausaSigillo } from '../../../../server/conservazione/regole/pausa-sigillo.js';
import { delSigillo, mancaConservatore } from '../../../../server/conservazione/sigilli-in-attesa.js';

describe('a seal that cannot be told to the receiver of its day', () => {
  it('waits longer each time, never beyond the half hour', () => {
    assert.deepEqual([1, 2, 3].map(pausaSigillo), [60_000, 120_000, 240_000]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (prove) => {
        const pausa = pausaSigillo(prove);
        assert.ok(pausa >= 60_000 && pausa <= PAUSA_MASSIMA_MS && pausaSigillo(prove + 1) >= pausa);
      }),
    );
  });

  it('says what it waits for, and who can give it', () => {
    const [detta] = delSigillo([{ codice: 'classifica', messaggio: 'Manca la voce.', chi: 'Il responsabile' }]);
    assert.deepEqual(detta, {
      codice: 'classifica',
      messaggio: 'Sigillo apposto dopo il versamento, non ancora inviato. Manca la voce.',
      chi: 'Il responsabile',
    });
    const { codice, messaggio } = mancaConservatore('altro', { mancanze: [], versione: 1 });
    assert.equal(codice, 'conservatore-non-configurato');
    assert.match(messaggio, /«altro»/);
  });

  it('is told from its day, and whatever else is added from what it is added to', () => {
    const porta = (
      tipo: 'registro-giornaliero' | 'unita-documentaria',
      operazione: 'versamento' | 'aggiunta' | 'aggiornamento',
      ...file: [formato: string, ruolo: string][]
    ) => portaDi({ tipo, operazione, pacchetto: { file: file.map(([formato, ruolo]) => ({ formato, ruolo })) } });
    assert.deepEqual(
      [
        porta('registro-giornaliero', 'versamento', ['PDF', 'principale']),
        porta('registro-giornaliero', 'aggiunta', ['PDF', 'annesso'], ['P7S', 'annesso']),
        porta('registro-giornaliero', 'aggiunta', ['XML', 'annesso'], ['P7S', 'annesso']),
        porta('unita-documentaria', 'aggiunta', ['PDF', 'allegato']),
        porta('unita-documentaria', 'aggiunta', ['PDF', 'annesso']),
        porta('unita-documentaria', 'aggiunta'),
        porta('unita-documentaria', 'aggiornamento'),
      ],
      [undefined, 'sigillo sul PDF', 'sigillo sull’XML', 'allegato', 'attestazione', 'documento', 'metadati'],
    );
  });
});
