import './tabella-ordinata.css';
import { type ReactNode, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type ColonnaDati, nextOrdine, type Ordine, readOrdine, vediRighe, writeOrdine } from '../lib/ordine.js';
import type { Colonna } from './Tabella.js';

/** A column that can be sorted by its head. */
export interface ColonnaInOrdine<T> extends ColonnaDati<T> {
  /** Width: a class of the page's own style sheet; the name of the field if it is not said. */
  classe?: string;
  /** What its head shows where the title has no room. */
  testa?: ReactNode;
}

interface Opzioni {
  /** Before the names in the address, where a page has two tables. */
  prefisso?: string;
  /** The words of the address are asked of the server, or there are none: the rows are only sorted. */
  senzaParole?: boolean;
  /** How the rows come by themselves: told on its head while no other sorting is chosen. */
  naturale?: Ordine;
}

/**
 * The words and the sorting of a table, both kept in the address of the page.
 * @returns the rows that hold every word, sorted, and the heads that sort them
 */
export function useOrdine<T>(
  righe: readonly T[],
  colonne: readonly ColonnaInOrdine<T>[],
  { prefisso = '', senzaParole = false, naturale }: Opzioni = {},
): {
  q: string;
  ordine: Ordine | null;
  viste: T[];
  teste: Colonna[];
  set: (nome: 'q' | 'ordine', valore: string) => void;
} {
  const [parametri, setParametri] = useSearchParams();
  const q = senzaParole ? '' : (parametri.get(`${prefisso}q`) ?? '');
  const scritto = parametri.get(`${prefisso}ordine`);
  const ordine = useMemo(() => readOrdine(scritto), [scritto]);
  const set = (nome: 'q' | 'ordine', valore: string) =>
    setParametri(
      (before) => {
        const next = new URLSearchParams(before);
        if (valore === '') next.delete(prefisso + nome);
        else next.set(prefisso + nome, valore);
        return next;
      },
      { replace: true },
    );
  const viste = useMemo(() => vediRighe(righe, colonne, { q, ordine }), [righe, colonne, q, ordine]);
  const detto = ordine ?? naturale;
  const teste = colonne.map(({ campo, titolo, testa, fissa = false, classe = campo }) => ({
    classe,
    ...(detto?.campo === campo && { ordine: detto.inverso ? ('descending' as const) : ('ascending' as const) }),
    titolo: fissa ? (
      titolo
    ) : (
      <button type="button" className="th-ordine" onClick={() => set('ordine', writeOrdine(nextOrdine(ordine, campo)))}>
        {testa ?? titolo}
        {detto?.campo === campo && <span aria-hidden="true">{detto.inverso ? ' ▼' : ' ▲'}</span>}
      </button>
    ),
  }));
  return { q, ordine, viste, teste, set };
}
