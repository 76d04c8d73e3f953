import assert from 'node:assert/strict';
import type { ScansioneTenuta } from '../../../schemas/scansione.model.js';
import { chiedeMotivo, isNonSua, percheNonSepara } from '../../../server/scansione/separabile.js';

describe('a scan is taken off a number', () => {
  const posto = { anno: 2026, numero: 29 };
  const copia = { sha256: 'a'.repeat(64), dimensione: 1, pagine: 1, generazione: 1 };
  const scansione = (over: Partial<ScansioneTenuta>): ScansioneTenuta =>
    ({
      stato: 'da-verificare',
      copia,
      registrazione: { ...posto, da: 'etichetta' },
      unione: { stato: 'da-confermare' },
      ...over,
    }) as ScansioneTenuta;
  const perche = (over: Partial<ScansioneTenuta>) => percheNonSepara(scansione(over));

  it('while its copy has not reached it: it waits for a person, was refused, or is not ready', () => {
    assert.equal(perche({}), undefined);
    assert.equal(perche({ stato: 'pronta', unione: { stato: 'rifiutata' } }), undefined);
    assert.equal(perche({ unione: { stato: 'in-attesa' } }), undefined);
  });

  it('not where there is none, nor on its way, nor there, nor attested', () => {
    const { registrazione: _registrazione, ...senza } = scansione({});
    assert.match(percheNonSepara(senza) ?? '', /non ha ancora un numero/);
    assert.match(perche({ stato: 'pronta', unione: { stato: 'in-attesa' } }) ?? '', /sta raggiungendo/);
    assert.match(perche({ inRegistrazione: { utente: 'x', quando: new Date(0) } }) ?? '', /sta raggiungendo/);
    assert.match(perche({ unione: { stato: 'fatta' } }) ?? '', /già nella registrazione/);
    assert.match(perche({ stato: 'attestata' }) ?? '', /attestata/);
  });

  it('with a reason where a label says the number; what was wrong is not taken from a label again', () => {
    assert.equal(chiedeMotivo(scansione({})), true);
    assert.equal(chiedeMotivo(scansione({ registrazione: { ...posto, da: 'operatore' } })), false);
    assert.equal(isNonSua({ nonSue: [posto] }, { anno: 2026, numero: 29 }), true);
    assert.equal(isNonSua({ nonSue: [posto] }, { anno: 2026, numero: 30 }), false);
    assert.equal(isNonSua({}, posto), false);
  });
});
