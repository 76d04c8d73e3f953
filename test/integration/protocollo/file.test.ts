import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import type { Response } from 'supertest';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { at, type FileProva, filePdf, useHarness } from '../../support/harness.js';
import { isProblem } from './problemi.js';
import { entrata } from './richieste.js';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const file = (nome: string, mime: string, content: string | Buffer): FileProva => ({
  nome,
  mime,
  bytes: Buffer.from(content),
});

describe('files of a registration', function () {
  this.timeout(30_000);
  const here = useHarness('file');
  const documento = filePdf('Istanza', 'Perché è “così”, caffè n° 1;2.pdf');
  const grande = file('grande.bin', 'application/octet-stream', randomBytes(700_000));
  let one: RegistrazioneRisposta;
  let doc: string;
  let big: string;
  before(async () => {
    one = await here.registered('protocollo', entrata(), { documento, allegati: [grande] });
    doc = `${at(one)}/documento`;
    big = `${at(one)}/allegati/1`;
  });

  const bytesOf = ({ body, text }: Response): Buffer => (Buffer.isBuffer(body) ? body : Buffer.from(text));
  const get = (path: string, headers: Record<string, string> = {}) =>
    here
      .get(path, 'protocollo')
      .set(headers)
      .buffer(true)
      .parse((res, done) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () => done(null, Buffer.concat(chunks)));
        res.on('error', (error: Error) => done(error, Buffer.concat(chunks)));
      });

  it('are given back byte for byte, with their hash as ETag', async () => {
    const answer = await get(doc).expect(200);
    assert.deepEqual(bytesOf(answer), documento.bytes);
    assert.deepEqual(
      [
        answer.headers['etag'],
        answer.headers['content-length'],
        answer.headers['content-type'],
        answer.headers['accept-ranges'],
      ],
      [`"${sha256(documento.bytes)}"`, String(documento.bytes.length), 'application/pdf', 'bytes'],
    );
    assert.deepEqual(bytesOf(await get(big).expect(200)), grande.bytes);
    await get(`${at(one)}/allegati/2`).expect(404);
  });

  it('say nothing that a page or a cache could misuse', async () => {
    const { headers } = await get(doc).expect(200);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.match(headers['content-security-policy'] ?? '', /^default-src 'none'; frame-ancestors 'self'/);
    assert.match(headers['cache-control'] ?? '', /private/);
    assert.match(headers['cross-origin-resource-policy'] ?? '', /same-origin/);
  });

  it('keep their name, with accents, quotes and semicolons, for old programs and new', async () => {
    const disposition = (await get(doc).expect(200)).headers['content-disposition'] ?? '';
    assert.match(disposition, /^inline; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\w.%!~-]+$/);
    assert.equal(decodeURIComponent(disposition.split("UTF-8''")[1] ?? ''), documento.nome);
    assert.equal((disposition.match(/"/g) ?? []).length, 2);
  });

  it('answer HEAD with the same headers and no body', async () => {
    const [head, whole] = [await here.head(doc, 'protocollo').expect(200), await get(doc).expect(200)];
    for (const name of [
      'content-length',
      'content-type',
      'etag',
      'content-disposition',
      'accept-ranges',
      'content-security-policy',
    ])
      assert.equal(head.headers[name], whole.headers[name], name);
    assert.equal((head.text as string | undefined) ?? '', '');
    await here.head(`${at(one)}/allegati/9`, 'protocollo').expect(404);
  });

  it('are not sent again to who has them', async () => {
    const etag = `"${sha256(documento.bytes)}"`;
    assert.equal(bytesOf(await get(doc, { 'If-None-Match': etag }).expect(304)).length, 0);
    await get(doc, { 'If-None-Match': '"altro"' }).expect(200);
    await here.get(doc, 'istruttore').set('If-None-Match', etag).expect(404);
  });

  describe('ranges', () => {
    const n = grande.bytes.length;
    for (const [range, start, end] of [
      ['bytes=0-0', 0, 0],
      ['bytes=0-99', 0, 99],
      ['bytes=300000-599999', 300_000, 599_999],
      ['bytes=-100', n - 100, n - 1],
      [`bytes=-${n * 2}`, 0, n - 1],
      ['bytes=699999-', n - 1, n - 1],
      ['bytes=699990-9999999', 699_990, n - 1],
    ] as const)
      it(`${range}: 206`, async () => {
        const answer = await get(big, { Range: range }).expect(206);
        assert.deepEqual(bytesOf(answer), grande.bytes.subarray(start, end + 1));
        assert.deepEqual(
          [answer.headers['content-range'], answer.headers['content-length']],
          [`bytes ${start}-${end}/${n}`, String(end + 1 - start)],
        );
      });
    for (const range of ['bytes=700000-', 'bytes=900000-900001', 'bytes=-0'])
      it(`${range}: 416`, async () => {
        const answer = await here.get(big, 'protocollo').set('Range', range);
        isProblem(answer, 416);
      });
    for (const range of ['bytes=5-2', 'righe=0-1', 'bytes=', 'bytes=a-b', 'bytes=0-1,5-6'])
      it(`${range}: what is not understood is the whole file, or nothing`, async () => {
        const answer = await get(big, { Range: range });
        assert.ok(answer.status === 200 || answer.status === 416, String(answer.status));
        if (answer.status === 200) assert.equal(bytesOf(answer).length, n);
      });
    it('of an older file: the whole new one (If-Range)', async () => {
      const answer = await get(big, { Range: 'bytes=0-9', 'If-Range': '"un-altro"' });
      assert.equal(answer.status, 200);
      assert.equal(bytesOf(answer).length, n);
      await get(big, { Range: 'bytes=0-9', 'If-Range': `"${sha256(grande.bytes)}"` }).expect(206);
    });
  });

  describe('what can act is never shown in the page', () => {
    const active: FileProva[] = [
      file('pagina.html', 'text/html', '<!doctype html><script>alert(1)</script>'),
      file(
        'disegno.svg',
        'image/svg+xml',
        '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      ),
      file('dati.xml', 'application/xml', '<?xml version="1.0"?><a/>'),
      file(
        'pagina.xhtml',
        'application/xhtml+xml',
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>',
      ),
      file('programma.js', 'text/javascript', 'alert(1)'),
      file('finta.pdf', 'application/pdf', '<html><script>alert(1)</script></html>'),
      file('finta.png', 'image/png', '<html><script>alert(1)</script></html>'),
      file('programma.exe', 'application/x-msdownload', Buffer.from('4d5a90000300000004000000ffff0000', 'hex')),
      file('strano', 'text/html; charset=utf-7', '+ADw-script+AD4-'),
    ];
    for (const one of active)
      it(`${one.nome} as ${one.mime}`, async () => {
        const registrata = await here.registered('protocollo', entrata(), { allegati: [one] });
        const { headers } = await get(`${at(registrata)}/allegati/1`).expect(200);
        const type = headers['content-type'] ?? '';
        const inline = (headers['content-disposition'] ?? '').startsWith('inline');
        assert.ok(!inline || /^(text\/plain|image\/(png|jpeg|gif|webp)|application\/pdf)/.test(type), `${type} inline`);
        if (inline && type.startsWith('text/')) assert.equal(type, 'text/plain; charset=utf-8');
        if (inline) assert.ok(!one.mime.includes('html') || type.startsWith('text/plain'));
        assert.match(headers['content-security-policy'] ?? '', /sandbox/);
        assert.equal(headers['x-content-type-options'], 'nosniff');
      });
    it('a text is shown as text, an image as an image', async () => {
      const png = Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
        'base64',
      );
      const { anno, numero } = await here.registered('protocollo', entrata(), {
        allegati: [file('nota.txt', 'text/plain', 'Perché no'), file('punto.png', 'image/png', png)],
      });
      const [text, image] = [
        await get(`${at({ anno, numero })}/allegati/1`),
        await get(`${at({ anno, numero })}/allegati/2`),
      ];
      assert.deepEqual(
        [text.headers['content-type'], image.headers['content-type']],
        ['text/plain; charset=utf-8', 'image/png'],
      );
      for (const { headers } of [text, image]) assert.match(headers['content-disposition'] ?? '', /^inline/);
    });
  });

  describe('altered or lost', () => {
    const stored = (hash: string): string => path.join(here.storageDir, hash.slice(0, 2), hash.slice(2, 4), hash);
    /** As a program reads it: what arrived, and whether the answer came to its end. */
    const read = (where: string): Promise<{ status: number; bytes: number; whole: boolean }> =>
      new Promise((done, fail) => {
        http
          .get(
            `${here.nextWeb().url}/api/v1${where}`,
            { headers: { authorization: `Bearer ${here.token('protocollo')}` } },
            (res) => {
              let bytes = 0;
              res.on('data', (chunk: Buffer) => (bytes += chunk.length));
              res.on('error', () => undefined);
              res.on('close', () => done({ status: res.statusCode ?? 0, bytes, whole: res.complete }));
            },
          )
          .on('error', fail);
      });

    it('a changed byte: the answer is cut, never delivered complete', async () => {
      const { sha256: hash, dimensione } = one.allegati[0] ?? assert.fail();
      const bytes = await readFile(stored(hash));
      await chmod(stored(hash), 0o640);
      try {
        await writeFile(
          stored(hash),
          bytes.map((b, i) => (i === 10 ? b ^ 1 : b)),
        );
        const got = await read(big);
        assert.ok(!got.whole && got.bytes < dimensione, JSON.stringify(got));
      } finally {
        await writeFile(stored(hash), bytes);
      }
      assert.deepEqual(await read(big), { status: 200, bytes: dimensione, whole: true });
    });

    it('a shorter, a longer, a missing one: never 200 and whole', async () => {
      const other = await here.registered('protocollo', entrata(), { documento: filePdf('che si perde') });
      const hash = other.documento?.sha256 ?? assert.fail();
      const bytes = await readFile(stored(hash));
      await chmod(stored(hash), 0o640);
      for (const damaged of [bytes.subarray(0, 100), Buffer.concat([bytes, bytes]), Buffer.alloc(0)]) {
        await writeFile(stored(hash), damaged);
        const got = await read(`${at(other)}/documento`).catch(() => ({ whole: false, status: 0 }));
        assert.ok(!got.whole || got.status >= 500, JSON.stringify(got));
      }
      await rm(stored(hash));
      isProblem(await here.get(`${at(other)}/documento`, 'protocollo'), 404);
      await here.head(`${at(other)}/documento`, 'protocollo').expect(404);
    });
  });

  it('the same bytes are kept once, and each registration has them', async () => {
    const documento = filePdf('dieci volte lo stesso');
    const made = await Promise.all(
      Array.from({ length: 10 }, () => here.registered('protocollo', entrata(), { documento, allegati: [documento] })),
    );
    for (const { anno, numero } of made.slice(0, 3))
      assert.deepEqual(bytesOf(await get(`${at({ anno, numero })}/allegati/1`)), documento.bytes);
    assert.equal(new Set(made.map((each) => each.documento?.sha256)).size, 1);
  });
});
