import assert from 'node:assert/strict';
import { readVoci } from '../../../classification/load.js';

const HEADER = 'codice,titolo,classe,voce,descrizione';
const read = (...lines: string[]) => readVoci([HEADER, ...lines].join('\n'));
const errorsOf = (csv: string | Uint8Array) =>
  readVoci(csv).errori.map(({ riga, messaggio }) => `${riga}: ${messaggio}`);

describe('readVoci', () => {
  it('reads voci, BOM, quotes and empty descriptions', () => {
    const { voci, errori, avvisi } = readVoci(
      `\uFEFF${HEADER}\r\nI,I,,Amministrazione generale,"Attività, e ""altro"""\r\nI.1,I,1,Legislazione,\r\n`,
    );
    assert.deepEqual({ errori, avvisi }, { errori: [], avvisi: [] });
    assert.deepEqual(voci, [
      { codice: 'I', voce: 'Amministrazione generale', descrizione: 'Attività, e "altro"' },
      { codice: 'I.1', voce: 'Legislazione' },
    ]);
  });

  it('reads the optional columns, and codes in other forms', () => {
    const { voci, errori } = readVoci(
      [
        'codice,titolo,classe,sottoclasse,voce,attiva_dal,chiusa_dal,motivo,tipo_aggregazione,tipologia_fascicolo',
        '6,6,,,Territorio,,,,,',
        'vi/3,VI,3,,Edilizia,2026-01-01,2026-06-01,Unita ad altra,Fascicolo,procedimento amministrativo',
        'VI.3.1,VI,3,1,Permessi,,,,Serie Documentale,',
      ].join('\n'),
    );
    assert.deepEqual(errori, []);
    assert.deepEqual(voci, [
      { codice: 'VI', voce: 'Territorio' },
      {
        codice: 'VI.3',
        voce: 'Edilizia',
        attivaDal: '2026-01-01',
        chiusaDal: '2026-06-01',
        motivoChiusura: 'Unita ad altra',
        tipoAggregazione: 'Fascicolo',
        tipologiaFascicolo: 'procedimento',
      },
      { codice: 'VI.3.1', voce: 'Permessi', tipoAggregazione: 'Serie Documentale' },
    ]);
  });

  it('lists all errors, each with its line, and gives no voci', () => {
    const { voci, errori } = read(
      'I,I,,Amministrazione,"due',
      'righe"',
      'IIII.2,IIII,2,Voce,',
      'I.1,I,1,,',
      'I.1,I,1,Di nuovo,',
      'II.1,II,1,Senza titolo,',
      'I.2,I,3,Non corrisponde,',
      'I.3,I,3',
      'I.4.1.1.1,I,4,Troppi livelli,',
      'I.1.1,I,1,Sotto una riga sbagliata,',
    );
    assert.deepEqual(voci, []);
    assert.deepEqual(
      errori.map(({ riga, messaggio }) => `${riga}: ${messaggio}`),
      [
        '4: Il codice «IIII.2» non è valido: scriverlo come VI.3.1, con il titolo in numeri romani.',
        '5: La voce è vuota.',
        '6: Il codice I.1 è già alla riga 5.',
        '7: Manca la voce II, sotto la quale sta II.1.',
        '8: Le colonne titolo, classe e sottoclasse non corrispondono al codice I.2.',
        '9: La riga ha 3 colonne invece di 5.',
        '10: Il codice I.4.1.1.1 ha più di 3 livelli.',
        '10: Le colonne titolo, classe e sottoclasse non corrispondono al codice I.4.1.1.1.',
        '10: Manca la voce I.4.1.1, sotto la quale sta I.4.1.1.1.',
        '11: Le colonne titolo, classe e sottoclasse non corrispondono al codice I.1.1.',
      ],
    );
  });

  it('refuses dates and values that do not exist', () => {
    const { errori } = readVoci(
      [
        'codice,titolo,classe,voce,attiva_dal,chiusa_dal,motivo,tipo_aggregazione,tipologia_fascicolo',
        'I,I,,A,2026-02-30,,,Cartella,pratica',
        'II,II,,B,2026-02-02,2026-02-01,,,',
      ].join('\n'),
    );
    assert.deepEqual(
      errori.map(({ riga }) => riga),
      [2, 2, 2, 3, 3],
    );
  });

  it('warns of holes in the numbering', () => {
    const { errori, avvisi } = read('I,I,,A,', 'I.2,I,2,B,', 'III,III,,C,', 'I.3,I,3,D,');
    assert.deepEqual(errori, []);
    assert.deepEqual(avvisi, [
      { riga: 3, messaggio: 'La numerazione salta prima di I.2.' },
      { riga: 4, messaggio: 'La numerazione salta prima di III.' },
    ]);
  });

  it('refuses headers, encodings and files that are not such a table', () => {
    assert.deepEqual(errorsOf('codice,titolo,voce,colore,voce\n'), [
      '1: La colonna «colore» non è prevista: toglierla o correggerne il nome.',
      '1: Manca la colonna classe.',
      '1: La colonna voce è ripetuta.',
    ]);
    assert.deepEqual(errorsOf(`${HEADER}\n`), ['1: Il file non contiene voci.']);
    assert.equal(errorsOf('').length, 4);
    assert.deepEqual(errorsOf(`${HEADER}\nI,I,,A,\nII,II,,"B,\n`), [
      '3: Virgolette non chiuse o fuori posto: controllare la riga.',
    ]);
    assert.deepEqual(errorsOf(Buffer.from(`${HEADER}\nI,I,,Attivit\xE0,\n`, 'latin1')), [
      '1: Il file non è in UTF-8: salvarlo di nuovo in quel formato.',
    ]);
  });

  it('puts voci under those read before, and not twice', () => {
    const sopra = [{ codice: 'I', voce: 'A' }];
    assert.deepEqual(readVoci(`${HEADER}\nI.1,I,1,B,\n`, { sopra }).errori, []);
    assert.deepEqual(readVoci(`${HEADER}\nI,I,,B,\n`, { sopra }).errori, [
      { riga: 2, messaggio: 'Il codice I esiste già.' },
    ]);
  });

  it('admits more levels where the AOO does', () => {
    const header = 'codice,titolo,classe,sottoclasse,voce';
    const lines = ['I,I,,,A', 'I.1,I,1,,B', 'I.1.1,I,1,1,C', 'I.1.1.1,I,1,1,D'];
    assert.equal(readVoci([header, ...lines].join('\n')).errori.length, 1);
    assert.equal(readVoci([header, ...lines].join('\n'), { maxLivelli: 4 }).voci.length, 4);
  });
});
