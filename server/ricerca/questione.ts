import { LRUCache } from 'lru-cache';
import { type DomandaIstante, findIstante, type Istante } from '../../schemas/registrazione-ricerca.model.js';
import type { QueryRegistrazioni } from '../../schemas/registrazione-query.api.js';
import type { Filtro } from '../accesso/visibilita.js';
import { addDays, startOfLegalDay } from '../lib/clock.js';
import { createBatcher } from '../lib/batcher.js';
import { REGISTRO_GENERALE } from '../protocollo/rules.js';
import { ambitoOf } from './ambito.js';
import { firstAtOrAfter } from './confini.js';
import { type Espressione, filtersOfParole, type Frase, waysOf } from './espressione.js';
import { CLASSI_PROPRIE } from './gettoni.js';
import { type Domanda, type Indice, posizioneOf, posizioniBefore, readInsiemi, type Voce } from './lettura.js';
import { insiemeOf, intersectionView, unionView, type Vista, withoutView } from './posizioni.js';
import { INSIEME } from './posti.js';
import { provaOf } from './sequenze.js';
import type { Controlli } from './verifica-candidati.js';

/** A question, whole: what is asked, and what who asks may see of it. */
export interface Questione {
  aoo: string;
  /** what the caller may see: asked of every record that is read from the register */
  visibile: Filtro;
  /** whether what the caller may not see is in the list all the same, as nothing but that it is there */
  mascherate: boolean;
  /** whether the caller may see a record */
  vede: (record: object) => boolean;
  espressione: Espressione;
  query: QueryRegistrazioni;
}

export const registroOf = ({ aoo, visibile }: Questione): Filtro[] => [{ aoo, registro: REGISTRO_GENERALE }, visibile];

/** Conditions on the records that the index does not hold yet. */
export const filtersOfNuove = (questione: Questione): Filtro[] => [
  ...registroOf(questione),
  ...questione.espressione.filtri,
  ...filtersOfParole(questione.espressione),
];

/** Bounds of the positions that the query asks for: from the first, to the one beyond the last. */
export async function boundsOf({ stato }: Indice, { aoo, query }: Questione): Promise<{ da: number; a: number }> {
  const { anno, dal, al } = query;
  const [first, last] = await Promise.all([
    dal === undefined ? undefined : firstAtOrAfter(aoo, startOfLegalDay(dal)),
    al === undefined ? undefined : firstAtOrAfter(aoo, startOfLegalDay(addDays(al, 1))),
  ]);
  const before = (voce: Voce | undefined, otherwise: number): number =>
    voce === undefined ? otherwise : posizioniBefore(stato, voce);
  const inizioAnno = anno === undefined ? undefined : { anno, numero: 0 };
  const fineAnno = anno === undefined ? undefined : { anno: anno + 1, numero: 0 };
  return {
    da: Math.max(before(first, 0), before(inizioAnno, 0)),
    a: Math.min(stato.fine, before(last, Infinity), before(fineAnno, Infinity)),
  };
}

/** Each question of the database costs more than what it reads here: searches that run at the same time ask together. */
const istante = createBatcher<DomandaIstante, Istante>(findIstante, INSIEME);

/** Scopes of which a process keeps the positions that they see: some roles, and the offices of who is searching. */
const MAX_AMBITI = 16;
/** Of an index as it is read: the same people ask all day, and what each may see is made of many great sets. */
const ambiti = new WeakMap<Indice, LRUCache<string, Vista>>();

function ambitiDi(indice: Indice): LRUCache<string, Vista> {
  const kept = ambiti.get(indice) ?? new LRUCache<string, Vista>({ max: MAX_AMBITI });
  ambiti.set(indice, kept);
  return kept;
}

/** What proves a phrase: nothing where it is looked for in some of a record's texts only. */
function proveOf(frase: Frase): { tutte: Domanda[]; nessuna: Domanda } | undefined {
  const prova = CLASSI_PROPRIE.every((classe) => frase.classi.includes(classe)) ? provaOf(frase.parole) : undefined;
  return (
    prova && {
      tutte: prova.tutte.map((gettone) => ({ gettoni: [gettone], prefissi: [] })),
      nessuna: { gettoni: prova.nessuna, prefissi: [] },
    }
  );
}

/**
 * What is known of a question at one instant: the sets of positions that all must hold, those for which the index proves a phrase, what
 * must still be asked of the records, and what the index does not hold as it is now.
 */
export async function conditionsOf(
  indice: Indice,
  questione: Questione,
): Promise<{ insiemi: Vista[]; certe: Map<Frase, Vista>; controlli: Controlli; fuori: Istante }> {
  const { aoo, espressione, visibile } = questione;
  const { clausole, frasi, verifica } = espressione;
  const ambito = ambitoOf(visibile);
  const marks = ambito === 'tutto' || ambito === null ? undefined : ambito;
  const kept = marks && ambitiDi(indice).get(marks.join(' '));
  const asked = marks === undefined || kept !== undefined ? [] : [{ gettoni: marks, prefissi: [] }];
  const withTesti = indice.segmenti.some(({ testi }) => testi);
  const ways = frasi.map((frase) => waysOf(frase, withTesti));
  const prove = frasi.flatMap((frase) => {
    const prova = proveOf(frase);
    return prova === undefined ? [] : [{ frase, ...prova }];
  });
  const domande = [...asked, ...clausole, ...ways.flat(2), ...prove.flatMap((one) => [one.nessuna, ...one.tutte])];
  const filtri = filtersOfNuove(questione);
  const { insiemi: sets, letto } = await readInsiemi(indice, domande, (blocchi) =>
    istante({ aoo, filtri, indice: indice.stato._id, blocchi }),
  );
  const marked = kept === undefined ? sets.splice(0, asked.length) : [kept];
  if (marks !== undefined) for (const vista of marked) ambitiDi(indice).set(marks.join(' '), vista);
  const ofClausole = clausole.map(({ numero }) => {
    const [insieme = new Map()] = sets.splice(0, 1);
    if (numero === undefined) return insieme;
    const posizioni = indice.stato.anni.flatMap(({ anno }) => posizioneOf(indice.stato, { anno, numero }) ?? []);
    return unionView([insieme, insiemeOf(posizioni.filter((posizione) => posizione < indice.stato.fine))]);
  });
  const ofFrasi = ways.map((some) => unionView(some.map((way) => intersectionView(sets.splice(0, way.length)))));
  const certe = new Map(
    prove.flatMap(({ frase, tutte }) => {
      const [ripetute, ...tutti] = sets.splice(0, 1 + tutte.length);
      return ripetute === undefined ? [] : [[frase, withoutView(intersectionView(tutti), ripetute)] as const];
    }),
  );
  return {
    insiemi: [...marked, ...ofClausole, ...ofFrasi],
    certe,
    fuori: letto,
    controlli: { filtri: ambito === null ? [...verifica, visibile] : verifica, frasi },
  };
}
