import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { saveTesto } from '../../../schemas/testo-estratto.model.js';
import { type Statistiche, VOCI_STATISTICA } from '../../../schemas/statistiche.api.js';
import { updateIndice } from '../../../server/ricerca/sigilla.js';
import { PresaTesti } from '../../../server/ricerca/testi.js';
import { type Account, AOO_PROVA, at, filePdf, useHarness } from '../../support/harness.js';
import type { TestWeb } from '../../support/processi.js';
import { isProblem } from '../protocollo/problemi.js';
import { competenza, entrata, MOTIVO, ROSSI, uscita } from '../protocollo/richieste.js';

const NESSUNO = new AbortController().signal;
const COLONNE = ['Chiave', 'Voce', 'Entrata', 'Uscita', 'Interna', 'Annullate', 'Totale'];
/** No search is worth a longer wait; a trap that works takes minutes. */
const SUBITO_MS = 2_000;
interface Lista {
  elementi: { numero: number; riservata?: boolean }[];
  totale?: number;
}

describe('the search on two processes, and what is made of its lists', function () {
  this.timeout(60_000);
  const here = useHarness('ricerca-liste', { web: 2 });
  const made: RegistrazioneRisposta[] = [];

  const numbers = async (query: object, account: Account = 'rgd'): Promise<number[]> => {
    const { elementi, totale } = (await here.get('/registrazioni', account).query(query).expect(200)).body as Lista;
    assert.equal(totale, elementi.length);
    return elementi.map(({ numero }) => numero);
  };
  const csv = async (query: object, account: Account = 'rgd', path = '/registrazioni.csv') => {
    const answer = await here.get(path, account).query(query).expect(200).buffer(true);
    assert.match(answer.headers['content-type'] ?? '', /^text\/csv; charset=utf-8/);
    assert.match(answer.headers['content-disposition'] ?? '', /^attachment; filename="[\w-]+\.csv"$/);
    assert.ok(answer.text.startsWith('\uFEFF') && answer.text.endsWith('\r\n'));
    return parse<Record<string, string>>(answer.text, {
      bom: true,
      delimiter: ';',
      columns: true,
      record_delimiter: '\r\n',
    });
  };

  before(async () => {
    const put = async (account: Account, richiesta: object, documento = filePdf(`Documento ${made.length}`)) =>
      made.push(await here.registered(account, richiesta, { documento }));
    await put(
      'protocollo',
      entrata({ oggetto: '=1+1 Richiesta', mittenti: [ROSSI], assegnazioni: [competenza('U410')] }),
    );
    await put(
      'protocollo',
      entrata({
        oggetto: 'Esposto riservato',
        classifica: 'VI.3',
        riservatezza: { livello: 'riservata', uo: ['U410'] },
        assegnazioni: [competenza('U410')],
      }),
    );
    await put('istruttore', uscita({ oggetto: 'Risposta; con "virgolette" e due righe', classifica: 'VI.3' }));
  });

  it('finds a registration at once on the other process, and after each act, before and after the index has it', async () => {
    const [first, second] = here.webs;
    assert.ok(first !== undefined && second !== undefined);
    const both: readonly TestWeb[] = [first, second];
    const on = async (web: TestWeb, q: string): Promise<number[]> =>
      ((await here.get('/registrazioni', 'rgd', web).query({ q }).expect(200)).body as Lista).elementi.map(
        ({ numero }) => numero,
      );
    const { numero, anno } = await here.registered('protocollo', entrata({ oggetto: 'Zafferano' }), { web: first });
    assert.deepEqual(await on(second, 'zafferano'), [numero]);
    await updateIndice(AOO_PROVA, NESSUNO, 1);
    assert.equal(await here.count('registrazioni', { daIndicizzare: { $exists: true } }), 0);
    for (const web of both) assert.deepEqual(await on(web, 'zafferano'), [numero]);
    await here.patch(at({ anno, numero }), 'rgd', 1).send({ motivo: MOTIVO, oggetto: 'Curcuma' }).expect(200);
    for (const q of ['zafferano', 'curcuma', '"curcuma"'])
      for (const web of both) assert.deepEqual(await on(web, q), [numero], q);
    await here
      .post(`${at({ anno, numero })}/annullamento`, 'rgd')
      .send({ motivo: MOTIVO })
      .expect(200);
    assert.deepEqual(await numbers({ q: 'curcuma', stato: 'annullata' }), [numero]);
    await updateIndice(AOO_PROVA, NESSUNO, 1);
    for (const q of ['zafferano', 'curcuma']) assert.deepEqual(await numbers({ q, stato: 'annullata' }), [numero]);
    assert.deepEqual(await numbers({ q: 'curcuma', stato: 'valida' }), []);
  });

  it('finds the words of documents, that came late, before the record or of a file known before; not to who may not see', async () => {
    const [, riservato, uscente] = made;
    const sha256 = riservato?.documento?.sha256 ?? assert.fail();
    const testo = 'Le fognature dell’acquedotto sono ostruite da tempo immemorabile.';
    await saveTesto(sha256, { stato: 'estratto', testo, troncato: false });
    await saveTesto(uscente?.documento?.sha256 ?? '', { stato: 'non-riuscito', testo: '', troncato: false });
    const presa = new PresaTesti();
    assert.equal(await presa.take(NESSUNO), 1);
    const found = [riservato?.numero];
    for (const indexed of [false, true]) {
      if (indexed) await updateIndice(AOO_PROVA, NESSUNO, 1);
      for (const q of ['fognatura', 'acquedotti', 'fognature ostruit', '"tempo immemorabile"', 'esposto fognature']) {
        assert.deepEqual(await numbers({ q }, 'istruttore'), found, q);
        assert.deepEqual(await numbers({ q }), [], q);
      }
      assert.deepEqual(await numbers({ q: '"immemorabile tempo"' }, 'istruttore'), []);
      assert.deepEqual(await numbers({ oggetto: 'fognature' }, 'istruttore'), []);
    }
    // an act keeps them; a second registration of the same file has them too
    await here
      .post(`${at(riservato ?? assert.fail())}/presa-in-carico`, 'istruttore')
      .send({})
      .expect(200);
    assert.deepEqual(await numbers({ q: 'fognatura' }, 'istruttore'), found);
    const twin = await here.registered(
      'protocollo',
      entrata({ oggetto: 'Lo stesso esposto', assegnazioni: [competenza('U410')] }),
      { documento: filePdf('Documento 1') },
    );
    assert.equal(twin.documento?.sha256, sha256);
    assert.equal(await presa.take(NESSUNO), 0);
    assert.deepEqual(await numbers({ q: 'fognature' }, 'istruttore'), [twin.numero, ...found]);
    assert.deepEqual(await numbers({ q: 'fognature' }), [twin.numero]);
  });

  it('exports what the list shows, as text, nothing as a formula', async () => {
    const rows = await csv({ anno: 2026 });
    const [dataRow] = rows.filter(({ Numero }) => Numero === '0000001');
    assert.equal(dataRow?.['Oggetto'], "'=1+1 Richiesta");
    assert.match(dataRow['Registrata il'] ?? '', /^02\/03\/2026 09:0\d:\d\d$/);
    assert.match(dataRow['Impronta SHA-256'] ?? '', /^[0-9a-f]{64}$/);
    const masked = rows.find(({ Numero }) => Numero === '0000002');
    assert.deepEqual([masked?.['Riservatezza'], masked?.['Oggetto'], masked?.['Mittenti']], ['riservata', '', '']);
    assert.equal(
      rows.find(({ Numero }) => Numero === '0000003')?.['Oggetto'],
      'Risposta; con "virgolette" e due righe',
    );
    assert.deepEqual(
      rows.map(({ Numero }) => Number(Numero)),
      await numbers({ anno: 2026 }),
    );
    // a filter that masks nothing leaves out what is reserved; who is named in it has it, with a trace
    assert.deepEqual(
      (await csv({ classifica: 'VI.3' })).map(({ Numero }) => Numero),
      ['0000003'],
    );
    const traced = await here.count('accessi', { atto: 'legge-riservate', utente: 'istruttore' });
    assert.deepEqual(
      (await csv({ classifica: 'VI.3' }, 'istruttore')).map(({ Numero }) => Numero),
      ['0000003', '0000002'],
    );
    assert.equal(await here.count('accessi', { atto: 'legge-riservate', utente: 'istruttore' }), traced + 1);
    isProblem(await here.get('/registrazioni.csv?limite=10', 'rgd'), 400);
    isProblem(await here.get('/registrazioni.csv?dal=2026-02-30', 'rgd'), 422, ['dal']);
    isProblem(await here.get('/registrazioni.csv', 'admin'), 403);
  });

  it('counts by month, day, office, flow, means and class what the lists show', async () => {
    const ask = async (query: object, account: Account = 'rgd') =>
      (await here.get('/statistiche', account).query(query).expect(200)).body as Statistiche;
    const total = (await numbers({ anno: 2026 })).length;
    for (const per of ['mese', 'giorno', 'flusso']) {
      const { righe, totali } = await ask({ per });
      assert.equal(totali.totale, total, per);
      assert.equal(
        righe.reduce((sum, { totale }) => sum + totale, 0),
        total,
        per,
      );
    }
    const byClass = await ask({ anno: 2026, per: 'classe' });
    assert.equal(
      byClass.righe.find(({ chiave }) => chiave === 'VI.3')?.totale,
      (await numbers({ classifica: 'VI.3' })).length,
    );
    const byMeans = await ask({ per: 'mezzo' }, 'istruttore');
    assert.equal(byMeans.totali.totale, (await numbers({}, 'istruttore')).length);
    const byOffice = await ask({ per: 'ufficio' }, 'istruttore');
    for (const { chiave, totale } of byOffice.righe)
      assert.equal(totale, (await numbers({ uo: chiave }, 'istruttore')).length, chiave);
    assert.equal((await ask({ anno: 2025 })).totali.totale, 0);
    for (const per of VOCI_STATISTICA)
      for (const query of [{ per }, { per, uo: 'U410' }])
        for (const account of ['rgd', 'istruttore'] as const) {
          const { righe, totali } = await ask(query, account);
          assert.ok(righe.length > 0, per);
          const rows = await csv(query, account, '/statistiche.csv');
          const cells = ({ entrata, uscita, interna, annullate, totale }: Statistiche['totali']): string[] =>
            [entrata, uscita, interna, annullate, totale].map(String);
          assert.deepEqual(
            rows.map((row) => Object.values(row)),
            [...righe.map((riga) => [riga.chiave, riga.voce, ...cells(riga)]), ['', 'Totale', ...cells(totali)]],
            `${per} ${account}`,
          );
          assert.deepEqual(Object.keys(rows[0] ?? {}), COLONNE);
        }
    isProblem(await here.get('/statistiche?per=colore', 'rgd'), 422, ['per']);
    isProblem(await here.get('/statistiche', 'admin'), 403);
  });

  it('keeps searches, each person her own', async () => {
    const save = (nome: string, domanda: string, account: Account = 'rgd') =>
      here.post('/ricerche-salvate', account).send({ nome, domanda });
    const { id } = (await save('Gare', 'q=gara&anno=2026').expect(201)).body as { id: string };
    assert.deepEqual((await save('Gare', 'q=gara appalto').expect(200)).body, {
      id,
      nome: 'Gare',
      domanda: 'q=gara+appalto',
    });
    await save('Altre', 'stato=annullata').expect(201);
    const list = (account: Account) => here.get('/ricerche-salvate', account).expect(200);
    assert.deepEqual(
      ((await list('rgd')).body as { elementi: { nome: string }[] }).elementi.map(({ nome }) => nome),
      ['Altre', 'Gare'],
    );
    assert.deepEqual((await list('protocollo')).body, { elementi: [] });
    isProblem(await here.delete(`/ricerche-salvate/${id}`, 'protocollo'), 404);
    await here.delete(`/ricerche-salvate/${id}`, 'rgd').expect(204);
    isProblem(await here.delete(`/ricerche-salvate/${id}`, 'rgd'), 404);
    for (const domanda of ['dal=ieri', 'boh=1', 'q=a&q=b', `q=${'x'.repeat(3_000)}`])
      isProblem(await save('Rotta', domanda), 422, ['domanda']);
  });

  it('answers a search of 10,000 characters or a trap at once, and never betrays', async () => {
    isProblem(await here.get('/registrazioni', 'rgd').query({ q: 'x'.repeat(10_000) }), 422, ['q']);
    isProblem(await here.get('/registrazioni', 'rgd').query({ q: '"di"' }), 422, ['q']);
    for (const q of [
      '(a+)+$ '.repeat(60),
      '"'.repeat(499),
      `"${'a '.repeat(240)}b"`,
      '𝕏'.repeat(200),
      '\u0301'.repeat(400),
    ]) {
      const start = performance.now();
      const answer = await here.get('/registrazioni', 'rgd').query({ q });
      assert.ok(performance.now() - start < SUBITO_MS, q);
      assert.ok(answer.status === 200 || answer.status === 422, q);
    }
  });
});
