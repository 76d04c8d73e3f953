import { titolarioOf } from '../../classification/service.js';
import type { Caller } from '../../schemas/accesso.api.js';
import { type Conteggio, countBy } from '../../schemas/registrazione-statistiche.model.js';
import type { QueryStatistiche, RigaStatistica, Statistiche, VoceStatistica } from '../../schemas/statistiche.api.js';
import { type Filtro, seesMaskedRows, visibleTo } from '../accesso/visibilita.js';
import { ufficiOf } from '../accesso/aoo.js';
import { MESI } from '../lib/calendario.js';
import { type Clock, legalDay, legalYear } from '../lib/clock.js';
import { REGISTRO_GENERALE } from '../protocollo/rules.js';

const giorno = (format: string) => ({
  $dateToString: { date: '$dataRegistrazione', format, timezone: 'Europe/Rome' },
});
/** Titolo and classe of a code, whatever stands below them. */
const CLASSE = {
  $let: {
    vars: { livelli: { $split: [{ $ifNull: ['$classifica.codice', ''] }, '.'] } },
    in: {
      $cond: [
        { $gt: [{ $size: '$$livelli' }, 1] },
        { $concat: [{ $arrayElemAt: ['$$livelli', 0] }, '.', { $arrayElemAt: ['$$livelli', 1] }] },
        { $arrayElemAt: ['$$livelli', 0] },
      ],
    },
  },
};

interface Modo {
  chiave: unknown;
  unwind?: string;
  /** a list filtered so shows masked rows to who may know of them; then they are counted too (contract §5) */
  conMascherate: boolean;
}
export const MODI: Readonly<Record<VoceStatistica, Modo>> = {
  mese: { chiave: giorno('%Y-%m'), conMascherate: true },
  giorno: { chiave: giorno('%Y-%m-%d'), conMascherate: true },
  flusso: { chiave: '$flusso', conMascherate: true },
  mezzo: { chiave: '$mezzo', conMascherate: false },
  classe: { chiave: CLASSE, conMascherate: false },
  ufficio: { chiave: '$uffici', unwind: '$uffici', conMascherate: false },
};

const FLUSSI: Readonly<Record<string, string>> = { E: 'Entrata', U: 'Uscita', I: 'Interna' };

/** What a key is called. */
export async function namesOf(
  caller: Caller,
  per: VoceStatistica,
  giornoOggi: string,
): Promise<(chiave: string) => string> {
  if (per === 'mese') return (chiave) => `${MESI[Number(chiave.slice(5)) - 1] ?? ''} ${chiave.slice(0, 4)}`;
  if (per === 'flusso') return (chiave) => FLUSSI[chiave] ?? chiave;
  if (per === 'ufficio') {
    const uffici = new Map((await ufficiOf(caller.aoo)).map((one) => [one.codice, one.denominazione]));
    return (chiave) => (chiave === '' ? 'Nessun ufficio' : (uffici.get(chiave) ?? chiave));
  }
  if (per === 'classe') {
    const byCodice = (await titolarioOf(caller.aoo, giornoOggi))?.byCodice;
    return (chiave) => (chiave === '' ? 'Non classificate' : (byCodice?.get(chiave)?.voce ?? chiave));
  }
  return (chiave) => chiave;
}

const sum = (one: Omit<Conteggio, 'chiave'> | undefined) => ({
  entrata: one?.entrata ?? 0,
  uscita: one?.uscita ?? 0,
  interna: one?.interna ?? 0,
  annullate: one?.annullate ?? 0,
  totale: one?.totale ?? 0,
});

/**
 * Counts of a year, of exactly what the caller's lists would show under the same filters.
 * @see DPR 445/2000 art. 58 c. 3
 */
export async function countRegistrazioni(caller: Caller, query: QueryStatistiche, clock: Clock): Promise<Statistiche> {
  const { per = 'mese', uo } = query;
  const anno = query.anno ?? legalYear(clock.now());
  const { chiave, unwind, conMascherate } = MODI[per];
  const all = conMascherate && uo === undefined && seesMaskedRows(caller);
  const filters: Filtro[] = [
    { aoo: caller.aoo, registro: REGISTRO_GENERALE, anno },
    all ? { aoo: caller.aoo } : visibleTo(caller),
    ...(uo === undefined ? [] : [{ uffici: uo }]),
  ];
  const [rows, [whole], nameOf] = await Promise.all([
    countBy(filters, chiave, unwind),
    unwind === undefined ? [undefined] : countBy(filters, null),
    namesOf(caller, per, legalDay(clock.now())),
  ]);
  const righe: RigaStatistica[] = rows.map((one) => ({
    chiave: one.chiave ?? '',
    voce: nameOf(one.chiave ?? ''),
    ...sum(one),
  }));
  const totali =
    unwind === undefined
      ? righe.reduce(
          (total, { entrata, uscita, interna, annullate, totale }) => ({
            entrata: total.entrata + entrata,
            uscita: total.uscita + uscita,
            interna: total.interna + interna,
            annullate: total.annullate + annullate,
            totale: total.totale + totale,
          }),
          sum(undefined),
        )
      : sum(whole);
  return { anno, per, ...(uo !== undefined && { uo }), righe, totali };
}
