import { useNome } from '../api/nomi.js';

interface PersonaProps {
  utente: string;
  /** `Mario Rossi (m.rossi)`: where who reads must be able to check. */
  conAccount?: boolean;
}

/** A person by name; the account is its title, or beside it. */
export function Persona({ utente, conAccount = false }: PersonaProps) {
  const nome = useNome(utente);
  if (nome === utente) return utente;
  return conAccount ? `${nome} (${utente})` : <span title={utente}>{nome}</span>;
}
