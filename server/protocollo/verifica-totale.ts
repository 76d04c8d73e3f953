import { findAllAoo } from '../../schemas/aoo.model.js';
import { RegistrazioneModel, type Registrazione } from '../../schemas/registrazione.model.js';
import type { ObjectStore } from '../../storage/object-store.js';
import { isFileWhole } from './files.js';
import { formatNumero } from './rules.js';
import { verifyRegistro } from './verifica-registro.js';
import type { Fault } from './verifica.js';

export interface EsitoAnno {
  aoo: string;
  anno: number;
  registrazioni: number;
  file: number;
  errore?: Fault;
}

const FILES_AT_ONCE = 4;

interface NamedFile {
  anno: number;
  numero: number;
  nome: string;
  sha256: string;
  dimensione: number;
}
const filesOf = ({ anno, numero, documento, allegati }: Registrazione): NamedFile[] =>
  [...(documento === undefined ? [] : [documento]), ...allegati].map(({ nome, sha256, dimensione }) => ({
    anno,
    numero,
    nome,
    sha256,
    dimensione,
  }));

/** The first file, in the order of the register, that is missing, altered or of another length. */
async function faultOfFiles(store: ObjectStore, files: readonly NamedFile[]): Promise<Fault | undefined> {
  for (let i = 0; i < files.length; i += FILES_AT_ONCE) {
    const group = files.slice(i, i + FILES_AT_ONCE);
    const whole = await Promise.all(
      group.map(
        async (one) =>
          (await store.stat(one.sha256))?.dimensione === one.dimensione && (await isFileWhole({ store }, one)),
      ),
    );
    const broken = group[whole.indexOf(false)];
    if (broken !== undefined)
      return {
        anno: broken.anno,
        numero: broken.numero,
        motivo: `il file ${broken.nome} manca o è alterato (SHA-256 ${broken.sha256})`,
      };
  }
  return undefined;
}

/** What is answered must be there (`risponde`). */
async function faultOfReference(
  aoo: string,
  links: readonly { numero: number; anno: number; risponde: { anno: number; numero: number } }[],
): Promise<Fault | undefined> {
  for (const { anno, numero, risponde } of links) {
    if ((await RegistrazioneModel.exists({ aoo, ...risponde })) === null)
      return {
        anno,
        numero,
        motivo: `risponde alla registrazione ${formatNumero(risponde.numero)}/${risponde.anno}, che non c’è`,
      };
  }
  return undefined;
}

const first = (a: Fault | undefined, b: Fault | undefined): Fault | undefined =>
  a === undefined || (b !== undefined && b.numero < a.numero) ? b : a;

/** Chain, acts, files and references of one AOO in one year. */
async function verifyYear(store: ObjectStore, aoo: string, anno: number): Promise<EsitoAnno> {
  const files: NamedFile[] = [];
  const links: { anno: number; numero: number; risponde: { anno: number; numero: number } }[] = [];
  const { primoErrore, registrazioni } = await verifyRegistro(aoo, anno, {
    parole: true,
    each: (record) => {
      files.push(...filesOf(record));
      if (record.risponde !== undefined) links.push({ anno, numero: record.numero, risponde: record.risponde });
    },
  });
  const errore = first(first(primoErrore, await faultOfFiles(store, files)), await faultOfReference(aoo, links));
  return { aoo, anno, registrazioni, file: files.length, ...(errore !== undefined && { errore }) };
}

/** A record outside every register that is verified: moved there by hand, since no door writes it. */
async function faultOfStrays(
  aoo: readonly string[],
  registri: readonly string[],
  anno: number | undefined,
): Promise<Fault | undefined> {
  const stray = await RegistrazioneModel.findOne({
    $or: [{ aoo: { $nin: [...aoo] } }, { registro: { $nin: [...registri] } }],
    ...(anno !== undefined && { anno }),
  }).lean<Registrazione>();
  return stray === null
    ? undefined
    : {
        anno: stray.anno,
        numero: stray.numero,
        motivo: `appartiene a un registro che non c’è (${stray.aoo}/${stray.registro})`,
      };
}

/**
 * The whole verification, from outside the server: every AOO, one year or all, each file's bytes and each reference.
 * @param onEsito - told of each AOO and year as it is done
 * @returns the first fault; undefined if all is whole
 */
export async function verifyAll(
  store: ObjectStore,
  anno: number | undefined,
  onEsito: (esito: EsitoAnno) => void,
): Promise<(Fault & { aoo?: string }) | undefined> {
  const all = await findAllAoo();
  let fault: (Fault & { aoo?: string }) | undefined;
  for (const { _id: aoo } of all) {
    const years =
      anno === undefined ? (await RegistrazioneModel.distinct('anno', { aoo })).sort((a, b) => a - b) : [anno];
    for (const year of years) {
      const esito = await verifyYear(store, aoo, year);
      onEsito(esito);
      if (esito.errore !== undefined) fault ??= { aoo, ...esito.errore };
    }
  }
  return (
    fault ??
    (await faultOfStrays(
      all.map(({ _id }) => _id),
      all.map(({ registro }) => registro),
      anno,
    ))
  );
}
