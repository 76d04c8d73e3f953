import assert from 'node:assert/strict';
import {
  AOO,
  buildPersone,
  capoOf,
  incaricatoOf,
  mittenteAccount,
  readUffici,
  SECONDA_AOO,
  settoreOf,
} from '../../../server/demo/ente.js';

const uffici = readUffici();
const persone = buildPersone(2026);

describe('demo: ente', () => {
  it('has the tree of the offices, each after the one above it, and one office in the second AOO', () => {
    assert.equal(uffici.filter(({ aoo }) => aoo === AOO.codice).length, 33);
    assert.equal(uffici.filter(({ aoo }) => aoo === SECONDA_AOO.codice).length, 1);
    uffici.forEach(({ padre }, i) =>
      assert.ok(padre === undefined || uffici.slice(0, i).some(({ codice }) => codice === padre)),
    );
    assert.equal(settoreOf(uffici, 'U410'), 'S4');
    assert.equal(settoreOf(uffici, 'S4'), 'S4');
  });

  it('has somebody to lead every office', () => {
    for (const { aoo, codice, responsabile } of uffici) {
      assert.ok(
        persone.some((one) => one.aoo === aoo && one.denominazione === responsabile),
        `${codice}: ${responsabile}`,
      );
    }
  });

  it('prints the accounts of the contract, and no others', () => {
    const accounts = persone.filter(({ account }) => account).map(({ utente }) => utente);
    const printed = [
      'protocollo',
      'istruttore',
      'responsabile',
      'archivista',
      'rgd',
      'vicario',
      'admin',
      'protocollo2',
      'rgd2',
    ];
    assert.deepEqual(accounts, printed);
    assert.equal(new Set(persone.map(({ utente }) => utente)).size, persone.length);
  });

  it('puts people in offices of their AOO, the vicario with dates and another person than the head of S1', () => {
    for (const { aoo, uo, utente } of persone)
      assert.ok(
        uffici.some((one) => one.aoo === aoo && one.codice === uo),
        utente,
      );
    const vicario = persone.find(({ ruolo }) => ruolo === 'vicario');
    assert.deepEqual(vicario?.validita, { dal: '2026-01-01', al: '2030-12-31' });
    assert.equal(capoOf(uffici, 'U114'), 'rgd');
    assert.notEqual(vicario.utente, 'rgd');
  });

  it('says who registers, who takes charge and who decides', () => {
    assert.equal(mittenteAccount(uffici, 'U410'), 'istruttore');
    assert.equal(mittenteAccount(uffici, 'U415'), 'responsabile');
    assert.equal(mittenteAccount(uffici, 'U212'), 'protocollo');
    assert.equal(incaricatoOf(uffici, 'U110'), 'vicario');
    assert.equal(incaricatoOf(uffici, 'U113'), undefined);
    assert.throws(() => capoOf(uffici, 'P001'), RangeError);
  });
});
