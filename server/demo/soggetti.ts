import { carattereControllo, cifraControllo, lettereCognome, lettereNome } from '../../schemas/codici.api.js';
import type { Soggetto } from '../../schemas/soggetto.api.js';
import { createCaso } from './caso.js';

/** What kind of correspondent a model of document asks for. */
export type Genere =
  | 'privato'
  | 'studio-tecnico'
  | 'broker'
  | 'fornitore'
  | 'commercio'
  | 'impresa'
  | 'studio-legale'
  | 'consiglieri'
  | 'funebre'
  | 'comitato'
  | 'associazione'
  | 'proloco'
  | 'cooperativa'
  | 'gestore'
  | 'regione'
  | 'asl'
  | 'prefettura'
  | 'soprintendenza'
  | 'comune'
  | 'previdenza'
  | 'tribunale'
  | 'anonimo';

export interface SoggettoDemo {
  /** short name by which rules and tests find it */
  chiave: string;
  genere: Genere;
  /** how often it is drawn, against 1 */
  peso: number;
  soggetto: Soggetto;
  /** sex and day of birth of a persona fisica, as its codice fiscale has them */
  persona?: { sesso: 'F' | 'M'; nascita: string };
}

const UNITA = ['', 'uno', 'due', 'tre', 'quattro', 'cinque', 'sei', 'sette', 'otto', 'nove'];
const FINO_A_VENTI = [
  ...['dieci', 'undici', 'dodici', 'tredici', 'quattordici'],
  ...['quindici', 'sedici', 'diciassette', 'diciotto', 'diciannove'],
];
const DECINE = ['', '', 'venti', 'trenta', 'quaranta'];

/** A number from 1 to 49 in letters: names of people that nobody can have. */
export function inLettere(n: number): string {
  if (n < 10) return UNITA[n] ?? '';
  if (n < 20) return FINO_A_VENTI[n - 10] ?? '';
  const decina = DECINE[Math.floor(n / 10)] ?? '';
  const unita = n % 10;
  if (unita === 0) return decina;
  const stem = unita === 1 || unita === 8 ? decina.slice(0, -1) : decina; // ventuno, ventotto
  return unita === 3 ? `${stem}tré` : `${stem}${UNITA[unita] ?? ''}`;
}

const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const withoutAccents = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '');

/** Cadastral code that no comune has: whoever reads the codice fiscale sees that it is a demonstration. */
const COMUNE_INESISTENTE = 'X000';
const LETTERE_MESE = 'ABCDEHLMPRST';

/** The codice fiscale of an invented person, with the right check character (DM 23/12/1976). */
function codiceFiscaleOf(cognome: string, nome: string, sesso: 'F' | 'M', nascita: string): string {
  const day = Number(nascita.slice(8)) + (sesso === 'F' ? 40 : 0);
  const month = LETTERE_MESE.charAt(Number(nascita.slice(5, 7)) - 1);
  const primi = `${lettereCognome(cognome)}${lettereNome(nome)}${nascita.slice(2, 4)}${month}${String(day).padStart(2, '0')}${COMUNE_INESISTENTE}`;
  return primi + carattereControllo(primi);
}

/** Streets of Valdoria. */
export const VIE = [
  'via dei Tigli',
  'via del Molino',
  'via Grande',
  'via Lungolago',
  'via delle Rose',
  'via Stazione',
  'via dei Salici',
  'via della Fonte',
  'via del Porto',
  'via dei Pescatori',
  'via Vecchia',
  'via del Mulino Basso',
  'vicolo Stretto',
  'viale del Parco',
  'via degli Orti',
  'via della Chiusa',
];

/** Those among the forty who have a digital domicile: what is sent to them goes by PEC. */
const hasDomicilio = (n: number): boolean => n % 3 === 1;

function buildPersona(n: number): SoggettoDemo {
  const caso = createCaso(`persona/${n}`);
  const nome = capitalize(inLettere(n));
  const sesso = n % 2 === 0 ? 'F' : 'M';
  const two = (value: number): string => String(value).padStart(2, '0');
  const nascita = `${caso.integer(1944, 2001)}-${two(caso.integer(1, 12))}-${two(caso.integer(1, 28))}`;
  return {
    chiave: `persona-${n}`,
    genere: 'privato',
    peso: n <= 6 ? 4 : 1,
    persona: { sesso, nascita },
    soggetto: {
      tipo: 'PF',
      cognome: 'Esempio',
      nome,
      codiceFiscale: codiceFiscaleOf('Esempio', nome, sesso, nascita),
      indirizzo: `${caso.pick(VIE)} ${caso.integer(1, 90)}, 00000 Valdoria`,
      ...(hasDomicilio(n) && { domicilioDigitale: `esempio.${withoutAccents(inLettere(n))}@pec.cittadini.example` }),
    },
  };
}

/** Eleven digits that begin with 9999, with the right check digit. */
function codiceNumerico(n: number): string {
  const prime = `9999${String(n).padStart(6, '0')}`;
  return `${prime}${cifraControllo(prime)}`;
}

const PERSONE_GIURIDICHE: readonly [chiave: string, genere: Genere, peso: number, denominazione: string][] = [
  ['linea-verde', 'studio-tecnico', 4, 'Studio tecnico Linea Verde'],
  ['broker-laguna', 'broker', 1, 'Broker Assicurazioni Laguna S.r.l.'],
  ['lindor', 'fornitore', 1, 'Cooperativa Lindor'],
  ['bottega-lago', 'commercio', 2, 'Bottega del Lago S.r.l.'],
  ['scavi-nord', 'impresa', 2, 'Impresa Scavi Nord S.r.l.'],
  ['riva-associati', 'studio-legale', 1, 'Studio legale Riva e Associati'],
  ['consiglieri', 'consiglieri', 1, 'Consiglieri comunali'],
  ['serena', 'funebre', 1, 'Impresa funebre Serena S.r.l.'],
  ['sottopasso', 'comitato', 1, 'Comitato Sottopasso Aperto'],
  ['edilcantieri', 'impresa', 1, 'Edilcantieri Roccalta S.r.l.'],
  ['il-molo', 'associazione', 2, 'Associazione culturale Il Molo'],
  ['pro-loco', 'proloco', 1, 'Pro loco di Valdoria'],
  ['la-chiatta', 'cooperativa', 1, 'Cooperativa sociale La Chiatta'],
  ['alto-lago', 'gestore', 1, 'Gestore servizi idrici Alto Lago S.p.A.'],
];

function buildPersonaGiuridica(
  [chiave, genere, peso, denominazione]: (typeof PERSONE_GIURIDICHE)[number],
  i: number,
): SoggettoDemo {
  const commerciale = !['consiglieri', 'comitato', 'associazione', 'proloco'].includes(genere);
  const caso = createCaso(`impresa/${chiave}`);
  return {
    chiave,
    genere,
    peso,
    soggetto: {
      tipo: 'PG',
      denominazione,
      codiceFiscale: codiceNumerico(i + 1),
      ...(commerciale && { partitaIva: codiceNumerico(i + 1) }),
      domicilioDigitale: chiave === 'consiglieri' ? 'consiglieri@pec.comune.valdoria.example' : `${chiave}@pec.example`,
      indirizzo: `${caso.pick(VIE)} ${caso.integer(1, 90)}, 00000 Valdoria`,
    },
  };
}

interface AmministrazioneDemo {
  genere: Genere;
  denominazione: string;
  codiceIPA: string;
  codiceAOO: string;
  denominazioneAOO: string;
  dominio: string;
}

const AMMINISTRAZIONI: readonly AmministrazioneDemo[] = [
  {
    genere: 'regione',
    denominazione: 'Regione - Protezione civile',
    codiceIPA: 'r_x000',
    codiceAOO: 'AREG001',
    denominazioneAOO: 'Protezione civile',
    dominio: 'regione',
  },
  {
    genere: 'asl',
    denominazione: 'ASL - Dipartimento di salute mentale',
    codiceIPA: 'asl_x000',
    codiceAOO: 'AASL001',
    denominazioneAOO: 'Azienda sanitaria locale',
    dominio: 'asl',
  },
  {
    genere: 'prefettura',
    denominazione: 'Prefettura - UTG',
    codiceIPA: 'utg_x000',
    codiceAOO: 'APRF001',
    denominazioneAOO: 'Prefettura di Roccalta',
    dominio: 'prefettura',
  },
  {
    genere: 'soprintendenza',
    denominazione: 'Soprintendenza archivistica',
    codiceIPA: 'sopr_x000',
    codiceAOO: 'ASOP001',
    denominazioneAOO: 'Soprintendenza archivistica',
    dominio: 'soprintendenza',
  },
  {
    genere: 'comune',
    denominazione: 'Comune di Altarocca',
    codiceIPA: 'c_x001',
    codiceAOO: 'ACOM001',
    denominazioneAOO: 'Comune di Altarocca',
    dominio: 'comune.altarocca',
  },
  {
    genere: 'previdenza',
    denominazione: 'Istituto di previdenza - Sede di Roccalta',
    codiceIPA: 'istp_x000',
    codiceAOO: 'AIPR001',
    denominazioneAOO: 'Sede di Roccalta',
    dominio: 'previdenza',
  },
];

const buildAmministrazione = (one: AmministrazioneDemo, i: number): SoggettoDemo => ({
  chiave: one.genere,
  genere: one.genere,
  peso: 1,
  soggetto: {
    tipo: 'PAI',
    denominazione: one.denominazione,
    codiceFiscale: codiceNumerico(900 + i),
    codiceIPA: one.codiceIPA,
    codiceAOO: one.codiceAOO,
    denominazioneAOO: one.denominazioneAOO,
    domicilioDigitale: `protocollo@pec.${one.dominio}.example`,
    indirizzo: 'Via della Rocca 1, 00000 Roccalta',
  },
});

/** An administration whose codes nobody knows, and a letter without a name: the register takes both, and says so. */
const INCOMPLETI: readonly SoggettoDemo[] = [
  {
    chiave: 'tribunale',
    genere: 'tribunale',
    peso: 1,
    soggetto: { tipo: 'PAI', denominazione: 'Tribunale di Roccalta - Ufficio del giudice tutelare' },
  },
  { chiave: 'anonimo', genere: 'anonimo', peso: 1, soggetto: { tipo: 'PG', denominazione: 'Anonimo' } },
];

/** Everybody who writes to the Comune or is written to: 40 PF, 14 PG, 6 PAI, one PAI without codes, one without a name. */
export function buildSoggetti(): SoggettoDemo[] {
  return [
    ...Array.from({ length: 40 }, (_, i) => buildPersona(i + 1)),
    ...PERSONE_GIURIDICHE.map(buildPersonaGiuridica),
    ...AMMINISTRAZIONI.map(buildAmministrazione),
    ...INCOMPLETI,
  ];
}

/** @throws RangeError if no subject has that key */
export function soggettoOf(soggetti: readonly SoggettoDemo[], chiave: string): SoggettoDemo {
  const found = soggetti.find((one) => one.chiave === chiave);
  if (found === undefined) throw new RangeError(`no subject ${chiave}`);
  return found;
}
