import assert from 'node:assert/strict';
import { missingOfPai, type Soggetto } from '../../../schemas/soggetto.api.js';
import { chiaveOf, isCorrispondente, paroleOfSoggetto, prefissiOf } from '../../../server/rubrica/chiave.js';
import { warningsOfSoggetto } from '../../../server/rubrica/rules.js';

const PAI: Soggetto = {
  tipo: 'PAI',
  denominazione: 'Regione - Protezione civile',
  codiceIPA: 'r_x000',
  codiceAOO: 'AREG001',
  domicilioDigitale: 'protezionecivile@pec.regione.example',
};
const PF: Soggetto = { tipo: 'PF', cognome: 'Rossi', nome: 'Mario', codiceFiscale: 'RSSMRA80A01H501U' };
const codici = (soggetto: Soggetto, flusso: 'E' | 'U' | 'I' = 'E') =>
  warningsOfSoggetto(soggetto, flusso).map(({ codice }) => codice);
const without = (soggetto: Soggetto, campo: keyof Soggetto): Soggetto =>
  Object.fromEntries(Object.entries(soggetto).filter(([key]) => key !== campo)) as unknown as Soggetto;

describe('warningsOfSoggetto', () => {
  it('says on E what an administration lacks', () => {
    assert.deepEqual(codici(PAI), []);
    for (const campo of ['codiceIPA', 'codiceAOO', 'domicilioDigitale'] as const) {
      assert.deepEqual(codici(without(PAI, campo)), ['soggetto-incompleto'], campo);
      assert.deepEqual(codici(without(PAI, campo), 'U'), []);
      assert.deepEqual(
        missingOfPai(without(PAI, campo)).map(([name]) => name),
        [campo],
      );
    }
    const [avviso] = warningsOfSoggetto({ tipo: 'PAI', denominazione: 'Ministero' }, 'E');
    assert.match(avviso?.messaggio ?? '', /^Di Ministero manca: codice IPA, codice AOO, domicilio digitale\./);
    assert.deepEqual(codici({ tipo: 'PAE', denominazione: 'Mairie de Nice' }), []);
  });

  it('says, and only says, that name and codice fiscale differ', () => {
    assert.deepEqual(codici(PF), []);
    assert.deepEqual(codici({ ...PF, nome: 'Maria' }), []); // MRA both
    assert.deepEqual(codici({ ...PF, nome: 'Luigi' }, 'U'), ['codice-fiscale-discordante']);
    assert.deepEqual(codici({ ...PF, cognome: 'Bianchi' }), ['codice-fiscale-discordante']);
    assert.deepEqual(codici({ ...PF, codiceFiscale: '80012345676', cognome: 'Bianchi' }), []);
    assert.deepEqual(codici({ tipo: 'PG', denominazione: 'Ditta Bianchi', codiceFiscale: 'RSSMRA80A01H501U' }), []);
  });
});

describe('chiaveOf', () => {
  it('knows an administration by its codes, whatever their case', () => {
    assert.equal(
      chiaveOf(PAI),
      chiaveOf({ ...PAI, codiceIPA: 'R_X000', denominazione: 'Altro', codiceFiscale: '80012345676' }),
    );
    assert.notEqual(chiaveOf(PAI), chiaveOf({ ...PAI, codiceAOO: 'AREG002' }));
    assert.notEqual(chiaveOf(PAI), chiaveOf({ ...PAI, codiceUO: 'UF0001' }));
  });
  it('knows a person by the codice fiscale, a firm by its codes, never one for the other', () => {
    assert.equal(chiaveOf(PF), chiaveOf({ ...PF, nome: 'M.', indirizzo: 'via Roma 1' }));
    assert.notEqual(chiaveOf(PF), chiaveOf({ ...PF, codiceFiscale: 'RSSMRA80A01H50MM' }), 'omocodia: another person');
    const PG: Soggetto = { tipo: 'PG', denominazione: 'Rossi Mario', partitaIva: '12345678903' };
    assert.notEqual(chiaveOf(PG), chiaveOf({ ...PG, paese: 'DE' }));
    assert.notEqual(
      chiaveOf({ ...PF, codiceFiscale: '80012345676' }),
      chiaveOf({ ...PG, codiceFiscale: '80012345676' }),
    );
  });
  it('knows who has no code by name and address, folded', () => {
    const bare: Soggetto = { tipo: 'PF', cognome: 'D’Angelò', nome: 'Maria', indirizzo: 'Via Roma, 1' };
    assert.equal(chiaveOf(bare), chiaveOf({ ...bare, cognome: "D'ANGELO", indirizzo: 'via roma 1' }));
    assert.notEqual(chiaveOf(bare), chiaveOf({ ...bare, indirizzo: 'Via Roma, 2' }));
    assert.notEqual(
      chiaveOf(bare),
      chiaveOf({ tipo: 'PG', denominazione: 'D’Angelò Maria', indirizzo: 'Via Roma, 1' }),
    );
  });
});

describe('words of a correspondent', () => {
  it('are folded, from name, codes and addresses, once each', () => {
    assert.deepEqual(
      paroleOfSoggetto({
        tipo: 'PF',
        cognome: 'D’Angelò',
        nome: 'Marià',
        codiceFiscale: 'RSSMRA80A01H501U',
        indirizzo: 'Via Maria, 1',
      }),
      ['d', 'angelo', 'maria', 'rssmra80a01h501u', 'via', '1'],
    );
    assert.ok(
      paroleOfSoggetto({
        tipo: 'PG',
        denominazione: 'parola '.repeat(10) + Array.from({ length: 100 }, (_, i) => `p${i}`).join(' '),
      }).length <= 60,
    );
  });
  it('are asked for by their beginnings, the longest first', () => {
    assert.deepEqual(prefissiOf(' Ros  MAR d’angelo, ros '), ['angelo', 'ros', 'mar', 'd']);
    assert.deepEqual(prefissiOf('.*$ {}'), []);
    assert.deepEqual(prefissiOf('r_x0'), ['x0', 'r']);
  });
  it('are not kept of the own offices', () => {
    assert.equal(isCorrispondente({ tipo: 'UO', uo: 'U110' }), false);
    assert.equal(isCorrispondente(PAI), true);
  });
});
