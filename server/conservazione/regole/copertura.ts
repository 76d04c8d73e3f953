import type { Riepilogo } from '../../../schemas/conservazione.api.js';
import { AttoRepertorioModel, RegistrazioneModel } from '../../../schemas/registrazione.model.js';
import { RegistroGiornalieroModel } from '../../../schemas/registro-giornaliero.model.js';
import { REGISTRO_GENERALE } from '../../../schemas/registro.js';
import type { StatoVersamento, TipoVersamento } from '../../../schemas/versamento.api.js';
import { type ConteggioVersamenti, countCopertura, VersamentoModel } from '../../../schemas/versamento.model.js';
import { addDays, legalDay, startOfLegalDay } from '../../lib/clock.js';

/* How much of each year is conserved, counted on indexes alone: numbers of the register have no gaps and follow the days. */

type Anno = Riepilogo['copertura'][number];
type Mese = NonNullable<Anno['mesi']>[number];
type Conti = Omit<Mese, 'mese' | 'giorniMedi' | 'giorniMassimi'>;

const ACCETTATI: readonly StatoVersamento[] = ['accettato', 'accettato-con-avvisi'];
const RIFIUTATI: readonly StatoVersamento[] = ['rifiutato', 'conflitto', 'da-verificare'];
const IN_CORSO: readonly StatoVersamento[] = [
  'preparato',
  'in-invio',
  'incerto',
  'in-carico',
  'attesa-riprova',
  'sospeso',
];

/** From a legal day to before another one. */
interface Periodo {
  dal: string;
  prima: string;
}

const pad = (n: number, length: number): string => String(n).padStart(length, '0');
const annoIntero = (anno: number): Periodo => ({ dal: `${pad(anno, 4)}-01-01`, prima: `${pad(anno + 1, 4)}-01-01` });
const meseDi = (anno: number, mese: number): Periodo => ({
  dal: `${pad(anno, 4)}-${pad(mese, 2)}-01`,
  prima: mese === 12 ? `${pad(anno + 1, 4)}-01-01` : `${pad(anno, 4)}-${pad(mese + 1, 2)}-01`,
});

const inOrder = { projection: { _id: 0, numero: 1, dataRegistrazione: 1 } } as const;

/** First and last number of a year of the register of protocol; null where it has none. */
async function numeriDi(aoo: string, anno: number): Promise<{ primo: number; ultimo: number } | null> {
  const of = (order: 1 | -1) =>
    RegistrazioneModel.collection.findOne(
      { aoo, registro: REGISTRO_GENERALE, anno },
      { ...inOrder, sort: { numero: order } },
    ) as Promise<{ numero: number } | null>;
  const [primo, ultimo] = await Promise.all([of(1), of(-1)]);
  return primo === null || ultimo === null ? null : { primo: primo.numero, ultimo: ultimo.numero };
}

/** Numbers looked at in one reading. */
const VIE = 32;

/** How many registrations of a year come before a legal day: found by opening the book at so many places, then between two of them. */
async function countBefore(
  aoo: string,
  anno: number,
  { primo, ultimo }: { primo: number; ultimo: number },
  giorno: string,
): Promise<number> {
  const start = startOfLegalDay(giorno);
  let [low, high] = [primo, ultimo + 1]; // the first number that is not before is in low..high
  while (low < high) {
    const step = Math.max(1, Math.ceil((high - low) / VIE));
    const places: number[] = [];
    for (let place = low; place < high; place += step) places.push(place);
    const found = (await RegistrazioneModel.collection
      .find({ aoo, registro: REGISTRO_GENERALE, anno, numero: { $in: places } }, { ...inOrder, batchSize: VIE })
      .toArray()) as unknown as { numero: number; dataRegistrazione: Date }[];
    const [before, after] = [true, false].map((is) =>
      found.filter(({ dataRegistrazione }) => dataRegistrazione < start === is).map(({ numero }) => numero),
    );
    const [lowest, highest] = [low, high];
    low = Math.max(lowest, ...(before ?? []).map((numero) => numero + 1));
    high = Math.min(highest, ...(after ?? []));
    if (low === lowest && high === highest) break; // none of those is there: the verification tells of the hole
  }
  return low - primo;
}

const countAtti = (aoo: string, { dal, prima }: Periodo): Promise<number> =>
  AttoRepertorioModel.collection.countDocuments({
    aoo,
    dataRegistrazione: { $gte: startOfLegalDay(dal), $lt: startOfLegalDay(prima) },
  });

/** First shippings of things of a period, by how they stand. */
async function countVersati(aoo: string, tipo: TipoVersamento, { dal, prima }: Periodo) {
  const count = (stati: readonly StatoVersamento[]): Promise<number> =>
    VersamentoModel.collection.countDocuments({
      aoo,
      tipo,
      operazione: 'versamento',
      stato: { $in: [...stati] },
      dataDocumento: { $gte: dal, $lt: prima },
    });
  const [accettate, inCorso, rifiutate] = await Promise.all([count(ACCETTATI), count(IN_CORSO), count(RIFIUTATI)]);
  return { accettate, inCorso, rifiutate };
}

/** What is neither conserved nor under way is still to be sent. Pure. */
export function contiOf<V extends Pick<Conti, 'accettate' | 'inCorso' | 'rifiutate'>>(
  totale: number,
  versati: V,
): V & Pick<Conti, 'totale' | 'daInviare'> {
  const { accettate, inCorso, rifiutate } = versati;
  return { totale, ...versati, daInviare: Math.max(0, totale - accettate - inCorso - rifiutate) };
}

/** Share that is conserved, with one decimal; 100 only when all of it is. Pure. */
export const percentoOf = ({ totale, accettate }: Pick<Conti, 'totale' | 'accettate'>): number =>
  totale === 0 || accettate >= totale ? 100 : Math.floor((accettate / totale) * 1_000) / 10;

const withPercento = (conti: Conti) => ({ ...conti, percento: percentoOf(conti) });

async function giornalieriDi(aoo: string, periodo: Periodo): Promise<Conti> {
  const { dal, prima } = periodo;
  const [totale, versati] = await Promise.all([
    RegistroGiornalieroModel.collection.countDocuments({ aoo, giorno: { $gte: dal, $lt: prima } }),
    countVersati(aoo, 'registro-giornaliero', periodo),
  ]);
  return contiOf(totale, versati);
}

/** What is known of the first shippings of one month. */
type VersatiDelMese = Omit<Mese, 'mese' | 'totale' | 'daInviare'>;

/** Rows of one month together: how they stand, and how long those accepted took. Pure. */
export function versatiOf(righe: readonly ConteggioVersamenti[]): VersatiDelMese {
  const of = (stati: readonly StatoVersamento[]) => righe.filter(({ stato }) => stati.includes(stato));
  const sum = (some: readonly ConteggioVersamenti[]): number => some.reduce((total, { quanti }) => total + quanti, 0);
  const accepted = of(ACCETTATI);
  const accettate = sum(accepted);
  return {
    accettate,
    inCorso: sum(of(IN_CORSO)),
    rifiutate: sum(of(RIFIUTATI)),
    ...(accettate > 0 && {
      giorniMedi: Math.round((accepted.reduce((total, { giorni }) => total + giorni, 0) / accettate) * 10) / 10,
      giorniMassimi: Math.max(...accepted.map(({ massimo }) => massimo)),
    }),
  };
}

/**
 * Registrations and acts of repertori of a year by month, 1 to 12, those that have something: how many are conserved, under way,
 * refused, still to be sent.
 */
export async function coperturaOf(aoo: string, anno: number): Promise<Mese[]> {
  const { dal, prima } = annoIntero(anno);
  const mesi = Array.from({ length: 12 }, (_one, i) => i + 1);
  const [numeri, righe] = await Promise.all([
    numeriDi(aoo, anno),
    countCopertura(aoo, 'unita-documentaria', dal, addDays(prima, -1)),
  ]);
  const before = await Promise.all(
    mesi.map(async (mese) => (numeri === null ? 0 : countBefore(aoo, anno, numeri, meseDi(anno, mese).prima))),
  );
  const found = await Promise.all(
    mesi.map(async (mese, i): Promise<Mese> => {
      const periodo = meseDi(anno, mese);
      const versati = versatiOf(righe.filter((one) => one.mese === periodo.dal.slice(0, 7)));
      const protocollo = (before[i] ?? 0) - (before[i - 1] ?? 0);
      return { mese, ...contiOf(protocollo + (await countAtti(aoo, periodo)), versati) };
    }),
  );
  return found.filter(({ totale, accettate, inCorso, rifiutate }) => totale + accettate + inCorso + rifiutate > 0);
}

async function annoDi(aoo: string, anno: number, corrente: number): Promise<Anno> {
  const periodo = annoIntero(anno);
  const [numeri, atti, versati, giornalieri] = await Promise.all([
    numeriDi(aoo, anno),
    countAtti(aoo, periodo),
    countVersati(aoo, 'unita-documentaria', periodo),
    giornalieriDi(aoo, periodo),
  ]);
  const protocollo = numeri === null ? 0 : numeri.ultimo - numeri.primo + 1;
  return {
    anno,
    inCorso: anno === corrente,
    registrazioni: withPercento(contiOf(protocollo + atti, versati)),
    giornalieri: withPercento(giornalieri),
  };
}

/** So many years are told. */
const MAX_ANNI = 50;

/**
 * How much of each year of an AOO is conserved, newest first, the months of one of them.
 * @param anno - the year of which the months are told
 */
export async function copertureOf(aoo: string, adesso: Date, anno: number): Promise<Anno[]> {
  const corrente = Number(legalDay(adesso).slice(0, 4));
  const [first, firstAtto, mesi] = await Promise.all([
    RegistrazioneModel.collection.findOne(
      { aoo, registro: REGISTRO_GENERALE },
      { projection: { _id: 0, anno: 1 }, sort: { anno: 1, numero: 1 } },
    ) as Promise<{ anno: number } | null>,
    AttoRepertorioModel.collection.findOne(
      { aoo },
      { projection: { _id: 0, dataRegistrazione: 1 }, sort: { dataRegistrazione: 1 } },
    ) as Promise<{ dataRegistrazione: Date } | null>,
    coperturaOf(aoo, anno),
  ]);
  const from = Math.min(
    first?.anno ?? corrente,
    firstAtto === null ? corrente : Number(legalDay(firstAtto.dataRegistrazione).slice(0, 4)),
  );
  const anni = Array.from({ length: Math.min(corrente - from + 1, MAX_ANNI) }, (_one, i) => corrente - i);
  const found = await Promise.all(anni.map((one) => annoDi(aoo, one, corrente)));
  return found.map((one) => (one.anno === anno ? { ...one, mesi } : one));
}
