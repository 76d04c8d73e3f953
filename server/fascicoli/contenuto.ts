import { type PipelineStage, Types } from 'mongoose';
import type { Caller } from '../../schemas/accesso.api.js';
import { DocumentoModel, type Documento } from '../../schemas/documento.model.js';
import {
  AttoRepertorioModel,
  isAtto,
  RegistrazioneModel,
  type Registrazione,
} from '../../schemas/registrazione.model.js';
import { type Filtro, visibleTo } from '../accesso/visibilita.js';
import { DatiNonValidiError } from '../lib/problem.js';
import { CONTA_FINO_A, RIGA } from '../protocollo/elenchi.js';
import { visibleDocumenti } from './visibilita.js';

/* What stands in fascicoli: registrations, acts of repertori and documents that are not registered, in the order of their dates. */

/** Who reads: a person, as far as he may see; or the system, for its own duties, all of an AOO. */
export type Lettore = Caller | { sistema: true; aoo: string };

const registrazioniPer = (lettore: Lettore): Filtro =>
  'sistema' in lettore ? { aoo: lettore.aoo } : visibleTo(lettore);
const documentiPer = (lettore: Lettore): Filtro =>
  'sistema' in lettore ? { aoo: lettore.aoo } : visibleDocumenti(lettore);

/** One document, and the fascicolo of those asked for in which it stands; an act of a repertorio is a registration of its own register. */
export type Contenuto =
  | { tipo: 'registrazione'; data: Date; fascicolo: string; principale: boolean; record: Registrazione }
  | { tipo: 'documento'; data: Date; fascicolo: string; principale: boolean; record: Documento };

export interface PaginaContenuto {
  elementi: Contenuto[];
  cursore?: string;
  totale?: number;
  oltre?: number;
}

type Raccolta = 'r' | 'a' | 'd';

interface Segno {
  ms: number;
  /** registration, act of a repertorio, document that is not registered: at one instant in this order */
  tipo: Raccolta;
  chiave: string;
}

function segnoOf({ tipo, data, record }: Contenuto): Segno {
  const ms = data.getTime();
  if (tipo === 'documento') return { ms, tipo: 'd', chiave: record._id };
  if (isAtto(record)) return { ms, tipo: 'a', chiave: record._id.toHexString() };
  return { ms, tipo: 'r', chiave: `${record.anno}-${String(record.numero).padStart(9, '0')}` };
}

const cursoreOf = ({ ms, tipo, chiave }: Segno): string => `${ms}.${tipo}.${chiave}`;

const FORMA_CHIAVE: Partial<Record<Raccolta, RegExp>> = { r: /^\d{4}-\d{9}$/, a: /^[0-9a-f]{24}$/ };

function readCursore(text: string): Segno {
  const match = /^(\d{1,15})\.([rad])\.([\w-]{1,60})$/.exec(text);
  const [, ms = '', tipo = '', chiave = ''] = match ?? [];
  if (match === null || FORMA_CHIAVE[tipo as Raccolta]?.test(chiave) === false)
    throw new DatiNonValidiError([
      { campo: 'cursore', messaggio: 'Il cursore non è di questo elenco: ricominciare dalla prima pagina.' },
    ]);
  return { ms: Number(ms), tipo: tipo as Raccolta, chiave };
}

const ORDINE: Readonly<Record<Raccolta, number>> = { r: 0, a: 1, d: 2 };

/** At one instant registrations come first, what is not registered last; their keys sort as texts. */
function compare(a: Segno, b: Segno): number {
  if (a.ms !== b.ms) return a.ms - b.ms;
  if (a.tipo !== b.tipo) return ORDINE[a.tipo] - ORDINE[b.tipo];
  return a.chiave < b.chiave ? -1 : a.chiave > b.chiave ? 1 : 0;
}

const oggettoId = (hex: string): Types.ObjectId | undefined =>
  /^[0-9a-f]{24}$/.test(hex) ? new Types.ObjectId(hex) : undefined;

/** What comes after the mark, in the order of the list, as a filter on one of the collections. */
function afterOf(segno: Segno, tipo: Raccolta, recenti: boolean): Filtro {
  const op = recenti ? '$lt' : '$gt';
  const data = tipo === 'd' ? 'data' : 'dataRegistrazione';
  const chiave = tipo === 'r' ? 'numero' : '_id';
  const at = new Date(segno.ms);
  const later: Filtro = { [data]: { [op]: at } };
  if (segno.tipo === tipo) {
    const value = { r: Number(segno.chiave.slice(5)), a: oggettoId(segno.chiave), d: segno.chiave }[tipo];
    return { $or: [later, { [data]: at, [chiave]: { [op]: value } }] };
  }
  const comesLater = recenti ? ORDINE[tipo] < ORDINE[segno.tipo] : ORDINE[tipo] > ORDINE[segno.tipo];
  return comesLater ? { $or: [later, { [data]: at }] } : later;
}

const RUOLI = ['fascicolo', 'altriFascicoli'] as const;

const standsIn = (ids: readonly string[]): Filtro => ({ $or: RUOLI.map((ruolo) => ({ [ruolo]: { $in: ids } })) });

const ofTree = (
  ids: readonly string[],
  { fascicolo, altriFascicoli = [] }: { fascicolo?: string; altriFascicoli?: string[] },
): { fascicolo: string; principale: boolean } => {
  if (fascicolo !== undefined && ids.includes(fascicolo)) return { fascicolo, principale: true };
  return { fascicolo: altriFascicoli.find((one) => ids.includes(one)) ?? ids[0] ?? '', principale: false };
};

export interface DomandaContenuto {
  /** the fascicoli, that the caller may see */
  ids: readonly string[];
  recenti: boolean;
  limite: number;
  cursore?: string | undefined;
}

/** Each index is named: the two roles are two readings in the order of the list, and the planner would rather go through the register. */
async function readRegistrazioni(
  lettore: Lettore,
  { ids, recenti, limite }: DomandaContenuto,
  after: Filtro[],
  [records, chiave]: readonly [typeof RegistrazioneModel, 'numero' | '_id'],
): Promise<Contenuto[]> {
  const verso = recenti ? -1 : 1;
  const found = await Promise.all(
    RUOLI.map((ruolo) =>
      records
        .find({ $and: [{ aoo: lettore.aoo, [ruolo]: { $in: ids } }, registrazioniPer(lettore), ...after] }, RIGA)
        .hint({ aoo: 1, [ruolo]: 1, dataRegistrazione: 1, [chiave]: 1 })
        .sort({ dataRegistrazione: verso, [chiave]: verso })
        .limit(limite + 1)
        .lean<Registrazione[]>(),
    ),
  );
  return found.flat().map((record) => ({
    tipo: 'registrazione' as const,
    data: record.dataRegistrazione,
    ...ofTree(ids, record),
    record,
  }));
}

async function readDocumenti(
  lettore: Lettore,
  { ids, recenti, limite }: DomandaContenuto,
  after: Filtro[],
): Promise<Contenuto[]> {
  const verso = recenti ? -1 : 1;
  const found = await Promise.all(
    RUOLI.map((ruolo) =>
      DocumentoModel.find(
        { $and: [{ aoo: lettore.aoo, [ruolo]: { $in: ids } }, documentiPer(lettore), ...after] },
        { canonico: 0, eventi: 0, richieste: 0 },
      )
        .hint({ aoo: 1, [ruolo]: 1, data: 1, _id: 1 })
        .sort({ data: verso, _id: verso })
        .limit(limite + 1)
        .lean<Documento[]>(),
    ),
  );
  return found
    .flat()
    .map((record) => ({ tipo: 'documento' as const, data: record.data, ...ofTree(ids, record), record }));
}

async function countUpTo(lettore: Lettore, ids: readonly string[]): Promise<{ totale: number } | { oltre: number }> {
  const limit = CONTA_FINO_A + 1;
  const conti = await Promise.all([
    ...[RegistrazioneModel, AttoRepertorioModel].map((records) =>
      records.countDocuments({ $and: [{ aoo: lettore.aoo, ...standsIn(ids) }, registrazioniPer(lettore)] }, { limit }),
    ),
    DocumentoModel.countDocuments({ $and: [{ aoo: lettore.aoo, ...standsIn(ids) }, documentiPer(lettore)] }, { limit }),
  ]);
  const quanti = conti.reduce((sum, one) => sum + one, 0);
  return quanti > CONTA_FINO_A ? { oltre: CONTA_FINO_A } : { totale: quanti };
}

/**
 * One page of what stands in those fascicoli and the reader may see, in the order of the dates; the count is of exactly that.
 * @throws DatiNonValidiError for a cursor of another list
 */
export async function readContenuto(lettore: Lettore, domanda: DomandaContenuto): Promise<PaginaContenuto> {
  const { ids, recenti, limite, cursore } = domanda;
  const segno = cursore === undefined ? undefined : readCursore(cursore);
  const after = (tipo: Raccolta): Filtro[] => (segno === undefined ? [] : [afterOf(segno, tipo, recenti)]);
  const [registrazioni, atti, documenti, quanti] = await Promise.all([
    readRegistrazioni(lettore, domanda, after('r'), [RegistrazioneModel, 'numero']),
    readRegistrazioni(lettore, domanda, after('a'), [AttoRepertorioModel, '_id']),
    readDocumenti(lettore, domanda, after('d')),
    countUpTo(lettore, ids),
  ]);
  const once = new Map([...registrazioni, ...atti, ...documenti].map((one) => [cursoreOf(segnoOf(one)), one]));
  const all = [...once.values()].sort((a, b) => compare(segnoOf(a), segnoOf(b)) * (recenti ? -1 : 1));
  const elementi = all.slice(0, limite);
  const last = elementi.at(-1);
  return {
    elementi,
    ...(all.length > limite && last !== undefined && { cursore: cursoreOf(segnoOf(last)) }),
    ...quanti,
  };
}

const CONTEGGIO = (ids: readonly string[], visible: Filtro, aoo: string): PipelineStage[] => [
  { $match: { $and: [{ aoo, ...standsIn(ids) }, visible] } },
  { $project: { f: { $concatArrays: [[{ $ifNull: ['$fascicolo', ''] }], { $ifNull: ['$altriFascicoli', []] }] } } },
  { $unwind: '$f' },
  { $match: { f: { $in: [...ids] } } },
  { $group: { _id: '$f', n: { $sum: 1 } } },
];

/** How many documents that the caller may see stand in each of those fascicoli. */
export async function countContenuto(caller: Caller, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const found = await Promise.all([
    RegistrazioneModel.aggregate<{ _id: string; n: number }>(CONTEGGIO(ids, visibleTo(caller), caller.aoo)),
    AttoRepertorioModel.aggregate<{ _id: string; n: number }>(CONTEGGIO(ids, visibleTo(caller), caller.aoo)),
    DocumentoModel.aggregate<{ _id: string; n: number }>(CONTEGGIO(ids, visibleDocumenti(caller), caller.aoo)),
  ]);
  const counts = new Map<string, number>();
  for (const { _id, n } of found.flat()) counts.set(_id, (counts.get(_id) ?? 0) + n);
  return counts;
}
