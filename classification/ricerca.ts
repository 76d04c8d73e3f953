import type { RicercaTitolario } from '../schemas/titolario.api.js';
import type { ParolaProntuario, RegolaMassimario } from '../schemas/strumento.model.js';
import { isComune, stem, wordsOf } from '../server/protocollo/parole.js';
import { compareCodici, isUnder, normalizeCodice } from './codice.js';
import type { TitolarioInVigore } from './service.js';
import type { VoceInVigore } from './titolario.js';

type Fonte = RicercaTitolario['elementi'][number]['dove'][number]['fonte'];

/** How near a word is that stands there. */
const PESI: Readonly<Record<Fonte, number>> = { codice: 16, voce: 8, prontuario: 6, descrizione: 3, massimario: 2 };
const MAX_DOVE = 5;

/** A text under a voce in which words are looked for. */
interface Testo {
  fonte: Fonte;
  testo: string;
  parole: readonly string[];
  radici: ReadonlySet<string>;
}

/** The texts of a titolario by code, made once for the rows of one day. */
export type IndiceTitolario = ReadonlyMap<string, readonly Testo[]>;

function testoOf(fonte: Fonte, testo: string): Testo {
  const parole = wordsOf(testo);
  return { fonte, testo, parole, radici: new Set(parole.map(stem)) };
}

/** @param massimario, prontuario - as they count on the day of the titolario; what is under a voce that it has not is left out */
export function buildIndice(
  { voci }: Pick<TitolarioInVigore, 'voci'>,
  massimario: readonly RegolaMassimario[],
  prontuario: readonly ParolaProntuario[],
): IndiceTitolario {
  const index = new Map<string, Testo[]>(
    voci.map(({ codice, voce, descrizione }) => [
      codice,
      [testoOf('voce', voce), ...(descrizione === undefined ? [] : [testoOf('descrizione', descrizione)])],
    ]),
  );
  for (const { codice, parola } of prontuario) index.get(codice)?.push(testoOf('prontuario', parola));
  for (const { codice, tipologia } of massimario) index.get(codice)?.push(testoOf('massimario', tipologia));
  return index;
}

/** A word that is asked for; the last one typed may be only begun. */
interface Chiesta {
  radice: string;
  inizio?: string;
}

function askedIn(q: string): Chiesta[] {
  const words = wordsOf(q);
  const last = words.length - 1;
  const asked = words.flatMap((word, i): Chiesta[] => {
    if (i === last && /[\p{L}\p{N}]$/u.test(q.trimEnd())) return [{ radice: stem(word), inizio: word }];
    return isComune(word) ? [] : [{ radice: stem(word) }];
  });
  return asked;
}

const has = ({ parole, radici }: Testo, { radice, inizio }: Chiesta): boolean =>
  radici.has(radice) || (inizio !== undefined && parole.some((word) => word.startsWith(inizio)));

interface Trovata {
  voce: VoceInVigore;
  punti: number;
  dove: { fonte: Fonte; testo: string }[];
}

/** What of a voce answers all the words: each counts by the nearest text in which it stands. */
function trovataOf(voce: VoceInVigore, testi: readonly Testo[], asked: readonly Chiesta[]): Trovata | undefined {
  if (asked.length === 0) return undefined;
  const best = asked.map((one) =>
    Math.max(0, ...testi.filter((testo) => has(testo, one)).map(({ fonte }) => PESI[fonte])),
  );
  if (best.includes(0)) return undefined;
  const scored = testi
    .map((testo) => ({ testo, quante: asked.filter((one) => has(testo, one)).length }))
    .filter(({ quante }) => quante > 0)
    .sort((a, b) => b.quante - a.quante || PESI[b.testo.fonte] - PESI[a.testo.fonte]);
  const whole = scored[0]?.quante === asked.length ? PESI[scored[0].testo.fonte] : 0; // all words in one text: nearer
  const punti = best.reduce((sum, one) => sum + one, whole);
  const dove = scored.slice(0, MAX_DOVE).map(({ testo: { fonte, testo } }) => ({ fonte, testo }));
  return { voce, punti: voce.attiva ? punti : punti / 2, dove };
}

/** By its code, and what stands below it. */
function byCodice(voci: readonly VoceInVigore[], q: string): Trovata[] {
  const codice = normalizeCodice(q);
  if (codice === null) return [];
  return voci
    .filter((one) => one.codice === codice || isUnder(one.codice, codice))
    .map((voce) => ({
      voce,
      punti: PESI.codice * (voce.codice === codice ? 3 : 2),
      dove: [{ fonte: 'codice' as const, testo: voce.codice }],
    }));
}

/**
 * Searches the voci by code and by words: names, descriptions, prontuario, kinds of document of the massimario. Accents, capitals
 * and the endings of words do not count; closed voci come after the others.
 * @param limite - how many voci at most; the counts are of all that was found
 */
export function searchTitolario(
  { voci }: Pick<TitolarioInVigore, 'voci'>,
  indice: IndiceTitolario,
  q: string,
  limite: number,
): RicercaTitolario {
  const asked = askedIn(q);
  const found = new Map(byCodice(voci, q).map((one) => [one.voce.codice, one]));
  for (const voce of voci) {
    const one = found.has(voce.codice) ? undefined : trovataOf(voce, indice.get(voce.codice) ?? [], asked);
    if (one !== undefined) found.set(voce.codice, one);
  }
  const all = [...found.values()].sort((a, b) => b.punti - a.punti || compareCodici(a.voce.codice, b.voce.codice));
  const conteggi = { prontuario: 0, massimario: 0 };
  if (asked.length > 0)
    for (const testi of indice.values())
      for (const one of testi)
        if ((one.fonte === 'prontuario' || one.fonte === 'massimario') && asked.every((word) => has(one, word)))
          conteggi[one.fonte] += 1;
  const named = all.filter(({ dove }) => dove.some(({ fonte }) => fonte !== 'prontuario' && fonte !== 'massimario'));
  return {
    elementi: all.slice(0, limite).map(({ voce: { codice, voce, attiva }, dove }) => ({ codice, voce, attiva, dove })),
    totale: all.length,
    conteggi: { voci: named.length, ...conteggi },
  };
}
