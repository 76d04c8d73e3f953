import type { TipoSoggetto } from '../../../schemas/soggetto.api.js';
import {
  difettoCodiceFiscale,
  difettoCodiceNumerico,
  lettereCognome,
  lettereNome,
  normalizeCodiceFiscale,
  normalizePartitaIva,
} from '../../../schemas/codici.api.js';

/** The kinds of subject one can write by hand; offices are chosen from their list. */
export type TipoScritto = Exclude<TipoSoggetto, 'UO'>;

export const PAROLE_TIPO: Record<TipoScritto, string> = {
  PF: 'Persona',
  PG: 'Impresa o ente privato',
  PAI: 'Amministrazione',
  PAE: 'Amm. estera',
};

const AMMINISTRAZIONE =
  /^(comune|provincia|regione|citt[aà] metropolitana|ministero|prefettura|questura|tribunale|procura|agenzia|asl|aou|azienda (sanitaria|ospedaliera|usl)|universit[aà]|istituto comprensivo|inps|inail|camera di commercio|unione (dei|di) comuni)\b/i;
const IMPRESA =
  /\b(s\.?\s?r\.?\s?l|s\.?\s?p\.?\s?a|s\.?\s?n\.?\s?c|s\.?\s?a\.?\s?s|soc|societ[aà]|ditta|studio|cooperativa|associazione|fondazione|comitato|consorzio|condominio|impresa|parrocchia|onlus|anonimo|firma illeggibile)\b/i;

/** First guess at a new subject from what one was searching with: an address, a code, or a name of one kind or another. */
export function indovinaSoggetto(testo: string): Record<string, string> {
  const scritto = testo.trim();
  if (/^\S+@\S+$/.test(scritto)) return { tipo: 'PG', domicilioDigitale: scritto.toLowerCase() };
  const codice = normalizeCodiceFiscale(scritto);
  if (codice.length === 16 && difettoCodiceFiscale(codice) === null) return { tipo: 'PF', codiceFiscale: codice };
  const partitaIva = normalizePartitaIva(scritto);
  if (difettoCodiceNumerico(partitaIva) === null) return { tipo: 'PG', partitaIva };
  if (AMMINISTRAZIONE.test(scritto)) return { tipo: 'PAI', denominazione: scritto };
  const parole = scritto.split(/\s+/);
  const [prima = '', ...altre] = parole;
  if (parole.length === 2 && !IMPRESA.test(scritto)) return { tipo: 'PF', cognome: prima, nome: altre.join(' ') };
  return { tipo: 'PG', denominazione: scritto };
}

/** Names move with the kind: a surname becomes part of a denominazione and the other way round. */
export function conTipo(campi: Record<string, string>, tipo: TipoScritto): Record<string, string> {
  const { cognome = '', nome = '', denominazione = '', ...altri } = campi;
  if (tipo === 'PF') {
    if (cognome !== '' || nome !== '') return { ...campi, tipo };
    const [prima = '', ...resto] = denominazione.trim().split(/\s+/);
    return { ...altri, tipo, cognome: prima, nome: resto.join(' ') };
  }
  return { ...altri, tipo, denominazione: denominazione !== '' ? denominazione : `${cognome} ${nome}`.trim() };
}

/** A letter is signed `Maria Rossi`, a register says `Rossi Maria`: the two change places. */
export const scambiaNomi = (campi: Record<string, string>): Record<string, string> => ({
  ...campi,
  cognome: campi['nome'] ?? '',
  nome: campi['cognome'] ?? '',
});

/** Which properties one writes for each kind, in the order of the small form, with their width in sixths of a line. */
export const CAMPI_TIPO: Record<TipoScritto, readonly (readonly [nome: string, sesti: number])[]> = {
  PF: [
    ['cognome', 3],
    ['nome', 3],
    ['codiceFiscale', 3],
    ['domicilioDigitale', 3],
    ['indirizzo', 3],
    ['partitaIva', 2],
    ['paese', 1],
  ],
  PG: [
    ['denominazione', 6],
    ['partitaIva', 3],
    ['codiceFiscale', 3],
    ['domicilioDigitale', 3],
    ['indirizzo', 2],
    ['paese', 1],
  ],
  PAI: [
    ['denominazione', 6],
    ['codiceIPA', 2],
    ['codiceAOO', 2],
    ['codiceUO', 2],
    ['denominazioneAOO', 3],
    ['denominazioneUO', 3],
    ['domicilioDigitale', 3],
    ['codiceFiscale', 3],
    ['indirizzo', 4],
    ['partitaIva', 2],
  ],
  PAE: [
    ['denominazione', 6],
    ['paese', 1],
    ['codiceFiscale', 2],
    ['partitaIva', 3],
    ['domicilioDigitale', 3],
    ['indirizzo', 3],
  ],
};

export const ETICHETTE_SOGGETTO: Record<string, string> = {
  cognome: 'Cognome',
  nome: 'Nome',
  denominazione: 'Denominazione',
  codiceFiscale: 'Codice fiscale',
  partitaIva: 'Partita IVA',
  codiceIPA: 'Codice IPA',
  codiceAOO: 'Codice AOO',
  denominazioneAOO: 'Denominazione AOO',
  codiceUO: 'Codice ufficio',
  denominazioneUO: 'Denominazione ufficio',
  domicilioDigitale: 'Domicilio digitale',
  indirizzo: 'Indirizzo',
  paese: 'Paese',
};

/** What of `campi` the kind admits, without what is empty: ready for the schema. */
export function soggettoScritto(campi: Record<string, string>): Record<string, string> {
  const tipo = campi['tipo'] as TipoScritto;
  const voluti = CAMPI_TIPO[tipo].map(([nome]) => [nome, campi[nome]?.trim() ?? '']);
  return { tipo, ...(Object.fromEntries(voluti.filter(([, valore]) => valore !== '')) as Record<string, string>) };
}

/** Worth a second look, no fault: names that the codice fiscale does not begin with (particles, accents, foreign names). */
export function avvertenzaCodice({
  tipo,
  cognome = '',
  nome = '',
  codiceFiscale = '',
}: Record<string, string>): string | undefined {
  const codice = normalizeCodiceFiscale(codiceFiscale);
  if (tipo !== 'PF' || codice.length !== 16 || cognome.trim() === '' || nome.trim() === '') return undefined;
  if (codice.startsWith(lettereCognome(cognome) + lettereNome(nome))) return undefined;
  if (codice.startsWith(lettereCognome(nome) + lettereNome(cognome))) {
    return 'Secondo il codice fiscale cognome e nome sono scambiati.';
  }
  return 'Le prime sei lettere non sono quelle di cognome e nome: ricontrollare. Si può tenere.';
}

/** Codes short enough to be still on their way are not judged while one types. */
export function isCodiceIntero(campo: string, valore: string): boolean {
  const lunghezza = normalizePartitaIva(valore).length;
  if (campo === 'codiceFiscale') return /^\d+$/.test(valore.trim()) ? lunghezza >= 11 : lunghezza >= 16;
  return campo === 'partitaIva' && lunghezza >= 11;
}
