import type { StatoVersamento, TipoVersamento } from '../../../schemas/versamento.api.js';
import { addDays, legalDay } from '../../lib/clock.js';

/* Figures of a month, from what the packages say. Pure. */

/** First legal day of a month and of the next one. */
export interface Mese {
  mese: string;
  dal: string;
  prima: string;
}

/** @param mese - `2026-03` */
export function meseOf(mese: string): Mese {
  const dal = `${mese}-01`;
  const prima = `${addDays(dal, 31).slice(0, 7)}-01`;
  return { mese, dal, prima };
}

export const giorniOf = ({ dal, prima }: Mese): string[] => {
  const days: string[] = [];
  for (let day = dal; day < prima; day = addDays(day, 1)) days.push(day);
  return days;
};

/** What a report looks at of a package. */
export interface PacchettoDelMese {
  tipo: TipoVersamento;
  stato: StatoVersamento;
  dataDocumento: string;
  creato: Date;
  termine?: string;
  /** ISO, UTC */
  accettatoIl?: string;
  dimensione: number;
  avvisi: readonly unknown[];
  tentativi: readonly { azione: string; inizio: string; fine?: string; esito: string; codice?: string }[];
}

export interface ContiTipo {
  tipo: TipoVersamento;
  /** packages made in the month */
  preparati: number;
  accettati: number;
  conAvvisi: number;
  /** bytes of what was accepted */
  byte: number;
  /** accepted after the last day of their term, or past it and not accepted at the end of the month */
  inRitardo: number;
  /** days from the document to its acceptance */
  giorniMediana?: number;
  giorniMassimo?: number;
}

export interface Rifiuti {
  codice: string;
  /** answers that refused */
  quanti: number;
}

export interface CifreMese {
  tipi: ContiTipo[];
  rifiuti: Rifiuti[];
  /** calls, and how they ended */
  chiamate: { esito: string; quante: number }[];
}

const TIPI: readonly TipoVersamento[] = ['registro-giornaliero', 'unita-documentaria', 'fascicolo'];

/** The middle value; of two, what lies between them. */
export function medianaOf(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[half - 1], sorted[half]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

const dayOf = (istante: string | Date): string => legalDay(new Date(istante));
const within = ({ dal, prima }: Mese, giorno: string): boolean => giorno >= dal && giorno < prima;
const daysFrom = (dal: string, al: string): number =>
  Math.max(0, Math.round((Date.parse(`${al}T00:00:00Z`) - Date.parse(`${dal}T00:00:00Z`)) / 86_400_000));

/** Whether the package was accepted late in the month, or its term passed in it without an acceptance. @param oggi - legal day */
function isLate({ termine, accettatoIl, stato }: PacchettoDelMese, mese: Mese, oggi: string): boolean {
  if (termine === undefined || stato === 'annullato') return false;
  if (accettatoIl !== undefined) {
    const accepted = dayOf(accettatoIl);
    return accepted > termine && within(mese, accepted);
  }
  return within(mese, termine) && termine < oggi;
}

const countBy = <T>(items: readonly T[], key: (item: T) => string): [string, number][] => {
  const counts = new Map<string, number>();
  for (const one of items) counts.set(key(one), (counts.get(key(one)) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
};

/** One package at a time, so that a month of many is never held as a whole. */
export class Contatore {
  readonly #tipi = new Map<TipoVersamento, ContiTipo & { giorni: number[] }>();
  readonly #rifiuti: string[] = [];
  readonly #chiamate: string[] = [];

  constructor(
    private readonly mese: Mese,
    private readonly oggi: string,
  ) {
    for (const tipo of TIPI)
      this.#tipi.set(tipo, { tipo, preparati: 0, accettati: 0, conAvvisi: 0, byte: 0, inRitardo: 0, giorni: [] });
  }

  add(pacchetto: PacchettoDelMese): void {
    const conti = this.#tipi.get(pacchetto.tipo);
    if (conti === undefined) return;
    if (within(this.mese, dayOf(pacchetto.creato))) conti.preparati += 1;
    if (pacchetto.accettatoIl !== undefined && within(this.mese, dayOf(pacchetto.accettatoIl))) {
      conti.accettati += 1;
      if (pacchetto.avvisi.length > 0) conti.conAvvisi += 1;
      conti.byte += pacchetto.dimensione;
      conti.giorni.push(daysFrom(pacchetto.dataDocumento, dayOf(pacchetto.accettatoIl)));
    }
    if (isLate(pacchetto, this.mese, this.oggi)) conti.inRitardo += 1;
    for (const { fine, esito, codice } of pacchetto.tentativi) {
      if (fine === undefined || !within(this.mese, dayOf(fine))) continue;
      this.#chiamate.push(esito);
      if (esito === 'rifiutato') this.#rifiuti.push(codice ?? 'senza codice');
    }
  }

  cifre(): CifreMese {
    return {
      tipi: [...this.#tipi.values()].map(({ giorni, ...conti }) => {
        const giorniMediana = medianaOf(giorni);
        return {
          ...conti,
          ...(giorniMediana !== undefined && { giorniMediana, giorniMassimo: Math.max(...giorni) }),
        };
      }),
      rifiuti: countBy(this.#rifiuti, (one) => one).map(([codice, quanti]) => ({ codice, quanti })),
      chiamate: countBy(this.#chiamate, (one) => one).map(([esito, quante]) => ({ esito, quante })),
    };
  }
}
