import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { createSession } from '../../../server/accesso/sessione.js';
import { type Account, at, useHarness } from '../../support/harness.js';
import { multipart, parteJson, partePdf, postBytes } from './grezze.js';
import { isProblem } from './problemi.js';
import { entrata, MOTIVO, ROSSI } from './richieste.js';

describe('hostile requests: JSON, sessions, addresses', function () {
  this.timeout(60_000);
  const here = useHarness('ostili-json');
  let posto: string;
  before(async () => (posto = at(await here.registered('protocollo', entrata()))));
  let stored = 0;
  beforeEach(async () => (stored = await here.count('registrazioni')));
  const nothingLeft = async (): Promise<void> => assert.equal(await here.count('registrazioni'), stored);
  const pdf = partePdf('lettera.pdf');

  describe('JSON', () => {
    const deep = (n: number): string => `${'['.repeat(n)}${']'.repeat(n)}`;
    const e = JSON.stringify(entrata()).slice(0, -1);
    const cases: [what: string, status: number, text: string, campi?: string[]][] = [
      ['no JSON', 400, '{flusso: E}'],
      ['half of it', 400, e],
      ['empty', 400, ''],
      ['a list', 422, '[]'],
      ['null', 422, 'null'],
      ['a text', 422, '"E"'],
      ['a number', 422, '1e999'],
      ['an operator as a value', 422, `${e},"oggetto":{"$gt":""}}`, ['oggetto']],
      ['an operator as a name', 422, `${e},"$where":"1"}`, ['$where']],
      ['an operator in a list', 422, `${e},"mittenti":[{"$ne":null}]}`, ['mittenti[0].tipo']],
      ['a name with a dot', 422, `${e},"riservatezza.livello":"riservata"}`],
      ['__proto__', 422, `${e},"__proto__":{"ruolo":"rgd"}}`, ['__proto__']],
      [
        '__proto__ further in',
        422,
        `${e},"mittenti":[{"tipo":"PF","cognome":"A","nome":"B","__proto__":{}}]}`,
        ['mittenti[0].__proto__'],
      ],
      ['constructor', 422, `${e},"constructor":{"prototype":{}}}`, ['constructor']],
      ['deep: 31', 400, `${e},"note":${deep(31)}}`],
      ['deep: 100,000', 400, `${e},"note":${deep(100_000)}}`],
      ['half a character', 422, `${e},"oggetto":"mezza \\ud800 coppia"}`, ['oggetto']],
      ['a text that turns the reading', 422, `${e},"oggetto":"atto \\u202e otta"}`, ['oggetto']],
      ['numbers for texts', 422, `${e},"oggetto":12345678901}`, ['oggetto']],
      ['a year of no sense', 422, `${e},"risponde":{"anno":1e300,"numero":1}}`, ['risponde.anno']],
      [
        '501 senders',
        422,
        `${e},"mittenti":${JSON.stringify(Array.from({ length: 501 }, () => ROSSI))}}`,
        ['mittenti'],
      ],
      ['an over-long note', 422, `${e},"note":"${'x'.repeat(10_001)}"}`, ['note']],
      [
        'an over-long surname',
        422,
        `${e},"mittenti":[{"tipo":"PF","cognome":"${'x'.repeat(201)}","nome":"A"}]}`,
        ['mittenti[0].cognome'],
      ],
      [
        'an over-long denominazione',
        422,
        `${e},"mittenti":[{"tipo":"PG","denominazione":"${'x'.repeat(1_001)}"}]}`,
        ['mittenti[0].denominazione'],
      ],
      [
        'an over-long protocol of the sender',
        422,
        `${e},"protocolloMittente":{"numero":"${'x'.repeat(101)}"}}`,
        ['protocolloMittente.numero'],
      ],
      ['an over-long tipologia', 422, `${e},"tipologia":"${'x'.repeat(201)}"}`, ['tipologia']],
      [
        'an address that is none',
        422,
        `${e},"mittenti":[{"tipo":"PG","denominazione":"A","domicilioDigitale":"a@b"}]}`,
        ['mittenti[0].domicilioDigitale'],
      ],
      [
        '101 assignments',
        422,
        `${e},"assegnazioni":${JSON.stringify(Array.from({ length: 101 }, () => ({ uo: 'U410', tipo: 'competenza' })))}}`,
        ['assegnazioni'],
      ],
      [
        'an office with an operator in its code',
        422,
        `${e},"assegnazioni":[{"uo":"$U410","tipo":"competenza"}]}`,
        ['assegnazioni[0].uo'],
      ],
    ];
    for (const [what, status, text, campi] of cases)
      it(`${what}: ${status}`, async () => {
        isProblem(await postBytes(here, multipart([parteJson(text), pdf])), status, campi);
        await nothingLeft();
      });

    const bodies: [string, number, string, string?][] = [
      ['no JSON', 400, '{'],
      ['an operator', 422, '{"motivo":{"$gt":""}}'],
      ['__proto__', 422, `{"motivo":"${MOTIVO}","__proto__":{}}`],
      ['a list', 422, '[1]'],
      ['deep', 400, deep(1_000)],
      ['nothing', 422, ''],
      ['another type', 415, `{"motivo":"${MOTIVO}"}`, 'text/plain'],
      ['a form', 415, `motivo=${MOTIVO}`, 'application/x-www-form-urlencoded'],
      ['another charset', 415, `{"motivo":"${MOTIVO}"}`, 'application/json; charset=ebcdic'],
    ];
    for (const [what, status, text, tipo = 'application/json'] of bodies)
      it(`on an act, ${what}: ${status}`, async () => {
        isProblem(await postBytes(here, text, tipo, `${posto}/annullamento`, 'rgd'), status);
        assert.equal(await here.count('registrazioni', { stato: { $ne: 'valida' } }), 0);
      });

    it('whatever JSON comes, the answer is 201 or a problem below 500', async () => {
      const names = [
        'flusso',
        'oggetto',
        'mittenti',
        'destinatari',
        'mezzo',
        'protocolloMittente',
        'dataArrivo',
        'classifica',
        'assegnazioni',
        'riservatezza',
        'risponde',
        'note',
        'tipologia',
        'fascicolo',
        'differimento',
      ];
      const value = fc.oneof(
        fc.jsonValue({ maxDepth: 3 }),
        fc.string({ unit: 'binary' }),
        fc.constantFrom('E', 'U410', 'VI.3', 'pec', '2026-03-01', 'riservata'),
      );
      await fc.assert(
        fc.asyncProperty(fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 4 }), async (some) => {
          const answer = await postBytes(here, multipart([parteJson({ ...entrata(), ...some }), pdf]));
          if (answer.status !== 201) isProblem(answer, answer.status);
          assert.ok(answer.status === 201 || (answer.status >= 400 && answer.status < 500), answer.text);
        }),
        { numRuns: 150 },
      );
      await fc.assert(
        fc.asyncProperty(
          fc.dictionary(fc.constantFrom(...names, 'motivo', 'provvedimento', 'numero'), value, { maxKeys: 4 }),
          async (some) => {
            const answer = await here.patch(posto, 'rgd', 99).send({ motivo: MOTIVO, ...some });
            assert.ok([412, 422, 400, 404].includes(answer.status), answer.text);
          },
        ),
        { numRuns: 60 },
      );
    });
  });

  describe('sessions', () => {
    const paths = ['/registrazioni', '/io', '/corrispondenti', '/registro/verifica'];
    it('forged, stale or strange tokens: 401, and nothing told', async () => {
      const expired = (await createSession('rgd', new Date('2026-03-01T09:00:00Z'), 3_600_000)).token;
      const good = here.token('rgd');
      const tokens = [
        randomBytes(32).toString('base64url'),
        expired,
        good.slice(0, -1),
        `${good}x`,
        good.toUpperCase(),
        'eyJhbGciOiJub25lIn0.eyJzdWIiOiJyZ2QifQ.',
        '',
        '{"$gt":""}',
        '../rgd',
        'null',
      ];
      for (const token of tokens)
        for (const path of paths) {
          const answer = await here.get(path).set('Authorization', `Bearer ${token}`);
          isProblem(answer, 401);
          assert.match(answer.headers['www-authenticate'] ?? '', /Bearer/);
        }
      for (const header of ['Basic cmdkOnJnZA==', good, `bearer: ${good}`])
        isProblem(await here.get('/io').set('Authorization', header), 401);
      isProblem(await here.get('/io').set('Cookie', `protocollo_sessione=${expired}`), 401);
    });
    it('a change asked by another site with the cookie: 403', async () => {
      const cookie = `protocollo_sessione=${here.token('rgd')}`;
      for (const headers of [{ 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'https://altrove.example' }, {}]) {
        isProblem(
          await here.post(`${posto}/annullamento`).set('Cookie', cookie).set(headers).send({ motivo: MOTIVO }),
          403,
        );
        isProblem(
          await here
            .post('/registrazioni')
            .set('Cookie', cookie)
            .set(headers)
            .field('registrazione', JSON.stringify(entrata())),
          403,
        );
      }
      await nothingLeft();
    });
    it('the password of nobody and a wrong one: 401, the same words', async () => {
      const words = async (utente: string): Promise<string> => {
        const answer = await here.post('/sessione').send({ utente, password: 'sbagliata-davvero' });
        isProblem(answer, 401);
        return answer.text;
      };
      assert.equal(await words('istruttore'), await words('inesistente'));
      isProblem(await here.post('/sessione').send({ utente: { $gt: '' }, password: { $gt: '' } }), 422, [
        'utente',
        'password',
      ]);
    });
  });

  describe('addresses, methods, Accept', () => {
    it('what is not there: 404', async () => {
      for (const path of [
        '/boh',
        '/registrazioni/2026',
        `${posto}/boh`,
        '/Registrazioni',
        '/registrazioni/2026/1/documento/x',
      ])
        isProblem(await here.get(path, 'rgd'), 404);
    });
    it('another method: 405 with Allow', async () => {
      for (const [method, path, allowed] of [
        ['delete', posto, 'GET, PATCH, HEAD'],
        ['put', posto, 'GET, PATCH, HEAD'],
        ['delete', '/registrazioni', /POST/],
        ['put', `${posto}/documento`, 'GET, HEAD'],
        ['delete', `${posto}/annullamento`, 'POST'],
        ['get', `${posto}/annullamento`, 'POST'],
        ['delete', '/registro/verifica', 'GET, HEAD'],
      ] as const) {
        const answer = await here[method](path, 'rgd');
        isProblem(answer, 405);
        if (typeof allowed === 'string')
          assert.deepEqual((answer.headers['allow'] ?? '').split(', ').sort(), allowed.split(', ').sort(), path);
        else assert.match(answer.headers['allow'] ?? '', allowed);
      }
    });
    it('an Accept that cannot be served: 406, and nothing is done', async () => {
      for (const accept of ['application/xml', 'text/html', 'image/png']) {
        isProblem(await here.get(posto, 'rgd').set('Accept', accept), 406);
        isProblem(await here.register('protocollo', entrata()).set('Accept', accept), 406);
      }
      await here.get(posto, 'rgd').set('Accept', 'text/html, application/*;q=0.5').expect(200);
      await here.get(`${posto}/documento`, 'rgd').set('Accept', 'image/png').expect(200);
      await nothingLeft();
    });
    it('the X-AOO of others', async () => {
      for (const [aoo, status] of [
        ['AVLD002', 403],
        ['AVLD999', 400],
        ['$gt', 400],
        ['', 400],
      ] as [string, number][]) {
        const answer = await here.get('/io', 'rgd').set('X-AOO', aoo);
        assert.ok(answer.status === status || (aoo === '' && answer.status === 200), `${aoo}: ${answer.status}`);
      }
    });
  });

  describe('in the end', () => {
    it('the process is the same, and has never said 5xx', async () => {
      const written = here.webs.map((web) => web.output()).join('');
      assert.doesNotMatch(written, /"stato":5\d\d|"level":(50|60)/);
      for (const account of ['protocollo', 'rgd'] as Account[]) await here.get('/io', account).expect(200);
      assert.equal(
        ((await here.get('/registro/verifica', 'rgd').expect(200)).body as { integro: boolean }).integro,
        true,
      );
    });
  });
});
