import assert from 'node:assert/strict';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { type Account, at, filePdf, useHarness } from '../../support/harness.js';
import { isProblem } from './problemi.js';
import { competenza, conoscenza, EDILE, entrata, interna, MOTIVO, ROSSI, ufficio, uscita } from './richieste.js';

interface Lista {
  elementi: RegistrazioneRisposta[];
  totale?: number;
  oltre?: number;
  cursore?: string;
}
type Query = Record<string, string | number>;

describe('GET /registrazioni: search', function () {
  this.timeout(60_000);
  const here = useHarness('ricerca');
  const made: Record<string, RegistrazioneRisposta> = {};
  const NERI = { tipo: 'PF', cognome: 'D’Amico', nome: 'Nicolò', codiceFiscale: 'RSSMRA80A01H501U' } as const;

  before(async () => {
    const put = async (name: string, account: Account, richiesta: object, files = {}) =>
      (made[name] = await here.registered(account, richiesta, files));
    await put(
      'gara',
      'protocollo',
      entrata({
        oggetto: 'Offerta per la gara delle biblioteche scolastiche',
        mittenti: [EDILE],
        mezzo: 'pec',
        classifica: 'VI.5',
        protocolloMittente: { numero: 'AB/12-bis', data: '2026-02-01' },
        assegnazioni: [competenza('U412')],
      }),
    );
    await put(
      'delibera',
      'rgd',
      entrata({
        oggetto: 'Delibera sull’attività edilizia: perché è così',
        mittenti: [NERI],
        mezzo: 'email',
        classifica: 'VI.3',
        assegnazioni: [competenza('U410', 'istruttore'), conoscenza('U411')],
      }),
    );
    await put(
      'lettera',
      'istruttore',
      uscita({
        oggetto: 'Richiesta di integrazione della pratica edilizia',
        destinatari: [ROSSI],
        mezzo: 'raccomandata',
        classifica: 'VI.3',
      }),
      { documento: filePdf('lettera di integrazione') },
    );
    await put(
      'nota',
      'responsabile',
      interna({
        oggetto: 'Ordine di servizio per i cantieri',
        mittenti: [ufficio('S4')],
        destinatari: [ufficio('U410')],
      }),
    );
    await put(
      'sotto',
      'rgd',
      entrata({
        oggetto: 'Circolare sulle normative',
        mittenti: [{ tipo: 'PAI', denominazione: 'Prefettura di Roccalta', codiceIPA: 'pref_rc' }],
        classifica: 'I.1.1',
      }),
    );
    await here.moveClock('2026-04-10T12:00:00+02:00');
    await put(
      'rinnovata',
      'protocollo',
      entrata({
        oggetto: 'Istanza sbagliata dei barcaioli',
        mittenti: [{ tipo: 'PG', denominazione: 'Cooperativa Sbagliata' }],
      }),
    );
    await here
      .patch(at(made['rinnovata'] ?? assert.fail()), 'rgd', 1)
      .send({
        motivo: MOTIVO,
        oggetto: 'Istanza giusta dei traghettatori',
        mittenti: [{ tipo: 'PG', denominazione: 'Cooperativa Esatta' }],
      })
      .expect(200);
    await put('annullata', 'protocollo', entrata({ oggetto: 'Esposto sul rumore notturno' }));
    await here
      .post(`${at(made['annullata'] ?? assert.fail())}/annullamento`, 'rgd')
      .send({ motivo: MOTIVO })
      .expect(200);
    await put('chiesta', 'protocollo', entrata({ oggetto: 'Esposto sui rifiuti', mezzo: 'sportello' }));
    await here
      .post(`${at(made['chiesta'] ?? assert.fail())}/annullamento`, 'protocollo')
      .send({ motivo: MOTIVO })
      .expect(202);
    await here
      .post(`${at(made['delibera'] ?? assert.fail())}/presa-in-carico`, 'istruttore')
      .send({})
      .expect(200);
  });

  const ask = async (query: Query, account: Account = 'rgd') =>
    (await here.get('/registrazioni', account).query(query).expect(200)).body as Lista;
  const names = ({ elementi }: Lista): string[] =>
    elementi.map(
      ({ numero, anno }) =>
        Object.entries(made).find(([, one]) => one.numero === numero && one.anno === anno)?.[0] ?? '?',
    );
  async function finds(query: Query, expected: readonly string[], account: Account = 'rgd'): Promise<void> {
    const answer = await ask(query, account);
    assert.deepEqual(names(answer).sort(), [...expected].sort(), JSON.stringify(query));
    assert.equal(answer.totale, expected.length);
  }

  const all = ['gara', 'delibera', 'lettera', 'nota', 'sotto', 'rinnovata', 'annullata', 'chiesta'];
  const filters: [Query, string[]][] = [
    [{}, all],
    [{ anno: 2026 }, all],
    [{ anno: 2025 }, []],
    [{ numero: 3 }, ['lettera']],
    [{ dal: '2026-04-10' }, ['rinnovata', 'annullata', 'chiesta']],
    [{ al: '2026-04-09' }, ['gara', 'delibera', 'lettera', 'nota', 'sotto']],
    [{ dal: '2026-03-02', al: '2026-03-02' }, ['gara', 'delibera', 'lettera', 'nota', 'sotto']],
    [{ dal: '2026-03-03', al: '2026-04-09' }, []],
    [{ flusso: 'U' }, ['lettera']],
    [{ flusso: 'I' }, ['nota']],
    [{ stato: 'annullata' }, ['annullata']],
    [{ stato: 'annullamento-richiesto' }, ['chiesta']],
    [{ mezzo: 'sportello' }, ['chiesta']],
    [{ classifica: 'VI.3' }, ['delibera', 'lettera']],
    [{ classifica: 'VI' }, ['gara', 'delibera', 'lettera']],
    [{ classifica: '6/3' }, ['delibera', 'lettera']],
    [{ classifica: 'I' }, ['sotto']],
    [{ classifica: 'I.1' }, ['sotto']],
    [{ classifica: 'I.1.1' }, ['sotto']],
    [{ classifica: 'V' }, []],
    [{ uo: 'U410' }, ['delibera', 'lettera', 'nota']],
    [{ uo: 'U411' }, ['delibera']],
    [{ assegnatario: 'istruttore' }, ['delibera']],
    [{ assegnatario: 'U412' }, ['gara']],
    [{ protocolloMittente: 'AB/12-bis' }, ['gara']],
    [{ protocolloMittente: 'AB/12' }, []],
    [{ fascicolo: 'f1' }, []],
    [{ corrispondente: 'edile' }, ['gara']],
    [{ corrispondente: 'Nicolo' }, ['delibera']],
    [{ corrispondente: 'amico' }, ['delibera']],
    [{ corrispondente: 'RSSMRA80A01H501U' }, ['delibera']],
    [{ corrispondente: 'pref_rc' }, ['sotto']],
    [{ corrispondente: 'prefett' }, ['sotto']],
    [{ corrispondente: 'gara' }, []],
    [{ oggetto: 'edilizia' }, ['delibera', 'lettera']],
    [{ oggetto: 'Rossi' }, []],
    [{ oggetto: 'edilizia', corrispondente: 'rossi' }, ['lettera']],
    [
      {
        anno: 2026,
        dal: '2026-03-01',
        al: '2026-03-31',
        flusso: 'E',
        classifica: 'VI',
        mezzo: 'pec',
        stato: 'valida',
        uo: 'U412',
        q: 'gara',
        oggetto: 'biblioteche',
        corrispondente: 'edile',
        protocolloMittente: 'AB/12-bis',
      },
      ['gara'],
    ],
    [{ flusso: 'E', classifica: 'VI.3', mezzo: 'pec' }, []],
  ];
  describe('filters, alone and together', () => {
    for (const [query, expected] of filters) it(JSON.stringify(query), () => finds(query, expected));
    it('sha256 of a document', async () => {
      const { sha256 = '' } = made['lettera']?.documento ?? {};
      await finds({ sha256 }, ['lettera']);
      await finds({ sha256, flusso: 'E' }, []);
    });
  });

  const words: [string, string[]][] = [
    ['biblioteca', ['gara']],
    ['BIBLIOTECHE', ['gara']],
    ['gare', ['gara']],
    ['delibere', ['delibera']],
    ['attivita', ['delibera']],
    ['attività', ['delibera']],
    ['perche', ['delibera']],
    ['perché', ['delibera']],
    ['scola', ['gara']],
    ['scol offer', []],
    ['offerta scol', ['gara']],
    ['offerta per la gara', ['gara']],
    ['edilizia pratica', ['lettera']],
    ['pratica "integrazione della pratica"', ['lettera']],
    ['"pratica integrazione"', []],
    ['"gara delle biblioteche"', ['gara']],
    ['"gara delle bib"', []],
    ['«ordine di servizio»', ['nota']],
    ['"perche e cosi"', ['delibera']],
    ['nicolo d’amico', ['delibera']],
    ["d'amico", ['delibera']],
    ['prefettura circolare', ['sotto']],
    ['AB/12-bis', ['gara']],
    ['3', ['lettera']],
    ['0000003', ['lettera']],
    ['3/2026', ['lettera']],
    ['3/2025', []],
    ['inesistente', []],
    ['   ', ['gara', 'delibera', 'lettera', 'nota', 'sotto', 'rinnovata', 'annullata', 'chiesta']],
    ['.*', ['gara', 'delibera', 'lettera', 'nota', 'sotto', 'rinnovata', 'annullata', 'chiesta']],
    ['(((', ['gara', 'delibera', 'lettera', 'nota', 'sotto', 'rinnovata', 'annullata', 'chiesta']],
  ];
  describe('q: all words, stems, accents, the last as a prefix, quotes make a phrase', () => {
    for (const [q, expected] of words) it(q, () => finds({ q }, expected));
  });

  describe('what was, is found', () => {
    for (const [query, expected] of [
      [{ q: 'sbagliata' }, ['rinnovata']],
      [{ q: 'barcaiolo' }, ['rinnovata']],
      [{ q: 'traghettatori' }, ['rinnovata']],
      [{ q: '"istanza sbagliata dei barcaioli"' }, ['rinnovata']],
      [{ oggetto: 'barcaioli' }, ['rinnovata']],
      [{ corrispondente: 'sbagliata' }, ['rinnovata']],
      [{ corrispondente: 'esatta' }, ['rinnovata']],
      [{ q: 'rumore' }, ['annullata']],
      [{ q: 'esposti' }, ['annullata', 'chiesta']],
    ] as [Query, string[]][])
      it(JSON.stringify(query), () => finds(query, expected));
  });

  describe('who sees less finds less, and is told of less', () => {
    it('the office', () => finds({}, ['delibera', 'lettera', 'nota'], 'istruttore'));
    it('the settore', () => finds({}, ['gara', 'delibera', 'lettera', 'nota'], 'responsabile'));
    it('by word', () => finds({ q: 'offerta' }, [], 'istruttore'));
    it('another settore', () => finds({}, [], 'istruttore.u114'));
    it('another AOO', () => finds({ q: 'edilizia' }, [], 'rgd2'));
  });

  describe('bad questions', () => {
    for (const [query, campo] of [
      ['limite=0', 'limite'],
      ['limite=201', 'limite'],
      ['limite=-1', 'limite'],
      ['limite=dieci', 'limite'],
      ['limite=1.5', 'limite'],
      ['limite=', 'limite'],
      ['anno=26', 'anno'],
      ['numero=0', 'numero'],
      ['dal=ieri', 'dal'],
      ['dal=2026-02-30', 'dal'],
      ['dal=2026-04-02&al=2026-04-01', 'dal'],
      ['flusso=X', 'flusso'],
      ['stato=aperta', 'stato'],
      ['sha256=abc', 'sha256'],
      ['classifica=abc', 'classifica'],
      ['cursore=qualunque', 'cursore'],
      [`q=${'x'.repeat(501)}`, 'q'],
      ['limite=10&limite=20', 'limite'],
    ])
      it(`422: ${(query ?? '').slice(0, 40)}`, async () =>
        void isProblem(await here.get(`/registrazioni?${query ?? ''}`, 'rgd'), 422, [campo ?? '']));
    for (const query of [
      'dal[$gt]=2026-01-01',
      'dal%5B%24gt%5D=1',
      '$where=1',
      'numero[$ne]=1',
      'pagina=2',
      'Anno=2026',
      '__proto__=1',
      'constructor=1',
      'q[]=x',
      'anno=2026&boh=',
    ])
      it(`400: ${query}`, async () => void isProblem(await here.get(`/registrazioni?${query}`, 'rgd'), 400));
    for (const path of [
      '/registrazioni/2026/uno',
      '/registrazioni/26/1',
      '/registrazioni/2026/-1',
      '/registrazioni/2026/0',
      '/registrazioni/2026/1.5',
      '/registrazioni/2026/9999999999',
      '/registrazioni/%00/1',
      '/registrazioni/2026/$gt',
      '/registrazioni/2026/1/allegati/zero',
      '/registrazioni/%E0%A4%A/1',
    ])
      it(`400: ${path}`, async () => void isProblem(await here.get(path, 'rgd'), 400));
  });

  describe('pages', () => {
    const rows = ({ elementi }: Lista): string[] => elementi.map(({ anno, numero }) => `${anno}/${numero}`);

    it('newest first, each once, while new ones arrive', async () => {
      const first = await ask({ limite: 3 });
      const seen = rows(first);
      const before = rows(await ask({ limite: 200 }));
      assert.equal(first.elementi.length, 3);
      let page = first;
      while (page.cursore !== undefined) {
        await here.registered('protocollo', entrata({ oggetto: 'Arrivata durante la lettura' }));
        page = await ask({ limite: 3, cursore: page.cursore });
        seen.push(...rows(page));
      }
      assert.deepEqual(seen, before);
      assert.deepEqual(
        [...before].sort((a, b) => Number(b.split('/')[1]) - Number(a.split('/')[1])),
        before,
      );
    });

    it('with a filter, and across the years', async () => {
      await here.moveClock('2027-01-04T09:00:00+01:00');
      for (let i = 0; i < 3; i++)
        await here.registered('protocollo', entrata({ oggetto: `Edilizia dell’anno nuovo ${i}` }));
      const whole = rows(await ask({ q: 'edilizia', limite: 200 }));
      assert.deepEqual(whole, ['2027/3', '2027/2', '2027/1', '2026/3', '2026/2']);
      const seen: string[] = [];
      let cursore: string | undefined;
      do {
        const page: Lista = await ask({ q: 'edilizia', limite: 2, ...(cursore !== undefined && { cursore }) });
        assert.equal(page.totale, 5);
        seen.push(...rows(page));
        ({ cursore } = page);
      } while (cursore !== undefined);
      assert.deepEqual(seen, whole);
    });

    it('fifty by default, a whole page without more has no cursor', async () => {
      const total = await here.count('registrazioni', { aoo: 'AVLD001' });
      const page = await ask({ limite: total });
      assert.deepEqual([page.elementi.length, page.cursore, page.totale], [total, undefined, total]);
      const almost = await ask({ limite: total - 1 });
      assert.equal((await ask({ limite: 5, cursore: almost.cursore ?? assert.fail() })).elementi.length, 1);
    });

    it('above a thousand only that there are more', async () => {
      const template = await here.stored({ anno: 2027, numero: 3 });
      const copies = Array.from({ length: 1_001 }, (_, i) => ({
        ...template,
        _id: undefined,
        aoo: 'AVLD002',
        anno: 2024,
        numero: i + 1,
        catena: { precedente: String(i), hash: String(i) },
        richiesta: { autore: 'x', chiave: String(i), sha256: 'x' },
      })).map(({ _id, ...rest }) => rest);
      await here.collection('registrazioni').insertMany(copies);
      try {
        const more = await ask({}, 'rgd2');
        assert.deepEqual([more.elementi.length, more.totale, more.oltre], [50, undefined, 1_000]);
        await here.collection('registrazioni').deleteOne({ aoo: 'AVLD002', numero: 1 });
        const exact = await ask({}, 'rgd2');
        assert.deepEqual([exact.totale, exact.oltre], [1_000, undefined]);
      } finally {
        await here.collection('registrazioni').deleteMany({ aoo: 'AVLD002' });
      }
    });
  });
});
