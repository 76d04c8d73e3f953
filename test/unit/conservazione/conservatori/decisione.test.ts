import assert from 'node:assert/strict';
import { decidi, type Osservazione } from '../../../../server/conservazione/conservatori/decisione.js';
import { leggiRisposta } from '../../../../server/conservazione/conservatori/risposta.js';
import { riscontro } from '../../../../server/conservazione/conservatori/riscontro.js';
import type { EsitoInvio } from '../../../../server/conservazione/tipi.js';
import { sha256 } from '../pacchetti/costruttori.js';
import { esito, pacchetto, rdv } from './costruttori.js';

const risposta = (bytes: Buffer, statoHttp = 200): Osservazione => ({
  tipo: 'risposta',
  statoHttp,
  risposta: leggiRisposta(bytes, 'application/xml'),
});
const senza = (statoHttp: number): Osservazione => ({ tipo: 'risposta', statoHttp });
const negativo = (errore: string, altro: Parameters<typeof esito>[0] = {}): Osservazione =>
  risposta(esito({ codice: 'NEGATIVO', errore, messaggio: 'm', ...altro }));

/** What it came to, in a word. */
function parola(detto: EsitoInvio): string {
  if (detto.tipo === 'rifiutato') return `rifiutato ${detto.causa}`;
  if (detto.tipo === 'senza-rapporto') return detto.giaPresente ? 'senza rapporto, già presente' : 'senza rapporto';
  if (detto.tipo !== 'conservato') return detto.tipo;
  return [
    riscontro(detto.rapporto, pacchetto()).length === 0 ? 'conservato' : 'altro contenuto',
    ...(detto.giaPresente ? ['già presente'] : []),
    ...(detto.avvisi.length > 0 ? ['con avvisi'] : []),
  ].join(', ');
}

const ALTRO = rdv({ indice: sha256('altro') });

/** The rows of the table in their order (conservazione-parer.md §8). */
const TABELLA: readonly (readonly [riga: string, osservazione: Osservazione, atteso: string])[] = [
  [
    'connection refused',
    { tipo: 'non-inviato', voce: { codice: 'RETE-RIFIUTO', messaggio: '', gravita: 'errore' } },
    'tecnico',
  ],
  [
    'an expired certificate',
    { tipo: 'non-inviato', voce: { codice: 'TLS-SCADUTO', messaggio: '', gravita: 'errore' } },
    'tecnico',
  ],
  [
    'a stored file altered',
    { tipo: 'non-completo', voce: { codice: 'FILE-ALTERATO', messaggio: '', gravita: 'errore' } },
    'rifiutato dati',
  ],
  [
    'the store away',
    { tipo: 'non-completo', voce: { codice: 'ARCHIVIO', messaggio: '', gravita: 'errore' } },
    'tecnico',
  ],
  ['reset, timeout', { tipo: 'interrotto', motivo: 'ECONNRESET' }, 'incerto'],
  ['HTTP 500', senza(500), 'incerto'],
  ['HTTP 502', senza(502), 'incerto'],
  ['HTTP 503', senza(503), 'incerto'],
  ['HTTP 504', senza(504), 'incerto'],
  ['HTTP 200 with another body', senza(200), 'incerto'],
  ['HTTP 400 of somebody in between', senza(400), 'incerto'],
  ['HTTP 401', senza(401), 'sospeso'],
  ['HTTP 403', senza(403), 'sospeso'],
  ['HTTP 413', senza(413), 'rifiutato configurazione'],
  ['HTTP 404', senza(404), 'tecnico'],
  ['HTTP 429', senza(429), 'tecnico'],
  ['HTTP 302 to a page of access', senza(302), 'tecnico'],
  ['POSITIVO', risposta(esito({ rapporto: rdv() })), 'conservato'],
  ['WARNING', risposta(esito({ codice: 'WARNING', errore: 'UD-008-001', rapporto: rdv() })), 'conservato, con avvisi'],
  ['POSITIVO with another receipt', risposta(esito({ rapporto: ALTRO })), 'altro contenuto'],
  ['POSITIVO without receipt', risposta(esito()), 'senza rapporto'],
  ['WARNING without receipt', risposta(esito({ codice: 'WARNING', errore: 'UD-008-001' })), 'senza rapporto'],
  ['POSITIVO under HTTP 502', risposta(esito({ rapporto: rdv() }), 502), 'incerto'],
  ['UD-002-001 with ours', negativo('UD-002-001', { rapporto: rdv() }), 'conservato, già presente'],
  [
    'DOC-008-001 with ours',
    negativo('DOC-008-001', { radice: 'EsitoVersAggAllegati', rapporto: rdv() }),
    'conservato, già presente',
  ],
  ['UD-002-001 with another', negativo('UD-002-001', { rapporto: ALTRO }), 'altro contenuto, già presente'],
  [
    'UD-002-001 with a sentence',
    negativo('UD-002-001', { rapporto: 'Rapporto non disponibile' }),
    'senza rapporto, già presente',
  ],
  ['UD-002-001 alone', negativo('UD-002-001'), 'senza rapporto, già presente'],
  ['666', negativo('666'), 'tecnico'],
  ['666P', negativo('666P'), 'tecnico'],
  ['666P with a receipt rolled back', negativo('666P', { rapporto: rdv() }), 'tecnico'],
  ['666P beside UD-002-001', negativo('UD-002-001', { rapporto: rdv(), altri: [['666P', 'm']] }), 'tecnico'],
  ['666 under HTTP 500, readable', risposta(esito({ codice: 'NEGATIVO', errore: '666' }), 500), 'tecnico'],
  ['FIRMA-006-001 among others', negativo('FORMATO-001-001', { altri: [['FIRMA-006-001', 'm']] }), 'tecnico'],
  ['FIRMA-006-002', negativo('FIRMA-006-002'), 'tecnico'],
  ['UD-008-002', negativo('UD-008-002'), 'tecnico'],
  ['PART-003', negativo('PART-003-001'), 'tecnico'],
  ['FILESYS-003-001', negativo('FILESYS-003-001'), 'tecnico'],
  ['wrong credentials', negativo('UD-001-012'), 'sospeso'],
  ['password expired', negativo('UD-001-006'), 'sospeso'],
  ['struttura not valid', negativo('UD-001-019'), 'sospeso'],
  ['struttura unknown', negativo('UD-001-003'), 'sospeso'],
  ['no right', negativo('IAM-ABIL-TIPO-DATO-001-001'), 'sospeso'],
  ['parameter of the receiver', negativo('UD-018-001'), 'sospeso'],
  ['WS-CHECK', negativo('WS-CHECK'), 'rifiutato nostra'],
  ['XSD-001-001', negativo('XSD-001-001'), 'rifiutato nostra'],
  ['DOC-007-001', negativo('DOC-007-001'), 'rifiutato nostra'],
  ['COMP-005-001', negativo('COMP-005-001'), 'rifiutato nostra'],
  ['HASH-001-001', negativo('HASH-001-001'), 'rifiutato nostra'],
  ['UD-001-013', negativo('UD-001-013'), 'rifiutato nostra'],
  ['tipologia', negativo('UD-003-001'), 'rifiutato configurazione'],
  ['obligatory datum', negativo('UD-014-001'), 'rifiutato dati'],
  ['dati specifici', negativo('DATISPEC-001-001'), 'rifiutato dati'],
  ['AgID metadata', negativo('PROFNORM-001-003'), 'rifiutato dati'],
  ['kind of document', negativo('DOC-001-001'), 'rifiutato configurazione'],
  ['key too long', negativo('UD-007-002'), 'rifiutato configurazione'],
  ['FIRMA', negativo('FIRMA-002-001'), 'rifiutato forzabile'],
  ['MARCA', negativo('MARCA-001-001'), 'rifiutato forzabile'],
  ['FORMATO', negativo('FORMATO-001-001'), 'rifiutato forzabile'],
  ['unsigned', negativo('UD-008-001'), 'rifiutato forzabile'],
  ['link absent', negativo('UD-004-001'), 'rifiutato forzabile'],
  ['HASH-004-001', negativo('HASH-004-001'), 'rifiutato forzabile'],
  ['a receipt beside a refusal', negativo('UD-003-001', { rapporto: rdv() }), 'rifiutato configurazione'],
  ['any other NEGATIVO', negativo('NUOVO-001-001'), 'rifiutato dati'],
  ['NEGATIVO without a code', negativo(''), 'rifiutato dati'],
];

describe('what a call of ParER has come to', () => {
  for (const [riga, osservazione, atteso] of TABELLA)
    it(`is ${atteso} for ${riga}`, () => {
      assert.equal(parola(decidi(osservazione)), atteso);
    });

  it('comes again when it is told to', () => {
    const riprovaDopo = new Date('2026-03-16T10:00:00Z');
    assert.deepEqual(decidi({ tipo: 'risposta', statoHttp: 429, riprovaDopo }), {
      tipo: 'tecnico',
      voci: [{ codice: 'HTTP-429', messaggio: 'Risposta HTTP 429.', gravita: 'errore' }],
      riprovaDopo,
    });
  });
});
