import { FascicoloModel, INDICE_FASCICOLI_DA_VERSARE } from '../../../schemas/fascicolo.model.js';
import { INDICE_DA_VERSARE, INDICE_FIRME } from '../../../schemas/registrazione-indici.js';
import { AttoRepertorioModel, RegistrazioneModel } from '../../../schemas/registrazione.model.js';
import { addDays, legalDay, startOfLegalDay } from '../../lib/clock.js';
import { findGiornalieriDovuti } from './giornalieri.js';
import { regoleConservazioneAl } from './seleziona.js';

/** One pile: how many, and since which legal day the oldest waits. */
export interface Pila {
  totale: number;
  dal?: string;
}

/** The piles of what no package is made of yet. */
export interface Pile {
  /** due now: registrations, acts of repertori, daily registers */
  daInviare: Pila;
  /** of those not yet looked at, what is signed and whose signatures end soon */
  firmeInScadenza: Pila;
  fascicoli: Pila;
}

const MAX_TIME_MS = 10_000;
const MARCHE = { $in: ['atto', 'nascita'] };

const earliest = (days: readonly (string | undefined)[]): string | undefined =>
  days.filter((one) => one !== undefined).sort()[0];

const pila = (totale: number, days: readonly (string | undefined)[]): Pila => {
  const dal = earliest(days);
  return { totale, ...(dal !== undefined && { dal }) };
};

type Filtro = Record<string, unknown>;

async function countUnita(filters: readonly Filtro[], hint: Record<string, 1>) {
  const records = [RegistrazioneModel.collection, AttoRepertorioModel.collection];
  const counted = await Promise.all(
    records.flatMap((one) => filters.map((filter) => one.countDocuments(filter, { hint, maxTimeMS: MAX_TIME_MS }))),
  );
  const oldest = await Promise.all(
    records.flatMap((one) =>
      filters.map(
        (filter) =>
          one.findOne(filter, {
            hint,
            sort: hint === INDICE_FIRME ? { scadenzaFirma: 1 } : { dataRegistrazione: 1 },
            projection: { _id: 0, dataRegistrazione: 1 },
          }) as Promise<{ dataRegistrazione: Date } | null>,
      ),
    ),
  );
  return {
    totale: counted.reduce((sum, n) => sum + n, 0),
    giorni: oldest.map((one) => (one === null ? undefined : legalDay(one.dataRegistrazione))),
  };
}

/** The daily registers that are due are named up to so many. */
const MAX_GIORNI = 5_000;

/**
 * How much of an AOO is due and no package is made of, counted on the indexes of the marks. What waits because its receiver is off is
 * counted too: it is to be sent all the same.
 * @throws Problema 400 `aoo-sconosciuta`
 */
export async function countDue(aoo: string, adesso: Date): Promise<Pile> {
  const oggi = legalDay(adesso);
  const { termini } = (await regoleConservazioneAl(aoo, oggi)).conservazione;
  const from = startOfLegalDay(addDays(oggi, 1 - termini.registrazioniGiorni));
  const marked = { aoo, daVersare: MARCHE };
  const young = { ...marked, dataRegistrazione: { $gte: from }, 'classifica.codice': { $gt: '' } };
  const hurried = {
    aoo,
    daVersare: 'nascita',
    scadenzaFirma: { $lt: startOfLegalDay(addDays(oggi, termini.firmaGiorni + 1)) },
  };
  const closed = { ...marked, dataChiusura: { $lte: addDays(oggi, -termini.fascicoliGiorni) } };
  const [unita, firme, giorni, fascicoli, primoFascicolo] = await Promise.all([
    countUnita(
      [{ ...marked, dataRegistrazione: { $lt: from } }, ...(termini.appenaClassificata ? [young] : [])],
      INDICE_DA_VERSARE,
    ),
    countUnita([hurried], INDICE_FIRME),
    findGiornalieriDovuti(aoo, oggi, MAX_GIORNI),
    FascicoloModel.collection.countDocuments(closed, { hint: INDICE_FASCICOLI_DA_VERSARE, maxTimeMS: MAX_TIME_MS }),
    FascicoloModel.collection.findOne(closed, {
      hint: INDICE_FASCICOLI_DA_VERSARE,
      sort: { dataChiusura: 1 },
      projection: { _id: 0, dataChiusura: 1 },
    }) as Promise<{ dataChiusura: string } | null>,
  ]);
  return {
    daInviare: pila(unita.totale + giorni.length, [...unita.giorni, giorni[0]]),
    firmeInScadenza: pila(firme.totale, firme.giorni),
    fascicoli: pila(fascicoli, [primoFascicolo?.dataChiusura]),
  };
}
