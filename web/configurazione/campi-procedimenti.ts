import { FASI as FASI_AMMESSE } from '../../schemas/configurazione-procedimenti.api.js';
import { type CampoRegole, codice, FLUSSI } from './campo-regole.js';

/** The fields of the catalogue of the procedimenti and of the rules of smistamento. */

const FASI = FASI_AMMESSE.map((fase) => [fase, fase] as const);

export const CAMPI_PROCEDIMENTI: readonly CampoRegole[] = [
  codice('Codice'),
  { campo: 'denominazione', titolo: 'Procedimento', genere: 'lungo', obbligatorio: true },
  { campo: 'materia', titolo: 'Materia', genere: 'testo' },
  { campo: 'uo', titolo: 'Ufficio competente', genere: 'scelta', fonte: 'uffici' },
  { campo: 'termine', titolo: 'Termine', genere: 'intero', obbligatorio: true, aiuto: 'giorni' },
  {
    campo: 'computo',
    titolo: 'Giorni',
    genere: 'scelta',
    obbligatorio: true,
    opzioni: [
      ['calendario', 'di calendario'],
      ['lavorativi', 'lavorativi'],
    ],
  },
  { campo: 'agosto', titolo: 'Agosto non conta', genere: 'si-no' },
  {
    campo: 'esito',
    titolo: 'Conclusione',
    genere: 'scelta',
    obbligatorio: true,
    opzioni: [
      ['provvedimento', 'provvedimento'],
      ['silenzio-assenso', 'silenzio assenso'],
      ['silenzio-rigetto', 'silenzio rigetto'],
      ['dichiarazione', 'dichiarazione'],
    ],
  },
  { campo: 'norma', titolo: 'Norma del termine', genere: 'testo' },
  { campo: 'voce', titolo: 'Voce', genere: 'testo', fonte: 'voci' },
  {
    campo: 'tipoFascicolo',
    titolo: 'Fascicolo',
    genere: 'scelta',
    opzioni: [
      ['affare', 'affare'],
      ['attivita', 'attività'],
      ['persona-fisica', 'persona fisica'],
      ['persona-giuridica', 'persona giuridica'],
      ['procedimento', 'procedimento amministrativo'],
    ],
  },
  { campo: 'fasi', titolo: 'Fasi', genere: 'scelte', opzioni: FASI },
  { campo: 'documenti', titolo: 'Documenti attesi', genere: 'righe', aiuto: 'uno per riga' },
  { campo: 'portale', titolo: 'Portale', genere: 'testo' },
  { campo: 'note', titolo: 'Note', genere: 'lungo' },
];

export const CAMPI_SMISTAMENTO: readonly CampoRegole[] = [
  codice('Regola'),
  { campo: 'flusso', titolo: 'Flusso', genere: 'scelta', opzioni: FLUSSI },
  { campo: 'classifica', titolo: 'Voce', genere: 'testo', fonte: 'voci', aiuto: 'e ciò che sta sotto' },
  { campo: 'tipologia', titolo: 'Tipologia', genere: 'scelta', fonte: 'tipologie' },
  { campo: 'mezzo', titolo: 'Mezzo', genere: 'scelta', fonte: 'mezzi' },
  {
    campo: 'mittente',
    titolo: 'Mittente',
    genere: 'testo',
    aiuto: 'codice fiscale, partita IVA, codice IPA, indirizzo, @dominio o nome intero',
  },
  { campo: 'procedimento', titolo: 'Procedimento', genere: 'testo', aiuto: 'codice del catalogo' },
  { campo: 'competenza', titolo: 'Per competenza', genere: 'scelta', fonte: 'uffici' },
  { campo: 'conoscenza', titolo: 'Per conoscenza', genere: 'righe', aiuto: 'un ufficio per riga' },
  {
    campo: 'modo',
    titolo: 'Modo',
    genere: 'scelta',
    obbligatorio: true,
    opzioni: [
      ['proposta', 'proposta'],
      ['automatica', 'automatica'],
    ],
  },
];
