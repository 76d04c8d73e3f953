import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { at, filePdf, useHarness } from '../../support/harness.js';
import { multipart, parteJson, partePdf, postBytes } from './grezze.js';
import { isProblem } from './problemi.js';
import { competenza, EDILE, entrata, MOTIVO } from './richieste.js';

describe('hostile requests: encodings, too much of everything', function () {
  this.timeout(60_000);
  const here = useHarness('ostili-codifica');
  const pdf = partePdf('lettera.pdf');

  describe('encodings', () => {
    for (const encoding of ['gzip', 'deflate', 'br', 'zstd', 'GZIP', 'gzip, gzip', 'x-nothing'])
      for (const [what, body] of [
        ['not so compressed', Buffer.from('{"sha256":1}')],
        ['compressed', gzipSync('{}')],
      ] as const)
        it(`JSON that says ${encoding}, ${what}: 415`, async () => {
          const answer = postBytes(here, body, 'application/json', '/registrazioni/controllo');
          isProblem(await answer.set('Content-Encoding', encoding), 415);
        });
    it('multipart that says gzip: 415, and nothing is registered', async () => {
      const before = await here.count('registrazioni');
      const body = multipart([parteJson(entrata()), pdf]);
      isProblem(await postBytes(here, body).set('Content-Encoding', 'gzip'), 415);
      assert.equal(await here.count('registrazioni'), before);
      assert.equal((await postBytes(here, body).set('Content-Encoding', 'identity')).status, 201);
    });
    it('bytes that are not UTF-8 in a text: 422, never a text that nobody wrote', async () => {
      const [head, tail] = JSON.stringify(entrata({ oggetto: 'Richiesta di # per il cantiere' })).split('#');
      for (const bytes of [[0xff], [0xc0, 0x80], [0xe0], [0xed, 0xa0, 0x80]]) {
        const contenuto = Buffer.concat([Buffer.from(head ?? ''), Buffer.from(bytes), Buffer.from(tail ?? '')]);
        const body = multipart([{ nome: 'registrazione', contenuto }, pdf]);
        isProblem(await postBytes(here, body), 422, ['oggetto']);
      }
    });
  });

  it('a media type longer than any there is says nothing: its file can be read again', async () => {
    const parte = { ...partePdf('dati.bin', Buffer.from([1, 2, 3, 0])), tipo: `application/x-${'a'.repeat(12_000)}` };
    const answer = await postBytes(here, multipart([parteJson(entrata()), parte]));
    assert.equal(answer.status, 201);
    const file = await here.get(`${at(answer.body as { anno: number; numero: number })}/documento`, 'protocollo');
    assert.equal(file.status, 200);
    assert.match(file.headers['content-type'] ?? '', /^application\/octet-stream/);
  });

  it('as many unknown properties as fit: the answer names a hundred of them', async () => {
    const many = Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`k${i}`, 0]));
    const problem = isProblem(await postBytes(here, multipart([parteJson({ ...entrata(), ...many }), pdf])), 422);
    assert.equal(problem.errori?.length, 100);
    const parameters = Array.from({ length: 1_000 }, (_, i) => `k${i}=`).join('&');
    assert.equal(isProblem(await here.get(`/registrazioni?${parameters}`, 'protocollo'), 400).errori?.length, 100);
  });

  it('a record that is full takes no more: 409, it verifies, and it can still be annulled', async () => {
    const mittenti = (i: number) =>
      Array.from({ length: 500 }, (_, n) => ({ ...EDILE, denominazione: `Edile ${i} ${n} ${'x'.repeat(900)}` }));
    const posto = at(await here.registered('protocollo', entrata({ mittenti: mittenti(0) })));
    let answer = await here.patch(posto, 'rgd', 1).send({ motivo: MOTIVO, mittenti: mittenti(1) });
    for (let versione = 2; answer.status === 200 && versione < 20; versione += 1)
      answer = await here.patch(posto, 'rgd', versione).send({ motivo: MOTIVO, mittenti: mittenti(versione) });
    isProblem(answer, 409);
    assert.equal((await here.post(`${posto}/annullamento`, 'rgd').send({ motivo: MOTIVO })).status, 200);
    const verified = (await here.get(`${posto}/verifica`, 'rgd').expect(200)).body as { integra: boolean };
    assert.equal(verified.integra, true);
  });

  it('twenty acts at once on one registration that name no version are all done', async () => {
    const posto = at(await here.registered('protocollo', entrata(), { documento: filePdf('Molti atti insieme') }));
    const codici = ['VI.3', 'III.1'];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        i % 2 === 0
          ? here.post(`${posto}/classificazione`, 'protocollo').send({ codice: codici[(i / 2) % 2] })
          : here
              .post(`${posto}/assegnazioni`, 'protocollo')
              .send({ assegnazioni: [competenza(`U4${i % 4 < 2 ? 10 : 12}`)] }),
      ),
    );
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
  });
});
