import { XmlRifiutato } from './albero.js';

/** The text of an XML document, by the encoding that it declares. @throws XmlRifiutato */
export function testoDi(bytes: Buffer): string {
  const [, declared = 'utf-8'] =
    /^[^>]{0,200}encoding\s*=\s*["']([\w.-]{1,40})["']/.exec(bytes.subarray(0, 300).toString('latin1')) ?? [];
  const label =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : declared;
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    throw new XmlRifiutato('I caratteri dell’XML non sono leggibili.');
  }
}
