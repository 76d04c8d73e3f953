import { findFileDiAttestazioni } from '../../schemas/attestazione.model.js';
import { findNelleBozze } from '../../schemas/bozza.model.js';
import { findFileDiDocumenti } from '../../schemas/documento.model.js';
import { findImportati } from '../../schemas/importazione.model.js';
import { findNellePagine } from '../../schemas/pagina-scansione.model.js';
import { findReferenced } from '../../schemas/registrazione.model.js';
import { findFileDiRegistri } from '../../schemas/registro-giornaliero.model.js';
import { findNelleScansioni } from '../../schemas/scansione.model.js';
import { findFileDiVersamenti } from '../../schemas/versamento.model.js';
import { findDistrutti } from '../../server/scarto/file.js';
import type { IsReferenced } from '../../storage/sweep-files.js';

/** Every place where a record may name a stored file: what none of them names is put aside. A new place is added here. */
const LUOGHI: readonly IsReferenced[] = [
  findFileDiRegistri,
  findFileDiVersamenti,
  findImportati,
  findNelleBozze,
  findFileDiAttestazioni,
  findNelleScansioni,
  findNellePagine,
];
/** What these name may have been discarded by an authorised list: the data stay, the files go. */
const SCARTABILI: readonly IsReferenced[] = [findReferenced, findFileDiDocumenti];

/** Which of the files some record names, wherever. */
export const findFileNominati: IsReferenced = async (sha256s) => {
  const [named, kept, gone] = await Promise.all([
    Promise.all(LUOGHI.map((find) => find(sha256s))),
    Promise.all(SCARTABILI.map((find) => find(sha256s))),
    findDistrutti(sha256s),
  ]);
  const living = kept.flatMap((some) => [...some]).filter((sha256) => !gone.has(sha256));
  return new Set([...named.flatMap((some) => [...some]), ...living]);
};
