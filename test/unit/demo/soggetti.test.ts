import assert from 'node:assert/strict';
import {
  difettoCodiceFiscale,
  difettoCodiceNumerico,
  lettereCognome,
  lettereNome,
} from '../../../schemas/codici.api.js';
import { Soggetto } from '../../../schemas/soggetto.api.js';
import { buildSoggetti, inLettere } from '../../../server/demo/soggetti.js';

const soggetti = buildSoggetti();
const byTipo = (tipo: string) => soggetti.filter(({ soggetto }) => soggetto.tipo === tipo);

describe('demo: soggetti', () => {
  it('are forty people, fourteen firms, six administrations, one without codes and one without a name', () => {
    assert.equal(byTipo('PF').length, 40);
    assert.equal(byTipo('PG').length, 15);
    assert.equal(byTipo('PAI').length, 7);
    assert.equal(byTipo('PAI').filter(({ soggetto }) => soggetto.codiceIPA === undefined).length, 1);
    assert.equal(byTipo('PG').filter(({ soggetto }) => soggetto.denominazione === 'Anonimo').length, 1);
  });

  it('pass the check of the API as they are', () => {
    for (const { soggetto } of soggetti) assert.deepEqual(Soggetto.parse(soggetto), soggetto);
  });

  it('have right check digits, no code twice, and nobody else’s', () => {
    const codici = soggetti.flatMap(({ soggetto }) => soggetto.codiceFiscale ?? []);
    assert.deepEqual(
      codici.filter((codice) => difettoCodiceFiscale(codice) !== null),
      [],
    );
    assert.equal(new Set(codici).size, codici.length);
    for (const { soggetto } of [...byTipo('PG'), ...byTipo('PAI')]) {
      assert.ok(soggetto.codiceFiscale === undefined || soggetto.codiceFiscale.startsWith('9999'));
      assert.ok(soggetto.partitaIva === undefined || difettoCodiceNumerico(soggetto.partitaIva) === null);
    }
  });

  it('are people whose names are numbers and whose code is that of the name', () => {
    for (const { soggetto, persona } of byTipo('PF')) {
      const { cognome = '', nome = '', codiceFiscale = '' } = soggetto;
      assert.equal(cognome, 'Esempio');
      assert.equal(codiceFiscale.slice(0, 6), lettereCognome(cognome) + lettereNome(nome));
      assert.equal(codiceFiscale.slice(11, 15), 'X000');
      assert.equal(Number(codiceFiscale.slice(9, 11)) > 40, persona?.sesso === 'F');
    }
    assert.deepEqual([1, 8, 16, 21, 23, 28, 33, 40].map(inLettere), [
      ...['uno', 'otto', 'sedici', 'ventuno', 'ventitré', 'ventotto', 'trentatré', 'quaranta'],
    ]);
  });

  it('have addresses below the reserved domain, administrations all that a letter needs', () => {
    for (const { soggetto } of soggetti) assert.match(soggetto.domicilioDigitale ?? 'a@b.example', /\.example$/);
    for (const { soggetto, genere } of byTipo('PAI').filter((one) => one.genere !== 'tribunale')) {
      assert.ok(
        soggetto.codiceIPA && soggetto.codiceAOO && soggetto.denominazioneAOO && soggetto.domicilioDigitale,
        genere,
      );
      assert.match(soggetto.codiceAOO, /^A[A-Z0-9]{6}$/);
    }
  });
});
