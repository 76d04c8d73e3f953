import { normalizeCodice, patternAtOrUnder } from '../../classification/codice.js';
import type { Caller } from '../../schemas/accesso.api.js';
import { LIMITE_PREDEFINITO } from '../../schemas/comune.api.js';
import { RegistrazioneModel, type Registrazione } from '../../schemas/registrazione.model.js';
import type { QueryRegistrazioni } from '../../schemas/registrazione-query.api.js';
import { type Filtro, seesMaskedRows, visibleTo } from '../accesso/visibilita.js';
import { addDays, startOfLegalDay } from '../lib/clock.js';
import { DatiNonValidiError } from '../lib/problem.js';
import { isComune, phrasePattern, readRicerca, stem, wordPattern, wordsOf } from './parole.js';
import { REGISTRO_GENERALE, formatNumero } from './rules.js';

/** Above this a list says only that there are more (contract §2). */
export const CONTA_FINO_A = 1_000;

const phrase = (words: readonly string[]): Filtro => ({ $regex: phrasePattern(words), $options: 'i' });
const NAMES = ['denominazione', 'cognome', 'nome', 'denominazioneAOO', 'denominazioneUO', 'uo'] as const;
const CODICI = ['codiceFiscale', 'partitaIva', 'codiceIPA', 'domicilioDigitale'] as const;
/** Where correspondents stand: those there are, and those that a renewal has annulled. */
const LATI = ['mittenti', 'destinatari', 'rinnovi.vecchio'] as const;

const inSoggetti = (names: readonly string[], test: Filtro): Filtro => ({
  $or: LATI.flatMap((lato) => names.map((name) => ({ [`${lato}.${name}`]: test }))),
});

/** All words of the text among those of the registration: as stems, the last one as what is being typed. */
function wordsFilters(text: string): Filtro[] {
  const { parole, inizio, frasi } = readRicerca(text);
  const filters: Filtro[] = parole.map((parola) => ({ parole: parola }));
  if (inizio !== undefined)
    filters.push({ $or: [{ parole: inizio.radice }, { parole: { $regex: `^${inizio.prefisso}` } }] });
  for (const words of frasi)
    filters.push({
      $or: [{ oggetto: phrase(words) }, { 'rinnovi.vecchio': phrase(words) }, inSoggetti(NAMES, phrase(words))],
    });
  return filters;
}

/** A number, as a person writes it in the search field: `347`, `0000347`, `347/2026`. */
function numeroFilters(text: string): Filtro[] | undefined {
  const match = /^\s*(\d{1,9})(?:\s*\/\s*(\d{4}))?\s*$/.exec(text);
  if (match === null || Number(match[1]) === 0) return undefined;
  const numero = { numero: Number(match[1]), ...(match[2] !== undefined && { anno: Number(match[2]) }) };
  return match[2] === undefined ? [{ $or: [numero, { parole: stem(match[1] ?? '') }] }] : [numero];
}

const startsWithWord = (word: string): Filtro => ({ $regex: `^${stem(word)}` });

/**
 * Words that must stand in one field: found among the words of the registration first, where common ones are not kept, then looked
 * for in the field itself.
 */
function fieldFilters(text: string, test: (word: Filtro) => Filtro): Filtro[] {
  const inText = (word: string): Filtro => ({ $regex: wordPattern(stem(word)), $options: 'i' });
  return [...new Set(wordsOf(text))]
    .slice(0, 20)
    .flatMap((word) => [...(isComune(word) ? [] : [{ parole: startsWithWord(word) }]), test(inText(word))]);
}

/** The number that the sender gave, as written, also one that a renewal has annulled (DPR 445/2000 art. 58, 60). */
const protocolloMittenteFilters = (numero: string): Filtro[] => [
  ...wordsOf(numero)
    .filter((word) => !isComune(word))
    .map((word) => ({ parole: stem(word) })),
  {
    $or: [
      { 'protocolloMittente.numero': numero },
      { rinnovi: { $elemMatch: { campo: 'protocolloMittente', 'vecchio.numero': numero } } },
    ],
  },
];

function classificaFilter(typed: string): Filtro {
  const codice = normalizeCodice(typed);
  if (codice === null)
    throw new DatiNonValidiError([{ campo: 'classifica', messaggio: 'La classifica si scrive come VI.3.' }]);
  return { 'classifica.codice': { $regex: patternAtOrUnder(codice).source } };
}

/** The filters of a query but for what the caller may see. */
export function filtersOf(query: QueryRegistrazioni): Filtro[] {
  const filters: Filtro[] = [];
  const {
    q,
    anno,
    numero,
    dal,
    al,
    flusso,
    corrispondente,
    oggetto,
    classifica,
    fascicolo,
    stato,
    assegnatario,
    uo,
    mezzo,
    protocolloMittente,
    sha256,
  } = query;
  if (dal !== undefined && al !== undefined && dal > al)
    throw new DatiNonValidiError([{ campo: 'dal', messaggio: 'Il giorno iniziale viene dopo quello finale.' }]);
  if (anno !== undefined) filters.push({ anno });
  if (numero !== undefined) filters.push({ numero });
  // the year says it again for the index, which knows no dates
  if (dal !== undefined)
    filters.push({ anno: { $gte: Number(dal.slice(0, 4)) } }, { dataRegistrazione: { $gte: startOfLegalDay(dal) } });
  if (al !== undefined)
    filters.push(
      { anno: { $lte: Number(al.slice(0, 4)) } },
      { dataRegistrazione: { $lt: startOfLegalDay(addDays(al, 1)) } },
    );
  if (flusso !== undefined) filters.push({ flusso });
  if (stato !== undefined) filters.push({ stato });
  if (q !== undefined && q !== '') filters.push(...(numeroFilters(q) ?? wordsFilters(q)));
  if (oggetto !== undefined && oggetto !== '')
    filters.push(...fieldFilters(oggetto, (word) => ({ $or: [{ oggetto: word }, { 'rinnovi.vecchio': word }] })));
  if (corrispondente !== undefined && corrispondente !== '') {
    filters.push(...fieldFilters(corrispondente, (word) => inSoggetti([...NAMES, ...CODICI], word)));
  }
  if (classifica !== undefined) filters.push(classificaFilter(classifica));
  if (fascicolo !== undefined) filters.push({ fascicolo });
  if (assegnatario !== undefined)
    filters.push({
      $or: [
        { 'assegnazioni.utente': assegnatario },
        { 'presaInCarico.utente': assegnatario },
        { 'assegnazioni.uo': assegnatario },
      ],
    });
  if (uo !== undefined) filters.push({ uffici: uo });
  if (mezzo !== undefined) filters.push({ mezzo });
  if (protocolloMittente !== undefined) filters.push(...protocolloMittenteFilters(protocolloMittente));
  if (sha256 !== undefined) filters.push({ impronte: sha256 });
  return filters;
}

/** Filters under which a reserved registration may show that it is there, and nothing else (contract §5). */
const MASCHERABILI = new Set(['anno', 'dal', 'al', 'flusso', 'stato', 'limite', 'cursore']);
export const isMaskable = (query: QueryRegistrazioni): boolean =>
  Object.entries(query).every(([name, value]) => value === undefined || MASCHERABILI.has(name));

const cursorOf = ({ anno, numero }: Registrazione): string => `${anno}-${formatNumero(numero)}`;

function afterCursor(cursore: string): Filtro {
  const match = /^(\d{4})-(\d{7,9})$/.exec(cursore);
  if (match === null)
    throw new DatiNonValidiError([
      { campo: 'cursore', messaggio: 'Il cursore non è di questo elenco: ricominciare dalla prima pagina.' },
    ]);
  const [anno, numero] = [Number(match[1]), Number(match[2])];
  return { $or: [{ anno: { $lt: anno } }, { anno, numero: { $lt: numero } }] };
}

export interface Pagina {
  elementi: Registrazione[];
  cursore?: string;
  totale?: number;
  oltre?: number;
}

/** A search that takes longer is refused: one of common words alone may go through the whole register. */
const MAX_TIME_MS = 15_000;
const PROJECTION = {
  canonico: 0,
  eventi: 0,
  parole: 0,
  impronte: 0,
  attese: 0,
  rinnovi: 0,
  note: 0,
  'nascita.avvisi': 0,
};

/** One page, newest first, of what the query asks for and the caller may see; the count is of exactly that. */
export async function searchRegistrazioni(caller: Caller, query: QueryRegistrazioni): Promise<Pagina> {
  const limite = query.limite ?? LIMITE_PREDEFINITO;
  const scope = isMaskable(query) && seesMaskedRows(caller) ? { aoo: caller.aoo } : visibleTo(caller);
  const filters = [{ aoo: caller.aoo, registro: REGISTRO_GENERALE }, scope, ...filtersOf(query)];
  const page = query.cursore === undefined ? filters : [...filters, afterCursor(query.cursore)];
  const [found, totale] = await Promise.all([
    RegistrazioneModel.find({ $and: page }, PROJECTION)
      .sort({ anno: -1, numero: -1 })
      .limit(limite + 1)
      .maxTimeMS(MAX_TIME_MS)
      .lean<Registrazione[]>(),
    RegistrazioneModel.countDocuments({ $and: filters })
      .limit(CONTA_FINO_A + 1)
      .maxTimeMS(MAX_TIME_MS),
  ]);
  const elementi = found.slice(0, limite);
  const last = elementi.at(-1);
  return {
    elementi,
    ...(found.length > limite && last !== undefined && { cursore: cursorOf(last) }),
    ...(totale > CONTA_FINO_A ? { oltre: CONTA_FINO_A } : { totale }),
  };
}
