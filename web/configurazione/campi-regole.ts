import { Conservazione } from '../../schemas/configurazione-conservazione.api.js';
import { CONTENUTI } from '../../schemas/configurazione.api.js';
import { CAMPI_CONSERVATORI, CAMPI_TERMINI, CAMPI_VERSAMENTI } from './campi-conservazione.js';
import { CAMPI_PROCEDIMENTI, CAMPI_SMISTAMENTO } from './campi-procedimenti.js';
import { CAMPI_SCANSIONE } from './campi-scansione.js';
import { type CampoRegole, codice, FLUSSI, type TipoCampi } from './campo-regole.js';

/** The fields of every part, in the order of the columns and of the form. */
export const CAMPI: Readonly<Record<TipoCampi, readonly CampoRegole[]>> = {
  tipologie: [
    codice('Tipologia'),
    { campo: 'descrizione', titolo: 'Descrizione', genere: 'lungo' },
    { campo: 'voce', titolo: 'Voce', genere: 'testo', fonte: 'voci', aiuto: 'data a chi non ne indica una' },
    { campo: 'repertorio', titolo: 'Repertorio', genere: 'testo', aiuto: 'sigla; non si registra nel protocollo' },
    { campo: 'conservazione', titolo: 'Conservazione', genere: 'testo', aiuto: '10 anni, illimitata' },
    { campo: 'riservata', titolo: 'Riservata', genere: 'si-no' },
    { campo: 'protetta', titolo: 'Mittente protetto', genere: 'si-no', aiuto: 'si scrive Anonimo (D.Lgs. 24/2023)' },
  ],
  mezzi: [
    codice('Codice'),
    { campo: 'denominazione', titolo: 'Denominazione', genere: 'testo', obbligatorio: true },
    { campo: 'cartaceo', titolo: 'Cartaceo', genere: 'si-no', aiuto: 'il documento può attendere la scansione' },
  ],
  esclusioni: [
    codice('Documenti'),
    { campo: 'descrizione', titolo: 'Descrizione', genere: 'lungo' },
    { campo: 'norma', titolo: 'Norma', genere: 'testo', obbligatorio: true },
    {
      campo: 'mittenti',
      titolo: 'Mittenti esclusi da soli',
      genere: 'righe',
      aiuto: 'uno per riga: news@rivista.example, @rivista.example',
    },
  ],
  oggettario: [
    codice('Modello'),
    { campo: 'oggetto', titolo: 'Oggetto', genere: 'lungo', obbligatorio: true, aiuto: 'segnaposto: {cognome e nome}' },
    { campo: 'flusso', titolo: 'Flusso', genere: 'scelta', opzioni: FLUSSI },
    { campo: 'tipologia', titolo: 'Tipologia', genere: 'scelta', fonte: 'tipologie' },
    { campo: 'classifica', titolo: 'Voce', genere: 'testo', fonte: 'voci' },
    { campo: 'uo', titolo: 'Ufficio', genere: 'scelta', fonte: 'uffici' },
    { campo: 'mezzo', titolo: 'Mezzo', genere: 'scelta', fonte: 'mezzi' },
    { campo: 'quotidiano', titolo: 'Ogni giorno', genere: 'si-no', aiuto: 'proposto per primo' },
  ],
  lettere: [
    codice('Modello'),
    { campo: 'denominazione', titolo: 'Denominazione', genere: 'lungo' },
    {
      campo: 'testo',
      titolo: 'Testo',
      genere: 'lungo',
      obbligatorio: true,
      aiuto:
        '{oggetto}, {destinatario}, {protocollo}, {riferimento}, {fascicolo}, {ufficio}; # titolo, - elenco, **grassetto**',
    },
    { campo: 'risposta', titolo: 'Per rispondere', genere: 'si-no', aiuto: 'con questo comincia una risposta' },
  ],
  procedimenti: CAMPI_PROCEDIMENTI,
  smistamento: CAMPI_SMISTAMENTO,
  conservazione: [], // its sections have them
  'conservazione.conservatori': CAMPI_CONSERVATORI,
  'conservazione.regole': CAMPI_VERSAMENTI,
  'conservazione.termini': CAMPI_TERMINI,
  scansione: CAMPI_SCANSIONE,
  repertori: [
    codice('Sigla'),
    { campo: 'denominazione', titolo: 'Denominazione', genere: 'testo', obbligatorio: true },
    { campo: 'tipologia', titolo: 'Tipologia', genere: 'testo', aiuto: 'al singolare: Determinazione' },
    { campo: 'voce', titolo: 'Voce', genere: 'testo', fonte: 'voci' },
    { campo: 'uo', titolo: 'Ufficio che lo tiene', genere: 'scelta', fonte: 'uffici' },
    { campo: 'scrivono', titolo: 'Altri uffici che registrano', genere: 'righe', aiuto: 'un ufficio per riga' },
    {
      campo: 'numerazione',
      titolo: 'Numerazione',
      genere: 'scelta',
      obbligatorio: true,
      opzioni: [
        ['annuale', 'annuale'],
        ['continua', 'continua'],
      ],
      aiuto: 'non si cambia',
    },
    {
      campo: 'natura',
      titolo: 'Natura',
      genere: 'scelta',
      obbligatorio: true,
      opzioni: [
        ['repertorio', 'repertorio'],
        ['registro', 'registro'],
      ],
    },
    { campo: 'flusso', titolo: 'Flusso', genere: 'scelta', obbligatorio: true, opzioni: FLUSSI },
    { campo: 'conservazione', titolo: 'Conservazione', genere: 'testo', aiuto: 'anni, oppure illimitato' },
    { campo: 'apertura.anno', titolo: 'Anno dell’ultimo numero precedente', genere: 'intero' },
    { campo: 'apertura.ultimoNumero', titolo: 'Ultimo numero precedente', genere: 'intero', aiuto: 'dato altrove' },
    { campo: 'apertura.atto', titolo: 'Atto che lo attesta', genere: 'testo' },
    { campo: 'apertura.data', titolo: 'Data di quell’atto', genere: 'data' },
    { campo: 'chiuso', titolo: 'Chiuso', genere: 'si-no', aiuto: 'non si registra altro' },
    { campo: 'note', titolo: 'Note', genere: 'lungo' },
  ],
  formati: [
    { campo: 'mime', titolo: 'Tipo', genere: 'testo', obbligatorio: true, aiuto: 'application/pdf, image/*, *' },
    { campo: 'denominazione', titolo: 'Denominazione', genere: 'testo' },
    {
      campo: 'esito',
      titolo: 'Esito',
      genere: 'scelta',
      obbligatorio: true,
      opzioni: [
        ['accettato', 'accettato'],
        ['avviso', 'accettato con avviso'],
        ['rifiutato', 'rifiutato'],
      ],
    },
    { campo: 'flussi', titolo: 'Flussi', genere: 'scelte', opzioni: FLUSSI, aiuto: 'nessuno: tutti' },
  ],
  impostazioni: [
    { campo: 'classificaObbligatoria', titolo: 'Classifica obbligatoria alla registrazione', genere: 'si-no' },
    { campo: 'sottoclasseOperatore', titolo: 'L’operatore classifica anche al terzo livello', genere: 'si-no' },
    {
      campo: 'rinnovoDato',
      titolo: 'Un dato sbagliato si può rinnovare',
      genere: 'si-no',
      aiuto: 'altrimenti si annulla la registrazione',
    },
    {
      campo: 'patrono',
      titolo: 'Giorno del patrono',
      genere: 'testo',
      obbligatorio: true,
      aiuto: 'mese-giorno: 09-03',
    },
    {
      campo: 'oggettoBreve',
      titolo: 'Oggetto breve sotto',
      genere: 'intero',
      obbligatorio: true,
      aiuto: 'caratteri; è un avviso',
    },
    {
      campo: 'duplicatoGiorni',
      titolo: 'Stesso file dello stesso mittente entro',
      genere: 'intero',
      obbligatorio: true,
      aiuto: 'giorni; è un avviso',
    },
    {
      campo: 'registrazioneGiorni',
      titolo: 'Ciò che arriva si registra entro',
      genere: 'intero',
      obbligatorio: true,
      aiuto: 'giorni; poi è un allarme',
    },
    {
      campo: 'terzoLivelloGiorni',
      titolo: 'Sottoclasse e fascicolo entro',
      genere: 'intero',
      obbligatorio: true,
      aiuto: 'giorni lavorativi; poi sono in ritardo',
    },
    {
      campo: 'sollecitoCapoGiorni',
      titolo: 'Non presa in carico: al capo dopo',
      genere: 'intero',
      obbligatorio: true,
      aiuto: 'giorni lavorativi',
    },
    {
      campo: 'sollecitoRgdGiorni',
      titolo: 'Non presa in carico: al responsabile della gestione dopo',
      genere: 'intero',
      obbligatorio: true,
      aiuto: 'giorni lavorativi',
    },
    {
      campo: 'scadenzaGiorni',
      titolo: 'Un termine sta per scadere da',
      genere: 'intero',
      obbligatorio: true,
      aiuto: 'giorni prima',
    },
    {
      campo: 'sabatoFestivo',
      titolo: 'Un termine che scade di sabato è prorogato',
      genere: 'si-no',
    },
    {
      campo: 'sogliaSuggerimenti',
      titolo: 'Soglia dei suggerimenti',
      genere: 'intero',
      obbligatorio: true,
      aiuto: 'da 1 a 99; sotto, nessuna voce è suggerita',
    },
    {
      campo: 'livelliTitolario',
      titolo: 'Livelli del titolario',
      genere: 'intero',
      aiuto: 'da 2 a 4; se vuoto, 3',
    },
    {
      campo: 'tipologiaPredefinita',
      titolo: 'Tipologia di ciò che non ne ha',
      genere: 'scelta',
      fonte: 'tipologie',
      aiuto: 'nei metadati',
    },
  ],
  manuale: [
    { campo: 'denominazione', titolo: 'Denominazione', genere: 'testo' },
    { campo: 'atto.tipo', titolo: 'Atto di adozione', genere: 'testo', aiuto: 'Deliberazione della Giunta' },
    { campo: 'atto.numero', titolo: 'Numero dell’atto', genere: 'testo' },
    { campo: 'atto.data', titolo: 'Data dell’atto', genere: 'data' },
    { campo: 'indirizzo', titolo: 'Pubblicato a', genere: 'testo', aiuto: 'https://…' },
    { campo: 'note', titolo: 'Note', genere: 'lungo' },
  ],
  parametri: [
    {
      campo: 'limiteFileMegabyte',
      titolo: 'Dimensione massima di un file',
      genere: 'intero',
      aiuto: 'MiB; vuoto: quella dell’installazione',
    },
    {
      campo: 'bozzeGiorni',
      titolo: 'Bozze nel browser da eliminare dopo',
      genere: 'intero',
      obbligatorio: true,
      aiuto: 'giorni; si propone, non si elimina da solo',
    },
  ],
};

const MODULI: readonly TipoCampi[] = [
  'impostazioni',
  'manuale',
  'parametri',
  'conservazione',
  'conservazione.termini',
  'scansione',
];

/** True for what is a list of entries; the others are one form, or have sections. */
export const isElenco = (tipo: TipoCampi): boolean => !MODULI.includes(tipo);

/** True where every field always says something: an unticked box is a no. */
export const isIntero = (tipo: TipoCampi): boolean =>
  tipo === 'impostazioni' || tipo === 'scansione' || tipo.startsWith('conservazione.');

/** The shape of a list, the same as on the server. */
export const formaOf = (tipo: TipoCampi) => {
  const { conservatori, regole, termini } = Conservazione.shape;
  if (tipo === 'conservazione.conservatori') return conservatori;
  if (tipo === 'conservazione.regole') return regole;
  return tipo === 'conservazione.termini' ? termini : CONTENUTI[tipo];
};

/** What a new entry says already. */
export const inizialeOf = (tipo: TipoCampi): Record<string, unknown> => {
  if (tipo === 'formati') return { esito: 'accettato' };
  if (tipo === 'conservazione.conservatori')
    return { attivo: false, versione: '1.5', insieme: 2, dimensioneMassimaMegabyte: 1024, attesaSecondi: 600 };
  if (tipo !== 'conservazione.regole') return {};
  return {
    principale: 'DOCUMENTO PROTOCOLLATO',
    allegato: 'GENERICO',
    annesso: 'GENERICO',
    annotazione: 'ANNULLAMENTO',
    tipoConservazione: 'VERSAMENTO_ANTICIPATO',
    forzaConservazione: true,
  };
};

/** By what an entry is told from the others of its list. */
export const chiaveVoce = (tipo: TipoCampi, voce: Record<string, unknown>): string => {
  const { codice, mime, flussi } = voce;
  const parts: readonly unknown[] =
    tipo === 'formati'
      ? [mime, ...(Array.isArray(flussi) ? (flussi as unknown[]) : [])]
      : tipo === 'conservazione.regole'
        ? [voce['tipo'], voce['registro'], voce['tipologia']]
        : [codice];
  return parts.filter((part) => typeof part === 'string').join(' ');
};
