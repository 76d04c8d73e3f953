import assert from 'node:assert/strict';
import fc from 'fast-check';
import { codiceNella } from '../../../classification/suggerimenti/codice-oggi.js';
import { type Dati, materieOf } from '../../../classification/suggerimenti/conoscenza.js';
import { leggiDati } from '../../../classification/suggerimenti/dati.js';
import { costruisci, type Indice } from '../../../classification/suggerimenti/indice.js';
import { motiviOf } from '../../../classification/suggerimenti/motivi.js';
import { ordina } from '../../../classification/suggerimenti/ordine.js';
import { paroleOf, segniOf } from '../../../classification/suggerimenti/parole.js';
import { type Chiesto, domandaOf, valuta } from '../../../classification/suggerimenti/punteggio.js';
import { radiceOf } from '../../../classification/suggerimenti/radice.js';
import { demoTitolario, standardTitolario } from '../../../classification/standard.js';
import { vociOn } from '../../../classification/titolario.js';

const GIORNO = '2026-03-02';
const dati: Dati = leggiDati();
const indiceDel = (versione = standardTitolario('2006-01-01')[0]): Indice => {
  assert.ok(versione);
  const attive = vociOn(versione, GIORNO).filter(({ attiva }) => attiva);
  const lavoro = costruisci(materieOf(attive, dati), dati);
  let passo = lavoro.next();
  while (passo.done !== true) passo = lavoro.next();
  return passo.value;
};
const indice = indiceDel();
const chiedi = (chiesto: Chiesto, dove = indice) => {
  const { punteggi, contributi } = valuta(domandaOf(chiesto, dove), dove);
  const { classi, proponibile } = ordina(punteggi, (classe) => dove.codici[classe] === 'XIV');
  const prime = classi.slice(0, 3).map(({ classe, punteggio }) => ({ codice: dove.codici[classe], punteggio, classe }));
  return { prime, proponibile, contributi };
};
const prima = (oggetto: string, altro: Partial<Chiesto> = {}) => chiedi({ oggetto, ...altro }).prime[0];

describe('words of a text', () => {
  it('abbreviated, in the plural or whole they have one key', () => {
    for (const [una, altra] of [
      ['manutenzioni', 'manutenz'],
      ['autorizzazione', 'autorizzaz'],
      ['lampioni', 'lampione'],
      ['iscrizioni', 'iscrizione'],
    ] as const)
      assert.equal(radiceOf(una), radiceOf(altra));
  });

  it('dotted letters are joined, numbers and street names left out, laws kept', () => {
    const chiavi = (testo: string) => paroleOf(testo).map(({ piana }) => piana);
    assert.deepEqual(chiavi('Iscrizione A.I.R.E. del com.le n. 12'), ['iscrizione', 'aire', 'comle']);
    assert.deepEqual(chiavi('CILA in via dei Salici, fg. 14 mapp. 220'), ['cila']);
    assert.deepEqual(chiavi('permessi L. 104/1992'), ['permessi', 'l104']);
  });

  it('what one affair is known by keeps names and numbers', () => {
    assert.deepEqual(segniOf('CILA in via dei Salici, fg. 14'), ['cila', 'salici', '14']);
  });

  it('takes any text, however hostile, and looks at no more than its beginning', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (testo) => paroleOf(testo).length <= 400));
    assert.ok(paroleOf('parola diversa '.repeat(100_000)).length <= 400);
  });
});

describe('the likeliest classi', () => {
  it('are those of the matter, in usual words, abbreviations and mistakes', () => {
    for (const [oggetto, codice] of [
      ['Domanda di congedo parentale', 'III.12'],
      ['Lampione spento in via Roma', 'VI.8'],
      ['Proposta di TSO', 'X.2'],
      ['Sinistro per buca stradale', 'V.2'],
      ['Ricorso al Prefetto contro multa', 'IX.2'],
      ['rich. iscriz. scuolabus', 'VII.1'],
      ['Duplicato tessera eletorale', 'XII.2'],
      ['GATTI RANDAGI', 'X.5'],
    ] as const)
      assert.equal(prima(oggetto)?.codice, codice, oggetto);
  });

  it('a text that says only its form, or nothing known, is not sure', () => {
    for (const oggetto of [
      'Trasmissione documenti',
      'Comunicazione',
      'Nota',
      'Vedi allegato',
      'Prot. 12',
      'asdf qwer',
      '…',
    ])
      assert.ok((prima(oggetto)?.punteggio ?? 0) < 0.45, oggetto);
  });

  it('scores stand between 0 and 1 and sum to 1 at most', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.string({ maxLength: 30 }), (oggetto, corrispondente) => {
        const { punteggi } = valuta(domandaOf({ oggetto, corrispondente }, indice), indice);
        const somma = punteggi.reduce((a, b) => a + b, 0);
        assert.ok(somma <= 1 + 1e-9 && punteggi.every((uno) => uno >= 0 && uno <= 1));
      }),
      { numRuns: 60 },
    );
  });

  it('the text of the document and the answered one speak where the oggetto does not', () => {
    const testo = 'Il sottoscritto chiede il rilascio del permesso di costruire per una nuova abitazione';
    assert.equal(prima('Invio modulo compilato', { testo })?.codice, 'VI.3');
    const dove = indice.codici.indexOf('VII.1');
    const { punteggi } = valuta(domandaOf({ oggetto: 'Riscontro' }, indice), indice, undefined, dove);
    assert.equal(punteggi.indexOf(Math.max(...punteggi)), dove);
  });

  it('XIV is never first, whatever is asked; where it would be, nothing is proposed', () => {
    const spam = chiedi({ oggetto: 'spam pubblicità non richiesta' });
    assert.equal(spam.proponibile, false);
    assert.notEqual(spam.prime[0]?.codice, 'XIV');
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 9 }), (punteggi) => {
        const { classi } = ordina(punteggi, (classe) => classe === 0);
        assert.equal(classi.length, punteggi.length);
        assert.notEqual(classi[0]?.classe, 0);
      }),
    );
  });

  it('a closed voce is not known at all, and what we know of a code does not hold where it means something else', () => {
    const [, seconda] = demoTitolario(2026);
    assert.ok(seconda);
    const oggi = indiceDel(seconda);
    for (const codice of ['II.12', 'II.16', 'II.22']) assert.ok(!oggi.codici.includes(codice), codice);
    const altra = {
      ...seconda,
      voci: [
        { codice: 'I', voce: 'Agenda' },
        { codice: 'I.1', voce: 'Appuntamenti' },
      ],
    };
    assert.equal(indiceDel(altra).parole.has(radiceOf('circolari')), false);
  });
});

describe('reasons', () => {
  const NIENTE = { corrispondente: 0, simili: [] };
  const motivi = (oggetto: string, registro: Parameters<typeof motiviOf>[2]['registro'] = NIENTE, codice?: string) => {
    const { prime, contributi } = chiedi({ oggetto });
    const classe = codice === undefined ? (prime[0]?.classe ?? 0) : indice.codici.indexOf(codice);
    return motiviOf(domandaOf({ oggetto }, indice), indice, { contributi, classe, registro });
  };

  it('show the words as typed, name the expansion, the text they met and the registrations', () => {
    const [una = '', ...altre] = motivi('Ponteggio in via Roma', { corrispondente: 3, simili: [] });
    assert.match(una, /«Ponteggio»/);
    assert.ok(altre.includes('come 3 registrazioni di questo corrispondente'), altre.join());
    assert.ok(motivi('Convalida TSO').some((motivo) => motivo.includes('TSO = trattamento sanitario obbligatorio')));
    const simili = [{ anno: 2026, numero: 12, oggetto: 'Ponteggio in piazza', chiavi: new Set<string>() }];
    assert.ok(
      motivi('Ponteggio', { corrispondente: 0, simili }).includes('come la n. 0000012/2026: Ponteggio in piazza'),
    );
  });

  it('a word that only registrations know is named only if one that the reader sees has it', () => {
    const oggetto = 'Ponteggio Zanzottera';
    const domanda = domandaOf({ oggetto }, indice);
    const classe = indice.codici.indexOf('IV.8');
    const chiave = radiceOf('zanzottera');
    const contributi = new Map([[chiave, new Map([[classe, 9]])]]);
    const con = (chiavi: ReadonlySet<string>) =>
      motiviOf(domanda, indice, {
        contributi,
        classe,
        registro: { corrispondente: 0, simili: [{ anno: 2026, numero: 1, oggetto: 'x', chiavi }] },
      }).join();
    assert.ok(!con(new Set()).includes('Zanzottera'));
    assert.ok(con(new Set([chiave])).includes('«Zanzottera»'));
  });
});

describe('codes of an earlier version', () => {
  it('go through the mapping; what has ended or was divided teaches nothing', () => {
    const [una, due] = demoTitolario(2026);
    assert.ok(una && due);
    const nella = (codice: string, versione = 1) => codiceNella([una, due], 2, { codice, versione });
    assert.equal(nella('VI.3'), 'VI.3');
    assert.equal(nella('II.12'), undefined);
    assert.equal(nella('II.12', 2), 'II.12');
    const divisa = {
      ...due,
      raccordo: [
        { da: 'VI.3', a: 'VI.3', tipo: 'divisa' as const },
        { da: 'VI.1', a: 'VI.2', tipo: 'spostata' as const },
      ],
    };
    assert.equal(codiceNella([una, divisa], 2, { codice: 'VI.3', versione: 1 }), undefined);
    assert.equal(codiceNella([una, divisa], 2, { codice: 'VI.1', versione: 1 }), 'VI.2');
  });
});
