import type { OriginaleScansione } from '../../schemas/scansione.model.js';
import { configurazioneAl } from '../configurazione/service.js';
import type { Deps } from '../deps.js';
import { legalDay } from '../lib/clock.js';
import { type Received, type ReceivedFile, receiveMultipart } from '../lib/multipart.js';
import { DatiNonValidiError, type ErroreCampo } from '../lib/problem.js';
import type { RouteContext } from '../lib/route.js';

const MEBIBYTE = 1_048_576;
/** Pictures of one request. */
export const MAX_IMMAGINI = 500;
const PDF_ENTRO = 1_024;

/** What a file is by its first bytes, of what a scan may be made of. Pure. */
export function tipoDi(inizio: Buffer): 'pdf' | 'tiff' | 'jpeg' | 'png' | undefined {
  if (inizio.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'jpeg';
  if (inizio.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'png';
  const four = inizio.subarray(0, 4).toString('latin1');
  if (['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(four)) return 'tiff';
  return inizio.subarray(0, PDF_ENTRO).includes('%PDF-') ? 'pdf' : undefined;
}

const FORMATO = 'Il file non è un’immagine JPEG, PNG o TIFF né un PDF: scansionare di nuovo in uno di questi formati.';

/** @throws DatiNonValidiError naming each file that no scan can be made of */
export function requireImmagini(file: readonly ReceivedFile[], parte: 'immagine' | 'documento'): void {
  const errori = file.flatMap((one, i): ErroreCampo[] =>
    tipoDi(one.inizio) === undefined
      ? [{ campo: parte === 'immagine' ? `immagine[${i}]` : parte, messaggio: FORMATO }]
      : [],
  );
  if (errori.length > 0) throw new DatiNonValidiError(errori);
}

/** A file as the scan keeps it; a picture is one page, which needs no opening. */
export const originaleDi = (
  { nome, mime, dimensione, sha256, inizio }: ReceivedFile,
  dopo?: string,
): OriginaleScansione => {
  const tipo = tipoDi(inizio);
  return {
    nome,
    mime,
    dimensione,
    sha256,
    ...(dopo !== undefined && { dopo }),
    ...((tipo === 'jpeg' || tipo === 'png') && { aperto: 1 }),
  };
};

/** The files of a scan as they arrive: into the store at once, no larger than the AOO admits. */
export async function receiveScansione(
  { config, store, clock }: Pick<Deps, 'config' | 'store' | 'clock'>,
  { req, caller }: Pick<RouteContext<never, never, never>, 'req' | 'caller'>,
  parti: { json?: string; testi?: readonly string[]; file: Readonly<Record<string, number>> },
): Promise<Received> {
  const { limiteFileMegabyte } = await configurazioneAl(caller.aoo, 'parametri', legalDay(clock.now()));
  const limitBytes = Math.min(config.limiteFileBytes, (limiteFileMegabyte ?? Infinity) * MEBIBYTE);
  return receiveMultipart(req, (stream) => store.put(stream, { limitBytes }), {
    ...parti,
    limitBytes: config.limiteFileBytes + MEBIBYTE,
  });
}

/** The files of one kind or the other. @throws DatiNonValidiError for none, both, or what is no picture */
export function immaginiDi({ file }: Received): { parte: 'immagine' | 'documento'; file: readonly ReceivedFile[] } {
  const immagini = file['immagine'] ?? [];
  const documenti = file['documento'] ?? [];
  if (immagini.length > 0 && documenti.length > 0)
    throw new DatiNonValidiError([
      {
        campo: 'documento',
        messaggio: 'Inviare le immagini oppure un solo documento con tutte le pagine, non entrambi.',
      },
    ]);
  const parte = documenti.length > 0 ? 'documento' : 'immagine';
  const found = documenti.length > 0 ? documenti : immagini;
  if (found.length === 0)
    throw new DatiNonValidiError([
      { campo: 'immagine', messaggio: 'Manca il file: allegare almeno un’immagine o un PDF.' },
    ]);
  requireImmagini(found, parte);
  return { parte, file: found };
}
