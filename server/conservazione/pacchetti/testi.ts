import { pulito } from './sip.js';

/** Texts within the lengths of the schemas, which count characters, not units of UTF-16. */

const SEGNO = '…';

/** A text within `max` characters; what is cut ends with the sign of it. */
export function taglia(testo: string | undefined, max: number): string | undefined {
  if (testo === undefined) return undefined;
  const caratteri = Array.from(pulito(testo));
  return caratteri.length <= max ? caratteri.join('') : caratteri.slice(0, max - 1).join('') + SEGNO;
}

const MAX_ESTENSIONE = 20;

/** The extensions of a name, at most two short ones: `.pdf.p7m`; empty where there is none. */
export const estensioneOf = (nome: string): string => {
  const [found = ''] = /(\.[A-Za-z0-9]{1,8}){1,2}$/.exec(nome) ?? [];
  return found.length > MAX_ESTENSIONE ? '' : found;
};

/** A name of a file within `max` characters: its end says what it is, so the middle goes. */
export function tagliaNome(nome: string, max: number): string {
  const caratteri = Array.from(pulito(nome));
  if (caratteri.length <= max) return caratteri.join('');
  const fine = Array.from(estensioneOf(nome));
  return [...caratteri.slice(0, max - 1 - fine.length), SEGNO, ...fine].join('');
}

/** How many characters, as a schema counts them. */
export const lungo = (testo: string): number => Array.from(testo).length;

const ACCENTI = /\p{Diacritic}/gu;
const TIPOGRAFICI: Readonly<Record<string, string>> = { '’': "'", '‘': "'", '“': '', '”': '', '–': '-', '—': '-' };

/** A name in ASCII that is safe in any file system: accents go, other signs become `_`. Never empty, never a hidden file. */
export function nomeSicuro(nome: string, max = 100): string {
  const piano = nome
    .normalize('NFKD')
    .replaceAll(ACCENTI, '')
    .replaceAll(/[’‘“”–—]/g, (c) => TIPOGRAFICI[c] ?? '')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '_')
    .replaceAll(/^[._-]+|[._]+$/g, '');
  const sicuro = piano === '' ? 'file' : piano;
  if (sicuro.length <= max) return sicuro;
  const fine = estensioneOf(sicuro);
  return sicuro.slice(0, max - fine.length) + fine;
}

/** Safe names, each once without regard to case, in the order given: a repeated one gets a number before its extension. */
export function nomiUnici(nomi: readonly string[]): string[] {
  const visti = new Set<string>();
  return nomi.map((nome) => {
    const sicuro = nomeSicuro(nome);
    const fine = estensioneOf(sicuro);
    const inizio = sicuro.slice(0, sicuro.length - fine.length);
    let unico = sicuro;
    for (let n = 2; visti.has(unico.toLowerCase()); n += 1) unico = `${inizio}-${n}${fine}`;
    visti.add(unico.toLowerCase());
    return unico;
  });
}
