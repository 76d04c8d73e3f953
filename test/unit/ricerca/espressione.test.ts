import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  ADESSO,
  buildContenuto,
  buildFile,
  buildRegistrazione,
  PROVVEDIMENTO,
  withEventi,
} from '../../support/factories.js';
import type { Contenuto, Registrazione } from '../../../schemas/registrazione.model.js';
import type { QueryRegistrazioni } from '../../../schemas/registrazione-query.api.js';
import { evento } from '../../../server/protocollo/eventi.js';
import { isComune, wordsOf } from '../../../server/protocollo/parole.js';
import { type Espressione, espressioneOf, filtersOfParole, waysOf } from '../../../server/ricerca/espressione.js';
import { CLASSI_PROPRIE, gettoniOf, hasFrase, paroleOf } from '../../../server/ricerca/gettoni.js';
import type { Domanda } from '../../../server/ricerca/lettura.js';
import { isMaskable } from '../../../server/ricerca/ricerca.js';
import { provaOf } from '../../../server/ricerca/sequenze.js';
import { byScan, fieldsOf, passes, phrasesOf } from './scansione.js';

/** As the index finds it: by tokens, and what they say only nearly asked of the record. */
function byGettoni({ clausole, frasi, verifica }: Espressione, record: Registrazione, numero: number): boolean {
  const gettoni = [...gettoniOf(record, paroleOf(record))];
  const has = (domanda: Domanda): boolean =>
    gettoni.some(
      (one) => domanda.gettoni.includes(one) || domanda.prefissi.some((prefisso) => one.startsWith(prefisso)),
    );
  for (const { parole } of frasi) {
    const prova = provaOf(parole);
    const proved = prova?.tutte.every((one) => gettoni.includes(one)) === true;
    if (proved && !prova.nessuna.some((one) => gettoni.includes(one)))
      assert.ok(hasFrase(record, CLASSI_PROPRIE, parole), parole.join(' '));
  }
  return (
    clausole.every((one) => one.numero === numero || has(one)) &&
    frasi.every((frase) => waysOf(frase, true).some((way) => way.every(has))) &&
    frasi.every(({ classi, parole }) => hasFrase(record, classi, parole)) &&
    passes(verifica, record)
  );
}

/** The three ways in which a record is found, before and after the index holds it and by its number: they agree. */
function finds(query: QueryRegistrazioni, record: Registrazione): boolean {
  const espressione = espressioneOf(query);
  const fields = fieldsOf(query);
  const parole = paroleOf(record);
  const nuova = passes([...fields, ...filtersOfParole(espressione), ...phrasesOf(espressione)], { ...record, parole });
  const diretta = byScan(query, record);
  const indicizzata = byGettoni(espressione, record, record.numero) && passes(fields, record);
  assert.deepEqual([diretta, indicizzata], [nuova, nuova], JSON.stringify(query));
  return nuova;
}

const PF = { tipo: 'PF' as const, cognome: 'Di Maio', nome: 'Niccolò', codiceFiscale: 'DMINCL80A01H501U' };
const PAI = {
  tipo: 'PAI' as const,
  denominazione: 'Comune di Valdoria',
  codiceIPA: 'c_x000',
  domicilioDigitale: 'protocollo@pec.valdoria.example',
};
const una = buildRegistrazione({
  oggetto: 'Richiesta di accesso agli atti della gara: perché l’aria è in pericolo',
  mittenti: [PF, PAI],
  protocolloMittente: { numero: '12/A' },
  classifica: { codice: 'VI.3.1', voce: 'Edilizia', versione: 1 },
  assegnazioni: [{ uo: 'U410', tipo: 'competenza', utente: 'anna' }],
});
const found = (query: QueryRegistrazioni) => assert.ok(finds(query, una), JSON.stringify(query));
const missed = (query: QueryRegistrazioni) => assert.ok(!finds(query, una), JSON.stringify(query));

describe('espressioneOf', () => {
  it('a word that is repeated is asked for once', () =>
    assert.deepEqual(espressioneOf({ oggetto: 'gara gara '.repeat(40) }), espressioneOf({ oggetto: 'gara ' })));
  it('asks nothing without filters', () =>
    assert.deepEqual(espressioneOf({}), { clausole: [], frasi: [], filtri: [], verifica: [] }));
  it('asks for the words of a phrase besides its pairs where these say too little', () => {
    const asked = (query: QueryRegistrazioni): string[] =>
      espressioneOf(query).frasi.flatMap((one) => (waysOf(one, false)[0] ?? []).flatMap(({ gettoni }) => gettoni));
    const pair = /^b[0-9a-z]+$/;
    const two = asked({ q: '"accesso agli atti"' });
    assert.ok(two.length === 2 && two.every((one) => pair.test(one)), 'two pairs say enough');
    assert.ok(asked({ q: '"per la gara"' }).includes('q=gar'), 'one of two says nothing');
    assert.ok(asked({ q: '"polizia locale"' }).includes('q=poliz'), 'one may be taken for another');
    const oggetto = asked({ oggetto: '"accesso agli atti"' });
    assert.ok(oggetto.includes('o=access') && !oggetto.includes('c=access'), 'a name may have the pairs');
  });

  it('asks for more than common words in a phrase', () => {
    for (const q of ['"di"', 'gara "della"', '«per il»'])
      assert.throws(() => espressioneOf({ q }), { code: 'dati-non-validi' });
  });

  describe('q', () => {
    it('finds all words, in any order, in the singular or the plural', () => {
      for (const q of [
        'richiesta',
        'Richieste accessi',
        'gara ATTI perche',
        'atto gara ',
        'di maio',
        'comune di valdoria',
        'aria',
        'arie',
      ])
        found({ q });
      for (const q of ['richiesta banca', 'garanzia', 'esta']) missed({ q });
    });

    it('takes the last word as the beginning of one', () => {
      for (const q of [
        'acc',
        'gara per',
        'a',
        'ari',
        'richiesta di',
        'richiesta di acc',
        'comune di v',
        'perc',
        'perch',
      ])
        found({ q });
      for (const q of ['acc gara', 'ccesso']) missed({ q });
    });

    it('takes quotes as a phrase, in the oggetto or a name', () => {
      for (const q of [
        '"accesso agli atti"',
        '«ATTI DELLA GARA»',
        '"comune di valdoria"',
        '"perche l aria"',
        'gara "agli atti"',
      ])
        found({ q });
      for (const q of ['"accesso atti"', '"atti agli"', '"accesso agli att"', '"valdoria comune"']) missed({ q });
    });

    it('finds a number as a person writes it', () => {
      for (const q of ['1', '0000001', '1/2026', ' 0000001 / 2026 ', '12']) found({ q });
      for (const q of ['2', '1/2025', '10000001']) missed({ q });
    });

    it('finds codes, addresses and the sender’s number, whole', () => {
      for (const q of ['DMINCL80A01H501U', 'c_x000', 'protocollo@pec.valdoria.example', '12/A']) found({ q });
    });

    it('is no way to reach an operator', () => {
      for (const q of ['$gt', '.*', '[a-z]+', '{"$ne": 1}', '(?:)', '\\']) {
        const text = JSON.stringify(filtersOfParole(espressioneOf({ q })));
        assert.doesNotMatch(text, /\$(?!or|in|regex|options)/, text);
      }
    });
  });

  it('oggetto: words of the oggetto, whatever stands between them', () => {
    for (const oggetto of [
      'richiesta di accesso',
      'accesso della richiesta',
      'atti gara',
      'perché',
      'perche',
      'pericolo',
      'gar',
      'l’aria',
    ])
      found({ oggetto });
    for (const oggetto of ['valdoria', 'maio', 'ccesso', 'richiesta di banca']) missed({ oggetto });
  });

  it('corrispondente: names and codes of either side', () => {
    for (const corrispondente of [
      'Comune di Valdoria',
      'di maio',
      'Niccolo Di Maio',
      'c_x000',
      'dmincl80a01h501u',
      'PROTOCOLLO@pec.valdoria.example',
      'vald',
      'U110',
    ])
      found({ corrispondente });
    for (const corrispondente of ['richiesta', 'Comune di Altrove', 'aldoria']) missed({ corrispondente });
  });

  it('classifica: a voce and what is below it, in the forms that people write', () => {
    for (const classifica of ['VI', 'VI.3', 'VI.3.1', 'vi/3', '6.3']) found({ classifica });
    for (const classifica of ['VI.3.2', 'VI.31', 'V', 'VII']) missed({ classifica });
    assert.throws(() => espressioneOf({ classifica: 'boh' }), { code: 'dati-non-validi' });
  });

  it('dal, al: days of Italian legal time, both ends included', () => {
    const at = (text: string) => buildRegistrazione({}, { adesso: new Date(text) });
    const eve = at('2026-06-30T21:59:59.999Z'); // 23:59 in Rome
    const first = at('2026-06-30T22:00:00.000Z');
    assert.ok(finds({ al: '2026-06-30' }, eve) && !finds({ al: '2026-06-30' }, first));
    assert.ok(finds({ dal: '2026-07-01' }, first) && !finds({ dal: '2026-07-01' }, eve));
    const autumn = at('2026-10-25T22:59:59.999Z'); // the last instant of a day of 25 hours
    assert.ok(finds({ dal: '2026-10-25', al: '2026-10-25' }, autumn));
    assert.throws(() => espressioneOf({ dal: '2026-07-02', al: '2026-07-01' }), { code: 'dati-non-validi' });
  });

  it('the others: by value', () => {
    found({
      anno: 2026,
      numero: 1,
      flusso: 'E',
      stato: 'valida',
      mezzo: 'pec',
      sha256: buildFile().sha256,
      protocolloMittente: '12/A',
    });
    for (const assegnatario of ['anna', 'U410']) found({ assegnatario });
    found({ uo: 'U410' });
    for (const query of [
      { anno: 2025 },
      { numero: 2 },
      { flusso: 'U' },
      { stato: 'annullata' },
      { mezzo: 'posta' },
      { protocolloMittente: '12' },
      { assegnatario: 'bruno' },
      { uo: 'U110' },
      { fascicolo: 'F1' },
    ] as const)
      missed(query);
  });

  it('finds what was annulled and renewed too: oggetto, names, number of the sender', () => {
    const chi = { data: ADESSO, utente: 'rgd' };
    const rinnovo = <C extends keyof Contenuto>(campo: C, nuovo: Contenuto[C]) =>
      evento('rinnovo', chi, { campo, vecchio: una[campo], nuovo, motivo: 'errore', provvedimento: PROVVEDIMENTO });
    const renewed = withEventi(
      una,
      rinnovo('oggetto', 'Tutt’altro'),
      rinnovo('mittenti', [{ tipo: 'PG', denominazione: 'Alfa S.r.l.' }]),
      rinnovo('protocolloMittente', { numero: '99' }),
    );
    for (const query of [
      { q: 'richiesta accesso' },
      { q: '"accesso agli atti"' },
      { q: '"comune di valdoria"' },
      { oggetto: 'accesso agli atti' },
      { corrispondente: 'Niccolò Di Maio' },
      { corrispondente: 'c_x000' },
      { protocolloMittente: '12/A' },
      { q: 'tutt altro' },
      { corrispondente: 'alfa' },
      { protocolloMittente: '99' },
    ])
      assert.ok(finds(query, renewed), JSON.stringify(query));
  });

  const WORDS =
    'richiesta richieste di accesso agli atti della gara d’appalto per il servizio è perché olio aria SCIA banche Comune C 2026 n. 12/A società Škoda vecchio archivio'.split(
      ' ',
    );
  const sentence = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));
  const someWords = (text: string, from: number, length: number): string[] => {
    const words = wordsOf(text);
    const start = from % words.length;
    return words.slice(start, start + 1 + (length % (words.length - start)));
  };

  it('finds every text by its words, by their beginnings and by its phrases', () =>
    fc.assert(
      fc.property(sentence, sentence, fc.nat(), fc.nat(), fc.nat(), (oggetto, denominazione, from, length, cut) => {
        const record = buildRegistrazione(buildContenuto({ oggetto, mittenti: [{ tipo: 'PG', denominazione }] }));
        for (const text of [oggetto, denominazione]) {
          const words = someWords(text, from, length);
          if (words.every((word) => isComune(word) || /^\d+$/.test(word))) continue;
          const typed = words.join(' ');
          for (const q of [typed, `${typed} `, `"${typed}"`]) assert.ok(finds({ q }, record), `q=${q}`);
          const last = words.at(-1) ?? '';
          const partial = [...words.slice(0, -1), last.slice(0, 1 + (cut % last.length))].join(' ');
          if (!isComune(words[0] ?? '')) assert.ok(finds({ q: partial }, record), `q=${partial}`);
          assert.ok(finds(text === oggetto ? { oggetto: typed } : { corrispondente: typed }, record), typed);
        }
        assert.ok(!finds({ q: `${oggetto} inesistente` }, record));
      }),
      { numRuns: 150 },
    ));
});

describe('isMaskable', () => {
  it('is a list filtered by nothing but number and time', () => {
    assert.ok(isMaskable({}));
    assert.ok(
      isMaskable({
        anno: 2026,
        dal: '2026-01-01',
        al: '2026-02-01',
        flusso: 'E',
        stato: 'valida',
        limite: 10,
        cursore: 'x',
      }),
    );
    assert.ok(isMaskable({ anno: 2026, q: undefined }));
    for (const query of [
      { q: 'x' },
      { oggetto: 'x' },
      { corrispondente: 'x' },
      { numero: 1 },
      { classifica: 'I' },
      { uo: 'U1' },
      { assegnatario: 'x' },
      { mezzo: 'pec' },
      { sha256: 'x' },
      { protocolloMittente: '1' },
      { fascicolo: 'x' },
    ])
      assert.ok(!isMaskable({ anno: 2026, ...query }), JSON.stringify(query));
  });
});
