import { findNelleBozze } from '../../schemas/bozza.model.js';
import { findFileDiDocumenti } from '../../schemas/documento.model.js';
import { findImportati } from '../../schemas/importazione.model.js';
import { findReferenced } from '../../schemas/registrazione.model.js';
import { findFileDiRegistri } from '../../schemas/registro-giornaliero.model.js';
import type { IsReferenced } from '../../storage/sweep-files.js';

/** Every place where a record may name a stored file: what none of them names is put aside. A new place is added here. */
const LUOGHI: readonly IsReferenced[] = [
  findReferenced,
  findFileDiRegistri,
  findImportati,
  findNelleBozze,
  findFileDiDocumenti,
];

/** Which of the files some record names, wherever. */
export const findFileNominati: IsReferenced = async (sha256s) => {
  const named = await Promise.all(LUOGHI.map((find) => find(sha256s)));
  return new Set(named.flatMap((some) => [...some]));
};
