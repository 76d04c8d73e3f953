import type { Chiave } from './unita.js';

/** The last calls, for who looks on: never a password. */

export interface ChiamataVista {
  quando: string;
  servizio: string;
  chiave: Partial<Chiave>;
  esito: string;
  codice: string;
  ms: number;
  byte: number;
  /** the rule that fired */
  guasto?: string;
}

const TENUTE = 500;

export class Chiamate {
  #ultime: ChiamataVista[] = [];
  #tentativi = new Map<string, number>();
  /** calls refused for their credentials */
  accessiFalliti = 0;

  elenco(): readonly ChiamataVista[] {
    return this.#ultime;
  }

  aggiungi(chiamata: ChiamataVista): void {
    this.#ultime.push(chiamata);
    if (this.#ultime.length > TENUTE) this.#ultime.shift();
    if (/^(UD-001-012|FAS_CONFIG-002-003|RICH-ANN-VERS-001)$/.test(chiamata.codice)) this.accessiFalliti += 1;
  }

  /** Which call of its kind this is, from 1. */
  conta(...parti: readonly (string | undefined)[]): number {
    const chiave = parti.join('\0');
    const n = (this.#tentativi.get(chiave) ?? 0) + 1;
    this.#tentativi.set(chiave, n);
    return n;
  }

  azzera(): void {
    this.#ultime = [];
    this.#tentativi = new Map();
    this.accessiFalliti = 0;
  }
}
