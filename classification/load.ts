import { cleanText } from '../schemas/testo.api.js';
import { livello, normalizeCodice } from './codice.js';
import { readTabella, type Riga, type Rilievo } from './tabella.js';
import type { Voce } from '../schemas/titolario.model.js';
import {
  aggregazioneOf,
  codiceOfColonne,
  type Colonna,
  COLONNE_VOCI,
  dataOf,
  MAX_DESCRIZIONE,
  MAX_VOCE,
  siNoOf,
  tipologiaOf,
} from './valori.js';
import { reviewVoci, type VoceLetta } from './verifica-voci.js';

/** What a file of voci gives: all its errors at once, and no voci while there is one. */
export interface VociLette {
  voci: Voce[];
  errori: Rilievo[];
  /** To look at, not to mend: holes in the numbering. */
  avvisi: Rilievo[];
}

export interface OpzioniLettura {
  /** Levels that the AOO admits: titolo, classe, sottoclasse unless it says otherwise. */
  maxLivelli?: number;
  /** Voci read before, under which the file may put its own. */
  sopra?: readonly Voce[];
}

const orNothing = <K extends string>(key: K, value: string): Partial<Record<K, string>> =>
  value === '' ? {} : ({ [key]: value } as Record<K, string>);

/** The voce of one line; without its content if the line has errors, which are added to `errori`. */
function readVoce({ riga, celle }: Riga<Colonna>, maxLivelli: number, errori: Rilievo[]): VoceLetta | undefined {
  const before = errori.length;
  const fail = (messaggio: string) => void errori.push({ riga, messaggio });
  const cell = (colonna: Colonna) => cleanText(celle.get(colonna) ?? '');

  const codice = normalizeCodice(cell('codice'));
  if (codice === null) {
    fail(`Il codice «${cell('codice')}» non è valido: scriverlo come VI.3.1, con il titolo in numeri romani.`);
  } else {
    if (livello(codice) > maxLivelli) fail(`Il codice ${codice} ha più di ${maxLivelli} livelli.`);
    if (codiceOfColonne(cell) !== codice.split('.').slice(0, 3).join('.'))
      fail(`Le colonne titolo, classe e sottoclasse non corrispondono al codice ${codice}.`);
  }
  const voce = cell('voce');
  if (voce === '') fail('La voce è vuota.');
  if (voce.length > MAX_VOCE) fail(`La voce supera i ${MAX_VOCE} caratteri.`);
  if (cell('descrizione').length > MAX_DESCRIZIONE) fail(`La descrizione supera i ${MAX_DESCRIZIONE} caratteri.`);
  if (cell('motivo').length > MAX_VOCE) fail(`Il motivo supera i ${MAX_VOCE} caratteri.`);
  const attivaDal = dataOf(cell('attiva_dal'), 'attiva_dal', fail);
  const chiusaDal = dataOf(cell('chiusa_dal'), 'chiusa_dal', fail);
  if (attivaDal !== '' && chiusaDal !== '' && chiusaDal < attivaDal) fail('La voce è chiusa prima di essere attiva.');
  if (chiusaDal !== '' && cell('motivo') === '') fail('Una voce chiusa deve avere il motivo della chiusura.');
  const tipoAggregazione = aggregazioneOf(cell('tipo_aggregazione'), fail);
  const tipologiaFascicolo = tipologiaOf(cell('tipologia_fascicolo'), fail);
  const riservata = siNoOf(cell('riservata'), 'riservata', fail);

  if (codice === null) return undefined;
  if (errori.length > before) return { riga, codice };
  return {
    riga,
    codice,
    voce: {
      codice,
      voce,
      ...orNothing('descrizione', cell('descrizione')),
      ...orNothing('attivaDal', attivaDal),
      ...orNothing('chiusaDal', chiusaDal),
      ...orNothing('motivoChiusura', cell('motivo')),
      ...orNothing('tipoAggregazione', tipoAggregazione),
      ...orNothing('tipologiaFascicolo', tipologiaFascicolo),
      ...(riservata !== undefined && { riservata }),
    },
  };
}

/**
 * Reads the voci of a titolario from CSV: UTF-8, comma, RFC 4180 quotes, a header with `codice,titolo,classe,voce` and, as
 * far as needed, `descrizione`, `sottoclasse`, `attiva_dal`, `chiusa_dal`, `motivo`, `tipo_aggregazione`,
 * `tipologia_fascicolo`, `riservata`. Never throws for what is in the file: errors come in Italian, each with its line.
 */
export function readVoci(csv: string | Uint8Array, { maxLivelli = 3, sopra = [] }: OpzioniLettura = {}): VociLette {
  const { righe, errori } = readTabella(csv, COLONNE_VOCI);
  const lette = righe.flatMap((riga) => readVoce(riga, maxLivelli, errori) ?? []);
  if (errori.length === 0 && lette.length === 0) errori.push({ riga: 1, messaggio: 'Il file non contiene voci.' });
  const review = reviewVoci(lette, sopra);
  errori.push(...review.errori);
  errori.sort((a, b) => a.riga - b.riga);
  const voci = errori.length > 0 ? [] : lette.flatMap(({ voce }) => voce ?? []);
  return { voci, errori, avvisi: review.avvisi };
}
