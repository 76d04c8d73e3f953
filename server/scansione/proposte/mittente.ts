import type { Proposta } from '../tipi.js';
import { firmatarioIn, sottoscrittoIn } from './mittente-persona.js';
import { paroleTra, propostaOf, type Riga } from './righe.js';

/** What an administration or a firm is called by, at the head of its paper. */
const ENTE =
  /\b(?:comune di|citt[àa] di|provincia (?:di|autonoma)|citt[àa] metropolitana|regione|unione (?:dei comuni|montana|di comuni)|comunit[àa] montana|ministero|prefettura|questura|tribunale|procura|corte (?:dei conti|d'appello|di)|agenzia|azienda|a\.?\s?s\.?\s?l\.?|a\.?\s?u\.?\s?s\.?\s?l\.?|a\.?\s?t\.?\s?s\.?|universit[àa]|istituto|liceo|scuola|direzione didattica|soprintendenza|camera di commercio|ordine (?:degli|dei|delle)|collegio (?:dei|degli)|comando|carabinieri|vigili del fuoco|guardia di finanza|i\.?n\.?p\.?s\.?|i\.?n\.?a\.?i\.?l\.?|a\.?r\.?p\.?a\.?\w*|anas|enel|consorzio|ente (?:parco|nazionale|di)|autorit[àa]|garante|fondazione|associazione|a\.?p\.?s\.?|o\.?d\.?v\.?|onlus|pro ?loco|parrocchia|diocesi|condominio|studio|ditta|impresa|societ[àa]|cooperativa|soc\.? ?coop|s\.?\s?r\.?\s?l\.?s?|s\.?\s?p\.?\s?a\.?|s\.?\s?n\.?\s?c\.?|s\.?\s?a\.?\s?s\.?)(?![\p{L}])/iu;
/** Names that stand above the one who writes. */
const SOVRASTANTE = /^\W{0,3}(?:repubblica italiana|ministero|regione)\b/i;
/** One who writes under such a name. */
const SPECIFICO =
  /\b(?:istituto|liceo|scuola|soprintendenza|tribunale|procura|prefettura|questura|comando|agenzia|azienda|direzione didattica|ufficio scolastico)\b/i;

const DESTINATARIO =
  /^\W{0,3}(?:al(?:la|l'|lo)?|ai|agli|alle|spett(?:\.|abile)?(?:\s?le)?|egr(?:\.|egio)|gent(?:\.|ile)|ill\.?mo|preg(?:\.|iat)|e,? p\.?\s?c|p\.c)(?![\p{L}])/iu;
const FINE_TESTA = /^\W{0,3}(?:[o0]gg?ett[o0]|prot(?:ocollo|\.)|il sottoscritto|la sottoscritta)\b/i;
const INDIRIZZO =
  /\b(?:via|viale|v\.le|piazza|p\.zza|corso|c\.so|largo|loc(?:alit[àa]|\.)|strada|vicolo|frazione)\s+\p{Lu}|\b\d{5}\s+\p{Lu}/iu;
const RECAPITI = /(?:\btel\b|\bfax\b|@|\bp\.?\s?iva\b|\bc\.\s?f\b|\bcod(?:ice|\.) fisc|www\.|\bpec\b)/i;
const PERSONA =
  /^(?:(?:sig\.?(?:r?a)?|dott\.?(?:ssa)?|ing\.?|arch\.?|geom\.?|avv\.?|rag\.?)\s+)*\p{Lu}[\p{L}'-]+(?:\s+\p{Lu}[\p{L}'-]+){1,3}$/u;
const ETICHETTA = /^\W{0,3}(?:mittente|da|from)\s*:\s*(?=\p{L})/iu;

/** The head of a paper ends before this share of its first page. */
const TESTA = 0.35;

const clean = (testo: string): string =>
  testo
    .replaceAll(/^[^\p{L}\d"]+|[\s\-|_,;:.]+$/gu, (match, at: number) => (at > 0 && /^\.$/.test(match) ? '.' : ''))
    .replaceAll(/\s+/g, ' ')
    .trim();
/** An address or a telephone on the same line is not part of the name. */
const nameOnly = (testo: string): string => {
  const at = testo.search(/\s[-–|•]\s|,?\s+(?:via|viale|piazza|corso)\s+\p{Lu}|,\s|\s(?:p\.?\s?iva|c\.f|tel)\b/iu);
  return clean(at > 3 ? testo.slice(0, at) : testo);
};

const bare = (testo: string): string =>
  testo
    .normalize('NFD')
    .replaceAll(/[^\p{L}\d]/gu, '')
    .toLowerCase();

/** The lines above those for whom the paper is, at the head of the first page. */
function testa(righe: readonly Riga[]): Riga[] {
  const head: Riga[] = [];
  let perAltri: Riga | undefined;
  for (const riga of righe) {
    if (riga.pagina !== 1 || riga.y0 > riga.foglio.altezza * TESTA || FINE_TESTA.test(riga.testo)) break;
    if (DESTINATARIO.test(riga.testo)) perAltri = riga;
    else if (perAltri !== undefined && riga.x0 > perAltri.x0 - 30 && riga.y0 > perAltri.y0) continue;
    else head.push(riga);
  }
  return head;
}

function intestazioneIn(head: readonly Riga[]): Proposta[] {
  const enti = head.filter(({ testo }) => ENTE.test(testo) && !DESTINATARIO.test(testo) && !isRecapito(testo));
  return enti.map((riga) => {
    const above = SOVRASTANTE.test(riga.testo) && enti.some(({ testo }) => SPECIFICO.test(testo));
    const first = enti.find(({ testo }) => !SOVRASTANTE.test(testo)) ?? enti[0];
    const quanto = above ? 0.6 : riga === first ? 0.85 : 0.55;
    const nome = nameOnly(riga.testo);
    return propostaOf(nome, riga.testo, riga.pagina, paroleTra(riga, 0, riga.testo.length), quanto);
  });
}

const isRecapito = (testo: string): boolean => RECAPITI.test(testo) && !/^\W{0,3}\p{Lu}{3}/u.test(testo);

/** A name over an address, as who writes privately puts it at the left. */
function privatoIn(head: readonly Riga[]): Proposta[] {
  return head.flatMap((riga, i) => {
    const address = head.slice(i + 1, i + 3).some(({ testo }) => INDIRIZZO.test(testo));
    const left = riga.x0 < riga.foglio.larghezza * 0.45;
    if (!address || !left || !PERSONA.test(riga.testo.trim())) return [];
    return [propostaOf(clean(riga.testo), riga.testo, riga.pagina, riga.parole, 0.68)];
  });
}

function etichettaIn(righe: readonly Riga[]): Proposta[] {
  return righe.slice(0, 25).flatMap((riga) => {
    const label = ETICHETTA.exec(riga.testo)?.[0];
    if (label === undefined || riga.pagina !== 1) return [];
    const nome = clean(riga.testo.slice(label.length).replace(/[<([]?\S+@\S+[>)\]]?.*$/, ''));
    if (!/\p{L}{3}/u.test(nome)) return [];
    return [propostaOf(nome, riga.testo, riga.pagina, paroleTra(riga, label.length, riga.testo.length), 0.9)];
  });
}

/**
 * Who sends: the head of the paper, who says "il sottoscritto", who signs.
 * @param noi - names of the administration that reads: its own forms bear its name, and it does not write to itself
 */
export function mittenteIn(righe: readonly Riga[], noi: readonly string[]): Proposta[] {
  const nostri = noi.map(bare).filter((nome) => nome !== '');
  const head = testa(righe);
  const found = [
    ...etichettaIn(righe),
    ...sottoscrittoIn(righe),
    ...intestazioneIn(head),
    ...privatoIn(head),
    ...firmatarioIn(righe),
  ];
  return found.filter(({ valore, scritto }) => {
    const [name, line] = [bare(valore), bare(scritto)];
    return name.length > 3 && !nostri.some((nome) => line.includes(nome) || nome.includes(name));
  });
}
