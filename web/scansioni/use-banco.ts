import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { CodiceQualita } from '../../schemas/scansione.api.js';
import type { PaginaScansione, Scansione } from '../api/scansioni.js';
import * as percorsi from '../api/scansioni.js';
import { CHIAVE, chiaveScansione } from './interrogazioni-scansioni.js';
import { isDaUnire, spostata } from './passi.js';
import { difettiAperti, rotazioneProposta } from './qualita.js';
import { useAttoScansione } from './use-atto-scansione.js';

/** A dialog of the desk, open on a page. */
export type Aperto =
  | { atto: 'riscansiona' | 'togli' | 'dividi' | 'sposta'; pagina: PaginaScansione }
  | { atto: 'accetta'; pagina: PaginaScansione; codice: CodiceQualita }
  | { atto: 'aggiungi' | 'unisci' | 'separa' | 'escludi' };

/**
 * The desk on one scan: which page is open, which dialog, and the deeds that need none.
 * @param scelta - id of the page that the address names
 */
export function useBanco(scansione: Scansione, scelta: string | null, onScegli: (pagina: string) => void) {
  const cache = useQueryClient();
  const [aperto, setAperto] = useState<Aperto | null>(null);
  const { pagine } = scansione;
  const [firstFlaw] = difettiAperti(scansione);
  const pagina = pagine.find(({ id }) => id === scelta) ?? firstFlaw?.pagina ?? pagine[0];
  const posto = pagina === undefined ? -1 : pagine.indexOf(pagina);

  /** The answer of a deed is the scan as it is now; a page that is gone gives its place to its neighbour. */
  const mostra = useCallback(
    (corpo: Scansione) => {
      cache.setQueryData(chiaveScansione(corpo.id), corpo);
      void cache.invalidateQueries({ queryKey: [CHIAVE, 'elenco'] });
    },
    [cache],
  );
  const subito = useAttoScansione<Scansione>({ racconta: true, onFatto: mostra });
  const vai = (to: number) => {
    const next = pagine[Math.max(0, Math.min(pagine.length - 1, to))];
    if (next !== undefined) onScegli(next.id);
  };
  const sposta = (di: 1 | -1) => {
    if (pagina === undefined || subito.alLavoro) return;
    const ordine = spostata(
      pagine.map(({ id }) => id),
      pagina.id,
      di,
    );
    onScegli(pagina.id);
    subito.invia({ percorso: percorsi.ordina(scansione.id), corpo: { pagine: ordine } });
  };
  const ruota = (di: 90 | -90) => {
    if (pagina === undefined || subito.alLavoro) return;
    const rotazione = (pagina.rotazione + di + 360) % 360;
    subito.invia({ percorso: percorsi.ruota(scansione.id, pagina.id), corpo: { rotazione } });
  };
  /** Gives a page the rotation that was proposed for it, if one was. */
  const raddrizza = (di = pagina) => {
    const rotazione = di && rotazioneProposta(di);
    if (rotazione === undefined || subito.alLavoro) return;
    subito.invia({ percorso: percorsi.ruota(scansione.id, di?.id ?? ''), corpo: { rotazione } });
  };
  /** What the label on the paper says is so. */
  const conferma = () => {
    const { registrazione } = scansione;
    if (!isDaUnire(scansione) || registrazione === undefined || subito.alLavoro) return;
    subito.invia({ percorso: percorsi.unisci(scansione.id), corpo: { registrazione } });
  };
  const apri = (atto: 'riscansiona' | 'togli' | 'dividi' | 'sposta') => () => {
    if (pagina !== undefined && (atto !== 'dividi' || pagina.numero > 1)) setAperto({ atto, pagina });
  };
  /** The flaw of the open page that is still to be decided, else none. */
  const accetta = () => {
    const codice = pagina?.qualita.find(({ accettata }) => accettata === undefined)?.codice;
    if (pagina !== undefined && codice !== undefined) setAperto({ atto: 'accetta', pagina, codice });
  };
  /** After a deed on the open page: to the next one that is to be looked at, if there is one. */
  const prosegui = (corpo: Scansione) => {
    mostra(corpo);
    const still = corpo.pagine.some(({ id }) => id === pagina?.id);
    const [next] = difettiAperti(corpo);
    const neighbour = corpo.pagine[Math.min(posto, corpo.pagine.length - 1)];
    const to = next?.pagina ?? (still ? pagina : neighbour);
    if (to !== undefined) onScegli(to.id);
  };
  return { pagina, posto, aperto, setAperto, mostra, prosegui, vai, sposta, ruota, raddrizza, conferma, apri, accetta };
}
