import { intero } from '../../lib/formati.js';

interface QuantiTrovatiProps {
  /** exact, where the server has counted to the end */
  totale: number | undefined;
  /** there are more than that */
  oltre: number | undefined;
  parole: readonly [uno: string, molti: string];
}

/** How many a list has found. */
export function QuantiTrovati({ totale, oltre, parole: [uno, molti] }: QuantiTrovatiProps) {
  return (
    <span className="sm nw" role="status">
      {totale !== undefined && (
        <>
          <b>{intero(totale)}</b> {totale === 1 ? uno : molti}
        </>
      )}
      {totale === undefined && oltre !== undefined && (
        <>
          oltre <b>{intero(oltre)}</b> {molti}
        </>
      )}
    </span>
  );
}
