import assert from 'node:assert/strict';
import { concilia } from '../../../server/formati/discordanza.js';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const DOCM = 'application/vnd.ms-word.document.macroenabled.12';
const of = (content: string, declared: string, nome = 'senza-estensione') =>
  concilia({ mime: content }, { nome, mime: declared });

const AGREES: readonly [content: string, declared: string, nome: string, mime: string][] = [
  ['application/pdf', 'application/pdf', 'a.pdf', 'application/pdf'],
  ['application/pdf', 'application/x-pdf', 'a', 'application/pdf'],
  ['application/pdf', 'application/octet-stream', 'a', 'application/pdf'],
  ['application/pdf', 'Application/PDF; name=a', 'a', 'application/pdf'],
  ['application/pkcs7-mime', 'application/x-pkcs7-mime', 'a.pdf.p7m', 'application/pkcs7-mime'],
  ['application/pkcs7-mime', 'application/pkcs7-signature', 'a', 'application/pkcs7-signature'],
  ['application/pkcs7-signature', 'application/octet-stream', 'a.p7s', 'application/pkcs7-signature'],
  ['application/x-cfb', WORD, 'a.docx', WORD],
  ['application/zip', 'application/x-zip-compressed', 'a.zip', 'application/zip'],
  ['application/zip', 'application/vnd.google-earth.kmz', 'a.kmz', 'application/vnd.google-earth.kmz'],
  ['application/xml', 'text/xml', 'a.xml', 'application/xml'],
  ['application/xml', 'text/plain', 'a.txt', 'application/xml'],
  ['image/svg+xml', 'application/xml', 'a.xml', 'image/svg+xml'],
  ['text/plain', 'text/csv', 'a.csv', 'text/csv'],
  ['text/plain', 'application/octet-stream', 'a.csv', 'text/csv'],
  ['text/csv', 'text/plain', 'a.txt', 'text/plain'],
  ['text/plain', 'text/markdown', 'a.md', 'text/markdown'],
  ['application/octet-stream', 'application/x-qualcosa', 'a.xyz', 'application/octet-stream'],
];
const LIES: readonly [content: string, declared: string, nome: string, mime: string][] = [
  ['application/pdf', 'image/png', 'a', 'application/pdf'],
  ['image/png', 'application/pdf', 'a', 'image/png'],
  ['application/pdf', 'application/octet-stream', 'a.docx', 'application/pdf'],
  ['application/pdf', 'application/pdf', 'a.pdf.p7m', 'application/pdf'],
  ['application/pkcs7-mime', 'application/pdf', 'a', 'application/pkcs7-mime'],
  [DOCM, WORD, 'a.docx', DOCM],
  ['text/html', 'application/pdf', 'a.pdf', 'text/html'],
  ['text/html', 'text/csv', 'a.csv', 'text/html'],
  ['application/octet-stream', 'application/pdf', 'a.pdf', 'application/octet-stream'],
  ['application/x-msdownload', 'application/pdf', 'a.pdf', 'application/x-msdownload'],
  ['text/plain', 'application/pdf', 'a.pdf', 'text/plain'],
  ['application/zip', WORD, 'a.docx', 'application/zip'],
];

describe('concilia: what is declared and what is', () => {
  for (const [content, declared, nome, mime] of AGREES)
    it(`${content} may be declared ${declared}, ${nome}`, () =>
      assert.deepEqual(of(content, declared, nome), { mime }));
  for (const [content, declared, nome, mime] of LIES)
    it(`${content} declared ${declared}, ${nome} is told`, () =>
      assert.deepEqual(of(content, declared, nome), { mime, discordante: true }));
});
