import type { Parola, Proposta } from '../tipi.js';
import { altezzaRiga, paroleTra, propostaOf, type Riga } from './righe.js';

/** As it is read of a poor copy too: `0GGETTO`, `Oggett0`, `O GGETTO`. */
const ETICHETTA = /^\W{0,3}[O0]\s?GG\s?ETT[O0]\s*(?:[:;.,\-_=]+\s*|\s+|$)/i;
/** Lines that begin a letter, or are of its head: no subject goes on with them. */
const ALTRO =
  /^\W{0,3}(?:e p\.\s?c\.|spett|egr|gent(?:ile|\.ma|\.mo)|preg|ill\.mo|prot(?:ocollo|\.)|rif(?:erimento|erimenti|\.)|vs\.?\s|ns\.?\s|allegat[io]|data|cl(?:assifica|\.)|fasc|il sottoscritto|la sottoscritta|i sottoscritti|il\/la|con la presente|con riferimento|in riferimento|in relazione|in merito|in risposta|a seguito|facendo seguito|si (?:trasmette|comunica|chiede|invia|richiede|informa|invita)|la presente|lo scrivente|la scrivente|premess[oa]|visto|vista|visti|viste|considerato|rilevato|buongiorno|caro|cara)\b/i;
/** For whom the paper is: with a capital, since a subject may go on with `alla`. */
const DESTINATARIO =
  /^\W{0,3}(?:A(?:l(?:la|l'|lo|le)?|i|gli)|A(?:L(?:LA|L'|LE)?|I|GLI)(?=\s(?:COMUNE|SIG|SINDAC|DIRIGENTE|RESPONSABILE|UFFICIO|SETTORE)))\s/;
const MAX_RIGHE = 5;
const MAX_LETTERE = 500;

/** Titles of papers that have no subject: an application says what it is in large letters. */
const TITOLO =
  /^(?:istanza|richiesta|domanda|comunicazione|denuncia|segnalazione|dichiarazione|ricorso|diffida|invito|convocazione|avviso|verbale|reclamo|proposta|offerta|sollecito|atto di)\b/i;
const META = 0.5;

const isAltro = (testo: string): boolean => ALTRO.test(testo) || DESTINATARIO.test(testo);

interface Pezzo {
  riga: Riga;
  da: number;
}

/** The blank between two lines of the same text is not more than a line is high. */
const touches = (above: Riga, below: Riga, altezza: number): boolean =>
  below.pagina === above.pagina && below.y0 - above.y1 < altezza * 0.95 && below.y1 > above.y1;

const sideBySide = (left: Riga, right: Riga): boolean =>
  right.pagina === left.pagina && right.x0 >= left.x1 && right.y0 < left.y1 && right.y1 > left.y0;

/** Of one column: it begins where the text above begins, or under its label. */
const under = (above: Riga, below: Riga): boolean => below.x0 < above.x1 && below.x1 > above.x0;

const FINITO = /[.;]$/;
const ABBREVIAZIONE = /(?:\b\p{L}{1,4}|\b(?:prot|spett|dott|geom|fasc|rep|cod|part|sub|mapp|pratica))\.$/iu;

/** The lines that go on with a subject. A blank that grows, a full stop or the beginning of a letter ends it. */
function continued(first: Pezzo, righe: readonly Riga[], at: number): Pezzo[] {
  const pezzi = [first];
  const altezza = altezzaRiga(righe.filter(({ pagina }) => pagina === first.riga.pagina));
  const rest = first.riga.testo.slice(first.da).trim();
  let last = first.riga;
  let gap: number | undefined;
  if (rest === '') {
    const beside = righe.find((riga) => sideBySide(first.riga, riga));
    const next = beside ?? righe[at + 1];
    if (next === undefined || next.pagina !== first.riga.pagina || isAltro(next.testo)) return [];
    pezzi.splice(0, 1, { riga: next, da: 0 });
    last = next;
  }
  for (const riga of righe.slice(righe.indexOf(last) + 1)) {
    if (pezzi.length >= MAX_RIGHE || isAltro(riga.testo) || ETICHETTA.test(riga.testo)) break;
    if (FINITO.test(last.testo) && !ABBREVIAZIONE.test(last.testo)) break;
    if (!touches(last, riga, altezza) || !under(last, riga)) break;
    const now = riga.y0 - last.y1;
    if (gap !== undefined && now > gap + altezza * 0.4) break;
    gap = Math.max(now, gap ?? 0);
    pezzi.push({ riga, da: 0 });
    last = riga;
  }
  return pezzi;
}

/** Lines as one text: a word parted at the end of a line becomes whole again. */
export const unisci = (righe: readonly string[]): string =>
  righe
    .reduce((text, riga) => {
      if (text === '') return riga.trim();
      const parted = /\p{L}-$/u.test(text) && /^\p{Ll}/u.test(riga.trim());
      return parted ? text.slice(0, -1) + riga.trim() : `${text} ${riga.trim()}`;
    }, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** The subject of a letter: what follows `Oggetto:`, with the lines that go on with it; else the title of an application. */
export function oggettoIn(righe: readonly Riga[]): Proposta[] {
  const found = righe.flatMap((riga, at) => {
    const label = ETICHETTA.exec(riga.testo)?.[0];
    if (label === undefined) return [];
    const hasColon = /[:;.\-=]/.test(label) || /^\W*OGGETTO/.test(label);
    const pezzi = continued({ riga, da: label.length }, righe, at);
    const proposta = propostaOfPezzi(pezzi, hasColon ? 0.97 : 0.6);
    return proposta === undefined ? [] : [proposta];
  });
  return found.length > 0 ? found : titoloIn(righe);
}

function propostaOfPezzi(pezzi: readonly Pezzo[], quanto: number): Proposta | undefined {
  const parole: Parola[] = pezzi.flatMap(({ riga, da }) => paroleTra(riga, da, riga.testo.length));
  const scritto = unisci(pezzi.map(({ riga, da }) => riga.testo.slice(da)));
  const valore = scritto
    .replace(/^[\s:;.,_-]+/, '')
    .replace(/[\s:;,._-]+$/, '')
    .slice(0, MAX_LETTERE)
    .trim();
  const [first] = pezzi;
  if (first === undefined || parole.length === 0 || !/\p{L}{3}/u.test(valore)) return undefined;
  return propostaOf(valore, scritto, first.riga.pagina, parole, quanto);
}

function titoloIn(righe: readonly Riga[]): Proposta[] {
  const [at, riga] = [...righe.entries()].find(
    ([, { pagina, testo, y0, foglio }]) =>
      pagina === 1 && y0 < foglio.altezza * META && TITOLO.test(testo) && testo.toUpperCase() === testo,
  ) ?? [undefined, undefined];
  if (at === undefined) return [];
  const tutte = continued({ riga, da: 0 }, righe, at);
  const maiuscole = tutte.findIndex(({ riga: { testo } }) => testo.toUpperCase() !== testo);
  const proposta = propostaOfPezzi(maiuscole < 0 ? tutte : tutte.slice(0, maiuscole), 0.55);
  return proposta === undefined ? [] : [proposta];
}
