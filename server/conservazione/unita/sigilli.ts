import type { CopiaRegistro, FirmaRegistro, RegistroGiornaliero } from '../../../schemas/registro-giornaliero.model.js';
import { rfc3339 } from '../../lib/clock.js';
import type { DocumentoUnita, FileDaVersare, Seguito, UnitaDaVersare } from '../tipi.js';

/* The seals of the AOO over the files of a daily register, beside the files that they seal. Pure. */

export interface SigilliDelGiorno {
  pdf?: FirmaRegistro | undefined;
  xml?: FirmaRegistro | undefined;
}

export const sigilliDi = (
  { xml }: Pick<RegistroGiornaliero, 'xml'>,
  { pdf }: Pick<CopiaRegistro, 'pdf'>,
  firme: ReadonlyMap<string, FirmaRegistro>,
): SigilliDelGiorno => ({ pdf: firme.get(pdf.sha256), xml: firme.get(xml.sha256) });

/** A document with its seal under it, judged from the instant at which it was put: the day was closed before that. */
export function conSigillo(
  documento: DocumentoUnita & { file: FileDaVersare },
  sigillo: FirmaRegistro | undefined,
  id: string,
): DocumentoUnita {
  if (sigillo === undefined) return documento;
  const { firma, quando } = sigillo;
  const file: FileDaVersare = {
    id,
    nome: `${documento.file.nome}.p7s`,
    mime: 'application/pkcs7-signature',
    formato: 'P7S',
    ...firma,
  };
  return {
    ...documento,
    firme: [file],
    riferimento: { istante: rfc3339(quando), descrizione: 'DATA_DI_APPOSIZIONE_DEL_SIGILLO' },
  };
}

/**
 * Seals that were put after the day was shipped, each as a document more: with the file that it seals, since a receiver adds documents,
 * never a signature to one that it keeps, and a detached one alone proves nothing.
 * @param impronte - SHA-256 of the files that went with the first package
 */
export const sigilliTardivi = (
  { documenti }: Pick<UnitaDaVersare, 'documenti'>,
  impronte: ReadonlySet<string>,
): Seguito[] =>
  documenti.flatMap((documento): Seguito[] => {
    const { firme = [], file, id } = documento;
    if (file === undefined || firme.every(({ sha256 }) => impronte.has(sha256))) return [];
    return [
      {
        operazione: 'aggiunta',
        documento: {
          ...documento,
          ruolo: 'annesso',
          id: `${id}-sigillo`,
          descrizione: `Sigillo apposto dopo il versamento, con il file che sigilla: ${file.nome}`,
        },
      },
    ];
  });
