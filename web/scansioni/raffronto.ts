import type { RaffrontoLetto } from '../../schemas/attestazione.api.js';

type PaginaRaffronto = RaffrontoLetto['pagine'][number];

/** The page to be looked at after this one: the next without a mark, from there round to the beginning; the same when all have one. */
export function dopoDi(pagine: readonly PaginaRaffronto[], id: string | undefined): string | undefined {
  const at = pagine.findIndex((one) => one.id === id);
  const round = [...pagine.slice(at + 1), ...pagine.slice(0, Math.max(at, 0))];
  return round.find(({ esito }) => esito === undefined)?.id ?? id;
}

const FEW = 6;

const elenco = (numeri: readonly number[]): string => {
  const last = numeri.at(-1);
  if (last === undefined) return '';
  return numeri.length === 1 ? `pagina ${last}` : `pagine ${numeri.slice(0, -1).join(', ')} e ${last}`;
};

/** What keeps the attestation closed, in words; undefined when every page was found the same. */
export function restaInParole({ pagine, diverse, mancano }: RaffrontoLetto): string | undefined {
  const numeri = (esito: PaginaRaffronto['esito']): number[] =>
    pagine.filter((one) => one.esito === esito).map(({ numero }) => numero);
  if (diverse > 0) return `Non uguale: ${elenco(numeri('diversa').slice(0, FEW))}`;
  if (mancano === 0) return undefined;
  if (mancano === pagine.length) return undefined;
  return mancano <= FEW ? `Da vedere: ${elenco(numeri(undefined))}` : `Restano ${mancano} pagine da vedere`;
}
