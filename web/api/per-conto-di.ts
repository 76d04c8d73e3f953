const KEY = 'protocollo.per-conto-di';

/** The titolare for whom one acts in this tab, or null in one's own name. A tab each: both hands can be at work. */
export function readPerContoDi(): string | null {
  return sessionStorage.getItem(KEY);
}

/** Chooses for whom one acts in this tab; null: in one's own name. */
export function writePerContoDi(titolare: string | null): void {
  if (titolare === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, titolare);
}
