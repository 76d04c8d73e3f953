import { TIPI_CONSERVATORE } from '../../schemas/configurazione-conservazione.api.js';
import { type CampoRegole, codice } from './campo-regole.js';

/** The fields of what goes to conservation: receivers, rules, terms. Addresses and passwords are of the installation, not here. */

const NOMI_TIPO: Readonly<Record<(typeof TIPI_CONSERVATORE)[number], string>> = {
  parer: 'ParER o compatibile',
  deposito: 'cartella, rapporto a mano',
  rest: 'servizio con ricevuta',
};

const GIORNI = ['lunedì', 'martedì', 'mercoledì', 'giovedì', 'venerdì', 'sabato', 'domenica'];

export const CAMPI_CONSERVATORI: readonly CampoRegole[] = [
  codice('Codice'),
  { campo: 'denominazione', titolo: 'Denominazione', genere: 'testo', obbligatorio: true },
  {
    campo: 'tipo',
    titolo: 'Tipo',
    genere: 'scelta',
    obbligatorio: true,
    opzioni: TIPI_CONSERVATORE.map((tipo) => [tipo, NOMI_TIPO[tipo]] as const),
  },
  { campo: 'attivo', titolo: 'Attivo', genere: 'si-no', aiuto: 'se no, ciò che gli spetta attende' },
  { campo: 'ambiente', titolo: 'Ambiente', genere: 'testo', aiuto: 'come concordato' },
  { campo: 'ente', titolo: 'Ente', genere: 'testo', aiuto: 'come concordato' },
  { campo: 'struttura', titolo: 'Struttura', genere: 'testo', aiuto: 'come concordato' },
  {
    campo: 'versione',
    obbligatorio: true,
    titolo: 'Versione del servizio',
    genere: 'scelta',
    opzioni: [
      ['1.5', '1.5'],
      ['1.4', '1.4'],
    ],
  },
  { campo: 'insieme', titolo: 'Pacchetti insieme', genere: 'intero', obbligatorio: true, aiuto: 'da 1 a 8' },
  { campo: 'alMinuto', titolo: 'Pacchetti al minuto', genere: 'intero', aiuto: 'vuoto: senza limite' },
  { campo: 'orario.dalle', titolo: 'Orario, dalle', genere: 'testo', aiuto: '20:00; vuoto: sempre' },
  { campo: 'orario.alle', titolo: 'Orario, alle', genere: 'testo', aiuto: '07:30' },
  {
    campo: 'orario.giorni',
    titolo: 'Giorni',
    genere: 'scelte',
    numeri: true,
    opzioni: GIORNI.map((giorno, i) => [String(i + 1), giorno] as const),
    aiuto: 'nessuno: tutti',
  },
  {
    campo: 'dimensioneMassimaMegabyte',
    titolo: 'Dimensione massima di un pacchetto',
    genere: 'intero',
    obbligatorio: true,
    aiuto: 'MiB',
  },
  { campo: 'attesaSecondi', titolo: 'Attesa di una risposta', genere: 'intero', obbligatorio: true, aiuto: 'secondi' },
];

export const CAMPI_VERSAMENTI: readonly CampoRegole[] = [
  {
    campo: 'tipo',
    titolo: 'Che cosa',
    genere: 'scelta',
    obbligatorio: true,
    opzioni: [
      ['unita-documentaria', 'registrazioni e atti'],
      ['registro-giornaliero', 'registro giornaliero'],
      ['fascicolo', 'fascicoli'],
    ],
  },
  {
    campo: 'registro',
    titolo: 'Registro',
    genere: 'testo',
    aiuto: 'PROT-GEN, o la sigla di un repertorio; vuoto: tutti',
  },
  { campo: 'tipologia', titolo: 'Tipologia', genere: 'testo', aiuto: 'o tipo di fascicolo; vuoto: tutte' },
  { campo: 'conservatore', titolo: 'Conservatore', genere: 'testo', obbligatorio: true, aiuto: 'il suo codice' },
  { campo: 'tipologiaVersata', titolo: 'Tipologia versata', genere: 'testo', obbligatorio: true },
  { campo: 'tipoRegistro', titolo: 'Registro versato', genere: 'testo', aiuto: 'PG, RGP; vuoto: la nostra sigla' },
  { campo: 'principale', titolo: 'Documento principale', genere: 'testo', obbligatorio: true },
  { campo: 'allegato', titolo: 'Allegati', genere: 'testo', obbligatorio: true },
  { campo: 'annesso', titolo: 'Annessi', genere: 'testo', obbligatorio: true },
  { campo: 'annotazione', titolo: 'Annotazioni', genere: 'testo', obbligatorio: true },
  { campo: 'tipoStruttura', titolo: 'Tipo di struttura', genere: 'testo', aiuto: 'vuoto: DocumentoGenerico' },
  { campo: 'tipoComponente', titolo: 'Tipo di componente', genere: 'testo', aiuto: 'vuoto: Contenuto' },
  { campo: 'tipoFirma', titolo: 'Tipo della firma staccata', genere: 'testo', aiuto: 'vuoto: Firma' },
  {
    campo: 'tipoConservazione',
    titolo: 'Tipo di conservazione',
    genere: 'scelta',
    obbligatorio: true,
    opzioni: [
      ['VERSAMENTO_ANTICIPATO', 'versamento anticipato'],
      ['SOSTITUTIVA', 'sostitutiva'],
      ['FISCALE', 'fiscale'],
    ],
  },
  { campo: 'profiloNormativo', titolo: 'Profilo normativo', genere: 'testo', aiuto: 'versione; vuoto: non si versa' },
  { campo: 'datiSpecifici', titolo: 'Dati specifici', genere: 'testo', aiuto: 'versione concordata; vuoto: nessuno' },
  { campo: 'forzaConservazione', titolo: 'Si conserva anche senza firma', genere: 'si-no', aiuto: 'con un avviso' },
];

export const CAMPI_TERMINI: readonly CampoRegole[] = [
  {
    campo: 'registrazioniGiorni',
    titolo: 'Le registrazioni si versano dopo',
    genere: 'intero',
    obbligatorio: true,
    aiuto: 'giorni, anche senza classifica',
  },
  { campo: 'appenaClassificata', titolo: 'e comunque appena sono classificate', genere: 'si-no' },
  {
    campo: 'fascicoliGiorni',
    titolo: 'I fascicoli si versano dopo la chiusura di',
    genere: 'intero',
    obbligatorio: true,
    aiuto: 'giorni',
  },
  {
    campo: 'firmaGiorni',
    titolo: 'Passa avanti ciò che ha una firma che scade entro',
    genere: 'intero',
    obbligatorio: true,
    aiuto: 'giorni',
  },
];
