import type { ClientSession } from 'mongoose';
import { DocumentoModel, type Documento } from '../../schemas/documento.model.js';
import { FascicoloModel } from '../../schemas/fascicolo.model.js';
import { AttoRepertorioModel, RegistrazioneModel, type Registrazione } from '../../schemas/registrazione.model.js';
import { type FileScartato, findScartati } from '../../schemas/verbale-scarto.model.js';
import { formatNumero } from '../protocollo/rules.js';

/* The files of discarded documents. A document goes only when every fascicolo in which it stands is discarded. */

type Collocato = Pick<Registrazione, 'fascicolo' | 'altriFascicoli'>;

const DI_REGISTRAZIONE = {
  registro: 1,
  anno: 1,
  numero: 1,
  documento: 1,
  allegati: 1,
  fascicolo: 1,
  altriFascicoli: 1,
} as const;
const DI_DOCUMENTO = { versioni: 1, fascicolo: 1, altriFascicoli: 1 } as const;

const placesOf = ({ fascicolo, altriFascicoli = [] }: Collocato): string[] =>
  [fascicolo, ...altriFascicoli].filter((one) => one !== undefined);

/** Of those ids, the ones that are parts of a discarded fascicolo, or of one of `ora`. */
async function scartatiAmong(
  ids: readonly string[],
  ora: readonly string[],
  session: ClientSession | null,
): Promise<Set<string>> {
  const parti = await FascicoloModel.find({ _id: { $in: [...new Set(ids)] } }, { radice: 1 }, { session }).lean<
    { _id: string; radice: string }[]
  >();
  const tops = await FascicoloModel.find(
    { _id: { $in: parti.map(({ radice }) => radice) }, 'archivio.scarto': { $exists: true } },
    { _id: 1 },
    { session },
  ).lean<{ _id: string }[]>();
  const gone = new Set([...ora, ...tops.map(({ _id }) => _id)]);
  return new Set(parti.filter(({ radice }) => gone.has(radice)).map(({ _id }) => _id));
}

/** The files of a fascicolo, of documents that stand nowhere else but in what is discarded with it or was before. */
export async function fileDaScartare(
  aoo: string,
  radice: string,
  ora: readonly string[],
  session: ClientSession,
): Promise<FileScartato[]> {
  const parti = await FascicoloModel.find({ aoo, radice }, { _id: 1 }, { session }).lean<{ _id: string }[]>();
  const ids = parti.map(({ _id }) => _id);
  const within = { aoo, $or: [{ fascicolo: { $in: ids } }, { altriFascicoli: { $in: ids } }] };
  const registrate = await RegistrazioneModel.find(within, DI_REGISTRAZIONE, { session }).lean<Registrazione[]>();
  const atti = await AttoRepertorioModel.find(within, DI_REGISTRAZIONE, { session }).lean<Registrazione[]>();
  const registrazioni = [...registrate, ...atti];
  const documenti = await DocumentoModel.find(within, DI_DOCUMENTO, { session }).lean<Documento[]>();
  const gone = await scartatiAmong([...registrazioni, ...documenti].flatMap(placesOf), ora, session);
  const isGone = (one: Collocato): boolean => placesOf(one).every((place) => gone.has(place));
  return [
    ...registrazioni.filter(isGone).flatMap(({ registro, anno, numero, documento, allegati }) =>
      [documento, ...allegati].flatMap((file) =>
        file === undefined
          ? []
          : [
              {
                documento: `${registro} ${formatNumero(numero)}/${anno}`,
                nome: file.nome,
                sha256: file.sha256,
                dimensione: file.dimensione,
              },
            ],
      ),
    ),
    ...documenti.filter(isGone).flatMap(({ _id, versioni }) =>
      versioni.map(({ file }) => ({
        documento: _id,
        nome: file.nome,
        sha256: file.sha256,
        dimensione: file.dimensione,
      })),
    ),
  ];
}

/**
 * Of these files, those that were discarded and that no document needs any more: neither one that is kept, nor one that came later
 * with the same bytes.
 */
export async function findDistrutti(sha256s: readonly string[]): Promise<Set<string>> {
  const scartati = await findScartati(sha256s);
  if (scartati.size === 0) return scartati;
  const named = { impronte: { $in: [...scartati] } };
  const fields = { fascicolo: 1, altriFascicoli: 1, impronte: 1 } as const;
  const found = await Promise.all([
    RegistrazioneModel.find(named, fields).lean<Registrazione[]>(),
    AttoRepertorioModel.find(named, fields).lean<Registrazione[]>(),
    DocumentoModel.find(named, fields).lean<Documento[]>(),
  ]);
  const all = found.flat();
  const gone = await scartatiAmong(all.flatMap(placesOf), [], null);
  for (const one of all) {
    const places = placesOf(one);
    const isGone = places.length > 0 && places.every((place) => gone.has(place));
    if (!isGone) for (const sha256 of one.impronte) scartati.delete(sha256);
  }
  return scartati;
}
