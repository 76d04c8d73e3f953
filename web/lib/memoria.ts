/** Small things that the browser remembers for this tab (position in a list) or this person (last choices). */

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Reads a remembered value, or null when there is none or it cannot be read. */
export function ricorda(chiave: string, store: Storage = sessionStorage): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(store.getItem(chiave) ?? 'null');
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

/** Remembers a value; a full or forbidden store is not worth an error. */
export function memorizza(chiave: string, valore: Record<string, unknown>, store: Storage = sessionStorage): void {
  try {
    store.setItem(chiave, JSON.stringify(valore));
  } catch {
    // Nothing to do: what is remembered here is a comfort, not a datum.
  }
}
