import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, at, filePdf, useHarness } from '../../support/harness.js';
import { leftovers, multipart, parteJson, partePdf, postBytes, rawExchange, TIPO_MULTIPART } from './grezze.js';
import { isProblem } from './problemi.js';
import { entrata } from './richieste.js';

const MIB = 1_048_576;

describe('hostile requests: bodies and files', function () {
  this.timeout(60_000);
  const here = useHarness('ostili', { env: { LIMITE_FILE_MB: '1' } });
  let posto: string;
  before(async () => (posto = at(await here.registered('protocollo', entrata()))));
  let stored = 0;
  beforeEach(async () => (stored = await here.count('registrazioni')));
  /** Nothing half-written: no record more, no upload left behind. */
  const nothingLeft = async (): Promise<void> => {
    assert.equal(await here.count('registrazioni'), stored);
    for (let i = 0; i < 40 && (await leftovers(here.storageDir)).length > 0; i++) await sleep(25);
    assert.deepEqual(await leftovers(here.storageDir), []);
  };
  const pdf = partePdf('lettera.pdf');

  describe('bodies', () => {
    const whole = multipart([parteJson(entrata()), pdf]);
    const cases: [what: string, status: number, body: Buffer | string, tipo?: string | undefined, campo?: string][] = [
      ['JSON instead of multipart', 415, JSON.stringify(entrata()), 'application/json'],
      ['plain text', 415, 'ciao', 'text/plain'],
      ['a form of the old kind', 415, 'flusso=E', 'application/x-www-form-urlencoded'],
      ['another multipart', 415, whole, TIPO_MULTIPART.replace('form-data', 'mixed')],
      ['no boundary', 400, whole, 'multipart/form-data'],
      ['another boundary', 400, whole, 'multipart/form-data; boundary=altro'],
      ['nothing', 400, Buffer.alloc(0)],
      ['cut in the middle of the file', 400, whole.subarray(0, whole.length - 60)],
      ['cut before the closing boundary', 400, multipart([parteJson(entrata()), pdf], '')],
      ['no part at all', 422, multipart([]), undefined, 'registrazione'],
      ['no registrazione', 422, multipart([pdf]), undefined, 'registrazione'],
      [
        'two registrazione',
        422,
        multipart([parteJson(entrata()), parteJson(entrata()), pdf]),
        undefined,
        'registrazione',
      ],
      ['two documents', 422, multipart([parteJson(entrata()), pdf, partePdf('altra.pdf')]), undefined, 'documento'],
      [
        'an unknown part',
        422,
        multipart([parteJson(entrata()), pdf, { nome: 'firma', contenuto: 'x' }]),
        undefined,
        'firma',
      ],
      [
        'an unknown file',
        422,
        multipart([parteJson(entrata()), pdf, partePdf('x.pdf', 'x', 'firma')]),
        undefined,
        'firma',
      ],
      [
        'a document that is no file',
        422,
        multipart([parteJson(entrata()), { nome: 'documento', contenuto: 'testo' }]),
        undefined,
        'documento',
      ],
      ...['__proto__', 'constructor', 'toString', 'hasOwnProperty'].map(
        (nome): [string, number, Buffer, undefined, string] => [
          `a file named ${nome}`,
          422,
          multipart([parteJson(entrata()), pdf, partePdf('x.pdf', 'x', nome)]),
          undefined,
          nome,
        ],
      ),
      ...['__proto__', 'constructor'].map((nome): [string, number, Buffer, undefined, string] => [
        `a part named ${nome}`,
        422,
        multipart([parteJson(entrata()), pdf, { nome, contenuto: 'x' }]),
        undefined,
        nome,
      ]),
      [
        '201 attachments',
        422,
        multipart([
          parteJson(entrata()),
          pdf,
          ...Array.from({ length: 201 }, (_, i) => partePdf(`${i}.pdf`, String(i), 'allegato')),
        ]),
        undefined,
        'allegati[200]',
      ],
      ['a registrazione of more than 1 MB', 413, multipart([parteJson(entrata({ note: 'x'.repeat(MIB) })), pdf])],
      [
        'a file of more than the limit',
        413,
        multipart([parteJson(entrata()), partePdf('grande.pdf', randomBytes(MIB + 1))]),
      ],
    ];
    for (const [what, status, body, tipo, campo] of cases)
      it(`${what}: ${status}`, async () => {
        isProblem(await postBytes(here, body, tipo), status, campo === undefined ? [] : [campo]);
        await nothingLeft();
      });

    it('a file of exactly the limit is registered', async () => {
      const documento = { ...filePdf('x'), bytes: randomBytes(MIB) };
      assert.equal((await here.registered('protocollo', entrata(), { documento })).documento?.dimensione, MIB);
    });
  });

  describe('too large: at once', () => {
    const head = (length: string, expect = ''): string =>
      `POST /api/v1/registrazioni HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${here.token('protocollo')}\r\nContent-Type: ${TIPO_MULTIPART}\r\n${length}\r\n${expect}Connection: close\r\n\r\n`;
    const body = (n: number): Buffer =>
      multipart([
        parteJson(entrata()),
        partePdf('a.pdf', randomBytes(n)),
        partePdf('b.pdf', randomBytes(n), 'allegato'),
        partePdf('c.pdf', randomBytes(n), 'allegato'),
      ]);
    const chunked = (bytes: Buffer): Buffer[] => [
      Buffer.from(`${bytes.length.toString(16)}\r\n`),
      bytes,
      Buffer.from('\r\n0\r\n\r\n'),
    ];

    it('a length that says so is refused before the body is there', async () => {
      const start = performance.now();
      const answer = await rawExchange(here.nextWeb().port, [head('Content-Length: 10000000000'), 'inizio'], 1_000);
      assert.match(answer, /^HTTP\/1\.1 413 /);
      assert.match(answer, /application\/problem\+json/);
      assert.ok(performance.now() - start < 8_000);
      await nothingLeft();
    });

    it('who sends it all before reading, and closes, reads the answer all the same', async () => {
      const bytes = Buffer.alloc(20 * MIB);
      for (let i = 0; i < 5; i++) {
        const answer = await rawExchange(here.nextWeb().port, [head(`Content-Length: ${bytes.length}`), bytes], 8_000);
        assert.match(answer, /^HTTP\/1\.1 413 /);
      }
      await nothingLeft();
    });

    it('a body without length is cut where the limit of the whole is passed', async () => {
      const port = here.nextWeb().port;
      assert.match(
        await rawExchange(port, [head('Transfer-Encoding: chunked'), ...chunked(body(300_000))], 5_000),
        /^HTTP\/1\.1 201 /,
      );
      stored += 1;
      assert.match(
        await rawExchange(port, [head('Transfer-Encoding: chunked'), ...chunked(body(900_000))], 5_000),
        /^HTTP\/1\.1 413 /,
      );
      await nothingLeft();
    });

    it('JSON of more than 1 MB', async () => {
      isProblem(await here.post(`${posto}/annullamento`, 'rgd').send({ motivo: 'x'.repeat(MIB) }), 413);
      await nothingLeft();
    });
  });

  it('a client that goes away in the middle leaves nothing', async () => {
    const whole = multipart([parteJson(entrata()), partePdf('a.pdf', randomBytes(500_000))]);
    const head = `POST /api/v1/registrazioni HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${here.token('protocollo')}\r\nContent-Type: ${TIPO_MULTIPART}\r\nContent-Length: ${whole.length}\r\n\r\n`;
    await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        rawExchange(here.nextWeb().port, [head, whole.subarray(0, 400_000 + i * 5_000)], 300),
      ),
    );
    await nothingLeft();
  });

  describe('files', () => {
    const long = `${'x'.repeat(251)}.pdf`;
    const names: [string, string][] = [
      ['a path', 'cartella/lettera.pdf'],
      ['a path upwards', '../../etc/passwd'],
      ['a path of Windows', 'C:\\\\documenti\\\\lettera.pdf'],
      ['a whole path', '/etc/passwd'],
      ['dots', '..'],
      ['blanks', '   '],
      ['a right-to-left override', 'lettera\u202Efdp.exe'],
      ['a right-to-left mark', 'lettera\u200F.pdf'],
      ['a line separator', 'lettera\u2028.pdf'],
      ['256 characters', `x${long}`],
    ];
    for (const [what, file] of names)
      it(`a name with ${what}: 422`, async () => {
        isProblem(await postBytes(here, multipart([parteJson(entrata()), partePdf(file)])), 422, ['documento']);
        isProblem(
          await postBytes(
            here,
            multipart([
              parteJson(entrata()),
              pdf,
              partePdf('buono.pdf', 'uno', 'allegato'),
              partePdf(file, 'due', 'allegato'),
            ]),
          ),
          422,
          ['allegati[1]'],
        );
        await nothingLeft();
      });
    it('a control character: 422 where the body can be read, else 400', async () => {
      for (const nome of ['lettera\u0001.pdf', 'lettera\u001b[2J.pdf', 'lettera\r\nX: y.pdf', 'lettera\u0000.pdf']) {
        const encoded = { nome: 'documento', fileEsteso: nome, tipo: 'application/pdf', contenuto: 'x' };
        isProblem(await postBytes(here, multipart([parteJson(entrata()), encoded])), 422, ['documento']);
        if (!nome.includes('\n'))
          isProblem(await postBytes(here, multipart([parteJson(entrata()), partePdf(nome)])), 400);
      }
      await nothingLeft();
    });
    it('a file without a name: 422', async () => {
      isProblem(await postBytes(here, multipart([parteJson(entrata()), partePdf('')])), 422, ['documento']);
      isProblem(await postBytes(here, multipart([parteJson(entrata()), pdf, partePdf('', 'x', 'allegato')])), 422, [
        'allegato',
      ]);
      await nothingLeft();
    });
    it('a name of 255 characters, of emoji, of quotes is kept', async () => {
      for (const nome of [long, 'atto 😀 «primo».pdf', "l'atto (copia); 1%2e.pdf"]) {
        const answer = await postBytes(here, multipart([parteJson(entrata()), partePdf(nome)])).expect(201);
        assert.equal((answer.body as { documento: { nome: string } }).documento.nome, nome);
      }
    });
    it('an empty file: 422, the document and an attachment', async () => {
      isProblem(await postBytes(here, multipart([parteJson(entrata()), partePdf('vuoto.pdf', '')])), 422, [
        'documento',
      ]);
      isProblem(
        await postBytes(here, multipart([parteJson(entrata()), pdf, partePdf('vuoto.pdf', '', 'allegato')])),
        422,
        ['allegati[0]'],
      );
      await nothingLeft();
    });
    it('a mime type of no sense is registered and annotated, never believed', async () => {
      for (const tipo of [
        'text/html',
        'application/pdf; charset="<script>"',
        'x',
        '',
        '../..',
        `a/${'b'.repeat(200)}`,
      ]) {
        const answer = await postBytes(
          here,
          multipart([parteJson(entrata()), { ...partePdf('a.pdf', filePdf('vero').bytes), tipo }]),
        );
        assert.equal(answer.status, 201, `${tipo}: ${answer.text}`);
        assert.equal(
          (answer.body as { documento: { formato: { mime: string } } }).documento.formato.mime,
          'application/pdf',
        );
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
