import { numero7 } from '../lib/formati.js';

/** The page to go to after sign-in: only an address of ours, so that no link can send one elsewhere. */
export function safeDestination(poi: string | null): string {
  if (poi === null || !/^\/(?![/\\])/.test(poi) || poi.startsWith('/accesso')) return '/';
  return poi;
}

/** The page asked for, in words: `registrazione n. 0000347 del 2026`; null for the first page, which needs no words. */
export function wordsOfDestination(address: string): string | null {
  const scheda = /^\/registrazioni\/(\d{4})\/(\d{1,9})/.exec(address);
  if (scheda?.[1] !== undefined) return `registrazione n. ${numero7(Number(scheda[2]))} del ${scheda[1]}`;
  if (address.startsWith('/registro?')) return 'ricerca nel registro';
  if (address.startsWith('/protocollo/nuova')) return 'nuova registrazione';
  if (address.startsWith('/titolario')) return 'titolario';
  return null;
}
