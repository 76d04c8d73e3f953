import assert from 'node:assert/strict';
import type { Coda, CodaScrivania, Io, RigaPiena, RigaScrivania, Ruolo, Ufficio } from '../../../web/api/tipi.js';
import { dirittiOf } from '../../../server/accesso/diritti.js';
import { attiPossibili, type AttoScheda } from '../../../web/protocollo/atti/possibili.js';
import { attiScrivania } from '../../../web/scrivania/atti-scrivania.js';
import { codeMostrate } from '../../../web/scrivania/parole-code.js';

const UFFICI: Ufficio[] = [
  { codice: 'S1', denominazione: 'Settore Affari generali' },
  { codice: 'U110', denominazione: 'Protocollo', padre: 'S1' },
  { codice: 'S4', denominazione: 'Settore Territorio' },
  { codice: 'U410', denominazione: 'Edilizia privata (SUE)', padre: 'S4' },
  { codice: 'U412', denominazione: 'Lavori pubblici', padre: 'S4' },
];

const io = (ruolo: Ruolo, uo: string): Io => ({
  utente: ruolo,
  denominazione: ruolo,
  ente: { denominazione: 'Comune di Valdoria', codiceIPA: 'c_x000' },
  aoo: { codice: 'AVLD001', denominazione: 'Comune di Valdoria' },
  ruolo,
  uo: { codice: uo, denominazione: uo },
  incarichi: [],
  diritti: dirittiOf({ ruolo }),
  sostituzioni: [],
  deleghe: [],
  dimostrazione: true,
  copiaPdfA: false,
  adesso: '2026-03-02T09:00:00+01:00',
  registro: 'PROT-GEN',
  mezzi: [],
  tipologie: [],
  impostazioni: { classificaObbligatoria: false, oggettoBreve: 10, bozzeGiorni: 30 },
});

const riga = (altro: Partial<RigaPiena> = {}): RigaPiena => ({
  anno: 2026,
  numero: 1,
  registro: 'PROT-GEN',
  aoo: 'AVLD001',
  dataRegistrazione: '2026-03-02T09:00:00+01:00',
  flusso: 'E',
  oggetto: 'Richiesta',
  mittenti: [{ tipo: 'PG', denominazione: 'Ditta' }],
  destinatari: [],
  mezzo: 'pec',
  assegnazioni: [{ uo: 'U410', tipo: 'competenza' }],
  riservatezza: { livello: 'ordinaria' },
  operatore: 'protocollo',
  segnatura: '',
  allegati: [],
  stato: 'valida',
  versione: 1,
  ...altro,
});

const offered = (ruolo: Ruolo, uo: string, registrazione = riga()): AttoScheda[] =>
  [...attiPossibili(io(ruolo, uo), registrazione, UFFICI)].sort();

describe('what the page of a registration offers', () => {
  it('to the protocol officer: the first assignment, the request of an annulment, never the annulment', () => {
    const acts = offered('operatore', 'U110');
    for (const atto of ['assegna', 'classifica', 'chiedi-annullamento', 'rettifica', 'integra', 'modifica'] as const) {
      assert.ok(acts.includes(atto), atto);
    }
    for (const atto of ['annulla', 'rinnova', 'prendi'] as const) assert.ok(!acts.includes(atto), atto);
  });

  it('to the RGD: the annulment and the renewal, not their requests', () => {
    const acts = offered('rgd', 'S1');
    assert.ok(acts.includes('annulla') && acts.includes('rinnova'));
    assert.ok(!acts.includes('chiedi-annullamento') && !acts.includes('rettifica'));
  });

  it('to the clerk only what is of the own office', () => {
    assert.ok(offered('istruttore', 'U410').includes('prendi'));
    assert.deepEqual(offered('istruttore', 'U412'), []);
  });

  it('to the head of a settore what is of the offices below', () => {
    assert.ok(offered('responsabile', 'S4').includes('chiedi-annullamento'));
    assert.deepEqual(offered('responsabile', 'S1'), []);
  });

  it('to nobody anything on what is annulled', () => {
    for (const ruolo of ['operatore', 'rgd', 'responsabile'] as const) {
      assert.deepEqual(offered(ruolo, 'S1', riga({ stato: 'annullata' })), []);
    }
  });

  it('the denial only while an annulment is asked for, the taking in charge only once', () => {
    assert.ok(!offered('rgd', 'S1').includes('nega-annullamento'));
    assert.ok(offered('rgd', 'S1', riga({ stato: 'annullamento-richiesto' })).includes('nega-annullamento'));
    assert.ok(!offered('operatore', 'U110', riga({ stato: 'annullamento-richiesto' })).includes('chiedi-annullamento'));
    const presaInCarico = { utente: 'istruttore', uo: 'U410', data: '2026-03-02T10:00:00+01:00' };
    assert.ok(!offered('istruttore', 'U410', riga({ presaInCarico })).includes('prendi'));
  });

  it('on an act of a repertorio: what moves it, never what asks the RGD for a datum nor what adds a file', () => {
    const atto = riga({ registro: 'DET', flusso: 'I', mittenti: [{ tipo: 'UO', uo: 'U412' }] });
    assert.deepEqual(offered('istruttore', 'U410', atto), ['classifica', 'fascicola', 'modifica', 'prendi', 'rifiuta']);
    const officer = offered('operatore', 'U110', atto);
    assert.ok(officer.includes('assegna') && officer.includes('classifica') && !officer.includes('prendi'));
    const presaInCarico = { utente: 'istruttore', uo: 'U410', data: '2026-03-02T10:00:00+01:00' };
    assert.ok(!offered('istruttore', 'U410', { ...atto, presaInCarico }).includes('prendi'));
    assert.ok(!offered('istruttore', 'U410', { ...atto, assegnazioni: [] }).includes('prendi'));
  });

  it('on the desk, of an act: that it was read, never what only a registration of protocol waits for', () => {
    const scrivania = (ruolo: Ruolo, coda: Coda, altro: Partial<RigaScrivania> = {}) => {
      const one = { ...riga(), attesaDal: '', classifica: { codice: 'VI.3', voce: 'Edilizia' }, ...altro };
      return [...attiScrivania(io(ruolo, 'S4'), one, coda, new Set())].sort();
    };
    const chieste = [{ n: 1, campo: 'oggetto', nuovo: 'Altro', motivo: 'errore', utente: 'protocollo', data: '' }];
    const waits = { tardiva: true, rettifiche: chieste };
    assert.deepEqual(scrivania('rgd', 'da-prendere', waits), ['concedi-rettifica', 'nega-rettifica', 'ritardo']);
    assert.deepEqual(scrivania('responsabile', 'conoscenza'), ['completa', 'visione']);
    assert.deepEqual(scrivania('rgd', 'atti-da-prendere', { ...waits, registro: 'DET' }), []);
    assert.deepEqual(scrivania('responsabile', 'atti-conoscenza', { registro: 'DET' }), ['visione']);
  });

  it('queues of acts are shown while something stands there, or who looks is there', () => {
    const coda = (codice: Coda, totale: number): CodaScrivania => ({
      codice,
      gruppo: 'arrivi',
      daFare: true,
      totale,
      primi: [],
    });
    const code = [coda('da-prendere', 0), coda('atti-da-prendere', 0), coda('atti-in-carico', 2)];
    const shown = (aperta?: string) => codeMostrate(code, aperta).map(({ codice }) => codice);
    assert.deepEqual(shown(), ['da-prendere', 'atti-in-carico']);
    assert.deepEqual(shown('atti-da-prendere'), ['da-prendere', 'atti-da-prendere', 'atti-in-carico']);
  });

  it('nothing to who administers the system', () => assert.deepEqual(offered('admin', 'U110'), []));
});
