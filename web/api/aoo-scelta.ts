const KEY = 'protocollo.aoo';

/** Code of the AOO chosen in this tab, or null for the user's first one. A tab each: two AOO can be open side by side. */
export function readAooScelta(): string | null {
  return sessionStorage.getItem(KEY);
}

/** Chooses the AOO of this tab; null goes back to the user's first one. */
export function writeAooScelta(codice: string | null): void {
  if (codice === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, codice);
}
