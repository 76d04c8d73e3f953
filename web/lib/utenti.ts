import { NomeUtente } from '../../schemas/amministrazione.api.js';

/** How a person is told whose account is known. */
export type NomeOf = (utente: string) => string;

/** `Mario Rossi (m.rossi)`, for who must be able to check; the bare account of one who has no name. */
export const conAccount =
  (nomeOf: NomeOf): NomeOf =>
  (utente) => {
    const nome = nomeOf(utente);
    return nome === utente ? utente : `${nome} (${utente})`;
  };

/** Whether it can be the account of a person: what the system does by itself has other names. */
export const isUtente = (testo: unknown): testo is string => NomeUtente.safeParse(testo).success;

const CAMPI = ['utente', 'perContoDi', 'operatore'];

/** Every account that a registration, its acts or anything inside them names, each once. Pure. */
export function utentiIn(valore: unknown): string[] {
  const trovati = new Set<string>();
  const look = (one: unknown): void => {
    if (Array.isArray(one)) one.forEach(look);
    else if (typeof one === 'object' && one !== null)
      for (const [campo, dentro] of Object.entries(one)) {
        if (CAMPI.includes(campo) && isUtente(dentro)) trovati.add(dentro);
        else if (campo === 'utenti' && Array.isArray(dentro)) dentro.filter(isUtente).forEach((u) => trovati.add(u));
        else if (campo === 'delega') look({ utente: (dentro as { da?: unknown } | null)?.da });
        else look(dentro);
      }
  };
  look(valore);
  return [...trovati];
}
