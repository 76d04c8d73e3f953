import { NavLink } from 'react-router';

const TAVOLE = [
  ['/statistiche', 'Registro'],
  ['/statistiche/classificazione', 'Classifiche e fascicoli'],
  ['/statistiche/procedimenti', 'Procedimenti'],
] as const;

/** From one table of figures to another. */
export function Tavole() {
  return (
    <nav className="statistiche-tavole" aria-label="Statistiche">
      {TAVOLE.map(([pagina, parola]) => (
        <NavLink key={pagina} to={pagina} end>
          {parola}
        </NavLink>
      ))}
    </nav>
  );
}
