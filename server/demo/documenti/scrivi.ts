import type { RegistrazioneRichiesta } from '../../../schemas/registrazione.api.js';
import { nameOfSoggetto, type Soggetto } from '../../../schemas/soggetto.api.js';
import { createCaso, type Caso } from '../caso.js';
import { AOO, ENTE, type UfficioDemo } from '../ente.js';
import { dataEstesa } from '../giorni.js';
import type { SoggettoDemo } from '../soggetti.js';
import type { Impaginazione, Lettera, Parte } from './lettera.js';

/** What a letter is written from. */
interface DaScrivere {
  richiesta: RegistrazioneRichiesta;
  /** legal day it bears */
  giorno: string;
  /** what it says beside its oggetto; after the verb, in a citizen's request */
  testo: string;
  /** the external correspondent, where there is one */
  corrispondente?: SoggettoDemo;
  uffici: readonly UfficioDemo[];
  seme: string;
  fogli?: Lettera['fogli'];
}

const VERBI: Readonly<Record<string, string>> = {
  Dichiarazione: 'DICHIARA',
  Curriculum: 'DICHIARA',
  Segnalazione: 'SEGNALA',
  SCIA: 'SEGNALA',
  Proposta: 'COMUNICA',
  Comunicazione: 'COMUNICA',
};

const CHIUSURE: Readonly<Record<Impaginazione, readonly string[]>> = {
  impresa: [
    'Si resta a disposizione per ogni chiarimento e si chiede che le comunicazioni siano inviate al domicilio digitale sopra indicato.',
    'Si rimane in attesa di cortese riscontro. Per informazioni si può contattare l’ufficio amministrativo nelle ore del mattino.',
  ],
  cittadino: [
    'A questo scopo allega copia di un documento di identità e dichiara di essere informato che i dati saranno trattati soltanto per il procedimento in oggetto.',
    'Dichiara di essere a conoscenza delle sanzioni previste dall’art. 76 del DPR 445/2000 per le dichiarazioni mendaci e chiede che le comunicazioni siano inviate ai recapiti sopra indicati.',
  ],
  amministrazione: [
    'Si prega di dare riscontro all’indirizzo di posta elettronica certificata sopra indicato, citando il numero di protocollo della presente.',
    'Si confida nella consueta collaborazione e si resta in attesa di quanto richiesto.',
  ],
  comune: [
    'Gli atti possono essere visionati presso l’ufficio negli orari di apertura al pubblico. Il responsabile del procedimento è il responsabile del settore.',
    'Per informazioni ci si può rivolgere all’ufficio, negli orari pubblicati sul sito istituzionale, indicando gli estremi di protocollo riportati nella segnatura.',
  ],
  interna: [
    'Si chiede di dare riscontro entro dieci giorni, inserendo la risposta nello stesso fascicolo.',
    'Si resta a disposizione per i chiarimenti necessari. La presente sostituisce ogni comunicazione precedente sullo stesso argomento.',
  ],
  portale: [
    'L’istanza è stata compilata dopo l’accesso con identità digitale e trasmessa senza altra sottoscrizione, come prevede l’art. 65 del codice dell’amministrazione digitale.',
    'Il richiedente ha letto l’informativa sul trattamento dei dati personali e ha confermato la veridicità delle dichiarazioni rese.',
  ],
};

const RIFERIMENTI_ENTE: readonly string[] = [
  'La presente vale come comunicazione ai sensi della legge 7 agosto 1990, n. 241. Contro gli atti del procedimento sono ammessi i rimedi previsti dalla legge.',
  'I termini del procedimento restano quelli stabiliti dal regolamento comunale; le osservazioni e i documenti eventualmente presentati saranno valutati dall’ufficio.',
];

const UNITI: readonly string[] = [
  'Gli originali dei documenti citati sono conservati agli atti della scrivente e possono essere esibiti a richiesta.',
  'La presente è inviata in formato elettronico e non sarà seguita dall’originale cartaceo.',
];

const nomeUfficio = (uffici: readonly UfficioDemo[], codice: string | undefined): string =>
  uffici.find((one) => one.codice === codice)?.denominazione ?? '';

function parteOf(soggetto: Soggetto | undefined, uffici: readonly UfficioDemo[]): Parte {
  if (soggetto === undefined) return { nome: ENTE.denominazione, righe: [] };
  if (soggetto.tipo === 'UO') return { nome: ENTE.denominazione, righe: [nomeUfficio(uffici, soggetto.uo)] };
  const codici = [
    soggetto.codiceFiscale === undefined ? [] : [`Codice fiscale ${soggetto.codiceFiscale}`],
    soggetto.partitaIva === undefined ? [] : [`Partita IVA ${soggetto.partitaIva}`],
  ].flat();
  return {
    nome: nameOfSoggetto(soggetto),
    righe: [
      ...(soggetto.indirizzo === undefined ? [] : [soggetto.indirizzo]),
      ...codici,
      ...(soggetto.domicilioDigitale === undefined ? [] : [soggetto.domicilioDigitale]),
    ],
  };
}

function impaginazioneOf({ flusso, mezzo, mittenti }: RegistrazioneRichiesta): Impaginazione {
  if (flusso === 'I') return 'interna';
  if (flusso === 'U') return 'comune';
  if (mezzo === 'portale') return 'portale';
  const tipo = mittenti[0]?.tipo;
  if (tipo === 'PF') return 'cittadino';
  return tipo === 'PAI' ? 'amministrazione' : 'impresa';
}

/** `Il sottoscritto Esempio Uno, nato il …`; a letter without a name has none. */
function premessaOf({ soggetto, persona }: SoggettoDemo): string {
  if (persona === undefined) return `Il legale rappresentante di ${nameOfSoggetto(soggetto)}`;
  const f = persona.sesso === 'F';
  const ruolo = f ? 'La sottoscritta' : 'Il sottoscritto';
  return `${ruolo} ${nameOfSoggetto(soggetto)}, ${f ? 'nata' : 'nato'} il ${dataEstesa(persona.nascita)}, codice fiscale ${soggetto.codiceFiscale ?? ''}, residente in ${soggetto.indirizzo ?? ''},`;
}

/** Who signs the papers of the Comune: the head of the office, by role. */
function firmaDelComune(uffici: readonly UfficioDemo[], uo: string | undefined): string[] {
  const ufficio = uffici.find(({ codice }) => codice === uo);
  return [ufficio?.responsabile ?? 'Il Responsabile', ufficio?.denominazione ?? ''];
}

function firmaOf(da: DaScrivere, impaginazione: Impaginazione): string[] {
  const { richiesta, corrispondente, uffici } = da;
  if (impaginazione === 'comune' || impaginazione === 'interna')
    return firmaDelComune(uffici, richiesta.mittenti[0]?.uo);
  if (impaginazione === 'amministrazione') return ['Il Dirigente'];
  if (corrispondente?.persona !== undefined) return ['Firma', nameOfSoggetto(corrispondente.soggetto)];
  if (corrispondente?.genere === 'anonimo') return [];
  return [corrispondente?.genere === 'studio-tecnico' ? 'Il tecnico incaricato' : 'Il legale rappresentante'];
}

function paragrafiOf(caso: Caso, impaginazione: Impaginazione, da: DaScrivere): string[] {
  const { corrispondente, testo, richiesta } = da;
  if (corrispondente?.genere === 'anonimo') return [testo];
  const chiusura = caso.pick(CHIUSURE[impaginazione]);
  if (impaginazione === 'comune' && richiesta.flusso === 'U') return [testo, caso.pick(RIFERIMENTI_ENTE), chiusura];
  if (impaginazione === 'impresa' || impaginazione === 'amministrazione') return [testo, caso.pick(UNITI), chiusura];
  return [testo, chiusura];
}

/** The number that the sender gave, as his letterhead writes it. */
const protocolloOf = ({ flusso, protocolloMittente }: RegistrazioneRichiesta): string | undefined =>
  flusso === 'E' ? protocolloMittente?.numero : undefined;

/** Writes the letter that a registration speaks of: who writes, to whom, the oggetto, and why. Pure. */
export function writeLettera(da: DaScrivere): Lettera {
  const { richiesta, uffici, corrispondente } = da;
  const impaginazione = impaginazioneOf(richiesta);
  const caso = createCaso(`lettera/${da.seme}`);
  const protocollo = protocolloOf(richiesta);
  const dichiarante = impaginazione === 'cittadino' || impaginazione === 'portale' ? corrispondente : undefined;
  const ente: Parte = { nome: ENTE.denominazione, righe: [ENTE.indirizzo, AOO.domicilioDigitale] };
  const proprio = richiesta.flusso === 'E' ? richiesta.destinatari[0] : undefined;
  const ufficio = nomeUfficio(uffici, proprio?.uo);
  return {
    genere: 'lettera',
    impaginazione,
    giorno: da.giorno,
    mittente: parteOf(richiesta.mittenti[0], uffici),
    destinatario:
      richiesta.flusso === 'E'
        ? { ...ente, righe: [...(ufficio === '' ? [] : [ufficio]), ...ente.righe] }
        : parteOf(richiesta.destinatari[0], uffici),
    ...(protocollo !== undefined && { protocollo }),
    oggetto: richiesta.oggetto,
    ...(dichiarante !== undefined && {
      premessa: premessaOf(dichiarante),
      verbo: VERBI[richiesta.tipologia ?? ''] ?? 'CHIEDE',
    }),
    paragrafi: paragrafiOf(caso, impaginazione, da),
    firma: firmaOf(da, impaginazione),
    fogli: da.fogli ?? 'ordinari',
    seme: da.seme,
  };
}
