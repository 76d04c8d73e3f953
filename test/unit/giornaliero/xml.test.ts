import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Readable } from 'node:stream';
import { readRegistro, textIn } from '../../../server/giornaliero/leggi.js';
import { element, textElement } from '../../../server/giornaliero/xml.js';

const XML_CHARS = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;

async function readBack(xml: string, chunk: number) {
  const bytes = Buffer.from(`<RegistroGiornaliero>${xml}</RegistroGiornaliero>`, 'utf8');
  const pieces = Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, i) =>
    bytes.subarray(i * chunk, (i + 1) * chunk),
  );
  const nodi = [];
  for await (const nodo of readRegistro(Readable.from(pieces, { objectMode: true }))) nodi.push(nodo);
  return nodi;
}

describe('the XML of the registers', () => {
  it('any text comes back as it was, in whatever pieces it is read', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 7 }), async (text, chunk) => {
        fc.pre(XML_CHARS.test(text));
        const xml = element('Registrazione', { numero: text }, [textElement('Oggetto', text)]);
        const [, row] = await readBack(xml, chunk);
        assert.deepEqual([row?.attributi['numero'], textIn(row, 'Oggetto')], [text, text]);
      }),
      { numRuns: 60 },
    );
  });

  it('what XML cannot hold is shown as a replacement, and nothing breaks out', async () => {
    const xml = element('Registrazione', { numero: 'a"b\u0000' }, [
      textElement('Oggetto', ']]></Oggetto>\u0007\uFFFE'),
    ]);
    const [, row] = await readBack(xml, 5);
    assert.deepEqual([row?.attributi['numero'], textIn(row, 'Oggetto')], ['a"b\uFFFD', ']]></Oggetto>\uFFFD\uFFFD']);
  });

  it('rows are handed out one at a time, and what holds them is not kept', async () => {
    const rows = Array.from({ length: 3 }, (_, i) => element('Registrazione', { numero: i }));
    const nodi = await readBack(`<Registrazioni>${rows.join('')}</Registrazioni><Riepilogo/>`, 11);
    assert.deepEqual(
      nodi.map(({ nome, figli }) => [nome, figli.length]),
      [['RegistroGiornaliero', 0], ...rows.map(() => ['Registrazione', 0]), ['Riepilogo', 0]],
    );
  });
});
