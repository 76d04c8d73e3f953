import type { Parola, Proposta } from '../tipi.js';
import { unisci } from './oggetto.js';
import { paroleTra, propostaOf, type Riga } from './righe.js';

/* The person who writes: who says "il sottoscritto", or who signs. */

const SOTTOSCRITTO =
  /\b(?:il|la|i|le|io|l[ao]\s+scrivente)?\s*(?:\/\s?la\s+)?sottoscritt[oaie](?:\s?[/(]\s?[aie]\)?)?\b[\s:,_.]*(?:(?:sig\.?(?:r?a)?|signor[ae]?|dott\.?(?:ssa)?|ing\.?|arch\.?|geom\.?|avv\.?|rag\.?|cognome e nome|nome e cognome)[\s:_.]+)*/i;
/** Where the name ends: birth, residence, codes, role. */
const FINE =
  /[,;:(]|\.(?:\s|$)|\b(?:nat[oaie]|residente|domiciliat[oa]|cod(?:ice|\.)|c\.\s?f\.?|in qualità|in proprio|quale|legale|titolare|tel|con |prov|il \d|chied|dichiar|comunic|present|propon)\b|\d|_{2,}|\.{3,}/i;
const RAPPRESENTA =
  /\b(?:legale rappresentante|rappresentante legale|titolare|amministratore(?: unico| delegato)?|presidente|procuratore)\s+(?:pro tempore\s+)?(?:del(?:la|l'|lo)?|dell['’])\s*(?:(?:ditta|società|impresa|associazione|individuale|denominata|cooperativa)\s+)*/i;
const FINE_ENTE =
  /[,;(]|\b(?:con sede|avente sede|p\.?\s?iva|partita iva|c\.\s?f|cod(?:ice|\.)|in via|sita|sito|iscritt[ao])\b|_{3,}/i;

/** Two to five words that begin with a capital, particles between them. */
const NOME = /^\p{Lu}[\p{L}'-]*(?:\.(?=\s))?(?:\s+(?:(?:d[eai]l?|della|lo|la|van|von)\s+)?\p{Lu}[\p{L}'-]*\.?){1,4}$/u;
const TITOLI =
  /^(?:(?:f\.to|dott\.?(?:\s?ssa)?|dr\.?(?:ssa)?|ing\.?|arch\.?|geom\.?|avv\.?|rag\.?|prof\.?(?:ssa)?|sig\.?(?:r?a)?|per\.\s?ind\.?|firmato|cav\.?|on\.?)\s+)+/i;
const CHIUSA = /\b(?:distinti saluti|cordiali saluti|cordialmente|in fede|con osservanza|ossequi|saluti)\b/i;
const RUOLO =
  /^\W{0,3}(?:il|la|l')?\s?(?:sindac[oa]|responsabile|dirigente|direttore|direttrice|presidente|segretari[oa]|titolare|legale rappresentante|amministratore|amministratrice|richiedente|dichiarante|tecnico|progettista|comandante|prefetto|questore|coordinatore|firma(?: del \w+)?|in fede)\b/i;
const FIRMA = /^\W{0,3}(?:firma(?:to)?(?: da)?|f\.to)\s*:?\s+/i;
const NON_NOMI =
  /\b(?:via|viale|piazza|corso|comune|provincia|ufficio|settore|servizio|area|tel|pec|pagina|allegat[io]|codice|repubblica|legge|decreto|data|luogo|oggetto|firma|documento)\b/i;

const nameOf = (testo: string): string =>
  testo
    .replace(TITOLI, '')
    .replaceAll(/[\s_.,;]+$/g, '')
    .trim();

/** The text from a place of a line on, with the lines after it on the same page, and the words of a part of it. */
function across(righe: readonly Riga[], at: number, da: number, quante: number) {
  const first = righe[at];
  const rows = righe.slice(at, at + quante).filter(({ pagina }) => pagina === first?.pagina);
  const testo = rows
    .map((riga) => riga.testo)
    .join(' ')
    .slice(da);
  const parole = (inizio: number, fine: number): Parola[] => {
    let start = -da;
    return rows.flatMap((riga) => {
      const found = paroleTra(riga, inizio - start, fine - start);
      start += riga.testo.length + 1;
      return found;
    });
  };
  return { testo, parole };
}

/** The part of a text before what ends it; undefined where nothing is left. */
function until(testo: string, fine: RegExp): string | undefined {
  const at = testo.search(fine);
  const part = (at < 0 ? testo : testo.slice(0, at)).trimEnd();
  return part.trim() === '' ? undefined : part;
}

/** `Il sottoscritto Mario Rossi, nato a …`, and the firm he stands for. */
export function sottoscrittoIn(righe: readonly Riga[]): Proposta[] {
  return righe.flatMap((riga, at) => {
    const match = SOTTOSCRITTO.exec(riga.testo);
    if (match === null) return [];
    const pagina = riga.pagina;
    const da = match.index + match[0].length;
    const { testo, parole } = across(righe, at, da, 2);
    const part = until(testo, FINE);
    const nome = part === undefined ? '' : nameOf(part);
    const persona =
      NOME.test(nome) && !NON_NOMI.test(nome)
        ? [propostaOf(nome, nome, pagina, parole(0, part?.length ?? 0), 0.88)]
        : [];
    return [...persona, ...(persona.length > 0 ? enteRappresentato(righe, at) : [])];
  });
}

/** The firm that the person of this line stands for, as this line or the three after it say. */
function enteRappresentato(righe: readonly Riga[], at: number): Proposta[] {
  const { testo, parole } = across(righe, at, 0, 4);
  const match = RAPPRESENTA.exec(testo);
  if (match === null) return [];
  const da = match.index + match[0].length;
  const part = until(testo.slice(da), FINE_ENTE);
  if (part === undefined || part.length > 80 || !/^["']?[\p{Lu}\d]/u.test(part.trim())) return [];
  const nome = unisci([part.replaceAll('"', '')]);
  return [propostaOf(nome, part.trim(), righe[at]?.pagina ?? 1, parole(da, da + part.length), 0.92)];
}

/** Who signs at the end: a name of a person after the closing words, or after the office that signs. */
export function firmatarioIn(righe: readonly Riga[]): Proposta[] {
  const closing = righe.findLastIndex(({ testo }) => CHIUSA.test(testo));
  return righe.flatMap((riga, at) => {
    const label = FIRMA.exec(riga.testo)?.[0];
    const after = at > closing && closing >= 0 && at - closing <= 6;
    const underRole = righe
      .slice(Math.max(0, at - 2), at)
      .some(({ testo, pagina }) => pagina === riga.pagina && RUOLO.test(testo));
    const last = at >= righe.length - 8;
    if (label === undefined && !(after || (underRole && last))) return [];
    const da = label?.length ?? 0;
    const nome = nameOf(riga.testo.slice(da));
    if (!NOME.test(nome) || NON_NOMI.test(nome) || RUOLO.test(nome)) return [];
    const quanto = label !== undefined ? 0.75 : underRole ? 0.7 : 0.65;
    return [propostaOf(nome, riga.testo, riga.pagina, paroleTra(riga, da, riga.testo.length), quanto)];
  });
}
