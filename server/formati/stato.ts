import { type EsameFile, findEsami } from '../../schemas/esame-file.model.js';
import type { FileRegistrato } from '../../schemas/registrazione.types.js';
import { firmeInBreve } from '../firme/breve.js';
import { Problema } from '../lib/problem.js';
import { concilia } from './discordanza.js';

/** A file with what has become known of it since it was registered. Pure. */
export function completato<F extends FileRegistrato>(file: F, esame: EsameFile | undefined): F {
  if (esame === undefined) return file;
  const { antivirus, formato, firme } = esame;
  const saputo = file.formato.incompleto === true && formato !== undefined ? concilia(formato, file) : file.formato;
  return {
    ...file,
    formato: saputo,
    ...(firme !== undefined && { firme: firmeInBreve(firme, saputo.mime) }),
    ...(antivirus !== undefined && {
      antivirus: {
        stato: antivirus.stato,
        ...(antivirus.minaccia !== undefined && { minaccia: antivirus.minaccia }),
        ...(antivirus.motivo !== undefined && { motivo: antivirus.motivo }),
      },
    }),
  };
}

/** A registration with what is known now of its files. */
export async function conEsami<R extends { documento?: FileRegistrato | undefined; allegati: FileRegistrato[] }>(
  registrazione: R,
): Promise<R> {
  const { documento, allegati } = registrazione;
  const files = [...(documento === undefined ? [] : [documento]), ...allegati];
  const esami = await findEsami(files.map(({ sha256 }) => sha256));
  if (esami.size === 0) return registrazione;
  return {
    ...registrazione,
    ...(documento !== undefined && { documento: completato(documento, esami.get(documento.sha256)) }),
    allegati: allegati.map((one) => completato(one, esami.get(one.sha256))),
  };
}

/**
 * A file that is about to be sent, or opened to be read by a person, with what is known of it now.
 * @throws Problema `file-in-quarantena` for one that the antivirus found infected
 */
export async function requireServibile<F extends FileRegistrato>(file: F): Promise<F> {
  const now = completato(file, (await findEsami([file.sha256])).get(file.sha256));
  if (now.antivirus?.stato === 'infetto')
    throw new Problema(
      'file-in-quarantena',
      `Il file è in quarantena: l’antivirus vi ha trovato ${now.antivirus.minaccia ?? 'una minaccia'}. La registrazione è valida; chiedere al mittente un file sano.`,
    );
  return now;
}

/** Whether a browser may show a file in the page: nothing that acts, nothing that was not looked at to its end. */
export const isInerte = ({ formato }: Pick<FileRegistrato, 'formato'>): boolean =>
  (formato.attivo ?? []).length === 0 && formato.incompleto !== true;
