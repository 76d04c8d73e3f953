interface Persona {
  utente: string;
  denominazione: string;
}

/** How people are told in one list: by name; with the account beside it where another has the same name. Pure. */
export function nomiDistinti(persone: readonly Persona[]): (persona: Persona) => string {
  const utenti = new Map<string, Set<string>>();
  for (const { utente, denominazione } of persone)
    utenti.set(denominazione, (utenti.get(denominazione) ?? new Set()).add(utente));
  return ({ utente, denominazione }) =>
    (utenti.get(denominazione)?.size ?? 0) > 1 ? `${denominazione} (${utente})` : denominazione;
}
