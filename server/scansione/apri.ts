import { isDeepStrictEqual } from 'node:util';
import { dropPagine } from '../../schemas/pagina-scansione.model.js';
import type { OriginaleScansione, PostoPagina, ScansioneTenuta } from '../../schemas/scansione.model.js';
import { scrivi } from './atti.js';
import type { DepsScansione } from './deps.js';
import { preleva } from './deposito.js';
import { ImmagineRifiutata } from './tipi.js';

export const MAX_PAGINE = 5_000;
const TROPPE = `Con questo file le pagine sarebbero più di ${MAX_PAGINE}: dividerlo, e fare più scansioni.`;

interface Aperto {
  pagine: number;
  rifiuto?: string;
}

/** The pages with others after one of them; `0`: before all; at the end where that page is not there (any more). Pure. */
export function inserisci(
  pagine: readonly PostoPagina[],
  nuove: readonly PostoPagina[],
  dopo: string | undefined,
): PostoPagina[] {
  const at = dopo === '0' ? 0 : pagine.findIndex(({ id }) => id === dopo) + 1;
  const place = dopo === '0' || at > 0 ? at : pagine.length;
  return [...pagine.slice(0, place), ...nuove, ...pagine.slice(place)];
}

/** The places of the pages of a file that was opened; of one that was refused, one page that says why. Pure. */
export function postiDi(file: number, { pagine, rifiuto }: Aperto, prossima: number): PostoPagina[] {
  if (rifiuto !== undefined) return [{ id: String(prossima), file, indice: 0, rotazione: 0, rifiutata: rifiuto }];
  return Array.from({ length: pagine }, (_one, indice) => ({
    id: String(prossima + indice),
    file,
    indice,
    rotazione: 0,
  }));
}

async function open({ store, immagini }: DepsScansione, { sha256 }: OriginaleScansione): Promise<Aperto> {
  try {
    const { pagine } = await immagini.apri({ sha256, bytes: () => preleva(store, sha256) });
    return { pagine: pagine.length };
  } catch (error) {
    if (!(error instanceof ImmagineRifiutata)) throw error;
    return { pagine: 0, rifiuto: error.message };
  }
}

/**
 * Opens the files that were not opened yet and gives their pages their places; one that cannot be opened leaves a page that says
 * why, so that nothing is dropped in silence.
 * @throws VersioneSuperataError if the scan has changed meanwhile: what was found is found again
 */
export async function apriOriginali(
  deps: DepsScansione,
  scansione: ScansioneTenuta,
  soltanto: Record<string, unknown>,
): Promise<ScansioneTenuta> {
  if (scansione.originali.every(({ aperto }) => aperto !== undefined)) return scansione;
  let { pagine, prossima } = scansione;
  const originali: OriginaleScansione[] = [];
  const file: { sha256: string; pagine: number; rifiuto?: string }[] = [];
  for (const [i, one] of scansione.originali.entries()) {
    if (one.aperto !== undefined) {
      originali.push(one);
      continue;
    }
    const found = await open(deps, one);
    const aperto = pagine.length + found.pagine > MAX_PAGINE ? { pagine: 0, rifiuto: TROPPE } : found;
    const posti = postiDi(i, aperto, prossima);
    prossima += posti.length;
    pagine = inserisci(pagine, posti, one.dopo);
    originali.push({ ...one, aperto: aperto.pagine });
    file.push({ sha256: one.sha256, ...aperto });
  }
  return scrivi(
    scansione,
    deps.clock.now(),
    { tipo: 'apertura', dettagli: { file } },
    { originali, pagine, prossima, generazione: scansione.generazione + 1 },
    { soltanto },
  );
}

/** Pages that the scan has no more, by how it was before. */
export const lasciaPagine = async (prima: ScansioneTenuta, dopo: ScansioneTenuta): Promise<void> => {
  const kept = new Set(dopo.pagine.map(({ id }) => id));
  const gone = prima.pagine.map(({ id }) => id).filter((id) => !kept.has(id));
  if (!isDeepStrictEqual(gone, [])) await dropPagine(dopo._id, gone);
};
