import assert from 'node:assert/strict';
import type { Soggetto } from '../../../schemas/soggetto.api.js';
import { faultsOfWhole } from '../../../server/protocollo/rinnovo.js';
import { buildRegistrazione } from '../../support/factories.js';

const UFFICIO: Soggetto = { tipo: 'UO', uo: 'U410' };
const ROSSI: Soggetto = { tipo: 'PF', cognome: 'Rossi', nome: 'Mario' };
/** As the register holds some from before a rule that asks for more. */
const SENZA_CODICI: Soggetto = { tipo: 'PAI', denominazione: 'Regione' };
const motivo = 'errore di battitura';

describe('faultsOfWhole', () => {
  const named = (...args: Parameters<typeof faultsOfWhole>) => faultsOfWhole(...args).map(({ campo }) => campo);
  const entrata = buildRegistrazione({ flusso: 'E', mittenti: [ROSSI], destinatari: [] });
  const vecchia = buildRegistrazione({ flusso: 'U', mittenti: [UFFICIO], destinatari: [SENZA_CODICI] });

  it('a renewal keeps the registration one that could be made', () => {
    assert.deepEqual(named(entrata, { motivo, oggetto: 'Richiesta di accesso agli atti' }), []);
    assert.deepEqual(named(entrata, { motivo, mittenti: [UFFICIO] }), ['mittenti']);
    assert.deepEqual(named(entrata, { motivo, flusso: 'U' }), ['destinatari', 'mittenti']);
  });
  it('what is wrong since before is not held against another datum', () => {
    assert.deepEqual(named(vecchia, { motivo, oggetto: 'Trasmissione del verbale' }), []);
    assert.deepEqual(named(vecchia, { motivo, note: 'nota' }), []);
  });
  it('but the datum itself must be put right', () => {
    const campi = ['codiceIPA', 'codiceAOO', 'domicilioDigitale'].map((campo) => `destinatari[0].${campo}`);
    assert.deepEqual(named(vecchia, { motivo, destinatari: [{ ...SENZA_CODICI, denominazione: 'Regione X' }] }), campi);
    assert.deepEqual(named(vecchia, { motivo, destinatari: [ROSSI] }), []);
  });
});
