import type { DocumentoUnita, FileDaVersare } from '../tipi.js';

/** The files of a document in their order: its own, then the signatures kept beside it. */
export const fileDi = ({ file, firme = [] }: Pick<DocumentoUnita, 'file' | 'firme'>): FileDaVersare[] => [
  ...(file === undefined ? [] : [file]),
  ...firme,
];

/** A signature that says nothing without the file that it signs; any other one is a file that is read by itself. */
export const isStaccata = ({ formato }: Pick<FileDaVersare, 'formato'>): boolean => formato === 'P7S';
