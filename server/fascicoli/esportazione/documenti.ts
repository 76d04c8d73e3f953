import { type Documento, DocumentoModel } from '../../../schemas/documento.model.js';
import {
  AttoRepertorioModel,
  isAtto,
  type Registrazione,
  RegistrazioneModel,
} from '../../../schemas/registrazione.model.js';
import type { FileRegistrato } from '../../../schemas/registrazione.types.js';
import type { Contenuto } from '../contenuto.js';
import { allaVersione } from '../documento-atti.js';
import { inizioVersione, nomeAllegato, nomeDocumento, nomeVersione } from './nomi-file.js';

/* What an exported fascicolo has of each document: which files, of which versions, by which names. */

/** A file that the archive is to have, and how the page names it. */
export interface FileEsportato {
  percorso: string;
  detto: string;
  file: FileRegistrato;
}

/** A document that is not registered as it is, then as it was in each earlier version, in the order of its files. */
export const versioniOf = (record: Documento): { documento: Documento; inizio: string; detto: string }[] =>
  record.versioni.toReversed().flatMap(({ n }, i) => {
    if (i === 0) return [{ documento: record, inizio: '', detto: '' }];
    const documento = allaVersione(record, n);
    return documento === undefined ? [] : [{ documento, inizio: inizioVersione(n), detto: ` della versione ${n}` }];
  });

/** Files of a document, in the order in which they are read; `documento` first. */
export function filesOf(one: Contenuto, cartella: string): FileEsportato[] {
  if (one.tipo === 'documento') {
    const { versioni } = one.record;
    return versioni.toReversed().map(({ n, file }, i) => ({
      percorso: `${cartella}/${i === 0 ? nomeDocumento(file.nome) : nomeVersione(n, file.nome)}`,
      detto: i === 0 ? file.nome : `versione ${n}: ${file.nome}`,
      file,
    }));
  }
  const { documento, allegati } = one.record;
  return [
    ...(documento === undefined
      ? []
      : [{ percorso: `${cartella}/${nomeDocumento(documento.nome)}`, detto: documento.nome, file: documento }]),
    ...allegati.map((file) => ({
      percorso: `${cartella}/${nomeAllegato(file.n, file.nome)}`,
      detto: `allegato ${file.n}: ${file.nome}`,
      file,
    })),
  ];
}

export const dettoOf = (one: Contenuto): string =>
  one.tipo === 'registrazione'
    ? `${isAtto(one.record) ? `${one.record.registro}-` : ''}${one.record.anno}-${String(one.record.numero).padStart(7, '0')}`
    : 'documento';

/** The page with its registrations whole: lists leave out what the metadata need. */
export async function wholeRegistrazioni(page: readonly Contenuto[]): Promise<Map<string, Registrazione>> {
  const ids = page.flatMap((one) => (one.tipo === 'registrazione' ? [one.record._id] : []));
  const found = await Promise.all(
    [RegistrazioneModel, AttoRepertorioModel].map((records) =>
      records.find({ _id: { $in: ids } }).lean<Registrazione[]>(),
    ),
  );
  return new Map(found.flat().map((one) => [String(one._id), one]));
}

/** The same of documents that are not registered and have more versions than one: what they were is read from their acts. */
export async function wholeDocumenti(page: readonly Contenuto[]): Promise<Map<string, Documento>> {
  const ids = page.flatMap((one) =>
    one.tipo === 'documento' && one.record.versioni.length > 1 ? [one.record._id] : [],
  );
  const found = ids.length === 0 ? [] : await DocumentoModel.find({ _id: { $in: ids } }).lean<Documento[]>();
  return new Map(found.map((one) => [one._id, one]));
}
