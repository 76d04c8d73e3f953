import { nameOfSoggetto, type Soggetto } from '../../schemas/soggetto.api.js';
import { wordsOf } from '../protocollo/parole.js';

const MAX_PAROLE = 60;
const MAX_PAROLA = 60;

const folded = (text: string | undefined): string => wordsOf(text ?? '').join(' ');

/**
 * What makes two subjects one correspondent: of an administration its IPA code with AOO and office; else the codice fiscale,
 * the partita IVA, or at last the name with its address (the digital one where there is no other), folded.
 */
export function chiaveOf(soggetto: Soggetto): string {
  const { tipo, codiceIPA, codiceAOO, codiceUO, codiceFiscale, partitaIva, paese, indirizzo, domicilioDigitale } =
    soggetto;
  // the IPA compares its codes without regard to case
  if (codiceIPA !== undefined) return ['ipa', codiceIPA, codiceAOO ?? '', codiceUO ?? ''].join('|').toLowerCase();
  if (codiceFiscale !== undefined) return `${tipo}|cf|${codiceFiscale}`;
  if (partitaIva !== undefined) return `${tipo}|iva|${paese ?? 'IT'}|${partitaIva}`;
  return `${tipo}|nome|${folded(nameOfSoggetto(soggetto))}|${folded(indirizzo ?? domicilioDigitale)}`;
}

/** The folded words by whose beginning a correspondent is found. */
export function paroleOfSoggetto(soggetto: Soggetto): string[] {
  const { codiceFiscale, partitaIva, codiceIPA, denominazioneAOO, denominazioneUO, domicilioDigitale, indirizzo } =
    soggetto;
  const texts = [
    nameOfSoggetto(soggetto),
    codiceFiscale,
    partitaIva,
    codiceIPA,
    denominazioneAOO,
    denominazioneUO,
    domicilioDigitale,
    indirizzo,
  ];
  const words = texts.flatMap((text) => wordsOf(text ?? '')).map((word) => word.slice(0, MAX_PAROLA));
  return [...new Set(words)].slice(0, MAX_PAROLE);
}

/** The beginnings of words that a query asks for, all of them; the longest first, since it leaves the least. */
export const prefissiOf = (query: string): string[] =>
  [...new Set(wordsOf(query).map((word) => word.slice(0, MAX_PAROLA)))].slice(0, 8).sort((a, b) => b.length - a.length);

/** What the address book keeps: not the own offices, which are in the tree of the AOO. */
export const isCorrispondente = ({ tipo }: Soggetto): boolean => tipo !== 'UO';
