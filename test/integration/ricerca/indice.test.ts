import assert from 'node:assert/strict';
import fc from 'fast-check';
import mongoose from 'mongoose';
import type { Caller } from '../../../schemas/accesso.api.js';
import {
  appendEventi,
  insertBatch,
  RegistrazioneModel,
  type Registrazione,
} from '../../../schemas/registrazione.model.js';
import { findIstante } from '../../../schemas/registrazione-ricerca.model.js';
import type { Blocco, StatoIndice } from '../../../schemas/ricerca.model.js';
import { deleteRighe, findPronte, idOfRiga, type RigaPronta, writeRighe } from '../../../schemas/riga-ricerca.model.js';
import type { QueryRegistrazioni } from '../../../schemas/registrazione-query.api.js';
import { isVisible, seesMaskedRows } from '../../../server/accesso/visibilita.js';
import { linkEventi } from '../../../server/protocollo/canonico.js';
import { changesBetween, instantOfAtti } from '../../../server/protocollo/change.js';
import { applyEvento, contenutoOf, derivedOf } from '../../../server/protocollo/eventi.js';
import { linkAfter } from '../../../server/protocollo/registro.js';
import { wordsOf } from '../../../server/protocollo/parole.js';
import { jsonOf } from '../../../server/ricerca/json.js';
import { isMaskable, searchRegistrazioni } from '../../../server/ricerca/ricerca.js';
import { chiaveOf, createLettore } from '../../../server/ricerca/posti.js';
import { conFrasePronta, type Elemento, FORMA_RIGA, keepRighe } from '../../../server/ricerca/righe.js';
import { toMerge, updateIndice } from '../../../server/ricerca/sigilla.js';
import { AOO, buildBozza, buildCaller, IPA } from '../../support/factories.js';
import { closeDatabase, openDatabase } from '../../support/database.js';
import { atto, contenuto, UFFICI, UTENTI } from '../../unit/protocollo/arbitraries.js';
import { byScan } from '../../unit/ricerca/scansione.js';

const PAROLE =
  'delibera delibere gara appalto biblioteca scolastiche permesso edilizio strada lago perché attività di della verbale consiglio'.split(
    ' ',
  );
const frase = fc.array(fc.constantFrom(...PAROLE), { minLength: 1, maxLength: 7 }).map((words) => words.join(' '));
const registrazione = fc
  .tuple(contenuto, frase, fc.option(frase, { nil: undefined }))
  .map(([one, oggetto, note]) => ({ ...one, oggetto, ...(note !== undefined && { note }) }));

const optional = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 4 });
const q = fc.oneof(
  frase,
  frase.map((text) => `${text} `),
  frase.map((text) => text.slice(0, -2)),
  frase.map((text) => `"delibera ${text.split(' ').slice(0, 2).join(' ')}"`),
  frase.map((text) => `"${text.split(' ').slice(0, 2).join(' ')} gara"`),
  fc.constantFrom('12', '3', '7/2026', 'ga', 'd'),
);
const query: fc.Arbitrary<QueryRegistrazioni> = fc
  .oneof(
    { weight: 4, arbitrary: fc.record({ q, flusso: fc.constantFrom('E', 'U', 'I') }, { requiredKeys: ['q'] }) },
    {
      weight: 5,
      arbitrary: fc.record({
        q: optional(q),
        oggetto: optional(frase),
        corrispondente: optional(fc.constantFrom('delibera', 'gara d’appalto', 'soc', 'U410')),
        anno: optional(fc.constantFrom(2026, 2027, 2030)),
        dal: optional(fc.constantFrom('2026-03-02', '2026-08-01', '2027-01-01')),
        al: optional(fc.constantFrom('2026-12-31', '2027-02-01')),
        flusso: optional(fc.constantFrom('E', 'U', 'I')),
        mezzo: optional(fc.constantFrom('pec', 'posta')),
        classifica: optional(fc.constantFrom('VI', 'VI.3', 'VI.3.1', 'I')),
        stato: optional(fc.constantFrom('valida', 'annullata', 'annullamento-richiesto')),
        uo: optional(fc.constantFrom(...UFFICI)),
        assegnatario: optional(fc.constantFrom(...UFFICI, ...UTENTI)),
        protocolloMittente: optional(fc.constantFrom('12/A', 'prot. 7')),
        dataMittente: optional(fc.constantFrom('2026-01-07', '2026-02-28')),
        dataArrivo: optional(fc.constantFrom('2026-01-07', '2026-02-28')),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ anno: fc.constantFrom(2026, 2027), stato: optional(fc.constant('annullata')) }),
    },
    { weight: 1, arbitrary: fc.record({ numero: fc.integer({ min: 1, max: 60 }), q: optional(q) }) },
  )
  .map((one) => one as QueryRegistrazioni)
  .filter(({ dal = '', al = '9999' }) => dal <= al);

const CHIAMANTI: Caller[] = [
  buildCaller('rgd'),
  buildCaller('rgd', { motivoAccesso: 'verifica' }),
  buildCaller('operatore', { utente: 'anna' }),
  buildCaller('istruttore', { utente: 'bruno' }),
  buildCaller('responsabile'),
  buildCaller('istruttore', { uo: 'U310', utente: 'carla', perContoDi: 'anna' }),
  buildCaller('admin'),
];

const GIORNO_MS = 86_400_000;
const NESSUNO = new AbortController().signal;
const newestFirst = (a: Registrazione, b: Registrazione): number => b.anno - a.anno || b.numero - a.numero;

describe('the index of the search', function () {
  this.timeout(60_000);
  let adesso = new Date('2026-03-02T08:00:00Z');
  before(async () => {
    await openDatabase('ricerca-indice');
  });
  after(async () => {
    await closeDatabase();
  });

  const stored = (): Promise<Registrazione[]> => RegistrazioneModel.find({ aoo: AOO }).lean<Registrazione[]>().exec();

  async function register(seed: number, count: number): Promise<void> {
    for (const contents of fc.sample(fc.array(registrazione, { minLength: count, maxLength: count }), {
      seed,
      numRuns: 1,
    })) {
      const last = (await stored()).sort(newestFirst)[0];
      const coda = last === undefined ? null : { ...last, hash: last.catena.hash };
      adesso = new Date(adesso.getTime() + 60 * GIORNO_MS);
      const bozze = contents.map((one) => buildBozza(one, { operatore: 'anna' }));
      await insertBatch(linkAfter({ coda }, bozze, adesso, IPA));
    }
  }

  async function act(seed: number, count: number): Promise<void> {
    const all = (await stored()).sort(newestFirst);
    for (const [i, decide] of fc.sample(atto, { seed, numRuns: count }).entries()) {
      const record = all[(i * 7 + seed) % all.length];
      if (record === undefined || record.stato === 'annullata') continue;
      const data = instantOfAtti(record, adesso);
      const eventi = decide(record, { data, utente: 'anna' });
      if (eventi.length === 0) continue;
      const before = contenutoOf(record);
      const contenutoDopo = eventi.reduce(applyEvento, before);
      const changed = await appendEventi(record, linkEventi(record, eventi), {
        ...changesBetween(before, contenutoDopo),
        ...derivedOf(contenutoDopo),
      });
      all[all.indexOf(record)] = changed;
    }
  }

  /** Another office has the same numbers, all of them changed: none of that is ours. */
  async function copyToAnother(): Promise<void> {
    const { collection } = RegistrazioneModel;
    const copies = (await stored()).map(({ _id, ...one }) => ({ ...one, aoo: 'ALTRA01', daIndicizzare: 'atto' }));
    await collection.insertMany(copies);
  }
  /** Rows that were ready. */
  let pronte = 0;
  /** Every query by every caller, all at the same time, finds what a look at each record finds, page by page, and counts it; the rows say what it says. */
  async function agrees(seed: number, runs: number): Promise<void> {
    const all = (await stored()).sort(newestFirst);
    const asks = async (asked: QueryRegistrazioni, i: number): Promise<void> => {
      const caller = CHIAMANTI[i % CHIAMANTI.length] ?? assert.fail();
      const seen = (record: Registrazione): boolean =>
        (isMaskable(asked) && seesMaskedRows(caller)) || isVisible(caller, record);
      const expected = all.filter((record) => seen(record) && byScan(asked, record));
      const found: Elemento[] = [];
      let cursore: string | undefined;
      do {
        const page = await searchRegistrazioni(caller, {
          ...asked,
          limite: 20,
          ...(cursore !== undefined && { cursore }),
        });
        assert.equal(page.totale, expected.length, JSON.stringify([asked, caller.ruolo]));
        found.push(...page.elementi);
        ({ cursore } = page);
      } while (cursore !== undefined);
      const shown = (one: Elemento): unknown => JSON.parse(jsonOf(caller, one).toString());
      assert.deepEqual(found.map(shown), expected.map(shown), JSON.stringify([asked, caller.ruolo]));
      pronte += found.filter((one) => 'testo' in one).length;
    };
    await Promise.all(fc.sample(query, { seed, numRuns: runs }).map(asks));
  }

  /** All rows of the rgd’s list say what their registrations say. */
  async function shownAsTheyAre(): Promise<void> {
    const caller = CHIAMANTI[0] ?? assert.fail();
    const shown = (one: Elemento): unknown => JSON.parse(jsonOf(caller, one).toString());
    const { elementi } = await searchRegistrazioni(caller, { limite: 200 });
    assert.deepEqual(elementi.map(shown), (await stored()).sort(newestFirst).slice(0, 200).map(shown));
  }

  it('agrees with a look at every record: new, taken in, changed, merged, made anew', async () => {
    for (let turn = 1; turn <= 10; turn += 1) {
      await register(turn, 12);
      if (turn === 5) await copyToAnother();
      if (turn % 3 === 0) await act(turn, 10);
      await agrees(100 + turn, 7);
      await updateIndice(AOO, NESSUNO, 1);
      await agrees(200 + turn, 7);
      await act(300 + turn, 8);
      await agrees(400 + turn, 7);
    }
    const stati = mongoose.connection.collection('ricerca-stato');
    const stato = await stati.findOne({});
    const segmenti = stato?.['segmenti'] as { n: number }[];
    assert.ok(segmenti.length < 8 && segmenti.some(({ n }) => n > 50), 'segments were merged');
    await stati.deleteMany({});
    await mongoose.connection.collection('ricerca-blocchi').deleteMany({});
    await assert.rejects(searchRegistrazioni(CHIAMANTI[0] ?? assert.fail(), { q: 'gara' }), {
      code: 'servizio-non-disponibile',
    });
    await updateIndice(AOO, NESSUNO);
    assert.equal(await RegistrazioneModel.countDocuments({ aoo: AOO, daIndicizzare: { $exists: true } }), 0);
    pronte = 0;
    await agrees(900, 60);
    assert.ok(pronte > 100, 'all that is held has its row ready');
  });

  it('makes the rows that an index of before has not, and a slow worker puts none back', async () => {
    const righe = mongoose.connection.collection<RigaPronta>('ricerca-righe');
    const [one] = (await stored()).sort(newestFirst);
    assert.ok(one);
    const _id = idOfRiga(AOO, one);
    await righe.deleteMany({});
    await mongoose.connection.collection('ricerca-stato').updateOne({}, { $unset: { righe: 1 } });
    await agrees(1_000, 10); // read from the register
    await updateIndice(AOO, NESSUNO);
    assert.equal(await righe.countDocuments(), await RegistrazioneModel.countDocuments({ aoo: AOO }));
    const kept = await righe.findOne({ _id });
    await keepRighe([{ ...one, versione: one.versione - 1, oggetto: 'com’era prima' }]);
    assert.deepEqual(await righe.findOne({ _id }), kept);
    await agrees(1_100, 10);
    await register(77, 9);
    await updateIndice(AOO, NESSUNO); // too few to be taken in, but their rows are made
    assert.equal(await righe.countDocuments(), await RegistrazioneModel.countDocuments({ aoo: AOO }));
    await act(78, 20); // of some of them the row is of before
    await agrees(1_200, 20);
  });

  it('shows no row that a worker of before has left behind, and makes it anew', async () => {
    const stati = mongoose.connection.collection('ricerca-stato');
    const [one] = (await stored()).sort(newestFirst);
    assert.ok(one);
    await updateIndice(AOO, NESSUNO, 1);
    await act(79, 30);
    // it takes the changed ones in and knows nothing of rows
    await RegistrazioneModel.collection.updateMany({ aoo: AOO }, { $unset: { daIndicizzare: 1, parole: 1 } });
    await stati.updateOne({}, { $inc: { generazione: 1 } });
    await shownAsTheyAre();
    await updateIndice(AOO, NESSUNO);
    await shownAsTheyAre();
    const stato = await stati.findOne<StatoIndice>({});
    assert.deepEqual(stato?.righe, { forma: FORMA_RIGA, generazione: stato?.generazione });
    await mongoose.connection.collection('ricerca-stato').deleteMany({});
    await updateIndice(AOO, NESSUNO); // its blocks too
    await agrees(1_300, 10);
  });

  it('tells each of those that ask together its own: blocks, what waits of its office, what passes its filters', async () => {
    const changed = (aoo: string): Promise<number> => RegistrazioneModel.countDocuments({ aoo, daIndicizzare: 'atto' });
    const [block, longer] = await mongoose.connection
      .collection<Blocco>('ricerca-blocchi')
      .find({ _id: /\|o=s/ })
      .sort({ _id: 1 })
      .toArray();
    assert.ok(block && longer);
    const niente = { nomi: [], inizi: [] };
    const all = { filtri: [{ registro: 'PROT-GEN' }], indice: `${AOO}/PROT-GEN`, blocchi: niente };
    const [own, other, none] = await findIstante([
      { ...all, aoo: AOO, blocchi: { nomi: [block._id, 'altro|o=assente'], inizi: [] } },
      { ...all, aoo: 'ALTRA01', indice: 'ALTRA01/PROT-GEN', blocchi: { nomi: [], inizi: [longer._id] } },
      { ...all, aoo: AOO, filtri: [{ parole: { $in: ['o=assente'] } }] },
    ]);
    assert.deepEqual(
      [own, other, none].map((one) => one?.blocchi.map(({ _id }) => _id)),
      [[block._id], [longer._id], []],
    );
    const altrove = await changed('ALTRA01');
    assert.ok(altrove > 0);
    assert.equal(other?.cambiate.length, altrove);
    assert.equal(other.nuove.length, altrove);
    assert.equal(other.generazione, undefined, 'that office has no index');
    assert.equal(own?.cambiate.length, await changed(AOO));
    assert.equal(typeof own.generazione, 'number');
    assert.deepEqual(none, { ...own, blocchi: [], nuove: [] });
  });

  it('reads the records of two offices together and mixes none', async () => {
    const leggi = createLettore<Pick<Registrazione, 'aoo' | 'anno' | 'numero'>>({ _id: 0, aoo: 1, anno: 1, numero: 1 });
    const copy = await RegistrazioneModel.findOne({ aoo: 'ALTRA01' }).lean<Registrazione>();
    assert.ok(copy);
    const { anno, numero } = copy;
    const uffici = [AOO, 'ALTRA01', AOO, 'ALTRA01', 'ASSENTE'];
    const answers = await Promise.all(uffici.map((aoo) => leggi({ aoo, voci: [{ anno, numero }] })));
    assert.deepEqual(
      answers,
      uffici.map((aoo) => (aoo === 'ASSENTE' ? [] : [{ aoo, anno, numero }])),
    );
  });

  it('reads ready rows that are more than one answer of the database holds', async () => {
    const testo = Buffer.from(JSON.stringify({ oggetto: 'x'.repeat(2 ** 20) }));
    const lunghe: RigaPronta[] = Array.from({ length: 20 }, (_one, i) => ({
      ...{ _id: `LUNGHE1/2020/${i + 1}`, forma: FORMA_RIGA, versione: 1, aoo: 'LUNGHE1', registro: 'PROT-GEN' },
      ...{ anno: 2020, numero: i + 1, riservatezza: { livello: 'ordinaria', uo: [], utenti: [] }, uffici: [], testo },
    }));
    const ids = lunghe.map(({ _id }) => _id);
    await writeRighe(lunghe);
    const read = await findPronte([...ids, 'LUNGHE1/2020/99'], FORMA_RIGA);
    assert.deepEqual(read.map(({ _id }) => _id).sort(), [...ids].sort());
    assert.ok(read.every((one) => one.testo?.equals(testo)));
    await deleteRighe(ids);
  });

  it('finds a phrase in the words of the ready rows, and nothing of what has changed since', async () => {
    await updateIndice(AOO, NESSUNO, 1);
    const all = await stored();
    const ordinarie = all.filter(({ riservatezza }) => riservatezza.livello === 'ordinaria');
    const with2 = (parole: readonly string[]): Registrazione[] =>
      ordinarie.filter(({ oggetto }) => ` ${wordsOf(oggetto).join(' ')} `.includes(` ${parole.join(' ')} `));
    const parole = ordinarie
      .map(({ oggetto }) => wordsOf(oggetto).slice(0, 2))
      .find((two) => two.length === 2 && with2(two).length > 1 && with2(two).length < ordinarie.length);
    assert.ok(parole);
    const having = with2(parole);
    const [first] = having;
    assert.ok(first);
    const keys = (records: readonly Registrazione[]): string[] => records.map(chiaveOf).sort();
    assert.deepEqual([...(await conFrasePronta(AOO, all, parole, []))].sort(), keys(having));
    assert.deepEqual([...(await conFrasePronta(AOO, all, parole, [first]))].sort(), keys(having.slice(1)));
  });

  const segmento = (n: number) => ({ id: String(n), n, testi: false, superate: new mongoose.mongo.Binary() });

  it('merges eight small ones of one size, the smallest first', () => {
    const smallest = Array.from({ length: 9 }, (_, i) => segmento(65 + i));
    const small = Array.from({ length: 8 }, (_, i) => segmento(513 + i));
    assert.deepEqual(toMerge([...small, ...smallest]), smallest.slice(0, 8));
    assert.deepEqual(toMerge([...small, ...smallest.slice(3)]), small);
    assert.deepEqual(toMerge([...small.slice(1), ...smallest.slice(3)]), []);
  });

  it('merges great ones until each has more than all smaller ones together, whatever comes', () => {
    const sizes = fc.array(fc.integer({ min: 4_096, max: 1_000_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(sizes, (many) => {
        let left: ReturnType<typeof segmento>[] = [];
        for (const [i, n] of many.entries()) {
          left.push({ ...segmento(n), id: String(i) });
          const some = toMerge(left);
          if (some.length === 0) continue;
          assert.ok(some.length > 1);
          const sum = some.reduce((all, one) => all + one.n, 0);
          left = [...left.filter((one) => !some.includes(one)), { ...segmento(sum), id: `m${i}` }];
          assert.deepEqual(toMerge(left), [], 'one merge is enough');
        }
        const sorted = left.map(({ n }) => n).sort((one, other) => one - other);
        for (const [i, n] of sorted.entries())
          assert.ok(sorted.slice(0, i).reduce((all, one) => all + one, 0) < n, String(sorted));
      }),
    );
  });
});
