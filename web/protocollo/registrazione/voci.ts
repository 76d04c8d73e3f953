import type { Voce } from '../../api/tipi.js';

/** A voce of the titolario as the form offers it. */
export interface VoceScelta {
  codice: string;
  voce: string;
  /** The titolo and the classe above, as shown below it. */
  sopra: string;
  /** Further words that lead to it: its description, the voci below it that one may not take. */
  altro: string;
}

const CODICE = /^(?=[IVX])(X{0,2}(?:IX|IV|V?I{0,3}))(?:\.([1-9]\d?))?(?:\.([1-9]\d{0,2}))?$/;
const ROMANI = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII', 'XIII', 'XIV', 'XV', 'XVI'];

/**
 * The canonical code (`VI.3.1`) of what one types: `6.3`, `vi/3`, `06-03`, `VI 3`; a code still being written counts too (`VI.`).
 * Undefined if the text is no code.
 */
export function codiceOf(testo: string): string | undefined {
  const livelli = testo
    .trim()
    .toUpperCase()
    .split(/[\s./-]+/)
    .filter((livello) => livello !== '');
  if (livelli.length === 0 || livelli.length > 3) return undefined;
  const [titolo = '', ...sotto] = livelli;
  const romano = /^\d{1,2}$/.test(titolo) ? ROMANI[Number(titolo) - 1] : titolo;
  if (romano === undefined || sotto.some((livello) => !/^\d{1,3}$/.test(livello))) return undefined;
  const codice = [romano, ...sotto.map((livello) => String(Number(livello)))].join('.');
  return CODICE.test(codice) ? codice : undefined;
}

/** A code as its place in the titolario is compared: `VI.3` → `06.003`; empty for what is no code. */
export const ordineVoce = (codice: string): string => {
  const [titolo = '', ...sotto] = codice.split('.');
  const posto = ROMANI.indexOf(titolo) + 1;
  if (posto === 0) return '';
  return [String(posto).padStart(2, '0'), ...sotto.map((livello) => livello.padStart(3, '0'))].join('.');
};

/**
 * The voci that a registration may take (contract §4): active, of level 2 or below, and titolo XIV, which has no classi.
 * @param sottoclassi - false leaves out what is below level 2, which the settore gives
 */
export function vociScegliibili(voci: readonly Voce[], sottoclassi: boolean): VoceScelta[] {
  const byCodice = new Map(voci.map((voce) => [voce.codice, voce]));
  const sopraDi = (codice: string): string => {
    const padre = byCodice.get(codice.split('.').slice(0, -1).join('.'));
    if (padre === undefined) return '';
    return [sopraDi(padre.codice), `${padre.codice} ${padre.voce}`].filter((parte) => parte !== '').join(' › ');
  };
  return voci
    .filter(({ attiva, codice }) => {
      const livello = codice.split('.').length;
      return attiva && (codice === 'XIV' || livello === 2 || (livello > 2 && sottoclassi));
    })
    .map(({ codice, voce, descrizione = '' }) => {
      const sotto = sottoclassi ? [] : voci.filter((altra) => altra.attiva && altra.codice.startsWith(`${codice}.`));
      return { codice, voce, sopra: sopraDi(codice), altro: [descrizione, ...sotto.map((una) => una.voce)].join(' ') };
    });
}

/** Words without accents or case, as they are compared. */
export function paroleOf(testo: string): string[] {
  return testo
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((parola) => parola !== '');
}

/** 0 if the voce does not answer the words; more if its own words do, less if the help of those above is needed. */
function punti(voce: VoceScelta, cercate: readonly string[]): number {
  const proprie = paroleOf(voce.voce);
  const altre = paroleOf(`${voce.sopra} ${voce.altro}`);
  let somma = 0;
  for (const cercata of cercate) {
    if (proprie.some((parola) => parola.startsWith(cercata))) somma += 3;
    else if (altre.some((parola) => parola.startsWith(cercata))) somma += 1;
    else return 0;
  }
  return somma;
}

/**
 * The voci that answer what one types, best first: a code finds itself and what is below it (or, if it may not be taken, the one above), words find the voci that
 * have them all, each as a beginning, in their own text, in their description or in the voci above and below.
 * @param voci - in the order of the titolario
 */
export function cercaVoci(voci: readonly VoceScelta[], testo: string, limite: number): VoceScelta[] {
  const codice = codiceOf(testo);
  if (codice !== undefined) {
    for (let livelli = codice.split('.'); livelli.length > 0; livelli = livelli.slice(0, -1)) {
      const inizio = livelli.join('.');
      const sotto = voci.filter((voce) => voce.codice === inizio || voce.codice.startsWith(`${inizio}.`));
      if (sotto.length > 0) return sotto.slice(0, limite);
    }
  }
  const cercate = paroleOf(testo);
  if (cercate.length === 0) return voci.slice(0, limite);
  return voci
    .map((voce, posto) => ({ voce, posto, punti: punti(voce, cercate) }))
    .filter((una) => una.punti > 0)
    .sort(
      (a, b) =>
        b.punti - a.punti || a.voce.codice.split('.').length - b.voce.codice.split('.').length || a.posto - b.posto,
    )
    .slice(0, limite)
    .map(({ voce }) => voce);
}
