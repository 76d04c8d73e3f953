import assert from 'node:assert/strict';
import supertest from 'supertest';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { at, filePdf, useHarness } from '../../support/harness.js';
import { entrata, MOTIVO, uscita } from '../protocollo/richieste.js';
import { SEGRETI, secret } from '../protocollo/riservate.js';

const ALTRO = 'ab'.repeat(32);

describe('the public verification', function () {
  this.timeout(60_000);
  const here = useHarness('verifica-pubblica');
  const ask = (path: string, accept = 'text/html') => supertest(here.nextWeb().url).get(path).set('Accept', accept);
  const pathOf = ({ anno, numero, catena }: RegistrazioneRisposta): string =>
    `/verifica/${anno}/${numero}/${catena.hash}`;
  let one: RegistrazioneRisposta;
  before(async () => {
    one = await here.registered('protocollo', secret({ riservatezza: { livello: 'riservata', uo: ['U410'] } }), {
      documento: filePdf('segreto', 'segreto.pdf'),
      allegati: [filePdf('altro segreto')],
    });
  });

  it('says the day and that it is unchanged, to whoever has the address, and nothing of the content', async () => {
    const { text, headers } = await ask(pathOf(one))
      .expect(200)
      .expect('content-type', /^text\/html/);
    for (const parola of ['Registrazione autentica', '0000001', 'lunedì 2 marzo 2026', 'Comune di Valdoria', 'ESEMPIO'])
      assert.ok(text.includes(parola), parola);
    const hashes = [one.documento?.sha256, ...one.allegati.map(({ sha256 }) => sha256)];
    assert.deepEqual(
      [...SEGRETI, 'pec', 'U410', ...hashes].filter((word) => text.includes(word ?? '')),
      [],
    );
    assert.match(headers['content-security-policy'] ?? '', /default-src 'none'.*script-src 'self'/);
    assert.equal(headers['set-cookie'], undefined);
    for (const [, address = ''] of text.matchAll(/(?:src|href)="(\/[^"]+)"/g)) await ask(address, '*/*').expect(200);
    const { body } = (await ask(pathOf(one), 'application/json').expect(200)) as { body: object };
    assert.deepEqual(Object.keys(body).sort(), [
      'anno',
      'aoo',
      'data',
      'ente',
      'hash',
      'numero',
      'registro',
      'stato',
      'verificata',
    ]);
  });

  it('says that it was annulled', async () => {
    const two = await here.registered('protocollo', entrata());
    await here
      .post(`${at(two)}/annullamento`, 'rgd')
      .send({ motivo: MOTIVO })
      .expect(200);
    const { text } = await ask(pathOf(two)).expect(200);
    assert.ok(text.includes('Registrazione annullata') && !text.includes(MOTIVO));
    assert.equal(((await ask(pathOf(two), 'application/json')).body as { stato: string }).stato, 'annullata');
  });

  it('answers whatever else with one and the same page', async () => {
    const hash = one.catena.hash;
    const wrong = [
      `/verifica/2026/1/${ALTRO}`,
      `/verifica/2026/99/${hash}`,
      `/verifica/2025/1/${hash}`,
      `/verifica/2026/0000001/${hash}`,
      `/verifica/2026/1/${hash.toUpperCase()}`,
      `/VERIFICA/2026/1/${hash}`,
      `/verifica/2026/1/${hash}/`,
      `/verifica/2026/1/${hash}/documento`,
      `/verifica/2026/1/${hash.slice(1)}`,
      '/verifica/2026/1',
      '/verifica',
      '/verifica/',
      '/verifica/%00/../1',
    ];
    const pages = new Set<string>();
    for (const path of wrong)
      pages.add(
        (
          await ask(path)
            .expect(404)
            .expect('content-type', /^text\/html/)
        ).text,
      );
    assert.equal(pages.size, 1);
    assert.match([...pages][0] ?? '', /<h1>Non trovato<\/h1>/);
    const said = new Set<string>();
    for (const path of wrong.slice(0, 5)) said.add((await ask(path, 'application/json').expect(404)).text);
    assert.equal(said.size, 1);
    await supertest(here.nextWeb().url).post(pathOf(one)).expect(404);
  });

  it('the hash decides between two AOO with the same number', async () => {
    const other = await here.registered('protocollo2', entrata());
    assert.equal(other.numero, one.numero);
    assert.ok((await ask(pathOf(other)).expect(200)).text.includes('AOO AVLD002'));
  });

  it('compares a file by its hash: yes or no, never which files there are', async () => {
    const compare = (sha256: unknown, path = pathOf(one)) =>
      supertest(here.nextWeb().url).post(`${path}/confronto`).send({ sha256 });
    for (const sha256 of [one.documento?.sha256, one.allegati[0]?.sha256])
      assert.deepEqual((await compare(sha256).expect(200)).body, { corrisponde: true });
    assert.deepEqual((await compare(ALTRO).expect(200)).body, { corrisponde: false });
    await compare(ALTRO, `/verifica/2026/1/${ALTRO}`).expect(404);
    await compare(1).expect(422);
    await compare('x'.repeat(5_000)).expect(413);
    await ask(`${pathOf(one)}/confronto`).expect(404);
  });

  it('what was altered in the database is not said to be in the register', async () => {
    const three = await here.registered('istruttore', uscita());
    await ask(pathOf(three)).expect(200);
    await here
      .collection('registrazioni')
      .updateOne({ aoo: three.aoo, anno: three.anno, numero: three.numero }, { $set: { oggetto: 'Altro oggetto' } });
    await ask(pathOf(three)).expect(404);
  });

  it('who asks too often waits', async () => {
    let last = 200;
    for (let i = 0; i < 200 && last !== 429; i += 1)
      ({ status: last } = await supertest(here.nextWeb().url)
        .post(`${pathOf(one)}/confronto`)
        .send({ sha256: ALTRO }));
    assert.equal(last, 429);
    const refused = await supertest(here.nextWeb().url)
      .post(`${pathOf(one)}/confronto`)
      .send({ sha256: ALTRO });
    assert.ok(Number(refused.headers['retry-after']) > 0);
  });
});
