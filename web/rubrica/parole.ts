import type { CorrispondenteVoce, Fonte, Origine, StatoCorrispondente } from '../../schemas/corrispondente.api.js';
import { nameOfSoggetto, type Soggetto, type TipoSoggetto } from '../../schemas/soggetto.api.js';
import type { StatoProps } from '../components/Stato.js';

export const PAROLE_TIPO: Readonly<Record<TipoSoggetto, string>> = {
  PF: 'Persona',
  PG: 'Impresa o ente',
  PAI: 'Amministrazione',
  PAE: 'Amm. estera',
  UO: 'Ufficio',
};
export const PAROLE_ORIGINE: Readonly<Record<Origine, string>> = {
  ipa: 'IPA',
  rubrica: 'Rubrica',
  registrazioni: 'Registrazioni',
};
export const PAROLE_FONTE: Readonly<Record<Fonte, string>> = {
  ipa: 'IPA',
  'ini-pec': 'INI-PEC',
  inad: 'INAD',
  messaggio: 'da un suo messaggio',
  dichiarato: 'dichiarato',
  registrazione: 'da una registrazione',
};
export const PAROLE_STATO: Readonly<Record<StatoCorrispondente, string>> = {
  attivo: 'Attivo',
  cessato: 'Cessato',
  unito: 'Unito a un altro',
};
export const PAROLE_GIUDIZIO = {
  stesso: 'stesso soggetto',
  probabile: 'molto probabile',
  dubbio: 'da vedere',
} as const;
export const PAROLE_RECAPITO = { digitale: 'Domicilio digitale', email: 'E-mail', postale: 'Indirizzo' } as const;

/** Status of an entry, with its word. */
export const statoOf = ({ stato }: Pick<CorrispondenteVoce, 'stato'>): StatoProps => {
  if (stato === 'cessato') return { tono: 'warn', icona: 'warning-circle', parola: 'Cessato' };
  if (stato === 'unito') return { tono: 'neu', icona: 'link', parola: 'Unito' };
  return { tono: 'neu', icona: 'check', parola: 'Attivo' };
};

/** Name of a subject with its AOO and office, where it has them. */
export const nomeIntero = (soggetto: Soggetto): string =>
  [nameOfSoggetto(soggetto), soggetto.denominazioneAOO, soggetto.denominazioneUO]
    .filter((parte) => parte !== undefined)
    .join(' · ');

/** Codes of a subject, in words. */
export const codiciOf = ({ codiceFiscale, partitaIva, codiceIPA, codiceAOO, codiceUO }: Soggetto): string[] =>
  [
    partitaIva !== undefined && `P.IVA ${partitaIva}`,
    codiceFiscale !== undefined && codiceFiscale !== partitaIva && `C.F. ${codiceFiscale}`,
    codiceIPA !== undefined && `IPA ${codiceIPA}`,
    codiceAOO !== undefined && `AOO ${codiceAOO}`,
    codiceUO !== undefined && `UO ${codiceUO}`,
  ].filter((parte) => parte !== false);

const EVENTI: Readonly<Record<string, string>> = {
  creazione: 'Scritto in rubrica',
  modifica: 'Corretto',
  unione: 'Unito a un altro',
  'unione-ricevuta': 'Ha preso il posto di un altro',
  divisione: 'Diviso: torna a sé',
  'divisione-ricevuta': 'Un altro è stato diviso da questo',
  'ipa-nuova': 'Arrivato dall’IPA',
  'ipa-cambiata': 'Cambiato nell’IPA',
  'ipa-cessata': 'Non è più nell’IPA',
};
export const paroleEvento = (tipo: string): string => EVENTI[tipo] ?? tipo;
