import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Response, Test } from 'supertest';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { type Account, at, filePdf, useHarness } from '../../support/harness.js';
import { isProblem } from './problemi.js';
import {
  ACCESSO,
  ACCOUNTS,
  hiddenStatus,
  type Lista,
  LETTURE,
  PASSANO,
  secret,
  SEGRETI,
  withMotivo,
} from './riservate.js';
import { competenza, conoscenza, entrata, MOTIVO, uscita } from './richieste.js';

describe('riservatezza (contract §5)', function () {
  this.timeout(60_000);
  const here = useHarness('riservatezza');
  const documento = filePdf('documento che pochi vedono', 'segreto.pdf');
  const sha256 = createHash('sha256').update(documento.bytes).digest('hex');

  /** Each with those who see it without saying why. */
  const cases: Record<string, { richiesta: object; da: Account; vedono: readonly Account[] }> = {
    'registered by protocol, not assigned': {
      da: 'protocollo',
      richiesta: secret({ riservatezza: { livello: 'riservata', uo: ['U310'] } }),
      vedono: ['protocollo'],
    },
    'registered by protocol, assigned': {
      da: 'protocollo',
      richiesta: secret({ riservatezza: { livello: 'riservata', uo: ['U410'] }, assegnazioni: [competenza('U410')] }),
      vedono: ['istruttore'],
    },
    'registered by the rgd for an office': {
      da: 'rgd',
      richiesta: secret({ riservatezza: { livello: 'riservata', uo: ['U410'] } }),
      vedono: ['istruttore'],
    },
    'for a person': {
      da: 'rgd',
      richiesta: secret({ riservatezza: { livello: 'riservata', utenti: ['responsabile'] } }),
      vedono: ['responsabile'],
    },
    'for the office of the head': {
      da: 'rgd',
      richiesta: secret({ riservatezza: { livello: 'riservata', uo: ['S4'] } }),
      vedono: ['responsabile'],
    },
    'for protocol, by name': {
      da: 'rgd',
      richiesta: secret({
        riservatezza: { livello: 'riservata', utenti: ['protocollo'] },
        assegnazioni: [competenza('U310')],
      }),
      vedono: ['protocollo'],
    },
    'assigned to an office that is not named': {
      da: 'rgd',
      richiesta: secret({
        riservatezza: { livello: 'riservata', uo: ['U114'] },
        assegnazioni: [competenza('U410'), conoscenza('U411')],
      }),
      vedono: ['istruttore.u114'],
    },
    'naming the rgd, who says why all the same': {
      da: 'protocollo',
      richiesta: secret({
        riservatezza: { livello: 'riservata', utenti: ['rgd'] },
        assegnazioni: [competenza('U310')],
      }),
      vedono: [],
    },
  };
  const made = new Map<string, RegistrazioneRisposta>();
  const one = (name: string): RegistrazioneRisposta => made.get(name) ?? assert.fail(name);
  let ordinaria: RegistrazioneRisposta;

  before(async () => {
    ordinaria = await here.registered('protocollo', entrata({ assegnazioni: [competenza('U410')] }));
    for (const [name, { da, richiesta }] of Object.entries(cases))
      made.set(
        name,
        await here.registered(da, richiesta, { documento, allegati: [filePdf('allegato', 'segreto.pdf')] }),
      );
  });

  const noSecret = ({ text }: Response): void => {
    for (const word of SEGRETI) assert.ok(!(text as string | undefined)?.includes(word), `${word} in ${text}`);
  };
  const lista = async (
    account: Account,
    query: Record<string, string | number> = {},
    headers: Record<string, string> = {},
  ) =>
    (
      await here
        .get('/registrazioni', account)
        .query({ limite: 200, ...query })
        .set(headers)
        .expect(200)
    ).body as Lista;
  for (const [name, { vedono }] of Object.entries(cases)) {
    describe(name, () => {
      for (const account of ACCOUNTS) {
        const sees = vedono.includes(account);
        it(`${account} ${sees ? 'sees it' : `does not: ${hiddenStatus(account)}`}, and its files, events and acts`, async () => {
          for (const path of LETTURE) {
            const answer = await here.get(at(one(name)) + path, account);
            if (sees) assert.equal(answer.status, 200, path);
            else {
              isProblem(answer, hiddenStatus(account));
              noSecret(answer);
            }
          }
          if (sees) return;
          const acts: Test[] = [
            here.patch(at(one(name)), account, 1).send({ motivo: MOTIVO, oggetto: 'Altro oggetto' }),
            here.patch(at(one(name)), account, 1).send({ motivo: MOTIVO, riservatezza: { livello: 'ordinaria' } }),
            here
              .post(`${at(one(name))}/assegnazioni`, account)
              .send({ assegnazioni: [competenza(account.endsWith('2') ? 'P001' : 'U110')] }),
            here.post(`${at(one(name))}/annullamento`, account).send({ motivo: MOTIVO }),
            here.post(`${at(one(name))}/classificazione`, account).send({ codice: 'VI.3' }),
          ];
          for (const act of acts) {
            const answer = await act;
            assert.ok(answer.status === 404 || answer.status === 403, String(answer.status));
            noSecret(answer);
          }
          assert.equal((await here.stored(one(name)))['versione'], 1);
        });
      }

      for (const account of PASSANO)
        it(`${account} reads it by saying why, and that is noted before it is shown`, async () => {
          const filter = { atto: 'accede-riservate', utente: account, riferimento: `2026/${one(name).numero}` };
          const noted = await here.count('accessi', filter);
          for (const path of LETTURE.slice(0, 3))
            await here
              .get(at(one(name)) + path, account)
              .set(withMotivo)
              .expect(200);
          const lines = await here.collection('accessi').find(filter).toArray();
          assert.equal(lines.length, noted + (vedono.includes(account) ? 0 : 3));
          for (const { motivo, aoo, richiesta } of lines)
            assert.deepEqual([motivo, aoo, typeof richiesta], [ACCESSO, 'AVLD001', 'string']);
        });
    });
  }

  describe('lists and counts', () => {
    const total = Object.keys(cases).length + 1;
    const seen = (account: Account): number =>
      Object.values(cases).filter(({ vedono }) => vedono.includes(account)).length;

    for (const account of ['protocollo', ...PASSANO] as const)
      it(`${account} gets masked rows in lists by number and time, and totale counts them`, async () => {
        for (const query of [
          {},
          { anno: 2026 },
          { dal: '2026-03-01', al: '2026-03-02' },
          { flusso: 'E' },
          { stato: 'valida' },
          { anno: 2026, dal: '2026-03-02', flusso: 'E', stato: 'valida' },
        ]) {
          const answer = await lista(account, query);
          assert.deepEqual([answer.elementi.length, answer.totale], [total, total]);
          const masked = answer.elementi.filter(({ riservata }) => riservata);
          assert.equal(masked.length, total - 1 - seen(account));
          for (const row of masked)
            assert.deepEqual(Object.keys(row).sort(), ['anno', 'dataRegistrazione', 'flusso', 'numero', 'riservata']);
        }
      });

    for (const account of ACCOUNTS.filter((each) => !['protocollo', 'admin', ...PASSANO].includes(each)))
      it(`${account} gets what it sees, and nothing tells of the rest`, async () => {
        const answer = await lista(account);
        const own = seen(account) + (['istruttore', 'responsabile'].includes(account) ? 1 : 0);
        assert.deepEqual([answer.elementi.length, answer.totale], [own, own]);
        assert.ok(answer.elementi.every(({ riservata }) => riservata === undefined));
      });

    it('whoever filters by anything else gets nothing of what is not to be seen', async () => {
      const filters: Record<string, string>[] = [
        { q: 'tossicodipendenza' },
        { q: 'tossicodip' },
        { q: '"caso di tossicodipendenza"' },
        { q: 'Zampironi' },
        { oggetto: 'tossicodipendenza' },
        { corrispondente: 'Zampironi' },
        { protocolloMittente: 'SEGR/99' },
        { sha256 },
        { mezzo: 'pec', oggetto: 'Relazione' },
      ];
      for (const account of ACCOUNTS.filter((each) => each !== 'admin'))
        for (const query of filters) {
          const { elementi, totale, cursore } = await lista(account, query);
          assert.deepEqual(
            [elementi.length, totale, cursore],
            [seen(account), seen(account), undefined],
            `${account} ${JSON.stringify(query)}`,
          );
        }
    });

    it('filters that mask would give away are not masked: uo, assegnatario, mezzo, classifica, numero', async () => {
      for (const query of [
        { uo: 'U310' },
        { assegnatario: 'U310' },
        { numero: one('naming the rgd, who says why all the same').numero },
      ])
        for (const account of ['protocollo', 'vicario'] as const)
          for (const row of (await lista(account, query)).elementi) assert.equal(row.riservata, undefined);
    });

    it('with a reason they are whole, and the reading of the list is noted', async () => {
      const noted = await here.count('accessi', { atto: 'accede-riservate', utente: 'vicario', riferimento: 'elenco' });
      const { elementi, totale } = await lista('vicario', { q: 'tossicodipendenza' }, withMotivo);
      assert.deepEqual([elementi.length, totale], [total - 1, total - 1]);
      assert.equal(
        await here.count('accessi', { atto: 'accede-riservate', utente: 'vicario', riferimento: 'elenco' }),
        noted + 1,
      );
      await lista('vicario', { q: 'accesso agli atti' }, withMotivo);
      assert.equal(
        await here.count('accessi', { atto: 'accede-riservate', utente: 'vicario', riferimento: 'elenco' }),
        noted + 1,
        'a list without anything reserved is not noted',
      );
    });

    it('the line of a list says which, and who is named in the reserve leaves a line too', async () => {
      const letture = { atto: 'legge-riservate', utente: 'istruttore' };
      const own = Object.entries(cases).filter(([, { vedono }]) => vedono.includes('istruttore'));
      const refs = own.map(([name]) => `2026/${one(name).numero}`).sort();
      const [first] = own;
      const { numero } = one(first?.[0] ?? '');
      const noted = await here.count('accessi', { ...letture, riferimento: `2026/${numero}` });
      await here.get(at({ anno: 2026, numero }), 'istruttore').expect(200);
      assert.equal(await here.count('accessi', { ...letture, riferimento: `2026/${numero}` }), noted + 1);

      await lista('istruttore');
      const [line] = await here
        .collection('accessi')
        .find({ ...letture, riferimento: 'elenco' })
        .sort({ _id: -1 })
        .limit(1)
        .toArray();
      assert.deepEqual((line?.['dettagli'] as { registrazioni: string[] }).registrazioni.sort(), refs);
      assert.equal(line?.['motivo'], undefined);
    });

    it('masked rows are not read', async () => {
      const noted = await here.count('accessi', { utente: 'archivista' });
      await lista('archivista');
      assert.equal(await here.count('accessi', { utente: 'archivista' }), noted);
    });

    it('page by page the rows are as many as totale says', async () => {
      for (const account of ['protocollo', 'istruttore', 'vicario'] as const) {
        let page = await lista(account, { limite: 2 });
        const { totale } = page;
        let rows = page.elementi.length;
        for (; page.cursore !== undefined; rows += page.elementi.length)
          page = await lista(account, { limite: 2, cursore: page.cursore });
        assert.equal(rows, totale, account);
      }
    });

    it('admin: 403 on all of it', async () => {
      for (const path of [
        '/registrazioni',
        at(ordinaria),
        `${at(ordinaria)}/documento`,
        `${at(ordinaria)}/eventi`,
        '/corrispondenti',
        '/registro/verifica',
        '/registro/esportazione',
      ])
        isProblem(await here.get(path, 'admin').set(withMotivo), 403);
    });
  });

  describe('whatever is asked', () => {
    it('the reason helps nobody else', async () => {
      for (const account of ['protocollo', 'istruttore', 'responsabile', 'admin'] as const) {
        const hidden = 'naming the rgd, who says why all the same';
        isProblem(await here.get(at(one(hidden)), account).set(withMotivo), hiddenStatus(account));
      }
      isProblem(await here.get(at(one('for a person')), 'rgd2').set(withMotivo), 404);
    });

    it('what is hidden and what is not there get the same words', async () => {
      const hidden = one('naming the rgd, who says why all the same');
      const words = async (numero: number) =>
        (await here.get(at({ anno: 2026, numero }), 'istruttore')).text.replaceAll(
          String(numero).padStart(7, '0'),
          'N',
        );
      assert.equal(await words(hidden.numero), await words(9_999));
      const act = async (numero: number) =>
        (await here.post(`${at({ anno: 2026, numero })}/presa-in-carico`, 'istruttore').send({})).text.replaceAll(
          String(numero).padStart(7, '0'),
          'N',
        );
      assert.equal(await act(hidden.numero), await act(9_999));
      const answers = await Promise.all(
        [hidden.numero, 9_999].map((numero) =>
          here.register('istruttore', uscita({ risponde: { anno: 2026, numero } })),
        ),
      );
      for (const answer of answers) isProblem(answer, 422, ['risponde']);
      assert.equal(answers[0]?.text, answers[1]?.text);
    });

    it('a twin that is reserved is not told', async () => {
      for (const account of ['protocollo', 'istruttore', 'responsabile', 'rgd', 'vicario'] as const) {
        const own = Object.entries(cases)
          .filter(([, { vedono }]) => vedono.includes(account))
          .map(([name]) => one(name).numero);
        const { avvisi } = (
          await here
            .post('/registrazioni/controllo', account)
            .send({ sha256, protocolloMittente: { numero: 'SEGR/99' } })
            .expect(200)
        ).body as { avvisi: { riferimenti: { numero: number }[] }[] };
        for (const { riferimenti } of avvisi)
          for (const { numero } of riferimenti) assert.ok(own.includes(numero), `${account} is told of ${numero}`);
      }
    });

    it('another AOO sees nothing, and is not told that anything is there', async () => {
      for (const account of ['protocollo2', 'rgd2'] as const) {
        assert.deepEqual(await lista(account), { elementi: [], totale: 0 });
        for (const path of LETTURE) isProblem(await here.get(at(ordinaria) + path, account).set(withMotivo), 404);
        isProblem(await here.patch(at(ordinaria), account, 1).send({ motivo: MOTIVO, note: 'nota' }), 404);
        assert.equal(
          (await here.get(`/registrazioni?sha256=${sha256}`, account).set(withMotivo).expect(200)).text,
          '{"elementi":[],"totale":0}',
        );
      }
      isProblem(await here.get(at(ordinaria), 'protocollo').set('X-AOO', 'AVLD002'), 403);
      isProblem(await here.get(at(ordinaria), 'protocollo').set('X-AOO', 'AVLD999'), 400);
    });
  });
});
