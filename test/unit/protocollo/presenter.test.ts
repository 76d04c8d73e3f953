import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EventiRisposta, Registrazione as Risposta } from '../../../schemas/registrazione-risposta.api.js';
import { evento } from '../../../server/protocollo/eventi.js';
import { locationOf, presentBirth, presentEventi, presentRegistrazione } from '../../../server/protocollo/presenter.js';
import { ADESSO, buildAllegato, buildRegistrazione, PROVVEDIMENTO, withEventi } from '../../support/factories.js';
import { afterAtti, atti, contenuto } from './arbitraries.js';

const nata = buildRegistrazione(
  {
    protocolloMittente: { numero: '12/A' },
    dataArrivo: '2026-03-01',
    allegati: [buildAllegato(1)],
    classifica: { codice: 'VI.3', voce: 'Edilizia privata', versione: 4 },
    riservatezza: { livello: 'riservata', uo: ['U410'], utenti: [] },
  },
  { differimento: { id: 'd1' } },
);
const chi = { data: new Date(ADESSO.getTime() + 1_000), utente: 'rgd' };

describe('presentRegistrazione', () => {
  it('shows what the contract names, and nothing of how it is kept', () => {
    const shown = presentRegistrazione(nata);
    for (const hidden of [
      '_id',
      'canonico',
      'nascita',
      'richiesta',
      'parole',
      'impronte',
      'uffici',
      'uoOperatore',
      'eventi',
      'apertura',
    ])
      assert.ok(!(hidden in shown), hidden);
    assert.deepEqual(Object.keys(shown).sort(), [
      'allegati',
      'anno',
      'aoo',
      'assegnazioni',
      'avvisi',
      'catena',
      'classifica',
      'dataArrivo',
      'dataRegistrazione',
      'destinatari',
      'differimento',
      'documento',
      'flusso',
      'mezzo',
      'mittenti',
      'numero',
      'oggetto',
      'operatore',
      'protocolloMittente',
      'registro',
      'rinnovi',
      'riservatezza',
      'segnatura',
      'stato',
      'versione',
    ]);
    assert.deepEqual(shown.classifica, { codice: 'VI.3', voce: 'Edilizia privata' });
    assert.equal(shown.dataRegistrazione, '2026-03-02T09:14:05.123+01:00');
    assert.equal(shown.numero, 1);
    assert.deepEqual(presentRegistrazione(buildRegistrazione()).riservatezza, { livello: 'ordinaria' });
  });

  it('shows instants of acts in Italian legal time', () => {
    const acted = withEventi(
      nata,
      evento('rinnovo', chi, {
        campo: 'oggetto',
        vecchio: nata.oggetto,
        nuovo: 'Ricorso',
        motivo: 'errore',
        provvedimento: PROVVEDIMENTO,
      }),
    );
    const annulled = presentRegistrazione(
      withEventi(
        acted,
        evento(
          'annullamento',
          { ...chi, data: new Date(ADESSO.getTime() + 2_000) },
          { motivo: 'doppione', provvedimento: PROVVEDIMENTO },
        ),
      ),
    );
    assert.equal(annulled.rinnovi[0]?.data, '2026-03-02T09:14:06.123+01:00');
    assert.equal(annulled.annullamento?.data, '2026-03-02T09:14:07.123+01:00');
    assert.equal(annulled.stato, 'annullata');
    assert.equal(annulled.versione, 3);
  });

  it('has the shape that the OpenAPI document promises, whatever was registered and done', () =>
    fc.assert(
      fc.property(contenuto, atti, (one, compiuti) => {
        const record = afterAtti(buildRegistrazione(one), compiuti);
        assert.deepEqual(Risposta.strict().parse(presentRegistrazione(record)), presentRegistrazione(record));
        assert.deepEqual(EventiRisposta.parse(presentEventi(record)), presentEventi(record));
      }),
    ));
});

describe('presentBirth', () => {
  it('gives the first answer again, whatever was done since', () =>
    fc.assert(
      fc.property(contenuto, atti, (one, compiuti) => {
        const born = buildRegistrazione(one, { differimento: { id: 'd1' } });
        const first = JSON.stringify(presentRegistrazione(born), sorted);
        assert.equal(JSON.stringify(presentBirth(afterAtti(born, compiuti)), sorted), first);
      }),
    ));
});

/** Names in one order: the bytes of an answer may differ in it. */
function sorted(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe('presentEventi', () => {
  it('tells who did what, for whom, when, with the hash', () => {
    const done = { ...evento('annullamento-richiesto', chi, { motivo: 'doppione' }), perContoDi: 'anna' };
    const acted = withEventi(nata, done);
    assert.deepEqual(presentEventi(acted), {
      elementi: [
        {
          tipo: 'annullamento-richiesto',
          data: '2026-03-02T09:14:06.123+01:00',
          utente: 'rgd',
          perContoDi: 'anna',
          dettagli: { motivo: 'doppione' },
          hash: acted.eventi[0]?.hash,
        },
      ],
    });
  });
});

it('locationOf is where the registration is read', () =>
  assert.equal(locationOf({ anno: 2026, numero: 12 }), '/api/v1/registrazioni/2026/12'));
