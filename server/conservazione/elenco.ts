import { LIMITE_PREDEFINITO } from '../../schemas/comune.api.js';
import type { CodaConservazione, QueryVersamenti, RigaVersamento } from '../../schemas/versamento.api.js';
import { type Versamento, VersamentoModel } from '../../schemas/versamento.model.js';
import { addDays, legalDay, startOfLegalDay } from '../lib/clock.js';
import { DatiNonValidiError } from '../lib/problem.js';
import { presentRiga } from './presenter.js';
import { copriRiga, findRiservate, nomeCosa } from './riservate.js';
import { NON_ACCETTATI } from './stati.js';

type Filtro = Record<string, unknown>;

/** The packages of a pile; `null` for a pile of things of which no package is made yet. Pure. */
export function filtroCoda(coda: CodaConservazione, oggi: string): Filtro | null {
  switch (coda) {
    case 'rifiutati':
      return { stato: 'rifiutato' };
    case 'non-inviabili':
      return null;
    case 'conflitti':
      return { stato: { $in: ['conflitto', 'da-verificare'] } };
    case 'in-ritardo':
      return { stato: { $in: NON_ACCETTATI }, termine: { $lt: oggi } };
    case 'da-inviare':
      return { stato: 'preparato' };
    case 'in-invio':
      return { stato: 'in-invio' };
    case 'attesa-riprova':
      return { stato: 'attesa-riprova' };
    case 'incerti':
      return { stato: 'incerto' };
    case 'in-carico':
      return { stato: 'in-carico' };
    case 'sospesi':
      return { stato: 'sospeso' };
    case 'firme-in-scadenza':
      return { stato: { $in: NON_ACCETTATI }, tipo: 'unita-documentaria', priorita: true };
    case 'fascicoli-da-versare':
      return { stato: { $in: NON_ACCETTATI }, tipo: 'fascicolo', operazione: 'versamento' };
    case 'accettati':
      return { stato: { $in: ['accettato', 'accettato-con-avvisi'] } };
  }
}

function afterCursor(cursore: string | undefined): Filtro {
  if (cursore === undefined) return {};
  const [, ms, id] = /^(\d{1,15})~([A-Za-z0-9_-]{1,64})$/.exec(cursore) ?? [];
  if (ms === undefined || id === undefined)
    throw new DatiNonValidiError([
      { campo: 'cursore', messaggio: 'Il cursore non è di questo elenco: ricominciare dalla prima pagina.' },
    ]);
  const creato = new Date(Number(ms));
  return { $or: [{ creato: { $lt: creato } }, { creato, _id: { $lt: id } }] };
}

function filtersOf(aoo: string, query: QueryVersamenti, oggi: string): Filtro[] | null {
  const { coda, stato, tipo, riferimento, anno, dal, al, causa } = query;
  const pile = coda === undefined ? {} : filtroCoda(coda, oggi);
  if (pile === null) return null;
  return [
    { aoo },
    pile,
    ...(stato === undefined ? [] : [{ stato }]),
    ...(tipo === undefined ? [] : [{ tipo }]),
    ...(riferimento === undefined ? [] : [{ riferimento }]),
    ...(anno === undefined ? [] : [{ dataDocumento: { $gte: `${anno}-01-01`, $lte: `${anno}-12-31` } }]),
    ...(dal === undefined ? [] : [{ creato: { $gte: startOfLegalDay(dal) } }]),
    ...(al === undefined ? [] : [{ creato: { $lt: startOfLegalDay(addDays(al, 1)) } }]),
    ...(causa === undefined ? [] : [{ 'causa.gruppo': causa }]),
  ];
}

const CONTA_FINO_A = 1000;
const MAX_TIME_MS = 5_000;
/** All but what is long; of the package only the kinds of its files. */
const RIGA = {
  eventi: 0,
  canonico: 0,
  impronte: 0,
  'pacchetto.indice': 0,
  'pacchetto.chiave': 0,
  'pacchetto.file.nome': 0,
  'pacchetto.file.sha256': 0,
} as const;

/** One page of packages, newest first. @throws DatiNonValidiError for a cursor of another list */
export async function listVersamenti(
  aoo: string,
  query: QueryVersamenti,
  adesso: Date,
): Promise<{ elementi: RigaVersamento[]; cursore?: string; totale?: number; oltre?: number }> {
  const filters = filtersOf(aoo, query, legalDay(adesso));
  const after = afterCursor(query.cursore);
  if (filters === null) return { elementi: [], totale: 0 };
  const limite = query.limite ?? LIMITE_PREDEFINITO;
  const [found, count] = await Promise.all([
    VersamentoModel.find({ $and: [...filters, after] }, RIGA)
      .sort({ creato: -1, _id: -1 })
      .limit(limite + 1)
      .maxTimeMS(MAX_TIME_MS)
      .lean<Versamento[]>(),
    VersamentoModel.countDocuments({ $and: filters }, { limit: CONTA_FINO_A + 1, maxTimeMS: MAX_TIME_MS }),
  ]);
  const page = found.slice(0, limite);
  const last = page.at(-1);
  const riservate = await findRiservate(
    aoo,
    page.filter(({ causa: why, tentativi }) => why !== undefined || tentativi.length > 0),
  );
  return {
    elementi: page.map((one) => {
      const riga = presentRiga(one);
      return riservate.has(nomeCosa(one)) ? copriRiga(riga) : riga;
    }),
    ...(found.length > limite && last !== undefined && { cursore: `${last.creato.getTime()}~${last._id}` }),
    ...(count > CONTA_FINO_A ? { oltre: CONTA_FINO_A } : { totale: count }),
  };
}
