import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RUOLI } from '../../../schemas/accesso.api.js';
import { isVisible, visibleTo } from '../../../server/accesso/visibilita.js';
import { ambitoOf } from '../../../server/ricerca/ambito.js';
import { gettoniOf } from '../../../server/ricerca/gettoni.js';
import { buildCaller, buildRegistrazione } from '../../support/factories.js';
import { contenuto, UFFICI, UTENTI } from '../protocollo/arbitraries.js';

const chiamante = fc
  .record({
    ruolo: fc.constantFrom(...RUOLI),
    uo: fc.constantFrom(...UFFICI),
    utente: fc.constantFrom(...UTENTI),
    motivoAccesso: fc.option(fc.constant('verifica'), { nil: undefined }),
    perContoDi: fc.option(fc.constantFrom(...UTENTI), { nil: undefined }),
    riservateDelTitolare: fc.boolean(),
  })
  .map(({ ruolo, motivoAccesso, perContoDi, ...altro }) =>
    buildCaller(ruolo, {
      ...altro,
      ...(motivoAccesso !== undefined && { motivoAccesso }),
      ...(perContoDi !== undefined && { perContoDi }),
    }),
  );

describe('ambitoOf', () => {
  it('says with marks what the filter of rights says, for every caller and record', () =>
    fc.assert(
      fc.property(chiamante, contenuto, fc.constantFrom(...UTENTI), (caller, contenutoDi, operatore) => {
        const record = buildRegistrazione(contenutoDi, { operatore });
        const ambito = ambitoOf(visibleTo(caller));
        assert.notEqual(ambito, null, JSON.stringify(visibleTo(caller)));
        const gettoni = gettoniOf(record, []);
        const found = ambito === 'tutto' || (ambito ?? []).some((mark) => gettoni.has(mark));
        assert.equal(found, isVisible(caller, record), JSON.stringify([ambito, record.riservatezza, record.uffici]));
      }),
      { numRuns: 400 },
    ));

  it('does not guess at a rule that it does not know', () => {
    for (const filtro of [
      { aoo: 'A', flusso: 'E' },
      { 'riservatezza.livello': 'ordinaria', anno: 2026 },
      { $or: [{ 'riservatezza.livello': 'segreta' }] },
      { $or: [{ 'riservatezza.livello': 'riservata', $or: [{ operatore: 'anna' }] }] },
      { 'riservatezza.livello': 'riservata', 'riservatezza.uo': { $ne: 'U1' } },
    ])
      assert.equal(ambitoOf(filtro), null, JSON.stringify(filtro));
  });
});
