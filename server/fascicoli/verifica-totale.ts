import { type Documento, DocumentoModel } from '../../schemas/documento.model.js';
import { type Fascicolo, FascicoloModel } from '../../schemas/fascicolo.model.js';
import { AttoRepertorioModel, RegistrazioneModel } from '../../schemas/registrazione.model.js';
import { legalYear, startOfLegalDay } from '../lib/clock.js';
import { formatNumero } from '../protocollo/rules.js';
import { faultOfDocumento, faultOfFascicolo } from './verifica.js';

/* Fascicoli and the documents that are not registered, replayed: numbers without holes, births, acts, places, files. */

/** Which of them is not whole, as one says it: `fascicolo 2026-VI/3.1`, `documento <id>`, `registrazione n. 0000012/2026`. */
export interface GuastoFascicoli {
  che: string;
  anno: number;
  /** number of the fascicolo within its class, or of the registration; 0 for a document */
  numero: number;
  motivo: string;
}

export interface FileDiDocumento {
  che: string;
  nome: string;
  sha256: string;
  dimensione: number;
}

export interface EsitoFascicoli {
  fascicoli: number;
  documenti: number;
  files: FileDiDocumento[];
  guasto?: GuastoFascicoli;
}

const PAGINA = 250;

const guastoOf = ({ codice, anno, progressivo }: Fascicolo, motivo: string): GuastoFascicoli => ({
  che: `fascicolo ${codice}`,
  anno,
  numero: progressivo,
  motivo,
});

/** Numbers go on one by one in each serie, and what a part belongs to is there. The fascicoli come in the order of their codes. */
class Numerazione {
  readonly #ultimi = new Map<string, { progressivo: number; apertoIl: Date }>();
  readonly #visti = new Set<string>();

  faultOf({ _id, serie, progressivo, apertoIl, padre, radice, livello }: Fascicolo): string | null {
    const last = this.#ultimi.get(serie);
    const expected = (last?.progressivo ?? 0) + 1;
    this.#ultimi.set(serie, { progressivo, apertoIl });
    this.#visti.add(_id);
    if (progressivo !== expected) return `buco nella numerazione: qui è atteso il numero ${expected}`;
    if (last !== undefined && apertoIl < last.apertoIl) return 'è aperto prima di quello che viene prima';
    const whole = livello === 1 ? radice === _id : this.#visti.has(radice) && this.#visti.has(padre ?? '');
    return whole ? null : 'il fascicolo di cui è parte non c’è';
  }
}

async function verifyEach(
  aoo: string,
  anno: number | undefined,
  parole: boolean,
): Promise<Pick<EsitoFascicoli, 'fascicoli' | 'guasto'>> {
  const numerazione = new Numerazione();
  let fascicoli = 0;
  const cursor = FascicoloModel.find({ aoo, ...(anno !== undefined && { anno }) })
    .sort({ anno: 1, ordine: 1 })
    .lean<Fascicolo>()
    .cursor({ batchSize: PAGINA });
  for await (const one of cursor) {
    fascicoli += 1;
    const motivo = faultOfFascicolo(one, { parole }) ?? numerazione.faultOf(one);
    if (motivo === null) continue;
    await cursor.close();
    return { fascicoli, guasto: guastoOf(one, motivo) };
  }
  return { fascicoli };
}

/** Those that came in in that year; and one that has lost its date, in every year. */
function ofYear(anno: number | undefined): Record<string, unknown> {
  if (anno === undefined) return {};
  const data = { $gte: startOfLegalDay(`${anno}-01-01`), $lt: startOfLegalDay(`${anno + 1}-01-01`) };
  return { $or: [{ data }, { data: { $not: { $type: 'date' } } }] };
}

async function verifyDocumenti(aoo: string, anno: number | undefined): Promise<Omit<EsitoFascicoli, 'fascicoli'>> {
  const files: FileDiDocumento[] = [];
  let documenti = 0;
  const cursor = DocumentoModel.find({ aoo, ...ofYear(anno) })
    .hint({ aoo: 1, fascicolo: 1, data: 1, _id: 1 }) // the year is judged by the index
    .lean<Documento>()
    .cursor({ batchSize: PAGINA });
  for await (const one of cursor) {
    const year = one.data instanceof Date ? legalYear(one.data) : 0;
    documenti += 1;
    const che = `documento ${one._id}`;
    const motivo = faultOfDocumento(one);
    if (motivo !== null) {
      await cursor.close();
      return { documenti, files, guasto: { che, anno: year, numero: 0, motivo } };
    }
    files.push(...one.versioni.map(({ file: { nome, sha256, dimensione } }) => ({ che, nome, sha256, dimensione })));
  }
  return { documenti, files };
}

const CAMPI_LUOGO = ['fascicolo', 'altriFascicoli'] as const;

/** Ids of fascicoli that something names, and that are not there. */
async function lostAmong(aoo: string, named: readonly unknown[]): Promise<string[]> {
  const ids = named.map(String);
  const found = await FascicoloModel.find({ aoo, _id: { $in: ids } }, { _id: 1 }).lean<{ _id: string }[]>();
  const there = new Set(found.map(({ _id }) => _id));
  return ids.filter((id) => !there.has(id));
}

/** A document that stands in a fascicolo which is not there. */
async function faultOfPlaces(aoo: string, anno: number | undefined): Promise<GuastoFascicoli | undefined> {
  const within = { aoo, ...(anno !== undefined && { anno }) };
  for (const campo of CAMPI_LUOGO) {
    for (const records of [RegistrazioneModel, AttoRepertorioModel]) {
      const [lost] = await lostAmong(aoo, await records.distinct(campo, within));
      if (lost === undefined) continue;
      const one = await records
        .findOne({ ...within, [campo]: lost }, { anno: 1, numero: 1 })
        .lean<{ anno: number; numero: number }>();
      const { anno: year, numero } = one ?? { anno: 0, numero: 0 };
      const che = `registrazione n. ${formatNumero(numero)}/${year}`;
      return { che, anno: year, numero, motivo: `sta in un fascicolo che non c’è (${lost})` };
    }
    const [lost] = await lostAmong(aoo, await DocumentoModel.distinct(campo, { aoo }));
    if (lost === undefined) continue;
    const one = await DocumentoModel.findOne({ aoo, [campo]: lost }, { _id: 1 }).lean<{ _id: string }>();
    const che = `documento ${one?._id ?? ''}`;
    return { che, anno: anno ?? 0, numero: 0, motivo: `sta in un fascicolo che non c’è (${lost})` };
  }
  return undefined;
}

/**
 * Replays the fascicoli of an AOO and the documents that are not registered.
 * @param anno - of the opening, and in which the documents came in; absent: all
 * @param parole - the words of the search too
 * @returns the first fault, and the files that must be in the store
 */
export async function verifyFascicoli(
  aoo: string,
  anno: number | undefined,
  { parole = true } = {},
): Promise<EsitoFascicoli> {
  const own = await verifyEach(aoo, anno, parole);
  const others = await verifyDocumenti(aoo, anno);
  const guasto = own.guasto ?? others.guasto ?? (await faultOfPlaces(aoo, anno));
  return {
    fascicoli: own.fascicoli,
    documenti: others.documenti,
    files: others.files,
    ...(guasto !== undefined && { guasto }),
  };
}

/** A fascicolo or a document of an AOO that is not there: moved by hand, since no door writes it. */
export async function faultOfStrayFascicoli(aoo: readonly string[]): Promise<GuastoFascicoli | undefined> {
  const elsewhere: Record<string, unknown> = { aoo: { $nin: aoo } };
  const fascicolo = await FascicoloModel.findOne(elsewhere).lean<Fascicolo>();
  const motivo = 'appartiene a una AOO che non c’è';
  if (fascicolo !== null) return guastoOf(fascicolo, motivo);
  const documento = await DocumentoModel.findOne(elsewhere, { _id: 1 }).lean<{ _id: string }>();
  return documento === null ? undefined : { che: `documento ${documento._id}`, anno: 0, numero: 0, motivo };
}
