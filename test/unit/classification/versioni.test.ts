import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readVoci } from '../../../classification/load.js';
import { demoTitolario } from '../../../classification/standard.js';
import { faultsOfChiusura, statoOn, vociOn } from '../../../classification/titolario.js';
import { faultsOfRaccordo } from '../../../classification/versioni/controllo-raccordo.js';
import { readRaccordo, writeRaccordo, writeVoci } from '../../../classification/versioni/csv.js';
import { differenzeOf } from '../../../classification/versioni/differenze.js';
import { antenateOf, proposeRaccordo, raccordoOf, topmost } from '../../../classification/versioni/raccordo.js';
import type { Raccordo, Versione, Voce } from '../../../schemas/titolario.model.js';

const buildVersione = (numero: number, dal: string, voci: Voce[], raccordo?: Raccordo[]): Versione => ({
  numero,
  denominazione: `Titolario ${numero}`,
  dal,
  voci,
  ...(raccordo !== undefined && { raccordo }),
});
const PRIMA: Voce[] = [
  { codice: 'VI', voce: 'Territorio' },
  { codice: 'VI.1', voce: 'Urbanistica' },
  { codice: 'VI.2', voce: 'Edilizia privata', descrizione: 'Permessi' },
  { codice: 'VI.3', voce: 'Edilizia pubblica' },
  { codice: 'VI.4', voce: 'Opere' },
];
const DOPO: Voce[] = [
  { codice: 'VI', voce: 'Territorio' },
  { codice: 'VI.1', voce: 'Urbanistica e paesaggio' },
  { codice: 'VI.2', voce: 'Edilizia privata', descrizione: 'Permessi e SCIA' },
  { codice: 'VI.3', voce: 'Ambiente' },
  { codice: 'VI.4', voce: 'Opere', chiusaDal: '2027-01-01', motivoChiusura: 'Non serve più' },
  { codice: 'VI.5', voce: 'Edilizia Pubblica' },
  { codice: 'VI.6', voce: 'Protezione civile' },
];
const DAL = '2027-01-01';

describe('differences between two versions', () => {
  it('names what was added, closed, changed, moved, in numeric order', () => {
    assert.deepEqual(differenzeOf(PRIMA, DOPO), [
      {
        tipo: 'cambiata',
        codice: 'VI.1',
        voce: 'Urbanistica e paesaggio',
        campi: [{ campo: 'voce', prima: 'Urbanistica', dopo: 'Urbanistica e paesaggio' }],
      },
      {
        tipo: 'cambiata',
        codice: 'VI.2',
        voce: 'Edilizia privata',
        campi: [{ campo: 'descrizione', prima: 'Permessi', dopo: 'Permessi e SCIA' }],
      },
      { tipo: 'aggiunta', codice: 'VI.3', voce: 'Ambiente' },
      {
        tipo: 'chiusa',
        codice: 'VI.4',
        voce: 'Opere',
        campi: [
          { campo: 'chiusaDal', dopo: '2027-01-01' },
          { campo: 'motivoChiusura', dopo: 'Non serve più' },
        ],
      },
      {
        tipo: 'spostata',
        codice: 'VI.5',
        voce: 'Edilizia Pubblica',
        da: 'VI.3',
        campi: [{ campo: 'voce', prima: 'Edilizia pubblica', dopo: 'Edilizia Pubblica' }],
      },
      { tipo: 'aggiunta', codice: 'VI.6', voce: 'Protezione civile' },
    ]);
  });

  it('calls closed what is no longer there, and sees no move where two voci have one text', () => {
    const twice = [
      { codice: 'I', voce: 'Uno' },
      { codice: 'I.1', voce: 'Varie' },
      { codice: 'I.2', voce: 'Varie' },
    ];
    assert.deepEqual(
      differenzeOf(twice, [
        { codice: 'I', voce: 'Uno' },
        { codice: 'I.3', voce: 'Varie' },
      ]),
      [
        { tipo: 'chiusa', codice: 'I.1', voce: 'Varie' },
        { tipo: 'chiusa', codice: 'I.2', voce: 'Varie' },
        { tipo: 'aggiunta', codice: 'I.3', voce: 'Varie' },
      ],
    );
    assert.deepEqual(differenzeOf(PRIMA, PRIMA), []);
  });
});

describe('the mapping between two versions', () => {
  it('says by itself what is equal, renamed, moved, ended, new', () => {
    assert.deepEqual(
      proposeRaccordo(PRIMA, { dal: DAL, voci: DOPO }).map(({ da = '', a = '', tipo }) => `${da}>${a} ${tipo}`),
      [
        'VI>VI uguale',
        'VI.1>VI.1 rinominata',
        'VI.2>VI.2 uguale',
        '>VI.3 nuova',
        'VI.4>VI.4 cessata',
        'VI.3>VI.5 spostata',
        '>VI.6 nuova',
      ],
    );
  });

  it('of the demonstration has 117 classi equal, 8 ended and 268 sottoclassi new, and misses none', () => {
    const pair = demoTitolario(2026);
    const righe = raccordoOf(pair, 2);
    const count = (tipo: string, livelli: number) =>
      righe.filter((one) => one.tipo === tipo && (one.a ?? '').split('.').length === livelli).length;
    assert.deepEqual(
      [count('uguale', 1), count('uguale', 2), count('cessata', 2), count('nuova', 3)],
      [14, 117, 8, 268],
    );
    assert.equal(righe.length, 407);
    const [v1, v2] = pair;
    assert.ok(v1 !== undefined && v2 !== undefined);
    assert.deepEqual(
      faultsOfRaccordo(
        righe.map((one, i) => ({ ...one, riga: i + 2 })),
        v1.voci,
        v2,
      ),
      [],
    );
  });

  it('proposed of any two versions has no fault: every voce of both appears', () => {
    const voci = fc
      .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom('Uno', 'Due', 'Tre', 'Quattro')), {
        selector: ([n]) => n,
        minLength: 1,
      })
      .map((list): Voce[] => list.map(([n, voce]) => ({ codice: `I.${n}`, voce })));
    fc.assert(
      fc.property(voci, voci, (prima, dopo) => {
        const righe = proposeRaccordo(prima, { dal: DAL, voci: dopo }).map((one) => ({ ...one, riga: 2 }));
        assert.deepEqual(faultsOfRaccordo(righe, prima, { dal: DAL, voci: dopo }), []);
      }),
    );
  });

  const check = (righe: string[]) => {
    const read = readRaccordo(['da,a,tipo', ...righe].join('\n'));
    assert.deepEqual(read.errori, []);
    return faultsOfRaccordo(read.righe, PRIMA, { dal: DAL, voci: DOPO }).map(
      ({ riga, messaggio }) => `${riga}: ${messaggio}`,
    );
  };
  const GOOD = ['VI,VI,uguale', 'VI.1,VI.1,rinominata', 'VI.4,VI.4,cessata'];
  it('by hand may divide and unite', () => {
    assert.deepEqual(check([...GOOD, 'VI.2,VI.2,divisa', 'VI.2,VI.6,divisa', 'VI.3,VI.5,spostata', ',VI.3,nuova']), []);
    assert.deepEqual(
      check([...GOOD, 'VI.2,VI.5,unita', 'VI.3,VI.5,unita', ',VI.2,nuova', ',VI.3,nuova', ',VI.6,nuova']),
      [],
    );
  });
  it('lists what is wrong with its lines', () => {
    assert.deepEqual(check([...GOOD, 'VI.2,VI.2,divisa', 'VI.3,VI.3,spostata', 'VI.9,,nuova', 'VI.3,VI.5,uguale']), [
      '1: Mancano voci della nuova versione: VI.6.',
      '5: La voce VI.2 è divisa in una sola: indicarne almeno due.',
      '6: Una voce spostata cambia codice.',
      '7: La voce VI.9 non è nella versione di prima.',
      '7: Una voce nuova ha soltanto la colonna a.',
      '8: Una voce che cambia codice è spostata.',
    ]);
    assert.deepEqual(readRaccordo('da,a,tipo\nzz,VI,uguale\nVI,VI,simile\n').errori, [
      { riga: 2, messaggio: 'Il codice «zz» non è valido: scriverlo come VI.3.1.' },
      { riga: 3, messaggio: 'Il tipo è uno tra: uguale, rinominata, divisa, unita, spostata, cessata, nuova.' },
    ]);
  });
  it('round-trips as CSV', () => {
    const righe = proposeRaccordo(PRIMA, { dal: DAL, voci: DOPO });
    assert.deepEqual(
      readRaccordo(writeRaccordo(righe)).righe.map(({ riga: _riga, ...one }) => one),
      righe,
    );
  });

  it('leads from a voce to those it comes from, over several versions, and guesses nothing', () => {
    const versioni = [
      buildVersione(1, '2006-01-01', [{ codice: 'VI.9', voce: 'Edilizia pubblica' }]),
      buildVersione(2, '2016-01-01', PRIMA),
      buildVersione(3, DAL, DOPO, [
        { da: 'VI.2', a: 'VI.2', tipo: 'divisa' },
        { da: 'VI.2', a: 'VI.6', tipo: 'divisa' },
        { da: 'VI.3', a: 'VI.5', tipo: 'spostata' },
      ]),
    ];
    assert.deepEqual(antenateOf(versioni, 3, 'VI.5'), [
      { versione: 2, codici: ['VI.3'] },
      { versione: 1, codici: ['VI.9'] },
    ]);
    assert.deepEqual(antenateOf(versioni, 3, 'VI.6'), [{ versione: 2, codici: ['VI.2'] }]);
    assert.deepEqual(antenateOf(versioni, 3, 'VI.3'), []);
    assert.deepEqual(antenateOf(versioni, 3, 'VI')[0]?.codici, ['VI.2', 'VI.3']);
    assert.deepEqual(topmost(['VI.3', 'VI.3.1', 'VI.30', 'I.1.1']), ['VI.3', 'VI.30', 'I.1.1']);
  });
});

describe('a titolario as CSV', () => {
  const read = (csv: string, sopra: Parameters<typeof readVoci>[1] = {}) => {
    const { voci, errori } = readVoci(csv, sopra);
    assert.deepEqual(errori, []);
    return voci.map(({ riservata, ...voce }) => ({ ...voce, ...(riservata === true && { riservata }) }));
  };

  it('gives the very same voci when it is read again, and the very same file', () => {
    for (const { voci } of demoTitolario(2026)) {
      const csv = writeVoci(voci);
      const again = read(csv);
      assert.equal(writeVoci(again), csv);
      assert.deepEqual(new Map(again.map((one) => [one.codice, one])), new Map(voci.map((one) => [one.codice, one])));
    }
  });

  it('does so for any text, and for a fourth level', () => {
    const text = fc
      .string({ minLength: 1, maxLength: 30, unit: 'grapheme-ascii' })
      .map((one) => `A${one}b`.replaceAll(/\s+/g, ' '));
    fc.assert(
      fc.property(text, text, (voce, descrizione) => {
        const voci = ['I', 'I.1', 'I.1.1', 'I.1.1.4'].map((codice) => ({ codice, voce, descrizione }));
        assert.deepEqual(read(writeVoci(voci), { maxLivelli: 4 }), voci);
      }),
    );
  });

  it('has the columns that are known and no others, and refuses a level too many', () => {
    assert.deepEqual(readVoci('codice,titolo,classe,voce,colore\nI,I,,Uno,rosso\n').errori, [
      { riga: 1, messaggio: 'La colonna «colore» non è prevista: toglierla o correggerne il nome.' },
    ]);
    assert.deepEqual(
      readVoci(writeVoci(['I', 'I.1', 'I.1.1', 'I.1.1.4'].map((codice) => ({ codice, voce: 'Voce' })))).errori,
      [{ riga: 5, messaggio: 'Il codice I.1.1.4 ha più di 3 livelli.' }],
    );
    const [, second] = readVoci('codice,titolo,classe,voce,riservata\nI,I,,Uno,\nI.1,I,1,Due,forse\n').errori;
    assert.equal(second, undefined);
    assert.deepEqual(readVoci('codice,titolo,classe,voce,riservata\nI,I,,=1+1,sì\n').errori, [
      {
        riga: 2,
        messaggio:
          'La colonna voce non può cominciare con =, +, - oppure @: un foglio elettronico ne farebbe una formula.',
      },
    ]);
  });
});

describe('the life of a version', () => {
  const versioni = [buildVersione(1, '2016-01-01', PRIMA), buildVersione(2, DAL, DOPO)];
  it('is approved, then in force, then ended, by the days alone', () => {
    assert.deepEqual(
      ['2026-12-31', '2027-01-01'].map((day) => [statoOn(versioni, 1, day), statoOn(versioni, 2, day)]),
      [
        ['vigente', 'approvata'],
        ['cessata', 'vigente'],
      ],
    );
  });

  it('admits only that a voce of the version in force is closed, from today until the next version', () => {
    const fault = (codice: string, dal: string, oggi = '2026-06-10') =>
      faultsOfChiusura(versioni, { codice, dal }, oggi)[0]?.campo;
    assert.equal(fault('VI.1', '2026-06-10'), undefined);
    assert.equal(fault('VI.1', '2026-06-09'), 'dal', 'yesterday');
    assert.equal(fault('VI.1', '2027-01-01'), 'dal', 'another version is in force by then');
    assert.equal(fault('VI.5', '2026-06-10'), 'codice', 'of the next version');
    assert.equal(fault('VI.4', '2027-06-10', '2027-06-10'), 'codice', 'closed already');
    assert.equal(fault('VI.1', '2010-01-01', '2010-01-01'), 'codice', 'no version yet');
  });

  it('keeps a closed voce readable, with its reason', () => {
    const closed = vociOn(versioni[1] ?? assert.fail(), DAL).find(({ codice }) => codice === 'VI.4');
    assert.deepEqual([closed?.attiva, closed?.voce, closed?.motivoChiusura], [false, 'Opere', 'Non serve più']);
  });
});
