import type { z } from 'zod';
import { ImprontaConferma, MotivoConferma } from '../../schemas/bozza.api.js';
import { MAX_ALLEGATI } from '../../schemas/registrazione.api.js';
import { configurazioneAl } from '../configurazione/service.js';
import type { Deps } from '../deps.js';
import { legalDay } from '../lib/clock.js';
import { type Received, type ReceivedFile, receiveMultipart } from '../lib/multipart.js';
import { DatiNonValidiError } from '../lib/problem.js';
import type { RouteContext } from '../lib/route.js';
import type { Conferma } from './da-confermare.js';

const MEBIBYTE = 1_048_576;
const PARTI = {
  documento: { file: { documento: 1 } },
  allegati: { file: { allegato: MAX_ALLEGATI } },
  firma: { file: { documento: 1 }, testi: ['conferma', 'sha256', 'motivo'] },
} as const;

/** The files of a draft as they arrive: into the store at once, no larger than the AOO admits. */
export async function receiveParti(
  { config, store, clock }: Pick<Deps, 'config' | 'store' | 'clock'>,
  { req, caller }: Pick<RouteContext<never, never, never>, 'req' | 'caller'>,
  quali: keyof typeof PARTI,
): Promise<Received> {
  const { limiteFileMegabyte } = await configurazioneAl(caller.aoo, 'parametri', legalDay(clock.now()));
  const limitBytes = Math.min(config.limiteFileBytes, (limiteFileMegabyte ?? Infinity) * MEBIBYTE);
  return receiveMultipart(req, (stream) => store.put(stream, { limitBytes }), {
    ...PARTI[quali],
    limitBytes: config.limiteFileBytes + MEBIBYTE,
  });
}

/** @throws DatiNonValidiError if the part is not there */
export function requireDocumento({ file }: Received): ReceivedFile {
  const documento = file['documento']?.[0];
  if (documento === undefined)
    throw new DatiNonValidiError([{ campo: 'documento', messaggio: 'Manca il file: allegarlo.' }]);
  return documento;
}

/**
 * The confirmation that comes with a signed file: `conferma` says `si`, `sha256` of which file, `motivo` why, in the words of who
 * confirms.
 * @throws DatiNonValidiError on `sha256`, `motivo`
 */
export function confermaOf({ testi: { conferma, sha256, motivo } }: Received): Conferma | undefined {
  if (conferma !== 'si') return undefined;
  return { sha256: readTesto('sha256', ImprontaConferma, sha256), motivo: readTesto('motivo', MotivoConferma, motivo) };
}

/** A text that may be left out, or empty. @throws DatiNonValidiError on that field */
function readTesto(campo: string, schema: z.ZodType<string>, testo: string | undefined): string | undefined {
  if (testo === undefined || testo.trim() === '') return undefined;
  const read = schema.safeParse(testo);
  if (read.success) return read.data;
  throw new DatiNonValidiError(read.error.issues.map(({ message: messaggio }) => ({ campo, messaggio })));
}
