import { type Fascicolo, FascicoloModel } from '../../schemas/fascicolo.model.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { legalDay } from '../lib/clock.js';

/**
 * The day on which an istanza came: from then its term runs, not from its registration (L. 241/1990 art. 2 c. 6, 18-bis c. 1). What was
 * registered in emergency had come by then (DPR 445/2000 art. 63).
 */
export function arrivoDi({
  dataArrivo,
  dataRegistrazione,
  emergenza,
}: Pick<Registrazione, 'dataArrivo' | 'dataRegistrazione' | 'emergenza'>): string {
  if (dataArrivo === undefined) return emergenza?.data ?? legalDay(dataRegistrazione);
  return dataArrivo.includes('T') ? legalDay(new Date(dataArrivo)) : dataArrivo;
}

/** The fascicolo in which a registration stands first, where it has a procedimento. */
export const fascicoloConIter = (aoo: string, id: string): Promise<Fascicolo | null> =>
  FascicoloModel.findOne({ aoo, _id: id, iter: { $exists: true } })
    .lean<Fascicolo>()
    .exec();
