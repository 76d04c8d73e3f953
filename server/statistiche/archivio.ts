import type { Caller } from '../../schemas/accesso.api.js';
import { FascicoloModel } from '../../schemas/fascicolo.model.js';
import { type ConteggioArchivio, countArchivio } from '../../schemas/registrazione-statistiche.model.js';
import type {
  QueryArchivio,
  QueryTempi,
  StatisticheArchivio,
  StatisticheTempi,
  VoceTempi,
} from '../../schemas/statistiche-archivio.api.js';
import { type Filtro, visibleTo } from '../accesso/visibilita.js';
import { visibleFascicoli } from '../fascicoli/visibilita.js';
import { type Clock, legalDay, legalYear } from '../lib/clock.js';
import { REGISTRO_GENERALE } from '../protocollo/rules.js';
import { MODI, namesOf } from './service.js';
import { type ProcedimentoContato, quota, tempiDi } from './tempi.js';

const quoteOf = (one: Omit<ConteggioArchivio, 'chiave'> | undefined) => {
  const { documenti = 0, classificati = 0, terzoLivello = 0, inFascicolo = 0 } = one ?? {};
  return {
    documenti,
    classificati,
    terzoLivello,
    inFascicolo,
    quotaTerzoLivello: quota(terzoLivello, documenti),
    quotaInFascicolo: quota(inFascicolo, documenti),
  };
};

/** How many documents of a year are classified to the third level, and stand in a fascicolo: of what the caller may see. */
export async function countClassificati(
  caller: Caller,
  query: QueryArchivio,
  clock: Clock,
): Promise<StatisticheArchivio> {
  const { per = 'mese', uo } = query;
  const anno = query.anno ?? legalYear(clock.now());
  const { chiave, unwind } = MODI[per];
  const filters: Filtro[] = [
    { aoo: caller.aoo, registro: REGISTRO_GENERALE, anno, stato: { $ne: 'annullata' } },
    visibleTo(caller),
    ...(uo === undefined ? [] : [{ uffici: uo }]),
  ];
  const [rows, [whole], nameOf] = await Promise.all([
    countArchivio(filters, chiave, unwind),
    countArchivio(filters, null),
    namesOf(caller, per, legalDay(clock.now())),
  ]);
  return {
    anno,
    per,
    ...(uo !== undefined && { uo }),
    righe: rows.map((one) => ({ chiave: one.chiave ?? '', voce: nameOf(one.chiave ?? ''), ...quoteOf(one) })),
    totali: quoteOf(whole),
  };
}

const chiaveOf = (per: VoceTempi, { uo, iter }: ProcedimentoContato): string =>
  per === 'procedimento' ? iter.codice : per === 'ufficio' ? uo : (iter.fine?.slice(0, 7) ?? '');

/** How long procedimenti last, by kind, office or month of their end: of the fascicoli that the caller may see. */
export async function countTempi(caller: Caller, query: QueryTempi, clock: Clock): Promise<StatisticheTempi> {
  const { per = 'procedimento', uo } = query;
  const anno = query.anno ?? legalYear(clock.now());
  const oggi = legalDay(clock.now());
  const ended = { 'iter.fine': { $gte: `${anno}-01-01`, $lte: `${anno}-12-31` } };
  const found = await FascicoloModel.find(
    {
      $and: [
        { aoo: caller.aoo, 'iter.inizio': { $exists: true }, annullato: { $exists: false } },
        { $or: [ended, { 'iter.fine': { $exists: false } }] },
        visibleFascicoli(caller),
        ...(uo === undefined ? [] : [{ uffici: uo }]),
      ],
    },
    { _id: 0, uo: 1, 'iter.codice': 1, 'iter.denominazione': 1, 'iter.inizio': 1, 'iter.fine': 1, 'iter.scadenza': 1 },
  ).lean<ProcedimentoContato[]>();
  const groups = new Map<string, ProcedimentoContato[]>();
  for (const one of found) {
    const chiave = chiaveOf(per, one);
    const group = groups.get(chiave) ?? [];
    groups.set(chiave, group);
    group.push(one);
  }
  const nameOf = per === 'procedimento' ? undefined : await namesOf(caller, per, oggi);
  const voceOf = (chiave: string, [first]: readonly ProcedimentoContato[]): string => {
    if (nameOf === undefined) return first?.iter.denominazione ?? chiave;
    return per === 'mese' && chiave === '' ? 'In corso' : nameOf(chiave);
  };
  const righe = [...groups].map(([chiave, some]) => ({
    chiave,
    voce: voceOf(chiave, some),
    ...tempiDi(some, anno, oggi),
  }));
  return {
    anno,
    per,
    ...(uo !== undefined && { uo }),
    righe: righe.sort((a, b) => (a.chiave < b.chiave ? -1 : 1)),
    totali: tempiDi(found, anno, oggi),
  };
}
