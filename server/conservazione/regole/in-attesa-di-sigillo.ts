import { findChiaveAttiva } from '../../../schemas/chiave-firma.model.js';
import { RegistroGiornalieroModel } from '../../../schemas/registro-giornaliero.model.js';
import { corredoOf } from '../../giornaliero/stato.js';
import { ATTESA_MS, attendeSigillo, attesaFino } from './attesa-sigillo.js';

/**
 * Of these closed days those that are not shipped yet, because the AOO has a seal and it is not on them. What was closed long ago is not
 * looked at: it waits for nothing.
 * @param termineOf - last legal day of the term of a day
 */
export async function findInAttesaDiSigillo(
  aoo: string,
  giorni: readonly string[],
  adesso: Date,
  termineOf: (giorno: string) => string,
): Promise<ReadonlySet<string>> {
  if (giorni.length === 0) return new Set();
  const chiusi = await RegistroGiornalieroModel.find(
    { aoo, giorno: { $in: [...giorni] }, chiusura: { $gt: new Date(adesso.getTime() - ATTESA_MS) } },
    { _id: 0, giorno: 1, chiusura: 1, xml: 1 },
  ).lean<{ giorno: string; chiusura: Date; xml: { sha256: string; dimensione: number } }[]>();
  const recenti = chiusi
    .map((one) => ({ ...one, termine: termineOf(one.giorno) }))
    .filter((one) => adesso < attesaFino(one));
  if (recenti.length === 0) return new Set();
  const haSigillo = (await findChiaveAttiva(aoo, 'sigillo', adesso)) !== null;
  const { copie, sigilli } = await corredoOf(recenti);
  const attendono = recenti.filter(({ xml, chiusura, termine }) => {
    const pdf = copie.get(xml.sha256)?.pdf.sha256;
    const sigillato = sigilli.has(xml.sha256) && pdf !== undefined && sigilli.has(pdf);
    return attendeSigillo({ chiusura, termine, sigillato }, haSigillo, adesso);
  });
  return new Set(attendono.map(({ giorno }) => giorno));
}
