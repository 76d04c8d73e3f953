import assert from 'node:assert/strict';
import { readStrumento } from '../../../classification/strumenti/lettura.js';
import { tempoFor } from '../../../classification/strumenti/conservazione.js';
import { standardStrumento } from '../../../classification/strumenti/standard.js';
import { standardTitolario } from '../../../classification/standard.js';
import type { RegolaMassimario } from '../../../schemas/strumento.model.js';

const codici = new Set(standardTitolario('2026-01-01').flatMap(({ voci }) => voci.map(({ codice }) => codice)));

describe('what comes with the product', () => {
  it('has the rules of one plan only, each with its source, and all words, under voci that exist', () => {
    const regole = standardStrumento('massimario');
    assert.equal(regole.length, 416);
    assert.ok(regole.every(({ fonte, codice }) => fonte.startsWith('PDC-2005') && codici.has(codice)));
    const parole = standardStrumento('prontuario');
    assert.equal(parole.length, 686);
    assert.ok(parole.every(({ codice }) => codici.has(codice)));
  });
});

describe('readStrumento', () => {
  it('reads years, illimitato, notes', () => {
    const csv =
      'codice,tipologia,tempo,note,fonte\nVI/3,Permessi,ILLIMITATO,,Piano 2026\nIV.4,Fatture,10,"Con, virgola",Piano\n';
    assert.deepEqual(readStrumento('massimario', csv, codici), {
      righe: [
        { codice: 'VI.3', tipologia: 'Permessi', tempo: 'illimitato', fonte: 'Piano 2026' },
        { codice: 'IV.4', tipologia: 'Fatture', tempo: 10, note: 'Con, virgola', fonte: 'Piano' },
      ],
      errori: [],
    });
  });

  it('lists all errors with their lines', () => {
    const lines = [
      'VI.99,Permessi,10,P',
      'zz,Permessi,10,P',
      'VI.3,,1.5,',
      'VI.3,A,10,P',
      'VI.3,a,20,P',
      'VI.3,=SUM(A1),3,P',
    ];
    const { righe, errori } = readStrumento(
      'massimario',
      ['codice,tipologia,tempo,fonte', ...lines].join('\n'),
      codici,
    );
    assert.deepEqual(righe, []);
    assert.deepEqual(
      errori.map(({ riga, messaggio }) => `${riga}: ${messaggio}`),
      [
        '2: La voce VI.99 non è nel titolario di quel giorno.',
        '3: Il codice «zz» non è valido: scriverlo come VI.3.',
        '4: La tipologia è vuota.',
        '4: Il tempo è un numero intero di anni, oppure ILLIMITATO.',
        '4: La fonte è vuota.',
        '6: La riga ripete la riga 5.',
        '7: La colonna tipologia non può cominciare con =, +, - oppure @: un foglio elettronico ne farebbe una formula.',
      ],
    );
    assert.deepEqual(readStrumento('prontuario', 'voce_indice,codice\n').errori, [
      { riga: 1, messaggio: 'Il file non contiene righe.' },
    ]);
  });
});

describe('tempoFor', () => {
  const regola = (codice: string, tipologia: string, tempo: RegolaMassimario['tempo']): RegolaMassimario => ({
    codice,
    tipologia,
    tempo,
    fonte: 'Piano',
  });
  const regole = [
    regola('IV.4', 'Fatture ricevute', 10),
    regola('IV.4', 'Mandati di pagamento', 5),
    regola('IV.4', 'Mandati', 3),
    regola('VI.3', 'Permessi di costruire', 'illimitato'),
    regola('VI.3', 'Richieste di certificati', 1),
  ];
  const ask = (codice: string, tipologia?: string) => {
    const found = tempoFor(regole, codice, tipologia);
    return found && [found.tempo, found.univoca];
  };

  it('gives the rule of that name, accents and number of the word aside', () => {
    assert.deepEqual(ask('IV.4', 'mandati'), [3, true]);
    assert.deepEqual(ask('IV.4', 'Fattura'), [10, true]);
    assert.deepEqual(ask('IV.4', 'MANDATI DI PAGAMENTO'), [5, true]);
  });

  it('gives the longest when the tipologia does not decide, and says so', () => {
    assert.deepEqual(ask('IV.4'), [10, false]);
    assert.deepEqual(ask('VI.3', 'Segnalazione'), ['illimitato', false]);
  });

  it('takes for a sottoclasse the rules of what stands above', () => {
    assert.deepEqual(ask('VI.3.1', 'certificati'), [1, true]);
    assert.equal(ask('VI.4.1'), undefined);
    assert.equal(ask('VI'), undefined);
  });
});
