import assert from 'node:assert/strict';
import type { Guasto } from '../../../scripts/simulatore-parer/guasti.js';
import * as r from './richieste-parer.js';
import type { Detto } from './simulatore-banco.js';

const nulla = (detto: Detto | undefined): void => assert.equal(detto, undefined);
const codice =
  (atteso: string) =>
  (detto: Detto | undefined): void =>
    assert.equal(detto?.codice, atteso);
const rdvCon =
  (parte: RegExp) =>
  (detto: Detto | undefined): void =>
    assert.match(detto?.rdv ?? '', parte);

/** Each fault, what the caller sees of it, and whether what was sent is kept all the same. */
export const GUASTI: readonly [guasto: Guasto, atteso: (detto: Detto | undefined) => void, salvata: boolean][] = [
  [{ tipo: 'resetInizio' }, nulla, false],
  [{ tipo: 'resetUpload', parametri: { byte: 10 } }, nulla, false],
  [{ tipo: 'resetDopo' }, nulla, true],
  [{ tipo: 'silenzioDopo', parametri: { ms: 50 } }, nulla, true],
  [{ tipo: 'silenzioPrima', parametri: { ms: 20 } }, (detto) => assert.equal(detto?.esito, 'WARNING'), true],
  [{ tipo: 'uploadLento', parametri: { byteAlSecondo: 1e6 } }, (detto) => assert.equal(detto?.esito, 'WARNING'), true],
  [{ tipo: 'http', parametri: { status: 503, retryAfter: 7 } }, (detto) => assert.equal(detto?.stato, 503), false],
  [{ tipo: 'http', parametri: { status: 502, salva: true } }, (detto) => assert.equal(detto?.stato, 502), true],
  [{ tipo: 'nonXml' }, (detto) => assert.match(detto?.tipo ?? '', /html/), false],
  [{ tipo: 'xmlTroncato', parametri: { byte: 100 } }, nulla, true],
  [{ tipo: 'xmlEstraneo' }, (detto) => assert.match(detto?.testo ?? '', /<Manutenzione>/), false],
  [
    { tipo: 'esito', parametri: { codice: 'UD-003-001', ulteriori: ['COMP-001-001'] } },
    (detto) => {
      assert.equal(detto?.codice, 'UD-003-001');
      assert.match(detto.testo, /<ErroriUlteriori>[^]*COMP-001-001/);
    },
    false,
  ],
  [{ tipo: 'warning', parametri: { codici: ['FIRMA-005-001'] } }, rdvCon(/FIRMA-005-001/), true],
  [{ tipo: '666' }, codice('666'), false],
  [{ tipo: '666P' }, codice('666P'), false],
  [{ tipo: '666PConRdv' }, (detto) => assert.ok(detto?.codice === '666P' && detto.rdv !== undefined), false],
  [{ tipo: 'positivoSenzaRdv' }, (detto) => assert.ok(detto?.esito === 'WARNING' && detto.rdv === undefined), true],
  [{ tipo: 'credenzialiScadute' }, codice('UD-001-006'), false],
  [{ tipo: 'chiaveOccupata' }, codice('UD-002-001'), true],
  [{ tipo: 'rdvChiaveErrata' }, rdvCon(/<Numero>0000\d{3}9</), true],
  [{ tipo: 'rdvHashIndiceErrato' }, rdvCon(/<HashIndiceSIP>/), true],
  [
    { tipo: 'rdvHashFileErrato' },
    (detto) => assert.ok(detto?.rdv?.includes(`<Hash>${r.sha256(r.CONTENUTO)}<`) === false),
    true,
  ],
  [{ tipo: 'codificaErrata' }, (detto) => assert.match(detto?.testo ?? '', /\ufffd/), true],
  [
    { tipo: 'rispostaLenta', parametri: { byteAlSecondo: 100_000 } },
    (detto) => assert.equal(detto?.esito, 'WARNING'),
    true,
  ],
];
