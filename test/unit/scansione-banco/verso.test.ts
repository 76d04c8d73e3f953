import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Codice } from '../../../server/scansione/tipi.js';
import {
  type Giro,
  giriDaProvare,
  giroDelCodice,
  giudicaVerso,
  type LettaCosi,
  type Prova,
} from '../../../server/scansione/verso.js';

const soglie = { fiduciaMinima: 60 };
const GIRI: readonly Giro[] = [90, 180, 270];

/** Words side by side; `alte` of them in boxes that stand upright, as on a page that lies on its side. */
function letta(fiducia: number, { parole = 12, alte = 0 } = {}): LettaCosi {
  const box = (i: number): LettaCosi['parole'][number] =>
    i < alte
      ? { testo: 'parola', x0: 0, y0: i * 100, x1: 20, y1: i * 100 + 90 }
      : { testo: 'parola', x0: i * 100, y0: 0, x1: i * 100 + 90, y1: 20 };
  return { fiducia, parole: Array.from({ length: parole }, (_one, i) => box(i)) };
}
const prova = (giro: Giro, fiducia: number): Prova => ({ ...letta(fiducia), giro });
const codice = (girata?: Giro, testo = 'AVLD001/2026/0000029'): Codice => ({
  tipo: 'qr',
  testo,
  ...(girata !== undefined && { girata }),
});
const giudica = (one: LettaCosi, prove: readonly Prova[] = [], delCodice?: Giro) =>
  giudicaVerso(one, prove, delCodice, { rotazione: 0, soglie });

describe('how a page lies', () => {
  it('one that is read well is not read again, whatever its label says', () => {
    for (const giro of GIRI) {
      assert.deepEqual(giriDaProvare(letta(92), giro, soglie), []);
      assert.equal(giudica(letta(92), [], giro), undefined);
    }
  });

  it('one that is read badly is read again upside down, or from its side where the words stand upright', () => {
    assert.deepEqual(giriDaProvare(letta(24), undefined, soglie), [180]);
    assert.deepEqual(giriDaProvare(letta(24, { alte: 12 }), undefined, soglie), [90]);
    assert.deepEqual(giriDaProvare(letta(24), 270, soglie), [270, 180], 'as its label says, before all');
    assert.deepEqual(giriDaProvare(letta(24), 180, soglie), [180], 'once');
    assert.deepEqual(giriDaProvare({ fiducia: 0, parole: [] }, undefined, soglie), [180]);
  });

  it('is told with what was measured, and the rotation that it should have', () => {
    assert.deepEqual(giudica(letta(24), [prova(180, 93)]), {
      codice: 'capovolta',
      messaggio: 'La pagina sembra capovolta: com’è si legge al 24 %, girata di mezzo giro al 93 %.',
      rotazione: 180,
    });
    const side = giudicaVerso(letta(24, { alte: 12 }), [prova(90, 91)], undefined, { rotazione: 270, soglie });
    assert.equal(side?.rotazione, 0, 'upon the rotation in which it was read');
    assert.match(side.messaggio, /di lato.*24 %.*un quarto verso destra.*91 %/);
  });

  it('lines that run down the page are read well, and tell by their boxes that it lies on its side', () => {
    assert.equal(giudica(letta(92, { alte: 12 }))?.rotazione, 270);
    assert.equal(giudica(letta(92, { alte: 3 })), undefined, 'a few words along the margin do not');
    assert.equal(giudica(letta(92, { parole: 3, alte: 3 })), undefined, 'nor three words alone');
  });

  it('handwriting and photographs, bad in every turn, have no sign; a turned label has one for them', () => {
    assert.equal(giudica(letta(35), [prova(180, 41)]), undefined);
    assert.equal(giudica(letta(50), [prova(180, 65)]), undefined, 'not clearly better');
    assert.equal(giudica(letta(10), [{ giro: 180, fiducia: 95, parole: [] }]), undefined, 'of no words');
    const sign = giudica(letta(35), [prova(180, 41)], 180);
    assert.equal(sign?.rotazione, 180);
    assert.match(sign.messaggio, /etichetta è capovolto.*35 %/);
    assert.equal(giudica(letta(55), [prova(180, 20)], 180), undefined, 'the words speak against it');
    assert.equal(giudica({ fiducia: 0, parole: [] }, [], 90)?.rotazione, 90, 'a drawing with a label');
  });

  it('only labels of ours say how the page lies, and only where they agree', () => {
    assert.equal(giroDelCodice([codice(180)]), 180);
    assert.equal(giroDelCodice([codice(90), codice(90, '2026-29')]), 270);
    assert.equal(giroDelCodice([codice(90), codice(undefined, '2026-29')]), undefined);
    assert.equal(giroDelCodice([codice()]), undefined);
    assert.equal(giroDelCodice([codice(180, '8012345678901')]), undefined, 'the code of a parcel');
  });

  it('never proposes the rotation in which the page lies already', () => {
    fc.assert(
      fc.property(
        fc.record({ fiducia: fc.nat(100), parole: fc.nat(20), alte: fc.nat(20) }),
        fc.array(fc.record({ giro: fc.constantFrom(...GIRI), fiducia: fc.nat(100) })),
        fc.option(fc.constantFrom(...GIRI), { nil: undefined }),
        fc.constantFrom<0 | 90 | 180 | 270>(0, 90, 180, 270),
        ({ fiducia, ...words }, prove, delCodice, rotazione) => {
          const sign = giudicaVerso(
            letta(fiducia, words),
            prove.map((one) => prova(one.giro, one.fiducia)),
            delCodice,
            { rotazione, soglie },
          );
          return sign === undefined || (sign.rotazione !== undefined && sign.rotazione !== rotazione);
        },
      ),
    );
  });
});
