import { useEffect, useRef, useState } from 'react';
import { pruneFiles, readBozza } from '../../lib/bozze.js';
import { newQuaderno, Quaderno } from './quaderno.js';
import { type Valori, valoriOf } from './valori.js';

interface QuadernoAperto {
  quaderno: Quaderno;
  valori: Valori;
  /** True if it was found in the browser: what one sees is what one had written. */
  ripresa: boolean;
}

/**
 * The draft that the address names, read back with its files, or a new one with that name; `altrui` if that name is
 * taken by another person's draft on this computer. A browser that refuses its database still gets a form, which says
 * that it cannot be kept.
 */
export function useQuaderno(
  id: string | null,
  autore: string,
  iniziali: () => Valori,
): QuadernoAperto | 'altrui' | undefined {
  const [aperto, setAperto] = useState<{ id: string; autore: string; esito: QuadernoAperto | 'altrui' }>();
  const latest = useRef(iniziali);
  useEffect(() => {
    latest.current = iniziali;
  });
  useEffect(() => {
    if (id === null) return undefined;
    let gone = false;
    const open = async (): Promise<QuadernoAperto | 'altrui'> => {
      const letta = await readBozza(id, autore).catch(() => 'assente' as const);
      if (letta === 'altrui') return letta;
      if (letta === 'assente') {
        const valori = latest.current();
        return { quaderno: newQuaderno(id, autore, valori), valori, ripresa: false };
      }
      const { bozza, file } = letta;
      void pruneFiles(bozza).catch(() => undefined);
      return { quaderno: new Quaderno(bozza, file, true), valori: valoriOf(bozza.valori), ripresa: true };
    };
    void open().then((esito) => {
      if (!gone) setAperto({ id, autore, esito });
    });
    return () => {
      gone = true;
    };
  }, [id, autore]);
  return aperto?.id === id && aperto.autore === autore ? aperto.esito : undefined;
}

const PREFISSO = 'bozza-';
const nomeBlocco = (id: string): string => PREFISSO + id;

/** Ids of the drafts that a tab of this browser has open now. */
export async function bozzeTenute(): Promise<ReadonlySet<string>> {
  const locks = 'locks' in navigator ? navigator.locks : undefined;
  const { held = [] } = (await locks?.query().catch(() => undefined)) ?? {};
  return new Set(held.map(({ name = '' }) => name.slice(PREFISSO.length)));
}

const WAIT_MS = 2_000;

/**
 * Holds the draft for this tab: a second tab on the same address is told so, else the two would overwrite each other.
 * `attesa` until it is known. Where the browser has no locks the draft is taken as ours.
 */
export function useBloccoBozza(id: string | null): 'attesa' | 'nostra' | 'altrui' {
  const [blocco, setBlocco] = useState<{ id: string; stato: 'nostra' | 'altrui' } | null>(null);
  useEffect(() => {
    if (id === null) return undefined;
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const waiting = new AbortController();
    const timer = window.setTimeout(() => waiting.abort(), WAIT_MS);
    const take = async () => {
      window.clearTimeout(timer);
      setBlocco({ id, stato: 'nostra' });
      await held;
    };
    const locks = 'locks' in navigator ? navigator.locks : undefined;
    if (locks === undefined) void take();
    else {
      locks.request(nomeBlocco(id), { signal: waiting.signal }, take).catch(() => setBlocco({ id, stato: 'altrui' }));
    }
    return () => {
      window.clearTimeout(timer);
      release();
      waiting.abort();
    };
  }, [id]);
  return blocco?.id === id ? blocco.stato : 'attesa';
}
