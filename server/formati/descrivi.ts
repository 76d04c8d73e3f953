import type { Flusso } from '../../schemas/registrazione.api.js';
import type { Avviso, FileRegistrato } from '../../schemas/registrazione.types.js';
import { configurazioneAl } from '../configurazione/service.js';
import type { Deps } from '../deps.js';
import type { ReceivedFile } from '../lib/multipart.js';
import { DatiNonValidiError } from '../lib/problem.js';
import { avvisiOfAntivirus, controllaArrivi } from './antivirus.js';
import { concilia } from './discordanza.js';
import { avvisiOfFirme, firmeInBreve } from '../firme/breve.js';
import { type Esaminato, formatoDi, SCONOSCIUTO } from './esamina.js';
import { type Fonte, fonteDiDeposito, FuoriLimite, Limite } from './fonte.js';
import { avvisiOfFormati, rifiutiOf } from './politica.js';

/** What the formats of one registration may cost before its number; a hostile file is told `incompleto` and looked at again by the worker. */
const TEMPO_MS = 1_500;
const LETTURA_BYTES = 64 * 1024 ** 2;

type Chi = Pick<Deps, 'store' | 'log' | 'config'> & { clock: Pick<Deps['clock'], 'now'> };

interface InEsame {
  limite: Limite;
  /** what came with it: a detached signature may be of one of these */
  accanto: readonly ReceivedFile[];
}

/** The signatures of a file as far as they can be verified while somebody waits: without the network, within the limit. */
async function firmeDi(
  deps: Chi,
  received: ReceivedFile,
  mime: string | undefined,
  { limite, accanto }: InEsame,
): Promise<FileRegistrato['firme']> {
  const [{ verificaFile }, { contestoOf }] = await Promise.all([
    import('../firme/verifica.js'),
    import('../firme/contesto.js'),
  ]);
  const fonteOf = (file: ReceivedFile): Fonte => fonteDiDeposito(deps.store, file, limite);
  const others = accanto.filter(({ sha256 }) => sha256 !== received.sha256);
  const esito = await verificaFile(
    {
      fonte: fonteOf(received),
      nome: received.nome,
      accanto: others.map((file) => ({ nome: file.nome, sha256: file.sha256, fonte: fonteOf(file) })),
    },
    await contestoOf(deps, { rete: false, segnale: AbortSignal.timeout(Math.max(0, Math.ceil(limite.tempo))) }),
  );
  return firmeInBreve(esito, mime);
}

/** What the register says of a received file: as it was declared, and what it really is (agid-formati.md). Never fails for what is in the file. */
async function describeFile(deps: Chi, received: ReceivedFile, esame: InEsame): Promise<FileRegistrato> {
  const { store, log } = deps;
  const { nome, mime, dimensione, sha256 } = received;
  const found: Esaminato = await formatoDi(fonteDiDeposito(store, received, esame.limite), nome).catch(
    (error: unknown) => {
      log.warn({ sha256, err: error }, 'format not determined');
      return { formato: { mime: SCONOSCIUTO, incompleto: true } };
    },
  );
  const firme =
    found.firmato === true
      ? await firmeDi(deps, received, found.formato.mime, esame).catch((error: unknown) => {
          if (!(error instanceof FuoriLimite)) log.warn({ sha256, err: error }, 'signatures not verified');
          return []; // the worker has more time
        })
      : [];
  return { nome, mime, dimensione, sha256, formato: concilia(found.formato, { nome, mime }), firme };
}

/**
 * All files of a request, in order: one after the other, so that many do not take the memory of many.
 * @param accanto - the others that came with them
 */
export async function describeFiles(
  deps: Chi,
  files: readonly ReceivedFile[],
  accanto: readonly ReceivedFile[] = [],
): Promise<FileRegistrato[]> {
  const limite = new Limite({ ms: TEMPO_MS, bytes: LETTURA_BYTES });
  const described: FileRegistrato[] = [];
  for (const file of files) described.push(await describeFile(deps, file, { limite, accanto: [...accanto, ...files] }));
  return described;
}

/** Files in their places: the document, and the attachments in order. */
export interface FileDescritti {
  documento?: FileRegistrato | undefined;
  allegati: readonly FileRegistrato[];
}

const placesOf = ({ documento, allegati }: FileDescritti): { campo: string; file: FileRegistrato }[] => [
  ...(documento === undefined ? [] : [{ campo: 'documento', file: documento }]),
  ...allegati.map((file, i) => ({ campo: `allegati[${i}]`, file })),
];

/**
 * Holds files to the list of formats that the AOO has for that day.
 * @returns what is told of those that are taken
 * @throws DatiNonValidiError on `documento`, `allegati[n]` for what the list refuses
 */
export async function applyFormati(
  { aoo, giorno, flusso }: { aoo: string; giorno: string; flusso: Flusso },
  files: FileDescritti,
): Promise<Avviso[]> {
  const regole = await configurazioneAl(aoo, 'formati', giorno);
  const places = placesOf(files);
  const rifiuti = rifiutiOf(regole, flusso, places);
  if (rifiuti.length > 0) throw new DatiNonValidiError(rifiuti);
  return avvisiOfFormati(
    regole,
    flusso,
    places.map(({ file }) => file),
  );
}

/** What is told of the files that arrive with a registration: their formats, their signatures, and what the antivirus says. @throws DatiNonValidiError */
export async function avvisiOfFile(
  deps: Pick<Deps, 'store' | 'log' | 'config'>,
  contesto: Parameters<typeof applyFormati>[0],
  files: FileDescritti,
): Promise<Avviso[]> {
  const formati = await applyFormati(contesto, files);
  const all = placesOf(files).map(({ file }) => file);
  return [...formati, ...avvisiOfFirme(all), ...avvisiOfAntivirus(await controllaArrivi(deps, all), all)];
}
