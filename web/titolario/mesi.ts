const QUANTI = 12;
const NOME = new Intl.DateTimeFormat('it-IT', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** The last twelve months as `2026-03`, the given one first. */
export function mesiFino(mese: string): string[] {
  const [anno = 0, numero = 1] = mese.split('-').map(Number);
  return Array.from({ length: QUANTI }, (_one, i) =>
    new Date(Date.UTC(anno, numero - 1 - i, 1)).toISOString().slice(0, 7),
  );
}

/** `2026-03` → `marzo 2026`. */
export const nomeMese = (mese: string): string => NOME.format(new Date(`${mese}-01T00:00:00Z`));

/** A share in whole percents; a dash where there is nothing to share. */
export const quotaDi = (parte: number, tutto: number): string =>
  tutto === 0 ? '–' : `${Math.round((parte / tutto) * 100)}%`;
