import { z } from 'zod';
import {
  type DifettoCodice,
  difettoCodiceFiscale,
  difettoCodiceNumerico,
  normalizeCodiceFiscale,
  normalizePartitaIva,
} from './codici.api.js';
import { testo, testoLibero } from './testo.api.js';

/** PF persona fisica, PG persona giuridica, PAI Italian administration, PAE foreign one, UO an office of the own side. */
export const TIPI_SOGGETTO = ['PF', 'PG', 'PAI', 'PAE', 'UO'] as const;
export type TipoSoggetto = (typeof TIPI_SOGGETTO)[number];

/** Mittente, destinatario or intestatario, clean and checked. What was left empty is absent. */
export interface Soggetto {
  tipo: TipoSoggetto;
  /** PG, PAI, PAE. */
  denominazione?: string;
  /** PF, with `nome`. */
  cognome?: string;
  nome?: string;
  /** UO: code of the office in the AOO. */
  uo?: string;
  codiceFiscale?: string;
  /** Italian: eleven digits. With `paese` other than IT: as that country writes it. */
  partitaIva?: string;
  codiceIPA?: string;
  codiceAOO?: string;
  denominazioneAOO?: string;
  codiceUO?: string;
  denominazioneUO?: string;
  /** Address of electronic mail, lower case. */
  domicilioDigitale?: string;
  indirizzo?: string;
  /** ISO 3166-1 alpha-2. */
  paese?: string;
}

const MAX_DENOMINAZIONE = 1000;
const MAX_NOME = 200;
const MAX_INDIRIZZO = 500;

/** A code without blanks in it, of printable ASCII characters; empty means absent. */
const codiceOpaco = (max: number, nome: string) =>
  testo({ max, nome }).refine((text) => /^[\x21-\x7E]*$/.test(text), {
    error: `${nome} non ammette spazi né caratteri accentati: controllarlo.`,
  });

const ATEXT = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const INDIRIZZO = new RegExp(`^${ATEXT}(?:\\.${ATEXT})*@(?:${LABEL}\\.)+${LABEL}$`);

const domicilioDigitale = testo({ max: 254, nome: 'Il domicilio digitale' })
  .overwrite((text) => text.toLowerCase())
  .refine((text) => text === '' || (INDIRIZZO.test(text) && text.indexOf('@') <= 64), {
    error: 'Il domicilio digitale deve essere un indirizzo come nome@dominio.it, senza spazi né accenti.',
  });

const paese = testo({ max: 60, nome: 'Il paese' })
  .overwrite((text) => text.toUpperCase())
  .refine((text) => /^(?:[A-Z]{2})?$/.test(text), {
    error: 'Indicare il paese con il suo codice di due lettere, per esempio DE.',
  });

const MESSAGGI_CODICE_FISCALE: Record<DifettoCodice, string> = {
  forma: 'Il codice fiscale deve avere 16 caratteri, oppure 11 cifre: controllarlo.',
  data: 'Il codice fiscale contiene una data di nascita impossibile: controllarlo.',
  controllo: 'Il carattere di controllo del codice fiscale non torna: controllare i caratteri digitati.',
};
const MESSAGGI_PARTITA_IVA: Record<Exclude<DifettoCodice, 'data'>, string> = {
  forma: 'La partita IVA deve avere 11 cifre; se è estera, indicare il paese.',
  controllo: 'La cifra di controllo della partita IVA non torna: controllare le cifre digitate.',
};

const campi = z.strictObject(
  {
    tipo: z.enum(TIPI_SOGGETTO, { error: 'Indicare il tipo di soggetto: PF, PG, PAI, PAE oppure UO.' }),
    denominazione: testoLibero(MAX_DENOMINAZIONE, 'La denominazione').optional(),
    cognome: testoLibero(MAX_NOME, 'Il cognome').optional(),
    nome: testoLibero(MAX_NOME, 'Il nome').optional(),
    uo: codiceOpaco(50, 'Il codice dell’ufficio').optional(),
    codiceFiscale: testo({ max: 60, nome: 'Il codice fiscale' }).overwrite(normalizeCodiceFiscale).optional(),
    partitaIva: testo({ max: 60, nome: 'La partita IVA' }).overwrite(normalizePartitaIva).optional(),
    codiceIPA: codiceOpaco(100, 'Il codice IPA').optional(),
    codiceAOO: codiceOpaco(100, 'Il codice AOO').optional(),
    denominazioneAOO: testoLibero(MAX_DENOMINAZIONE, 'La denominazione della AOO').optional(),
    codiceUO: codiceOpaco(100, 'Il codice UO').optional(),
    denominazioneUO: testoLibero(MAX_DENOMINAZIONE, 'La denominazione della UO').optional(),
    domicilioDigitale: domicilioDigitale.optional(),
    indirizzo: testoLibero(MAX_INDIRIZZO, 'L’indirizzo').optional(),
    paese: paese.optional(),
  },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `Proprietà non prevista: ${issue.keys.join(', ')}.`
        : 'Il soggetto deve essere un oggetto con tipo e denominazione.',
  },
);
type Campi = z.output<typeof campi>;
type Campo = keyof Campi;

/** What each tipo must have, and what it cannot have. */
const OBBLIGATORI: Record<TipoSoggetto, readonly (readonly [Campo, string])[]> = {
  PF: [
    ['cognome', 'Il cognome è obbligatorio per una persona fisica.'],
    ['nome', 'Il nome è obbligatorio per una persona fisica.'],
  ],
  PG: [['denominazione', 'La denominazione è obbligatoria per una persona giuridica.']],
  PAI: [['denominazione', 'La denominazione dell’amministrazione è obbligatoria.']],
  PAE: [['denominazione', 'La denominazione dell’amministrazione estera è obbligatoria.']],
  UO: [['uo', 'Il codice dell’ufficio è obbligatorio.']],
};
const ESTRANEI: Record<TipoSoggetto, readonly (readonly [Campo, string])[]> = {
  PF: [
    ['denominazione', 'Una persona fisica ha cognome e nome, non denominazione.'],
    ['uo', 'L’ufficio si indica soltanto per il tipo UO.'],
  ],
  PG: [
    ['cognome', 'Una persona giuridica ha denominazione, non cognome.'],
    ['nome', 'Una persona giuridica ha denominazione, non nome.'],
    ['uo', 'L’ufficio si indica soltanto per il tipo UO.'],
  ],
  PAI: [
    ['cognome', 'Un’amministrazione ha denominazione, non cognome.'],
    ['nome', 'Un’amministrazione ha denominazione, non nome.'],
    ['uo', 'L’ufficio si indica soltanto per il tipo UO; per l’ufficio di un’altra amministrazione usare codiceUO.'],
  ],
  PAE: [
    ['cognome', 'Un’amministrazione ha denominazione, non cognome.'],
    ['nome', 'Un’amministrazione ha denominazione, non nome.'],
    ['uo', 'L’ufficio si indica soltanto per il tipo UO.'],
  ],
  UO: [
    ['denominazione', 'Un ufficio si indica con il suo codice in uo: la denominazione la aggiunge il sistema.'],
    ['cognome', 'Un ufficio si indica con il suo codice in uo, senza cognome.'],
    ['nome', 'Un ufficio si indica con il suo codice in uo, senza nome.'],
  ],
};

const isForeign = ({ paese: code }: Campi): boolean => code !== undefined && code !== '' && code !== 'IT';

function faultOfCodiceFiscale({ tipo, codiceFiscale }: Campi): string | null {
  if (codiceFiscale === undefined || codiceFiscale === '') return null;
  const difetto = difettoCodiceFiscale(codiceFiscale);
  if (difetto !== null) return MESSAGGI_CODICE_FISCALE[difetto];
  if (tipo === 'PAI' && codiceFiscale.length !== 11) return 'Il codice fiscale di un’amministrazione ha 11 cifre.';
  return null;
}

function faultOfPartitaIva(soggetto: Campi): string | null {
  const { partitaIva } = soggetto;
  if (partitaIva === undefined || partitaIva === '') return null;
  if (isForeign(soggetto)) {
    return /^[A-Z0-9+*.-]{2,20}$/.test(partitaIva)
      ? null
      : 'La partita IVA estera ammette da 2 a 20 lettere e cifre, senza accenti.';
  }
  const difetto = difettoCodiceNumerico(partitaIva);
  return difetto === null ? null : MESSAGGI_PARTITA_IVA[difetto];
}

/** All that concerns more than one field, as pairs of field and message. */
function* faultsOf(soggetto: Campi): Generator<readonly [Campo, string]> {
  const isGiven = (campo: Campo) => soggetto[campo] !== undefined && soggetto[campo] !== '';
  yield* OBBLIGATORI[soggetto.tipo].filter(([campo]) => !isGiven(campo));
  yield* ESTRANEI[soggetto.tipo].filter(([campo]) => isGiven(campo));
  const codiceFiscale = faultOfCodiceFiscale(soggetto);
  if (codiceFiscale !== null) yield ['codiceFiscale', codiceFiscale];
  const partitaIva = faultOfPartitaIva(soggetto);
  if (partitaIva !== null) yield ['partitaIva', partitaIva];
}

/** The fields of `Soggetto` with what was left empty taken away. */
const withoutEmpty = (soggetto: Campi): Soggetto => ({
  tipo: soggetto.tipo,
  ...Object.fromEntries(Object.entries(soggetto).filter(([, value]) => value !== undefined && value !== '')),
});

/**
 * Shape of a subject as the API takes it (contract §4): unknown properties are refused, texts cleaned, codes upper case
 * without blanks, form and check digits verified. Every issue has the path of its field.
 */
export const Soggetto = campi
  .superRefine((soggetto, context) => {
    for (const [campo, message] of faultsOf(soggetto)) context.addIssue({ code: 'custom', path: [campo], message });
  })
  .transform(withoutEmpty);

/** What identifies an administration in the metadata (Allegato 5), as people call it. */
const DATI_PAI = [
  ['codiceIPA', 'codice IPA'],
  ['codiceAOO', 'codice AOO'],
  ['domicilioDigitale', 'domicilio digitale'],
] as const satisfies readonly (readonly [keyof Soggetto, string])[];

/** The data that an Italian administration lacks, as field and name; nothing for any other subject. */
export const missingOfPai = (soggetto: Soggetto): (readonly [campo: (typeof DATI_PAI)[number][0], nome: string])[] =>
  soggetto.tipo === 'PAI' ? DATI_PAI.filter(([campo]) => soggetto[campo] === undefined) : [];

/** What a person reads of a subject: `Rossi Mario`, the denominazione, or the office with its name where it is known. */
export function nameOfSoggetto(soggetto: Soggetto): string {
  if (soggetto.tipo === 'PF') return `${soggetto.cognome ?? ''} ${soggetto.nome ?? ''}`.trim();
  if (soggetto.tipo === 'UO') return soggetto.denominazioneUO ?? soggetto.uo ?? '';
  return soggetto.denominazione ?? '';
}
