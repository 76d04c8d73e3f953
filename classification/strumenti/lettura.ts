import { lengthOf, cleanText } from '../../schemas/testo.api.js';
import type {
  ParolaProntuario,
  RegolaMassimario,
  RigheStrumento,
  TipoStrumento,
} from '../../schemas/strumento.model.js';
import { normalizeCodice } from '../codice.js';
import { type Colonne, readTabella, type Rilievo } from '../tabella.js';

/** What a file gives: all its errors at once, and no rows while there is one. */
export interface RigheLette<R> {
  righe: R[];
  errori: Rilievo[];
}

const MAX_TESTO = 500;
const MAX_ANNI = 9998; // 9999 is how Allegato 5 says "for ever"

type Fail = (messaggio: string) => void;
type Cella<C extends string> = (colonna: C) => string;

const COLONNE = {
  massimario: { obbligatorie: ['codice', 'tipologia', 'tempo', 'fonte'], facoltative: ['note'] },
  prontuario: { obbligatorie: ['voce_indice', 'codice'], facoltative: [] },
} as const satisfies Record<TipoStrumento, Colonne<string>>;
type Colonna<K extends TipoStrumento> = (typeof COLONNE)[K]['obbligatorie' | 'facoltative'][number];

/** The columns of a file of each kind, in the order in which they are written. */
export const COLONNE_STRUMENTO = {
  massimario: ['codice', 'tipologia', 'tempo', 'note', 'fonte'],
  prontuario: ['voce_indice', 'codice'],
} as const satisfies { [K in TipoStrumento]: readonly Colonna<K>[] };

function codiceOf(text: string, voci: ReadonlySet<string> | undefined, fail: Fail): string {
  const codice = normalizeCodice(text);
  if (codice === null) fail(`Il codice «${text}» non è valido: scriverlo come VI.3.`);
  else if (voci?.has(codice) === false) fail(`La voce ${codice} non è nel titolario di quel giorno.`);
  return codice ?? '';
}

function textOf(text: string, nome: string, fail: Fail): string {
  if (text === '') fail(`${nome} è vuota.`);
  if (lengthOf(text) > MAX_TESTO) fail(`${nome} supera i ${MAX_TESTO} caratteri.`);
  return text;
}

/** `ILLIMITATO`, or whole years. */
function tempoOf(text: string, fail: Fail): RegolaMassimario['tempo'] {
  if (text.toLowerCase() === 'illimitato') return 'illimitato';
  if (/^\d{1,4}$/.test(text) && Number(text) <= MAX_ANNI) return Number(text);
  fail('Il tempo è un numero intero di anni, oppure ILLIMITATO.');
  return 0;
}

type Voci = ReadonlySet<string> | undefined;

function regolaOf(cell: Cella<Colonna<'massimario'>>, voci: Voci, fail: Fail): RegolaMassimario {
  const note = cell('note');
  if (lengthOf(note) > MAX_TESTO) fail(`La nota supera i ${MAX_TESTO} caratteri.`);
  return {
    codice: codiceOf(cell('codice'), voci, fail),
    tipologia: textOf(cell('tipologia'), 'La tipologia', fail),
    tempo: tempoOf(cell('tempo'), fail),
    ...(note !== '' && { note }),
    fonte: textOf(cell('fonte'), 'La fonte', fail),
  };
}

const parolaOf = (cell: Cella<Colonna<'prontuario'>>, voci: Voci, fail: Fail): ParolaProntuario => ({
  parola: textOf(cell('voce_indice'), 'La voce di indice', fail),
  codice: codiceOf(cell('codice'), voci, fail),
});

function readRighe<C extends string, R>(
  csv: string | Uint8Array,
  colonne: Colonne<C>,
  chiaveOf: (riga: R) => string,
  read: (cell: Cella<C>, fail: Fail) => R,
): RigheLette<R> {
  const { righe, errori } = readTabella(csv, colonne);
  const seen = new Map<string, number>();
  const lette = righe.map(({ riga, celle }) => {
    const before = errori.length;
    const value = read(
      (colonna) => cleanText(celle.get(colonna) ?? ''),
      (messaggio) => void errori.push({ riga, messaggio }),
    );
    const chiave = chiaveOf(value);
    const first = seen.get(chiave);
    if (first === undefined) seen.set(chiave, riga);
    else if (errori.length === before) errori.push({ riga, messaggio: `La riga ripete la riga ${first}.` });
    return value;
  });
  if (errori.length === 0 && lette.length === 0) errori.push({ riga: 1, messaggio: 'Il file non contiene righe.' });
  errori.sort((a, b) => a.riga - b.riga);
  return { righe: errori.length > 0 ? [] : lette, errori };
}

/** What makes a row one and the same from one version to the next. */
export const CHIAVI: { [K in TipoStrumento]: (riga: RigheStrumento[K]) => string } = {
  massimario: ({ codice, tipologia }) => `${codice} ${tipologia.toLowerCase()}`,
  prontuario: ({ parola, codice }) => `${codice} ${parola.toLowerCase()}`,
};

const LETTURE: { [K in TipoStrumento]: (csv: string | Uint8Array, voci: Voci) => RigheLette<RigheStrumento[K]> } = {
  massimario: (csv, voci) =>
    readRighe(csv, COLONNE.massimario, CHIAVI.massimario, (cell, fail) => regolaOf(cell, voci, fail)),
  prontuario: (csv, voci) =>
    readRighe(csv, COLONNE.prontuario, CHIAVI.prontuario, (cell, fail) => parolaOf(cell, voci, fail)),
};

/**
 * Reads a massimario (`codice,tipologia,tempo,note,fonte`) or a prontuario (`voce_indice,codice`) from CSV: UTF-8, comma, RFC 4180
 * quotes. Never throws for what is in the file: errors come in Italian, each with its line.
 * @param voci - codes that the titolario has; a row of another one is an error. Absent: not looked at
 */
export const readStrumento = <K extends TipoStrumento>(
  tipo: K,
  csv: string | Uint8Array,
  voci?: ReadonlySet<string>,
): RigheLette<RigheStrumento[K]> => LETTURE[tipo](csv, voci);
