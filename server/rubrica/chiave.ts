import { createHash } from 'node:crypto';
import { nameOfSoggetto, type Soggetto } from '../../schemas/soggetto.api.js';
import { wordsOf } from '../protocollo/parole.js';

const MAX_PAROLE = 60;
const MAX_PAROLA = 60;
const MAX_NOME = 200;

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

/** The name as lists sort it: folded, with AOO and office where there are. */
export const nomeOf = (soggetto: Soggetto): string =>
  folded(
    [nameOfSoggetto(soggetto), soggetto.denominazioneAOO, soggetto.denominazioneUO]
      .filter((part) => part !== undefined)
      .join(' '),
  ).slice(0, MAX_NOME);

const digest = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, length);

/**
 * What a subject shares with others that may be the same: each code, the digital address, the name. An administration's codice
 * fiscale and address stand for one of its AOO or offices too, so there its own code stands before them.
 */
export function codiciOf(soggetto: Soggetto): string[] {
  const { codiceFiscale, partitaIva, paese, codiceIPA, codiceAOO, codiceUO, domicilioDigitale } = soggetto;
  const foreign = paese !== undefined && paese !== 'IT';
  const nome = nomeOf(soggetto);
  return [
    ...(codiceIPA === undefined ? [] : [['ipa', codiceIPA, codiceAOO ?? '', codiceUO ?? ''].join('|').toLowerCase()]),
    ...(codiceFiscale === undefined ? [] : [`cf|${codiceFiscale}`]),
    // a body's codice fiscale is often its partita IVA: one of eleven digits may meet the other
    ...(partitaIva === undefined ? [] : [foreign ? `iva|${paese}|${partitaIva}` : `cf|${partitaIva}`]),
    ...(domicilioDigitale === undefined ? [] : [`mail|${domicilioDigitale.toLowerCase()}`]),
    ...(nome === '' ? [] : [`nome|${digest(nome, 16)}`]),
  ];
}

const IMPRONTA_CARATTERI = 3; // some thousand addresses of one subject at most, the newest of two that meet

/** A short name for an address, as a property. */
export const improntaRecapito = (tipo: string, valore: string): string =>
  `r${digest(`${tipo}|${valore}`, IMPRONTA_CARATTERI)}`;

/** The folded words by whose beginning a correspondent is found. */
export function paroleOfSoggetto(soggetto: Soggetto, altre: readonly string[] = []): string[] {
  const { codiceFiscale, partitaIva, codiceIPA, denominazioneAOO, denominazioneUO, domicilioDigitale, indirizzo } =
    soggetto;
  const texts = [
    nameOfSoggetto(soggetto),
    codiceFiscale,
    partitaIva,
    codiceIPA,
    soggetto.codiceAOO,
    soggetto.codiceUO,
    denominazioneAOO,
    denominazioneUO,
    domicilioDigitale,
    indirizzo,
    ...altre,
  ];
  const words = texts.flatMap((text) => wordsOf(text ?? '')).map((word) => word.slice(0, MAX_PAROLA));
  return [...new Set(words)].slice(0, MAX_PAROLE);
}

/** The beginnings of words that a query asks for, all of them; the longest first, since it leaves the least. */
export const prefissiOf = (query: string): string[] =>
  [...new Set(wordsOf(query).map((word) => word.slice(0, MAX_PAROLA)))].slice(0, 8).sort((a, b) => b.length - a.length);

/** What the address book keeps: not the own offices, which are in the tree of the AOO. */
export const isCorrispondente = ({ tipo }: Soggetto): boolean => tipo !== 'UO';
