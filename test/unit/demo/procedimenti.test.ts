import assert from 'node:assert/strict';
import { CONTENUTI } from '../../../schemas/configurazione.api.js';
import { readUffici } from '../../../server/demo/ente.js';
import { readProcedimenti } from '../../../server/demo/procedimenti.js';

it('the catalogue of the demonstration is one that the RGD could have written, of offices that there are', () => {
  const catalogo = CONTENUTI.procedimenti.parse(readProcedimenti());
  assert.equal(catalogo.length, 64);
  const uffici = new Set(readUffici().map(({ codice }) => codice));
  for (const { uo } of catalogo) assert.ok(uo === undefined || uffici.has(uo));
});
