/* Page by page: what an official has seen of a copy beside its original. Pure. */

export type EsitoRaffronto = 'uguale' | 'diversa';

/** What one official said of one page; `impronta` is what the page was then. */
export interface Segno {
  pagina: string;
  impronta: string;
  utente: string;
  esito: EsitoRaffronto;
  motivo?: string;
  quando: Date;
}

/** A page as it is now: scanned again or turned, it is another thing to look at. */
export interface PaginaAttuale {
  id: string;
  numero: number;
  impronta: string;
}

export interface PaginaRaffrontata extends PaginaAttuale {
  segno?: Segno;
}

export interface StatoRaffronto {
  pagine: PaginaRaffrontata[];
  uguali: number;
  diverse: number;
  mancano: number;
}

/**
 * How the comparison of a copy stands for an official: his own last mark of each page counts, since the comparison is not delegated
 * (Allegato 3 §2.4); but a page that somebody else has found different is different for all, until he takes it back or it is scanned again.
 * @param segni - in the order of time
 */
export function statoRaffronto(
  pagine: readonly PaginaAttuale[],
  segni: readonly Segno[],
  utente: string,
): StatoRaffronto {
  const last = new Map<string, Map<string, Segno>>();
  for (const segno of segni) {
    const own = last.get(`${segno.pagina}/${segno.impronta}`) ?? new Map<string, Segno>();
    last.set(`${segno.pagina}/${segno.impronta}`, own.set(segno.utente, segno));
  }
  const marked = pagine.map((pagina): PaginaRaffrontata => {
    const said = last.get(`${pagina.id}/${pagina.impronta}`);
    const own = said?.get(utente);
    const diversa = [...(said?.values() ?? [])].find(({ esito }) => esito === 'diversa');
    const segno = own?.esito === 'diversa' ? own : (diversa ?? own);
    return { ...pagina, ...(segno !== undefined && { segno }) };
  });
  const count = (esito: EsitoRaffronto): number => marked.filter(({ segno }) => segno?.esito === esito).length;
  const uguali = count('uguale');
  const diverse = count('diversa');
  return { pagine: marked, uguali, diverse, mancano: marked.length - uguali - diverse };
}
