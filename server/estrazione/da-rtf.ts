import type { Raccolta } from './raccolta.js';

/** Groups of which nothing is text. */
const HIDDEN = new Set(
  'fonttbl colortbl stylesheet info pict objdata object themedata datastore listtable listoverridetable rsidtbl generator latentstyles'.split(
    ' ',
  ),
);
const SIGNS: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  row: '\n',
  page: '\n',
  tab: ' ',
  cell: ' ',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
};
const windows1252 = new TextDecoder('windows-1252');
const TOKEN = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|([^\\{}]+)/giy;

interface Gruppo {
  hidden: boolean;
  /** characters that stand for a Unicode one, for who does not know it */
  uc: number;
}

/** The text of an RTF document, in one pass. */
export function testoDiRtf(rtf: string, raccolta: Raccolta): void {
  const groups: Gruppo[] = [];
  let now: Gruppo = { hidden: false, uc: 1 };
  let skip = 0;
  let first = false; // a group's first word says what it is
  const say = (text: string): void => {
    const rest = text.slice(Math.min(skip, text.length));
    skip = Math.max(0, skip - text.length);
    if (!now.hidden) raccolta.aggiungi(rest);
  };
  for (const [, word, number, hex, sign, brace, plain] of rtf.matchAll(new RegExp(TOKEN.source, 'gi'))) {
    if (raccolta.piena) return;
    const opened = first;
    first = brace === '{';
    if (brace === '{') {
      groups.push(now);
      now = { ...now };
    } else if (brace === '}') {
      now = groups.pop() ?? { hidden: false, uc: 1 };
      skip = 0;
    } else if (word !== undefined) {
      if (opened && HIDDEN.has(word)) now.hidden = true;
      else if (word === 'uc') now.uc = Math.min(10, Math.max(0, Number(number ?? 1)));
      else if (word === 'u' && number !== undefined) {
        say(String.fromCharCode((Number(number) + 65_536) % 65_536));
        skip = now.uc;
      } else if (Object.hasOwn(SIGNS, word)) say(SIGNS[word] ?? '');
    } else if (hex !== undefined) say(windows1252.decode(Buffer.from(hex, 'hex')));
    else if (sign === '*') now.hidden = true;
    else if (sign !== undefined) say(sign === '~' ? ' ' : /[\\{}]/.test(sign) ? sign : '');
    else if (plain !== undefined) say(plain.replaceAll(/[\r\n]/g, ''));
  }
}
