import { REPERTORI } from '../../server/configurazione/dati/repertori.js';
import {
  chiaveStruttura,
  type Configurazione,
  type Flag,
  type Servizio,
  type Struttura,
  type Utente,
} from './configurazione.js';

/** The configuration of the demonstration, and that of the tests around the official examples. */

const SERVIZI: Servizio[] = [
  'VersamentoSync',
  'AggiuntaAllegatiSync',
  'AggiornamentoUnitaDocumentariaSync',
  'Fascicolo',
  'Recupero',
  'Annullamento',
];

/** Every control on, nothing accepted that a control refuses. */
const FLAG: Flag = {
  verificaFirma: true,
  controlloNonFirmati: true,
  accettaNonFirmatiNeg: false,
  controlloHash: true,
  accettaHashNeg: false,
  controlloCollegamenti: true,
  accettaCollegamentiNeg: false,
  controlloFormatoNumero: true,
  accettaFormatoNumeroNeg: false,
  oggettoObbligatorio: true,
  dataObbligatoria: true,
  accettaFirmaNeg: false,
  accettaFormatoNeg: false,
  abilitaForzaDocAgg: true,
  accettaDocAggNeg: false,
  titolarioPresente: true,
  accettaClassificazioneNeg: false,
};

/** Agreed data of any name: what is agreed is of each body, so the simulated one accepts all. */
const DATI_LIBERI = `<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified">
  <xs:element name="DatiSpecifici"><xs:complexType><xs:sequence>
    <xs:element name="VersioneDatiSpecifici" type="xs:string"/>
    <xs:any minOccurs="0" maxOccurs="unbounded" processContents="skip"/>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>`;

const FORMATI = '*' as const;
const PROTOCOLLATO = 'DOCUMENTO PROTOCOLLATO';
const GIORNALIERO = 'REGISTRO GIORNALIERO DI PROTOCOLLO';
const REPERTORIATO = 'DOCUMENTO REPERTORIATO';

/** A number of seven digits, as the producer agreed. */
const SETTE_CIFRE = '\\d{7}';

/** A register that the struttura knows beside the protocol and the daily register: an act of a repertorio. */
export interface RegistroInPiu {
  codice: string;
  da: number;
}

function struttura(
  luogo: Pick<Struttura, 'ambiente' | 'ente' | 'struttura'>,
  da: number,
  inPiu: readonly RegistroInPiu[],
): Struttura {
  const tipologie = [PROTOCOLLATO, GIORNALIERO, REPERTORIATO];
  return {
    ...luogo,
    dal: '2000-01-01',
    registri: [
      { codice: 'PG', fiscale: false, anni: { da, a: null }, formatoNumero: SETTE_CIFRE, tipologie: [PROTOCOLLATO] },
      { codice: 'RGP', fiscale: false, anni: { da, a: null }, formatoNumero: SETTE_CIFRE, tipologie: [GIORNALIERO] },
      ...inPiu.map(({ codice, da: primo }) => ({
        codice,
        fiscale: false,
        anni: { da: primo, a: null },
        formatoNumero: SETTE_CIFRE,
        tipologie: [REPERTORIATO, PROTOCOLLATO],
      })),
    ],
    tipologie: tipologie.map((nome) => ({
      nome,
      datiSpecifici: { '1.0': DATI_LIBERI },
      datiSpecificiFacoltativi: true,
      profiloNormativo: { '1.0': 'DAI' },
    })),
    tipiDocumento: [
      ...tipologie.map((nome) => ({ nome, principale: true })),
      ...['GENERICO', 'ANNULLAMENTO', 'SEGNATURA', 'RICEVUTA', 'METADATI', 'ELENCO DESTINATARI'].map((nome) => ({
        nome,
        principale: false,
      })),
    ],
    tipiStruttura: ['DocumentoGenerico'],
    tipiComponente: [
      { nome: 'Contenuto', uso: 'CONTENUTO', formati: FORMATI },
      { nome: 'Firma', uso: 'FIRMA', formati: FORMATI },
      { nome: 'Marca', uso: 'MARCA', formati: FORMATI },
      { nome: 'Convertitore', uso: 'CONVERTITORE', formati: FORMATI },
    ],
    flag: { ...FLAG },
    tipiFascicolo: [
      'FASCICOLO',
      'PROCEDIMENTO AMMINISTRATIVO',
      'AFFARE',
      'ATTIVITA',
      'PERSONA FISICA',
      'PERSONA GIURIDICA',
    ],
  };
}

const utente = (userid: string, password: string, sua: Struttura): Utente => ({
  userid,
  password,
  attivo: true,
  scadenza: '2100-01-01T00:00:00+01:00',
  sistemaVersante: 'PROTOCOLLO',
  strutture: [chiaveStruttura(sua)],
  servizi: [...SERVIZI],
});

const GIB = 1024 ** 3;

const base = (strutture: Struttura[], utenti: Utente[]): Configurazione => ({
  sistemaConservazione: 'PARER',
  versioni: {
    VersamentoSync: ['1.4', '1.5'],
    AggiuntaAllegatiSync: ['1.4', '1.5'],
    AggiornamentoUnitaDocumentariaSync: ['1.5'],
    Fascicolo: ['3.0'],
    Recupero: ['1.0', '1.2', '1.3'],
    Annullamento: ['1.3', '1.4'],
  },
  limiti: {
    richiesta: GIB,
    file: GIB,
    intestazioneParte: 16 * 1024,
    campo: 64 * 1024 ** 2,
    fascicolo: 100 * 1024 ** 2,
  },
  strutture,
  utenti,
  default: {
    ForzaConservazione: false,
    ForzaCollegamento: false,
    ForzaHash: false,
    ForzaFormatoNumero: false,
    ForzaFormatoFile: false,
    UtilizzoDataFirmaPerRifTemp: false,
  },
  firmeDiProva: false,
  formatoDaByte: 1024,
  minutiPerStato: undefined,
});

export const UTENTE_DEMO = 'protocollo_c_x000';

const VALDORIA = { ambiente: 'PARER_SIMULATO', ente: 'Comune di Valdoria' };

/** The repertori with which an AOO begins are sent under their own codes. */
const suoiRepertori = (): RegistroInPiu[] => REPERTORI.map(({ codice }) => ({ codice, da: 2000 }));

/** The demonstration Comune: its AOO and the second one, one user for both. */
export function configurazioneDemo(
  password: string,
  { utente: userid = UTENTE_DEMO, registri = [] }: { utente?: string; registri?: readonly RegistroInPiu[] } = {},
): Configurazione {
  const strutture = ['AVLD001', 'AVLD002'].map((nome) =>
    struttura({ ...VALDORIA, struttura: nome }, 2000, [...suoiRepertori(), ...registri]),
  );
  const [prima] = strutture;
  if (prima === undefined) throw new Error('a configuration has a struttura');
  return base(strutture, [{ ...utente(userid, password, prima), strutture: strutture.map(chiaveStruttura) }]);
}

export const UTENTE_PROVE = 'protocollo_c_x999';
export const PASSWORD_PROVE = 'password-di-prova';

/** The same, with the body of the official examples: `PARER_TEST / Comune di Esempio / AOOPROT`. Placeholders count as signed. */
export function configurazioneProve(): Configurazione {
  const demo = configurazioneDemo(PASSWORD_PROVE);
  const esempio = struttura({ ambiente: 'PARER_TEST', ente: 'Comune di Esempio', struttura: 'AOOPROT' }, 2020, []);
  return {
    ...demo,
    strutture: [...demo.strutture, esempio],
    utenti: [...demo.utenti, utente(UTENTE_PROVE, PASSWORD_PROVE, esempio)],
    firmeDiProva: true,
  };
}
