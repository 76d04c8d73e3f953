interface VociTendinaProps {
  voci: readonly (readonly [valore: string, parole: string])[];
  chiudi: () => void;
  onScelta: (valore: string) => void;
}

/** The values that a menu offers; the chosen one closes it. */
export function VociTendina({ voci, chiudi, onScelta }: VociTendinaProps) {
  return (
    <ul>
      {voci.map(([valore, parole]) => (
        <li key={valore}>
          <button
            type="button"
            className="tendina-voce"
            onClick={() => {
              chiudi();
              onScelta(valore);
            }}
          >
            {parole}
          </button>
        </li>
      ))}
    </ul>
  );
}
