import assert from 'node:assert/strict';
import { presentRiga } from '../../../server/protocollo/presenter.js';
import { jsonOf } from '../../../server/ricerca/json.js';
import { FORMA_RIGA, rigaOf } from '../../../server/ricerca/righe.js';
import { buildCaller, buildRegistrazione } from '../../support/factories.js';

const RISERVATA = { livello: 'riservata', motivo: 'dati sulla salute', uo: ['U410'], utenti: [] } as const;

describe('a row that is kept ready', () => {
  const record = buildRegistrazione({ fascicolo: 'f-1', altriFascicoli: ['f-2'], risponde: { anno: 2025, numero: 7 } });

  it('says with its reader’s part what the registration says', () => {
    assert.deepEqual(JSON.parse(jsonOf(buildCaller('istruttore'), rigaOf(record))), presentRiga(record));
  });

  it('has in its text nothing that depends on the reader', () => {
    const testo = JSON.parse(rigaOf(record).testo ?? '') as object;
    for (const campo of ['fascicolo', 'fascicoli', 'risponde', 'registrazione']) assert.ok(!(campo in testo), campo);
  });

  it('has no text of what is reserved, but who may see it', () => {
    const riga = rigaOf({ ...record, riservatezza: { ...RISERVATA, uo: [...RISERVATA.uo], utenti: [] } });
    assert.equal(riga.testo, undefined);
    assert.ok(!JSON.stringify(riga).includes(record.oggetto));
    assert.deepEqual(Object.keys(JSON.parse(jsonOf(buildCaller('rgd'), riga)) as object), [
      'anno',
      'numero',
      'dataRegistrazione',
      'flusso',
      'riservata',
    ]);
  });

  // rows that were kept before a change of their shape are made anew only if the form is another
  it('is of this form: who changes what it holds raises FORMA_RIGA, and then this test', () => {
    assert.equal(FORMA_RIGA, 1);
    assert.deepEqual(Object.keys(JSON.parse(rigaOf(record).testo ?? '') as object), [
      'anno',
      'numero',
      'registro',
      'aoo',
      'dataRegistrazione',
      'flusso',
      'oggetto',
      'mittenti',
      'destinatari',
      'mezzo',
      'assegnazioni',
      'riservatezza',
      'operatore',
      'segnatura',
      'documento',
      'allegati',
      'stato',
      'versione',
    ]);
  });
});
