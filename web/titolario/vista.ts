import type { Voce } from '../api/tipi.js';
import { contieneParole } from '../lib/nomi.js';

/** Code of the voce above, or undefined for a titolo. */
export const padreDi = (codice: string): string | undefined => {
  const cut = codice.lastIndexOf('.');
  return cut === -1 ? undefined : codice.slice(0, cut);
};

/** Codes of all that stands above a voce, nearest first. */
export function sopraDi(codice: string): string[] {
  const above = padreDi(codice);
  return above === undefined ? [] : [above, ...sopraDi(above)];
}

export interface Vista {
  /** Voci to show, in the order of the titolario. */
  righe: Voce[];
  /** Codes that answer the search; empty without one. */
  trovate: ReadonlySet<string>;
  /** Codes that have something below them. */
  conFigli: ReadonlySet<string>;
}

/**
 * What the tree shows: without a search what is open; with one, what answers it and what stands above.
 * @param voci - in the order of the titolario
 * @param aperte - codes of the open voci
 * @param altre - codes that the server found: by description, prontuario, massimario
 */
export function vistaDi(
  voci: readonly Voce[],
  aperte: ReadonlySet<string>,
  cercato: string,
  altre: ReadonlySet<string> = new Set(),
): Vista {
  const conFigli = new Set(voci.flatMap(({ codice }) => padreDi(codice) ?? []));
  const text = cercato.trim();
  if (text === '') {
    const visible = ({ codice }: Voce) => sopraDi(codice).every((above) => aperte.has(above));
    return { righe: voci.filter(visible), trovate: new Set(), conFigli };
  }
  const code = text.toUpperCase();
  // what the server finds comes a moment later: names are found here at once
  const answers = ({ codice, voce, descrizione }: Voce) =>
    altre.has(codice) ||
    codice === code ||
    codice.startsWith(`${code}.`) ||
    contieneParole(`${voce} ${descrizione ?? ''}`, text);
  const trovate = new Set(voci.filter(answers).map(({ codice }) => codice));
  const shown = new Set([...trovate].flatMap((codice) => [codice, ...sopraDi(codice)]));
  return { righe: voci.filter(({ codice }) => shown.has(codice)), trovate, conFigli };
}
