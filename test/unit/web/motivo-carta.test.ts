import assert from 'node:assert/strict';
import fc from 'fast-check';
import { conMotivoCarta, motivoCartaIn } from '../../../web/protocollo/registrazione/motivo-carta.js';

describe('the reason for paper in the note', () => {
  it('is its first line, and leaves the rest as it was written', () =>
    fc.assert(
      fc.property(fc.string(), fc.string(), (note, motivo) => {
        const clean = motivo.replace(/\s+/g, ' ').trimStart();
        const after = conMotivoCarta(note, motivo);
        assert.equal(motivoCartaIn(after), clean);
        assert.equal(conMotivoCarta(after, ''), note);
        assert.equal(conMotivoCarta(after, motivo), after);
      }),
    ));
});
