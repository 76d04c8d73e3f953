import { readFileSync } from 'node:fs';
import type { RigheStrumento, TipoStrumento } from '../../schemas/strumento.model.js';
import { readStrumento } from './lettura.js';

const FILE: Readonly<Record<TipoStrumento, string>> = {
  massimario: 'massimario-comuni.csv',
  prontuario: 'prontuario-voci-indice.csv',
};

export const DENOMINAZIONE_STANDARD: Readonly<Record<TipoStrumento, string>> = {
  massimario: 'Modello del piano di conservazione dei Comuni (2005)',
  prontuario: 'Prontuario dei Comuni',
};

const read: { [K in TipoStrumento]?: readonly RigheStrumento[K][] } = {};

/**
 * What comes with the product and counts until the AOO loads its own: version 0. Its retention periods are a model to compare
 * with, each with its source; none of them is legal advice. Read once, when first asked for.
 */
export function standardStrumento<K extends TipoStrumento>(tipo: K): readonly RigheStrumento[K][] {
  const known = read[tipo];
  if (known !== undefined) return known;
  const { righe, errori } = readStrumento(tipo, readFileSync(new URL(`../dati/${FILE[tipo]}`, import.meta.url)));
  if (errori.length > 0)
    throw new Error(`${FILE[tipo]}: ${errori.map(({ riga, messaggio }) => `riga ${riga}: ${messaggio}`).join(' ')}`);
  Object.assign(read, { [tipo]: righe });
  return righe;
}
