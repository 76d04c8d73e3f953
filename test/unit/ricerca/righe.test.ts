import assert from 'node:assert/strict';
import type { Registrazione } from '../../../schemas/registrazione.model.js';
import { presentRiga } from '../../../server/protocollo/presenter.js';
import { jsonOf } from '../../../server/ricerca/json.js';
import { FORMA_RIGA, rigaOf } from '../../../server/ricerca/righe.js';
import { buildAllegato, buildCaller, buildFile, buildRegistrazione } from '../../support/factories.js';

describe('a row that is kept ready', () => {
  const record = buildRegistrazione({ fascicolo: 'f-1', altriFascicoli: ['f-2'], risponde: { anno: 2025, numero: 7 } });

  it('says with its reader’s part what the registration says', () => {
    assert.deepEqual(JSON.parse(jsonOf(buildCaller('istruttore'), rigaOf(record)).toString()), presentRiga(record));
  });

  it('has in its text nothing that depends on the reader', () => {
    const testo = JSON.parse(String(rigaOf(record).testo)) as object;
    for (const campo of ['fascicolo', 'fascicoli', 'risponde', 'registrazione']) assert.ok(!(campo in testo), campo);
  });

  it('has no text of what is reserved, but who may see it', () => {
    const riga = rigaOf({ ...record, riservatezza: { livello: 'riservata', uo: ['U410'], utenti: [] } });
    assert.equal(riga.testo, undefined);
    assert.ok(!JSON.stringify(riga).includes(record.oggetto));
    assert.deepEqual(Object.keys(JSON.parse(jsonOf(buildCaller('rgd'), riga).toString()) as object), [
      'anno',
      'numero',
      'dataRegistrazione',
      'flusso',
      'riservata',
    ]);
  });

  const QUANDO = '2026-03-03T09:00:00.000Z';
  const MOSTRATO = '2026-03-03T10:00:00.000+01:00';
  const ATTO = { utente: 'rgd', data: QUANDO, motivo: 'un motivo' };
  const PROVVEDIMENTO = { numero: '12/2026', data: '2026-03-02', autore: 'rgd' };
  const RETTIFICA = { n: 1, campo: 'oggetto', nuovo: 'un altro', ...ATTO };
  const assegnazioni = [{ uo: 'U410', tipo: 'competenza' as const }];
  const allegati = [buildAllegato(1)];
  const dati = {
    ...{ protocolloMittente: { numero: '7', data: '2026-02-28' }, dataArrivo: '2026-03-01', tipologia: 'Istanza' },
    ...{ assegnazioni, allegati },
  };
  const intera = {
    ...buildRegistrazione({ ...dati, classifica: { codice: 'VI.3', voce: 'Edilizia', versione: 1 } }),
    presaInCarico: { utente: 'bruno', uo: 'U410', data: QUANDO },
    annullamento: { motivo: 'un motivo', provvedimento: PROVVEDIMENTO, data: QUANDO, operatore: 'rgd' },
    rifiuto: { uo: 'U410', ...ATTO },
    rifiuti: 2,
    richiestaAnnullamento: { ...ATTO },
    rettifiche: [RETTIFICA],
  } as Registrazione;

  // rows that were kept before a change of their shape are made anew only if the form is another
  it('is of this form: who changes what it holds raises FORMA_RIGA, and then this test', () => {
    assert.equal(FORMA_RIGA, 3);
    assert.deepEqual(JSON.parse(String(rigaOf(intera).testo)), {
      ...dati,
      anno: 2026,
      numero: 1,
      registro: 'PROT-GEN',
      aoo: 'AVLD001',
      dataRegistrazione: '2026-03-02T09:14:05.123+01:00',
      flusso: 'E',
      oggetto: 'Richiesta di accesso agli atti della gara',
      mittenti: [{ tipo: 'PG', denominazione: 'Impresa Scavi Nord S.r.l.' }],
      destinatari: [{ tipo: 'UO', uo: 'U110' }],
      mezzo: 'pec',
      classifica: { codice: 'VI.3', voce: 'Edilizia' },
      riservatezza: { livello: 'ordinaria' },
      operatore: 'protocollo',
      segnatura: 'c_x000/AVLD001/PROT-GEN/2026-03-02/0000001',
      documento: buildFile(),
      stato: 'valida',
      presaInCarico: { utente: 'bruno', uo: 'U410', data: MOSTRATO },
      annullamento: { motivo: 'un motivo', provvedimento: PROVVEDIMENTO, data: MOSTRATO, operatore: 'rgd' },
      rifiuto: { uo: 'U410', ...ATTO, data: MOSTRATO },
      rifiuti: 2,
      richiestaAnnullamento: { ...ATTO, data: MOSTRATO },
      rettifiche: [{ ...RETTIFICA, data: MOSTRATO }],
      versione: 1,
    });
  });
});
