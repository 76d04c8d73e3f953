import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { Types } from 'mongoose';
import {
  birthContent,
  canonicalText,
  HASH_INIZIALE,
  linkEventi,
  readEvento,
  sha256Hex,
} from '../../../server/protocollo/canonico.js';
import { evento } from '../../../server/protocollo/eventi.js';
import {
  ADESSO,
  buildAllegato,
  buildBozza,
  buildContenuto,
  buildFile,
  buildRegistrazione,
  PROVVEDIMENTO,
} from '../../support/factories.js';
import { contenuto } from './arbitraries.js';

const json = fc.jsonValue({ stringUnit: 'binary' });

/** The same value with the names of every object put in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, one]) => [name, shuffled(one)] as const);
  return Object.fromEntries(entries.reverse());
}

describe('canonicalText', () => {
  it('is the text of RFC 8785: names by UTF-16 units, no blanks, the shortest escapes', () => {
    // the example of RFC 8785 §3.2.3: the order is that of UTF-16 code units, not of code points
    const names = { '\u20ac': 'Euro Sign', '\r': 'Carriage Return', '\ufb33': 'Hebrew', '1': 'One', '😂': 'Smiley' };
    assert.equal(
      canonicalText({ ...names, '\u0080': 'Control', ö: 'Latin' }),
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin","€":"Euro Sign","😂":"Smiley","\ufb33":"Hebrew"}',
    );
    assert.equal(
      canonicalText({ t: '\u000f\n\t"\\/\u2028\u2029àé🏛️' }),
      '{"t":"\\u000f\\n\\t\\"\\\\/\u2028\u2029àé🏛️"}',
    );
    assert.equal(
      canonicalText({ b: [1, 1.5, 1e21, 0.000001, -0, true, null] }),
      '{"b":[1,1.5,1e+21,0.000001,0,true,null]}',
    );
  });

  it('leaves absent things out, and keeps empty ones', () =>
    assert.equal(canonicalText({ note: undefined, allegati: [], oggetto: '' }), '{"allegati":[],"oggetto":""}'));

  it('refuses what has no UTF-8 or no JSON form', () => {
    const bad = ['\ud800', 'x\udc00y', NaN, Infinity, 1n, [undefined], new Date(0), new Types.ObjectId(), new Map()];
    for (const a of bad) assert.throws(() => canonicalText({ a }), TypeError);
    assert.throws(() => canonicalText({ 'x\ud800': 1 }), TypeError);
  });

  it('says the same value, whatever the order in which names were put', () =>
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), json), (value) => {
        const text = canonicalText(value);
        const back: unknown = JSON.parse(text);
        assert.equal(canonicalText(shuffled(value) as object), text);
        assert.equal(canonicalText(back as object), text);
        assert.deepEqual(back, JSON.parse(JSON.stringify(value)));
      }),
    ));
});

describe('sha256Hex', () => {
  it('hashes the UTF-8 bytes of the text', () => {
    assert.equal(sha256Hex('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    assert.equal(sha256Hex('perché 🏛️'), createHash('sha256').update(Buffer.from('perché 🏛️')).digest('hex'));
  });
});

describe('birthContent', () => {
  const OBBLIGATORI =
    'formato aoo registro anno numero dataRegistrazione flusso oggetto mittenti destinatari allegati operatore segnatura precedente'.split(
      ' ',
    );
  const bozza = buildBozza({ documento: undefined });
  const nata = (over: object = {}) => ({
    ...bozza,
    anno: 2026,
    numero: 7,
    dataRegistrazione: ADESSO,
    segnatura: 's',
    ...over,
  });

  it('holds what the contract names, and leaves out what is absent', () =>
    assert.deepEqual(Object.keys(birthContent(nata(), HASH_INIZIALE)).sort(), [...OBBLIGATORI].sort()));

  it('holds the optional things where there are any, and never what may change freely', () => {
    const full = buildContenuto({
      protocolloMittente: { numero: '12/A', data: '2026-02-27' },
      dataArrivo: '2026-03-01',
      documento: buildFile(),
      allegati: [buildAllegato(1)],
      emergenza: { registro: 'EM', numero: 12, data: '2026-03-01', ora: '09:14', periodo: '66f000000000000000000001' },
      tipologia: 'istanza',
      note: 'urgente',
      classifica: { codice: 'VI.3', voce: 'Edilizia', versione: 1 },
      motivoClassifica: 'motivo',
      fascicolo: 'F1',
      risponde: { anno: 2025, numero: 3 },
      assegnazioni: [{ uo: 'U410', tipo: 'competenza' }],
    });
    const apertura = { ultimoNumero: 6, provvedimento: PROVVEDIMENTO };
    const content = birthContent(nata({ ...full, apertura, differimento: { id: 'd1' } }), HASH_INIZIALE);
    const optional = ['protocolloMittente', 'dataArrivo', 'differimento', 'documento', 'apertura', 'emergenza'];
    assert.deepEqual(Object.keys(content).sort(), [...OBBLIGATORI, ...optional].sort());
  });

  it('says of a file its name, length and hash, and nothing of its format', () => {
    const { documento, allegati } = birthContent(nata({ documento: buildFile(), allegati: [buildAllegato(1)] }), '0');
    for (const one of [documento, ...allegati])
      assert.deepEqual(Object.keys(one ?? {}).sort(), ['dimensione', 'nome', 'sha256']);
  });

  it('writes the date in UTC with milliseconds', () =>
    assert.equal(birthContent(nata(), HASH_INIZIALE).dataRegistrazione, '2026-03-02T08:14:05.123Z'));

  it('has a text for every registration that there may be', () =>
    fc.assert(
      fc.property(contenuto, (one) => {
        const { canonico, catena } = buildRegistrazione(one);
        assert.equal(sha256Hex(canonico), catena.hash);
        assert.equal(canonicalText(JSON.parse(canonico) as object), canonico);
      }),
    ));
});

describe('linkEventi', () => {
  const chi = { data: ADESSO, utente: 'rgd' };
  const acts = [
    evento('annullamento-richiesto', chi, { motivo: 'doppione' }),
    evento('annullamento-negato', chi, { motivo: 'non lo è' }),
  ];
  const nata = buildRegistrazione();

  it('chains the first act to the birth, each next one to the one before', () => {
    const [first, second] = linkEventi(nata, acts);
    assert.ok(first !== undefined && second !== undefined);
    assert.equal(readEvento(first).precedente, nata.catena.hash);
    assert.equal(readEvento(second).precedente, first.hash);
    for (const one of [first, second]) assert.equal(sha256Hex(one.canonico), one.hash);
  });

  it('goes on from the acts that are there', () => {
    const eventi = linkEventi(nata, acts);
    const [next] = linkEventi({ ...nata, eventi }, acts);
    assert.equal(next === undefined ? '' : readEvento(next).precedente, eventi.at(-1)?.hash);
  });

  it('keeps what was done, by whom, for whom and when', () => {
    const done = { ...evento('annullamento-negato', chi, { motivo: 'no' }), perContoDi: 'vicario' };
    const [one] = linkEventi(nata, [done]);
    assert.ok(one !== undefined);
    assert.deepEqual(readEvento(one), { ...done, precedente: nata.catena.hash });
    assert.deepEqual(Object.keys(JSON.parse(one.canonico) as object).sort(), [
      'data',
      'dettagli',
      'perContoDi',
      'precedente',
      'tipo',
      'utente',
    ]);
  });
});
