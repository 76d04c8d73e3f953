import type { PipelineStage } from 'mongoose';
import { DocumentoModel } from '../../schemas/documento.model.js';
import { FascicoloModel } from '../../schemas/fascicolo.model.js';
import { AttoRepertorioModel, RegistrazioneModel } from '../../schemas/registrazione.model.js';
import { legalDay } from '../lib/clock.js';

/** How much a fascicolo holds, its parts included; the extreme dates are those of its documents. */
export interface Quantita {
  documenti: number;
  file: number;
  byte: number;
  dal?: string;
  al?: string;
}

interface Contata {
  _id: string;
  documenti: number;
  file: number;
  byte: number;
  dal: Date;
  al: Date;
}

const pipelineOf = (aoo: string, ids: readonly string[], data: string, files: unknown): PipelineStage[] => [
  { $match: { aoo, $or: [{ fascicolo: { $in: [...ids] } }, { altriFascicoli: { $in: [...ids] } }] } },
  {
    $project: {
      f: { $concatArrays: [[{ $ifNull: ['$fascicolo', ''] }], { $ifNull: ['$altriFascicoli', []] }] },
      data: `$${data}`,
      files,
    },
  },
  { $unwind: '$f' },
  { $match: { f: { $in: [...ids] } } },
  {
    $group: {
      _id: '$f',
      documenti: { $sum: 1 },
      file: { $sum: { $size: '$files' } },
      byte: { $sum: { $sum: '$files.dimensione' } },
      dal: { $min: '$data' },
      al: { $max: '$data' },
    },
  },
];

const DELLA_REGISTRAZIONE = {
  $concatArrays: [{ $cond: [{ $gt: ['$documento', null] }, ['$documento'], []] }, { $ifNull: ['$allegati', []] }],
};

/** The quantities of fascicoli at the top, whoever may see their documents: the list says how much, never what. */
export async function quantitaDi(aoo: string, radici: readonly string[]): Promise<Map<string, Quantita>> {
  if (radici.length === 0) return new Map();
  const parti = await FascicoloModel.find({ aoo, radice: { $in: [...radici] } }, { radice: 1 }).lean<
    { _id: string; radice: string }[]
  >();
  const topOf = new Map(parti.map(({ _id, radice }) => [_id, radice]));
  const ids = [...topOf.keys()];
  const found = await Promise.all([
    RegistrazioneModel.aggregate<Contata>(pipelineOf(aoo, ids, 'dataRegistrazione', DELLA_REGISTRAZIONE)),
    AttoRepertorioModel.aggregate<Contata>(pipelineOf(aoo, ids, 'dataRegistrazione', DELLA_REGISTRAZIONE)),
    DocumentoModel.aggregate<Contata>(pipelineOf(aoo, ids, 'data', '$versioni.file')),
  ]);
  const sums = new Map<string, Quantita>();
  for (const { _id, documenti, file, byte, dal, al } of found.flat()) {
    const top = topOf.get(_id) ?? _id;
    const sum = sums.get(top) ?? { documenti: 0, file: 0, byte: 0 };
    const days = [sum.dal, sum.al, legalDay(dal), legalDay(al)].filter((one) => one !== undefined).sort();
    const [first] = days;
    const last = days.at(-1);
    sums.set(top, {
      documenti: sum.documenti + documenti,
      file: sum.file + file,
      byte: sum.byte + byte,
      ...(first !== undefined && { dal: first }),
      ...(last !== undefined && { al: last }),
    });
  }
  return sums;
}
