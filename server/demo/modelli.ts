import type { Flusso } from '../../schemas/registrazione.api.js';
import type { Caso } from './caso.js';
import { readTabella } from './dati.js';
import type { UfficioDemo } from './ente.js';
import { addDays } from '../lib/clock.js';
import { dataConGiorno, dataEstesa, nomeMese } from './giorni.js';
import type { Genere } from './soggetti.js';
import { VIE } from './soggetti.js';

/** Where a model comes from: the daily bulk, the other offices, the list of every class, what is reserved by its class, what is out of place. */
export type Gruppo = 'massa' | 'tabella' | 'elenco' | 'riservata' | 'fuori';

/** A kind of document that comes back in the register; `{names}` stand for what changes. */
export interface Modello {
  id: string;
  gruppo: Gruppo;
  flusso: Flusso;
  classifica: string;
  sottoclasse?: string;
  /** office of competenza, that of the sender for U and I */
  uo: string;
  /** E, U: kind of correspondent; I: office, or `{ufficio}` */
  corrispondente: string;
  tipologia: string;
  peso: number;
  oggetto: string;
  /** oggetto of the answer, where one is usual */
  risposta?: string;
  /** what the document says beside its oggetto */
  testo: string;
}

export function readModelli(): Modello[] {
  type Colonna =
    | 'id'
    | 'gruppo'
    | 'flusso'
    | 'classifica'
    | 'sottoclasse'
    | 'uo'
    | 'corrispondente'
    | 'tipologia'
    | 'peso'
    | 'oggetto'
    | 'risposta'
    | 'testo';
  return readTabella<Colonna>('modelli').map(({ sottoclasse, risposta, ...riga }) => ({
    ...riga,
    gruppo: riga.gruppo as Gruppo,
    flusso: riga.flusso as Flusso,
    peso: Number(riga.peso),
    ...(sottoclasse !== '' && { sottoclasse }),
    ...(risposta !== '' && { risposta }),
  }));
}

export const genereOf = (modello: Modello): Genere => modello.corrispondente as Genere;

const OPERE = [
  'rifacimento dei marciapiedi di via Grande',
  'manutenzione della palestra comunale',
  'riqualificazione del lungolago',
  'adeguamento della scuola primaria',
  'consolidamento del muro di via della Chiusa',
  'nuova pista ciclabile di via Stazione',
];
const DITTE = ['Cooperativa Lindor', 'Impresa Scavi Nord S.r.l.', 'Edilcantieri Roccalta S.r.l.'];
const UFFICI_CON_TURNI = ['U110', 'U113', 'U114', 'U314', 'U510'];

/** What stands in the place of the `{names}` of a model, drawn once: the answer to a document speaks of the same street. */
export type Parametri = Readonly<Record<string, string>>;

/**
 * Draws what changes in a model.
 * @param anno - year of the first documents: the models count from it
 */
export function drawParametri(caso: Caso, anno: number, giorno: string, uffici: readonly UfficioDemo[]): Parametri {
  const ufficio = caso.pick(UFFICI_CON_TURNI);
  const riunione = addDays(giorno, caso.integer(4, 9));
  const relativi = [-20, -4, -3, -2, -1, 1, 3].map((delta): [string, string] => [
    `anno${delta > 0 ? '+' : ''}${delta}`,
    String(anno + delta),
  ]);
  return {
    ...Object.fromEntries(relativi),
    anno: String(anno),
    annoPratica: String(caso.integer(1968, anno - 12)),
    via: caso.pick(VIE),
    civico: String(caso.integer(1, 88)),
    persone: String(caso.integer(2, 5)),
    f: String(caso.integer(1, 28)),
    m: String(caso.integer(20, 480)),
    n: String(caso.integer(101, 1990)),
    k: String(caso.integer(2, 9)),
    palo: String(caso.integer(10, 640)),
    percento: String(caso.integer(3, 9) * 10),
    importo: `${caso.integer(1, 9)}${caso.chance(0.4) ? `.${caso.integer(1, 9)}` : ''}${caso.integer(10, 99)},${caso.integer(10, 99)}`,
    opera: caso.pick(OPERE),
    ditta: caso.pick(DITTE),
    mese: nomeMese(giorno, 1),
    giorno: dataConGiorno(riunione),
    giornoMese: dataEstesa(riunione).replace(/ \d{4}$/, ''),
    ufficio,
    denominazioneUfficio: uffici.find(({ codice }) => codice === ufficio)?.denominazione ?? ufficio,
  };
}

/** A text of a model with its `{names}` in place. @throws RangeError for a name that nobody drew */
export const fill = (text: string, parametri: Parametri): string =>
  text.replace(/\{([^}]+)\}/g, (_, name: string): string => {
    const value = parametri[name];
    if (value === undefined) throw new RangeError(`no value for {${name}}`);
    return value;
  });
