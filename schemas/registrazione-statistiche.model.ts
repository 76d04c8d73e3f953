import { RegistrazioneModel } from './registrazione.model.js';

/** Counts of the register, as the database makes them. */
export interface Conteggio {
  chiave: string | null;
  entrata: number;
  uscita: number;
  interna: number;
  annullate: number;
  totale: number;
}

const MAX_TIME_MS = 30_000;
const when = (field: string, value: string) => ({ $sum: { $cond: [{ $eq: [`$${field}`, value] }, 1, 0] } });

/** Counts the records that pass. @param chiave - by what: an expression, or a field that holds several */
export function countBy(
  filters: readonly Record<string, unknown>[],
  chiave: unknown,
  unwind?: string,
): Promise<Conteggio[]> {
  return RegistrazioneModel.aggregate<Conteggio>([
    { $match: { $and: [...filters] } },
    ...(unwind === undefined ? [] : [{ $unwind: { path: unwind, preserveNullAndEmptyArrays: true } }]),
    {
      $group: {
        _id: chiave,
        entrata: when('flusso', 'E'),
        uscita: when('flusso', 'U'),
        interna: when('flusso', 'I'),
        annullate: when('stato', 'annullata'),
        totale: { $sum: 1 },
      },
    },
    { $project: { _id: 0, chiave: '$_id', entrata: 1, uscita: 1, interna: 1, annullate: 1, totale: 1 } },
    { $sort: { chiave: 1 } },
  ])
    .option({ maxTimeMS: MAX_TIME_MS, hint: { aoo: 1, registro: 1, anno: 1, numero: 1 } })
    .exec();
}

/** How far the documents of a key are classified and filed. */
export interface ConteggioArchivio {
  chiave: string | null;
  documenti: number;
  classificati: number;
  terzoLivello: number;
  inFascicolo: number;
}

const sumIf = (condition: unknown) => ({ $sum: { $cond: [condition, 1, 0] } });
const LIVELLI = { $size: { $split: [{ $ifNull: ['$classifica.codice', ''] }, '.'] } };

/** Counts the records that pass. @param chiave - by what: an expression, or a field that holds several */
export function countArchivio(
  filters: readonly Record<string, unknown>[],
  chiave: unknown,
  unwind?: string,
): Promise<ConteggioArchivio[]> {
  return RegistrazioneModel.aggregate<ConteggioArchivio>([
    { $match: { $and: [...filters] } },
    ...(unwind === undefined ? [] : [{ $unwind: { path: unwind, preserveNullAndEmptyArrays: true } }]),
    {
      $group: {
        _id: chiave,
        documenti: { $sum: 1 },
        classificati: sumIf({ $gt: ['$classifica.codice', null] }),
        terzoLivello: sumIf({ $gte: [LIVELLI, 3] }),
        inFascicolo: sumIf({ $gt: ['$fascicolo', null] }),
      },
    },
    { $project: { _id: 0, chiave: '$_id', documenti: 1, classificati: 1, terzoLivello: 1, inFascicolo: 1 } },
    { $sort: { chiave: 1 } },
  ])
    .option({ maxTimeMS: MAX_TIME_MS, hint: { aoo: 1, registro: 1, anno: 1, numero: 1 } })
    .exec();
}
