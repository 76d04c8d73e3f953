import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RigaPiena, RigaRegistro, Soggetto } from '../../../web/api/tipi.js';
import { FILTRI, readFiltri, senza, writeFiltri } from '../../../web/protocollo/registro/filtri.js';
import { corrispondenti, detto, statoDiLavoro, ufficioDi } from '../../../web/protocollo/parole.js';

const FILE = {
  nome: 'a.pdf',
  mime: 'application/pdf',
  dimensione: 10,
  sha256: '0'.repeat(64),
  formato: { mime: 'application/pdf' },
  firme: [],
};
const ditta: Soggetto = { tipo: 'PG', denominazione: 'Studio tecnico Linea Verde' };
const persona: Soggetto = { tipo: 'PF', cognome: 'Bianchi', nome: 'Carla' };
const ufficio = (uo: string): Soggetto => ({ tipo: 'UO', uo });

describe('detto', () => {
  it('names an act by its repertorio, a registration by its number alone', () => {
    assert.deepEqual(detto({ registro: 'DET', numero: 12 }), { nome: 'DET 0000012', fine: 'o' });
    for (const registro of ['PROT-GEN', undefined])
      assert.deepEqual(detto({ registro, numero: 12 }), { nome: 'n. 0000012', fine: 'a' });
  });
});

function buildRiga(altro: Partial<RigaPiena> = {}): RigaPiena {
  return {
    anno: 2026,
    numero: 347,
    registro: 'PROT-GEN',
    aoo: 'AVLD001',
    dataRegistrazione: '2026-11-24T16:12:00+01:00',
    flusso: 'E',
    oggetto: 'Richiesta di passo carrabile',
    mittenti: [ditta],
    destinatari: [],
    mezzo: 'pec',
    assegnazioni: [],
    riservatezza: { livello: 'ordinaria' },
    operatore: 'protocollo',
    segnatura: 'c_x000/AVLD001/PROT-GEN/2026-11-24/0000347',
    documento: FILE,
    allegati: [],
    stato: 'valida',
    versione: 1,
    ...altro,
  };
}

describe('the filters of the register', () => {
  it('are the address: what is read is what was written', () => {
    const value = fc.string({ minLength: 1 }).filter((text) => text.trim() === text && text !== '');
    const filtri = fc.dictionary(fc.constantFrom(...FILTRI), value, { noNullPrototype: true });
    fc.assert(
      fc.property(filtri, (some) =>
        assert.deepEqual(readFiltri(new URLSearchParams(writeFiltri(some).toString())), some),
      ),
    );
  });

  it('leave out empty values and unknown names', () => {
    assert.deepEqual(readFiltri(new URLSearchParams('q=&uo=U410&pagina=2&$gt=1')), { uo: 'U410' });
  });

  it('lose one by its chip', () => assert.deepEqual(senza({ q: 'a', uo: 'U410' }, 'q'), { uo: 'U410' }));
});

describe('the status of a row', () => {
  const word = (riga: RigaRegistro) => statoDiLavoro(riga).parola;
  const competenza = [{ uo: 'U410', tipo: 'competenza' as const }];
  const presaInCarico = { utente: 'istruttore', uo: 'U410', data: '2026-11-25T09:00:00+01:00' };

  it('says the annulment before anything else', () => {
    assert.equal(word(buildRiga({ stato: 'annullata', presaInCarico, assegnazioni: competenza })), 'ANNULLATO');
    assert.equal(word(buildRiga({ stato: 'annullamento-richiesto' })), 'Annullamento chiesto');
  });

  it('follows the work', () => {
    const senzaDocumento = buildRiga();
    delete senzaDocumento.documento;
    assert.equal(word(senzaDocumento), 'Attende scansione');
    assert.equal(word(buildRiga()), 'Da assegnare');
    assert.equal(word(buildRiga({ assegnazioni: competenza })), 'Da prendere in carico');
    assert.equal(word(buildRiga({ assegnazioni: competenza, presaInCarico })), 'In carico');
    assert.equal(word(buildRiga({ flusso: 'U', destinatari: [ditta], mittenti: [ufficio('U410')] })), 'Registrata');
  });

  it('is Riservata for what may only be counted', () =>
    assert.equal(
      word({ anno: 2026, numero: 1, dataRegistrazione: '2026-01-02T08:00:00+01:00', flusso: 'E', riservata: true }),
      'Riservata',
    ));
});

describe('the correspondent of a row', () => {
  it('is the other side of the letter', () => {
    assert.equal(corrispondenti(buildRiga()), 'Studio tecnico Linea Verde');
    assert.equal(
      corrispondenti(buildRiga({ mittenti: [persona, ditta] })),
      'Bianchi Carla e Studio tecnico Linea Verde',
    );
    assert.equal(corrispondenti(buildRiga({ mittenti: [persona, ditta, persona] })), 'Bianchi Carla e altri 2');
    assert.equal(
      corrispondenti(buildRiga({ flusso: 'U', mittenti: [ufficio('U410')], destinatari: [ditta] })),
      'Studio tecnico Linea Verde',
    );
    assert.equal(
      corrispondenti(buildRiga({ flusso: 'I', mittenti: [ufficio('U410')], destinatari: [ufficio('U412')] })),
      'U410 → U412',
    );
  });

  it('and the office is who has it, else who made it', () => {
    assert.equal(ufficioDi(buildRiga()), undefined);
    assert.equal(
      ufficioDi(
        buildRiga({
          assegnazioni: [
            { uo: 'U412', tipo: 'conoscenza' },
            { uo: 'U410', tipo: 'competenza' },
          ],
        }),
      ),
      'U410',
    );
    assert.equal(ufficioDi(buildRiga({ flusso: 'U', mittenti: [ufficio('U413')], destinatari: [ditta] })), 'U413');
  });
});
