import assert from 'node:assert/strict';
import { diceDatiParticolari } from '../../../schemas/dati-particolari.api.js';
import { avvisiOfRichiesta } from '../../../server/protocollo/avvisi.js';
import { ADESSO } from '../../support/factories.js';

const PERSONA = { tipo: 'PF' as const, cognome: 'Rossi', nome: 'Maria' };
const DITTA = { tipo: 'PG' as const, denominazione: 'Edile Valdoria S.r.l.' };
const of = (oggetto: string, mittente: typeof PERSONA | typeof DITTA = PERSONA) => ({
  oggetto,
  mittenti: [mittente],
  destinatari: [],
});
const codici = (oggetto: string, livello: 'ordinaria' | 'riservata', mittente?: typeof DITTA) =>
  avvisiOfRichiesta({ ...of(oggetto, mittente), riservatezza: { livello } }, ADESSO).map(({ codice }) => codice);

describe('special and criminal data in the oggetto', () => {
  it('tells of health and of criminal matters in an oggetto that many read', () => {
    for (const oggetto of [
      'Domanda di assegno per invalidità civile',
      'Certificazione di DISABILITA’ grave',
      'Relazione su un caso di tossicodipendenza',
      'Ordinanza di T.S.O.: TSO in degenza',
      'Comunicazione dalla casa di reclusione: detenuto in permesso',
      'Richiesta del casellario giudiziale',
    ])
      assert.deepEqual(codici(oggetto, 'ordinaria'), ['dati-particolari'], oggetto);
  });

  it('says nothing where it is reserved, names no person, or speaks of other things', () => {
    assert.deepEqual(codici('Domanda di assegno per invalidità civile', 'riservata'), []);
    assert.deepEqual(codici('Abbattimento delle barriere per disabili', 'ordinaria', DITTA), []);
    for (const oggetto of ['Istanza di accesso agli atti', 'Condanna del Comune alle spese', 'Attsoluzione TSOX', ''])
      assert.ok(!diceDatiParticolari(of(oggetto)), oggetto);
  });

  it('is quick on any text', () => {
    const start = performance.now();
    assert.ok(!diceDatiParticolari(of('detenu'.repeat(4_000))));
    assert.ok(!diceDatiParticolari(of('e\u0301'.repeat(4_000))));
    assert.ok(performance.now() - start < 1_000);
  });
});
