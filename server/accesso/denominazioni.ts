import { findPersone } from '../../schemas/utente.model.js';

/** Names of people by their accounts, whatever their state; of one who is not there the account itself. */
export async function denominazioniOf(utenti: readonly string[]): Promise<(utente: string) => string> {
  const found = utenti.length === 0 ? [] : await findPersone([...new Set(utenti)]);
  const nomi = new Map(found.map(({ _id, denominazione }) => [_id, denominazione]));
  return (utente) => nomi.get(utente) ?? utente;
}
