import { buildPdf } from '../../support/pdf.js';
import { prova } from './prove.js';

const PROGRAMMA = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100)]);
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const PNG = hex('89 50 4e 47 0d 0a 1a 0a 00 00 00 0d 49 48 44 52 00 00 00 01 00 00 00 01 08 06 00 00 00 1f 15 c4 89');
const TXT = { mime: 'text/plain' };

describe('formati: texts', () => {
  prova([
    ['accents in UTF-8', 'Perché l’ufficio è chiuso: %PDF-1.7 è una versione.', TXT],
    ['in one byte a letter', Buffer.from('perché così è già più', 'latin1'), TXT],
    ['in UTF-16', Buffer.from('\uFEFFperché', 'utf16le'), TXT],
    ['longer than the first bytes, cut in a letter', `${'a'.repeat(16 * 1024 - 1)}èèè`, TXT],
    ['that begins like an envelope', '0è il numero', TXT],
    ['rows of values', 'a;b\n1;2\n3;4\n', { mime: 'text/csv' }],
    ['rows with quoted separators', 'a,b\n"x,y",2\n', { mime: 'text/csv' }],
    ['lines with a comma each by chance', 'Egregio signore,\nle scrivo, come, detto\n', TXT],
    ['JSON', '{"a": [1]}', { mime: 'application/json' }],
    ['RTF', '{\\rtf1\\ansi ciao}', { mime: 'application/rtf' }],
    ['RTF with an object', '{\\rtf1{\\object\\objdata 01}}', { mime: 'application/rtf', attivo: ['oggetti'] }],
    ['PostScript', '%!PS-Adobe-3.0\n', { mime: 'application/postscript' }],
    ['a hash kept beside a file', 'a'.repeat(64), { mime: 'text/plain', specie: 'impronta' }],
    ['a script by its first line', '#!/bin/sh\nrm x', { mime: 'text/x-script', eseguibile: true }],
    ['a script by its name', 'WScript.Echo 1', { mime: 'text/plain', eseguibile: true }, 'fattura.vbs'],
  ]);
});

describe('formati: programs, pictures, what is unknown', () => {
  prova([
    ['Windows', PROGRAMMA, { mime: 'application/x-msdownload', eseguibile: true }, 'fattura.pdf'],
    ['Linux', hex('7f 45 4c 46 02 01 01 00 00 00'), { mime: 'application/x-elf', eseguibile: true }],
    ['macOS', hex('cf fa ed fe 07 00 00 01'), { mime: 'application/x-mach-binary', eseguibile: true }],
    ['Java', hex('ca fe ba be 00 00 00 41'), { mime: 'application/java-vm', eseguibile: true }],
    ['PNG', PNG, { mime: 'image/png' }],
    ['JPEG', hex('ff d8 ff e0 00 10 4a 46 49 46 00 01'), { mime: 'image/jpeg' }],
    ['TIFF', Buffer.concat([hex('49 49 2a 00 08 00 00 00'), Buffer.alloc(40)]), { mime: 'image/tiff' }],
    ['bytes that mean nothing', hex('01 02 00 c8 c9'), { mime: 'application/octet-stream' }],
    ['nothing', '', TXT],
  ]);
});

describe('formati: PDF and where it begins', () => {
  const PDF = { mime: 'application/pdf' };
  prova([
    ['at once', buildPdf('ciao'), PDF],
    ['after a blank line', Buffer.concat([Buffer.from('\r\n'), buildPdf('ciao')]), PDF],
    ['after bytes', Buffer.concat([hex('00 ff fe 01'), buildPdf('ciao')]), PDF],
    ['of text only, after a line', 'X-Intestazione: 1\n%PDF-1.4\n1 0 obj\n', PDF],
  ]);
});
