import type { UfficioLetto } from '../api/tipi.js';

/** An office with how deep it stands below the top. */
export interface NelAlbero {
  ufficio: UfficioLetto;
  livello: number;
}

/** Offices as a tree read from above: each after the one it stands under, those beside each other by code. */
export function inAlbero(uffici: readonly UfficioLetto[]): NelAlbero[] {
  const known = new Set(uffici.map(({ codice }) => codice));
  const below = new Map<string, UfficioLetto[]>();
  for (const one of uffici) {
    const above = one.padre !== undefined && known.has(one.padre) ? one.padre : '';
    below.set(above, [...(below.get(above) ?? []), one]);
  }
  const walk = (codice: string, livello: number): NelAlbero[] =>
    (below.get(codice) ?? [])
      .toSorted((a, b) => a.codice.localeCompare(b.codice, 'it', { numeric: true }))
      .flatMap((ufficio) => [{ ufficio, livello }, ...walk(ufficio.codice, livello + 1)]);
  return walk('', 0);
}
