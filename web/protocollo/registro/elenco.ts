import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { chiedi } from '../../api/client.js';
import * as percorsi from '../../api/percorsi.js';
import type { Riferimento } from '../../api/tipi.js';
import { memorizza, ricorda } from '../../lib/memoria.js';
import { type Filtri, writeFiltri } from './filtri.js';

/** Rows of one page of the list: it is left by «Successive», never made longer. */
export const RIGHE_PER_PAGINA = 100;

/** One page of the register; while another one is asked for, the old rows stay. */
export function useElenco(filtri: Filtri, cursore: string | null) {
  const domanda = writeFiltri(filtri);
  domanda.set('limite', String(RIGHE_PER_PAGINA));
  if (cursore !== null) domanda.set('cursore', cursore);
  return useQuery({
    queryKey: ['registro', domanda.toString()],
    queryFn: async ({ signal }) => (await chiedi(percorsi.registro(domanda), { segnale: signal })).corpo,
    placeholderData: keepPreviousData,
  });
}

const keyOf = (nome: string, filtri: Filtri): string => `protocollo.registro.${nome}.${writeFiltri(filtri).toString()}`;

/** Cursors of the pages seen in this tab for these filters: the first page has none, so the list begins with ''. */
export function readCursori(filtri: Filtri): string[] {
  const seen = ricorda(keyOf('cursori', filtri))?.['cursori'];
  return Array.isArray(seen) ? seen.filter((one) => typeof one === 'string') : [''];
}

export function rememberCursore(filtri: Filtri, pagina: number, cursore: string): void {
  const cursori = readCursori(filtri).slice(0, pagina - 1);
  memorizza(keyOf('cursori', filtri), { cursori: [...cursori, cursore] });
}

/** The row on which one was, so that the list is found again where it was left. */
export function readPosto(indirizzo: string): string | null {
  const riga = ricorda(`protocollo.registro.posto.${indirizzo}`)?.['riga'];
  return typeof riga === 'string' ? riga : null;
}

export function rememberPosto(indirizzo: string, riga: string): void {
  memorizza(`protocollo.registro.posto.${indirizzo}`, { riga });
  memorizza('protocollo.registro.ultimo', { indirizzo });
}

/** Remembers the list of acts that was last seen in this tab: a repertorio with its filters, or a queue of the desk. */
export const rememberElencoAtti = (indirizzo: string): void => memorizza('protocollo.repertori.ultimo', { indirizzo });

/**
 * Address of the list to which one goes back from a registration: the register or desk that was last seen; from an act, its repertorio
 * or the queue of the desk.
 */
export function elencoDi({ registro }: Pick<Riferimento, 'registro'>): string {
  if (!percorsi.isDiRepertorio({ registro })) return lastRegistro();
  const suo = `/repertori/${registro ?? ''}`;
  const indirizzo = ricorda('protocollo.repertori.ultimo')?.['indirizzo'];
  const [pagina] = typeof indirizzo === 'string' ? indirizzo.split('?') : [];
  return typeof indirizzo === 'string' && (pagina === suo || /^\/scrivania\/atti-/.test(indirizzo)) ? indirizzo : suo;
}

/** Address of the list that was last seen in this tab, register or desk, with its filters and its page. */
export function lastRegistro(): string {
  const indirizzo = ricorda('protocollo.registro.ultimo')?.['indirizzo'];
  return typeof indirizzo === 'string' && /^\/(registro|scrivania)\b/.test(indirizzo) ? indirizzo : '/registro';
}
