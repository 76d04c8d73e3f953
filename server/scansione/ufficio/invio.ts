import type { Response } from 'express';
import type { FileRegistrato } from '../../../schemas/registrazione.types.js';
import { sendCarta } from '../../carte/invio.js';
import type { Deps } from '../../deps.js';
import { copiaPdfA } from './copia-pdfa.js';

/**
 * Sends the PDF/A copy of a file of office, to be shown in the page.
 * @param nome - name of the file, without its extension
 * @throws StatoIncompatibileError if none can be made
 */
export const sendCopiaPdfA = async (
  deps: Pick<Deps, 'config' | 'store' | 'log'>,
  res: Response,
  nome: string,
  file: FileRegistrato,
): Promise<void> => sendCarta(res, `${nome}-pdfa.pdf`, await copiaPdfA(deps, file));
