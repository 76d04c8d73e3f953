import type { Caso } from './caso.js';
import { apportionBy } from './ripartizione.js';
import type { Genere } from './soggetti.js';

/** Shares of a hundred incoming documents. */
const MEZZI_ENTRATA = {
  pec: 50,
  portale: 15,
  sportello: 12,
  email: 8,
  posta: 7,
  raccomandata: 5,
  interoperabilita: 3,
} as const;
/** Shares of a hundred outgoing documents. */
export const MEZZI_USCITA = { pec: 70, raccomandata: 15, email: 7, interoperabilita: 5, posta: 3 } as const;

type MezzoEntrata = keyof typeof MEZZI_ENTRATA;
export type MezzoUscita = keyof typeof MEZZI_USCITA;

/** Incoming documents on paper: they may wait for their scan. */
export const MEZZI_CARTACEI: readonly string[] = ['sportello', 'posta', 'raccomandata', 'corriere'];

const AMMINISTRAZIONI: readonly Genere[] = ['regione', 'asl', 'prefettura', 'soprintendenza', 'comune', 'previdenza'];

export const isAmministrazione = (genere: Genere): boolean => AMMINISTRAZIONI.includes(genere);

/** Which channels a kind of correspondent uses. */
function admits(mezzo: string, genere: Genere): boolean {
  if (genere === 'anonimo') return mezzo === 'posta';
  if (genere === 'tribunale') return mezzo === 'pec' || mezzo === 'posta';
  if (mezzo === 'interoperabilita') return isAmministrazione(genere);
  if (mezzo === 'pec') return true;
  if (isAmministrazione(genere)) return false;
  if (mezzo === 'portale') return ['privato', 'commercio', 'studio-tecnico'].includes(genere);
  return ['privato', 'associazione', 'proloco', 'comitato'].includes(genere);
}

interface DaAvviare {
  genere: Genere;
  /** falls on the last days: paper comes first to them, so that some waits for its scan */
  recente: boolean;
}

/** A channel for each incoming document: the shares hold as far as the correspondents allow, the rest comes by PEC. */
export function chooseMezziEntrata(caso: Caso, righe: readonly DaAvviare[]): MezzoEntrata[] {
  const quote = apportionBy(righe.length, MEZZI_ENTRATA);
  const chosen = new Map<number, MezzoEntrata>();
  const order = caso.shuffle(righe.map((_, i) => i));
  const recentFirst = [...order].sort((a, b) => Number(righe[b]?.recente) - Number(righe[a]?.recente));
  const take = (mezzo: MezzoEntrata, from: readonly number[], limit: number): void => {
    const free = from.filter((i) => !chosen.has(i) && admits(mezzo, righe[i]?.genere ?? 'privato')).slice(0, limit);
    for (const i of free) chosen.set(i, mezzo);
  };
  order.filter((i) => righe[i]?.genere === 'anonimo').forEach((i) => chosen.set(i, 'posta'));
  const anonime = chosen.size;
  const soloRecenti = recentFirst.filter((i) => righe[i]?.recente === true);
  const recentePosta = Math.min(1, Math.max(0, quote.posta - anonime));
  take('sportello', soloRecenti, Math.min(2, quote.sportello));
  take('posta', soloRecenti, recentePosta);
  for (const mezzo of ['interoperabilita', 'raccomandata', 'posta', 'email', 'sportello', 'portale'] as const) {
    const taken = [...chosen.values()].filter((one) => one === mezzo).length;
    take(mezzo, order, Math.max(0, quote[mezzo] - taken));
  }
  return righe.map((_, i) => chosen.get(i) ?? 'pec');
}
