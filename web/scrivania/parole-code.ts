import type { Coda, CodaScrivania } from '../api/tipi.js';

interface ParoleCoda {
  titolo: string;
  /** What stands there and what is to be done with it. */
  spiega: string;
  /** Said when nothing does. */
  vuota: string;
  /** Acts of the repertori: words about them end otherwise, and the queue is shown only while something stands there. */
  atti?: true;
}

export const PAROLE_CODA: Record<Coda, ParoleCoda> = {
  'da-assegnare': {
    titolo: 'Da assegnare',
    spiega: 'nessun ufficio le ha ancora',
    vuota: 'Tutto ciò che è arrivato ha il suo ufficio.',
  },
  rifiutate: {
    titolo: 'Rifiutate',
    spiega: 'tornate con un motivo, da riassegnare',
    vuota: 'Nessun ufficio ha rifiutato qualcosa.',
  },
  'da-prendere': {
    titolo: 'Da prendere in carico',
    spiega: 'assegnate al suo ufficio per competenza',
    vuota: 'Ciò che è assegnato al suo ufficio è già in carico a qualcuno.',
  },
  conoscenza: {
    titolo: 'Per conoscenza',
    spiega: 'da leggere, nessun obbligo',
    vuota: 'Di tutto ciò che è arrivato per conoscenza si è presa visione.',
  },
  'in-carico': { titolo: 'In carico a me', spiega: 'al lavoro presso di lei', vuota: 'Non ha nulla in carico.' },
  'in-carico-colleghi': {
    titolo: 'In carico nell’ufficio',
    spiega: 'al lavoro presso lei e i colleghi',
    vuota: 'Nell’ufficio nessuno ha nulla in carico.',
  },
  'attese-uffici': {
    titolo: 'In attesa negli uffici',
    spiega: 'assegnate, nessuno le ha ancora prese',
    vuota: 'Gli uffici hanno preso in carico tutto.',
  },
  'da-classificare': {
    titolo: 'Da classificare',
    spiega: 'senza titolo e classe',
    vuota: 'Ogni registrazione ha la sua classifica.',
  },
  'terzo-livello': {
    titolo: 'Terzo livello da dare',
    spiega: 'classificate soltanto a titolo e classe',
    vuota: 'Ogni classifica arriva alla sottoclasse, dove c’è.',
  },
  'in-ritardo': {
    titolo: 'In ritardo',
    spiega: 'senza sottoclasse o senza fascicolo oltre i giorni della AOO',
    vuota: 'Nulla aspetta da troppo la sua sottoclasse o il suo fascicolo.',
  },
  'non-prese': {
    titolo: 'Nessuno le ha prese',
    spiega: 'assegnate da troppo, da sollecitare o riassegnare',
    vuota: 'Ciò che è assegnato è stato preso in tempo.',
  },
  'senza-fascicolo': {
    titolo: 'Senza fascicolo',
    spiega: 'in lavorazione, non ancora in un fascicolo',
    vuota: 'Tutto ciò che è in lavorazione è nel suo fascicolo.',
  },
  'senza-scansione': {
    titolo: 'Carta senza scansione',
    spiega: 'il documento si aggiunge con un’integrazione',
    vuota: 'Ogni carta ha la sua scansione.',
  },
  tardive: {
    titolo: 'Arrivi tardivi',
    spiega: 'registrati oltre il giorno lavorativo seguente',
    vuota: 'Nessun arrivo tardivo aspetta risposta.',
  },
  annullamenti: {
    titolo: 'Annullamenti chiesti',
    spiega: 'decide il responsabile della gestione documentale',
    vuota: 'Nessuno ha chiesto di annullare qualcosa.',
  },
  rettifiche: {
    titolo: 'Rettifiche chieste',
    spiega: 'decide il responsabile della gestione documentale',
    vuota: 'Nessuno ha chiesto di rettificare qualcosa.',
  },
  'atti-da-prendere': {
    titolo: 'Atti di repertorio da prendere in carico',
    spiega: 'assegnati al suo ufficio per competenza',
    vuota: 'Gli atti assegnati al suo ufficio sono già in carico a qualcuno.',
    atti: true,
  },
  'atti-conoscenza': {
    titolo: 'Atti di repertorio per conoscenza',
    spiega: 'da leggere, nessun obbligo',
    vuota: 'Degli atti arrivati per conoscenza si è presa visione.',
    atti: true,
  },
  'atti-in-carico': {
    titolo: 'Atti di repertorio in carico a me',
    spiega: 'al lavoro presso di lei',
    vuota: 'Non ha atti di repertorio in carico.',
    atti: true,
  },
  'atti-in-carico-colleghi': {
    titolo: 'Atti di repertorio in carico nell’ufficio',
    spiega: 'al lavoro presso lei e i colleghi',
    vuota: 'Nell’ufficio nessuno ha atti di repertorio in carico.',
    atti: true,
  },
  'atti-rifiutati': {
    titolo: 'Atti di repertorio rifiutati',
    spiega: 'tornati con un motivo, da riassegnare',
    vuota: 'Nessun ufficio ha rifiutato un atto.',
    atti: true,
  },
  'atti-in-attesa': {
    titolo: 'Atti di repertorio in attesa',
    spiega: 'assegnati, nessuno li ha ancora presi',
    vuota: 'Gli uffici hanno preso in carico ogni atto.',
    atti: true,
  },
  'atti-annullamenti': {
    titolo: 'Atti di repertorio da annullare',
    spiega: 'chiesto; decide il responsabile della gestione documentale',
    vuota: 'Nessuno ha chiesto di annullare un atto.',
    atti: true,
  },
};

/** The oldest, as one says it of what stands in that queue. */
export const piuVecchio = (coda: Coda): string =>
  PAROLE_CODA[coda].atti === true ? 'il più vecchio' : 'la più vecchia';
export const dalPiuVecchio = (coda: Coda): string =>
  PAROLE_CODA[coda].atti === true ? 'dal più vecchio' : 'dalla più vecchia';
export const nessuno = (coda: Coda): string => (PAROLE_CODA[coda].atti === true ? 'nessuno' : 'nessuna');

/** Those of acts only while they hold something, or are being looked at: few offices ever have one. */
export const codeMostrate = (code: readonly CodaScrivania[], aperta: string | undefined): CodaScrivania[] =>
  code.filter((one) => PAROLE_CODA[one.codice].atti !== true || quante(one) > 0 || one.codice === aperta);

export const PAROLE_GRUPPO: Record<CodaScrivania['gruppo'], string> = {
  completamento: 'Da completare',
  arrivi: 'Arrivi',
  smistamento: 'Smistamento',
  lavoro: 'In lavorazione',
  decisioni: 'Richieste e ritardi',
};
const ORDINE: readonly CodaScrivania['gruppo'][] = ['completamento', 'arrivi', 'smistamento', 'lavoro', 'decisioni'];

/** Who decides on what others ask finds that first. */
const ordineDi = (code: readonly CodaScrivania[]): readonly CodaScrivania['gruppo'][] =>
  code.some(({ codice, daFare }) => codice === 'annullamenti' && daFare)
    ? ['decisioni', ...ORDINE.filter((gruppo) => gruppo !== 'decisioni')]
    : ORDINE;

export const quante = ({ totale, oltre }: Pick<CodaScrivania, 'totale' | 'oltre'>): number => totale ?? oltre ?? 0;

/** `14`, or `oltre 1000`. */
export const contoInParole = ({ totale, oltre }: Pick<CodaScrivania, 'totale' | 'oltre'>): string =>
  totale === undefined ? `oltre ${oltre ?? 0}` : String(totale);

/** The queues by group, in the order of the day's work. */
export const perGruppo = (code: readonly CodaScrivania[]): [CodaScrivania['gruppo'], CodaScrivania[]][] =>
  ordineDi(code)
    .map((gruppo): [CodaScrivania['gruppo'], CodaScrivania[]] => [gruppo, code.filter((one) => one.gruppo === gruppo)])
    .filter(([, found]) => found.length > 0);

/** The queue to begin with: the first that asks for something, else the first that holds something, in the order shown. */
export function primaCoda(code: readonly CodaScrivania[]): Coda | undefined {
  const shown = perGruppo(code).flatMap(([, found]) => found);
  const full = shown.filter((one) => quante(one) > 0);
  return (full.find(({ daFare }) => daFare) ?? full[0] ?? shown[0])?.codice;
}
