import type { Request } from 'express';
import { receiveMultipart } from '../lib/multipart.js';
import { DatiNonValidiError, Problema } from '../lib/problem.js';
import { receiveBytes } from '../lib/testo.js';
import type { Deps } from '../deps.js';
import { readBytes } from './componi.js';

/** An attestation lists a thousand copies in less than a megabyte; a signature adds little. */
export const LIMITE_FIRMA = 20 * 1024 ** 2;
export const TIPI_FIRMA_GREZZA = [
  'application/pkcs7-mime',
  'application/pkcs7-signature',
  'application/x-pkcs7-mime',
  'application/x-pkcs7-signature',
  'application/octet-stream',
  'application/pdf',
] as const;

/** The bytes of a signature, sent as they are. @throws Problema 413, 415 */
export function receiveGrezza(req: Request): Promise<Buffer> {
  const tipo = TIPI_FIRMA_GREZZA.find((one) => req.is(one) !== false);
  if (tipo === undefined)
    throw new Problema(
      'tipo-non-supportato',
      'La firma va inviata come file: application/pkcs7-mime, application/pkcs7-signature, application/octet-stream o application/pdf.',
    );
  return receiveBytes(req, tipo, LIMITE_FIRMA);
}

/** The same, or as the part `firma` of a form. @throws Problema 413, 415; DatiNonValidiError on `firma` */
export async function receiveFirma({ store }: Pick<Deps, 'store'>, req: Request): Promise<Buffer> {
  if (req.is('multipart/form-data') === false) return receiveGrezza(req);
  const { file } = await receiveMultipart(req, (stream) => store.put(stream, { limitBytes: LIMITE_FIRMA }), {
    file: { firma: 1 },
    limitBytes: LIMITE_FIRMA + 64 * 1024,
  });
  const firma = file['firma']?.[0];
  if (firma === undefined) throw new DatiNonValidiError([{ campo: 'firma', messaggio: 'Manca il file della firma.' }]);
  return readBytes({ store }, firma);
}
