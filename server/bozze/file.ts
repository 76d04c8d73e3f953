import type { Caller } from '../../schemas/accesso.api.js';
import type { AllegatoChiesto } from '../../schemas/bozza.api.js';
import type { AllegatoBozza, ContenutoBozza } from '../../schemas/bozza.model.js';
import type { FileRegistrato } from '../../schemas/registrazione.types.js';
import { protectFiles } from '../../storage/protect-files.js';
import type { Deps } from '../deps.js';
import { avvisiOfFile, describeFiles } from '../formati/descrivi.js';
import { requireServibile } from '../formati/stato.js';
import { legalDay } from '../lib/clock.js';
import type { ReceivedFile } from '../lib/multipart.js';
import { DatiNonValidiError, NonTrovatoError } from '../lib/problem.js';
import { createAnswers } from '../protocollo/registrazioni-http.js';
import { REGISTRO_GENERALE } from '../protocollo/rules.js';
import { fileDiFascicolo } from './fascicolo.js';

const HEAD_BYTES = 64 * 1024;

/** A stored file as a request would bring it. @throws FileNotFoundError */
export async function receivedOf(
  { store }: Pick<Deps, 'store'>,
  { nome, mime, dimensione, sha256 }: FileRegistrato,
): Promise<ReceivedFile> {
  const { stream } = await store.open(sha256, { start: 0, end: Math.min(dimensione, HEAD_BYTES) - 1 });
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  const stat = await store.stat(sha256);
  const inizio = Buffer.concat(chunks);
  return { nome, mime, dimensione, sha256, inizio, modificato: stat?.modificato ?? new Date(0) };
}

/**
 * Files that come in with a draft: described, held to the formats that the AOO sends out, kept from the sweep.
 * @throws DatiNonValidiError on `documento`, `allegati[n]`
 */
export async function takeIn(
  deps: Deps,
  caller: Caller,
  { documento, allegati }: { documento?: ReceivedFile | undefined; allegati: readonly ReceivedFile[] },
): Promise<{ documento?: FileRegistrato; allegati: FileRegistrato[] }> {
  const [file] = await describeFiles(deps, documento === undefined ? [] : [documento]);
  const attached = await describeFiles(deps, allegati, documento === undefined ? [] : [documento]);
  const contesto = { aoo: caller.aoo, giorno: legalDay(deps.clock.now()), flusso: 'U' as const };
  await avvisiOfFile(deps, contesto, { documento: file, allegati: attached });
  await protectFiles(deps.store, [...(documento === undefined ? [] : [documento]), ...allegati]);
  return { ...(file !== undefined && { documento: file }), allegati: attached };
}

const absent = (i: number, messaggio: string): DatiNonValidiError =>
  new DatiNonValidiError([{ campo: `allegati[${i}]`, messaggio }]);

/** The file that an attachment names, with where it comes from; only what the caller may see, and its reading leaves its trace. */
async function fileOf(
  deps: Deps,
  caller: Caller,
  present: readonly AllegatoBozza[],
  chiesto: AllegatoChiesto,
  i: number,
): Promise<Omit<AllegatoBozza, 'n'>> {
  if ('sha256' in chiesto) {
    const found = present.find(({ sha256 }) => sha256 === chiesto.sha256);
    if (found === undefined) throw absent(i, 'Questo file non è tra quelli della bozza: caricarlo.');
    const { n: _n, ...file } = found;
    return file;
  }
  if ('documento' in chiesto) {
    const file = await fileDiFascicolo(caller, chiesto.documento);
    if (file === undefined) throw absent(i, 'Il documento non c’è in nessun fascicolo che può vedere.');
    return { ...(await requireServibile(file)), da: { documento: chiesto.documento } };
  }
  const { anno, numero, registro = REGISTRO_GENERALE } = chiesto.registrazione;
  const posto = registro === REGISTRO_GENERALE ? { anno, numero } : { anno, numero, registro };
  const nomeDi =
    registro === REGISTRO_GENERALE ? `La registrazione ${numero}/${anno}` : `L’atto ${registro} ${numero}/${anno}`;
  const r = await createAnswers(deps)
    .read(caller, posto)
    .catch((error: unknown) => {
      throw error instanceof NonTrovatoError ? absent(i, `${nomeDi} non c’è.`) : error;
    });
  const file = chiesto.allegato === undefined ? r.documento : r.allegati.find(({ n }) => n === chiesto.allegato);
  if (file === undefined) throw absent(i, `${nomeDi} non ha questo file.`);
  const { nome, mime, dimensione, sha256, formato, firme } = await requireServibile(file);
  return { nome, mime, dimensione, sha256, formato, firme, da: { registrazione: posto } };
}

/** Numbered from 1, as they will stand in the registration. */
export const numbered = (files: readonly Omit<AllegatoBozza, 'n'>[]): AllegatoBozza[] =>
  files.map((file, i) => ({ ...file, n: i + 1 }));

/** The list of attachments as it is asked for, in that order. @throws DatiNonValidiError on `allegati[n]` */
export async function resolveAllegati(
  deps: Deps,
  caller: Caller,
  { allegati }: Pick<ContenutoBozza, 'allegati'>,
  chiesti: readonly AllegatoChiesto[],
): Promise<AllegatoBozza[]> {
  const files: Omit<AllegatoBozza, 'n'>[] = [];
  for (const [i, one] of chiesti.entries()) files.push(await fileOf(deps, caller, allegati, one, i));
  const fresh = files.filter(({ sha256 }) => !allegati.some((one) => one.sha256 === sha256));
  await protectFiles(deps.store, await Promise.all(fresh.map((file) => receivedOf(deps, { ...file }))));
  return numbered(files);
}
