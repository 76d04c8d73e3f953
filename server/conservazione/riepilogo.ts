import type { Riepilogo } from '../../schemas/conservazione.api.js';
import { countNonInviabili } from '../../schemas/non-inviabile.model.js';
import { CODE_CONSERVAZIONE, type CodaConservazione } from '../../schemas/versamento.api.js';
import { type Versamento, VersamentoModel } from '../../schemas/versamento.model.js';
import { legalDay, legalYear, rfc3339, startOfLegalDay } from '../lib/clock.js';
import type { DepsConservazione } from './deps.js';
import { filtroCoda } from './elenco.js';
import { listLinee } from './linee-viste.js';
import { giornoEOra } from './parole.js';
import { countDue } from './regole/conteggi.js';
import { copertureOf } from './regole/copertura.js';

/* The archivist's desk: piles, coverage, refusals, lines. Counted from indexes. */

type Coda = Riepilogo['code'][number];

const GRUPPI: Readonly<Record<CodaConservazione, Coda['gruppo']>> = {
  rifiutati: 'da-fare',
  'non-inviabili': 'da-fare',
  conflitti: 'da-fare',
  'in-ritardo': 'da-fare',
  'da-inviare': 'va-da-se',
  'in-invio': 'va-da-se',
  'attesa-riprova': 'va-da-se',
  incerti: 'va-da-se',
  'in-carico': 'va-da-se',
  sospesi: 'da-fare',
  'firme-in-scadenza': 'presto',
  'fascicoli-da-versare': 'presto',
  accettati: 'fatto',
};
const ORDINE = ['da-fare', 'va-da-se', 'presto', 'fatto'];
const MAX_TIME_MS = 8_000;

interface Pila {
  totale: number;
  dal?: string;
  prossimoPasso?: Date;
}

/** A pile of packages: how many, since when the oldest waits, when the first goes on. */
async function pilaDi(aoo: string, filtro: Record<string, unknown>, vaDaSe: boolean): Promise<Pila> {
  const filter: Record<string, unknown> = { aoo, ...filtro };
  const [totale, oldest, next] = await Promise.all([
    VersamentoModel.countDocuments(filter, { maxTimeMS: MAX_TIME_MS }),
    VersamentoModel.findOne(filter, { creato: 1 }).sort({ creato: 1 }).lean<Pick<Versamento, 'creato'>>(),
    vaDaSe
      ? VersamentoModel.findOne({ ...filter, prossimoPasso: { $exists: true } }, { prossimoPasso: 1 })
          .sort({ prossimoPasso: 1 })
          .lean<Pick<Versamento, 'prossimoPasso'>>()
      : null,
  ]);
  return {
    totale,
    ...(oldest !== null && { dal: rfc3339(oldest.creato) }),
    ...(next?.prossimoPasso !== undefined && { prossimoPasso: next.prossimoPasso }),
  };
}

const giorniTra = (dal: string, adesso: Date): number => Math.floor((adesso.getTime() - Date.parse(dal)) / 86_400_000);

/** A sentence beside the number. Pure. */
export function notaDi(codice: CodaConservazione, { totale, dal, prossimoPasso }: Pila, adesso: Date): string {
  if (totale === 0) return 'nessuno';
  if (prossimoPasso !== undefined && GRUPPI[codice] === 'va-da-se' && codice !== 'in-invio')
    return prossimoPasso <= adesso ? 'appena possibile' : `il primo: ${giornoEOra(prossimoPasso)}`;
  if (dal === undefined || codice === 'accettati') return '';
  const days = giorniTra(dal, adesso);
  if (days > 0) return days === 1 ? 'il più vecchio: un giorno' : `il più vecchio: ${days} giorni`;
  return 'da oggi';
}

/** Packages, and what no package is made of yet: those wait since before. */
const insieme = (pila: Pila, altri?: { totale: number; dal?: string }): Pila => ({
  ...pila,
  totale: pila.totale + (altri?.totale ?? 0),
  ...(altri?.dal !== undefined && { dal: rfc3339(startOfLegalDay(altri.dal)) }),
});

async function codeDi(aoo: string, adesso: Date): Promise<Coda[]> {
  const oggi = legalDay(adesso);
  const [due, unfit] = await Promise.all([countDue(aoo, adesso), countNonInviabili(aoo)]);
  const extra: Partial<Record<CodaConservazione, { totale: number; dal?: string }>> = {
    'da-inviare': due.daInviare,
    'fascicoli-da-versare': due.fascicoli,
    'firme-in-scadenza': due.firmeInScadenza,
  };
  const all = await Promise.all(
    CODE_CONSERVAZIONE.map(async (codice): Promise<Coda> => {
      const filtro = filtroCoda(codice, oggi);
      const pila: Pila =
        filtro === null
          ? { totale: unfit.totale, ...(unfit.dal !== undefined && { dal: rfc3339(unfit.dal) }) }
          : await pilaDi(aoo, filtro, GRUPPI[codice] === 'va-da-se');
      const whole = insieme(pila, extra[codice]);
      const nota = await notaConAvvisi(aoo, codice, whole, adesso);
      return {
        codice,
        gruppo: GRUPPI[codice],
        totale: whole.totale,
        ...(whole.dal !== undefined && { dal: whole.dal }),
        ...(whole.prossimoPasso !== undefined && { prossimoPasso: rfc3339(whole.prossimoPasso) }),
        ...(nota !== '' && { nota }),
      };
    }),
  );
  return all.sort((a, b) => ORDINE.indexOf(a.gruppo) - ORDINE.indexOf(b.gruppo)); // stable
}

async function notaConAvvisi(aoo: string, codice: CodaConservazione, pila: Pila, adesso: Date): Promise<string> {
  if (codice !== 'accettati' || pila.totale === 0) return notaDi(codice, pila, adesso);
  const quanti = await VersamentoModel.countDocuments({ aoo, stato: 'accettato-con-avvisi' });
  return quanti === 0 ? '' : `${quanti} con avvisi`;
}

async function rifiutatiDi(aoo: string): Promise<Riepilogo['rifiutati']> {
  return VersamentoModel.aggregate<Riepilogo['rifiutati'][number]>([
    { $match: { aoo, stato: 'rifiutato' } },
    {
      $group: {
        _id: '$causa.gruppo',
        codice: { $first: '$causa.codice' },
        titolo: { $first: '$causa.titolo' },
        totale: { $sum: 1 },
      },
    },
    {
      $project: {
        _id: 0,
        gruppo: { $ifNull: ['$_id', 'altro'] },
        codice: { $ifNull: ['$codice', ''] },
        titolo: { $ifNull: ['$titolo', 'Rifiutato da una persona'] },
        totale: 1,
      },
    },
    { $sort: { totale: -1, gruppo: 1 } },
  ]);
}

async function ultimoGiornalieroDi(aoo: string): Promise<Riepilogo['ultimoGiornaliero']> {
  const last = await VersamentoModel.findOne(
    { aoo, tipo: 'registro-giornaliero', operazione: 'versamento', vivo: true },
    { riferimento: 1, stato: 1, aggiornato: 1 },
  )
    .sort({ dataDocumento: -1 })
    .lean<Pick<Versamento, '_id' | 'riferimento' | 'stato' | 'aggiornato'>>();
  return last === null
    ? undefined
    : { data: last.riferimento, stato: last.stato, quando: rfc3339(new Date(last.aggiornato)), id: last._id };
}

/** The whole desk. @param anno - of which the months are told; the current one unless said */
export async function riepilogoDi(deps: DepsConservazione, aoo: string, anno?: number): Promise<Riepilogo> {
  const adesso = deps.clock.now();
  const [code, copertura, rifiutati, ultimoGiornaliero, linee] = await Promise.all([
    codeDi(aoo, adesso),
    copertureOf(aoo, adesso, anno ?? legalYear(adesso)),
    rifiutatiDi(aoo),
    ultimoGiornalieroDi(aoo),
    listLinee(deps, aoo),
  ]);
  return {
    adesso: rfc3339(adesso),
    code,
    copertura,
    rifiutati,
    ...(ultimoGiornaliero !== undefined && { ultimoGiornaliero }),
    linee,
  };
}
