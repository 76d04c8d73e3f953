import type { TipoIpa } from '../../../schemas/importazione.api.js';

/** Columns by which a file is known, today's and those of the old text files; the first is its key. */
const COLONNE: Readonly<Record<TipoIpa, readonly (readonly string[])[]>> = {
  aoo: [
    ['codice_uni_aoo', 'codice_ipa', 'denominazione_aoo'],
    ['cod_aoo', 'cod_amm', 'des_aoo'],
  ],
  uo: [
    ['codice_uni_uo', 'codice_ipa', 'descrizione_uo'],
    ['cod_uni_ou', 'cod_amm', 'des_ou'],
  ],
  enti: [
    ['codice_ipa', 'denominazione_ente'],
    ['cod_amm', 'des_amm'],
  ],
};

const PAROLE: Readonly<Record<TipoIpa, string>> = {
  enti: 'delle amministrazioni (enti)',
  aoo: 'delle AOO',
  uo: 'degli uffici (UO)',
};

/** Headers match whatever their case: copies write `cod_aoo` and `cod_AOO`. */
export const colonneOf = (celle: readonly string[]): string[] => celle.map((cella) => cella.trim().toLowerCase());

/** Which file of the IPA has these columns; undefined for none. */
export function tipoOf(colonne: readonly string[]): TipoIpa | undefined {
  const has = (wanted: readonly string[]): boolean => wanted.every((one) => colonne.includes(one));
  // an office's row names its AOO and its body, an AOO's its body: the innermost first
  return (['uo', 'aoo', 'enti'] as const).find((tipo) => COLONNE[tipo].some(has));
}

/** What is wrong with a header, in words; null if nothing. */
export function difettoColonne(colonne: readonly string[], tipo: TipoIpa): string | null {
  const found = tipoOf(colonne);
  if (found === tipo) return null;
  if (found !== undefined) return `Il file è quello ${PAROLE[found]}, non ${PAROLE[tipo]}: scegliere l’altro tipo.`;
  const [oggi = [], prima = []] = COLONNE[tipo];
  return `Mancano le colonne chiave del file ${PAROLE[tipo]}: ${oggi.join(', ')} (oppure, nei file di prima, ${prima.join(', ')}).`;
}
