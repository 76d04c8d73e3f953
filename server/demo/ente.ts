import type { Ruolo } from '../../schemas/accesso.api.js';
import { readTabella } from './dati.js';

/** The Comune of the demonstration: invented, with codes that no real body has. */
export const ENTE = {
  denominazione: 'Comune di Valdoria',
  codiceIPA: 'c_x000',
  codiceFiscale: '99999999990',
  provincia: 'Roccalta',
  indirizzo: 'Piazza della Fontana 1, 00000 Valdoria',
  sito: 'www.comune.valdoria.example',
  telefono: '000 000000',
} as const;

interface AooDemo {
  codice: string;
  denominazione: string;
  domicilioDigitale: string;
}

export const AOO: AooDemo = {
  codice: 'AVLD001',
  denominazione: 'Comune di Valdoria',
  domicilioDigitale: 'protocollo@pec.comune.valdoria.example',
};
/** Without data: it shows that numbers, permissions and searches do not mix. */
export const SECONDA_AOO: AooDemo = {
  codice: 'AVLD002',
  denominazione: 'Polizia locale',
  domicilioDigitale: 'polizialocale@pec.comune.valdoria.example',
};

export interface UfficioDemo {
  aoo: string;
  codice: string;
  denominazione: string;
  padre?: string;
  /** role of the person who leads it */
  responsabile: string;
  codiceUnivoco: string;
}

/** The tree of the offices of both AOO, every office after the one above it. */
export function readUffici(): UfficioDemo[] {
  type Colonna = 'codice' | 'denominazione' | 'codice_padre' | 'responsabile' | 'codice_univoco_demo';
  const uffici = readTabella<Colonna>('uo').map((riga): UfficioDemo => ({
    aoo: AOO.codice,
    codice: riga.codice,
    denominazione: riga.denominazione,
    ...(riga.codice_padre !== '' && { padre: riga.codice_padre }),
    responsabile: riga.responsabile,
    codiceUnivoco: riga.codice_univoco_demo,
  }));
  const comando: UfficioDemo = {
    aoo: SECONDA_AOO.codice,
    codice: 'P001',
    denominazione: 'Comando di Polizia locale',
    responsabile: 'Responsabile Comando di Polizia locale',
    codiceUnivoco: 'VLD900',
  };
  return [...uffici, comando];
}

export interface PersonaDemo {
  utente: string;
  /** the role she has, never an invented name */
  denominazione: string;
  /** what the metadata name her by: `Esempio` and a number in letters, as all invented people of the demonstration */
  cognome: string;
  nome: string;
  aoo: string;
  ruolo: Ruolo;
  uo: string;
  /** first and last legal day of a charge that ends */
  validita?: { dal: string; al: string };
  /** printed with the demo's password; the others exist so that offices have heads */
  account: boolean;
  /** what the sign-in page of the demonstration says of it */
  descrizione: string;
}

const NUMERI = [
  'Uno',
  'Due',
  'Tre',
  'Quattro',
  'Cinque',
  'Sei',
  'Sette',
  'Otto',
  'Nove',
  'Dieci',
  'Undici',
  'Dodici',
  'Tredici',
  'Quattordici',
  'Quindici',
];

/** How long the charge of the vicario lasts, from the year of the first document. */
const ANNI_VICARIO = 5;

type SenzaNome = Omit<PersonaDemo, 'cognome' | 'nome'>;

const prima = (utente: string, ruolo: Ruolo, uo: string, denominazione: string, descrizione: string): SenzaNome => ({
  utente,
  denominazione,
  aoo: AOO.codice,
  ruolo,
  uo,
  account: true,
  descrizione,
});

/**
 * The people of the demonstration, heads of offices included.
 * @param anno - year of the first documents: the charge of the vicario begins with it
 */
export function buildPersone(anno: number): PersonaDemo[] {
  const capo = (utente: string, uo: string, denominazione: string): SenzaNome => ({
    ...prima(utente, 'responsabile', uo, denominazione, denominazione),
    account: false,
  });
  const persone: SenzaNome[] = [
    prima('protocollo', 'operatore', 'U110', 'Operatore di protocollo', 'Operatore di protocollo (U110)'),
    prima('istruttore', 'istruttore', 'U410', 'Istruttore Edilizia privata', 'Istruttore (U410 Edilizia privata)'),
    prima('responsabile', 'responsabile', 'S4', 'Responsabile Settore 4', 'Responsabile del Settore Territorio (S4)'),
    prima('archivista', 'archivista', 'U110', 'Archivista', 'Archivista'),
    prima('rgd', 'rgd', 'S1', 'Responsabile Settore 1', 'Responsabile della gestione documentale'),
    {
      ...prima('vicario', 'vicario', 'U110', 'Responsabile Ufficio protocollo', 'Vicario del RGD'),
      validita: { dal: `${anno}-01-01`, al: `${anno + ANNI_VICARIO - 1}-12-31` },
    },
    prima('admin', 'admin', 'U116', 'Amministratore di sistema', 'Amministratore di sistema'),
    capo('segretario', 'S0', 'Segretario generale'),
    { ...capo('istruttore.u114', 'U114', 'Istruttore Servizi demografici'), ruolo: 'istruttore' },
    capo('responsabile.s2', 'S2', 'Responsabile Settore 2'),
    capo('responsabile.s3', 'S3', 'Responsabile Settore 3'),
    capo('responsabile.s5', 'S5', 'Responsabile Settore 5'),
    {
      ...prima('protocollo2', 'operatore', 'P001', 'Operatore di protocollo, Polizia locale', 'Operatore di AVLD002'),
      aoo: SECONDA_AOO.codice,
    },
    {
      ...prima('rgd2', 'rgd', 'P001', 'Responsabile Comando di Polizia locale', 'RGD di AVLD002'),
      aoo: SECONDA_AOO.codice,
    },
  ];
  return persone.map((one, i) => ({ ...one, cognome: 'Esempio', nome: NUMERI[i] ?? String(i + 1) }));
}

/** Who acts for an office: the head of its settore. */
const CAPI: Readonly<Record<string, string>> = {
  S0: 'segretario',
  S1: 'rgd',
  S2: 'responsabile.s2',
  S3: 'responsabile.s3',
  S4: 'responsabile',
  S5: 'responsabile.s5',
};

/** The settore of an office, `S4` of `U410` (offices of the demonstration stand at most one level below). */
export function settoreOf(uffici: readonly UfficioDemo[], uo: string): string {
  return uffici.find(({ codice }) => codice === uo)?.padre ?? uo;
}

/** Account of the head who decides for an office. @throws RangeError if the office is not of the demonstration */
export function capoOf(uffici: readonly UfficioDemo[], uo: string): string {
  const capo = CAPI[settoreOf(uffici, uo)];
  if (capo === undefined) throw new RangeError(`no head for ${uo}`);
  return capo;
}

/** Account of who takes charge for an office, where the demonstration has somebody who may. */
export function incaricatoOf(uffici: readonly UfficioDemo[], uo: string): string | undefined {
  if (uo === 'U410') return 'istruttore';
  if (uo === 'U114') return 'istruttore.u114';
  if (uo === 'U110') return 'vicario';
  const capo = capoOf(uffici, uo);
  return capo === 'rgd' && uo !== 'S1' ? undefined : capo;
}

/** Who registers what an office sends or writes: its clerk, the head of its settore, else the protocol office. */
export function mittenteAccount(uffici: readonly UfficioDemo[], uo: string): string {
  if (uo === 'U410') return 'istruttore';
  return settoreOf(uffici, uo) === 'S4' ? 'responsabile' : 'protocollo';
}
