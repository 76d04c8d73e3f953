import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Soggetto } from '../../../schemas/soggetto.api.js';
import { avvisiRipetuti } from '../../../server/protocollo/avvisi.js';
import { ripetutiOf } from '../../../server/rubrica/ripetuti.js';
import { soggetto } from '../protocollo/arbitraries.js';

const PG = (denominazione: string, over: Partial<Soggetto> = {}): Soggetto => ({ tipo: 'PG', denominazione, ...over });
const PF = (cognome: string, nome: string, over: Partial<Soggetto> = {}): Soggetto => ({ tipo: 'PF', cognome, nome, ...over }); // prettier-ignore
const UO = (uo: string, denominazioneUO?: string): Soggetto => ({
  tipo: 'UO',
  uo,
  ...(denominazioneUO !== undefined && { denominazioneUO }),
});
const PAI = (codiceAOO: string, codiceUO?: string): Soggetto => ({
  tipo: 'PAI',
  denominazione: 'Regione di Prova',
  codiceIPA: 'r_prova',
  codiceAOO,
  codiceFiscale: '80000000001',
  ...(codiceUO !== undefined && { codiceUO }),
});

describe('who is in a list twice', () => {
  const TWICE: readonly [string, Soggetto, Soggetto][] = [
    ['the same in all', PG('Alfa S.r.l.'), PG('Alfa S.r.l.')],
    ['the name in capitals', PG('Alfa S.r.l.'), PG('ALFA s.r.l.')],
    ['one codice fiscale', PF('Rossi', 'Maria', { codiceFiscale: 'X' }), PF('Rossi', 'M.', { codiceFiscale: 'X' })],
    ['one partita IVA and name', PG('Alfa', { partitaIva: '12345678903', indirizzo: 'via Uno' }), PG('Alfa', { partitaIva: '12345678903', codiceFiscale: '12345678903' })],
    ['one office, named or not', UO('U410', 'Edilizia'), UO('U410')],
    ['one AOO', PAI('AOO1'), PAI('AOO1')],
  ]; // prettier-ignore
  for (const [what, a, b] of TWICE)
    it(`twice: ${what}`, () => {
      assert.deepEqual(ripetutiOf([a, PG('Altra'), b]), [a]);
      assert.deepEqual(ripetutiOf([b, a, a]), [b]);
    });
  const APART: readonly [string, Soggetto, Soggetto][] = [
    ['two names', PG('Alfa'), PG('Beta')],
    ['two persons of one name', PF('Rossi', 'Maria', { codiceFiscale: 'X' }), PF('Rossi', 'Maria', { codiceFiscale: 'Y' })],
    ['two clients of one lawyer', PF('Rossi', 'Maria', { domicilioDigitale: 'avv@pec.example' }), PF('Bianchi', 'Ugo', { domicilioDigitale: 'avv@pec.example' })],
    ['two offices', UO('U410', 'Ufficio'), UO('U420', 'Ufficio')],
    ['two AOO of one administration', PAI('AOO1'), PAI('AOO2')],
    ['two offices of one AOO', PAI('AOO1', 'UF1'), PAI('AOO1', 'UF2')],
    ['a firm and its owner', PG('Ditta Rossi', { codiceFiscale: 'X' }), PF('Rossi', 'Maria', { codiceFiscale: 'X' })],
  ]; // prettier-ignore
  for (const [what, a, b] of APART) it(`two: ${what}`, () => assert.deepEqual(ripetutiOf([a, b]), []));

  it('each list with itself after it has all of it twice, whoever they are; alone it has as many as were told apart', () =>
    fc.assert(
      fc.property(fc.array(soggetto, { maxLength: 8 }), (lista) => {
        const twice = ripetutiOf([...lista, ...lista]);
        assert.ok(twice.length <= lista.length);
        assert.equal(ripetutiOf(twice).length, 0, 'each is told once');
        for (const one of lista) assert.ok(ripetutiOf([one, one]).length === 1);
      }),
    ));

  it('is told by name, five at most, of each list apart; what is there once is not told', () => {
    assert.deepEqual(avvisiRipetuti({ mittenti: [PG('Alfa')], destinatari: [PG('Alfa'), UO('U410')] }), []);
    const many = Array.from({ length: 7 }, (_, i) => PG(`Ditta ${i}`));
    const [told, ...others] = avvisiRipetuti({ mittenti: [UO('U410')], destinatari: [...many, ...many] });
    assert.deepEqual([told?.codice, others], ['soggetto-ripetuto', []]);
    assert.match(
      told?.messaggio ?? '',
      /tra i destinatari: Ditta 0, .*Ditta 4 e altri 2\. Se è un doppione, toglierlo\.$/,
    );
  });
});
