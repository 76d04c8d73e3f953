import { nomeFormato } from '../../schemas/nomi-formati.api.js';
import type { FileRegistrato } from '../api/tipi.js';

type Formato = FileRegistrato['formato'];
type Attivita = NonNullable<Formato['attivo']>[number];

const ATTIVI = {
  javascript: 'JavaScript',
  'avvio-programmi': 'comandi che avviano programmi',
  'file-incorporati': 'altri file',
  'invio-dati': 'comandi che inviano dati',
  multimedia: 'contenuti multimediali',
  xfa: 'un modulo XFA',
  script: 'script',
  oggetti: 'oggetti incorporati',
  'modello-esterno': 'un modello preso da fuori',
} as const satisfies Record<Attivita, string>;

const SPECIE: Readonly<Record<string, string>> = {
  'fattura-elettronica': 'fattura elettronica',
  segnatura: 'segnatura di protocollo',
  'dati-di-certificazione': 'dati di certificazione PEC',
  'messaggio-pec': 'messaggio PEC',
  'ricevuta-pec': 'ricevuta PEC',
  'marca-temporale': 'con marca temporale',
  'xml-firmato': 'firmato (XAdES)',
  m7m: 'documento con marca temporale (M7M)',
};

/** The true format in a few words: `PDF, si dichiara PDF/A-2b`, `file firmato (P7M) che contiene PDF`. */
export function formatoInBreve({ mime, interno, specie, pdfA }: Formato): string {
  const inside = interno === undefined ? '' : ` che contiene ${nomeFormato(interno.mime)}`;
  const kind = specie === undefined ? undefined : SPECIE[specie];
  return [
    nomeFormato(mime) + inside,
    ...(kind === undefined ? [] : [kind]),
    ...(pdfA === undefined ? [] : [`si dichiara ${pdfA} (non verificato)`]),
  ].join(', ');
}

/** What there is to know of a file before it is opened, one sentence each; empty when there is nothing to say. */
export function osservazioniFile({ formato: f, antivirus }: Pick<FileRegistrato, 'formato' | 'antivirus'>): string[] {
  return [
    antivirus?.stato === 'infetto' &&
      `In quarantena: l’antivirus vi ha trovato ${antivirus.minaccia ?? 'una minaccia'}. Non si apre e non si scarica.`,
    antivirus?.stato === 'non-controllato' && 'Non ancora controllato dall’antivirus.',
    f.discordante === true && `Il contenuto non è quello che dice il file: è ${nomeFormato(f.mime)}.`,
    f.cifrato === true && 'È cifrato: per leggerlo serve la parola chiave.',
    f.macro === true && 'Contiene macro.',
    f.eseguibile === true && 'È o contiene un programma: non eseguirlo.',
    f.attivo !== undefined && `Contiene ${f.attivo.map((one) => ATTIVI[one]).join(', ')}: si scarica soltanto.`,
    f.archivio?.bomba === true && 'Espanso, sarebbe enorme: non estrarlo.',
    f.incompleto === true && 'Il contenuto è ancora da esaminare per intero.',
  ].filter((one) => typeof one === 'string');
}
