import assert from 'node:assert/strict';
import { type Account, at, useHarness } from '../../support/harness.js';
import { isProblem } from './problemi.js';
import { entrata, PROVVEDIMENTO, ufficio, uscita } from './richieste.js';

describe('an AOO that opens its register in mid-year', function () {
  this.timeout(30_000);
  const here = useHarness('apertura', { web: 2 });
  const open = (account: Account, body: object = { ultimoNumero: 1_200, provvedimento: PROVVEDIMENTO }) =>
    here.post('/registro/apertura', account).send(body);
  const verified = async (account: Account, anno: number) =>
    (await here.get('/registro/verifica', account).query({ anno }).expect(200)).body as {
      integro: boolean;
      registrazioni: number;
    };

  it('is for the rgd, with number and act', async () => {
    for (const account of ['protocollo', 'istruttore', 'responsabile', 'archivista', 'vicario', 'admin'] as const)
      isProblem(await open(account), 403);
    isProblem(await open('rgd', {}), 422, ['ultimoNumero', 'provvedimento']);
    for (const ultimoNumero of [0, -1, 1.5, '12', 100_000_000])
      isProblem(await open('rgd', { ultimoNumero, provvedimento: PROVVEDIMENTO }), 422, ['ultimoNumero']);
    isProblem(await open('rgd', { ultimoNumero: 1, provvedimento: { numero: '1' } }), 422, ['provvedimento.data']);
  });

  it('of two at once one is stated; the first number is the next, and carries the opening in its text', async () => {
    const answers = await Promise.all(
      [1, 2, 3].map((i) => open('rgd', { ultimoNumero: 9_999_990 + i, provvedimento: PROVVEDIMENTO })),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409]);
    const { ultimoNumero } = answers.find(({ status }) => status === 201)?.body as { ultimoNumero: number };
    const made = await Promise.all(Array.from({ length: 12 }, () => here.registered('protocollo', entrata())));
    const numeri = made.map(({ numero }) => numero).sort((a, b) => a - b);
    assert.deepEqual(
      numeri,
      Array.from({ length: 12 }, (_, i) => ultimoNumero + 1 + i),
    );
    const [first, second] = [ultimoNumero + 1, ultimoNumero + 2];
    const textOf = async (numero: number) =>
      JSON.parse((await here.stored({ anno: 2026, numero }))['canonico'] as string) as Record<string, unknown>;
    assert.deepEqual((await textOf(first))['apertura'], { ultimoNumero, provvedimento: PROVVEDIMENTO });
    assert.equal((await textOf(first))['precedente'], '0'.repeat(64));
    assert.equal((await textOf(second))['apertura'], undefined);
    assert.deepEqual(await verified('rgd', 2026), {
      integro: true,
      registrazioni: 12,
      ultimoHash: made.find(({ numero }) => numero === numeri[11])?.catena.hash,
    });
    isProblem(await open('rgd'), 409);
    assert.equal(await here.count('accessi', { atto: 'apri-registro' }), 1);
  });

  it('past seven digits the number has eight', async () => {
    const last = (await here.get('/registrazioni?limite=1', 'rgd').expect(200)).body as {
      elementi: { numero: number; anno: number }[];
    };
    const [{ numero, anno } = assert.fail()] = last.elementi;
    assert.ok(numero > 9_999_999);
    const { segnatura } = (await here.get(at({ anno, numero }), 'rgd').expect(200)).body as { segnatura: string };
    assert.ok(segnatura.endsWith(`/${numero}`), segnatura);
    const found = (
      await here
        .get('/registrazioni', 'rgd')
        .query({ q: String(numero) })
        .expect(200)
    ).body as { totale: number };
    assert.equal(found.totale, 1);
  });

  it('against the first number: one of the two, never both', async () => {
    const first = () => here.register('protocollo2', uscita({ mittenti: [ufficio('P001')] }));
    const [opened, ...made] = await Promise.all([open('rgd2'), first(), first(), first()]);
    for (const answer of made) assert.equal(answer.status, 201);
    const numeri = made.map(({ body }) => (body as { numero: number }).numero).sort((a, b) => a - b);
    assert.deepEqual(numeri, opened.status === 201 ? [1_201, 1_202, 1_203] : [1, 2, 3], String(opened.status));
    assert.ok([201, 409].includes(opened.status));
    assert.equal((await verified('rgd2', 2026)).integro, true);
    isProblem(await open('rgd2'), 409);
  });

  it('the year after begins from 1', async () => {
    await here.moveClock('2027-01-02T09:00:00+01:00');
    assert.equal((await here.registered('protocollo', entrata())).numero, 1);
    assert.deepEqual([(await verified('rgd', 2026)).integro, (await verified('rgd', 2027)).integro], [true, true]);
  });
});
