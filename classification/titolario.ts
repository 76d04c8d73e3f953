import type { Versione, Voce } from '../schemas/titolario.model.js';
import type { ErroreCampo } from '../server/lib/problem.js';
import { compareCodici, isUnder, lineageOf, livello, padre } from './codice.js';

/** A voce as it stands on a day, with what it takes from those above it. */
export interface VoceInVigore extends Omit<Voce, 'riservata'> {
  versione: number;
  livello: number;
  padre?: string;
  /** True if new registrations and fascicoli may use it on that day. */
  attiva: boolean;
  riservata: boolean;
  /** True if nothing stands below it. */
  foglia: boolean;
}

/** The version in force on a day; undefined before the first. */
export function versioneOn<V extends Pick<Versione, 'dal'>>(versioni: readonly V[], day: string): V | undefined {
  const begun = versioni.filter(({ dal }) => dal <= day);
  return begun.reduce<V | undefined>((last, one) => (last === undefined || one.dal > last.dal ? one : last), undefined);
}

/** The first day on which a version is not in force any more; undefined for the last one. */
export function alOf(versioni: readonly Pick<Versione, 'dal'>[], { dal }: Pick<Versione, 'dal'>): string | undefined {
  return versioni
    .map((one) => one.dal)
    .filter((one) => one > dal)
    .sort()[0];
}

const isOpenOn = (versione: Versione, voce: Voce, day: string): boolean =>
  (voce.attivaDal ?? versione.dal) <= day && (voce.chiusaDal === undefined || day < voce.chiusaDal);

const earliest = (days: readonly (string | undefined)[]): string | undefined =>
  days.filter((day) => day !== undefined).sort()[0];

/**
 * All voci of a version as they stand on a day, closed ones too, in numeric order. A voce below a closed one is closed
 * with it, and one below a `riservata` is `riservata`.
 */
export function vociOn(versione: Versione, day: string): VoceInVigore[] {
  const byCodice = new Map(versione.voci.map((voce) => [voce.codice, voce]));
  const parents = new Set(versione.voci.map(({ codice }) => padre(codice)));
  return versione.voci
    .map((voce): VoceInVigore => {
      const lineage = lineageOf(voce.codice).flatMap((codice) => byCodice.get(codice) ?? []);
      const above = padre(voce.codice);
      const chiusaDal = earliest(lineage.map((one) => one.chiusaDal));
      return {
        ...voce,
        ...(chiusaDal !== undefined && { chiusaDal }),
        ...(above !== undefined && { padre: above }),
        versione: versione.numero,
        livello: livello(voce.codice),
        attiva: lineage.every((one) => isOpenOn(versione, one, day)),
        riservata: lineage.some((one) => one.riservata === true),
        foglia: !parents.has(voce.codice),
      };
    })
    .sort((a, b) => compareCodici(a.codice, b.codice));
}

/** The voce with a canonical code in the version in force on a day, closed or not; undefined if there is none. */
export function voceOn(versioni: readonly Versione[], day: string, codice: string): VoceInVigore | undefined {
  const versione = versioneOn(versioni, day);
  if (versione === undefined) return undefined;
  const near = versione.voci.filter(
    (one) => one.codice === codice || isUnder(codice, one.codice) || isUnder(one.codice, codice),
  );
  return vociOn({ ...versione, voci: near }, day).find((one) => one.codice === codice);
}

/** What people read everywhere, since nobody remembers codes alone: `VI.3 Edilizia privata`. */
export const labelOf = ({ codice, voce }: Pick<Voce, 'codice' | 'voce'>): string => `${codice} ${voce}`;

/** Where a version stands in its life (titolario.md 5.1); one that is still being prepared is a `bozza` and is kept apart. */
export type StatoVersione = 'bozza' | 'approvata' | 'vigente' | 'cessata';

/** The state of a version that was approved, on a legal day: it follows from the days alone, so nothing has to change it. */
export function statoOn(
  versioni: readonly Pick<Versione, 'dal' | 'numero'>[],
  numero: number,
  day: string,
): StatoVersione {
  const dal = versioni.find((one) => one.numero === numero)?.dal;
  if (dal === undefined || dal > day) return 'approvata';
  return versioneOn(versioni, day)?.numero === numero ? 'vigente' : 'cessata';
}

/** The version after which the next one comes; undefined while an AOO has none. */
export const ultimaOf = (versioni: readonly Versione[]): Versione | undefined =>
  versioni.reduce<Versione | undefined>(
    (found, one) => (found === undefined || one.dal > found.dal ? one : found),
    undefined,
  );

/**
 * Why a version cannot follow those that an AOO has, by field, in Italian; empty if it can.
 * Only the first may begin in the past: a titolario is not retroactive.
 * @param oggi - legal day of the check
 */
export function faultsOfNuovaVersione(
  versioni: readonly Versione[],
  nuova: Pick<Versione, 'numero' | 'dal'>,
  oggi: string,
): ErroreCampo[] {
  const last = ultimaOf(versioni);
  const faults: ErroreCampo[] = [];
  if (last === undefined) {
    if (nuova.numero < 1)
      faults.push({ campo: 'numero', messaggio: 'Il numero della prima versione deve essere almeno 1.' });
    return faults;
  }
  if (nuova.numero !== last.numero + 1)
    faults.push({ campo: 'numero', messaggio: `La versione deve avere il numero ${last.numero + 1}.` });
  if (nuova.dal <= last.dal)
    faults.push({
      campo: 'dal',
      messaggio: `La versione deve iniziare dopo il ${last.dal}, quando è iniziata la versione ${last.numero}: una data non può avere due titolari.`,
    });
  if (nuova.dal <= oggi)
    faults.push({
      campo: 'dal',
      messaggio: 'La versione deve iniziare da domani in poi: il titolario non è retroattivo.',
    });
  return faults;
}

/**
 * Why a voce cannot be closed, by field, in Italian; empty if it can. Only a voce of the version in force can, from today on
 * (titolario.md 5.2 rule 3), and before the next version begins, which says for itself what is closed.
 * @param oggi - legal day of the check
 */
export function faultsOfChiusura(
  versioni: readonly Versione[],
  { codice, dal }: { codice: string; dal: string },
  oggi: string,
): ErroreCampo[] {
  const versione = versioneOn(versioni, oggi);
  const voce = versione?.voci.find((one) => one.codice === codice);
  if (versione === undefined || voce === undefined)
    return [{ campo: 'codice', messaggio: `La voce ${codice} non è nel titolario in vigore.` }];
  if (voce.chiusaDal !== undefined)
    return [{ campo: 'codice', messaggio: `La voce ${labelOf(voce)} è già chiusa dal ${voce.chiusaDal}.` }];
  const al = alOf(versioni, versione);
  if (dal < oggi)
    return [{ campo: 'dal', messaggio: 'Una voce si chiude da oggi in poi: il titolario non è retroattivo.' }];
  if (dal < (voce.attivaDal ?? versione.dal))
    return [{ campo: 'dal', messaggio: 'La voce quel giorno non è ancora attiva.' }];
  return al !== undefined && dal >= al
    ? [
        {
          campo: 'dal',
          messaggio: `Dal ${al} è in vigore un’altra versione: chiudere la voce prima, o prepararla chiusa in quella.`,
        },
      ]
    : [];
}
