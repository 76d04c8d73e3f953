import type { Versione, Voce } from '../schemas/titolario.model.js';
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

/**
 * Why a version cannot follow those that an AOO has, in Italian; empty if it can.
 * Only the first may begin in the past: a titolario is not retroactive.
 * @param oggi - legal day of the check
 */
export function faultsOfNuovaVersione(versioni: readonly Versione[], nuova: Versione, oggi: string): string[] {
  const last = versioni.reduce<Versione | undefined>(
    (found, one) => (found === undefined || one.dal > found.dal ? one : found),
    undefined,
  );
  if (last === undefined) return nuova.numero >= 1 ? [] : ['Il numero della prima versione deve essere almeno 1.'];
  const faults: string[] = [];
  if (nuova.numero !== last.numero + 1) faults.push(`La versione deve avere il numero ${last.numero + 1}.`);
  if (nuova.dal <= last.dal)
    faults.push(
      `La versione deve iniziare dopo il ${last.dal}, quando è iniziata la versione ${last.numero}: una data non può avere due titolari.`,
    );
  if (nuova.dal <= oggi) faults.push('La versione deve iniziare da domani in poi: il titolario non è retroattivo.');
  return faults;
}
