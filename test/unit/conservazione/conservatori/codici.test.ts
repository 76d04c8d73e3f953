import assert from 'node:assert/strict';
import { FORZATURE, RIMEDI, type Voce } from '../../../../schemas/versamento.api.js';
import {
  causaOf,
  classeOf,
  significatoOf,
  voceDecisiva,
  paroleDelCodice,
} from '../../../../server/conservazione/conservatori/codici.js';
import { CODICI_FASCICOLI } from '../../../../server/conservazione/conservatori/codici-fascicoli.js';
import { type Classe, type GruppoCausa, GRUPPI } from '../../../../server/conservazione/conservatori/codici-gruppi.js';
import { CODICI_NOSTRI } from '../../../../server/conservazione/conservatori/codici-nostri.js';
import { CODICI_PARER } from '../../../../server/conservazione/conservatori/codici-parer.js';
import { pacchetto } from './costruttori.js';

const voce = (codice: string, messaggio = '', altro: Partial<Voce> = {}): Voce => ({
  codice,
  messaggio,
  gravita: 'errore',
  ...altro,
});

const CLASSI: Record<Classe, readonly string[]> = {
  tecnico: [
    '666',
    '666P',
    '666N',
    'FIRMA-006-001',
    'FIRMA-006-002',
    'UD-008-002',
    'PART-003-001',
    'PART-004',
    'FILESYS-003-001',
    'SESREC-001',
  ],
  configurazione: [
    'UD-001-001',
    'UD-001-004',
    'UD-001-009',
    'UD-001-012',
    'UD-001-019',
    'UD-018-001',
    'PART-001',
    'IAM-ABIL-TIPO-DATO-001-001',
    'SERVIZI-USR-001',
    'FAS_CONFIG-001-003',
    'FAS_CONFIG-002-003',
    'FAS_CONFIG-003-002',
    'RICH-ANN-VERS-001',
  ],
  nostra: [
    'WS-CHECK',
    'XSD-001-001',
    'XSD-002-002',
    'XSD-011-003',
    'UD-001-013',
    'DOC-007-001',
    'DOC-009-001',
    'COMP-005-001',
    'HASH-001-001',
    'HASH-003-001',
    'MM-FILE-001',
    'FAS_XSD-001-002',
    'FASC-003-001',
    'FAS_CONFIG-003-003',
    'FAS_PF_GEN-003-010',
    'RICH-ANN-VERS-002',
  ],
  dati: [
    'UD-003-001',
    'UD-004-003',
    'UD-005-001',
    'UD-007-002',
    'UD-009-001',
    'UD-011-002',
    'UD-012-003',
    'UD-013-001',
    'UD-014-002',
    'UD-016-003',
    'DOC-001-001',
    'DOC-005-001',
    'DOC-010-004',
    'COMP-001-001',
    'COMP-006-001',
    'SUBCOMP-003-001',
    'DATISPEC-003-001',
    'DATISPECM-001',
    'PROFNORM-001-007',
    'FILESYS-001-001',
    'RECDIP-003-001',
    'FASC-002-001',
    'FASC-003-003',
    'FAS_PF_ARCH-001-001',
    'FAS_PF_GEN-003-001',
    'RICH-ANN-VERS-011',
    'MAI-VISTO',
  ],
  forzabile: [
    'UD-004-001',
    'UD-007-001',
    'UD-008-001',
    'HASH-004-001',
    'FIRMA-001-002',
    'FIRMA-004-001',
    'FIRMA-007-001',
    'MARCA-003-001',
    'FORMATO-001-001',
    'FORMATO-001-004',
    'FASC-004-001',
    'FASC-005-001',
    'FASC-006-001',
  ],
  presente: ['UD-002-001', 'DOC-008-001', 'FASC-001-001', 'RICH-ANN-VERS-014'],
};

describe('codes of the receivers in words', () => {
  for (const [classe, codici] of Object.entries(CLASSI))
    it(`knows the class ${classe} of ${codici.length} codes`, () => {
      assert.deepEqual(
        codici.filter((codice) => classeOf(codice) !== classe),
        [],
      );
    });

  it('knows a family by its longest beginning only, and letter case does not count', () => {
    assert.equal(significatoOf('666Q').gruppo, 'altro');
    assert.equal(significatoOf('firma-004-002').gruppo, 'firma');
    assert.equal(significatoOf('UD-003-002').gruppo, 'registro');
    assert.equal(significatoOf('').gruppo, 'altro');
  });

  it('says of each family, once, what happened and what to do, in sentences', () => {
    const righe = [...CODICI_PARER, ...CODICI_FASCICOLI, ...CODICI_NOSTRI];
    assert.equal(new Set(righe.map(([inizio]) => inizio)).size, righe.length);
    for (const [inizio, classe, gruppo, parole] of righe) {
      assert.match(parole, /^[A-ZÈ{].+\.$/, inizio);
      assert.doesNotMatch(parole, /[!]|errore|attenzione/i, inizio);
      const forzature: readonly string[] = (GRUPPI[gruppo] satisfies GruppoCausa as GruppoCausa).forzature ?? [];
      if (classe === 'forzabile') assert.ok(forzature.length > 0, inizio);
    }
    for (const [nome, gruppo] of Object.entries<GruppoCausa>(GRUPPI)) {
      assert.match(gruppo.consiglio, /\.$/, nome);
      assert.ok(gruppo.rimedi.length > 0 && gruppo.rimedi.every((uno) => RIMEDI.includes(uno)), nome);
      assert.ok(
        (gruppo.forzature ?? []).every((una) => FORZATURE.includes(una)),
        nome,
      );
      assert.equal(gruppo.rimedi.includes('forza'), gruppo.forzature !== undefined, nome);
    }
  });

  it('decides on the fault that passes by itself, then on what stops all, then on what a person mends', () => {
    const prima = (...codici: string[]): string | undefined => voceDecisiva(codici.map((uno) => voce(uno)))?.codice;
    assert.equal(prima('FORMATO-001-001', 'FIRMA-006-001'), 'FIRMA-006-001');
    assert.equal(prima('FORMATO-001-001', 'UD-003-001'), 'UD-003-001');
    assert.equal(prima('UD-003-001', 'UD-001-009'), 'UD-001-009');
    assert.equal(prima('UD-002-001', 'UD-003-001'), 'UD-002-001');
    assert.equal(prima('UD-003-001', 'UD-002-001'), 'UD-003-001');
    assert.equal(prima('666P', 'UD-002-001'), '666P');
    assert.equal(prima(), undefined);
    assert.equal(
      voceDecisiva([voce('UD-008-001', '', { gravita: 'avviso' }), voce('UD-003-001')])?.codice,
      'UD-003-001',
    );
  });

  it('names the file of another format, and what it is by our own look into it', () => {
    const causa = causaOf([voce('FORMATO-001-001', 'Il file f0 non sembra PDF')], pacchetto());
    assert.equal(causa.gruppo, 'formato');
    assert.equal(causa.titolo, 'Formato diverso da quello dichiarato');
    assert.equal(causa.parole, 'segnalazione.pdf è in realtà un’immagine JPEG, dichiarato PDF.');
    assert.deepEqual(causa.file, { id: 'f0', nome: 'segnalazione.pdf', formato: 'JPEG' });
    assert.deepEqual(causa.rimedi, ['correggi-formato', 'forza']);
    assert.deepEqual(causa.forzature, ['formato-file']);
  });

  it('believes the receiver before our own look, and says nothing more than is known', () => {
    const detto = causaOf([voce('FORMATO-001-001', 'tavola-2.pdf: dichiarato PDF, riconosciuto TIFF')], pacchetto());
    assert.deepEqual(detto.file, { id: 'f1', nome: 'tavola-2.pdf', formato: 'TIFF' });
    const ignoto = causaOf([voce('FORMATO-001-001', 'formato', { file: 'f1' })], pacchetto());
    assert.deepEqual(ignoto.file, { id: 'f1', nome: 'tavola-2.pdf' });
    assert.match(ignoto.parole, /tavola-2\.pdf non è un documento PDF/);
    const nessuno = causaOf([voce('FORMATO-001-001', 'formato')], pacchetto());
    assert.equal(nessuno.file, undefined);
    assert.equal(nessuno.parole, 'Un file non è del formato dichiarato.');
  });

  it('offers all that must be forced together', () => {
    const causa = causaOf(
      [voce('FORMATO-001-001', '', { file: 'f0' }), voce('FIRMA-004-001', '', { file: 'f1' })],
      pacchetto(),
    );
    assert.deepEqual(causa.forzature, ['formato-file', 'accettazione']);
    const bloccata = causaOf([voce('FORMATO-001-001'), voce('UD-003-001')], pacchetto());
    assert.deepEqual(bloccata.forzature, []);
  });

  it('quotes what the receiver quotes, and what it says where nothing else is known', () => {
    const tipologia = causaOf([voce('UD-003-001', 'La tipologia "Petizione" non esiste')], pacchetto(), 'ParER');
    assert.equal(tipologia.parole, '«Petizione» non è tra le tipologie concordate.');
    assert.equal(
      causaOf([voce('UD-003-001', '')], pacchetto()).parole,
      'La tipologia dichiarata non è tra le tipologie concordate.',
    );
    assert.equal(
      causaOf([voce('CONFLITTO')], pacchetto(), 'ParER').parole,
      'ParER ha già questo numero, con un altro contenuto.',
    );
    assert.equal(causaOf([voce('NUOVO-1', 'Fuori orario')], pacchetto(), 'ParER').parole, 'ParER dice: «Fuori orario»');
    assert.equal(causaOf([], pacchetto()).gruppo, 'altro');
  });

  it('are told of no package in particular too, without gaps', () => {
    for (const [codice] of [...CODICI_PARER, ...CODICI_FASCICOLI, ...CODICI_NOSTRI])
      assert.match(paroleDelCodice(codice), /^[^{}a-z][^{}]+$/u, codice);
  });
});
