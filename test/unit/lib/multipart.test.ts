import assert from 'node:assert/strict';
import type { Request } from 'express';
import { Readable } from 'node:stream';
import { type Accept, receiveMultipart } from '../../../server/lib/multipart.js';

const SPEC = { json: 'registrazione', file: { documento: 1, allegato: 2 }, limitBytes: 1_000_000 };

/** A request whose body has these parts: the parameters of each one's Content-Disposition, and its content. */
function requestOf(parts: readonly (readonly [disposition: string, content: string])[]): Request {
  const text = parts.map(
    ([disposition, content]) => `--b\r\nContent-Disposition: form-data${disposition}\r\n\r\n${content}\r\n`,
  );
  const headers: Record<string, string> = { 'content-type': 'multipart/form-data; boundary=b' };
  return Object.assign(Readable.from([Buffer.from(`${text.join('')}--b--\r\n`)]), {
    headers,
    get: (name: string) => headers[name],
    is: () => 'multipart/form-data',
  }) as unknown as Request;
}

const accept: Accept = async (stream) => {
  const chunks = (await stream.toArray()) as Buffer[];
  return { sha256: 'a'.repeat(64), dimensione: Buffer.concat(chunks).length, modificato: new Date(0) };
};
const receive = (...parts: Parameters<typeof requestOf>[0]) => receiveMultipart(requestOf(parts), accept, SPEC);

describe('receiveMultipart', () => {
  it('gives the JSON part and the files in their order', async () => {
    const { json, file } = await receive(
      ['; name="allegato"; filename="uno.txt"', 'uno'],
      ['; name="registrazione"', '{"flusso":"E"}'],
      ['; name="allegato"; filename="due.txt"', 'due!'],
    );
    assert.deepEqual(json, { flusso: 'E' });
    assert.deepEqual(
      file['allegato']?.map(({ nome, dimensione }) => [nome, dimensione]),
      [
        ['uno.txt', 3],
        ['due.txt', 4],
      ],
    );
  });
  it('takes the JSON part as a file too, as programs send it when they say its type', async () => {
    const asFile = '; name="registrazione"; filename="blob"\r\nContent-Type: application/json';
    const { json, file } = await receive(
      [asFile, '{"oggetto":"perché"}'],
      ['; name="documento"; filename="a.txt"', 'uno'],
    );
    assert.deepEqual(json, { oggetto: 'perché' });
    assert.deepEqual(Object.keys(file), ['documento', 'allegato'], 'it is no file of the registration');
    await assert.rejects(receive([asFile, '{"oggetto":']), { code: 'richiesta-illeggibile' });
    await assert.rejects(receive([asFile, '{}'], ['; name="registrazione"', '{}']), { code: 'dati-non-validi' });
    const long = { ...SPEC, limitBytes: 3_000_000 };
    await assert.rejects(receiveMultipart(requestOf([[asFile, ' '.repeat(1_048_577)]]), accept, long), {
      code: 'richiesta-troppo-grande',
    });
  });
  for (const [kind, disposition] of [
    ['field', ''],
    ['file', '; filename="a.txt"'],
  ] as const)
    it(`refuses a ${kind} without a name, and the process goes on`, () =>
      assert.rejects(receive([disposition, 'x']), { code: 'richiesta-illeggibile' }));
  for (const name of ['constructor', '__proto__', 'toString'])
    it(`refuses a part called ${name}, as a file or as a text`, async () => {
      for (const end of ['', '; filename="a.txt"'])
        await assert.rejects(receive([`; name="${name}"${end}`, 'x']), { code: 'dati-non-validi' });
    });
});
