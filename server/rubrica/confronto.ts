import type { GIUDIZI } from '../../schemas/corrispondente.api.js';
import { nameOfSoggetto, type Soggetto } from '../../schemas/soggetto.api.js';
import { nomeOf } from './chiave.js';
import { fold, wordsOf } from '../protocollo/parole.js';

/** `stesso`: the same code; `probabile`, `dubbio`: a person decides; `diverso`: the codes say so. */
export type Esito = (typeof GIUDIZI)[number] | 'diverso';
export interface Giudizio {
  esito: Esito;
  motivi: string[];
}

const isForeign = ({ paese }: Soggetto): boolean => paese !== undefined && paese !== 'IT';
const lower = (text: string | undefined): string | undefined => text?.toLowerCase();

/** Codes that two entries both have: equal, or of two different subjects. */
function differs<T>(one: T | undefined, other: T | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}
const equals = <T>(one: T | undefined, other: T | undefined): boolean => one !== undefined && one === other;

/** Italian partita IVA, or a foreign one with its country. */
const ivaOf = (soggetto: Soggetto): string | undefined =>
  soggetto.partitaIva === undefined
    ? undefined
    : `${isForeign(soggetto) ? (soggetto.paese ?? '') : 'IT'}|${soggetto.partitaIva}`;

/**
 * True if the codes say that these are two subjects: two codici fiscali are two persons, also where they differ only by omocodia;
 * two AOO or two offices of one administration are two correspondents.
 */
function isDiverso(a: Soggetto, b: Soggetto): boolean {
  if (differs(a.codiceFiscale, b.codiceFiscale)) return true;
  if (differs(lower(a.codiceIPA), lower(b.codiceIPA))) return true;
  if (a.codiceIPA !== undefined && b.codiceIPA !== undefined)
    return lower(a.codiceAOO) !== lower(b.codiceAOO) || lower(a.codiceUO) !== lower(b.codiceUO);
  return differs(ivaOf(a), ivaOf(b)) && !equals(a.codiceFiscale, b.codiceFiscale);
}

/** A body's partita IVA may be written as its codice fiscale and the other way round; never with what says two persons. */
const crossed = (a: Soggetto, b: Soggetto): boolean =>
  (equals(a.codiceFiscale, b.partitaIva) && !isForeign(b)) || (equals(b.codiceFiscale, a.partitaIva) && !isForeign(a));

/** The same words in whatever order: `Rossi Mario`, `Mario Rossi`. */
const sameName = (a: Soggetto, b: Soggetto): boolean => {
  const [one, other] = [a, b].map((soggetto) => wordsOf(nameOfSoggetto(soggetto)).sort().join(' '));
  return one !== '' && one === other;
};

/**
 * Whether two entries are one subject. By code alone they are the same (`stesso`); an address or a name only makes them likely,
 * since two persons may write from one PEC and two may have one name. Symmetric; what has two codes is never the same.
 */
export function confronta(a: Soggetto, b: Soggetto): Giudizio {
  if (isDiverso(a, b)) return { esito: 'diverso', motivi: [] };
  const sameTipo = a.tipo === b.tipo;
  const motivi: string[] = [];
  if (a.codiceIPA !== undefined && b.codiceIPA !== undefined) return { esito: 'stesso', motivi: ['stesso codice IPA'] };
  const byCodice = equals(a.codiceFiscale, b.codiceFiscale);
  const byIva = equals(ivaOf(a), ivaOf(b));
  if (byCodice) motivi.push('stesso codice fiscale');
  if (byIva) motivi.push('stessa partita IVA');
  // an administration has one codice fiscale for all its AOO: without the IPA code it is not known which
  const isPart = a.codiceAOO !== undefined || b.codiceAOO !== undefined;
  const sure = sameTipo && !isPart && (byCodice || sameName(a, b)); // a studio of several people has one partita IVA
  if (byCodice || byIva) return { esito: sure ? 'stesso' : 'probabile', motivi };
  if (crossed(a, b)) return { esito: 'probabile', motivi: ['la partita IVA dell’uno è il codice fiscale dell’altro'] };
  const named = sameName(a, b) && (sameTipo || nomeOf(a) === nomeOf(b));
  const byMail = equals(lower(a.domicilioDigitale), lower(b.domicilioDigitale));
  if (named) motivi.push('stesso nome');
  if (byMail) motivi.push('stesso indirizzo digitale');
  if (named && byMail) return { esito: 'probabile', motivi };
  const [one, other] = [fold(a.indirizzo ?? ''), fold(b.indirizzo ?? '')];
  if (named && one !== '' && one === other) return { esito: 'probabile', motivi: [...motivi, 'stesso indirizzo'] };
  return named || byMail ? { esito: 'dubbio', motivi } : { esito: 'diverso', motivi: [] };
}

const ORDINE: readonly Esito[] = ['stesso', 'probabile', 'dubbio', 'diverso'];
/** The surest first. */
export const byGiudizio = (a: Giudizio, b: Giudizio): number => ORDINE.indexOf(a.esito) - ORDINE.indexOf(b.esito);
